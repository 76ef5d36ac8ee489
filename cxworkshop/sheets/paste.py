"""Turns a pasted block of cells into one change: new rows, or values put into cells from the cursor on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cxworkshop.editing.changes import Change, add, set_value, together, with_rows
from cxworkshop.editing.ids import new_ids
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import say, say_n
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan


def row_values(
    plan: SheetPlan, cells: Sequence[str], start: dict[str, Any], reading: Reading
) -> dict[str, Any]:
    """The values of a new row by field; a single cell is split at the separator of the plan.

    Raises NotUnderstood when a text cannot be read as its field's kind.
    """
    fields = [
        field for c in plan.columns if c.alias == plan.table and (field := c.field) and field not in start
    ]
    texts = cells[0].split(plan.separator, 1) if len(cells) == 1 and plan.separator else cells
    return {
        field: field_of(plan.table, field).kind.parse(text.strip(), reading)
        for field, text in zip(fields, texts, strict=False)
        if text.strip()
    }


def add_rows(plan: SheetPlan, block: Sequence[Sequence[str]], reading: Reading) -> Change:
    """The change that adds a row for each row of cells. Raises NotUnderstood with the number of a line that
    cannot be read."""
    session = reading.session
    first_start = plan.start(session, reading.on) if plan.start else {}
    bare = with_rows(session, plan.table, ())
    rows, followers = list[Change](), list[Change]()
    for k, (cells, row) in enumerate(zip(block, new_ids(session, plan.table), strict=False)):
        start = plan.start(session, reading.on) if plan.start else {}
        try:
            rows.append(
                add(plan.table, **{**start, **row_values(plan, cells, first_start, reading), "id": row})
            )
        except NotUnderstood as fault:
            raise NotUnderstood(
                say("Line {n}: {why}. Nothing was added.", n=k + 1, why=fault.words)
            ) from None
        if plan.start:  # the first values of the next row depend on this one: the next touchpoint
            (new,) = rows[-1](bare).records(plan.table)
            session = with_rows(session, plan.table, (*session.records(plan.table), new))
        followers += plan.then(session, row) if plan.then else ()
    return together(say_n("Added {n} row", "Added {n} rows", len(block)), *rows, *followers)


def put_cells(grid: Grid, row: int, columns: Sequence[Column], block: Sequence[Sequence[str]]) -> Change:
    """The change that puts a block of cells at a row and columns of a grid. Raises NotUnderstood with the
    number of a line that cannot be read."""
    values: list[tuple[Place, Any]] = []
    for k, texts in enumerate(block[: len(grid) - row]):
        for column, text in zip(columns, texts, strict=False):
            place = grid.place(row + k, column)
            if place is None:
                continue
            try:
                values.append((place, grid.kind(place).parse(text.strip(), grid.reading)))
            except NotUnderstood as fault:
                raise NotUnderstood(
                    say("Line {n}: {why}. Nothing was put.", n=k + 1, why=fault.words)
                ) from None
    values.sort(key=lambda pair: pair[0].table)  # each table is changed in one pass
    return together(
        say_n("Put {n} cell", "Put {n} cells", len(values)),
        *(set_value(place, value) for place, value in values),
    )
