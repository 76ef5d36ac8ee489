"""The changes that can be made to a session: builders of ops, each with a name for the history.

A change judges what it was given when it is made, and looks at the session when it is asked for its ops; it
raises when it cannot be applied (a closed round, a row that is gone) and never leaves a session half changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxworkshop.editing.ids import new_id
from cxworkshop.errors import ReadOnly, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.model.kinds import References
from cxworkshop.model.ops import END, Add, Move, Op, Ops, Remove, Set, apply
from cxworkshop.model.place import Place, field_of, fields, kind_at, row_name, value_at
from cxworkshop.model.raw import record_of
from cxworkshop.model.record import Record
from cxworkshop.model.references import named_in_a_closed_round, references_to
from cxworkshop.model.session import TABLES, Session


@dataclass(frozen=True)
class Change:
    """Ops with their words: the ops themselves, or what makes them of the session they are asked of.

    Undo does not cross a `barrier`, and leaves what is `silent` as it is. `text` is what was typed, if
    anything. One that `looks` at rows which an earlier part of the same change may have touched is asked
    after it. `history`: it may touch closed rounds too.
    """

    words: Words | Callable[[Session], Words]
    makes: Ops | Callable[[Session], Ops]
    barrier: bool = False
    text: str = ""
    silent: bool = False
    looks: bool = False
    history: bool = False

    def ops(self, session: Session) -> Ops:
        """What it does to a session. Raises ReadOnly for a closed round, WrongUse."""
        ops = self.makes(session) if callable(self.makes) else self.makes
        if not self.history:
            _refuse_closed_rounds(session, ops)
        return ops

    def __call__(self, session: Session) -> Session:
        """The session with the change made; the same object when nothing is otherwise."""
        return apply(session, self.ops(session))

    def name(self, session: Session) -> Words:
        """What the history calls it, asked of the session before the change ("Accountable of Home
        delivery")."""
        return self.words(session) if callable(self.words) else self.words


def _refuse_closed_rounds(session: Session, ops: Ops) -> None:
    closed = {one.number for one in session.rounds if one.is_closed}
    if not closed:
        return
    for op in ops:
        place = Place(op.table, op.row.id, "", op.round) if isinstance(op, Add) else op.place
        number = int(place.id) if place.table == "rounds" else place.round
        if number in closed:
            raise ReadOnly(
                say("Round {number} is closed; it may be looked at and not changed.", number=number)
            )


# ---- values ------------------------------------------------------------------------------------------------
def set_value(place: Place, value: Any) -> Change:
    """Puts one value in its place; writes the row first where it is of a keyed table and not written yet.

    Raises NotUnderstood when the value is not of the field's kind, WrongUse when there is no such field.
    """
    field = field_of(place.table, place.field)
    if "[" not in place.field:
        value = field.valid(value)

    def words(session: Session) -> Words:
        return say("{field} of {row}", field=say(kind_at(session, place).label), row=row_name(session, place))

    def makes(session: Session) -> Ops:
        here = with_round(session, place)
        if place.field in ("id", *TABLES[place.table].table.keys):
            if value_at(session, here) == value:
                return ()
            raise WrongUse(
                say("{field} is what the row is known by; it never changes.", field=say(field.kind.label))
            )
        lapses = _LAPSES.get((place.table, place.field), ())
        if not lapses or value_at(session, here) == value:
            return (Set(here, value),)
        return (Set(here, value), *(Set(here.at(lapse), None) for lapse in lapses))

    return Change(words, makes, text=str(value))


_LAPSES = {("ownerships", "accountable"): ("accepted_on",), ("cx_lead", "accountable"): ("accepted_on",)}
"""What a new value makes void: the yes was said by whoever was named before."""


def set_values(values: Iterable[tuple[Place, Any]], words: Words) -> Change:
    """Puts several values in their places as one change."""
    return together(words, *(set_value(place, value) for place, value in values))


def fill_down(source: Place, places: Sequence[Place]) -> Change:
    """Copies the value at `source` to the same field of other rows."""

    def makes(session: Session) -> Ops:
        value = value_at(session, source)
        return tuple(op for place in places for op in set_value(place, value).ops(session))

    label = say(field_of(source.table, source.field).kind.label)
    return Change(say("{field} filled down", field=label), makes, looks=True)


def together(words: Words, *parts: Change) -> Change:
    """Several changes as one step of the history, each as if it were made after the one before."""

    def makes(session: Session) -> Ops:
        ops: list[Op] = []
        waiting: list[Op] = []  # what a part that looks must be shown first
        for part in parts:
            if part.looks and waiting:
                session, waiting = apply(session, waiting), []
            made = part.ops(session)
            waiting += made
            ops += made
        return tuple(ops)

    return Change(
        words,
        makes,
        any(part.barrier for part in parts),
        next((part.text for part in reversed(parts) if part.text), ""),
        looks=any(part.looks for part in parts),
        history=any(part.history for part in parts),
    )


# ---- rows --------------------------------------------------------------------------------------------------
def add(table: str, *, after: str = "", **values: Any) -> Change:
    """A new row at the end of a table, or after the row with id `after`. Without an `id` it gets a free one.

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
        if not any(field == name or field.startswith(name + ".") for field in known):
            raise WrongUse(say("{table} has no field {field}.", table=table, field=name))
    given = record_of(record, {"id": "?", **values})
    keyed = ":".join(str(getattr(given, key) or "") for key in record.table.keys)

    def makes(session: Session) -> Ops:
        row = values.get("id") or keyed or new_id(session, table)
        number = session.round.number if record.table.owner == "round" else None
        return (Add(table, number, given.model_copy(update={"id": row}), after or END),)

    name = str(values.get(record.table.names, "") or "")
    words = say("Added {row}", row=name or say(record.table.singular))
    return Change(words, makes, text=name, looks=not (values.get("id") or keyed))


def remove(place: Place, on: date) -> Change:
    """Takes a row away and clears every reference to it. Somebody or something that a closed round names is
    retired."""
    if TABLES[place.table].table.single or place.table == "rounds":
        raise WrongUse(say("{table} has no row that can be taken away.", table=place.table))

    def words(session: Session) -> Words:
        return say("Removed {row}", row=row_name(session, place))

    def makes(session: Session) -> Ops:
        here = with_round(session, place)
        if named_in_a_closed_round(session, here):
            retired = ("left_on", on) if place.table == "people" else ("retired_round", session.round.number)
            return (Set(here.at(retired[0]), retired[1]),)
        return _cleared(session, here)

    return Change(words, makes, looks=True)


def _cleared(session: Session, gone: Place) -> Ops:
    """The row gone, and all that named it."""
    rows: dict[Place, None] = {}
    sets: dict[Place, Any] = {}
    for place in references_to(session, gone):
        here = with_round(session, place)
        if here.field in TABLES[here.table].table.keys:  # a state of a touchpoint that is gone is of nothing
            rows[here.at("")] = None
            continue
        value = value_at(session, here)
        several = isinstance(field_of(here.table, here.field).kind, References)
        sets[here] = tuple(name for name in value if name != gone.id) if several else None
        sets |= {here.at(lapse): None for lapse in _LAPSES.get((here.table, here.field), ())}
    kept = (Set(here, value) for here, value in sets.items() if here.at("") not in rows)
    return (*kept, *(Remove(row) for row in rows), Remove(gone.at("")))


def move(place: Place, by: int) -> Change:
    """Moves a row up or down in its table; it stops at the ends."""

    def makes(session: Session) -> Ops:
        here = with_round(session, place).at("")
        ids = [row.id for row in session.records(place.table, here.round)]
        if place.id not in ids:
            return ()
        at = ids.index(place.id)
        to = max(0, min(len(ids) - 1, at + by))
        if to == at:
            return ()
        ids.insert(to, ids.pop(at))
        return (Move(here, ids[to - 1] if to else ""),)

    return Change(lambda session: say("Moved {row}", row=row_name(session, place)), makes, looks=True)


def with_round(session: Session, place: Place) -> Place:
    """The place with its round named, as ops name it: None for what is the session's."""
    if TABLES[place.table].table.owner == "session":
        return place._replace(round=None)
    return place if place.round is not None else place._replace(round=session.round.number)


def with_rows(session: Session, table: str, rows: tuple[Record, ...]) -> Session:
    """The session with other rows of a table, of the round in view: what a list would begin with, not a
    change."""
    if TABLES[table].table.owner == "session":
        return session.model_copy(update={table: rows})
    viewed = session.round.model_copy(update={table: rows})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], viewed)})


def _names(values: dict[str, Any], before: str = "") -> list[str]:
    names = []
    for name, value in values.items():
        names += (
            _names(value, f"{before}{name}.")
            if isinstance(value, dict)
            else [before + name.removesuffix("_")]
        )
    return names


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
