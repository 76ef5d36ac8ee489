"""The section “The strategy on one sheet”: the touchpoints in the order of the journey."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import amount
from cxworkshop.documents.wording import SIGNS, RecordView, aside, joined
from cxworkshop.language import _, date_text
from cxworkshop.method import (
    derived,
    lookup,
    responsibility,
)
from cxworkshop.model.goals import Goal, GoalMissing
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import index
from cxworkshop.model.touchpoint_states import TouchpointState


class GoalCells(NamedTuple):
    text: str
    measure: str
    """The measure with its baseline, target and day."""


class StrategyRow(NamedTuple):
    """A touchpoint on its stage of the journey."""

    stage: str
    touchpoint: str
    is_priority: bool
    delivered_by: str
    role: str
    level: str
    goals: tuple[GoalCells, ...]
    """At least one; without a goal, the reason for none and by when it is decided."""
    accountable: str


def strategy(view: RecordView) -> tuple[StrategyRow, ...]:
    """The touchpoints in the order of the journey."""
    priorities = derived.priorities(view.session)
    return tuple(
        _strategy_row(view, touchpoint, touchpoint.id in priorities)
        for touchpoint in lookup.in_scope(view.session)
    )


def _strategy_row(view: RecordView, touchpoint: Touchpoint, is_priority: bool) -> StrategyRow:
    session = view.session
    state, ownership = lookup.state_of(session, touchpoint.id), lookup.ownership_of(session, touchpoint.id)
    last_metre = derived.value(session, Place("touchpoints", touchpoint.id, "last_metre"), view.on)
    delivery = (view.field(touchpoint, "delivered_by"), view.name("partners", touchpoint.partner))
    delivered_by = ": ".join(part for part in delivery if part)
    goals = lookup.grouped(view.round.goals, "touchpoint").get(touchpoint.id, ())
    status = responsibility.agreed(session, touchpoint.id, view.on).status
    return StrategyRow(
        stage=view.name("stages", touchpoint.stage),
        touchpoint=touchpoint.name_shown,
        is_priority=is_priority,
        delivered_by=aside(delivered_by, _("last metre") if last_metre else ""),
        role=view.field(state, "role"),
        level=_level(view, state),
        goals=tuple(_goal_cells(view, goal) for goal in goals)
        or (GoalCells(_no_goal_text(view, touchpoint), ""),),
        accountable=f"{SIGNS[status]} {view.person(ownership.accountable) or '–'}",
    )


def _level(view: RecordView, state: TouchpointState) -> str:
    """Level now with the sign of its basis, and the target: 2 below ○ → 4 exceeds."""
    basis = view.field(state, "level_basis")
    now = f"{view.field(state, 'level_now')} {basis[:1]}".strip() if state.level_now else basis
    return f"{now or '?'} → {view.field(state, 'level_target') or '?'}"


def _goal_cells(view: RecordView, goal: Goal) -> GoalCells:
    measure = lookup.measure(view.session, goal.measure)
    if measure is None:
        return GoalCells(goal.text, _("no measure"))
    path = f"{amount(measure, goal.baseline) or '?'} → {amount(measure, goal.target) or '?'}"
    provisional = derived.value(view.session, Place("goals", goal.id, "provisional"), view.on)
    text = joined(f"{measure.name_shown}: {path}", date_text(goal.due_on) if goal.due_on else _("no date"))
    return GoalCells(goal.text, aside(text, _("provisional") if provisional else ""))


def _no_goal_text(view: RecordView, touchpoint: Touchpoint) -> str:
    missing = index(view.round.goals_missing).get(touchpoint.id)
    if not isinstance(missing, GoalMissing) or not missing.reason:
        return _("no goal yet")
    text = _("No goal this round: {reason}").format(reason=missing.reason)
    return aside(
        text, _("decide by {day}").format(day=date_text(missing.decide_by)) if missing.decide_by else ""
    )
