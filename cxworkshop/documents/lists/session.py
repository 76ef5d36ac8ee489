"""The values of the record that documents print, for other programs: nothing private, nothing blind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cxworkshop.documents.printed import Counted, Withheld, where
from cxworkshop.language import Words
from cxworkshop.model.place import fields, value_in
from cxworkshop.model.raw import raw_value
from cxworkshop.model.session import TABLES, Session

FORMAT, VERSION = "cxworkshop values", 1
PUBLIC = frozenset({"plan", "background"})
"""What stands in one of these documents is for everybody who gets the plan."""


def values(session: Session, on: date) -> dict[str, Any]:
    """The round in view and what lives across rounds, by table; empty values and tables are left out."""
    tables = {table: _rows(session, table) for table in TABLES}
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": session.workshop.language,
        "round": session.round.number,
        "written_on": on.isoformat(),
        "tables": {table: rows for table, rows in tables.items() if rows},
    }


def _rows(session: Session, table: str) -> list[dict[str, Any]]:
    public = [field for field in fields(table) if is_public(table, field)]
    rows = []
    for record in session.records(table) if public else ():
        row = {field: raw_value(value_in(record, field)) for field in public}
        if said := {field: value for field, value in row.items() if value not in (None, "", [])}:
            rows.append(said if TABLES[table].table.single else {"id": record.id, **said})
    return rows


def is_public(table: str, field: str) -> bool:
    """Whether a document for everybody prints a field."""
    if TABLES[table].table.private:
        return False
    place = where(table, field)
    return not isinstance(place, Withheld | Counted) and not PUBLIC.isdisjoint(place)


def content(session: Session, on: date) -> Mapping[str, object]:
    return values(session, on)


def missing(session: Session) -> tuple[Words, ...]:
    return ()
