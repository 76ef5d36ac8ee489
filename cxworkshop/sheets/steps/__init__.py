"""The lists of the eight steps as declarations, so that no screen has code for a step."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxworkshop.model.session import Session
from cxworkshop.sheets.pictures import CARD, LIST
from cxworkshop.sheets.plan import SheetPlan

VIEWS = {
    "ballot": ("slips", LIST),
    "card": ("goals", CARD),
    "matrix": ("levels", "matrix"),
    "gap_view": ("gap", "guessed"),
    "journey": ("levels", "journey"),
    "board": ("actions", "board"),
    "reveal": ("responsibility", "map"),
    "load": ("carrying", "load"),
    "responsibility": ("responsibility", CARD),
    "mandates": ("mandates", CARD),
}
"""For an activity that works in a view: the list that holds its rows, and how they are looked at."""


def list_and_view(name: str) -> tuple[str, str]:
    """The ids of the list and of the view that an activity works in."""
    return VIEWS.get(name, (name, LIST))


@cache
def plans(step: str) -> tuple[SheetPlan, ...]:
    """The sheets of a step, in the order of its tabs. The module of a step is imported when it is first
    needed."""
    step_plans: tuple[SheetPlan, ...] = import_module(f"cxworkshop.sheets.steps.{step}").PLANS
    return step_plans


def plans_for(step: str, session: Session) -> tuple[SheetPlan, ...]:
    """The sheets of a step that apply to a session."""
    return tuple(plan for plan in plans(step) if plan.applies(session))
