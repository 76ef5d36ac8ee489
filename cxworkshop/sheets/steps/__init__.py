"""The eight steps as declarations: which sheets and forms each one is made of. No code of the screen knows a
step."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan


@cache
def plans(step: str) -> tuple[SheetPlan, ...]:
    """The sheets of a step, in the order of its tabs. A step is imported when it is first entered."""
    found: tuple[SheetPlan, ...] = import_module(f"cxworkshop.sheets.steps.{step}").PLANS
    return found


def where_shown(place: Place, reading: Reading, first: str) -> tuple[str, int] | None:
    """The step and the number of the sheet that show a place: its very cell, else its row; a place without a
    row is its list.

    The step `first` is asked before the others. None when no sheet shows it.
    """
    around = [first, *(step for step in STEPS if step != first)]
    for exact in (True, False):
        for step in around:
            for i, plan in enumerate(plans(step)):
                if _shows(Grid(plan, reading), place, exact):
                    return step, i
    return None


def _shows(grid: Grid, place: Place, exact: bool) -> bool:
    if not place.id:
        return grid.plan.table == place.table
    if not exact:
        return any((p.table, p.id) == (place.table, place.id) for row in grid.rows for p in row.values())
    here = (place.table, place.id, place.field)
    return any(
        (p.table, p.id, p.field) == here
        for row in grid.rows
        for c in grid.columns
        if (p := c.place(row)) is not None
    )
