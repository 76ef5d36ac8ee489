"""Older copies of a session, in `<name>-copies` beside it: keeps what a save replaces, and lists and thins
them.

Kept are the last ten that are at least a minute apart, and the last copy of each day of the last month.
Copies in which blind answers have names are removed when the session itself has none any more.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cxworkshop.language import date_text, time_text
from cxworkshop.storage.atomic import fsync_folder, replace_file
from cxworkshop.storage.file.folder import free_path

_INTERVAL = timedelta(minutes=1)
NEWEST_KEPT = 10
_DAILY_KEPT = timedelta(days=31)
_NAME = "%Y%m%dT%H%M%SZ"
_NAMED_ANSWER = re.compile(rb'"participant"\s*:\s*"')
"""Only the tables of blind answers have a participant, and only while the answers have names."""


class Copy(NamedTuple):
    """An older copy: when it was saved, and where it is."""

    at: datetime
    path: Path

    @property
    def when(self) -> str:
        """The moment, as the reader writes it."""
        here = self.at.astimezone()
        return f"{date_text(here.date())} {time_text(here)}"


def copies_folder(session: Path) -> Path:
    """Where the older copies of a session are."""
    return session.with_name(f"{session.stem}-copies")


def copies(session: Path) -> list[Copy]:
    """The older copies of a session, the newest first."""
    older = []
    with contextlib.suppress(OSError):
        for path in copies_folder(session).iterdir():
            with contextlib.suppress(ValueError):
                if path.suffix == ".json":
                    older.append(Copy(datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC), path))
    return sorted(older, reverse=True)


def copy_is_due(session: Path) -> bool:
    """Whether the present file is to be kept as a copy before it is replaced: the newest copy is a minute
    older."""
    try:
        written, kept = _written(session), copies(session)
        return not kept or abs(written - kept[0].at) >= _INTERVAL
    except OSError:  # there is no file yet
        return False


def keep_copy(session: Path) -> None:
    """Keeps the present file as a copy, just before it is replaced. A failure is ignored: saving matters
    more."""
    with contextlib.suppress(OSError):
        folder = copies_folder(session)
        at = _written(session)
        folder.mkdir(mode=0o700, exist_ok=True)
        _link(session, folder / f"{at.strftime(_NAME)}.json")
        fsync_folder(folder)
        for old in expired(copies(session)):
            old.path.unlink(missing_ok=True)


def _written(session: Path) -> datetime:
    return datetime.fromtimestamp(session.stat().st_mtime, UTC).replace(microsecond=0)


def expired(older: list[Copy]) -> list[Copy]:
    """The copies that are to be removed, of all copies, newest first."""
    if not older:
        return []
    days: set[object] = set()
    removed = []
    for number, copy in enumerate(older):
        day = copy.at.astimezone().date()
        is_last_of_its_day = day not in days and older[0].at - copy.at < _DAILY_KEPT
        days.add(day)
        if number >= NEWEST_KEPT and not is_last_of_its_day:
            removed.append(copy)
    return removed


def remove_copies_with_names(session: Path) -> None:
    """Removes the copies in which a blind answer has a name. Raises OSError when one cannot be removed."""
    for copy in copies(session):
        if _NAMED_ANSWER.search(copy.path.read_bytes()):
            copy.path.unlink(missing_ok=True)


def copy_beside(session: Path, copy: Copy) -> Path:
    """Copies an older copy beside the session under a new name; the new path. Raises OSError when it cannot
    be read or written."""
    path = free_path(session.parent, session.stem)
    replace_file(path, copy.path.read_bytes())
    return path


def _link(session: Path, path: Path) -> None:
    """Makes `path` a second name of the file, before another file takes the first; a copy where the disk has
    no links."""
    if path.exists():
        return
    try:
        os.link(session, path)
    except OSError:
        shutil.copyfile(session, path)
        path.chmod(0o600)
