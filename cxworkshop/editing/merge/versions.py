"""The rows of a session by table and id: what a merge compares, changes and makes a session of again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from cxworkshop.model.kinds import Reference
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import Place, field_of, fields, misread_place, value_in
from cxworkshop.model.raw import raw_value
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session

TableKey = tuple[str, int | None]
"""A table: its name, and the number of its round (None: the session's)."""
Prefers = Callable[[Any, Any], bool]
"""Whether of two values that meet in one place the first, mine, is the one that stands."""


class Version(NamedTuple):
    """The rows of one version, and the session they are of. The rows may be changed, the session is not."""

    session: Session
    tables: dict[TableKey, dict[str, Record]]

    @classmethod
    def of(cls, session: Session) -> Version:
        tables: dict[TableKey, dict[str, Record]] = {}
        for table, number, rows in session.tables():
            own = (facts_of(row) if isinstance(row, Round) else row for row in rows)
            tables[table, number] = {row.id: row for row in own}
        return cls(session, tables)

    def row(self, key: RowKey) -> Record | None:
        return self.tables.get(key[:2], {}).get(key[2])

    def has(self, key: RowKey) -> bool:
        return self.row(key) is not None

    def row_keys(self) -> Iterator[RowKey]:
        return ((*table, id) for table, rows in self.tables.items() for id in rows)


def facts_of(round_: Round) -> RoundFacts:
    """A round without its tables."""
    names = {field.name for field in declared(RoundFacts).values()} | {"extra"}
    return RoundFacts(**{name: value for name, value in round_.__dict__.items() if name in names})


def session_of(tables: dict[TableKey, dict[str, Record]]) -> Session:
    """A session of rows. A table of a round that is not there is left out."""
    own: dict[str, Any] = {}
    of_round: dict[int, dict[str, Any]] = {}
    rounds = sorted(tables["rounds", None].values(), key=lambda row: int(value_in(row, "number")))
    for (table, number), rows in tables.items():
        if table != "rounds" and rows:
            values = next(iter(rows.values())) if TABLES[table].table.single else tuple(rows.values())
            (own if number is None else of_round.setdefault(number, {}))[table] = values
    own["rounds"] = tuple(_round(row, of_round.get(int(value_in(row, "number")), {})) for row in rounds)
    return Session().model_copy(update=own)


def _round(facts: Record, tables: dict[str, Any]) -> Round:
    return Round(id=facts.id).model_copy(update={**facts.__dict__, **tables})


def place_of(key: RowKey, field: str = "") -> Place:
    return Place(key[0], key[2], field, key[1])


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """The fields of a table that refer to rows, each with the table of those."""
    kinds = ((field, field_of(table, field).kind) for field in fields(table))
    return tuple((field, kind.to) for field, kind in kinds if isinstance(kind, Reference))


def referred(table: str, number: int | None, row: Record, field: str, to: str) -> list[RowKey]:
    """The rows that a field refers to: those of its own round where they belong to one."""
    of_round = number if TABLES[to].table.owner == "round" else None
    return [(to, of_round, id) for id in ids_in(value_in(row, field))]


def ids_in(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def about(key: RowKey, row: Record) -> list[RowKey]:
    """The rows without which a row means nothing: those in its key, or whose words or other value it has."""
    table, number, id = key
    if table in ("unread", "set_aside"):
        if table == "unread":
            place = misread_place(id, number)
        else:
            place = Place(*(value_in(row, name) for name in ("in_table", "row", "field", "of_round")))
        if place is None or place.table not in TABLES:
            return []
        return [(place.table, place.round if TABLES[place.table].table.owner == "round" else None, place.id)]
    keys = TABLES[table].table.keys
    return [
        other
        for field, to in references(table)
        if field in keys
        for other in referred(table, number, row, field, to)
    ]


def text_of(value: Any) -> str:
    """A value as JSON: two of them compare the same everywhere."""
    return json.dumps(raw_value(value), ensure_ascii=False, sort_keys=True)


def later_text(mine: Any, theirs: Any) -> bool:
    """The rule where nobody knows which version is the newer one: it is the same whichever side begins."""
    return text_of(mine) >= text_of(theirs)
