"""The changes of a check-in: holding it, and settling one action or promise, each as one step."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.editing.changes import Change, add, set_value, together
from cxworkshop.editing.ids import new_id
from cxworkshop.errors import WrongUse
from cxworkshop.language import say
from cxworkshop.method.checkins import line_about
from cxworkshop.method.derived import row_name
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import CheckIn
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

_STATUS = {"met": "done", "dropped": "dropped"}
"""What an outcome makes of an action; a slipped one goes on."""


def hold(session: Session, kind: str, on: date) -> tuple[str, Change]:
    """A new check-in on a day: its id, and the change that adds it."""
    id = new_id(session, "checkins")
    return id, add("checkins", id=id, kind=kind, held_on=on)


def settle(
    session: Session, checkin: str, action: str, outcome: str, word: str = "", due_on: date | None = None
) -> Change:
    """Says of an action what became of it: met makes it done on the day of the check-in, slipped gives it
    another date, dropped drops it. Said once more in the same check-in, it replaces what was said.

    Raises WrongUse when there is no such check-in or action.
    """
    held, row = session.find("checkins", checkin), session.find("actions", action)
    if not isinstance(held, CheckIn) or not isinstance(row, Action):
        raise WrongUse(say("This action is not of this check-in."))
    earlier = line_about(session, checkin, action)
    before = earlier.due_before if earlier is not None else row.due_on
    here = Place("actions", action)
    values: dict[str, Any] = {"due_on": due_on or before if outcome == "slipped" else before}
    values["status"] = _STATUS.get(outcome, "open" if not row.is_unfinished else row.status)
    values["done_on"] = held.held_on if outcome == "met" else None
    changes = [set_value(here.at(field), value) for field, value in values.items()]
    return together(
        say("Check-in: {row}", row=row_name(session, here)),
        _line(session, checkin, action=action, outcome=outcome, text=word, due_before=before),
        *changes,
    )


def settle_promise(session: Session, checkin: str, commitment: str, *, kept: bool, word: str = "") -> Change:
    """Says of a promise whether it was kept. Raises WrongUse when there is no such promise."""
    row, here = session.find("commitments", commitment), Place("commitments", commitment)
    if not isinstance(row, Commitment) or session.find("checkins", checkin) is None:
        raise WrongUse(say("This promise is not of this check-in."))
    outcome = "met" if kept else "slipped"
    return together(
        say("Check-in: {row}", row=row_name(session, here)),
        _line(session, checkin, commitment=commitment, outcome=outcome, text=word, due_before=row.by),
        set_value(here.at("kept"), kept),
    )


def acknowledge(session: Session, checkin: str, row: str, *, is_acknowledged: bool) -> Change:
    """Says whether the one who follows up has acknowledged a line. Raises WrongUse when there is none."""
    line = line_about(session, checkin, row)
    if line is None:
        raise WrongUse(say("Nothing was said of it at this check-in."))
    return set_value(Place("checkin_lines", line.id, "acknowledged"), is_acknowledged)


def _line(session: Session, checkin: str, **values: Any) -> Change:
    """The line about an action or a promise: written anew where there is one already."""
    about = values.get("action") or values.get("commitment")
    line = line_about(session, checkin, str(about))
    if line is None:
        return add("checkin_lines", checkin=checkin, **values)
    here = Place("checkin_lines", line.id)
    return together(say("Check-in"), *(set_value(here.at(field), value) for field, value in values.items()))
