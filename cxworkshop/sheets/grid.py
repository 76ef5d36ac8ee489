"""What stands in which cell: the pure grid that a session makes of a plan, looked at in one way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxworkshop.method import derived
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.kinds import LEVELS, Choice, Kind, Reading, Reference
from cxworkshop.model.place import Place, kind_at, record_at, value_at
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan

COVERED = "·"
"""Stands for a blind answer, which only its open cell shows."""


def initialled(name: str) -> str:
    """A person's name for a narrow cell: S. Aalto."""
    first, _space, last = name.strip().partition(" ")
    return f"{first[:1]}. {last}" if last else name


def short_of(kind: Kind, text: str) -> str:
    """What stands where one value's text does not fit: S. Aalto, 5 clearly. Empty where only an ellipsis
    helps."""
    if isinstance(kind, Reference) and kind.to == "people":
        return initialled(text)
    return " ".join(text.split(" ")[:2]) if isinstance(kind, Choice) and kind.of is LEVELS else ""


_EMPTY = 2
"""The first part of the key that an empty cell is sorted by."""


@dataclass(frozen=True)
class View:
    """How a sheet is looked at; the record's order stays."""

    filter: str = ""
    sort: Column | None = None
    down: bool = False


class Grid:
    """A sheet's rows and cells for one session, on one day, looked at in one way."""

    def __init__(self, plan: SheetPlan, reading: Reading, view: View = View()) -> None:
        self.plan, self.reading, self.view = plan, reading, view
        self.columns = plan.columns
        self._cells: dict[tuple[int, int], Cell] = {}
        self.rows = plan.lines(reading.session)
        if view.filter:
            want = view.filter.casefold()
            self.rows = [
                row
                for row in self.rows
                if any(want in self._cell(row, column).text.casefold() for column in self.columns)
            ]
        if view.sort is not None:
            column = view.sort
            keyed = [(self._sort_key(row, column), row) for row in self.rows]
            keyed.sort(key=lambda one: one[0], reverse=view.down)
            self.rows = [
                row for key, row in sorted(keyed, key=lambda one: one[0][0] == _EMPTY)
            ]  # what is empty comes last either way

    def __len__(self) -> int:
        return len(self.rows)

    def cell(self, row: int, column: Column) -> Cell:
        known = self._cells.get((row, id(column)))
        if known is None:
            known = self._cells[(row, id(column))] = self._cell(self.rows[row], column)
        return known

    def place(self, row: int, column: Column) -> Place | None:
        return column.place(self.rows[row])

    def kind(self, place: Place) -> Kind:
        return kind_at(self.reading.session, place)

    def typed(self, place: Place) -> str:
        """The text an editor of that cell begins with."""
        return self.kind(place).typed(value_at(self.reading.session, place), self.reading)

    def records(self, row: int) -> list[Place]:
        """The addresses of the records a row joins, each once."""
        found = {
            (p.table, p.id): Place(p.table, p.id, "", p.round) for p in self.rows[row].values() if p.table
        }
        return list(found.values())

    def _cell(self, row: Row, column: Column) -> Cell:
        if callable(column.of):
            return column.of(self.reading, row)
        place = column.place(row)
        if place is None or record_at(self.reading.session, place) is None:
            return Cell()
        kind, value = self.kind(place), value_at(self.reading.session, place)
        if value is None and kind.derived:
            found = derived.derived_value(self.reading.session, place, self.reading.on)
            return Cell(kind.show(found, self.reading), "muted")
        if value is not None and place.table in BLIND_TABLES:
            return Cell(COVERED, "muted")
        text = kind.show(value, self.reading)
        return Cell(text, short=short_of(kind, text) if isinstance(value, str | int) else "")

    def _sort_key(self, row: Row, column: Column) -> tuple[int, float, str]:
        place = column.place(row)
        value = value_at(self.reading.session, place) if place else None
        if isinstance(value, bool | int | float):
            return (0, float(value), "")
        if isinstance(value, date):
            return (0, float(value.toordinal()), "")
        text = self._cell(row, column).text
        return (1 if text else _EMPTY, 0.0, text.casefold())


def difference(before: Grid, after: Grid) -> tuple[int, Column | None] | None:
    """The first row that reads otherwise than before or stands elsewhere, and its first cell that does; where
    a row is gone, the one there now. None when all is as it was."""
    old, new = before.reading.session, after.reading.session

    def differs(place: Place) -> bool:
        if place.field:
            return bool(value_at(old, place) != value_at(new, place))
        was, now = old.find(place.table, place.id, place.round), new.find(place.table, place.id, place.round)
        return was is not now and was != now

    for i, row in enumerate(after.rows):
        if any(place.table and differs(place) for place in row.values()):
            return i, next(
                (c for c in after.columns if (place := c.place(row)) is not None and differs(place)), None
            )
    moved = next(
        (i for i, (was, now) in enumerate(zip(before.rows, after.rows, strict=False)) if was != now), None
    )
    return (
        (moved, None)
        if moved is not None
        else (len(after) - 1, None)
        if 0 < len(after) < len(before)
        else None
    )
