"""What a kept cell becomes: a change that adds a row or sets a value, and whoever was named for the first
time with it. Pure."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, add, new_row_named, set_value, together
from cxworkshop.editing.ids import new_id
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, value_at
from cxworkshop.sheets.editor import AddNew
from cxworkshop.sheets.paste import parted
from cxworkshop.sheets.plan import SheetPlan


def row_kept(
    plan: SheetPlan, start: dict[str, Any], field: str, value: Any, reading: Reading
) -> tuple[str, Change]:
    """The id of a new row and the change that adds it: what it starts with, what was typed, and what follows
    from it."""
    before, value = _with_newcomers(value, reading)
    is_several = bool(plan.parted_by) and isinstance(value, str) and plan.parted_by in value
    values = parted(plan, value.split("\t"), start, reading) if is_several else {field: value}
    row = new_id(reading.session, plan.table)
    new = add(plan.table, **{**start, **values, "id": row})
    after = plan.then(reading.session, row) if plan.then else ()
    return row, together(new.name(reading.session), *before, new, *after) if before or after else new


def value_kept(place: Place, value: Any, reading: Reading) -> Change | None:
    """The change that puts a value in its place; None when it stands there already."""
    before, value = _with_newcomers(value, reading)
    if not before and value == value_at(reading.session, place):
        return None
    change = set_value(place, value)
    return together(change.name(reading.session), *before, change) if before else change


def newcomer_in(value: Any) -> str:
    """The name of whoever or whatever a value names for the first time; empty when it names nobody new."""
    last = value[-1] if isinstance(value, tuple) and value else value
    return last.name if isinstance(last, AddNew) else ""


def _with_newcomers(value: Any, reading: Reading) -> tuple[list[Change], Any]:
    """What must be added before a value can stand, and the value."""
    rest: tuple[str, ...] | None = None
    if isinstance(value, tuple) and value and isinstance(value[-1], AddNew):
        rest, value = value[0], value[-1]
    if not isinstance(value, AddNew):
        return [], value
    row, change = new_row_named(reading.session, value.table, value.name)
    return [change], row if rest is None else (*rest, row)
