"""The values that are computed unless somebody has overridden them, and the priorities.

Sheets, forms, checks and documents call `value`: the stored value, else the computed one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from cxworkshop.language import Words, joined, say, say_n
from cxworkshop.method import thresholds
from cxworkshop.method.activities import declared_name
from cxworkshop.method.facts import ground_of_kind, is_stale, kind_of_evidence
from cxworkshop.method.goals import lacks_baseline
from cxworkshop.method.lookup import cached_on, in_scope, person, stages_in_use, state_of
from cxworkshop.method.results import result_of
from cxworkshop.model import place as places
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.place import Place, field_of, kind_at, record_at, value_at
from cxworkshop.model.record import Record
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import TABLES, Session
from cxworkshop.model.touchpoint_states import TouchpointState


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
    """Whether a hygiene touchpoint is below expectations; without a level it is not."""
    return state.role == "hygiene" and state.level_now is not None and state.level_now < thresholds.MEETS


class Ranked(NamedTuple):
    """The priorities, and what scores the same across the last place, with the places that are free for it.
    The room settles that, no rule does."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...] = ()
    free: int = 0


def ranked(
    scores: Mapping[str, float | None], said: Mapping[str, bool | None] = MappingProxyType({})
) -> Ranked:
    """Those the room chose, then the highest scores above 0 that fit whole into PRIORITIES places.

    What the room refused keeps its place free: no other becomes a priority by that.
    """
    chosen = [name for name in scores if said.get(name) is True]
    free = max(0, thresholds.PRIORITIES - len(chosen))
    open_ = {name: score for name, score in scores.items() if score and said.get(name) is not True}
    for score in sorted(set(open_.values()), reverse=True):
        alike = [name for name in open_ if open_[name] == score]
        wanted = [name for name in alike if said.get(name) is None]
        free -= len(alike) - len(wanted)
        if len(wanted) > free:
            return Ranked(tuple(chosen), tuple(wanted) if free > 0 else (), max(0, free))
        chosen += wanted
        free -= len(wanted)
    return Ranked(tuple(chosen), (), max(0, free))


@cached_on("touchpoints", "stages", "round.touchpoint_states", "round.number")
def _scores(session: Session) -> dict[str, float | None]:
    return {touchpoint.id: priority_score(session, touchpoint.id) for touchpoint in in_scope(session)}


@cached_on("touchpoints", "stages", "round.touchpoint_states", "round.number")
def _said(session: Session) -> dict[str, bool | None]:
    return {touchpoint.id: state_of(session, touchpoint.id).priority for touchpoint in in_scope(session)}


@cached_on("touchpoints", "stages", "round.touchpoint_states", "round.number")
def ranking(session: Session) -> Ranked:
    """The priorities of the round, in the order of the journey among equals, and what is tied."""
    return ranked(_scores(session), _said(session))


def highest_priorities(session: Session) -> frozenset[str]:
    """The touchpoints in scope that score highest, whatever the room said; none of those that tie."""
    return frozenset(ranked(_scores(session)).chosen)


@cached_on("touchpoints", "stages", "round.touchpoint_states", "round.number")
def priorities(session: Session) -> frozenset[str]:
    """The priority touchpoints in scope: those chosen, and of the undecided those that score highest."""
    return frozenset(ranking(session).chosen)


def tie_words(session: Session) -> Words:
    """That several score the same for fewer places; mostly empty."""
    tied = ranking(session).tied
    if not tied:
        return ""
    return say_n(
        "{names} weigh the same for {n} place among the priorities: the room chooses, in Priority.",
        "{names} weigh the same for {n} places among the priorities: the room chooses, in Priority.",
        ranking(session).free,
        names=joined([session.name_of("touchpoints", touchpoint) for touchpoint in tied]),
    )


# ---- the table ---------------------------------------------------------------------------------------------
def is_last_metre(session: Session, touchpoint: Touchpoint) -> bool:
    """Whether a partner delivers it in the stage right after the customer's decision."""
    return (
        touchpoint.delivered_by == "partner"
        and touchpoint.stage is not None
        and touchpoint.stage == _stage_after_decision(session)
    )


@cached_on("stages", "round.number")
def _stage_after_decision(session: Session) -> str | None:
    return next((after.id for stage, after in pairwise(stages_in_use(session)) if stage.decision_point), None)


def _last_metre(session: Session, row: Record, _on: date) -> bool:
    return is_last_metre(session, cast(Touchpoint, row))


def _priority(session: Session, row: Record, _on: date) -> bool | None:
    """Whether it is a priority unless the room says otherwise; None where it ties: no rule settles that."""
    said = _said(session)
    is_said = said.get(row.id) is not None
    found = ranked(_scores(session), {**said, row.id: None}) if is_said else ranking(session)
    return None if row.id in found.tied else row.id in found.chosen


def _provisional(session: Session, row: Record, _on: date) -> bool:
    return lacks_baseline(session, cast(Goal, row))


def _function(session: Session, row: Record, _on: date) -> str | None:
    accountable = person(session, cast(Ownership, row).accountable)
    return accountable.function if accountable else None


def _evidence_kind(session: Session, row: Record, on: date) -> str:
    return "assumption" if ground_of_kind(session, cast(Evidence, row), on).lacks else "fact"


def _invested(session: Session, _row: Record, _on: date) -> int | None:
    approved = [each.total_eur for each in session.round.investments if each.status == "approved"]
    return sum(euros or 0 for euros in approved) if any(approved) else None


def _activity_name(session: Session, row: Record, _on: date) -> str:
    return declared_name(session, cast(AgendaItem, row))


def _result(session: Session, row: Record, on: date) -> str | None:
    return result_of(session, cast(Review, row).goal, on)


DERIVED: dict[tuple[str, str], Callable[[Session, Record, date], Any]] = {
    ("touchpoints", "last_metre"): _last_metre,
    ("touchpoint_states", "priority"): _priority,
    ("goals", "provisional"): _provisional,
    ("ownerships", "function"): _function,
    ("evidence", "kind"): _evidence_kind,
    ("customer_balance", "invested_eur"): _invested,
    ("agenda_items", "name"): _activity_name,
    ("reviews", "result"): _result,
}
"""By table and field: computes a field declared `derived` from the session and the row on a day."""


def derived_value(session: Session, place: Place, on: date) -> Any:
    """The computed value of a place, whatever is stored; None where none is computed or the row is gone."""
    compute = DERIVED.get((place.table, place.field))
    if compute is None or (row := record_at(session, place)) is None:
        return None
    in_view = session if place.round in (None, session.round.number) else session.as_of(place.round)
    return compute(in_view, row, on)


def value(session: Session, place: Place, on: date) -> Any:
    """The stored value of a place, else the computed one."""
    stored = value_at(session, place)
    return derived_value(session, place, on) if stored is None else stored


def row_name(session: Session, place: Place) -> str:
    """The name of the row at a place; computed where it has none of its own."""
    names = TABLES[place.table].table.names
    name = place.at(names)
    if names and field_of(place.table, names).kind.derived and not value_at(session, name):
        return str(derived_value(session, name, date.min) or places.row_name(session, place))
    return places.row_name(session, place)


def cell_name(session: Session, place: Place) -> Words:
    """The name of a place: its field and its row; of a row without a field that of the row."""
    name = row_name(session, place)
    if not (field := place.field.partition("[")[0]):
        return name
    return say("{field} of {row}", field=say(kind_at(session, place.at(field)).label), row=name)


__all__ = [
    "DERIVED", "Ranked", "cell_name", "derived_value", "highest_priorities", "in_scope", "is_failing_basic",
    "is_last_metre", "is_stale", "kind_of_evidence", "priorities", "priority_score", "ranked", "ranking",
    "row_name", "tie_words", "value",
]  # fmt: skip
