"""What a session's file on this laptop and its store have agreed on last, kept beside that file: what was
done here since is the difference.

The session's file is written before this one: what the store has is never taken for something that was taken
back here. And a name that is gone from there never stays here.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from cxworkshop.errors import Unreadable
from cxworkshop.method.privacy import KINDS, kinds_sealed, reduced
from cxworkshop.model.session import Session
from cxworkshop.storage.atomic import fsync_folder, remove_leftovers
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.header import FORMAT, HEADER, HEADER_ID, VERSION, valid_header
from cxworkshop.storage.file.migrations import migrated
from cxworkshop.storage.file.reading import read_tables
from cxworkshop.storage.file.row_storage import RowStorage
from cxworkshop.storage.file.row_texts import RowTexts
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.file.unsent import AGREED, MARK, REVISION

_NEXT = ".next"
_SEALED = "sealed"


class Agreed(NamedTuple):
    """The session as it stood in the store at `revision`. The kinds of blind answers that are `sealed` here
    have lost their names since; the store is to be asked for all of it then."""

    session: Session
    revision: str
    sealed: frozenset[str] = frozenset()


class AgreedFile:
    """The file beside that of a session. What is agreed on next has one of its own until the session's file
    has it too, and takes the place of this one then. Two threads write them."""

    def __init__(self, file: SessionFile) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._texts = RowTexts(1, {})
        self._now, self._next = (RowStorage(file.path.with_suffix(ending)) for ending in (AGREED, _NEXT))
        self._written: Agreed | None = None

    def read(self) -> Agreed | None:
        """None where there is none that can be trusted; it is removed then. Comparing with nothing loses
        nothing."""
        names = {self._now.path.name, self._next.path.name}
        remove_leftovers(self._now.path.parent, names.__contains__)
        with suppress(OSError):
            if (after := _read(self._next)) is not None and after.revision == self._file.store_revision:
                self._take_next()
            self._remove_next()
            if (agreed := _read(self._now)) is None:
                self._now.path.unlink(missing_ok=True)
                self._now = RowStorage(self._now.path)
            self._written = agreed
        return self._written

    @property
    def reached_at(self) -> datetime | None:
        """When the store was reached last, as far as is known here; None where it never was."""
        with suppress(OSError):
            return datetime.fromtimestamp(self._now.path.stat().st_mtime).astimezone()
        return None

    def was_reached(self, at: datetime) -> None:
        """The store was reached until then: the date of the file, so nothing need be written."""
        with self._lock, suppress(OSError):
            os.utime(self._now.path, (at.timestamp(), at.timestamp()))

    def prepare(self, agreed: Agreed) -> None:
        """Stores what is agreed on once the session's file has it, and says so by its `store_revision`.
        Raises NotSaved."""
        with self._lock:
            self._write(self._next, agreed, "")

    def write(self, agreed: Agreed, mark: str = "") -> None:
        """`mark` is that of the session's file when it holds nothing else. Raises NotSaved."""
        with self._lock:
            self._written = self._write(self._now, agreed, mark)
            self._remove_next()

    def forget_names(self) -> Agreed | None:
        """Takes the names of blind answers out that the session's file has lost; what stands there then, None
        where nothing does. Raises NotSaved."""
        with self._lock:
            if (
                self._written is not None
                and _nameless(self._written, self._file.session) is not self._written
            ):
                self._written = self._write(self._now, self._written, "")
                self._remove_next()
            return self._written

    def _write(self, storage: RowStorage, agreed: Agreed, mark: str) -> Agreed:
        agreed = _nameless(agreed, self._file.session)
        versions = {"version": VERSION, "oldest_reader": VERSION, "oldest_writer": VERSION}
        header = {"format": FORMAT, **versions, REVISION: agreed.revision, MARK: mark}
        if agreed.sealed:
            header[_SEALED] = " ".join(sorted(agreed.sealed))
        try:
            storage.write({HEADER: {HEADER_ID: header}, **self._texts.tables(agreed.session)})
        except OSError as error:
            raise not_saved(storage.path, error) from error
        return agreed

    def _take_next(self) -> None:
        self._next.path.replace(self._now.path)
        fsync_folder(self._now.path.parent)
        self._now = RowStorage(self._now.path)

    def _remove_next(self) -> None:
        with suppress(OSError):
            self._next.path.unlink(missing_ok=True)
        self._next = RowStorage(self._next.path)


def _read(storage: RowStorage) -> Agreed | None:
    """None where there is none, or one that is damaged."""
    try:
        tables = storage.read()
        if tables is None:
            return None
        header, contents = valid_header(tables), read_tables(migrated(tables))
    except Unreadable:
        return None
    sealed = frozenset(kind for kind in KINDS if kind in str(header.get(_SEALED)).split())
    return None if contents.faults else Agreed(contents.session, str(header.get(REVISION, "")), sealed)


def _nameless(agreed: Agreed, on_disk: Session) -> Agreed:
    """Without the names of the answers that are sealed on the disk."""
    kinds = kinds_sealed(agreed.session, on_disk)
    session = reduced(agreed.session, kinds)
    return agreed if session is agreed.session else Agreed(session, "", agreed.sealed | kinds)
