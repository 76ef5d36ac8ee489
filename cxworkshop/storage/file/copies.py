"""Older copies of a session, in `<name>-copies` beside it: keeps what a save replaces, and lists and thins
them; and versions, which are kept when a person asks for it and gives them a name.

Kept are the last ten that are at least a minute apart, and the last copy of each day of the last month.
Versions are never thinned.
`cxworkshop.storage.file.names` removes those in which blind answers have names that the session has no more.
"""

from __future__ import annotations

import contextlib
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from cxworkshop.errors import NotSaved, NotUnderstood
from cxworkshop.language import date_text, say, time_text
from cxworkshop.storage.atomic import fsync_folder, replace_file
from cxworkshop.storage.file.disk_errors import not_saved, unreadable
from cxworkshop.storage.file.folder import COPIES, free_path, slug
from cxworkshop.storage.outside import make_own_folder, open_file

_INTERVAL = timedelta(minutes=1)
NEWEST_KEPT = 10
_DAILY_KEPT = timedelta(days=31)
_NAME = "%Y%m%dT%H%M%SZ"


_NOT_IN_A_NAME = re.compile(r'[%/\\:*?"<>|\x00-\x1f\x7f]|[. ]+\Z')
"""Characters that some file system refuses; they are written as %2F."""
LONGEST_NAME = 60
"""Characters of the name of a version."""


class Copy(NamedTuple):
    """An older copy: when it was saved, and where it is. A version has a name."""

    at: datetime
    path: Path
    name: str = ""

    @property
    def when(self) -> str:
        """The moment, as the reader writes it."""
        here = self.at.astimezone()
        return f"{date_text(here.date())} {time_text(here)}"


def copies_folder(session: Path) -> Path:
    """Where the older copies of a session are."""
    return session.with_name(session.stem + COPIES)


def copies(session: Path) -> list[Copy]:
    """The older copies of a session, the newest first; links are none. Raises OSError when their folder
    cannot be read."""
    folder, older = copies_folder(session), []
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    for path in (folder / name for name in names if name.endswith(".json")):
        with contextlib.suppress(ValueError):
            stamp, _space, name = path.stem.partition(" ")
            at = datetime.strptime(stamp, _NAME).replace(tzinfo=UTC)
            older.append(Copy(at, path, unquote(name)))
    return sorted(older, key=lambda copy: (copy.at, bool(copy.name), copy.path), reverse=True)


def copies_offered(session: Path) -> list[Copy]:
    """As `copies`, for a screen that offers them; none when they cannot be read."""
    try:
        return copies(session)
    except OSError:
        return []


def copy_is_due(session: Path) -> bool:
    """Whether the present file is to be kept as a copy before it is replaced: the newest copy is a minute
    older."""
    try:
        written, kept = _written(session), [copy for copy in copies(session) if not copy.name]
        return not kept or abs(written - kept[0].at) >= _INTERVAL
    except OSError:  # there is no file yet
        return False


def keep_copy(session: Path) -> None:
    """Keeps the present file as a copy, just before it is replaced. A failure is ignored: saving matters
    more."""
    with contextlib.suppress(OSError):
        keep_among(session, session)
        for old in expired(copies(session)):
            old.path.unlink(missing_ok=True)


def keep_among(session: Path, file: Path, copy: Copy | None = None) -> None:
    """Keeps a file among the copies of a session, as of when it was written, also where they have another of
    that second; a copy of another session under its name. Raises NotSaved."""
    folder = copies_folder(session)
    try:
        at = copy.at if copy is not None else _written(file)
        name = file.stem[len(at.strftime(_NAME)) :] if copy is not None and copy.name else ""
        make_own_folder(folder)
        while os.path.lexists(path := folder / f"{at.strftime(_NAME)}{name}.json"):
            if _contents(path) == _contents(file, follows_links=True):
                return
            at += timedelta(seconds=1)
        _link(file, path)
        fsync_folder(folder)
    except NotSaved:
        raise
    except OSError as error:
        raise not_saved(folder, error) from error


def keep_version(session: Path, name: str, at: datetime) -> Copy:
    """Keeps the present file under a name. Raises NotUnderstood for a name that is none, NotSaved."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise NotUnderstood(
            say("A version is named in 1 to {n} characters, such as before lunch", n=LONGEST_NAME)
        )
    folder, at = copies_folder(session), at.astimezone(UTC).replace(microsecond=0)
    quoted_name = _NOT_IN_A_NAME.sub(lambda signs: "".join(f"%{ord(sign):02X}" for sign in signs[0]), name)
    try:
        make_own_folder(folder)
        while os.path.lexists(path := folder / f"{at.strftime(_NAME)} {quoted_name}.json"):
            at += timedelta(seconds=1)
        _link(session, path)
        fsync_folder(folder)
    except OSError as error:
        raise not_saved(folder, error) from error
    return Copy(at, path, name)


def is_version(path: Path) -> bool:
    """Whether a file among the copies was kept by name."""
    return " " in path.stem and not path.name.startswith(".")


def _written(session: Path) -> datetime:
    return datetime.fromtimestamp(session.stat().st_mtime, UTC).replace(microsecond=0)


def expired(older: list[Copy]) -> list[Copy]:
    """The copies that are to be removed, of all copies, newest first; never a version."""
    older = [copy for copy in older if not copy.name]
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


def copy_beside(session: Path, copy: Copy) -> Path:
    """Copies an older copy beside the session under a new name; the new path. Raises Unreadable, or NotSaved
    with that name."""
    return _copied(copy.path, free_path(session.parent, session.stem), follows_links=False)


def duplicate(session: Path, name: str) -> Path:
    """Copies a session beside it under another name; the new path. Raises Unreadable, or NotSaved, also when
    there is a file of that name."""
    path = session.with_name(f"{slug(name)}.json")
    if os.path.lexists(path):
        raise NotSaved(say("{file} is there already; it is left as it is.", file=path.name))
    return _copied(session, path, follows_links=True)


def _copied(source: Path, path: Path, *, follows_links: bool) -> Path:
    try:
        contents = _contents(source, follows_links=follows_links)
    except OSError as error:
        raise unreadable(error, source) from error
    try:
        replace_file(path, contents)
    except OSError as error:
        raise not_saved(path, error) from error
    return path


def _contents(path: Path, *, follows_links: bool = False) -> bytes:
    with open_file(path, follows_links=follows_links) as file:
        return file.read()


def _link(session: Path, path: Path) -> None:
    """Makes `path` a second name of the file, before another file takes the first; a copy where the disk has
    no links."""
    if os.path.lexists(path):
        return
    try:
        os.link(session, path)
    except OSError:
        replace_file(path, _contents(session))
