"""What the plan rests on: touchpoints, measures, ways of working, people and partners in detail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.background.measures import measures
from cxworkshop.documents.background.people import people
from cxworkshop.documents.background.touchpoints import touchpoints
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.practices import practices
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, say
from cxworkshop.model.session import Session


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template of the background prints, by name."""
    view = RecordView(session, on)
    return {
        "front": front(view),
        "touchpoints": touchpoints(view),
        "measures": measures(view),
        "practices": practices(view),
        "people": people(view),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """Where there is nothing to look up yet, that it is so; else what the plan lacks says it."""
    rows = (session.people, session.touchpoints, session.measures, session.partners, session.round.practices)
    return (
        ()
        if any(rows)
        else (say("There is nothing to look up yet: it comes from the landing and 1 Define."),)
    )
