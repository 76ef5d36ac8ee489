"""Undo and redo of a session, as ops; the open session is built on it.

Undo takes back the ops of its own step only: blind answers given since, and whatever else has changed, stay.
So others may change the session in between (`take_in`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, MutableSequence
from typing import TYPE_CHECKING, NamedTuple

from cxworkshop.editing.changes import Change, with_round
from cxworkshop.language import Words
from cxworkshop.model.ops import UNSET, Add, Move, Op, Ops, Remove, RowKey, Set, apply, difference, key_of
from cxworkshop.model.place import Place, record_at, value_at, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.references import references_among
from cxworkshop.model.session import TABLES, Session, unwritten

if TYPE_CHECKING:
    from cxworkshop.editing.merge import Merged

Listener = Callable[[Session, Session], None]
_MOST_STEPS = 1000
"""How many steps can be undone."""


class Step(NamedTuple):
    """One change of the history: its name, its ops, and the ops that undo them."""

    name: Words
    ops: Ops
    inverse: Ops


class History:
    """A session with its undo and redo steps, and listeners that hear of each change."""

    def __init__(self, session: Session) -> None:
        self.session = session
        """The session as it is now."""
        self.left: tuple[Place, ...] = ()
        """What the last undo or redo left as it is: it has been changed since, or something needs it."""
        self._done: deque[Step] = deque(maxlen=_MOST_STEPS)
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []
        self.on_coming: Callable[[], Collection[Place]] = lambda: ()
        """Called before the session of others is taken in: the rows that are worked on here, which stay."""
        self.on_came_in: Callable[[Session, Merged], object] = lambda _before, _merged: None
        """Called with the session as it was, and what was made of it, when others' changes have come in."""
        self.is_taking_in = False
        """Whether what listeners hear of now was done by somebody else."""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener(before, after)` after each change; returns a function that ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, change: Change) -> Session:
        """Applies a change and returns the new session; a change without effect leaves no step.

        Raises what the change raises; nothing is changed then.
        """
        before, ops = self.session, change.ops(self.session)
        after = apply(before, ops)
        if after is not before:
            if change.barrier:
                self._done.clear()
                self._undone.clear()
            elif not change.unrecorded:
                self._done.append(Step(change.name(before), ops, difference(after, before)))
                self._undone.clear()
            self._replace_session(after, ops)
        return after

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """What was done, the last step last, and what was undone."""
        return tuple(self._done), tuple(self._undone)

    def remember(self, done: Iterable[Step], undone: Iterable[Step]) -> None:
        """Goes on with the steps of an earlier history of the same contents."""
        self._done.extend(done)
        self._undone.extend(undone)

    def undo(self) -> Words | None:
        """Undoes the last step since the last barrier: its name, or None when there is none."""
        return self._reverse(self._done, self._undone)

    def redo(self) -> Words | None:
        """Redoes the step that was undone last: its name, or None when there is none."""
        return self._reverse(self._undone, self._done)

    def _reverse(self, steps: MutableSequence[Step], reversed_steps: MutableSequence[Step]) -> Words | None:
        """Takes back the last of `steps`; what makes it again goes to `reversed_steps`."""
        self.left = ()
        if not steps:
            return None
        if not _may_turn_back(self.session, steps[-1]):
            steps.clear()
            return None
        step, before = steps.pop(), self.session
        ops = undo_ops(before, step.ops, step.inverse)
        after = apply(before, ops)
        self.left = tuple(_left(after, step.inverse))
        reversed_steps.append(Step(step.name, ops, difference(after, before)))
        self._replace_session(after, ops)
        return step.name

    def commit(self, ops: Ops) -> None:
        """Called with the ops of each change, before the listeners. Here it does nothing; a subclass saves
        them."""

    def show(self, session: Session) -> None:
        """Takes another state of the session, without a history, as somebody else has made it."""
        self._done.clear()
        self._undone.clear()
        self._replace_session(session, ())

    def take_in(
        self,
        theirs: Session,
        base: Session | None,
        *,
        mine_is_newer: bool | None = None,
        in_use: Collection[Place] = (),
    ) -> Merged:
        """Merges what others have made of `base` into the session and shows it; what one did oneself can be
        undone as far as it still stands, and rows `in_use` stay. Nothing is committed: what theirs lacks is
        the difference to the session afterwards."""
        from cxworkshop.editing.merge import merge  # only a session that others write too pays for it
        from cxworkshop.editing.taking_in import is_barrier, reordered, without_moves

        before = self.session
        keys = [_key(with_round(before, place)) for place in in_use]
        merged = merge(base, before, theirs, mine_is_newer=mine_is_newer, in_use=keys)
        after = merged.session
        if is_barrier(before, after):
            self._done.clear()
            self._undone.clear()
        elif tables := reordered(before, after):
            for steps in (self._done, self._undone):
                others = [without_moves(step, tables) for step in steps]
                steps.clear()
                steps.extend(others)
        if after != before:
            self.is_taking_in = True
            try:
                self._replace_session(after, ())
            finally:
                self.is_taking_in = False
        return merged

    def _replace_session(self, after: Session, ops: Ops) -> None:
        before, self.session = self.session, after
        if ops:
            self.commit(ops)
        for listener in tuple(self._listeners):
            listener(before, after)


def _may_turn_back(now: Session, step: Step) -> bool:
    """Whether a step can be reversed: one that has opened a round only while nothing was done in that round,
    a blind answer neither; the round before is history then."""
    for op in step.ops:
        if isinstance(op, Add) and op.table == "rounds":
            without = apply(now, (Remove(Place("rounds", op.row.id)),))
            number = int(op.row.id)
            own = [each for each in step.ops if each is op or key_of(each)[1] == number]
            return now.rounds[-1] == apply(without, own).rounds[-1]
    return True


def _opens_or_ends_a_round(inverse: Ops) -> bool:
    return any(key_of(op)[0] == "rounds" and not isinstance(op, Set) for op in inverse)


def undo_ops(now: Session, ops: Ops, inverse: Ops) -> Ops:
    """The part of `inverse` that still undoes `ops`. Left out are values and rows that have been changed
    since, and the removal of rows that something else has come to refer to, a blind answer too. A round is
    opened or ended whole."""
    if _opens_or_ends_a_round(inverse):
        return inverse
    written = {op.place: op.value for op in ops if isinstance(op, Set)}
    added = {key_of(op): op.row for op in ops if isinstance(op, Add)}
    undoing: list[Op] = [
        op for op in inverse if isinstance(op, Set) and _is_unchanged(now, op.place, written)
    ]
    session = apply(now, undoing)
    rows = {key_of(op): _find(session, key_of(op)) for op in inverse if not isinstance(op, Set)}
    removed = {
        key: op
        for op in inverse
        if isinstance(op, Remove)
        and (row := rows[key := key_of(op)])
        and _is_row_unchanged(key, row, added, written)
    }
    references = list(_references(session, removed))
    while referred := {key for key, place in references if _key(place) not in removed} & removed.keys():
        for key in referred:
            del removed[key]
    for op in inverse:
        row = rows.get(key_of(op))
        if key_of(op) in removed or isinstance(op, Add if row is None else Move):
            undoing.append(op)
    return tuple(undoing)


def _left(after: Session, inverse: Ops) -> Iterator[Place]:
    """What was to be put back or removed and stays as it is."""
    for op in inverse:
        match op:
            case Remove(place) if _find(after, _key(place)) is not None:
                yield place
            case Set(place, value) if value is not UNSET and (
                record_at(after, place) is None or value_at(after, place) != value
            ):
                yield place


def _references(session: Session, removed: Collection[RowKey]) -> Iterator[tuple[RowKey, Place]]:
    """Every place that refers to one of the rows, with the row."""
    for table, number in {key[:2] for key in removed}:
        rows = {key[2] for key in removed if key[:2] == (table, number)}
        for row, place in references_among(session, table, number, rows):
            yield (table, number, row), place


def _key(place: Place) -> RowKey:
    return place.table, place.round, place.id


def _is_unchanged(now: Session, place: Place, written: dict[Place, object]) -> bool:
    """Whether the value at a place is still the one the step has written."""
    if record_at(now, place) is None:
        return False
    return place not in written or bool(value_at(now, place) == written[place])


def _is_row_unchanged(
    key: RowKey, row: Record, added: dict[RowKey, Record], written: dict[Place, object]
) -> bool:
    """Whether a row that the step has added, or written first, is still as the step left it."""
    table, _number, id = key
    if key not in added and not TABLES[table].table.key:
        return True
    left = added.get(key) or unwritten(table, id)
    for place, value in written.items():
        if _key(place) == key:
            left = with_value(left, place.field, value)
    return left == row


def _find(session: Session, key: RowKey) -> Record | None:
    return session.find(key[0], key[2], key[1])
