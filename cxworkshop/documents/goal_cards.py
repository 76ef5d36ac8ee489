"""Goal cards: half a sheet a touchpoint, on which two people write what the customer will notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.figure_text import figure
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import Words, _
from cxworkshop.method import derived, facts, intervals, lookup
from cxworkshop.method.facts import telling
from cxworkshop.method.facts.telling import SIGNS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.session import Session

MINUTES = 12
"""How long two people write on a card (method I.9)."""


class GoalCard(NamedTuple):
    touchpoint: str
    where: str
    is_priority: bool
    level: str
    """The level today in words, with the sign of what it rests on; empty while it is not known."""
    ground: str
    """What the sign rests on, or what it lacks; empty for our own view."""
    figures: tuple[str, ...]


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name: the priorities first, each in the order of the journey."""
    view, priorities = RecordView(session, on), derived.priorities(session)
    ordered = sorted(lookup.in_scope(session), key=lambda touchpoint: touchpoint.id not in priorities)
    return {
        "cards": tuple(_card(view, touchpoint, touchpoint.id in priorities) for touchpoint in ordered),
        "minutes": MINUTES,
        "holes": tuple(str(words) for words in missing(session)),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """That there is no touchpoint to write a card for."""
    return gaps(session, {"the touchpoints of the journey"})


def _card(view: RecordView, touchpoint: Touchpoint, is_priority: bool) -> GoalCard:
    state = lookup.state_of(view.session, touchpoint.id)
    level = _(dict(LEVELS)[state.level_now]) if state.level_now in dict(LEVELS) else ""
    basis = facts.standing(view.session, touchpoint.id, view.on).basis
    delivered = view.name("partners", touchpoint.partner) or view.field(touchpoint, "delivered_by")
    by = _("delivered by: {who}").format(who=delivered) if delivered else ""
    return GoalCard(
        touchpoint=touchpoint.name_shown,
        where=joined(view.name("stages", touchpoint.stage), by),
        is_priority=is_priority,
        level=aside(level, SIGNS[basis]) if level else "",
        ground=telling.words(view.session, touchpoint.id, view.on),
        figures=tuple(
            f"{measure.name_shown} – {text}"
            for measure in measures_shown(view)
            if touchpoint.id in measure.touchpoints
            and (text := figure(measure, intervals.reading(view.session, measure.id)))
        ),
    )
