"""The eight steps as declarations: which sheets and forms each one is made of. No code of the screen knows a step."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxworkshop.widgets.grid import SheetPlan


@cache
def plans(step: str) -> tuple[SheetPlan, ...]:
    """The sheets of a step, in the order of its tabs. A step is imported when it is first entered."""
    found: tuple[SheetPlan, ...] = import_module(f"cxworkshop.screens.steps.{step}").PLANS
    return found
