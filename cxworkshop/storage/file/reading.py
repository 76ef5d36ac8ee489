"""Turns the tables of a file into a session, and lists everything in them that is wrong by its place.

A fault never stops the reading: the value becomes the field's default in memory, and a file with faults is
not written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, say
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.raw import read, shown
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session
from cxworkshop.storage.file.header import HEADER
from cxworkshop.storage.store import Fault

Key = tuple[str, int | None, str]
"""What a row is known by: its table, the number of its round, its id."""
_DOCUMENT = re.compile(r"[1-9][0-9]{0,17}")


@dataclass
class Contents:
    """What a file held: the session, what is wrong with it, the document id of each row, and the tables we do
    not know."""

    session: Session = field(default_factory=Session)
    faults: list[Fault] = field(default_factory=list)
    documents: dict[Key, int] = field(default_factory=dict)
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
            holder = own if session_owns else of_round[number]
            if not record.table.single:
                holder[name] = tuple(rows)
            elif rows:
                holder[name] = rows[0]
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
    table = TABLES[name].table
    found: dict[int | None, list[Record]] = {number: [] for number in numbers}
    ids: set[tuple[int | None, str]] = set()
    rows = tables.get(name, {})
    if not isinstance(rows, dict):
        contents.faults.append(
            Fault(say("{table}: it is not a table of rows.", table=say(table.label)), Place(name, ""))
        )
        return found
    for document, told in rows.items():
        if not isinstance(told, dict) or not _DOCUMENT.fullmatch(document):
            contents.faults.append(
                _fault(Place(name, ""), 0, "", say("document {id} is not a row", id=shown(document)))
            )
            continue
        values = dict(told)
        number = None if None in numbers else values.pop("round", None)
        if None not in numbers and (type(number) is not int or number not in found):
            wrong, number = number, max(n for n in numbers if n is not None)
            place = Place(name, str(values.get("id", "")), "", number)
            contents.faults.append(
                _fault(
                    place, len(found[number]) + 1, "", say("there is no round {round}", round=shown(wrong))
                )
            )
        at = len(found[number]) + 1
        row = _row(contents, TABLES[name], values, number, at)
        place = Place(name, row.id, "", number)
        if (number, row.id) in ids:
            contents.faults.append(_fault(place, at, "id", say("{value} stands twice", value=row.id)))
        elif table.single and row.id != name:
            contents.faults.append(
                _fault(place, at, "id", say("{value} is not {expected}", value=row.id, expected=name))
            )
        for key, part in zip(table.keys, row.id.split(":"), strict=False):
            # what was reduced has a running number where a name stood, and no name
            if (value := getattr(row, key)) is not None and str(value) != part:
                contents.faults.append(
                    _fault(
                        place,
                        at,
                        key,
                        say("{value} is not what the id says, {id}", value=str(value), id=part),
                    )
                )
        ids.add((number, row.id))
        found[number].append(row)
        contents.documents[name, number, row.id] = int(document)
        contents.last_id = max(contents.last_id, int(document))
    return found


def _row(
    contents: Contents, record: type[Record], values: dict[str, Any], number: int | None, at: int
) -> Record:
    """The record of one row; what is wrong in it is noted, taken out, and becomes the default."""
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
