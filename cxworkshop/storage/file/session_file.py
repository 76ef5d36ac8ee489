"""One session's file: what was read from it, and the way a newer record is written to it."""

from __future__ import annotations

import errno
import os
import weakref
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from tinydb import TinyDB

from cxworkshop import __version__
from cxworkshop.errors import ChangedOutside, FileTrouble, NotSaved, ReadOnly, Unreadable
from cxworkshop.language import N_, Words, say
from cxworkshop.method.privacy import holds_names
from cxworkshop.model.ops import Ops, apply
from cxworkshop.model.raw import written
from cxworkshop.model.record import Record
from cxworkshop.model.session import Round, RoundFacts, Session
from cxworkshop.storage.atomic import sweep
from cxworkshop.storage.file.copies import (
    Copy,
    bring_back,
    copies,
    copy_is_due,
    forget_copies_with_names,
    keep_copy,
)
from cxworkshop.storage.file.folder import free_path
from cxworkshop.storage.file.header import FORMAT, HEADER, HEADER_ID, VERSION, understood
from cxworkshop.storage.file.lock import Lock, acquire
from cxworkshop.storage.file.migrations import migrated
from cxworkshop.storage.file.reading import read_tables
from cxworkshop.storage.file.row_storage import Lines, RowStorage, Tables, as_json
from cxworkshop.storage.file.summary import summary
from cxworkshop.storage.store import Accepted, Conflict, Fault

_VERSIONS = {"version": VERSION, "oldest_reader": 1, "oldest_writer": 1}
"""Of the files we write: the version, and the oldest versions that may read and write them."""
_GENERATIONS = 60
"""Older copies that the header remembers, by what their rows are known by."""
_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOENT: N_("the folder is gone"),
    errno.EIO: N_("the disk does not answer"),
}


class _Line(NamedTuple):
    """A row as it was last written: which object, under which document id, as which text."""

    record: Record | None
    document: int
    text: str


class _Block(NamedTuple):
    """A table of one round as it was last written."""

    rows: tuple[Record, ...] | None
    lines: dict[str, _Line]
    text: str


class SessionFile:
    """The file of one session. It is never written when it is opened, nor ever while it has faults."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.session = Session()
        self.faults: tuple[Fault, ...] = ()
        self.read_only: Words = ""
        self.updated_at: datetime | None = None
        self.revision = 0
        """How often it was put here."""
        self._lock: Lock | None = None
        self._copies_are_nameless = False
        self._storage = _storage(self.path)
        self._header: dict[str, Any] = {}
        self._id = os.urandom(6).hex()
        self._lineage: list[str] = []
        self._unknown: dict[str, Any] = {}
        self._last_id = int(HEADER_ID)
        self._blocks: dict[tuple[str, int | None], _Block] = {}

    @classmethod
    def read(cls, path: Path) -> SessionFile:
        """The file at `path` with its session and its faults. Raises Unreadable."""
        file = cls(path)
        tables = file._storage.read()
        if tables is None:
            raise Unreadable(say("There is no such file."))
        header = understood(tables)
        found = read_tables(migrated(tables))
        file.session, file._header, file._unknown = found.session, header, found.unknown
        file.faults = (*(Fault(words) for words in file._storage.slips), *found.faults)
        # a file of before there were ids is known by what stands in it, so that its copies know each other
        file._id = header["session"] if isinstance(header.get("session"), str) else file._storage.mark
        marks = header.get("lineage")
        file._lineage = [mark for mark in marks if isinstance(mark, str)] if isinstance(marks, list) else []
        file.updated_at = _moment(header.get("updated_at"))
        file._last_id = max(found.last_id, header.get("last_id", 1))
        for (table, number, row), document in found.documents.items():
            file._blocks.setdefault((table, number), _nothing()).lines[row] = _Line(None, document, "")
        if header.get("oldest_writer", 1) > VERSION:
            file.read_only = say(
                "It was made by a newer version of the program; it may be looked at and not changed."
            )
        elif file.faults:
            file.read_only = say("There is something wrong in the file; it may be looked at and not changed.")
        return file

    @classmethod
    def open(cls, path: Path) -> SessionFile:
        """The file at `path`, to be written by this program alone; while another does it may be looked at.
        Raises Unreadable."""
        held: Words = ""
        lock = None
        try:
            if (real := path.resolve()).is_file():
                lock = acquire(real)
        except ReadOnly as error:
            held = error.words
        except OSError as error:
            raise _cannot_be_read(error) from None
        try:
            file = cls.read(path)
        except (FileTrouble, OSError) as error:
            if lock is not None:
                lock.release()
            raise error if isinstance(error, FileTrouble) else _cannot_be_read(error) from None
        file.read_only = file.read_only or held
        file.hold(lock)
        if lock is not None:
            sweep(real)
        return file

    @classmethod
    def create(cls, path: Path, session: Session, at: datetime) -> SessionFile:
        """A new file for a session; its folder is made when there is none. Raises NotSaved when something is
        there."""
        file = cls(path)
        try:
            file.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _not_saved(file.path, error) from error
        if file.path.exists():
            raise NotSaved(say("{file} is there already; it is left as it is.", file=file.path.name))
        file.session = session
        try:
            file.hold(acquire(file.path.resolve()))
        except ReadOnly as held:
            raise NotSaved(held.words) from None
        file.write(session, at)
        return file

    def close(self) -> None:
        """Lets other programs write it."""
        self.hold(None)

    def hold(self, lock: Lock | None) -> None:
        """Keeps a lock until the file is closed or nobody has it any more."""
        if self._lock is not None:
            self._lock.release()
        self._lock = lock
        if lock is not None:
            weakref.finalize(self, lock.release)  # also when nobody closes it

    def put(self, ops: Ops, at: datetime) -> Accepted | Conflict:
        """Makes the ops on what stands in the file; they are on the disk when this returns.

        Raises NotSaved, and nothing has been written then.
        """
        try:
            self.write(apply(self.session, ops), at)
        except ChangedOutside as error:
            return Conflict(error.words)
        self.revision += 1
        return Accepted(self.revision)

    def write(self, session: Session, at: datetime) -> None:
        """Puts the session on the disk; it is there when this returns.

        Raises NotSaved, or ChangedOutside when somebody else changed the file since; then nothing has been
        written.
        """
        if self.read_only:
            raise ReadOnly(self.read_only)
        rows = self._written(session)
        path = self._storage.path
        keeps = self._header.get("version", VERSION) < VERSION or copy_is_due(path)
        tables = {HEADER: {HEADER_ID: self._new_header(session, at, keeps)}, **rows, **self._unknown}
        self._storage.before_replacing = (lambda: keep_copy(path)) if keeps else (lambda: None)
        try:
            self._storage.write(tables)
            self._take_names_out_of_copies(session)
        except FileTrouble:
            raise
        except OSError as error:
            raise _not_saved(self.path, error) from error
        self._header = tables[HEADER][HEADER_ID]
        self._lineage = self._header["lineage"]
        self.session, self.updated_at = session, at

    def turn_aside(self) -> None:
        """From now on writes to a free name beside: what stands under ours is somebody else's."""
        self.path = free_path(self.path.parent, self.path.stem)
        self._storage = _storage(self.path)
        with suppress(ReadOnly):  # nobody else can have a name that was free a moment ago
            self.hold(acquire(self.path))

    def _take_names_out_of_copies(self, session: Session) -> None:
        if holds_names(session):
            self._copies_are_nameless = False
        elif not self._copies_are_nameless:
            forget_copies_with_names(self._storage.path)
            self._copies_are_nameless = True

    def _written(self, session: Session) -> Tables:
        """The tables as text. The text of a table that is the same object as last time is used again, and in
        a changed one the text of each row that is: a change of one cell among 8,000 rows encodes one row."""
        tables: dict[str, list[str]] = {}
        blocks: dict[tuple[str, int | None], _Block] = {}
        for table, number, rows in session.tables():
            known = self._blocks.get((table, number), _nothing())
            blocks[table, number] = block = known if known.rows is rows else self._block(rows, number, known)
            if rows:
                tables.setdefault(table, []).append(block.text)
        self._blocks = blocks
        return {table: Lines(",\n".join(texts)) for table, texts in tables.items()}

    def _block(self, rows: tuple[Record, ...], number: int | None, known: _Block) -> _Block:
        lines: dict[str, _Line] = {}
        texts = []
        for record in rows:
            line = known.lines.get(record.id)
            if line is None or record.id in lines:
                self._last_id += 1
                line = _Line(record, self._last_id, _text(record, number, self._last_id))
            elif line.record is not record:
                line = _Line(record, line.document, _text(record, number, line.document))
            lines[record.id] = line
            texts.append(line.text)
        return _Block(rows, lines, ",\n".join(texts))

    def _new_header(self, session: Session, at: datetime, keeps: bool) -> dict[str, Any]:
        # a newer version that lets us write keeps its own numbers: its fields are still in the file
        known = {
            "format": FORMAT,
            **{name: max(ours, self._header.get(name, 1)) for name, ours in _VERSIONS.items()},
            "program": f"cxworkshop {__version__}",
            "updated_at": at.isoformat(timespec="seconds"),
            "last_id": self._last_id,
            "session": self._id,
            "lineage": [*self._lineage, self._storage.mark][-_GENERATIONS:] if keeps else self._lineage,
            "card": summary(session),
        }
        return {**known, **{name: value for name, value in self._header.items() if name not in known}}


def _storage(path: Path) -> RowStorage:
    # a file in a link's place would part the two: what the link points to is written
    return cast(RowStorage, TinyDB(path.resolve(), storage=RowStorage).storage)


def newest_readable(session: Path) -> Copy | None:
    """The newest older copy of a session that can be opened."""
    for copy in copies(session.resolve()):
        with suppress(Unreadable):
            SessionFile.read(copy.path)
            return copy
    return None


def restored(session: Path, copy: Copy | None = None) -> tuple[Path, str]:
    """Brings an older copy back under a new name, the newest that can be read unless told which; where, and
    when it was saved.

    Raises Unreadable when there is none, NotSaved.
    """
    copy = copy or newest_readable(session)
    if copy is None:
        raise Unreadable(say("There is no older copy of {file} that can be read.", file=session.name))
    try:
        return bring_back(session.resolve(), copy), copy.when
    except OSError as error:
        raise _not_saved(session, error) from error


def _nothing() -> _Block:
    return _Block(None, {}, "")


def _text(record: Record, number: int | None, document: int) -> str:
    text = as_json(written(record, RoundFacts if isinstance(record, Round) else None))
    of_round = "" if number is None else f'"round":{number},'
    return f'"{document}":{{{of_round}{text[1:]}'


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _cannot_be_read(error: OSError) -> Unreadable:
    return Unreadable(say("It cannot be read: {why}.", why=error.strerror or str(error)))


def _not_saved(path: Path, error: OSError) -> NotSaved:
    reason = _REASONS.get(error.errno or 0)
    why = say(reason) if reason else error.strerror or str(error)
    return NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why))
