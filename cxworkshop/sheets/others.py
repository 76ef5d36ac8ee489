"""Where others are who have the same workshop open: what stands beside their rows in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from cxworkshop.model.place import Place
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.text import display, shorten

if TYPE_CHECKING:
    from cxworkshop.storage.shared import Colleague

ROOMY = 100
"""Cells of a list from which names stand beside the rows, else initials."""
LONGEST = 10
"""Cells of a name beside a row."""
_INITIALS = 2


def initials(name: str) -> str:
    """AB of Anna Bergström, An of Anna."""
    words = name.split()
    return "".join(word[0] for word in words[:_INITIALS]) if len(words) > 1 else name[:_INITIALS]


def tags(grid: Grid, others: Iterable[Colleague], width: int) -> Mapping[int, str]:
    """The names or initials that stand beside rows of a list of that width, by the index of the row."""
    beside: dict[int, list[str]] = {}
    for other in others:
        if other.place is not None and (row := _row_of(grid, other.place)) is not None:
            beside.setdefault(row, []).append(_short(other.name, width))
    return {row: "+".join(dict.fromkeys(names)) for row, names in beside.items()}


def margin(others: Iterable[Colleague], width: int) -> int:
    """Cells that a list of that width leaves at the right of its rows."""
    return max((cell_len(_short(other.name, width)) + 2 for other in others), default=0)


def _short(name: str, width: int) -> str:
    return shorten(display(name), LONGEST) if width >= ROOMY else display(initials(name))


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
