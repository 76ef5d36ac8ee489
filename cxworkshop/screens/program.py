"""What the screens use of the program that runs them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cxworkshop.language import Words

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession


class Program(Protocol):
    """Runs the screens, and keeps the sessions that are open."""

    folder: Path
    has_library: bool
    harness: bool
    """Whether somebody tries the program from outside, and reads all of what the header says."""

    def today(self) -> date:
        """The day everything is judged on."""

    def now(self) -> datetime:
        """The moment, for what is dated to the minute."""

    def warn(self, words: Words) -> None:
        """Says something that must be seen, on whatever screen is on top."""

    def saved_pieces(self, opened: OpenSession) -> list[tuple[str, str]]:
        """What the header says about saving."""

    async def open_workshop(self, path: Path, *, throwaway: bool = False) -> None:
        """Opens a session file over the library. Raises Unreadable."""

    async def leave_workshop(self, opened: OpenSession) -> None:
        """Back to the library, when everything is saved."""
