"""What screens use of the program on the screen, which they must not import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from textual.screen import Screen

    from cxworkshop.editing import OpenSession
    from cxworkshop.language import Words
    from cxworkshop.library import Library
    from cxworkshop.method.paced_clock import PacedClock
    from cxworkshop.model.place import Place
    from cxworkshop.storage.shared import Colleague


class Program(Protocol):
    library: Library
    """Where the workshops are."""
    has_library: bool
    harness: bool
    """Whether the header shows all of its text, for tests that run the program from outside."""

    @property
    def clock(self) -> PacedClock: ...

    @property
    def screen_stack(self) -> Sequence[Screen[Any]]:
        """The screens that are open, the topmost last."""

    @property
    def everywhere(self) -> object:
        """Has more commands of every screen."""

    def today(self) -> date: ...

    def now(self) -> datetime: ...

    def warn(self, words: Words) -> None: ...

    def note(self, words: Words, holds: Callable[[], bool] = ...) -> None: ...

    @property
    def trouble(self) -> Words:
        """Why something is not saved, in full; empty when all is."""

    @property
    def short_trouble(self) -> Words:
        """The same in one line."""

    @property
    def phones_words(self) -> tuple[Words, Words]:
        """Who has a phone and how far they are, and whose may be out of reach; empty where there is none."""

    @property
    def has_phones(self) -> bool:
        """Whether the room is open for phones."""

    @property
    def phones_hands(self) -> tuple[int, ...]:
        """How many phones say 1 to 5 of the mood that is asked; empty where none is asked."""

    def colleagues(self, opened: OpenSession) -> tuple[Colleague, ...]:
        """Who else has a workshop open, and where."""

    def be_at(self, opened: OpenSession, place: Place | None) -> None:
        """Tells them where the cursor is here."""

    def report_saved(self, status: object) -> None: ...

    def saved_pieces(self, opened: OpenSession) -> list[tuple[str, str]]: ...

    async def waiting(self, opened: OpenSession) -> Words: ...

    async def open_workshop(self, path: Path, *, throwaway: bool = False) -> None: ...

    async def show_workshop(self, opened: OpenSession) -> None: ...

    async def look_at_round(self, opened: OpenSession, number: int) -> None: ...

    async def leave_workshop(self, opened: OpenSession) -> None: ...
