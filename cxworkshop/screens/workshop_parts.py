"""The workshop screen as its parts see it: they need not import the screen that imports them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
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
from cxworkshop.screens.base import ChangeSource
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.program import Program
from cxworkshop.sheets.question import Question
from cxworkshop.widgets.bars import Bar, Header
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.guide import Guide
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.missing import Missing
from cxworkshop.widgets.sheet import Sheet


class Workshop(Protocol):
    """What the parts use of the workshop screen."""

    opened: OpenSession
    throwaway: bool
    position: Navigation
    figure: str
    """The headline figure of the step, as text."""
    missing_count: int
    """The open checks of the step, when they were last counted."""
    entered_modes: set[str]
    pending_screen: Any
    """The screen to push after the current key."""
    pending_work: Callable[[], Awaitable[None]] | None
    """What is to be done after it."""
    header: Header
    day_bar: Bar
    question: Bar
    tab_bar: Bar
    missing_title: Bar
    card_head: Bar
    index: ListBox
    sheet: Sheet
    entry: Entry
    guide: Guide
    missing: Missing

    @property
    def cx(self) -> Program: ...

    def hears(self, source: ChangeSource, listener: Callable[[Session, Session], None]) -> None:
        """Calls a listener after each change of a session, until the screen is removed."""

    @property
    def size(self) -> Size: ...

    @property
    def step(self) -> str: ...

    @property
    def states(self) -> Mapping[str, str]:
        """The states of the steps that are passed."""

    @property
    def session(self) -> Session: ...

    @property
    def reading(self) -> Reading: ...

    @property
    def check_arguments(self) -> tuple[Session, str, date, Readiness]:
        """The arguments of the functions of `method.readiness`."""

    def apply(self, change: Change) -> Words | None:
        """Applies a change. Returns why it was refused, or None."""

    def tell(self, words: Words, *, is_whole: bool = False) -> None:
        """Shows a message until the next key, with all the lines it needs where it `is_whole`."""

    def ask(self, question: Question) -> None:
        """Asks a question; the next key is the answer."""

    def run_later(self, id: str) -> None:
        """Runs a command after the current event."""

    def go(self, position: Navigation) -> None:
        """Shows another list or step."""

    def jump(self, place: Place) -> bool:
        """Goes to the list and the cell that show a place. Returns whether there is one."""

    async def run(self, id: str, key: str = "") -> None:
        """Runs a command."""

    def climbed(self, step: str, words: Words) -> None:
        """Is called when a step has been passed, with what is said of it."""

    def leave_guide(self) -> None:
        """Takes the keys from the guide."""

    def leave_missing(self) -> None:
        """Takes the keys from the list of what is missing."""

    def draw_around(self) -> None:
        """Draws all but the list."""

    def draw_keys(self) -> None:
        """Draws the key bar of the current mode."""

    def name_piece(self, name: str) -> tuple[str, str]:
        """The name of the organisation for the header."""

    def draw_tabs(self) -> None:
        """Draws the question of the step and the tabs of its lists."""

    def draw_header(self) -> None:
        """Draws the line at the top."""

    # of Textual's screens
    def run_worker(self, work: Coroutine[Any, Any, None], *, group: str) -> object: ...

    def set_class(self, add: bool, *class_names: str) -> object: ...

    def has_class(self, *class_names: str) -> bool: ...

    def set_focus(self, widget: Widget | None) -> None: ...

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> object: ...

    def call_after_refresh(self, callback: Callable[..., Any]) -> bool: ...
