"""Which lists of a step are shown: those that the day works in, and those that hold something; and where a
place is shown."""

from __future__ import annotations

from functools import cache
from typing import Any

from cxworkshop.method import day
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of, value_at, value_in
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans_for

GIVEN = frozenset({"stages", "touchpoints.process"})
"""Tables that every workshop begins with: what they hold nobody in the room has said; and fields that are
said in the list of another step."""

_Fields = frozenset[tuple[str, str]]
_newest: dict[tuple[str, _Fields], tuple[tuple[Any, ...], bool]] = {}
"""For each list the records that were looked at last, and whether they hold something."""


def shown_plans(step: str, session: Session) -> tuple[SheetPlan, ...]:
    """The lists of a step that the day works in, and those that hold something which no shown list shows;
    every list that applies where the round has no agenda."""
    applying = plans_for(step, session)
    worked_in = day.lists(session, step)
    if worked_in is None:
        return applying
    seen: _Fields = frozenset().union(*(_fields(plan) for plan in applying if plan.id in worked_in))
    shown = tuple(
        plan for plan in applying if plan.id in worked_in or _holds(plan, _fields(plan) - seen, session)
    )
    return shown or applying


def find_sheet(place: Place, reading: Reading, first: str) -> tuple[str, SheetPlan] | None:
    """The step and the sheet that shows the cell of a place, else its row; for a place without id the sheet
    of its table. None when no sheet shows it.

    The step `first` is searched before the others, and a list that is shown before one that is not.
    """
    session = reading.session
    sheets = [
        (step, plan)
        for step in [first, *(step for step in STEPS if step != first)]
        for shown in [shown_plans(step, session)]
        for plan in (*shown, *(plan for plan in plans_for(step, session) if plan not in shown))
    ]
    for is_exact in (True, False):
        for step, plan in sheets:
            if _shows(Grid(plan, reading), place, is_exact):
                return step, plan
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


@cache
def _fields(plan: SheetPlan) -> _Fields:
    """The tables and fields that are typed into the columns of a list."""
    return frozenset(
        (column.alias, column.field)
        for column in plan.columns
        if column.field and column.alias in TABLES and not {column.alias, column.content} & GIVEN
    )


def _holds(plan: SheetPlan, own_fields: _Fields, session: Session) -> bool:
    """Whether a form, a blind table, or one of these fields says something."""
    if plan.ballot in TABLES and session.records(plan.ballot):
        return True
    if plan.is_form:
        places = (place for row in plan.rows_in(session) for place in row.values())
        return any(_says(place.table, place.field, value_at(session, place)) for place in places)
    records = tuple(session.records(table) for table in sorted({table for table, _field in own_fields}))
    before = _newest.get((plan.id, own_fields))
    # by identity: mostly no record has changed
    if before is None or any(now is not then for now, then in zip(records, before[0], strict=True)):
        result = any(
            _says(table, field, value_in(record, field))
            for table, field in own_fields
            for record in session.records(table)
        )
        before = _newest[plan.id, own_fields] = records, result
    return before[1]


def _says(table: str, field: str, value: Any) -> bool:
    return value not in (None, "", ()) and value != field_of(table, field).default
