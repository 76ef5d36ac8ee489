"""What the room sees, made of the session, the stage and what is around; nothing else decides what is shown.

Carriers draw the result. The next activity can be prepared unseen: what is shown follows the stage alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from cxworkshop.language import _, language, say
from cxworkshop.method import ballots, day
from cxworkshop.method.activities import Activity, activity_of
from cxworkshop.method.responsibility import FIRST, ballot_numbers
from cxworkshop.method.steps import STEPS, names
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.room.agenda import agenda_lines, clock_of, item_of, name_of, question_of
from cxworkshop.room.parts import Clock, Curtain, Question, Showing, Stair, View
from cxworkshop.room.stage import Around, Here, Stage
from cxworkshop.room.views import Maker
from cxworkshop.room.views.card import card
from cxworkshop.room.views.count import count
from cxworkshop.room.views.lists import listing, title_of
from cxworkshop.room.views.pictures import board, gap, journey, matrix
from cxworkshop.room.views.progress import progress, table_of
from cxworkshop.room.views.reveal import reveal
from cxworkshop.room.views.words import agenda, clock, question, rules, staircase, title
from cxworkshop.sheets.steps import list_and_view, plans_for

__all__ = [
    "VIEWS",
    "agenda_lines",
    "clock_of",
    "here_of",
    "here_of_answers",
    "here_of_list",
    "is_alike",
    "showing",
]

VIEWS: dict[str, Maker] = {
    "title": title,
    "rules": rules,
    "question": question,
    "clock": clock,
    "agenda": agenda,
    "staircase": staircase,
    "list": listing,
    "count": count,
    "progress": progress,
    "reveal": reveal,
    "card": card,
    "matrix": matrix,
    "journey": journey,
    "gap": gap,
    "board": board,
}
"""What is made for each kind of view: those of activities ([rooms]), and the agenda and the staircase."""
_OF_LISTS = {"card": "card", "matrix": "matrix", "journey": "journey", "guessed": "gap", "board": "board",
             "owners": "board", "reveal": "reveal", "ballot": "count"}  # fmt: skip
"""The view of the room for a way in which the facilitator looks at a list; else it is a list."""

_OF_ANSWERS = frozenset({"count", "gap", "reveal"})
_CLIMBED: dict[str, Literal["done", "open"]] = {"passed": "done", "passed_with_override": "open"}


def showing(session: Session, stage: Stage, around: Around) -> Showing:
    """What the room sees now; behind the curtain the organisation and the clock. The clock is that of the
    activity: over anything else it would say how long that takes."""
    if stage.curtain:
        return _told(session, around, Curtain(), clock=around.clock)
    here = _with_what_there_is(session, stage.now)
    heading, view = VIEWS.get(here.view, question)(session, here, around)
    heading = here.heading or heading or ("" if isinstance(view, Question) else question_of(session, here))
    return _told(
        session,
        around,
        view,
        round=str(say("round {n}", n=session.round.number)),
        step=_step(here.step),
        stairs=_stairs(session, here.step),
        activity=name_of(session, here) or title_of(session, here),
        heading=heading,
        clock=around.clock if here.activity else None,
    )


def _told(
    session: Session,
    around: Around,
    view: View,
    *,
    round: str = "",
    step: str = "",
    stairs: tuple[Stair, ...] = (),
    activity: str = "",
    heading: str = "",
    clock: Clock | None = None,
) -> Showing:
    """A view with the organisation, and what else is said above it."""
    return Showing(
        organisation=session.organisation.name or session.workshop.title,
        round=round,
        step=step,
        stairs=stairs,
        activity=activity,
        heading=heading,
        view=view,
        clock=clock,
        language=language(),
        look=around.look,
    )


def _with_what_there_is(session: Session, here: Here) -> Here:
    """What is shown instead where a session lacks what an activity is about."""
    item = item_of(session, here)
    activity = activity_of(session, item) if item is not None else None
    if item is None or activity is None or here.view not in _OF_ANSWERS or not day.lacks(session, item):
        return here
    if not activity.list_without:
        return replace(here, view="question")
    words = _("Where does the customer meet us?")
    return replace(here, view="list", list=activity.list_without, heading=words)


def _step(id: str) -> str:
    """The number and the name of a step; the landing and the closing have no number."""
    if id not in STEPS:
        return ""
    number = STEPS.index(id)
    return f"{number} {names()[id]}" if 0 < number < len(STEPS) - 1 else str(names()[id])


def _stairs(session: Session, here: str) -> tuple[Stair, ...]:
    states = {row.step: row.state for row in session.round.steps}
    return tuple(
        Stair(name=str(words), state="now" if id == here else _CLIMBED.get(states.get(id) or "", "ahead"))
        for id, words in names().items()
    )


# ---- what can be shown -------------------------------------------------------------------------------------
def here_of(session: Session, item: AgendaItem | None) -> Here:
    """What the room sees in an activity of the day; before the day has begun the staircase."""
    if item is None:
        return Here(step="", activity="", view="staircase")
    activity = activity_of(session, item)
    if activity is None:
        return Here(step=item.step or "", activity=item.id, view="question")
    return Here(
        step=activity.step,
        activity=item.id,
        view=activity.room,
        ballot=_ballot(session, activity),
        list=list_and_view(activity.list)[0],
    )


def _ballot(session: Session, activity: Activity) -> str:
    """The ballot that an activity is about: of a reveal the newest that was revealed, of slips the first one;
    where it is asked again, the one after that."""
    numbers = ballot_numbers(session)
    if activity.room == "reveal":
        return next((n for n in reversed(numbers) if ballots.state(session, n) == "revealed"), numbers[-1])
    if activity.id == day.WRITES_SLIPS:
        return FIRST
    is_first_over = numbers[-1] == FIRST and ballots.state(session, FIRST) == "revealed"
    return ballots.next_number(session) if is_first_over else ballots.current_number(session)


def here_of_list(session: Session, step: str, list_id: str, view: str, row: str = "") -> Here:
    """What the room sees when the facilitator shows the list, and the view of it, that she is in; `row` is
    the id of the record under the cursor."""
    return Here(
        step=step,
        activity="",
        view=_OF_LISTS.get(view, "list"),
        row=row,
        ballot=ballots.current_number(session),
        list=list_id,
    )


def here_of_answers(session: Session, view: str, table: str, number: str) -> Here:
    """What the room sees of blind answers, by how the facilitator looks at them: "ballot" while they are
    keyed in, or "reveal". `table`: of figures theirs, else they are of the ballot of a number."""
    plans = ((step, plan) for step in STEPS for plan in plans_for(step, session))
    step, id = next(
        ((step, plan.id) for step, plan in plans if plan.ballot == table), ("organise", "responsibility")
    )
    return replace(here_of_list(session, step, id, view), ballot=number)


def is_alike(here: Here, other: Here) -> bool:
    """Whether two show the same of the same answers, whichever activity or list they are reached from."""
    return (here.view, here.ballot, table_of(here)) == (other.view, other.ballot, table_of(other))
