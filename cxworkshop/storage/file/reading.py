"""Reads a session out of the tables of a file, and lists every fault in them by its place.

A fault does not stop the reading: the field gets its default in memory, and a file with faults is never
written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, say
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.raw import read, shown
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session
from cxworkshop.storage.file.header import HEADER
from cxworkshop.storage.store import Fault

_DOCUMENT = re.compile(r"[1-9][0-9]{0,17}")


@dataclass
class Contents:
    """What a file holds: the session, its faults, the document id of each row and the highest of them, and
    tables that this program does not know."""

    session: Session = field(default_factory=Session)
    faults: list[Fault] = field(default_factory=list)
    documents: dict[RowKey, int] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)
    last_id: int = 1


def read_tables(tables: dict[str, Any]) -> Contents:
    """The session in the tables of a file, with every fault."""
    contents = Contents(
        unknown={name: rows for name, rows in tables.items() if name not in TABLES and name != HEADER}
    )
    rounds = {
        row.number: row
        for row in _rows(contents, tables, "rounds", {None})[None]
        if isinstance(row, RoundFacts)
    }
    numbers: set[int | None] = set(rounds) or {1}
    own: dict[str, Any] = {}
    of_round: dict[int | None, dict[str, Any]] = defaultdict(dict)
    for name, record in TABLES.items():
        if name == "rounds":
            continue
        session_owns = record.table.owner == "session"
        for number, rows in _rows(contents, tables, name, {None} if session_owns else numbers).items():
            owner = own if session_owns else of_round[number]
            if not record.table.single:
                owner[name] = tuple(rows)
            elif rows:
                owner[name] = rows[0]
    own["rounds"] = tuple(_round(contents, facts, of_round[number]) for number, facts in rounds.items()) or (
        Round(id="1").model_copy(update=of_round[1]),
    )
    contents.session = Session().model_copy(update=own)
    return contents


def _round(contents: Contents, facts: RoundFacts, tables: dict[str, Any]) -> Round:
    misplaced = [name for name in facts.extra if name in declared(Round)]
    for name in misplaced:
        contents.faults.append(_fault(Place("rounds", facts.id), 1, name, say("does not belong here")))
    extra = {name: value for name, value in facts.extra.items() if name not in misplaced}
    values = {field.name: getattr(facts, field.name) for field in declared(RoundFacts).values()}
    return Round(id=facts.id).model_copy(update={**values, **tables, **({"extra": extra} if extra else {})})


def _rows(
    contents: Contents, tables: dict[str, Any], name: str, numbers: set[int | None]
) -> dict[int | None, list[Record]]:
    """The rows of one table by round. `numbers` are the rounds there are, or None for a table of the
    session."""
    rows: dict[int | None, list[Record]] = {number: [] for number in numbers}
    documents = tables.get(name, {})
    if not isinstance(documents, dict):
        label = say(TABLES[name].table.label)
        contents.faults.append(
            Fault(say("{table}: it is not a table of rows.", table=label), Place(name, ""))
        )
        return rows
    for document, raw in documents.items():
        if not isinstance(raw, dict) or not _DOCUMENT.fullmatch(document):
            why = say("document {id} is not a row", id=shown(document))
            contents.faults.append(_fault(Place(name, ""), 0, "", why))
            continue
        values = dict(raw)
        number = None if None in numbers else _round_of(contents, name, values, rows)
        at = len(rows[number]) + 1
        row = _row(contents, TABLES[name], values, number, at)
        place = Place(name, row.id, "", number)
        is_repeated = (name, number, row.id) in contents.documents
        contents.faults += (_fault(place, at, key, why) for key, why in _id_faults(row, is_repeated))
        rows[number].append(row)
        contents.documents[name, number, row.id] = int(document)
        contents.last_id = max(contents.last_id, int(document))
    return rows


def _round_of(
    contents: Contents, name: str, values: dict[str, Any], rows: dict[int | None, list[Record]]
) -> int:
    """The number of the round that a row belongs to, taken out of its values. A number that no round has is a
    fault, and the row goes to the last round."""
    number = values.pop("round", None)
    if type(number) is int and number in rows:
        return number
    last = max(n for n in rows if n is not None)
    place = Place(name, str(values.get("id", "")), "", last)
    why = say("there is no round {round}", round=shown(number))
    contents.faults.append(_fault(place, len(rows[last]) + 1, "", why))
    return last


def _id_faults(row: Record, is_repeated: bool) -> Iterator[tuple[str, Words]]:
    """What is wrong with the id of a row, as pairs of field and reason."""
    if is_repeated:
        yield "id", say("{value} stands twice", value=row.id)
    elif row.table.single and row.id != row.table.name:
        yield "id", say("{value} is not {expected}", value=row.id, expected=row.table.name)
    for key, part in zip(row.table.keys, row.id.split(":"), strict=False):
        # an answer without a name has a running number in its id where the name stood, and an empty field
        if (value := getattr(row, key)) is not None and str(value) != part:
            yield key, say("{value} is not what the id says, {id}", value=str(value), id=part)


def _row(
    contents: Contents, record: type[Record], values: dict[str, Any], number: int | None, at: int
) -> Record:
    """The record of one row. Values that are wrong become faults, and their fields get the default."""
    name = record.table.name
    if not isinstance(values.get("id"), str) or not values["id"]:
        place = Place(name, str(values.get("id", "")), "id", number)
        contents.faults.append(
            _fault(place, at, "id", say("{value} is not an id", value=shown(values.get("id"))))
        )
        values["id"] = f"?{at}"
    row, wrong = read(record, values)
    place = Place(name, row.id, "", number)
    contents.faults += (_fault(place, at, fault.field, fault.words) for fault in wrong)
    return row


def _fault(place: Place, row: int, name: str, why: Words) -> Fault:
    """A fault with its place in words: table, round, row (from 1; 0: the table itself) and field."""
    table = TABLES[place.table].table
    where = say(table.label)
    if (place.round or 1) > 1:
        where = say("{where}, round {round}", where=where, round=place.round)
    if row and not table.single:
        where = say("{where}, row {row}", where=where, row=row)
    if name:
        where = say("{where}, {field}", where=where, field=_label(place.table, name))
    return Fault(say("{where}: {why}", where=where, why=why), place.at(name))


def _label(table: str, name: str) -> Words:
    try:
        return say(field_of(table, name).kind.label)
    except WrongUse:
        return name
