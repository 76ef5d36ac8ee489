"""The summary of a session that the library shows; it is saved in the header, so that a listing reads one
line a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.method.check_days import answered
from cxworkshop.method.checkins import trend
from cxworkshop.method.due import coming
from cxworkshop.method.headlines import told
from cxworkshop.method.responsibility import clear_share, status_counts
from cxworkshop.model.session import TABLES, Session

_AT_THE_START = {"workshop", "organisation", "rounds", "people", "stages", "touchpoints"}
"""The tables that the form of a new workshop fills."""


def summary(session: Session) -> dict[str, Any]:
    """The summary as JSON values. What is due is listed by date, so that the summary does not depend on
    today."""
    statuses = status_counts(session)
    facts = session.round
    due = [action.due_on for action in facts.actions if action.is_unfinished]
    return {
        "title": session.workshop.title,
        "organisation": session.organisation.name,
        "language": session.workshop.language,
        "promise": facts.vision.value,
        "round": facts.number,
        "closed": facts.is_closed,
        "steps": {step.step: step.state for step in facts.steps if step.step},
        "begun": _has_begun(session),
        "steps_passed": sum(step.is_passed for step in facts.steps),
        "clear_share": clear_share(session),
        "clear_before": _clear_before(session),
        "checked_on": _iso(_checked_on(session)),
        "check_ins": [[row.held_on.isoformat(), row.open, row.kept] for row in trend(session) if row.held_on],
        "vacant": statuses["vacant"],
        "contested": statuses["contested"],
        "next_review_on": _iso(facts.next_review_on),
        "actions_due": sorted(_iso(day) or "" for day in due),
        "coming": [[one.kind, one.day.isoformat(), one.who, one.text, one.more] for one in coming(session)],
    }


def headlines(session: Session, on: date) -> list[list[Any]]:
    """What of the summary depends on the day of saving: the figures that are laid beside those of others."""
    return [[one.key, one.value, one.of] for one in told(session, on)]


def _clear_before(session: Session) -> float | None:
    """The clear share of the round before; None in the first one."""
    return clear_share(session.as_of(session.rounds[-2].number)) if len(session.rounds) > 1 else None


def _checked_on(session: Session) -> date | None:
    """The day of the last check-in of any round."""
    held = (row for round_ in session.rounds for row in answered(round_) if row.kind != "written")
    days = (row.held_on for row in held)
    return max((day for day in days if day is not None), default=None)


def _has_begun(session: Session) -> bool:
    """Whether more is recorded than a new workshop begins with."""
    empty = Session()
    return len(session.rounds) > 1 or any(
        session.records(table) != empty.records(table) for table in TABLES if table not in _AT_THE_START
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
