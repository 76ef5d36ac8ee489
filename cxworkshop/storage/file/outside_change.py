"""Another program has written the file of an open session: what stands there, and the newest state that both
come from.

That is known by content marks alone, as in `merging`; what this program has read or written comes first.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cxworkshop.errors import NotSaved, Unreadable
from cxworkshop.language import say
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.header import content_mark, states

if TYPE_CHECKING:
    from cxworkshop.storage.file.session_file import SessionFile

_MOST_STATES = 200
_PATIENCE = 2.0
"""Seconds for which a file that cannot be read may still be on its way to the disk."""


class State(NamedTuple):
    """A session as it stood in the file, with the tables that this program does not know."""

    session: Session
    unknown: Mapping[str, Any]


class States:
    """What this program has read from a file or written to it, by content marks. They share what did not
    change."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}

    def add(self, file: SessionFile) -> None:
        """Keeps the present state of a file."""
        self._states.pop(file.mark, None)
        self._states[file.mark] = State(file.session, file.frame.unknown)
        if len(self._states) > _MOST_STATES:
            del self._states[next(iter(self._states))]

    def common(
        self, mine: SessionFile, theirs: SessionFile, read: Callable[[Path], SessionFile]
    ) -> State | None:
        """The newest state that both come from: one of these, or a copy of mine. None when none is left, and
        of two sessions."""
        marks = _marks(theirs) if theirs.frame.id == mine.frame.id else ()
        for mark in reversed(marks):
            if mark in self._states:
                return self._states[mark]
        both = {*marks} & {*_marks(mine)}
        copies = {_mark(copy.path): copy.path for copy in copies_offered(mine.path)} if both else {}
        for mark in reversed(marks):
            if mark in both and mark in copies:
                with suppress(Unreadable):
                    file = read(copies[mark])
                    return State(file.session, file.frame.unknown) if not file.faults else None
        return None


def version_at(path: Path, read: Callable[[Path], SessionFile]) -> SessionFile | None:
    """What another program has put there; None when it cannot be gone on with. Raises NotSaved while it is
    being written."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None
        file = read(path)
    except FileNotFoundError:
        return None
    except Unreadable:
        if 0 <= time.time() - status.st_mtime < _PATIENCE:
            why = say("another program is writing it")
            raise NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why), why) from None
        return None
    return None if file.read_only else file


def is_newer_than(theirs: SessionFile, at: datetime | None) -> bool | None:
    """Whether a moment is later than that of another version; None when nobody knows."""
    if at is None or theirs.updated_at is None or at == theirs.updated_at:
        return None
    return at > theirs.updated_at


def _marks(file: SessionFile) -> tuple[str, ...]:
    """The content marks of what a file comes from, its own last."""
    return (*file.frame.lineage, *states(file.frame.header), file.mark)


def _mark(path: Path) -> str:
    try:
        return content_mark(path.read_bytes())
    except OSError:
        return ""
