"""Reads a session out of the tables of a file, and lists every fault in them by its place.

A fault does not stop the reading: the field gets its default in memory, and a file with faults is never
written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cxworkshop.errors import WrongUse, quoted
from cxworkshop.language import Words, say
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import Reference
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import Place, field_of, fields, value_in
from cxworkshop.model.raw import is_text, read, why_not_kept
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session
from cxworkshop.storage.file.faults import Faults
from cxworkshop.storage.file.header import HEADER
from cxworkshop.storage.store import Fault

DOCUMENT_LIMIT = 10**17
"""Document ids count on from the highest below this, so that no new one becomes too long to be read again."""
_DOCUMENT = re.compile(r"[1-9][0-9]{0,17}")


@dataclass
class Contents:
    """What a file holds: the session, its faults, the document id of each row and the highest of them, and
    tables that this program does not know."""

    session: Session = field(default_factory=Session)
    collected: Faults = field(default_factory=Faults)
    documents: dict[RowKey, int] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)
    last_id: int = 1

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.collected.all()

    def add_fault(self, place: Place, row: int, name: str, why: Words) -> None:
        """Adds a fault of a row (from 1; 0: of the table itself)."""
        self.collected.add(lambda: _words(place, row, name, why), place.at(name))


def read_tables(tables: dict[str, Any]) -> Contents:
    """The session in the tables of a file, with every fault."""
    contents = Contents(
        unknown={name: rows for name, rows in tables.items() if name not in TABLES and name != HEADER}
    )
    rounds = _rounds(contents, tables)
    numbers: Sequence[int | None] = sorted(rounds) or [1]
    own: dict[str, Any] = {}
    of_round: dict[int | None, dict[str, Any]] = defaultdict(dict)
    for name, record in TABLES.items():
        if name == "rounds":
            continue
        session_owns = record.table.owner == "session"
        for number, rows in _rows(contents, tables, name, [None] if session_owns else numbers).items():
            owner = own if session_owns else of_round[number]
            if not record.table.single:
                owner[name] = tuple(rows)
            elif rows:
                owner[name] = rows[0]
    own["rounds"] = tuple(_round(contents, facts, of_round[number]) for number, facts in rounds.items()) or (
        Round(id="1").model_copy(update=of_round[1]),
    )
    contents.session = Session().model_copy(update=own)
    for name, value in ((HEADER, tables.get(HEADER)), *contents.unknown.items()):
        if (why := why_not_kept(value)) is not None:
            contents.collected.add(partial(say, "{where}: {why}", where=quoted(name), why=why))
    return contents


def _rounds(contents: Contents, tables: dict[str, Any]) -> dict[int, RoundFacts]:
    """The rounds by number. Of two with one number the first is taken."""
    rounds: dict[int, RoundFacts] = {}
    for at, row in enumerate(_rows(contents, tables, "rounds", [None])[None], 1):
        assert isinstance(row, RoundFacts)
        first = rounds.setdefault(row.number, row)
        if first is not row and first.id != row.id:  # that an id stands twice is said of it already
            contents.add_fault(
                Place("rounds", row.id), at, "number", say("{value} stands twice", value=row.number)
            )
    return rounds


def _round(contents: Contents, facts: RoundFacts, tables: dict[str, Any]) -> Round:
    misplaced = [name for name in facts.extra if name in declared(Round)]
    for name in misplaced:
        contents.add_fault(Place("rounds", facts.id), 1, name, say("does not belong here"))
    extra = {name: value for name, value in facts.extra.items() if name not in misplaced}
    values = {field.name: getattr(facts, field.name) for field in declared(RoundFacts).values()}
    return Round(id=facts.id).model_copy(update={**values, **tables, **({"extra": extra} if extra else {})})


def _rows(
    contents: Contents, tables: dict[str, Any], name: str, numbers: Sequence[int | None]
) -> dict[int | None, list[Record]]:
    """The rows of one table by round. `numbers` are the rounds there are, or None for a table of the
    session."""
    rows: dict[int | None, list[Record]] = {number: [] for number in numbers}
    documents = tables.get(name, {})
    if not isinstance(documents, dict):
        label = say(TABLES[name].table.label)
        contents.collected.add(
            lambda: say("{table}: it is not a table of rows.", table=label), Place(name, "")
        )
        return rows
    counts = dict.fromkeys(numbers, 0)
    for document, raw in documents.items():
        if not isinstance(raw, dict) or not _DOCUMENT.fullmatch(document):
            no_row = say("document {id} is not a row", id=quoted(document))
            contents.add_fault(Place(name, ""), 0, "", no_row)
            continue
        values = dict(raw)
        number = None if None in counts else _round_of(contents, name, values, counts)
        counts[number] = at = counts[number] + 1
        row = _row(contents, TABLES[name], values, number, at)
        place = Place(name, row.id, "", number)
        is_repeated = (name, number, row.id) in contents.documents
        for key, why in _id_faults(row, is_repeated):
            contents.add_fault(place, at, key, why)
        rows[number].append(row)
        contents.documents[name, number, row.id] = int(document)
        if int(document) < DOCUMENT_LIMIT:
            contents.last_id = max(contents.last_id, int(document))
    return rows


def _round_of(contents: Contents, name: str, values: dict[str, Any], counts: dict[int | None, int]) -> int:
    """The number of the round that a row belongs to, taken out of its values. A number that no round has is a
    fault, and the row goes to the last round."""
    number = values.pop("round", None)
    if type(number) is int and number in counts:
        return number
    last = next(n for n in reversed(counts) if n is not None)
    place = Place(name, _id(values) or "", "", last)
    why = say("there is no round {round}", round=quoted(number))
    contents.add_fault(place, counts[last] + 1, "", why)
    return last


def _id_faults(row: Record, is_repeated: bool) -> Iterator[tuple[str, Words]]:
    """What is wrong with the id of a row, as pairs of field and reason."""
    if is_repeated:
        yield "id", say("{value} stands twice", value=quoted(row.id))
    elif row.table.single and row.id != row.table.name:
        yield "id", say("{value} is not {expected}", value=quoted(row.id), expected=row.table.name)
    keys = row.table.keys
    for key, part in zip(keys, row.id.split(":", len(keys) - 1), strict=False) if keys else ():
        # an answer without a name has a running number in its id where the name stood, and an empty field
        if (value := getattr(row, key)) is not None and str(value) != part:
            why = say("{value} is not what the id says, {id}", value=quoted(str(value)), id=quoted(part))
            yield key, why


def _id(values: dict[str, Any]) -> str | None:
    """The id in the values of a row; None when it is none."""
    id = values.get("id")
    return id if type(id) is str and id and is_text(id) else None


def _row(
    contents: Contents, record: type[Record], values: dict[str, Any], number: int | None, at: int
) -> Record:
    """The record of one row. Values that are wrong become faults, and their fields get the default."""
    name = record.table.name
    if _id(values) is None:
        why = say("{value} is not an id", value=quoted(values.get("id")))
        contents.add_fault(Place(name, "", "", number), at, "id", why)
        values["id"] = f"?{at}"
    row, wrong = read(record, values)
    place = Place(name, row.id, "", number)
    for fault in wrong:
        contents.add_fault(place, at, fault.field, fault.words)
    return row


def dangling(session: Session) -> tuple[Fault, ...]:
    """The references to rows that do not exist in any round. None of them is a fault of the file: it is kept
    as it is, and the file may be changed."""
    ids: dict[str, set[str]] = defaultdict(set)
    for name, _number, rows in session.tables():
        ids[name].update(row.id for row in rows)
    references = {name: tuple(_references(name)) for name in TABLES}
    faults = Faults()
    for name, number, rows in session.tables():
        for at, row in enumerate(rows, 1) if references[name] else ():
            for key, to in references[name]:
                place = Place(name, row.id, key, number)
                value = value_in(row, key)
                for id in value if isinstance(value, tuple) else (value,):
                    if id and id not in ids[to] and id != WHOLE:
                        faults.add(partial(_no_such_row, place, at, to, id), place)
    return faults.all()


def _no_such_row(place: Place, row: int, to: str, id: str) -> Words:
    what = say(TABLES[to].table.singular)
    return _words(place, row, place.field, say("there is no {what} {id}", what=what, id=quoted(id)))


def _references(table: str) -> Iterator[tuple[str, str]]:
    """The fields of a table that name rows of another, each with that table."""
    for key in fields(table):
        if isinstance(kind := field_of(table, key).kind, Reference):
            yield key, kind.to


def _words(place: Place, row: int, name: str, why: Words) -> Words:
    """What is wrong, with its place: table, round, row (from 1; 0: the table itself) and field."""
    table = TABLES[place.table].table
    where = say(table.label)
    if (place.round or 1) > 1:
        where = say("{where}, round {round}", where=where, round=place.round)
    if row and not table.single:
        where = say("{where}, row {row}", where=where, row=row)
    if name:
        where = say("{where}, {field}", where=where, field=_label(place.table, name))
    return say("{where}: {why}", where=where, why=why)


def _label(table: str, name: str) -> Words:
    try:
        return say(field_of(table, name).kind.label)
    except WrongUse:
        return quoted(name)
