"""What the plan rests on: touchpoints, measures, ways of working, people and partners in detail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.background.measures import measures
from cxworkshop.documents.background.people import people
from cxworkshop.documents.background.touchpoints import touchpoints
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.practices import practices
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words
from cxworkshop.model.session import Session

NEEDED = frozenset({"the touchpoints of the journey", "the new ways of working", "the measures"})
"""What there is to look up."""


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template of the background prints, by name."""
    view = RecordView(session, on)
    return {
        "front": front(view),
        "touchpoints": touchpoints(view),
        "measures": measures(view),
        "practices": practices(view),
        "people": people(view),
        "holes": tuple(str(words) for words in missing(session)),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """What there is nothing to look up of, and which step supplies it."""
    return gaps(session, NEEDED)
