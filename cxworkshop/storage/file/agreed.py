"""What a session's file on this laptop and its store have agreed on last, kept beside that file: what was
done here since is the difference.

The session's file is written before this one: what the store has is never taken for something that was taken
back here. And a name that is gone from there never stays here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cxworkshop.errors import Unreadable
from cxworkshop.method.privacy import KINDS, kinds_sealed, reduced
from cxworkshop.model.session import Session
from cxworkshop.storage.atomic import remove_leftovers
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.header import FORMAT, HEADER, HEADER_ID, VERSION, valid_header
from cxworkshop.storage.file.migrations import migrated
from cxworkshop.storage.file.reading import read_tables
from cxworkshop.storage.file.row_storage import RowStorage
from cxworkshop.storage.file.row_texts import RowTexts
from cxworkshop.storage.file.unsent import AGREED, MARK, REVISION

_SEALED = "sealed"


class Agreed(NamedTuple):
    """The session as it stood in the store at `revision`. The kinds of blind answers that are `sealed` here
    have lost their names since; the store is to be asked for all of it then."""

    session: Session
    revision: str
    sealed: frozenset[str] = frozenset()


class AgreedFile:
    """The file beside that of a session. `on_disk` gives the session as it is in the session's file. Two
    threads write it."""

    def __init__(self, path: Path, on_disk: Callable[[], Session]) -> None:
        self.path, self._on_disk = path.with_suffix(AGREED), on_disk
        self._lock = threading.Lock()
        self._storage, self._texts = RowStorage(self.path), RowTexts(1, {})
        self._written: Agreed | None = None

    def read(self) -> Agreed | None:
        """None where there is none that can be trusted; it is removed then. Comparing with nothing loses
        nothing."""
        self._remove_leftovers()
        try:
            tables = self._storage.read()
            if tables is None:
                return None
            header, contents = valid_header(tables), read_tables(migrated(tables))
        except Unreadable:
            self._remove()
            return None
        if contents.faults:
            self._remove()
            return None
        sealed = frozenset(kind for kind in KINDS if kind in str(header.get(_SEALED)).split())
        self._written = Agreed(contents.session, str(header.get(REVISION, "")), sealed)
        return self._written

    def write(self, agreed: Agreed, mark: str = "") -> None:
        """`mark` is that of the session's file when it holds nothing else. Raises NotSaved."""
        with self._lock:
            self._write(agreed, mark)

    def forget_names(self) -> Agreed | None:
        """Takes the names of blind answers out that the session's file has lost; what stands there then, None
        where nothing does. Raises NotSaved."""
        with self._lock:
            if self._written is not None and _nameless(self._written, self._on_disk()) is not self._written:
                self._write(self._written, "")
            return self._written

    def _write(self, agreed: Agreed, mark: str) -> None:
        agreed = _nameless(agreed, self._on_disk())
        versions = {"version": VERSION, "oldest_reader": VERSION, "oldest_writer": VERSION}
        header = {"format": FORMAT, **versions, REVISION: agreed.revision, MARK: mark}
        if agreed.sealed:
            header[_SEALED] = " ".join(sorted(agreed.sealed))
        try:
            self._storage.write({HEADER: {HEADER_ID: header}, **self._texts.tables(agreed.session)})
        except OSError as error:
            raise not_saved(self.path, error) from error
        self._written = agreed

    def _remove(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._storage = RowStorage(self.path)

    def _remove_leftovers(self) -> None:
        remove_leftovers(self.path.parent, lambda name: name == self.path.name)


def _nameless(agreed: Agreed, on_disk: Session) -> Agreed:
    """Without the names of the answers that are sealed on the disk."""
    kinds = kinds_sealed(agreed.session, on_disk)
    session = reduced(agreed.session, kinds)
    return agreed if session is agreed.session else Agreed(session, "", agreed.sealed | kinds)
