"""Where others are who have the same workshop open: what stands beside their rows in a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cxworkshop.model.place import Place
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.text import display, shorten

if TYPE_CHECKING:
    from cxworkshop.storage.shared import Colleague

LONGEST = 10
"""Cells of a name beside a row."""
_INITIALS = 2


class Tag(NamedTuple):
    """Who is at a row: in initials, and by name where the end of the row is empty."""

    initials: str
    name: str


def initials(name: str) -> str:
    """AB of Anna Bergström, An of Anna."""
    words = name.split()
    return "".join(word[0] for word in words[:_INITIALS]) if len(words) > 1 else name[:_INITIALS]


def tags(grid: Grid, others: Sequence[Colleague]) -> Mapping[int, Tag]:
    """What stands beside rows of a list, by the index of the row."""
    beside: dict[int, dict[str, None]] = {}
    for other in others:
        if other.place is not None and (row := _row_of(grid, other.place)) is not None:
            beside.setdefault(row, {})[other.name] = None
    everybody = {other.name for other in others}
    return {
        row: Tag(
            "+".join(display(initials(name)) for name in names),
            "+".join(shorten(display(_short(name, everybody)), LONGEST) for name in names),
        )
        for row, names in beside.items()
    }


def _short(name: str, names: Collection[str]) -> str:
    """The beginning of a name that nobody else's has: Anna, else Anna B, else all of it."""
    first, *rest = name.split() or [name]
    shortest = (first, f"{first} {rest[0][:1]}") if rest else (first,)
    others = [other for other in names if other != name]
    return next((short for short in shortest if not any(o.startswith(short) for o in others)), name)


def _row_of(grid: Grid, place: Place) -> int | None:
    """The row that shows a place: that of its field where fields have rows, else the first of its record."""
    row_of_record = None
    for i, row in enumerate(grid.rows):
        for shown in row.values():
            if (shown.table, shown.id) == (place.table, place.id):
                if not grid.plan.is_form and not grid.plan.is_card:
                    return i
                if shown.field == place.field:
                    return i
                row_of_record = i if row_of_record is None else row_of_record
    return row_of_record
