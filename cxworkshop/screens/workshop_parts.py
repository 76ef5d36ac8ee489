"""What the parts of the workshop's screen that are files of their own use of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from textual.geometry import Size
from textual.widget import Widget

from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.method.readiness import Readiness
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.program import Program
from cxworkshop.widgets.bars import Bar, Entry, Header
from cxworkshop.widgets.guide import Guide
from cxworkshop.widgets.missing import Missing
from cxworkshop.widgets.sheet import Sheet
from cxworkshop.widgets.staircase import Staircase


class Workshop(Protocol):
    """One open workshop: where one is in it, what of it is seen, and what can be asked of it."""

    opened: OpenSession
    throwaway: bool
    at: Navigation
    figure: str
    """What the step has to show for itself, in a few words."""
    entered: set[str]
    """The modes that a command has entered."""
    opening: Any
    """The screen that is to be put over this one."""
    header: Header
    question: Bar
    tab_bar: Bar
    missing_title: Bar
    band: Staircase
    sheet: Sheet
    entry: Entry
    guide: Guide
    missing: Missing

    @property
    def cx(self) -> Program: ...

    @property
    def size(self) -> Size: ...

    @property
    def session(self) -> Session: ...

    @property
    def reading(self) -> Reading: ...

    @property
    def judged(self) -> tuple[Session, str, date, Readiness]:
        """What a readiness check is asked of."""

    def apply(self, change: Change) -> Words | None:
        """Makes a change; the words of a refusal, or None."""

    def tell(self, words: Words) -> None:
        """Says something until the next key."""

    def go(self, at: Navigation) -> None:
        """Shows another place of the workshop."""

    def jump(self, place: Place) -> bool:
        """Goes to the list and the cell that show a place; False when none does."""

    async def run(self, id: str, key: str = "") -> None:
        """Does what a command asks."""

    def draw_around(self) -> None:
        """Draws what stands around the list."""

    def draw_keys(self) -> None:
        """Draws the key bar of the mode that is on."""

    def draw_tabs(self) -> None:
        """Draws the question and the lists of the step."""

    def draw_header(self) -> None:
        """Draws the line at the top."""

    # of Textual's screens
    def set_class(self, add: bool, *class_names: str) -> object: ...

    def has_class(self, *class_names: str) -> bool: ...

    def set_focus(self, widget: Widget | None) -> None: ...

    def call_after_refresh(self, callback: Callable[..., Any]) -> bool: ...
