"""A change as data: four kinds of op, `apply` that applies them, `difference` that computes them from two
sessions.

Undo and saving are built on these two. `cxworkshop.editing.ops` exports them; they are here because a store
applies ops to its own copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from cxworkshop.errors import Stale
from cxworkshop.language import N_, say
from cxworkshop.model.in_order import longest_in_order
from cxworkshop.model.kinds import Choices, References
from cxworkshop.model.place import Place, field_of, fields, with_value
from cxworkshop.model.record import Declared, Part, Record, declared
from cxworkshop.model.session import TABLES, Round, RoundFacts, Session, index, unwritten


class _Unset:
    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final[Any] = _Unset()
"""The value of a Set that resets a field to its default; a field that this program does not know is
removed."""
END: Final = "…"
"""As `after`: at the end of a table. No row has this id."""


class Set(NamedTuple):
    """Sets a value. A row of a keyed table that is not written yet is added."""

    place: Place
    value: Any = UNSET


class Add(NamedTuple):
    """Adds a row after the row with id `after`: at the top when that is "", at the end when there is no such
    row. `round` is None for a table of the session."""

    table: str
    round: int | None
    row: Record
    after: str = END


class Remove(NamedTuple):
    """Removes a row. References to it are cleared by other ops."""

    place: Place


class Move(NamedTuple):
    """Moves a row after another one, as in Add."""

    place: Place
    after: str


Op = Set | Add | Remove | Move
Ops = tuple[Op, ...]
RowKey = tuple[str, int | None, str]
"""A row: its table, the number of its round (None: the session's), its id. An op always names its round."""


def key_of(op: Op) -> RowKey:
    """The row that an op is about."""
    if isinstance(op, Add):
        return op.table, op.round, op.row.id
    return op.place.table, op.place.round, op.place.id


# ---- applying ops --------------------------------------------------------------------------------------
def apply(session: Session, ops: Iterable[Op]) -> Session:
    """The session with the ops applied, each table in one pass; the same object when they have no effect.

    Raises Stale for a row that is missing, or that exists already.
    """
    tables: dict[tuple[str, int | None], _Rows] = {}
    for op in ops:
        table, number, _row = key_of(op)
        if table == "rounds" and not isinstance(op, Set):
            session, tables = _with_round(_with_tables(session, tables), op), {}
            continue
        if (table, number) not in tables:
            tables[table, number] = _Rows(table, session.records(table, number))
        tables[table, number].apply(op)
    return _with_tables(session, tables)


def _with_tables(session: Session, tables: dict[tuple[str, int | None], _Rows]) -> Session:
    own: dict[str, Any] = {}
    of_round: dict[int, dict[str, Any]] = {}
    for (table, number), rows in tables.items():
        if (after := rows.after()) is not rows.before:
            changed = own if number is None else of_round.setdefault(number, {})
            changed[table] = after[0] if TABLES[table].table.single else after
    if of_round:
        rounds = own.get("rounds", session.rounds)
        own["rounds"] = tuple(
            round_.model_copy(update=of_round[round_.number]) if round_.number in of_round else round_
            for round_ in rounds
        )
    return session.model_copy(update=own) if own else session


def _with_round(session: Session, op: Op) -> Session:
    rounds, id = session.rounds, key_of(op)[2]
    if (is_there := id in index(rounds)) is isinstance(op, Add):
        raise _stale("rounds", is_there=is_there)
    if isinstance(op, Add):
        facts = {field.name: getattr(op.row, field.name) for field in declared(RoundFacts).values()}
        added = op.row if isinstance(op.row, Round) else Round(id=op.row.id).model_copy(update=facts)
        return session.model_copy(update={"rounds": (*rounds, added)})
    return session.model_copy(update={"rounds": tuple(round_ for round_ in rounds if round_.id != id)})


def _stale(table: str, *, is_there: bool) -> Stale:
    words = N_("This {thing} is there already.") if is_there else N_("This {thing} is not there any more.")
    return Stale(say(words, thing=say(TABLES[table].table.singular)))


class _Rows:
    """The rows of one table while ops are applied; a linked list only once a row is put between others."""

    def __init__(self, table: str, before: tuple[Record, ...]) -> None:
        self.table, self.before, self.rows = table, before, dict(index(before))
        self.next_ids: dict[str, str] | None = None
        self.previous_ids: dict[str, str] = {}

    def apply(self, op: Op) -> None:
        match op:
            case Set(place, value):
                self._set(place, value)
            case Add(_table, _round, row, after):
                if row.id in self.rows:
                    raise _stale(self.table, is_there=True)
                self._put(row.id, after)
                self.rows[row.id] = row
            case Remove(place):
                self._require(place.id)
                if self.next_ids is not None:
                    self._unlink(place.id)
                del self.rows[place.id]
            case Move(place, after):
                self._require(place.id)
                self._link_all()
                self._unlink(place.id)
                self._link(place.id, after if not after or after in self.rows else self.previous_ids[""])

    def after(self) -> tuple[Record, ...]:
        """The rows after the ops; the same tuple as before when nothing has changed."""
        if self.next_ids is None:
            rows = tuple(self.rows.values())
        else:
            rows = tuple(self.rows[row] for row in self._linked(self.next_ids))
        same = len(rows) == len(self.before) and all(
            new is old for new, old in zip(rows, self.before, strict=True)
        )
        return self.before if same else rows

    def _set(self, place: Place, value: Any) -> None:
        record = self.rows.get(place.id)
        if record is not None:
            changed = _row_with_value(record, place, value)
            if changed != record:
                self.rows[place.id] = changed
        elif TABLES[place.table].table.key:
            blank = unwritten(place.table, place.id)
            changed = _row_with_value(blank, place, value)
            if changed != blank:
                self._put(place.id, END)
                self.rows[place.id] = changed
        else:
            self._require(place.id)

    def _require(self, row: str) -> None:
        if row not in self.rows:
            raise _stale(self.table, is_there=False)

    def _put(self, row: str, after: str) -> None:
        last = self.previous_ids[""] if self.next_ids is not None else next(reversed(self.rows), "")
        if after and after not in self.rows:
            after = last
        if self.next_ids is not None or after != last:
            self._link_all()
            self._link(row, after)

    def _link_all(self) -> None:
        if self.next_ids is None:
            ids = ["", *self.rows, ""]
            self.next_ids = dict(pairwise(ids))
            self.previous_ids = {row: before for before, row in pairwise(ids)}

    def _link(self, row: str, after: str) -> None:
        assert self.next_ids is not None
        behind = self.next_ids[after]
        self.next_ids[after], self.next_ids[row] = row, behind
        self.previous_ids[behind], self.previous_ids[row] = row, after

    def _unlink(self, row: str) -> None:
        assert self.next_ids is not None
        before, behind = self.previous_ids.pop(row), self.next_ids.pop(row)
        self.next_ids[before], self.previous_ids[behind] = behind, before

    @staticmethod
    def _linked(behind: dict[str, str]) -> Iterator[str]:
        row = behind[""]
        while row:
            yield row
            row = behind[row]


def _row_with_value(record: Record, place: Place, value: Any) -> Record:
    if "[" not in place.field and place.field not in _known(
        place.table
    ):  # a field of a newer program is kept
        extra = {name: other for name, other in record.extra.items() if name != place.field}
        if value is not UNSET:
            extra[place.field] = value
        return record.model_copy(update={"extra": extra or type(record).extra})
    if value is UNSET:
        value = False if "[" in place.field else field_of(place.table, place.field).default
    return with_value(record, place.field, value)


@cache
def _known(table: str) -> frozenset[str]:
    return frozenset(fields(table))


# ---- computing ops --------------------------------------------------------------------------------------
def difference(before: Session, after: Session) -> Ops:
    """The ops that turn `before` into `after`; with the two swapped, those that undo it. Objects that both
    share are skipped."""
    return tuple(_difference(before, after))


def _difference(before: Session, after: Session) -> Iterator[Op]:
    old, new = index(before.rounds), index(after.rounds)
    last = ""
    for row, round_ in new.items():
        if row not in old:
            facts = {field.name: getattr(round_, field.name) for field in declared(RoundFacts).values()}
            yield Add("rounds", None, RoundFacts(**facts), last)
        last = row
    for name, record in TABLES.items():
        if name == "rounds":
            for row, round_ in new.items():
                if row in old and old[row] is not round_:
                    yield from _values(Place("rounds", row), old[row], round_, RoundFacts)
        elif record.table.owner == "session":
            yield from _rows(name, None, before.records(name), after.records(name))
        else:
            for round_ in (round_ for round_ in after.rounds if old.get(round_.id) is not round_):
                earlier = (
                    before
                    if round_.id in old
                    else Session(rounds=(Round(id=round_.id, number=round_.number),))
                )
                yield from _rows(
                    name,
                    round_.number,
                    earlier.records(name, round_.number),
                    after.records(name, round_.number),
                )
    for row in old:
        if row not in new:
            yield Remove(Place("rounds", row))


def _rows(
    table: str, number: int | None, before: tuple[Record, ...], after: tuple[Record, ...]
) -> Iterator[Op]:
    if before is after:
        return
    if len(before) == len(after):
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a is not b]
        if all(a.id == b.id for a, b in changed):
            for a, b in changed:
                yield from _values(Place(table, b.id, "", number), a, b, type(b))
            return
    old, new = index(before), index(after)
    for row in old:
        if row not in new:
            yield Remove(Place(table, row, "", number))
    at = {row: i for i, row in enumerate(old)}
    stayed = longest_in_order([at[row] for row in new if row in at])
    last = ""
    for row, record in new.items():
        if row not in at:
            yield Add(table, number, record, last)
        else:
            if at[row] not in stayed:
                yield Move(Place(table, row, "", number), last)
            if old[row] is not record:
                yield from _values(Place(table, row, "", number), old[row], record, type(record))
        last = row


def _values(row: Place, before: Part, after: Part, owner: type[Part], inside: str = "") -> Iterator[Set]:
    for key, field in declared(owner).items():
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old is new or (old == new and type(old) is type(new)):
            continue
        if field.kind is None:
            yield from _values(row, old, new, field.holds, f"{inside}{key}.")
        else:
            yield from _value(row.at(inside + key), field, old, new)
    if not inside and owner is not RoundFacts:
        for name in {**before.extra, **after.extra}:
            if before.extra.get(name, UNSET) != after.extra.get(name, UNSET):
                yield Set(row.at(name), after.extra.get(name, UNSET))


def _value(place: Place, field: Declared, old: Any, new: Any) -> Iterable[Set]:
    """One Set; for a set of members one for each added or removed member, where that gives the same value, so
    that changes by two people to one set do not conflict."""
    if "." in place.field or not isinstance(field.kind, References | Choices):
        return (Set(place, new),)
    gone = [member for member in old if member not in new]
    come = [member for member in new if member not in old]
    if (*(member for member in old if member in new), *come) != new or len({*new}) != len(new):
        return (Set(place, new),)
    return [Set(place.at(f"{place.field}[{member}]"), member in come) for member in (*gone, *come)]
