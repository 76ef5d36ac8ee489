"""The power, money, time and reward that go with a responsibility, and what is shared with a partner.

Read by `responsibility`, the checks, the lists of Organise and the plan.
"""

from __future__ import annotations

from typing import cast

from cxworkshop.method import lookup, thresholds
from cxworkshop.method.intervals import answers, latest
from cxworkshop.method.lookup import grouped, in_scope, ownership_of, person
from cxworkshop.model.measures import SURVEY_METRICS, Measure
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import LeadMandate, Mandate, Reward
from cxworkshop.model.session import Session, index

_LINKED = frozenset({"recognition", "bonus", "both"})

_PAID = frozenset({"bonus", "both"})

_PARTNERED = frozenset({"partner", "shared"})


def mandate_score(mandate: Mandate, sector: str | None = "private") -> int:
    """How many of power, money and time a mandate has (0–3); the lead's also authority over functions (0–4).

    A budget of 0 counts; a horizon counts when it is long enough for the sector.
    """
    score = bool(mandate.decision_rights.strip()) + (mandate.budget_eur_per_year is not None)
    score += is_long(mandate, sector)
    return score + (isinstance(mandate, LeadMandate) and mandate.cross_function_authority)


def is_long(mandate: Mandate, sector: str | None) -> bool:
    """Whether a mandate reaches further than a quarter of a year, outside the private sector than a budget
    year."""
    return (mandate.horizon_years or 0) > thresholds.SHORT_MANDATE.get(sector or "", thresholds.A_QUARTER)


def reward_linked(reward: Reward) -> bool:
    """Whether a responsibility shows in reward or recognition; a planned reward does not count."""
    return reward.type in _LINKED


def reward_caution(session: Session) -> tuple[str, ...]:
    """The touchpoints whose bonus needs care, in the order of the journey.

    Their bonus follows a survey figure with fewer than 200 answers, a measure of other touchpoints, or more
    than three measures for one person.
    """
    ownerships = (ownership_of(session, touchpoint.id) for touchpoint in in_scope(session))
    paid = [ownership for ownership in ownerships if is_paid(ownership.reward)]
    measures: dict[str | None, set[str]] = {}
    for ownership in paid:
        measures.setdefault(ownership.accountable, set()).update(ownership.reward.measures)
    return tuple(
        ownership.id
        for ownership in paid
        if len(measures[ownership.accountable]) > thresholds.MEASURES_PER_BONUS
        or any(
            is_shaky(session, measure_id) or _is_elsewhere(session, measure_id, ownership.id)
            for measure_id in ownership.reward.measures
        )
    )


def is_paid(reward: Reward) -> bool:
    """Whether money follows the figures."""
    return reward.type in _PAID


def is_shaky(session: Session, measure_id: str) -> bool:
    """Whether pay should not follow a measure: a survey with fewer than 200 answers, or none (Bain 2011)."""
    measure, observation = lookup.measure(session, measure_id), latest(session, measure_id)
    is_few = observation is None or (answers(observation) or 0) < thresholds.STEADY_SURVEY_N
    return measure is not None and measure.metric in SURVEY_METRICS and is_few


def _is_elsewhere(session: Session, measure_id: str, touchpoint_id: str) -> bool:
    """Whether a measure is of other touchpoints than this one."""
    measure = lookup.measure(session, measure_id)
    return measure is not None and bool(measure.touchpoints) and touchpoint_id not in measure.touchpoints


NEVER_OUTSIDE = frozenset({"leadership", "board"})
"""Whom a measure is shown to that is never shown outside."""


def partner_score(session: Session, touchpoint_id: str) -> int | None:
    """0–4: own accountable person, shared goal, visible figure, dated review. None without a partner."""
    touchpoint = cast(Touchpoint | None, index(session.touchpoints).get(touchpoint_id))
    if touchpoint is None or touchpoint.delivered_by not in _PARTNERED:
        return None
    ownership = ownership_of(session, touchpoint_id)
    named, checks = person(session, ownership.accountable), ownership.partner_checks
    own = named is not None and named.own
    return own + checks.goal_shared + checks.measure_visible_to_both + (checks.joint_review_on is not None)


def hidden_from_partner(session: Session, touchpoint_id: str) -> tuple[Measure, ...]:
    """The measures of its goals that are said to be shared with its partner, but shown to a circle that is
    never outside."""
    if not ownership_of(session, touchpoint_id).partner_checks.measure_visible_to_both:
        return ()
    goals = grouped(session.round.goals, "touchpoint").get(touchpoint_id, ())
    measures = {goal.measure: lookup.measure(session, goal.measure) for goal in goals}
    return tuple(each for each in measures.values() if each and each.visible_to in NEVER_OUTSIDE)


def is_figure_shared(session: Session, touchpoint_id: str) -> bool:
    """Whether the partner of a touchpoint sees what is said to be shared."""
    checks = ownership_of(session, touchpoint_id).partner_checks
    return checks.measure_visible_to_both and not hidden_from_partner(session, touchpoint_id)
