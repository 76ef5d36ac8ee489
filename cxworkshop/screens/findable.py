"""What the palette and the finder use of the screen below them: what was said there, and how to get to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from cxworkshop.model.session import Session
from cxworkshop.sheets.finding import Said
from cxworkshop.sheets.plan import SheetPlan


class Named(NamedTuple):
    """A list or an activity that can be gone to. `names`: in every language, in lower case."""

    names: Sequence[str]
    text: str
    go: Callable[[], None]


class Findable(Protocol):
    """What a screen has to find, and how to get there."""

    @property
    def session(self) -> Session: ...

    @property
    def plan(self) -> SheetPlan:
        """The list at hand."""

    def texts(self) -> list[Said]:
        """Everything that was said."""

    def named(self) -> list[Named]:
        """Lists and activities."""

    def go_to_said(self, said: Said) -> None:
        """Goes to the cell of a text."""
