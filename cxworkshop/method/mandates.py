"""The power, money, time and reward that go with a responsibility, and what is shared with a partner.

Read by `responsibility`, the checks, the lists of Organise and the plan.
"""

from __future__ import annotations

from typing import cast

from cxworkshop.method import thresholds
from cxworkshop.method.intervals import answers, latest
from cxworkshop.method.lookup import in_scope, measure, ownership_of, person
from cxworkshop.model.measures import SURVEY_METRICS
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import LeadMandate, Mandate, Reward
from cxworkshop.model.session import Session, index

_LINKED = frozenset({"recognition", "bonus", "both"})

_PAID = frozenset({"bonus", "both"})

_PARTNERED = frozenset({"partner", "shared"})


def mandate_score(mandate: Mandate) -> int:
    """How many of power, money and time a mandate holds (0–3); of the lead also authority across functions
    (0–4).

    A budget of 0 is known; a horizon must be longer than a quarter of a year.
    """
    score = bool(mandate.decision_rights.strip()) + (mandate.budget_eur_per_year is not None)
    score += (mandate.horizon_years or 0) > thresholds.A_QUARTER
    return score + (isinstance(mandate, LeadMandate) and mandate.cross_function_authority)


def reward_linked(reward: Reward) -> bool:
    """Whether a responsibility shows in reward or recognition; what is planned does not yet."""
    return reward.type in _LINKED


def reward_caution(session: Session) -> tuple[str, ...]:
    """The touchpoints whose bonus needs care, in the order of the journey.

    It follows a survey figure with fewer than 200 answers, a measure of other touchpoints, or is one of more
    than three measures that one person's bonus follows.
    """
    paid = [
        own
        for touchpoint in in_scope(session)
        if is_paid((own := ownership_of(session, touchpoint.id)).reward)
    ]
    followed: dict[str | None, set[str]] = {}
    for own in paid:
        followed.setdefault(own.accountable, set()).update(own.reward.measures)
    return tuple(
        own.id
        for own in paid
        if len(followed[own.accountable]) > thresholds.MEASURES_PER_BONUS
        or any(
            is_shaky(session, measure_id) or _elsewhere(session, measure_id, own.id)
            for measure_id in own.reward.measures
        )
    )


def is_paid(reward: Reward) -> bool:
    """Whether money follows the figures."""
    return reward.type in _PAID


def is_shaky(session: Session, measure_id: str) -> bool:
    """Whether pay should not follow a measure: a survey with fewer than 200 answers, or none (Bain 2011)."""
    followed, found = measure(session, measure_id), latest(session, measure_id)
    few = found is None or (answers(found) or 0) < thresholds.STEADY_SURVEY_N
    return followed is not None and followed.metric in SURVEY_METRICS and few


def _elsewhere(session: Session, measure_id: str, touchpoint_id: str) -> bool:
    followed = measure(session, measure_id)
    return followed is not None and bool(followed.touchpoints) and touchpoint_id not in followed.touchpoints


def partner_score(session: Session, touchpoint_id: str) -> int | None:
    """0–4 where a partner delivers or shares: an own person, the goal, the figure, a dated review. None
    elsewhere."""
    touchpoint = cast(Touchpoint | None, index(session.touchpoints).get(touchpoint_id))
    if touchpoint is None or touchpoint.delivered_by not in _PARTNERED:
        return None
    ownership = ownership_of(session, touchpoint_id)
    named, checks = person(session, ownership.accountable), ownership.partner_checks
    own = named is not None and named.own
    return own + checks.goal_shared + checks.measure_visible_to_both + (checks.joint_review_on is not None)
