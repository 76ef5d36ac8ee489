"""The day as the room sees it: its parts, its clock, and the activity at hand with its question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from cxworkshop.method import clock, day
from cxworkshop.method.activities import activities, activity_of, block_name
from cxworkshop.method.steps import STEPS, step
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.room.parts import AgendaLine, Clock
from cxworkshop.room.stage import Here
from cxworkshop.sheets.steps import list_and_view

MOST_LINES = 14
"""Of a long day, those around the part at hand."""


def item_of(session: Session, here: Here) -> AgendaItem | None:
    """The activity of the day that something is shown in."""
    return next((item for item in day.items(session) if here.activity and item.id == here.activity), None)


def name_of(session: Session, here: Here) -> str:
    """What the activity is called; empty outside of the day."""
    item = item_of(session, here)
    return day.name_of(session, item) if item is not None else ""


def question_of(session: Session, here: Here) -> str:
    """The question of the activity, else of one that works in the list, else of the step; empty outside of
    all. An activity of the facilitator's own, and a break that she named, asks nothing: its name."""
    item = item_of(session, here)
    if item is None:
        asked = _question_of_list(session, here)
        return asked or (
            str(step(here.step, session.organisation.sector).question) if here.step in STEPS else ""
        )
    activity = activity_of(session, item)
    if activity is None or (activity.kind == "break" and item.name):
        return day.name_of(session, item)
    return str(activity.question)


def _question_of_list(session: Session, here: Here) -> str:
    """The question of an activity of the method that works in a list; one that shows the same view first."""
    known = activities(session.organisation.sector).values() if here.list else ()
    working = [activity for activity in known if list_and_view(activity.list)[0] == here.list]
    working.sort(key=lambda activity: (activity.room != here.view, activity.step != here.step))
    questions = (str(activity.question) for activity in working if activity.question is not activity.name)
    return next(questions, "")


def field_of(session: Session, here: Here) -> str:
    """The field that the activity begins at, as "table.field"; empty for the first of its list."""
    item = item_of(session, here)
    activity = activity_of(session, item) if item is not None else None
    return activity.field if activity is not None else ""


def agenda_lines(session: Session) -> tuple[AgendaLine, ...]:
    """The parts of the day in their order, with their minutes; activities of one step that follow each other
    are one part."""
    lines = list(_lines(session))
    now = next((i for i, line in enumerate(lines) if line.state == "now"), 0)
    first = max(0, min(now - MOST_LINES // 2, len(lines) - MOST_LINES))
    return tuple(lines[first : first + MOST_LINES])


def _lines(session: Session) -> Iterator[AgendaLine]:
    here, has_come = day.current(session), day.current(session) is None
    for block, group in groupby(day.queue(session), key=lambda item: item.block or item.id):
        items = list(group)
        is_now = here is not None and here.id in {item.id for item in items}
        yield AgendaLine(
            title=block_name(block) or day.name_of(session, items[0]),
            minutes=sum(item.planned_min or 0 for item in items),
            state="now" if is_now else "ahead" if has_come else "done",
        )
        has_come = has_come or is_now


def clock_of(session: Session, now: datetime) -> Clock | None:
    """The time of the activity at hand; None before the day has begun, and on another day."""
    shown = clock.clock(session, now)
    if shown is None or not day.runs_on(session, now.date()):
        return None
    left = shown.left.total_seconds()
    counted = max(
        now, shown.item.runs_since or now
    )  # from where it runs: that of a clock set back is to come
    return Clock(
        ends_at=left if shown.is_paused else round(counted.timestamp() + left),
        minutes=round(shown.planned.total_seconds() / 60),
        running=not shown.is_paused,
    )
