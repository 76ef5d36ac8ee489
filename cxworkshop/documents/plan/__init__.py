"""The action plan: one module a section, each a pure function of the record, beside a template of its name.

Called while the document's language is in force (`language.speaking`); the arithmetic is in `method`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.actions import ActionLine, actions
from cxworkshop.documents.plan.change import Changes, changes
from cxworkshop.documents.plan.choices import Choices, choices
from cxworkshop.documents.plan.decisions import Decisions, decisions
from cxworkshop.documents.plan.front import Front, front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.measurement import Measurement, measurement
from cxworkshop.documents.plan.minute import Line, minute
from cxworkshop.documents.plan.next_climb import NextClimb, next_climb
from cxworkshop.documents.plan.people import People, people
from cxworkshop.documents.plan.practices import PracticeLine, practices
from cxworkshop.documents.plan.promise import PromiseSection, promise
from cxworkshop.documents.plan.promises import Promises, promises
from cxworkshop.documents.plan.responsibility import Responsibility, responsibility_section
from cxworkshop.documents.plan.standing import Standing, standing
from cxworkshop.documents.plan.strategy import StrategyRow, strategy
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Message, Words
from cxworkshop.model.session import Session


class Plan(NamedTuple):
    """The sections of the plan in their order; `gaps` says what is missing, by section and part."""

    gaps: dict[str, Message | None]
    front: Front
    minute: tuple[Line, ...]
    change: Changes | None
    promise: PromiseSection
    standing: Standing
    strategy: tuple[StrategyRow, ...]
    responsibility: Responsibility
    practices: tuple[PracticeLine, ...]
    choices: Choices
    measurement: Measurement
    people: People
    actions: tuple[ActionLine, ...]
    decisions: Decisions
    promises: Promises
    next_climb: NextClimb


def plan(session: Session, on: date) -> Plan:
    """The round in view as a plan written on a day."""
    view = RecordView(session, on)
    action_lines = actions(view)
    return Plan(
        gaps=gaps(session),
        front=front(view),
        minute=minute(view, action_lines),
        change=changes(view),
        promise=promise(view),
        standing=standing(view),
        strategy=strategy(view),
        responsibility=responsibility_section(view),
        practices=practices(view),
        choices=choices(view),
        measurement=measurement(view),
        people=people(view),
        actions=action_lines,
        decisions=decisions(view),
        promises=promises(view),
        next_climb=next_climb(view),
    )


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the plan's template prints, by name."""
    return plan(session, on)._asdict()


def missing(session: Session) -> tuple[Words, ...]:
    """The gaps that the plan will print, in its order."""
    return tuple(words for words in gaps(session).values() if words)
