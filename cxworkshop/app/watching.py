"""Whether a second terminal follows the workshop that is open, and what writes for it once it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import Words, say

if TYPE_CHECKING:
    from pathlib import Path

    from cxworkshop.editing import OpenSession
    from cxworkshop.room.stage_file import Writer


class Watch:
    """Looks for the file by which a second terminal tells that it follows."""

    def __init__(self, opened: OpenSession, failed: Callable[[Words], object]) -> None:
        self._opened, self._failed = opened, failed
        self._path: Path | None = None
        self._writer: Writer | None = None

    async def find(self) -> None:
        """Finds the stage file, in a thread: that asks the system. Without a safe place for it nobody can
        follow, and it is said why."""
        try:
            self._path = await asyncio.to_thread(_path_of, self._opened.path)
        except NotSaved as error:
            self._failed(error.words)

    @property
    def is_followed_anew(self) -> bool:
        """Whether somebody follows and nothing is written for them yet. Where another program has the
        workshop open to write it, that one shows it."""
        if self._writer is not None or self._path is None or self._opened.holder:
            return False
        from cxworkshop.room.stage_file import STALE, followed_ago

        age = followed_ago(self._path)
        return age is not None and age < STALE

    def writer(self) -> Writer | None:
        """Begins to write."""
        from cxworkshop.room.stage_file import Writer

        if self._path is not None:
            self._writer = Writer(self._path, lambda error: self._failed(_why(error)))
        return self._writer

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def _why(error: Exception) -> Words:
    if isinstance(error, NotSaved):
        return error.words
    why = getattr(error, "strerror", None) or str(error)
    return say("The room view in a second terminal cannot be written: {why}.", why=why)


def _path_of(session_file: Path) -> Path:
    from cxworkshop.room.stage_file import path_of

    return path_of(session_file)
