"""Copies the sessions of a folder into a database, and back: nothing is lost, and nothing is there twice.

A session is known by the id in the header of its file. One that is there with the same content is passed
over; one that is there and differs is left as it is on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.errors import CxError, Unreadable
from cxworkshop.language import Words, say
from cxworkshop.language.harmless import file_name
from cxworkshop.method.privacy import holds_names
from cxworkshop.method.private import without_notes
from cxworkshop.model.session import TABLES, Session
from cxworkshop.storage.file.folder import ARCHIVE, free_path, paths
from cxworkshop.storage.file.frame import Frame
from cxworkshop.storage.file.header import NAMES_PENDING
from cxworkshop.storage.file.row_storage import as_json
from cxworkshop.storage.file.row_texts import RowTexts
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.postgres.rows import Row, Written, stored_id, with_rows
from cxworkshop.storage.postgres.store import PostgresStore

_OF_A_SAVE = {"card", "updated_at", "last_id", NAMES_PENDING}
"""What of a header belongs to the file, and not to the session."""
_WHOLE = """
select n.name, n.archived, n.updated_at, n.header, n.beside, r.name, r.round, r.id, r.position, r.doc
from cx_named n join cx_row r on r.session = n.id and r.doc is not null
where n.id = %s order by r.name, r.round, r.position, r.id"""


class Whole(NamedTuple):
    """A session with all that a file says beside it. `others` are tables that this program does not know."""

    session: Session
    header: dict[str, Any]
    others: dict[str, Any]

    def is_same(self, other: Whole) -> bool:
        return without_notes(self.session) == without_notes(other.session) and self.others == other.others

    @property
    def id(self) -> str:
        return str(self.header.get("session", ""))


class Copied(NamedTuple):
    """What became of one session, by the name that it has where it comes from: the name that it has now, or
    else why it was not copied; neither where it was there already. `has_names`: blind answers have names on
    both sides now, and the seal of the one does not reach the other."""

    name: str
    to: str = ""
    why: Words = ""
    has_names: bool = False


def copy_in(folder: Path, store: PostgresStore) -> Iterator[Copied]:
    """Copies every file of a folder and of its archive. Raises Unreadable for a folder that is not there,
    NotReached, WrongUse, and NotSaved where the store takes nothing at all."""
    if not folder.is_dir():
        raise Unreadable(say("There is no folder {folder}.", folder=folder))
    known = _ids(store)
    for source, archived in ((folder, False), (folder / ARCHIVE, True)):
        for path in paths(source):
            name = path.relative_to(folder).as_posix()
            try:
                whole, at = _of_file(path)
            except CxError as error:
                yield Copied(name, why=error.words)
                continue
            if whole.id in known:
                yield Copied(name, why=_why_not(whole, _of_store(store, known[whole.id])[0]))
                continue
            slug = _put(store, path.stem, whole, archived=archived, at=at)
            known[whole.id] = _id_of(store, slug)
            yield Copied(name, slug, has_names=holds_names(whole.session))


def copy_out(store: PostgresStore, folder: Path) -> Iterator[Copied]:
    """Copies every session of a store into a folder, archived ones into its archive. Raises NotReached,
    NotSaved, WrongUse."""
    known: dict[str, Path] = {}
    for source in (folder, folder / ARCHIVE):
        for path in paths(source):
            try:
                known[_of_file(path)[0].id] = path
            except CxError:
                continue
    for id in _ids(store).values():
        whole, row = _of_store(store, id)
        if whole.id in known:
            yield Copied(row[0], why=_why_not(whole, _of_file(known[whole.id])[0]))
            continue
        target = folder / ARCHIVE if row[1] else folder
        path = free_path(target, file_name(row[0], empty="workshop"))
        _written(path, whole, row[2].astimezone())
        known[whole.id] = path
        to = path.relative_to(folder).as_posix()
        yield Copied(row[0], to, has_names=holds_names(whole.session))


def _why_not(whole: Whole, there: Whole) -> Words:
    """Why a session that is there is not copied; empty when it is the same."""
    if whole.is_same(there):
        return ""
    return say(
        "it is there already and differs; nothing is written over. Copy the other one out or in under "
        "another folder, merge the two, and take the result"
    )


# ---- files ---------------------------------------------------------------------------------------
def _of_file(path: Path) -> tuple[Whole, datetime | None]:
    """Raises Unreadable, also for a file with faults: what is wrong in it would be lost."""
    file = SessionFile.read(path)
    if file.faults:
        raise Unreadable(file.faults[0].words)
    header, id, lineage, _mark, others, _texts = file.frame
    kept = {name: value for name, value in header.items() if name not in _OF_A_SAVE}
    whole = Whole(file.session, {**kept, "session": id, "lineage": list(lineage)}, dict(others))
    return whole, file.updated_at


def _written(path: Path, whole: Whole, at: datetime) -> None:
    last = max([1, *(len(rows) for rows in whole.others.values() if isinstance(rows, dict))])
    lineage = [mark for mark in whole.header.get("lineage", []) if isinstance(mark, str)]
    frame = Frame(whole.header, whole.id, lineage, "", whole.others, RowTexts(last, {}))
    SessionFile.create(path, whole.session, at, frame).close()


# ---- the database --------------------------------------------------------------------------------
def _ids(store: PostgresStore) -> dict[str, str]:
    """The sessions of a store: the id in the header, and that in the database."""
    with store.connected() as connection:
        rows = connection.execute(
            "select coalesce(header->>'session', id), id from cx_session order by slug, id"
        )
        return dict(rows.fetchall())


def _id_of(store: PostgresStore, slug: str) -> str:
    with store.connected() as connection:
        row = connection.execute("select id from cx_named where name = %s", (slug,)).fetchone()
    assert row is not None
    return str(row[0])


def _of_store(store: PostgresStore, id: str) -> tuple[Whole, tuple[str, bool, datetime]]:
    """A session, with its name, whether it is archived, and when it was edited. Raises Unreadable for rows
    with faults."""
    with store.connected() as connection:
        rows = connection.execute(_WHOLE, (id,)).fetchall()
    name, archived, at, header, beside = rows[0][:5]
    session, faults = with_rows(Session(), [Row.read(*row[5:]) for row in rows], {})
    if faults:
        raise Unreadable(faults[0])
    others: dict[str, Any] = defaultdict(dict)
    for row in (Row.read(*row[5:]) for row in rows):
        if row.name not in TABLES and row.doc is not None:
            of_round = {"round": row.round} if row.round else {}
            others[row.name][str(len(others[row.name]) + 1)] = {**of_round, **row.doc}
    whole = Whole(session, {"session": id, **header}, {**others, **beside})
    return whole, (name, archived, at)


def _put(store: PostgresStore, slug: str, whole: Whole, *, archived: bool, at: datetime | None) -> str:
    rows: list[Written] = []
    beside: dict[str, Any] = {}
    for name, table in whole.others.items():
        if (fresh := _rows(name, table)) is None:
            beside[name] = table
        else:
            rows += fresh
    slug = file_name(slug, empty="workshop")
    slug = store.create_with(slug, without_notes(whole.session), whole.header, rows, beside)
    with store.connected() as connection:
        connection.execute(
            "update cx_session set archived = %s, updated_at = coalesce(%s, updated_at)"
            " where id = (select id from cx_named where name = %s)",
            (archived, at, slug),
        )
    return slug


def _rows(name: str, table: object) -> list[Written] | None:
    """The rows of a table that this program does not know; None when it is no table of rows with ids."""
    if not isinstance(table, Mapping) or not table:
        return None
    rows: dict[tuple[int, str], Written] = {}
    for at, (document, raw) in enumerate(table.items(), 1):
        match raw:
            case {"id": str(id), "round": int(number)} if 0 < number < 2**31 and type(number) is int:
                pass
            case {"id": str(id)} if "round" not in raw:
                number = 0
            case _:
                return None
        if document != str(at) or (number, id) in rows or "\0" in name:
            return None
        doc = as_json({key: value for key, value in raw.items() if key != "round"})
        rows[number, id] = Written(name, number, stored_id(id), float(at), doc)
    return list(rows.values())
