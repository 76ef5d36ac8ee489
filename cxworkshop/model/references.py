"""Finds the references to a row: a removal clears them, and a row that carries something is retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of, fields, record_at, value_at
from cxworkshop.model.session import TABLES, Session, unwritten


def references_to(session: Session, place: Place) -> list[Place]:
    """Every place that refers to the row at a place: of its own round, or of all open rounds for a row of the
    session."""
    return [here for _row, here in references_among(session, place.table, place.round, {place.id})]


def references_among(
    session: Session, table: str, number: int | None, rows: Collection[str]
) -> Iterator[tuple[str, Place]]:
    """As `references_to` for several rows of a table in one pass: each place with the id of the row."""
    if TABLES[table].table.owner == "round":
        numbers = [number]
    else:
        numbers = [round_.number for round_ in session.rounds if not round_.is_closed]
    for name, field in referring_fields(table):
        for of_round in numbers if TABLES[name].table.owner == "round" else [None]:
            for here in _places(session, name, field, of_round):
                value = value_at(session, here)
                for row in value if isinstance(value, tuple) else (value,):
                    if row in rows:
                        yield row, here


def retirement(table: str) -> str:
    """The field that says since when a row is not offered any more; empty where rows are removed."""
    return next((field for field in ("left_on", "retired_round") if field in fields(table)), "")


def must_stay(session: Session, place: Place) -> bool:
    """Whether a row can be retired and not removed: a round or another row tells something of it, an answer
    was given by it or names it. Presence in the room of an open round, and a level, go with it."""
    if not retirement(place.table):
        return False
    return any(
        refers_to(value_at(session, here), place.id) and _tells(session, here)
        for table, field in referring_fields(place.table)
        for here in _everywhere(session, table, field)
    )


def _tells(session: Session, place: Place) -> bool:
    """Whether a reference stands in a closed round, or in a row that tells more than the reference."""
    if place.table == "rounds":
        number = next(round_.number for round_ in session.rounds if round_.id == place.id)
    else:
        number = place.round or 0
    if any(round_.is_closed and round_.number == number for round_ in session.rounds):
        return True
    if place.field not in TABLES[place.table].table.keys:
        return (place.table, place.field) != ("rounds", "participants")
    is_written = record_at(session, place) != unwritten(place.table, place.id)
    return is_written and place.table != "touchpoint_states"


@cache
def referring_fields(table: str) -> tuple[tuple[str, str], ...]:
    """Every field that may refer to a row of `table`, as pairs of table and field."""
    return tuple(
        (name, field)
        for name in TABLES
        for field in fields(name)
        if isinstance(kind := field_of(name, field).kind, Reference) and kind.to == table
    )


def refers_to(value: Any, row: str) -> bool:
    """Whether the value of a reference is, or contains, the row's id."""
    return value == row or (isinstance(value, tuple) and row in value)


def _places(session: Session, table: str, field: str, number: int | None) -> Iterator[Place]:
    return (Place(table, record.id, field, number) for record in session.records(table, number))


def _everywhere(session: Session, table: str, field: str) -> Iterator[Place]:
    if TABLES[table].table.owner == "session":
        yield from _places(session, table, field, None)
    else:
        for round_ in session.rounds:
            yield from _places(session, table, field, round_.number)
