"""Which actions were there, and open, at a check-in that is over."""

from __future__ import annotations

from datetime import date
from string import ascii_lowercase, digits

from cxworkshop.method.lookup import grouped
from cxworkshop.model.actions import Action
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.session import Session


def were_there(session: Session, held: CheckIn, lines: tuple[CheckInLine, ...]) -> set[str]:
    """The actions that were there at a check-in. Where it has not kept which were open, those that a run of
    the program made that had begun by then, as the letters at the end of their ids tell."""
    spoken = {line.action for line in lines if line.action}
    if held.open_then:
        return spoken | set(held.open_then)
    first = (row.id for row in session.round.actions[:1])
    runs = {_run_of(id) for id in (held.id, *spoken, *first)}
    return spoken | {row.id for row in session.round.actions if row.carried_from or _run_of(row.id) in runs}


def _run_of(id: str) -> str:
    return id.lstrip(ascii_lowercase).lstrip(digits)


def was_open(session: Session, action: Action, held: CheckIn) -> bool:
    """Whether an action that was not settled by a check-in was still to be done after it: also one that was
    done or dropped since."""
    day = held.held_on or date.max
    if action.status == "done" and action.done_on is not None:
        return action.done_on > day
    if action.is_unfinished or action.id in held.open_then:
        return True
    later = {row.id for row in session.round.checkins if (row.held_on or date.max) > day}
    lines = grouped(session.round.checkin_lines, "action").get(action.id, ())
    return any(line.checkin in later for line in lines)
