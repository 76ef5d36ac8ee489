"""What a field is worth when nobody has overridden it: the one table of computed values, and the priorities.

Sheets, forms, checks and documents ask `value`: what is stored, else what is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, cast

from cxworkshop.method import thresholds
from cxworkshop.method.goals import lacks_baseline
from cxworkshop.method.lookup import in_scope, person, remembered, stages_in_use, state_of
from cxworkshop.model.dates import add_months
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.place import Place, record_at, value_at
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState

_NEVER_FACT = frozenset({None, "own_experience", "hearsay", "opinion"})


# ---- priorities --------------------------------------------------------------------------------------------
def priority_score(session: Session, touchpoint_id: str) -> float | None:
    """Importance × what is missing to the target, half as much again for hygiene below level 3.

    None while the level, the importance or the target is unknown: "measure first".
    """
    state = state_of(session, touchpoint_id)
    if state.level_now is None or state.level_target is None or state.importance is None:
        return None
    weight = thresholds.HYGIENE_WEIGHT if is_failing_basic(state) else 1
    return state.importance * max(0, state.level_target - state.level_now) * weight


def is_failing_basic(state: TouchpointState) -> bool:
    """Hygiene that does not meet expectations; what nobody has judged yet does not fail."""
    return state.role == "hygiene" and state.level_now is not None and state.level_now < thresholds.MEETS


@remembered("touchpoints", "stages", "round.touchpoint_states", "round.number")
def highest(session: Session) -> frozenset[str]:
    """The five touchpoints in scope with the highest scores above 0; of equals the one met earlier on the
    journey."""
    scored = (
        (priority_score(session, touchpoint.id) or 0, touchpoint.id) for touchpoint in in_scope(session)
    )
    ranked = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    return frozenset(touchpoint for _score, touchpoint in ranked[: thresholds.PRIORITIES])


@remembered("touchpoints", "stages", "round.touchpoint_states", "round.number")
def priorities(session: Session) -> frozenset[str]:
    """The priority touchpoints in scope: those chosen, and of the others those that score highest."""
    chosen = ((touchpoint.id, state_of(session, touchpoint.id).priority) for touchpoint in in_scope(session))
    computed = highest(session)
    return frozenset(
        touchpoint for touchpoint, said in chosen if (touchpoint in computed if said is None else said)
    )


# ---- evidence ----------------------------------------------------------------------------------------------
def is_stale(evidence: Evidence, on: date) -> bool:
    """Whether a piece of evidence is older than a year on that day."""
    return (
        evidence.collected_on is not None and add_months(evidence.collected_on, thresholds.STALE_MONTHS) < on
    )


def kind_of_evidence(evidence: Evidence, on: date) -> str:
    """Fact or assumption (method B.10): a fact is dated, at most two years old, counted, and no opinion."""
    known = (
        evidence.source_type not in _NEVER_FACT
        and evidence.n is not None
        and evidence.collected_on is not None
    )
    fresh = evidence.collected_on is not None and on <= add_months(
        evidence.collected_on, thresholds.FACT_MONTHS
    )
    return "fact" if known and fresh else "assumption"


# ---- the table ---------------------------------------------------------------------------------------------
def is_last_metre(session: Session, touchpoint: Touchpoint) -> bool:
    """A partner delivers it, in the stage right after the customer has decided."""
    return (
        touchpoint.delivered_by == "partner"
        and touchpoint.stage is not None
        and touchpoint.stage == _receiving(session)
    )


@remembered("stages", "round.number")
def _receiving(session: Session) -> str | None:
    return next((after.id for one, after in pairwise(stages_in_use(session)) if one.decision_point), None)


def _last_metre(session: Session, row: Record, _on: date) -> bool:
    return is_last_metre(session, cast(Touchpoint, row))


def _priority(session: Session, row: Record, _on: date) -> bool:
    return cast(TouchpointState, row).id in highest(session)


def _provisional(session: Session, row: Record, _on: date) -> bool:
    return lacks_baseline(session, cast(Goal, row))


def _function(session: Session, row: Record, _on: date) -> str | None:
    found = person(session, cast(Ownership, row).accountable)
    return found.function if found else None


def _evidence_kind(session: Session, row: Record, on: date) -> str:
    return kind_of_evidence(cast(Evidence, row), session.judged_on(on))


DERIVED: dict[tuple[str, str], Callable[[Session, Record, date], Any]] = {
    ("touchpoints", "last_metre"): _last_metre,
    ("touchpoint_states", "priority"): _priority,
    ("goals", "provisional"): _provisional,
    ("ownerships", "function"): _function,
    ("evidence", "kind"): _evidence_kind,
}
"""How each field declared `derived` is computed from the session and the row on a day."""


def derived_value(session: Session, place: Place, on: date) -> Any:
    """The computed value of a place, whatever is stored there; None where nothing is computed, or the row is
    gone."""
    compute = DERIVED.get((place.table, place.field))
    if compute is None or (row := record_at(session, place)) is None:
        return None
    seen = session if place.round in (None, session.round.number) else session.as_of(place.round)
    return compute(seen, row, on)


def value(session: Session, place: Place, on: date) -> Any:
    """What stands at a place: the stored value, else the computed one."""
    stored = value_at(session, place)
    return derived_value(session, place, on) if stored is None else stored


__all__ = [
    "DERIVED", "derived_value", "highest", "in_scope", "is_failing_basic", "is_last_metre", "is_stale",
    "kind_of_evidence", "priorities", "priority_score", "value",
]  # fmt: skip
