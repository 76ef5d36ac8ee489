"""Turns the value of an open cell into the change that commits it: a new row or a new value, with the person
or other row that was named for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxworkshop.editing.changes import Change, add, leave_unread, new_row_named, set_value, together
from cxworkshop.editing.ids import new_id
from cxworkshop.model.kinds import Option, Reading
from cxworkshop.model.place import Place, field_of, unread_at, value_at
from cxworkshop.sheets.editor import AddNew
from cxworkshop.sheets.paste import row_values
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.units import Units


def commit_row(
    plan: SheetPlan, start: dict[str, Any], field: str, value: Any, reading: Reading
) -> tuple[str, Change]:
    """The id of a new row and the change that adds it: its first values, the typed value, and the changes
    that follow from it."""
    along: Mapping[str, Any] | None = None
    if isinstance(value, Option):
        value, along = value.value, value.along
    newcomers, value = _with_newcomers(value, reading)
    is_line = plan.is_people and isinstance(value, str)
    values = (is_line and row_values(plan, value, reading)) or {field: value}
    row = new_id(reading.session, plan.table)
    new = add(plan.table, **{**start, **(along or {}), **values, "id": row})
    followers = plan.then(reading.session, row) if plan.then else ()
    if not newcomers and not followers:
        return row, new
    return row, together(new.name(reading.session), *newcomers, new, *followers)


def unread_row(
    plan: SheetPlan, start: dict[str, Any], field: str, text: str, reading: Reading
) -> tuple[str, Change]:
    """The id of a new row and the change that adds it with words that could not be read as a field's
    value."""
    blank = field_of(plan.table, field).default
    row, new = commit_row(plan, start, field, blank, reading)
    return row, together(new.name(reading.session), new, leave_unread(Place(plan.table, row, field), text))


def commit_value(place: Place, value: Any, reading: Reading, units: Units, text: str = "") -> Change | None:
    """The change that sets the value of a place, as it was typed; None when it has that value. Raises
    NotUnderstood where it was typed in another unit than that of its measure."""
    if isinstance(value, Option):
        return _commit_offer(place, value, reading)
    value = units.read(place, value, text)
    newcomers, value = _with_newcomers(value, reading)
    is_same = value == value_at(reading.session, place) and not unread_at(reading.session, place)
    others = newcomers + units.changes()
    if not others and is_same:
        return None
    change = set_value(place, value)
    return together(change.name(reading.session), *others, change) if others else change


def _commit_offer(place: Place, offer: Option, reading: Reading) -> Change:
    """The change that sets what was offered, and what comes along where nothing is said yet."""
    session, change = reading.session, set_value(place, offer.value)
    along = [
        set_value(place.at(field), value)
        for field, value in (offer.along or {}).items()
        if value_at(session, place.at(field)) in (None, "", ())
    ]
    return together(change.name(session), change, *along)


def newcomer_name(value: Any) -> str:
    """The name of the row that a value adds; empty when it adds none."""
    last = value[-1] if isinstance(value, tuple) and value else value
    return last.name if isinstance(last, AddNew) else ""


def _with_newcomers(value: Any, reading: Reading) -> tuple[list[Change], Any]:
    """The changes that add the rows a value names for the first time, and the value with their ids."""
    rest: tuple[str, ...] | None = None
    if isinstance(value, tuple) and value and isinstance(value[-1], AddNew):
        rest, value = value[0], value[-1]
    if not isinstance(value, AddNew):
        return [], value
    row, change = new_row_named(reading.session, value.table, value.name, **value.values)
    return [change], row if rest is None else (*rest, row)
