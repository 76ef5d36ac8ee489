"""The changes of the day: its clock, which item it stands at, and an agenda of the facilitator's own.

What the clock does is no step of the history: undo takes back what was recorded, never the time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cxworkshop.editing.changes import Change
from cxworkshop.editing.ids import new_ids
from cxworkshop.language import Words, say
from cxworkshop.method import day
from cxworkshop.method.clock import used_by
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.ops import END, Add, Op, Ops, Set, apply
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

MINUTES_AT_A_TIME = 5
A_SECOND = timedelta(seconds=1)


def own_agenda() -> Change:
    """Writes the day's activities as rows, which can be reordered, shortened, left out and added to."""
    return Change(say("Agenda taken as the day's own"), _laid_out, reads_rows=True)


def go_to(item: AgendaItem, now: datetime) -> Change:
    """Begins an item, or goes on with it: the time of the one before is kept, the clock runs."""

    def ops(session: Session) -> Ops:
        laid_out = _laid_out(session)
        here = apply(session, laid_out)
        target = here.round.agenda_items[_place(session, item)]
        last = max((row.entered_at for row in here.round.agenda_items if row.entered_at), default=now)
        entered = max(now, last + A_SECOND)  # a computer's clock may have been set back meanwhile
        times = {"began_at": target.began_at or now, "entered_at": entered, "runs_since": now}
        sets = (_set(here, target, name, value) for name, value in times.items())
        return (*laid_out, *_stopped(here, now), *sets)

    return _unrecorded(say("Next activity"), ops)


def pause(now: datetime) -> Change:
    """Stops the clock."""
    return _unrecorded(say("Clock stopped"), lambda session: _stopped(session, now))


def resume(now: datetime) -> Change:
    """Lets the clock run on."""

    def ops(session: Session) -> Ops:
        item = day.current(session)
        return (_set(session, item, "runs_since", now),) if item and not item.runs_since else ()

    return _unrecorded(say("Clock running"), ops)


def lengthen(item: AgendaItem, by: int) -> Change:
    """Gives an item so many minutes more, or less; never less than none.

    They are taken from the buffer, or given back to it: while there is one, the end of the day stays.
    """

    def ops(session: Session) -> Ops:
        planned = max(0, (item.planned_min or 0) + by)
        taken = planned - (item.planned_min or 0)
        buffers = (row for row in day.items(session) if row.activity == day.BUFFER and not row.left_out)
        return (
            _set(session, item, "planned_min", planned),
            *(
                _set(session, buffer, "planned_min", max(0, (buffer.planned_min or 0) - taken))
                for buffer in list(buffers)[:1]
            ),
        )

    return _unrecorded(say("Minutes of an activity"), ops)


def mark_done(item: AgendaItem, is_done: bool) -> Change:
    """Says by hand that an item is done, or is not."""
    return _unrecorded(say("Activity done"), lambda session: (_set(session, item, "is_done", is_done),))


def _unrecorded(words: Words, ops: Callable[[Session], Ops]) -> Change:
    return Change(words, ops, unrecorded=True, reads_rows=True)


def _laid_out(session: Session) -> Ops:
    """The ops that write the day's rows, unless they are written."""
    if session.round.agenda_items:
        return ()
    made_of = f"{session.round.number} {session.round.agenda}"
    rows, ids = day.items(session), new_ids(session, "agenda_items", made_of=made_of)
    return tuple(
        Add("agenda_items", session.round.number, row.model_copy(update={"id": next(ids)}), END)
        for row in rows
    )


def _place(session: Session, item: AgendaItem) -> int:
    """Where an item stands, also when its row is not written yet."""
    return [row.id for row in day.items(session)].index(item.id)


def _stopped(session: Session, now: datetime) -> tuple[Op, ...]:
    """The ops that keep the time used by the item that runs."""
    item = day.current(session)
    if item is None or item.runs_since is None:
        return ()
    used = round(used_by(item, now).total_seconds())
    return (_set(session, item, "used_s", used), _set(session, item, "runs_since", None))


def _set(session: Session, item: AgendaItem, field: str, value: object) -> Set:
    return Set(Place("agenda_items", item.id, field, session.round.number), value)
