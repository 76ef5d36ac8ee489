"""What the action plan says: a pure function of the session and a day, made of plain values for the template.

Called while the document's language is lent (`language.speaking`); the arithmetic is the method's.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.change import Changes, changes
from cxworkshop.documents.plan.deeds import (
    Choices,
    Decisions,
    Deed,
    NextClimb,
    Promises,
    actions,
    choices,
    decisions,
    next_climb,
    promises,
)
from cxworkshop.documents.plan.direction import Promised, Station, Way, practices, promise, strategy
from cxworkshop.documents.plan.front import Front, Line, front, minute
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.knowledge import Knowledge, Standing, knowledge, standing
from cxworkshop.documents.plan.people import People, people
from cxworkshop.documents.plan.responsibility import Responsibility, responsibility_map
from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import Message
from cxworkshop.model.session import Session


class Plan(NamedTuple):
    """The sections of the plan in their order, and the sentence for each one that is missing."""

    gaps: dict[str, Message | None]
    front: Front
    minute: tuple[Line, ...]
    change: Changes | None
    promise: Promised
    standing: Standing
    strategy: tuple[Station, ...]
    responsibility: Responsibility
    practices: tuple[Way, ...]
    choices: Choices
    knowledge: Knowledge
    people: People
    actions: tuple[Deed, ...]
    decisions: Decisions
    promises: Promises
    next_climb: NextClimb


def plan(session: Session, on: date) -> Plan:
    """The round in view as a plan written on a day."""
    shown = Shown(session, on)
    deeds = actions(shown)
    return Plan(
        gaps=gaps(session),
        front=front(shown),
        minute=minute(shown, deeds),
        change=changes(shown),
        promise=promise(shown),
        standing=standing(shown),
        strategy=strategy(shown),
        responsibility=responsibility_map(shown),
        practices=practices(shown),
        choices=choices(shown),
        knowledge=knowledge(shown),
        people=people(shown),
        actions=deeds,
        decisions=decisions(shown),
        promises=promises(shown),
        next_climb=next_climb(shown),
    )
