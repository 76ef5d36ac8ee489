"""One row of two versions, field by field against the older one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from cxworkshop.editing.following import DEPENDENTS
from cxworkshop.editing.merge.order import common, merged_order
from cxworkshop.editing.merge.versions import Prefers, text_of
from cxworkshop.method.privacy import KINDS, WHO_ANSWERED
from cxworkshop.model.kinds import Choices, References
from cxworkshop.model.ops import UNSET, RowKey
from cxworkshop.model.place import field_of, fields, value_in, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, unwritten

Keep = Callable[[RowKey, str, Any], None]
"""Is given what could not stay in its cell: the row, the field, the value."""
BLIND = frozenset({*KINDS, *WHO_ANSWERED})
"""The tables of answers that are given blindly: none of them is ever set aside."""
EARLIEST = frozenset({
    *(("ballots", "sealed_at"), ("ballots", "revealed_at"), ("rounds", "closed_on")),
    *(("agenda_items", field) for field in ("began_at", "entered_at", "runs_since")),
})  # fmt: skip
"""Fields that say when something was done: what both have done was done first."""
CLOCKED = ("agenda_items", "used_s")
"""Of seconds that two clocks have counted neither is to be settled."""
_EMPTY = (None, "", ())
_UNKNOWN: Any = object()
"""The value before, where two versions have nothing in common: both have changed it."""


def merged_row(
    key: RowKey, base: Record | None, mine: Record, theirs: Record, prefers: Prefers, keep: Keep, guess: bool
) -> Record:
    """Both rows as one. `guess`: there is no older version; whatever differs was changed by both."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if base is None:
        base = unwritten(key[0], key[2]) if key[0] != "rounds" else TABLES["rounds"](id=key[2])
    row = mine
    dependents: set[str] = set()
    for field in _values(key[0]):
        if field in dependents:
            continue
        here, there = value_in(mine, field), value_in(theirs, field)
        if _same(here, there):
            continue
        was = _UNKNOWN if guess else value_in(base, field)
        value = _merged(key, field, (was, here, there), prefers, keep)
        row = with_value(row, field, value)
        for dependent in DEPENDENTS.get((key[0], field), ()):
            dependents.add(dependent)
            sides = (mine, theirs) if _same(value, here) else (theirs, mine)
            stands, lost = (value_in(side, dependent) for side in sides)
            row = with_value(row, dependent, stands)
            if lost not in _EMPTY and lost != value_in(base, dependent):
                keep(key, dependent, lost)
    return _with_extra(key, row, base, mine, theirs, prefers, keep)


@cache
def _values(table: str) -> tuple[str, ...]:
    """The fields that may differ, those on which others depend before them."""
    known = [field for field in fields(table) if field not in ("id", *TABLES[table].table.keys)]
    return tuple(sorted(known, key=lambda field: (table, field) not in DEPENDENTS))


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and type(one) is type(other)


def _merged(key: RowKey, field: str, values: tuple[Any, Any, Any], prefers: Prefers, keep: Keep) -> Any:
    """The value of one field that differs on the two sides."""
    was, mine, theirs = values
    if _same(mine, was):
        return theirs
    if _same(theirs, was):
        return mine
    if isinstance(field_of(key[0], field).kind, References | Choices) and key[0] not in BLIND:
        both = common(mine, theirs, prefers)
        return _joined(both if was is _UNKNOWN else was, mine, theirs, prefers)
    if (mine in _EMPTY) != (theirs in _EMPTY):
        return theirs if mine in _EMPTY else mine
    if (key[0], field) in EARLIEST:
        return min(mine, theirs, key=lambda at: (_moment(at), text_of(at)))
    if key[0] == "unread":  # words that wait to be mended anyway
        return _both_words(mine, theirs)
    stands, lost = (mine, theirs) if prefers(mine, theirs) else (theirs, mine)
    if lost not in _EMPTY and (key[0], field) != CLOCKED:
        keep(key, field, lost)
    return stands


def _joined(
    was: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...], prefers: Prefers
) -> tuple[Any, ...]:
    """A set with what either side has added and without what either has taken away."""
    was, mine, theirs = (tuple(dict.fromkeys(side)) for side in (was, mine, theirs))
    members = {value for value in (*mine, *theirs) if (value in mine and value in theirs) or value not in was}
    if all(isinstance(value, str) for value in members):
        return tuple(merged_order(was, mine, theirs, members, prefers))
    first, second = (mine, theirs) if prefers(mine, theirs) else (theirs, mine)
    return tuple(value for value in dict.fromkeys((*first, *second)) if value in members)


def _moment(day: date) -> float:
    """A day or a moment as a number, whether or not it tells its time zone."""
    return day.timestamp() if isinstance(day, datetime) else float(day.toordinal())


def _both_words(mine: str, theirs: str) -> str:
    if mine in theirs or theirs in mine:
        return max(mine, theirs, key=len)
    return " / ".join(sorted((mine, theirs)))


def _with_extra(
    key: RowKey, row: Record, base: Record, mine: Record, theirs: Record, prefers: Prefers, keep: Keep
) -> Record:
    """The values that this program does not know, which are merged by their names."""
    extra: dict[str, Any] = {}
    for name in {**mine.extra, **theirs.extra, **base.extra}:
        was, here, there = (side.extra.get(name, UNSET) for side in (base, mine, theirs))
        if here == there or there == was:
            value = here
        elif here == was or UNSET in (here, there):
            value = there if here in (was, UNSET) else here
        else:
            value, lost = (here, there) if prefers(here, there) else (there, here)
            if key[0] not in BLIND:
                keep(key, name, lost)
        if value is not UNSET:
            extra[name] = value
    if extra == dict(row.extra):
        return row
    return row.model_copy(update={"extra": dict(sorted(extra.items())) or type(row).extra})
