"""The changes that can be made to a session: pure functions with a name for the history.

A change validates what it was given when it is made, and raises when it cannot be applied (a closed round, a
row that is gone); it never leaves a session half changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, count, groupby
from typing import Any

from cxworkshop.errors import ReadOnly, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.model.kinds import Reference, References
from cxworkshop.model.place import Place, field_of, fields, kind_at, replaced, row_name, value_at
from cxworkshop.model.raw import record_of
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session, index, unwritten

Rows = dict[str, Record]
"""The rows of one table by id, in their order."""


@dataclass(frozen=True)
class OnRows:
    """What a change does to the rows of one table; it looks at nothing else that another such change could
    have made. Several on one table are made in one pass, so that 5,000 pasted lines cost 5,000 rows and not
    their square."""

    table: str
    round: int | None
    act: Callable[[Session, Rows], None]

    def __call__(self, session: Session) -> Session:
        return _made(session, [self])


def _made(session: Session, changes: Sequence[OnRows]) -> Session:
    table, number = changes[0].table, changes[0].round
    before = session.records(table, number)
    rows = dict(index(before))
    for change in changes:
        change.act(session, rows)
    after = tuple(rows.values())
    if len(after) == len(before) and all(new is old for new, old in zip(after, before, strict=True)):
        return session
    return with_rows(session, table, after[0] if TABLES[table].table.single else after, number)


@dataclass(frozen=True)
class Change:
    """A named function from one session to the next. Undo does not cross a `barrier`, and leaves what is
    `silent` as it is; `text` is what was typed, if anything."""

    words: Words | Callable[[Session], Words]
    act: Callable[[Session], Session]
    barrier: bool = False
    text: str = ""
    silent: bool = False
    removes: bool = False

    def __call__(self, session: Session) -> Session:
        return self.act(session)

    def name(self, session: Session) -> Words:
        """What the history calls it, asked of the session before the change ("Accountable of Home
        delivery")."""
        return self.words(session) if callable(self.words) else self.words


def set_value(place: Place, value: Any) -> Change:
    """Puts one value in its place; writes the row first where it is of a keyed table and not written yet.

    Raises NotUnderstood when the value is not of the field's kind, WrongUse when there is no such field.
    """
    declared = field_of(place.table, place.field)
    if "[" not in place.field:
        value = declared.valid(value)

    def words(session: Session) -> Words:
        return say("{field} of {row}", field=say(kind_at(session, place).label), row=row_name(session, place))

    def act(session: Session, rows: Rows) -> None:
        record = rows.get(place.id) or (
            unwritten(place.table, place.id) if TABLES[place.table].table.key else None
        )
        if record is None:
            raise WrongUse(say("There is no {row} any more.", row=place.id))
        changed = replaced(record, place.field, value)
        if changed == record:
            return
        for field in _LAPSES.get((place.table, place.field), ()):
            changed = replaced(changed, field, field_of(place.table, field).default)
        if place.field in ("id", *TABLES[place.table].table.keys):
            raise WrongUse(
                say("{field} is what the row is known by; it never changes.", field=say(declared.kind.label))
            )
        if place.table == "rounds" and (session.round.is_closed or place.id != session.round.id):
            raise ReadOnly(
                say("Round {number} is closed; it may be looked at and not changed.", number=place.id)
            )
        rows[place.id] = changed

    return Change(words, OnRows(place.table, place.round, act), text=str(value))


_LAPSES = {("ownerships", "accountable"): ("accepted_on",), ("cx_lead", "accountable"): ("accepted_on",)}
"""What a new value makes void: the yes was said by whoever was named before."""


def set_values(values: Iterable[tuple[Place, Any]], words: Words) -> Change:
    """Puts several values in their places as one change."""
    return together(words, *(set_value(place, value) for place, value in values))


def fill_down(source: Place, places: Sequence[Place]) -> Change:
    """Copies the value at `source` to the same field of other rows."""

    def act(session: Session) -> Session:
        value = value_at(session, source)
        return together("", *(set_value(place, value) for place in places))(session)

    return Change(say("{field} filled down", field=say(field_of(source.table, source.field).kind.label)), act)


def add(table: str, *, after: str = "", **values: Any) -> Change:
    """A new row at the end of a table, or after the row with id `after`. Without an `id` it gets the next
    free one.

    Raises WrongUse for unknown tables and fields, NotUnderstood for values of the wrong kind.
    """
    if table not in TABLES:
        raise WrongUse(say("There is no table {table}.", table=table))
    record = TABLES[table]
    if record.table.single:
        raise WrongUse(say("{table} is one record: its values are set, not added.", table=table))
    if table == "rounds":
        raise WrongUse(say("A round begins when the one before it is closed."))
    known = fields(table)
    for name in _names(values):
        if not any(one == name or one.startswith(name + ".") for one in known):
            raise WrongUse(say("{table} has no field {field}.", table=table, field=name))
    given = record_of(record, {"id": "?", **values})

    def act(session: Session, rows: Rows) -> None:
        keyed = ":".join(str(getattr(given, key) or "") for key in record.table.keys)
        row = values.get("id") or keyed or next(new_ids(session, table, rows))
        if row in rows:
            raise WrongUse(say("{table} has a row {row} already.", table=table, row=row))
        behind = list(rows)[list(rows).index(after) + 1 :] if after in rows else []
        rows[row] = given.model_copy(update={"id": row})
        for other in behind:
            rows[other] = rows.pop(other)

    name = str(values.get(record.table.names, "") or "")
    return Change(say("Added {row}", row=name or say(record.table.one)), OnRows(table, None, act), text=name)


def remove(place: Place, on: date) -> Change:
    """Takes a row away and clears every reference to it. Somebody or something that a closed round names is
    retired."""
    if TABLES[place.table].table.single or place.table == "rounds":
        raise WrongUse(say("{table} has no row that can be taken away.", table=place.table))

    def words(session: Session) -> Words:
        return say("Removed {row}", row=row_name(session, place))

    def act(session: Session) -> Session:
        if named_in_a_closed_round(session, place):
            return _retired(session, place, on)
        if session.find(place.table, place.id, place.round) is None:
            raise WrongUse(say("There is no {row} any more.", row=place.id))
        for found in references_to(session, place):
            session = _cleared(session, found, place.id)
        rows = session.records(place.table, place.round)
        return with_rows(session, place.table, tuple(r for r in rows if r.id != place.id), place.round)

    return Change(words, act, removes=True)


def move(place: Place, by: int) -> Change:
    """Moves a row up or down in its table; it stops at the ends."""

    def act(session: Session) -> Session:
        rows = list(session.records(place.table, place.round))
        at = next((i for i, r in enumerate(rows) if r.id == place.id), -1)
        to = max(0, min(len(rows) - 1, at + by))
        if at < 0 or to == at:
            return session
        rows.insert(to, rows.pop(at))
        return with_rows(session, place.table, tuple(rows), place.round)

    return Change(lambda session: say("Moved {row}", row=row_name(session, place)), act)


def together(words: Words, *parts: Change) -> Change:
    """Several changes as one step of the history."""

    def act(session: Session) -> Session:
        for table, run in groupby(
            parts, lambda part: (part.act.table, part.act.round) if isinstance(part.act, OnRows) else None
        ):
            if table is None:
                for part in run:
                    session = part(session)
            else:
                session = _made(session, [part.act for part in run if isinstance(part.act, OnRows)])
        return session

    text = next((part.text for part in reversed(parts) if part.text), "")
    return Change(
        words, act, any(part.barrier for part in parts), text, removes=any(part.removes for part in parts)
    )


# ---- what the changes are made of --------------------------------------------------------------------------
def with_rows(
    session: Session, table: str, rows: tuple[Any, ...] | Record, number: int | None = None
) -> Session:
    """The session with another table; a closed round refuses with ReadOnly."""
    if TABLES[table].table.owner == "session":
        return session.model_copy(update={table: rows})
    rounds = []
    for one in session.rounds:
        if one is session.holder(table, number):
            if one.is_closed:
                raise ReadOnly(
                    say("Round {number} is closed; it may be looked at and not changed.", number=one.number)
                )
            rounds.append(one.model_copy(update={table: rows}))
        else:
            rounds.append(one)
    return session.model_copy(update={"rounds": tuple(rounds)})


def new_id(session: Session, table: str) -> str:
    """The next free id of a table: its prefix and a number that no round has used."""
    return next(new_ids(session, table))


def new_ids(session: Session, table: str, besides: Iterable[str] = ()) -> Iterator[str]:
    """Free ids of a table, one after the other; those `besides` are taken too."""
    prefix = TABLES[table].table.prefix
    numbers = [one.number for one in session.rounds] if TABLES[table].table.owner == "round" else [None]
    taken = chain((row.id for number in numbers for row in session.records(table, number)), besides)
    used = [id.removeprefix(prefix) for id in taken]
    return (f"{prefix}{n:02d}" for n in count(max((int(u) for u in used if u.isdecimal()), default=0) + 1))


def references_to(session: Session, place: Place) -> list[Place]:
    """Every place that names the row: of the same round for a round's rows, of all open rounds for an
    identity."""
    found = []
    numbers = (
        [place.round]
        if TABLES[place.table].table.owner == "round"
        else [one.number for one in session.rounds if not one.is_closed]
    )
    for table, field in _referring(place.table):
        for number in numbers if TABLES[table].table.owner == "round" else [None]:
            for record in session.records(table, number):
                here = Place(table, record.id, field, number)
                value = value_at(session, here)
                if value == place.id or (isinstance(value, tuple) and place.id in value):
                    found.append(here)
    return found


def named_in_a_closed_round(session: Session, place: Place) -> bool:
    """Whether history names an identity, so that it may be retired and not removed."""
    if TABLES[place.table].table.owner == "round" or place.table == "rounds":
        return False
    for table, field in _referring(place.table):
        for one in session.rounds:
            if one.is_closed and (TABLES[table].table.owner == "round" or table == "rounds"):
                rows = (one,) if table == "rounds" else session.records(table, one.number)
                for record in rows:
                    value = value_at(
                        session, Place(table, record.id, field, None if table == "rounds" else one.number)
                    )
                    if value == place.id or (isinstance(value, tuple) and place.id in value):
                        return True
    return False


@cache
def _referring(table: str) -> tuple[tuple[str, str], ...]:
    """Every field that may name a row of `table`."""
    found = []
    for name in TABLES:
        for field in fields(name):
            kind = field_of(name, field).kind
            if isinstance(kind, Reference) and kind.to == table:
                found.append((name, field))
    return tuple(found)


def _cleared(session: Session, place: Place, row: str) -> Session:
    if session.find(place.table, place.id, place.round) is None:  # gone with another reference of its own
        return session
    if place.field in TABLES[place.table].table.keys:  # a state of a touchpoint that is gone is of nothing
        rows = session.records(place.table, place.round)
        return with_rows(session, place.table, tuple(r for r in rows if r.id != place.id), place.round)
    kind = field_of(place.table, place.field).kind
    value = value_at(session, place)
    left = tuple(v for v in value if v != row) if isinstance(kind, References) else None
    return set_value(place, left)(session)


def _retired(session: Session, place: Place, on: date) -> Session:
    field, value = ("left_on", on) if place.table == "people" else ("retired_round", session.round.number)
    return set_value(place.at(field), value)(session)


def _names(values: dict[str, Any], before: str = "") -> list[str]:
    found = []
    for name, value in values.items():
        found += (
            _names(value, f"{before}{name}.")
            if isinstance(value, dict)
            else [before + name.removesuffix("_")]
        )
    return found


def newcomer(session: Session, table: str, name: str) -> tuple[str, Change]:
    """A person, partner, touchpoint … known by nothing but a name yet: its id, and the change that adds
    it."""
    row = new_id(session, table)
    since = {"people": "joined_round", "touchpoints": "added_round"}.get(table)
    values: dict[str, Any] = {
        TABLES[table].table.names: name,
        **({since: session.round.number} if since else {}),
    }
    return row, add(table, id=row, **values)
