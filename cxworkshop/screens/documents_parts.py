"""The screen of the documents as its parts see it: they need not import the screen that imports them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from cxworkshop.editing import OpenSession
from cxworkshop.handing_out import Handout
from cxworkshop.language import Words
from cxworkshop.model.session import Session
from cxworkshop.screens.program import Program
from cxworkshop.widgets.entry import Entry

if TYPE_CHECKING:
    from cxworkshop.storage.file.session_file import SessionFile


class Documents(Protocol):
    """What the parts use of the screen."""

    source: OpenSession | SessionFile
    entry: Entry
    form: str
    """The form chosen; empty for the usual one of each document."""
    fault: Words
    """Why a firm's templates or look cannot be used; empty when they can."""

    @property
    def app(self) -> App[object]: ...

    @property
    def cx(self) -> Program: ...

    @property
    def session(self) -> Session: ...

    @property
    def handout(self) -> Handout:
        """The document that is shown."""

    def tell(self, words: Words, tone: str = "accent") -> None: ...

    def draw_keys(self) -> None: ...

    def work(self, work: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        """Does something while the keys go on; newer work of a group cancels the one before."""
