"""Removes the names of blind answers from the versions of a session: files with its id beside it, in the
archive and where sync services keep versions, the older copies and the named versions of all these, and
temporary files that killed programs left.

`SessionFile` calls it when a save has taken names out of the session.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cxworkshop.errors import ReadOnly, Unreadable
from cxworkshop.method.privacy import WHO_ANSWERED
from cxworkshop.storage.atomic import fsync_folder
from cxworkshop.storage.file.copies import copies_folder, is_version
from cxworkshop.storage.file.folder import ARCHIVE, COPIES
from cxworkshop.storage.file.header import NAMES_PENDING, content_mark, read_header
from cxworkshop.storage.file.lock import acquire
from cxworkshop.storage.file.sync_folders import version_folders
from cxworkshop.storage.outside import is_link

_NAMED_ANSWER = re.compile(rb'"participant"\s*:\s*"')
"""Only the tables of blind answers have a participant, and only while the answers have names."""
_SESSION_ID = re.compile(rb'"session"\s*:\s*"([^"\\]*)"')
_HEAD = 1 << 16
"""Bytes in which a file that was written in part has the id of its session."""
_TEMPORARY = re.compile(r"\.(.+\.json)\..*tmp")
"""The name of a temporary file, with that of the file it was written for."""


class Sealed(NamedTuple):
    """The session whose answers were sealed: its id, the content marks of its files from before there were
    ids, and who has answered by now, by table, round and row. `mend` puts its answers in the place of those
    of a version, which stays, and returns whether it could."""

    id: str
    marks: frozenset[str]
    answered: Mapping[tuple[str, int, str], frozenset[str]]
    mend: Callable[[Path], bool]

    def is_told_by(self, copy: Path) -> bool:
        """Whether an older copy tells whose an answer is: it has names, or all answers but a late one."""
        if _has_names(copy):
            return True
        try:
            tables = json.loads(copy.read_bytes())
            rows = [(table, row) for table in WHO_ANSWERED for row in tables.get(table, {}).values()]
            return any(
                row["answered"]
                and {*row["answered"]} < self.answered.get((table, row["round"], row["id"]), set())
                for table, row in rows
            )
        except (ValueError, RecursionError, AttributeError, LookupError, TypeError):
            return False

    def is_told_by_stray(self, path: Path) -> bool:
        """The same of a file among the copies of no known session."""
        return self.has(path) and self.is_told_by(path)

    def has(self, path: Path) -> bool:
        """Whether a file is a version of the session. Raises OSError."""
        try:
            id = read_header(path).get("session")
        except Unreadable:  # perhaps written in part
            with path.open("rb") as file:
                match = _SESSION_ID.search(file.read(_HEAD))
            return match is not None and match[1].decode("utf-8", "replace") == self.id
        return id == self.id if isinstance(id, str) else content_mark(path.read_bytes()) in self.marks


def remove_names_from_copies(session: Path, sealed: Sealed) -> None:
    """Removes the older copies of a session in which an answer has a name. Raises OSError."""
    _remove(copies_folder(session), _has_names, sealed.mend)


def remove_names(session: Path, sealed: Sealed, reduce: Callable[[Path], bool]) -> tuple[Path, ...]:
    """Removes the names from all versions of a session except its own file; the files and folders in which
    some may be left.

    `reduce` removes the names from another file, and returns whether it could. Raises OSError when an older
    copy of the session itself cannot be removed.
    """
    _remove(copies_folder(session), sealed.is_told_by, sealed.mend)
    folders, left = _folders(session.parent)
    for folder in folders:
        # a file before its copies: while it is rewritten, nothing of it is kept
        for remove in (_from_files, _from_copies, _from_temporary_files):
            try:
                left += remove(folder, session, sealed, reduce)
            except OSError:
                left.append(folder)
    return tuple(dict.fromkeys(left))


def is_pending_beside(session: Path, sealed: Sealed) -> bool:
    """Whether another version of a session was sealed and its names may still be in this one."""
    for folder in _folders(session.parent)[0]:
        for path in _entries(folder):
            with suppress(Unreadable, OSError):
                is_pending = path.suffix == ".json" and read_header(path).get(NAMES_PENDING) is True
                if is_pending and path != session and sealed.has(path):
                    return True
    return False


def _folders(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folder of the sessions and the archive in it, whichever of them `folder` is, with what sync
    services keep in both; and the folders that could not be looked into."""
    sessions = folder.parent if folder.name == ARCHIVE else folder
    reached: list[Path] = []
    unreached: list[Path] = []
    for path in (sessions, sessions / ARCHIVE):
        if path.is_dir() and not (path.name == ARCHIVE and is_link(path)):
            versions, not_seen = version_folders(path)
            reached += path, *versions
            unreached += not_seen
    return reached, unreached


def _from_files(
    folder: Path, session: Path, sealed: Sealed, reduce: Callable[[Path], bool]
) -> Iterable[Path]:
    is_own = folder.name == ARCHIVE or folder in (session.parent, session.parent.parent)
    return [
        path
        for path in _entries(folder)
        if (is_own or ".json" in path.name)  # a bin has all kinds of files, also very large ones
        and path != session
        and sealed.has(path)
        and _has_names(path)
        and not reduce(path)
    ]


def _from_copies(folder: Path, _session: Path, sealed: Sealed, _reduce: object) -> Iterable[Path]:
    for copies in _entries(folder, folders=True):
        if copies.name.endswith(COPIES):
            original = copies.with_name(f"{copies.name.removesuffix(COPIES)}.json")
            is_own = original.is_file() and sealed.has(original)
            _remove(copies, sealed.is_told_by if is_own else sealed.is_told_by_stray, sealed.mend)
    return ()


def _from_temporary_files(folder: Path, session: Path, sealed: Sealed, _reduce: object) -> Iterable[Path]:
    left = []
    for path in _entries(folder, hidden=True):
        match = _TEMPORARY.fullmatch(path.name)
        if match is None or not _has_names(path) or not sealed.has(path):
            continue
        original = folder / match[1]
        try:  # only who holds the lock knows that nobody is writing it
            lock = None if original == session else acquire(original)
        except ReadOnly:
            left.append(path)
            continue
        path.unlink(missing_ok=True)
        if lock is not None:
            lock.release()
    return left


def _remove(folder: Path, is_gone: Callable[[Path], bool], mend: Callable[[Path], bool]) -> None:
    """Removes what is to go; of a version only the answers, as long as it can be read."""
    if is_link(folder):  # somebody else's, which is told when the session is opened
        return
    # a killed program may have left a hidden one, where the disk has no links to make copies of
    paths = [path for path in (*_entries(folder), *_entries(folder, hidden=True)) if is_gone(path)]
    for path in paths:
        if not (is_version(path) and mend(path)):
            path.unlink(missing_ok=True)
    if paths:
        fsync_folder(folder)


def _has_names(path: Path) -> bool:
    return _NAMED_ANSWER.search(path.read_bytes()) is not None


def _entries(folder: Path, *, folders: bool = False, hidden: bool = False) -> list[Path]:
    """The files of a folder, or its folders; none of what is a link. Empty when there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return [
                folder / entry.name
                for entry in entries
                if entry.name.startswith(".") == hidden
                and (entry.is_dir if folders else entry.is_file)(follow_symlinks=False)
            ]
    except (FileNotFoundError, NotADirectoryError):
        return []
