"""The lists of the eight steps as declarations, so that no screen has code for a step."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan


@cache
def plans(step: str) -> tuple[SheetPlan, ...]:
    """The sheets of a step, in the order of its tabs. The module of a step is imported when it is first
    needed."""
    step_plans: tuple[SheetPlan, ...] = import_module(f"cxworkshop.sheets.steps.{step}").PLANS
    return step_plans


def plans_for(step: str, session: Session) -> tuple[SheetPlan, ...]:
    """The sheets of a step that apply to a session."""
    return tuple(plan for plan in plans(step) if plan.applies(session))


def find_sheet(place: Place, reading: Reading, first: str) -> tuple[str, int] | None:
    """The step and the index of the sheet that shows the cell of a place, else its row; for a place without
    id the sheet of its table. None when no sheet shows it.

    The step `first` is searched before the others.
    """
    steps = [first, *(step for step in STEPS if step != first)]
    for is_exact in (True, False):
        for step in steps:
            for i, plan in enumerate(plans_for(step, reading.session)):
                if _shows(Grid(plan, reading), place, is_exact):
                    return step, i
    return None


def _shows(grid: Grid, place: Place, is_exact: bool) -> bool:
    if not place.id:
        return grid.plan.table == place.table
    if not is_exact:
        return any((p.table, p.id) == (place.table, place.id) for row in grid.rows for p in row.values())
    cell = (place.table, place.id, place.field)
    return any(
        (p.table, p.id, p.field) == cell
        for row in grid.rows
        for c in grid.columns
        if (p := c.place(row)) is not None
    )
