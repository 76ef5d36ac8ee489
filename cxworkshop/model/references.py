"""Which rows name which: what a removal clears, and what may only be retired because history names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of, fields, value_at
from cxworkshop.model.session import TABLES, Session


def references_to(session: Session, place: Place) -> list[Place]:
    """Every place that names the row: of the same round for a round's rows, of all open rounds for an
    identity."""
    return [here for _row, here in references_among(session, place.table, place.round, {place.id})]


def references_among(
    session: Session, table: str, number: int | None, rows: Collection[str]
) -> Iterator[tuple[str, Place]]:
    """Every place that names one of some rows of a table, with the row: as `references_to`, in one pass."""
    if TABLES[table].table.owner == "round":
        numbers = [number]
    else:
        numbers = [one.number for one in session.rounds if not one.is_closed]
    for name, field in referring(table):
        for of_round in numbers if TABLES[name].table.owner == "round" else [None]:
            for here in _places(session, name, field, of_round):
                value = value_at(session, here)
                for row in value if isinstance(value, tuple) else (value,):
                    if row in rows:
                        yield row, here


def named_in_a_closed_round(session: Session, place: Place) -> bool:
    """Whether history names an identity, so that it may be retired and not removed."""
    if TABLES[place.table].table.owner == "round" or place.table == "rounds":
        return False
    return any(
        names(value_at(session, here), place.id)
        for one in session.rounds
        if one.is_closed
        for table, field in referring(place.table)
        for here in _of_round(session, table, field, one.number, one.id)
    )


@cache
def referring(table: str) -> tuple[tuple[str, str], ...]:
    """Every field that may name a row of `table`, with its own table."""
    return tuple(
        (name, field)
        for name in TABLES
        for field in fields(name)
        if isinstance(kind := field_of(name, field).kind, Reference) and kind.to == table
    )


def names(value: Any, row: str) -> bool:
    """Whether the value of a reference names the row."""
    return value == row or (isinstance(value, tuple) and row in value)


def _places(session: Session, table: str, field: str, number: int | None) -> Iterator[Place]:
    return (Place(table, record.id, field, number) for record in session.records(table, number))


def _of_round(session: Session, table: str, field: str, number: int, row: str) -> Iterator[Place]:
    if table == "rounds":
        return iter([Place(table, row, field)])
    return _places(session, table, field, number) if TABLES[table].table.owner == "round" else iter(())
