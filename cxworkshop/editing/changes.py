"""The changes that can be made to a session, each with its name in the history; sheets, screens and scripts
make them, `OpenSession.apply` applies them.

A change checks its values when it is made, and reads the session when it is asked for its ops. It raises when
it cannot be applied (a closed round, a row that is gone), and the session is unchanged then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxworkshop.editing.action_goals import with_goal
from cxworkshop.editing.following import DEPENDENTS, emptied, following
from cxworkshop.editing.goal_measures import learns_of
from cxworkshop.editing.ids import new_id
from cxworkshop.editing.kept_names import why_named
from cxworkshop.editing.titles import with_title
from cxworkshop.errors import NotUnderstood, ReadOnly, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.method.derived import row_name
from cxworkshop.method.privacy import BLIND_TABLES, refusal
from cxworkshop.model.actions import Action
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import References
from cxworkshop.model.matching import visible
from cxworkshop.model.ops import END, Add, Move, Op, Ops, Remove, Set, apply
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import (
    Place,
    field_of,
    fields,
    kind_at,
    misread_place,
    unread_at,
    unread_place,
    value_at,
)
from cxworkshop.model.raw import record_of
from cxworkshop.model.record import Record
from cxworkshop.model.references import must_stay, references_to, retirement
from cxworkshop.model.session import TABLES, Session


@dataclass(frozen=True)
class Change:
    """A named change: `source` is its ops, or a function of the session that returns them.

    `barrier`: undo does not go past it. `unrecorded`: it is no step of the history, and undo leaves it.
    `text`: what was typed, if anything. `reads_rows`: as a part of a larger change it gets the session with
    the parts before it applied. `changes_closed_rounds`: it may. `seals`: the kinds of blind answers whose
    names it removes, those in the box too.
    """

    words: Words | Callable[[Session], Words]
    source: Ops | Callable[[Session], Ops]
    barrier: bool = False
    text: str = ""
    unrecorded: bool = False
    reads_rows: bool = False
    changes_closed_rounds: bool = False
    seals: frozenset[str] = frozenset()

    def ops(self, session: Session) -> Ops:
        """Its ops for a session. Raises ReadOnly for a closed round, WrongUse."""
        ops = self.source(session) if callable(self.source) else self.source
        if not self.changes_closed_rounds:
            _refuse_closed_rounds(session, ops)
        return ops

    def __call__(self, session: Session) -> Session:
        """The session with the change applied; the same object when it has no effect."""
        return apply(session, self.ops(session))

    def name(self, session: Session) -> Words:
        """Its name in the history ("Accountable of Home delivery"); `session` is the one before the
        change."""
        return self.words(session) if callable(self.words) else self.words


def _refuse_closed_rounds(session: Session, ops: Ops) -> None:
    for op in ops:
        place = Place(op.table, op.row.id, "", op.round) if isinstance(op, Add) else op.place
        if why := why_closed(session, place):
            raise ReadOnly(why)


def why_closed(session: Session, place: Place) -> Words:
    """Why nothing may be changed at a place: its round is closed. Empty when it may."""
    closed = {round_.number for round_ in session.rounds if round_.is_closed}
    number = int(place.id) if closed and place.table == "rounds" else place.round
    if number not in closed:
        return ""
    return say("Round {number} is closed; it may be looked at and not changed.", number=number)


# ---- values ------------------------------------------------------------------------------------------------
def set_value(place: Place, value: Any) -> Change:
    """Sets one value; adds the row first when it is one of a keyed table that is not written yet, or when the
    place has no row id, which stands for a new row.

    Raises NotUnderstood when the value is not of the field's kind, WrongUse when there is no such field.
    """
    field = field_of(place.table, place.field)
    if "[" not in place.field:
        value = field.valid(value)
    declared = TABLES[place.table].table
    if not (place.id or declared.single or declared.key):
        new = add(place.table, **{place.field: value})
        return new if value else Change(new.words, ())

    def words(session: Session) -> Words:
        return say("{field} of {row}", field=say(kind_at(session, place).label), row=row_name(session, place))

    def ops(session: Session) -> Ops:
        here = with_round(session, place)
        is_same = value_at(session, here) == value
        if place.field in ("id", *TABLES[place.table].table.keys):
            if is_same:
                return ()
            raise WrongUse(
                say("{field} is what the row is known by; it never changes.", field=say(field.kind.label))
            )
        if place.table in BLIND_TABLES and not is_same and (why := refusal(session, place)):
            raise ReadOnly(why)
        if fault := kind_at(session, here).fault(value):  # limits that depend on the row
            raise NotUnderstood(fault)
        if not value and (why := why_named(session, here)):
            raise ReadOnly(why)
        unread = with_round(session, unread_place(here)).at("")
        mended = [Remove(unread)] if unread_at(session, here) else []
        others = () if is_same else (*emptied(session, here), *following(session, here, value))
        return (Set(here, value), *mended, *others)

    text = "" if TABLES[place.table].table.private else str(value)
    return Change(words, ops, text=text, reads_rows=(place.table, place.field) == ("goals", "measure"))


def leave_unread(place: Place, text: str) -> Change:
    """Keeps words beside a value that they could not be read as; the value stays. A new value at the place
    removes them."""

    def words(session: Session) -> Words:
        return say("{field} of {row}", field=say(kind_at(session, place).label), row=row_name(session, place))

    def ops(session: Session) -> Ops:
        return (Set(with_round(session, unread_place(place)), text),)

    return Change(words, ops, text=text)


def set_values(values: Iterable[tuple[Place, Any]], words: Words) -> Change:
    """Sets several values as one change."""
    return together(words, *(set_value(place, value) for place, value in values))


def fill_down(source: Place, places: Sequence[Place]) -> Change:
    """Sets the value at `source` in each of `places`, the same field of other rows."""

    def ops(session: Session) -> Ops:
        value = value_at(session, source)
        return tuple(op for place in places for op in set_value(place, value).ops(session))

    label = say(field_of(source.table, source.field).kind.label)
    return Change(say("{field} copied to other rows", field=label), ops, reads_rows=True)


def together(words: Words, *parts: Change) -> Change:
    """Several changes as one step of the history, each applied after the one before."""

    def ops(session: Session) -> Ops:
        all_ops: list[Op] = []
        pending: list[Op] = []  # not applied yet: most parts need not see them
        for part in parts:
            if part.reads_rows and pending:
                session, pending = apply(session, pending), []
            part_ops = part.ops(session)
            pending += part_ops
            all_ops += part_ops
        return tuple(all_ops)

    return Change(
        words,
        ops,
        any(part.barrier for part in parts),
        next((part.text for part in reversed(parts) if part.text), ""),
        reads_rows=any(part.reads_rows for part in parts),
        changes_closed_rounds=any(part.changes_closed_rounds for part in parts),
        seals=frozenset().union(*(part.seals for part in parts)),
    )


# ---- rows --------------------------------------------------------------------------------------------------
def add(table: str, *, after: str = "", **values: Any) -> Change:
    """Adds a row at the end of a table, or after the row with id `after`; without an `id` it gets a free one.

    Raises WrongUse for unknown tables and fields, NotUnderstood for values of the wrong kind.
    """
    if table not in TABLES:
        raise WrongUse(say("There is no table {table}.", table=table))
    record = TABLES[table]
    if record.table.single:
        raise WrongUse(say("{table} is one record: its values are set, not added.", table=table))
    if table == "rounds":
        raise WrongUse(say("A round begins when the one before it is closed."))
    for name in _names(values):
        if not any(field == name or field.startswith(name + ".") for field in fields(table)):
            raise WrongUse(say("{table} has no field {field}.", table=table, field=name))
    new = record_of(record, {"id": "?", **values})
    key = ":".join(str(getattr(new, field) or "") for field in record.table.keys)

    def ops(session: Session) -> Ops:
        row = values.get("id") or key or new_id(session, table)
        number = session.round.number if record.table.owner == "round" else None
        added = new.model_copy(update={"id": row})
        if isinstance(added, Person):
            added = with_title(added, values, session.organisation.sector)
        if isinstance(added, Action):
            added = with_goal(added, values, session)
        learnt = learns_of(session, Goal(id=added.id), added)
        return (Add(table, number, added, after or END), *learnt)

    name = "" if record.table.private else str(values.get(record.table.names, "") or "")
    words = say("Added {row}", row=name or say(record.table.singular))
    return Change(words, ops, text=name, reads_rows=table == "goals" or not (values.get("id") or key))


def remove(place: Place, on: date) -> Change:
    """Removes a row and every reference to it. A row that carries something is retired instead: a person has
    left on the day, anything else goes with the round in view."""
    if TABLES[place.table].table.single or place.table == "rounds":
        raise WrongUse(say("{table} has no row that can be taken away.", table=place.table))

    def words(session: Session) -> Words:
        name = row_name(session, place)
        if not must_stay(session, with_round(session, place)):
            return say("Removed {row}", row=name)
        return say("Left: {row}", row=name) if place.table == "people" else say("Retired {row}", row=name)

    def ops(session: Session) -> Ops:
        here = with_round(session, place)
        if not must_stay(session, here):
            return _removal(session, here)
        since = here.at(retirement(place.table))
        if value_at(session, since) is not None:
            return ()
        return (Set(since, on if since.field == "left_on" else session.round.number),)

    return Change(words, ops, reads_rows=True)


def _removal(session: Session, removed: Place) -> Ops:
    """The ops that remove a row and every reference to it."""
    rows: dict[Place, None] = {}
    sets: dict[Place, Any] = {}
    for place in references_to(session, removed):
        here = with_round(session, place)
        if here.field in TABLES[here.table].table.keys:
            rows[here.at("")] = None
            continue
        value = value_at(session, here)
        several = isinstance(field_of(here.table, here.field).kind, References)
        sets[here] = tuple(name for name in value if name != removed.id) if several else None
        sets |= {here.at(field): None for field in DEPENDENTS.get((here.table, here.field), ())}
    remaining = (Set(here, value) for here, value in sets.items() if here.at("") not in rows)
    gone = (*rows, removed.at(""))
    return (*remaining, *_beside(session, gone), *(Remove(row) for row in gone))


def _beside(session: Session, rows: Sequence[Place]) -> Iterator[Op]:
    """The removals of what stands beside rows that go: words that could not be read, values set aside."""
    for aside in session.set_aside:
        if Place(aside.in_table, aside.row, "", aside.of_round) in rows:
            yield Remove(Place("set_aside", aside.id))
    for round_ in session.rounds:
        for record in round_.unread if not round_.is_closed else ():
            place = misread_place(record.id, round_.number)
            if place is not None and {place.at(""), place.at("")._replace(round=None)} & {*rows}:
                yield Remove(Place("unread", record.id, "", round_.number))


def move(place: Place, by: int) -> Change:
    """Moves a row by so many rows in its table, up (negative) or down, as far as the ends."""

    def ops(session: Session) -> Ops:
        here = with_round(session, place).at("")
        ids = [row.id for row in session.records(place.table, here.round)]
        if place.id not in ids:
            return ()
        start = ids.index(place.id)
        end = max(0, min(len(ids) - 1, start + by))
        if end == start:
            return ()
        ids.insert(end, ids.pop(start))
        return (Move(here, ids[end - 1] if end else ""),)

    return Change(lambda session: say("Moved {row}", row=row_name(session, place)), ops, reads_rows=True)


def with_round(session: Session, place: Place) -> Place:
    """The place with the number of its round, as ops need it; None for a table of the session."""
    if TABLES[place.table].table.owner == "session":
        return place._replace(round=None)
    return place if place.round is not None else place._replace(round=session.round.number)


def with_rows(session: Session, table: str, rows: tuple[Record, ...]) -> Session:
    """A session with other rows in a table, of the round in view: a trial session, not a change."""
    if TABLES[table].table.owner == "session":
        return session.model_copy(update={table: rows})
    viewed = session.round.model_copy(update={table: rows})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], viewed)})


def _names(values: dict[str, Any], prefix: str = "") -> list[str]:
    """The dotted names of fields in nested values."""
    names = []
    for name, value in values.items():
        names += (
            _names(value, f"{prefix}{name}.")
            if isinstance(value, dict)
            else [prefix + name.removesuffix("_")]
        )
    return names


def new_row_named(session: Session, table: str, name: str, **others: Any) -> tuple[str, Change]:
    """A new person, partner, touchpoint … with a name and what else is known: its id, and the change that
    adds it."""
    row = new_id(session, table)
    since = {"people": "joined_round", "touchpoints": "added_round"}.get(table)
    values: dict[str, Any] = {
        TABLES[table].table.names: visible(name),
        **({since: session.round.number} if since else {}),
        **others,
    }
    return row, add(table, id=row, **values)
