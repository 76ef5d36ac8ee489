"""The file of one session: reads it, locks it, and writes each newer state of the session to it.

The open session (`cxworkshop.editing.open_session`) holds it as its place in the store.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

from tinydb import TinyDB

from cxworkshop.errors import ChangedOutside, FileTrouble, NotSaved, ReadOnly, Unreadable
from cxworkshop.language import Words, say
from cxworkshop.method import privacy
from cxworkshop.model.ops import Ops, apply
from cxworkshop.model.session import Session
from cxworkshop.storage.file import header as headers
from cxworkshop.storage.file.copies import copy_is_due, keep_copy
from cxworkshop.storage.file.disk_errors import check_new, not_saved, unreadable
from cxworkshop.storage.file.draft import Draft, write_draft
from cxworkshop.storage.file.folder import free_path
from cxworkshop.storage.file.frame import Frame, frame_of, merged_frame, new_frame
from cxworkshop.storage.file.header import VERSION
from cxworkshop.storage.file.leftovers import remove_leftovers_of
from cxworkshop.storage.file.lock import Lock, acquire, seems_free
from cxworkshop.storage.file.migrations import migrated
from cxworkshop.storage.file.names import Sealed, is_pending_beside, remove_names, remove_names_from_copies
from cxworkshop.storage.file.notices import names_left, notice, protection
from cxworkshop.storage.file.other_versions import put_answers, remove_names_from
from cxworkshop.storage.file.outside_change import States, is_newer_than, version_at
from cxworkshop.storage.file.past import read_past, write_past
from cxworkshop.storage.file.reading import read_tables
from cxworkshop.storage.file.row_storage import RowStorage
from cxworkshop.storage.outside import Disk
from cxworkshop.storage.store import Accepted, Conflict, Fault, Theirs


class SessionFile:
    """The file of one session. Opening it does not write it, and a file with faults is never written.

    Once a save has removed names from blind answers, they are removed from all versions of the session. What
    a crash or another program's lock prevents is `names_pending`, and done when the file is next opened.

    `revision` counts the calls of `put` that were accepted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.session = Session()
        self.faults: tuple[Fault, ...] = ()
        self.read_only: Words = ""
        self.holder: Words = ""
        self.notice: Words = ""
        self.updated_at: datetime | None = None
        self.revision = 0
        self._lock: Lock | None = None
        self._copies_are_nameless = False
        self._names_due = self.names_pending = False
        self._storage = _storage(self.path)
        self._frame = new_frame(os.urandom(6).hex())
        self._is_first = False  # the first save keeps what others may have begun with too
        self._states = States()

    @classmethod
    def read(cls, path: Path) -> SessionFile:
        """The file at `path` with its session and its faults. Raises Unreadable."""
        file = cls(path)
        tables = file._storage.read()
        if tables is None:
            raise Unreadable(say("There is no such file."))
        header = headers.valid_header(tables)
        contents = read_tables(migrated(tables))
        file.session = contents.session
        file.faults = (*file._storage.syntax_faults.all(), *contents.faults)
        file._frame = frame_of(header, file.mark, contents.unknown, contents.last_id, contents.documents)
        file._is_first = True
        file.names_pending = header.get(headers.NAMES_PENDING) is True
        file.updated_at = headers.moment(header.get("updated_at"))
        file._states.add(file)
        if header.get("oldest_writer", 1) > VERSION:
            file.read_only = say(
                "It was made by a newer version of the program; it may be looked at and not changed."
            )
        elif file.faults:
            file.read_only = say("There is something wrong in the file; it may be looked at and not changed.")
        else:
            file.read_only = protection(path)
        return file

    @classmethod
    def open(cls, path: Path) -> SessionFile:
        """The file at `path`, locked for this program; read-only while another program has it locked. Raises
        Unreadable."""
        refusal: Words = ""
        holder: Words = ""
        lock = None
        try:
            if is_ours := path.is_file() and not protection(path):
                lock = acquire(path)
        except ReadOnly as error:
            refusal, holder = error.words, error.who
        except OSError as error:
            raise unreadable(error) from None
        try:
            file = cls.read(path)
        except (FileTrouble, OSError) as error:
            if lock is not None:
                lock.release()
            raise error if isinstance(error, FileTrouble) else unreadable(error) from None
        file.holder = "" if file.read_only else holder
        file.read_only = file.read_only or refusal
        file.keep_lock(lock)
        if lock is not None:
            remove_leftovers_of(path)
            with suppress(OSError, ReadOnly):
                file.finish_removing_names()
        if is_ours and not file.read_only:
            pending = (file.notice or names_left()) if file.names_pending else ""
            file.notice = notice(path, lock) or pending
        return file

    @classmethod
    def create(cls, path: Path, session: Session, at: datetime, frame: Frame | None = None) -> SessionFile:
        """A new file for a session, in a folder that is made when missing, with the frame of others or one of
        its own. Raises NotSaved, also when the file exists."""
        file = cls(path)
        check_new(file.path)
        if frame is not None:
            file._frame = frame
        file.session = session
        try:
            file.keep_lock(acquire(file.path))
        except ReadOnly as error:
            raise NotSaved(error.words) from None
        file.write(session, at)
        return file

    def close(self) -> None:
        """Releases the lock, after a last attempt to remove names that are still in other versions."""
        if self.names_pending and self._lock is not None:
            with suppress(OSError):
                self.remove_names_elsewhere(self.session)
        self.keep_lock(None)

    def keep_lock(self, lock: Lock | None) -> None:
        """Keeps a lock, in place of the present one, until the file is closed or garbage collected."""
        if self._lock is not None:
            self._lock.release()
        self._lock = lock
        if lock is not None:
            weakref.finalize(self, lock.release)

    def put(self, ops: Ops, at: datetime) -> Accepted | Conflict:
        """Applies the ops to the session in the file; they are on the disk when this returns. Raises
        NotSaved, and the file is unchanged then."""
        try:
            self._storage.check_disk()
            if change := self._storage.outside_change():
                return self._conflict(change, ops, at)
            self.write(apply(self.session, ops), at)
        except ChangedOutside as error:
            return self._conflict(error.words, ops, at)
        except OSError as error:
            raise not_saved(self.path, error) from error
        self.revision += 1
        return Accepted(self.revision)

    def _conflict(self, change: Words, ops: Ops, at: datetime) -> Conflict:
        """Takes what another program has written for the session in the file, where it can be merged with
        what was there; what it makes next of that is compared with the copy kept. Raises NotSaved."""
        theirs = version_at(self._storage.path, SessionFile.read)
        if theirs is None or (common := self._states.common(self, theirs, SessionFile.read)) is None:
            return Conflict(change)
        is_newer = is_newer_than(theirs, at if ops else self.updated_at)
        before = self.session
        keep_copy(self._storage.path)
        self._frame, _at = merged_frame(self.frame, theirs.frame, common.unknown)
        self._storage = theirs._storage.on(self._storage.disk)  # noqa: SLF001  # of its own class
        self.session, self.updated_at = theirs.session, theirs.updated_at
        self.names_pending = self.names_pending or theirs.names_pending
        self._states.add(self)
        if privacy.names_were_removed(before, self.session):
            self.remove_names_elsewhere(self.session)
        return Conflict(change, Theirs(self.session, common.session, is_newer))

    def write(self, session: Session, at: datetime) -> None:
        """Writes the session; it is on the disk when this returns.

        Raises NotSaved, or ChangedOutside when another program has changed the file since; the file is
        unchanged then.
        """
        self._names_due = self._names_due or privacy.names_were_removed(self.session, session)
        is_due = self._is_first or copy_is_due(self._storage.path)
        self._write(session, at, keeps_copy=is_due and not self._names_due)

    def _write(self, session: Session, at: datetime, *, keeps_copy: bool) -> None:
        if self.read_only:
            raise ReadOnly(self.read_only)
        rows = self._frame.texts.tables(session)
        path = self._storage.path
        is_pending = self._names_due or self.names_pending
        header = self.frame.next_header(
            session, at, self.store_revision, keeps_copy=keeps_copy, names_pending=is_pending
        )
        tables = {headers.HEADER: {headers.HEADER_ID: header}, **rows, **self._frame.unknown}
        self._storage.before_replacing = (lambda: keep_copy(path)) if keeps_copy else (lambda: None)
        try:
            self._storage.write(tables)
            self._remove_names_after(session)
        except FileTrouble:
            raise
        except OSError as error:
            raise not_saved(self.path, error) from error
        self._frame = self._frame._replace(header=header, lineage=header["lineage"])
        self._is_first = self._is_first and not keeps_copy
        self.session, self.updated_at = session, at
        self._states.add(self)

    @property
    def frame(self) -> Frame:
        """What the file says beside the session."""
        return self._frame._replace(mark=self.mark)

    @property
    def store_revision(self) -> str:
        """Of which revision of a store that several people write it has everything; empty for any other."""
        return str(self._frame.header.get(headers.STORE_REVISION, ""))

    def include(self, store_revision: str) -> None:
        """What is written next has everything of a revision."""
        header = {**self._frame.header, headers.STORE_REVISION: store_revision}
        self._frame = self._frame._replace(header=header)

    def become(self, session: Session, frame: Frame, at: datetime, versions: Sequence[SessionFile]) -> None:
        """Writes the session that was made of several versions, of which this file is one. Raises as
        `write`."""
        self._names_due = any(privacy.names_were_removed(file.session, session) for file in versions)
        self.names_pending = any(file.names_pending for file in versions)
        self._frame = frame
        self._write(session, at, keeps_copy=False)

    def is_intact(self) -> bool:
        """Whether the file still is as it was read or written here, on the disk where it was. One look at
        folder and file."""
        try:
            return not (self._storage.disk.is_another() or self._storage.outside_change())
        except OSError:
            return False

    def newer(self) -> SessionFile | None:
        """The file as its holder has written it since it was read; None when it is the same. Raises
        Unreadable."""
        if self.is_intact():
            return None
        file = SessionFile.read(self.path)
        file.holder = "" if file.read_only else self.holder
        file.read_only = file.read_only or self.read_only
        return file

    def is_free(self) -> bool:
        """Whether its holder seems to have closed it."""
        return seems_free(self.path)

    def reopened(self) -> SessionFile:
        """The file, opened anew. Raises Unreadable."""
        return SessionFile.open(self.path)

    def put_draft(self, draft: Draft | None) -> None:
        """Saves what is being typed beside the file; None removes it. Raises NotSaved."""
        self._write_beside(lambda: write_draft(self.path, draft))

    @property
    def mark(self) -> str:
        return self._storage.mark

    def read_past(self) -> str:
        return read_past(self.path)

    def put_past(self, text: str) -> None:
        self._write_beside(lambda: write_past(self.path, text))

    def _write_beside(self, write: Callable[[], None]) -> None:
        try:
            self._storage.check_disk()
            write()
        except OSError as error:
            raise not_saved(self.path, error) from error

    def finish_removing_names(self) -> None:
        """Goes on where a crash or a lock kept names in other versions, or in this one. Raises as `write`."""
        if self.names_pending:
            self.remove_names_elsewhere(self.session)
        elif privacy.holds_names(self.session) and is_pending_beside(
            self._storage.path, self._sealed(self.session)
        ):
            self.remove_names()

    def remove_names(self) -> None:
        """Removes the names from blind answers in this file, which keeps its date. Raises as `write`."""
        self._rewrite(privacy.reduced(self.session))

    def take_answers_of(self, sealed: Session) -> None:
        """Puts the answers of a sealed session in the place of its own. Raises as `write`."""
        self.names_pending = False
        self._rewrite(privacy.with_answers_of(self.session, sealed))

    def _rewrite(self, session: Session) -> None:
        self._write(session, self.updated_at or datetime.now().astimezone(), keeps_copy=False)

    def move_aside(self) -> None:
        """Writes to a free name from now on, its own where that is free: this one was changed elsewhere."""
        self.path = free_path(self.path.parent, self.path.stem)
        self._storage = _storage(self.path, self._storage.disk)
        self._names_due = privacy.has_nameless(self.session)  # theirs may still have them
        with suppress(ReadOnly):  # the name was free a moment ago, so no other program has locked it
            self.keep_lock(acquire(self.path))

    def _remove_names_after(self, session: Session) -> None:
        if self._names_due:
            self.remove_names_elsewhere(session)
        if privacy.holds_names(session):
            self._copies_are_nameless = False
        elif not self._copies_are_nameless:
            remove_names_from_copies(self._storage.path, self._sealed(session))
            self._copies_are_nameless = True

    def remove_names_elsewhere(self, session: Session) -> None:
        """Removes the names from the other versions of a session that has none, as far as can be done now."""
        left = remove_names(
            self._storage.path, self._sealed(session), partial(remove_names_from, SessionFile.open)
        )
        self.names_pending, self._names_due = bool(left), False
        self.notice = names_left(left, self._storage.path.parent) if left else self.notice

    def _sealed(self, session: Session) -> Sealed:
        id, lineage = self._frame.id, self._frame.lineage
        marks, mend = frozenset({id, *lineage}), partial(put_answers, SessionFile.read, session)
        return Sealed(id, marks, privacy.who_answered(session), mend)


def _storage(path: Path, disk: Disk | None = None) -> RowStorage:
    return cast(RowStorage, TinyDB(path, disk, storage=RowStorage).storage)
