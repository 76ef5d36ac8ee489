"""Finds the references to a row: a removal clears them, and a row that a closed round refers to is
retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of, fields, value_at
from cxworkshop.model.session import TABLES, Session


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


def is_named_in_closed_round(session: Session, place: Place) -> bool:
    """Whether a closed round refers to a row of the session, which is then retired, not removed."""
    if TABLES[place.table].table.owner == "round" or place.table == "rounds":
        return False
    return any(
        refers_to(value_at(session, here), place.id)
        for round_ in session.rounds
        if round_.is_closed
        for table, field in referring_fields(place.table)
        for here in _of_round(session, table, field, round_.number, round_.id)
    )


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


def _of_round(session: Session, table: str, field: str, number: int, row: str) -> Iterator[Place]:
    if table == "rounds":
        return iter([Place(table, row, field)])
    return _places(session, table, field, number) if TABLES[table].table.owner == "round" else iter(())
