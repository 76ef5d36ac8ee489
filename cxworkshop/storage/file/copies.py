"""Older copies of a session: what a save replaces is kept beside it, in `<name>-copies`, and can be brought
back.

The last ten that are at least a minute apart are kept, and of every day of the last month its last one.
Copies in which blind answers still have names go when the session keeps none any more.
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

APART = timedelta(minutes=1)
NEWEST = 10
A_MONTH = timedelta(days=31)
_NAME = "%Y%m%dT%H%M%SZ"
_A_NAME = re.compile(rb'"participant"\s*:\s*"')
"""In the tables of blind answers, and only there, a participant has a name."""


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
    found = []
    with contextlib.suppress(OSError):
        for path in copies_folder(session).iterdir():
            with contextlib.suppress(ValueError):
                if path.suffix == ".json":
                    found.append(Copy(datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def copy_is_due(session: Path) -> bool:
    """Whether the file as it stands should be kept before another takes its place."""
    try:
        written, held = _written(session), copies(session)
        return not held or abs(written - held[0].at) >= APART
    except OSError:  # there is no file yet
        return False


def keep_copy(session: Path) -> None:
    """Keeps the file as it stands, just before another takes its place. That there is no room for a copy is
    no reason not to save."""
    with contextlib.suppress(OSError):
        folder = copies_folder(session)
        at = _written(session)
        folder.mkdir(mode=0o700, exist_ok=True)
        _link(session, folder / f"{at.strftime(_NAME)}.json")
        fsync_folder(folder)
        for old in thinned(copies(session)):
            old.path.unlink(missing_ok=True)


def _written(session: Path) -> datetime:
    return datetime.fromtimestamp(session.stat().st_mtime, UTC).replace(microsecond=0)


def thinned(held: list[Copy]) -> list[Copy]:
    """Those that are not kept, of copies that begin with the newest."""
    if not held:
        return []
    days: set[object] = set()
    gone = []
    for number, copy in enumerate(held):
        day = copy.at.astimezone().date()
        is_last_of_its_day = day not in days and held[0].at - copy.at < A_MONTH
        days.add(day)
        if number >= NEWEST and not is_last_of_its_day:
            gone.append(copy)
    return gone


def forget_copies_with_names(session: Path) -> None:
    """Removes the copies in which a blind answer has a name. Raises OSError when one cannot be removed."""
    for copy in copies(session):
        if _A_NAME.search(copy.path.read_bytes()):
            copy.path.unlink(missing_ok=True)


def bring_back(session: Path, copy: Copy) -> Path:
    """Puts a copy beside the session under a new name; that path. The session and its copies stay as they
    are.

    Raises OSError when it cannot be read or written.
    """
    path = free_path(session.parent, session.stem)
    replace_file(path, copy.path.read_bytes())
    return path


def _link(session: Path, path: Path) -> None:
    """One file under two names, the first of which another file takes next. Where a disk cannot do that, a
    second file."""
    if path.exists():
        return
    try:
        os.link(session, path)
    except OSError:
        shutil.copyfile(session, path)
        path.chmod(0o600)
