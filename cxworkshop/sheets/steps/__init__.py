"""The lists of the eight steps as declarations, so that no screen has code for a step."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxworkshop.model.session import Session
from cxworkshop.sheets.plan import SheetPlan

VIEWS = {
    "ballot": "slips",
    "card": "goals",
    "matrix": "levels",
    "gap_view": "gap",
    "journey": "touchpoints",
    "board": "actions",
}
"""For an activity that works in a view: the list that holds its rows."""


@cache
def plans(step: str) -> tuple[SheetPlan, ...]:
    """The sheets of a step, in the order of its tabs. The module of a step is imported when it is first
    needed."""
    step_plans: tuple[SheetPlan, ...] = import_module(f"cxworkshop.sheets.steps.{step}").PLANS
    return step_plans


def plans_for(step: str, session: Session) -> tuple[SheetPlan, ...]:
    """The sheets of a step that apply to a session."""
    return tuple(plan for plan in plans(step) if plan.applies(session))
