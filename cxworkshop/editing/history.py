"""The session one works on and the way back: what was done and what was taken back, as ops.

A step takes back one's own ops: votes in the making, and whatever else has changed since, stay as they are
now.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, MutableSequence
from typing import NamedTuple

from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.method.privacy import ANSWER_TABLES
from cxworkshop.model.ops import Add, Key, Move, Op, Ops, Remove, Set, apply, difference, key_of
from cxworkshop.model.place import Place, record_at, replaced, value_at
from cxworkshop.model.record import Record
from cxworkshop.model.references import references_among
from cxworkshop.model.session import TABLES, Session, unwritten

Listener = Callable[[Session, Session], None]
_LONGEST = 1000
"""Steps that can be taken back."""


class Step(NamedTuple):
    """One change: what it is called, what it did, and what takes that back."""

    name: Words
    done: Ops
    back: Ops


class History:
    """A session that is worked on: changed, taken back, and heard of."""

    def __init__(self, session: Session) -> None:
        self.session = session
        """The one value everybody looks at."""
        self._done: deque[Step] = deque(maxlen=_LONGEST)
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Has `listener(before, after)` called after each change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, change: Change) -> Session:
        """Makes a change and returns the new session; one that changes nothing leaves no trace.

        Raises what the change raises; everything is as it was then.
        """
        before, ops = self.session, change.ops(self.session)
        after = apply(before, ops)
        if after is not before:
            if change.barrier:  # neither undo nor redo goes past this point
                self._done.clear()
                self._undone.clear()
            elif not change.silent:
                self._done.append(Step(change.name(before), ops, difference(after, before)))
                self._undone.clear()
            self._go_to(after, ops)
        return after

    def undo(self) -> Words | None:
        """Takes the last step back; its name, or None when there is none on this side of a barrier."""
        return self._turn(self._done, self._undone)

    def redo(self) -> Words | None:
        """Makes the step again that was taken back last; its name, or None when there is none."""
        return self._turn(self._undone, self._done)

    def _turn(self, steps: MutableSequence[Step], turned: MutableSequence[Step]) -> Words | None:
        if not steps:
            return None
        step, before = steps.pop(), self.session
        ops = take_back(before, step.done, step.back)
        after = apply(before, ops)
        turned.append(Step(step.name, ops, difference(after, before)))
        self._go_to(after, ops)
        return step.name

    def keep(self, ops: Ops) -> None:
        """Gets what was done before those who listen, so that they find it being saved; here nothing is."""

    def _go_to(self, after: Session, ops: Ops) -> None:
        before, self.session = self.session, after
        self.keep(ops)
        for listener in tuple(self._listeners):
            listener(before, after)


def take_back(now: Session, done: Ops, back: Ops) -> Ops:
    """The ops of `back` that still undo what `done` did: not where somebody has since put something else, nor
    a row that something else has come to name; answers of a ballot that name it go with it."""
    mine = {op.place: op.value for op in done if isinstance(op, Set)}
    put = {key_of(op): op.row for op in done if isinstance(op, Add)}
    ops: list[Op] = [op for op in back if isinstance(op, Set) and _stands(now, op.place, mine)]
    without = apply(now, ops)
    there = {key_of(op): _find(without, key_of(op)) for op in back if not isinstance(op, Set)}
    removed = {
        key: op
        for op in back
        if isinstance(op, Remove) and (row := there[key := key_of(op)]) and _is_as_put(key, row, put, mine)
    }
    hanging = list(_hanging(without, removed))
    while (
        named := {
            key for key, place in hanging if place.table not in ANSWER_TABLES and _key(place) not in removed
        }
        & removed.keys()
    ):
        for key in named:
            del removed[key]
    answers = {place.at("") for key, place in hanging if key in removed and _key(place) not in removed}
    ops += map(Remove, sorted(answers))
    for op in back:
        row = there.get(key_of(op))
        if key_of(op) in removed or isinstance(op, Add if row is None else Move):
            ops.append(op)
    return tuple(ops)


def _hanging(session: Session, removed: Collection[Key]) -> Iterator[tuple[Key, Place]]:
    """What names each of some rows."""
    for table, number in {key[:2] for key in removed}:
        rows = {key[2] for key in removed if key[:2] == (table, number)}
        for row, place in references_among(session, table, number, rows):
            yield (table, number, row), place


def _key(place: Place) -> Key:
    return place.table, place.round, place.id


def _stands(now: Session, place: Place, mine: dict[Place, object]) -> bool:
    """Whether a value is still as one's own step has put it."""
    if record_at(now, place) is None:
        return False
    return place not in mine or bool(value_at(now, place) == mine[place])


def _is_as_put(key: Key, row: Record, put: dict[Key, Record], mine: dict[Place, object]) -> bool:
    """Whether nobody has since written into a row that one's own step has brought."""
    table, _number, id = key
    if key in put:
        return put[key] == row
    if not TABLES[table].table.key:
        return True
    own = unwritten(table, id)
    for place, value in mine.items():
        if _key(place) == key:
            own = replaced(own, place.field, value)
    return own == row


def _find(session: Session, key: Key) -> Record | None:
    return session.find(key[0], key[2], key[1])
