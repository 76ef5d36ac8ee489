"""A session as rows of a database, and back: which rows ops change, and what rows make of a session.

A row is as in a session file and is read by the same reader, so what a file keeps is kept here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from cxworkshop.language import Words
from cxworkshop.model.matching import folded
from cxworkshop.model.ops import Add, Move, Ops, Remove, RowKey, key_of
from cxworkshop.model.raw import written
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session, index
from cxworkshop.storage.file.inside import FOUND_IN
from cxworkshop.storage.file.reading import read_tables
from cxworkshop.storage.file.row_storage import as_json
from cxworkshop.storage.postgres.shown import known_as

Table = tuple[str, int | None]
"""The name of a table, and the number of its round; None for a table of the session."""
Positions = dict[Table, dict[str, float]]
"""Where each row stands in its table, by its id."""
_LEAST = 1e-6
"""Between two positions; with less, all of a table get new ones."""


class Row(NamedTuple):
    """A row as the database has it. `round` is 0 in a table of the session; without a `doc` the row is
    gone."""

    name: str
    round: int
    id: str
    position: float
    doc: dict[str, Any] | None

    @classmethod
    def read(cls, name: str, number: int, id: str, position: float, doc: dict[str, Any] | None) -> Row:
        return cls(name, number, id_of(id), position, doc)

    @property
    def table(self) -> Table:
        return self.name, self.round or None


def id_of(stored: str) -> str:
    """The id of a row that is stored so."""
    return re.sub(r"\\(.)", lambda match: "\0" if match[1] == "0" else match[1], stored)


def stored_id(id: str) -> str:
    """An id as a text that the database can hold, which NUL is not."""
    return id.replace("\\", r"\\").replace("\0", r"\0")


# ---- in ------------------------------------------------------------------------------------------
def with_rows(
    session: Session, rows: Iterable[Row], positions: Positions
) -> tuple[Session, tuple[Words, ...]]:
    """The session with the rows in it, and the faults of those; `positions` are brought up to date. What did
    not change is shared. Rows of tables that this program does not know are left where they are."""
    changed: dict[Table, dict[str, dict[str, Any] | None]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row.round, row.position, row.id)):
        if row.name in TABLES:
            changed[row.table][row.id] = row.doc
            places = positions.setdefault(row.table, {})
            places.pop(row.id, None)
            if row.doc is not None:
                places[row.id] = row.position
    contents = read_tables(_tables(session, changed, positions))
    read = contents.session
    before = index(session.rounds)
    rounds = []
    for facts in read.rounds:
        old = before.get(facts.id)
        round_ = old if isinstance(old, Round) else Round(id=facts.id)
        if facts.id in changed.get(("rounds", None), {}):
            round_ = round_.model_copy(update=_facts(facts))
        parts = _parts(round_, read, facts.number, changed, positions)
        rounds.append(round_.model_copy(update=parts) if parts else round_)
    own = _parts(session, read, None, changed, positions)
    if len(rounds) != len(session.rounds) or any(
        a is not b for a, b in zip(rounds, session.rounds, strict=True)
    ):
        own["rounds"] = tuple(rounds)
    after = session.model_copy(update=own) if own else session
    return after, tuple(fault.words for fault in contents.collected.all())


def _tables(
    session: Session, changed: Mapping[Table, Mapping[str, dict[str, Any] | None]], positions: Positions
) -> dict[str, Any]:
    """What changed, and all rounds, as the tables of a file."""
    facts = {round_.id: written(round_, RoundFacts) for round_ in session.rounds}
    facts |= {id: doc for id, doc in changed.get(("rounds", None), {}).items() if doc is not None}
    at = positions.get(("rounds", None), {})
    numbered = sorted((id for id in facts if id in at), key=lambda id: (at[id], id))
    tables: dict[str, Any] = {"rounds": {str(n): facts[id] for n, id in enumerate(numbered, 1)}}
    numbers = {facts[id].get("number") for id in numbered}
    for (name, number), docs in changed.items():
        if name == "rounds" or (number is not None and number not in numbers):
            continue
        table = tables.setdefault(name, {})
        of_round = {} if number is None else {"round": number}
        for id, doc in docs.items():
            if doc is not None:
                table[str(len(table) + 1)] = {**doc, **of_round, "id": id}
    return tables


def _facts(facts: Round) -> dict[str, Any]:
    values = {field.name: getattr(facts, field.name) for field in declared(RoundFacts).values()}
    return values | ({"extra": facts.extra} if facts.extra else {"extra": type(facts).extra})


def _parts(
    owner: Session | Round,
    read: Session,
    number: int | None,
    changed: Mapping[Table, Mapping[str, dict[str, Any] | None]],
    positions: Positions,
) -> dict[str, Any]:
    """The tables of the session or a round that changed."""
    parts: dict[str, Any] = {}
    for (name, of_round), docs in changed.items():
        if name == "rounds" or of_round != number:
            continue
        new = index(read.records(name, number))
        if TABLES[name].table.single:
            parts[name] = new.get(name) or TABLES[name](id=name)
            continue
        rows = {row.id: row for row in getattr(owner, name)}
        for id, doc in docs.items():
            if doc is None:
                rows.pop(id, None)
            elif id in new:
                rows[id] = new[id]
        at = positions.get((name, number), {})
        parts[name] = tuple(sorted(rows.values(), key=lambda row: (at.get(row.id, 0.0), row.id)))
    return parts


# ---- out -----------------------------------------------------------------------------------------
class Written(NamedTuple):
    """A row as it is put. `doc` is JSON, None where the row is gone; `known_as` and `words` are what it is
    found by."""

    name: str
    round: int
    id: str
    position: float
    doc: str | None
    known_as: str | None = None
    words: str | None = None


def columns(rows: Sequence[Written]) -> dict[str, list[Any]]:
    """The rows as one array a column. As one JSON text they could hold no NUL, which a file can."""
    return {f"row_{name}": [row[at] for row in rows] for at, name in enumerate(Written._fields)}


def all_rows(session: Session) -> list[Written]:
    """Every row of a session."""
    return [
        _row(table, record, float(at))
        for *table, rows in session.tables()
        for at, record in enumerate(rows, 1)
    ]


def changed_rows(after: Session, ops: Ops, positions: Positions) -> tuple[list[Written], Positions]:
    """The rows that ops have changed, whose result is `after`, and where the rows of those tables stand
    then."""
    keys = dict.fromkeys(key_of(op) for op in ops)
    moved: dict[Table, set[str]] = defaultdict(set)
    for op in ops:
        name, number, id = key_of(op)
        if isinstance(op, Add | Move) or id not in positions.get((name, number), {}):
            moved[name, number].add(id)
    now: Positions = {}
    for table in {key[:2] for key in keys}:
        ids = _ids(after, *table)
        held = positions.get(table, {})
        now[table] = placed = _placed(ids, held, moved[table]) if table in moved else _left(ids, held)
        keys |= dict.fromkeys((*table, id) for id, at in placed.items() if held.get(id) != at)
    for key in _with_round_that_is_gone(after, ops, positions):
        keys[key] = None
        now.setdefault(key[:2], {})
    return [_changed(after, key, now) for key in keys], now


def _with_round_that_is_gone(after: Session, ops: Ops, positions: Positions) -> Iterator[RowKey]:
    """The rows of rounds that were taken back."""
    if not any(isinstance(op, Remove) and op.place.table == "rounds" for op in ops):
        return
    numbers = {round_.number for round_ in after.rounds}
    for (name, number), ids in positions.items():
        if number is not None and number not in numbers:
            yield from ((name, number, id) for id in ids)


def _ids(session: Session, name: str, number: int | None) -> list[str]:
    if number is not None and all(round_.number != number for round_ in session.rounds):
        return []
    return [record.id for record in session.records(name, number)]


def _left(ids: Sequence[str], held: Mapping[str, float]) -> dict[str, float]:
    return {id: held[id] for id in ids if id in held}


def _placed(ids: Sequence[str], held: Mapping[str, float], moved: set[str]) -> dict[str, float]:
    """Positions that are in the order of the ids: of those that stay the same, of the others between."""
    placed: dict[str, float] = {}
    last, start = 0.0, 0
    while start < len(ids):
        end = start
        while end < len(ids) and (ids[end] in moved or ids[end] not in held):
            end += 1
        gaps = end - start + 1
        behind = held[ids[end]] if end < len(ids) else last + gaps
        for at, id in enumerate(ids[start:end], 1):
            placed[id] = last + (behind - last) * at / gaps
        if end < len(ids):
            placed[ids[end]] = behind
        last, start = behind, end + 1
    if any(second - first < _LEAST for first, second in pairwise(placed.values())):
        return {id: float(at) for at, id in enumerate(ids, 1)}
    return placed


def _changed(after: Session, key: RowKey, positions: Positions) -> Written:
    name, number, id = key
    record = index(after.records(name, number)).get(id) if id in positions.get((name, number), {}) else None
    if record is None:
        return Written(name, number or 0, stored_id(id), 0.0, None)
    return _row((name, number), record, positions[name, number][id])


def _row(table: Sequence[Any], record: Record, position: float) -> Written:
    name, number = table
    doc = as_json(written(record, RoundFacts if isinstance(record, Round) else None))
    row = Written(name, number or 0, stored_id(record.id), position, doc)
    if name not in FOUND_IN or not (text := known_as(record)):
        return row
    return row._replace(known_as=text, words=folded(text))
