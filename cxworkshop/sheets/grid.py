"""The grid: the rows and cells of a plan for one session, filtered and sorted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from cxworkshop.language.order import sort_key
from cxworkshop.method import derived
from cxworkshop.method.facts import telling
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.privacy import BLIND_TABLES, refusal
from cxworkshop.method.settling import asides_at
from cxworkshop.model.kinds import LEVELS, Choice, Kind, Reading, Reference
from cxworkshop.model.place import Place, kind_at, record_at, unread_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets import priorities
from cxworkshop.sheets.cells import PRIORITY, Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan

NOT_SETTLED = "≠"
"""Begins a cell in which two versions of the workshop met."""
COVERED = "·"
"""Replaces a blind answer wherever its cell is not open."""


def short_text(kind: Kind, text: str) -> str:
    """The short form of a value's text: 5 clearly. Empty where it has none; for people see their names."""
    return " ".join(text.split(" ")[:2]) if isinstance(kind, Choice) and kind.of is LEVELS else ""


_EMPTY = 2
"""The first part of the sort key of an empty cell."""


@dataclass(frozen=True)
class View:
    """A filter and an order of rows; the order in the record stays. The filter ignores case.

    Only rows about the priorities are shown where there is a `priorities_since`: the session when that was
    asked for. It is the same in every list, and no part of what a list alone is narrowed to.
    """

    filter: str = ""
    sort: Column | None = None
    is_descending: bool = False
    priorities_since: Session | None = field(default=None, compare=False)


class Grid:
    """The rows and cells of a sheet for a session and a day. Cells are computed when they are first read."""

    def __init__(self, plan: SheetPlan, reading: Reading, view: View = View()) -> None:
        self.plan, self.reading, self.view = plan, reading, view
        self.columns = plan.columns_in(reading.session)
        self._cells: dict[tuple[int, int], Cell] = {}
        self._priority_rows: dict[int, bool] = {}
        self.rows = plan.rows_in(reading.session)
        self.rows_in_all = len(self.rows)
        if view.priorities_since is not None and not plan.is_form:
            self.rows = priorities.in_sight(reading.session, view.priorities_since, self.rows)
        self.hides_others = len(self.rows) < self.rows_in_all
        if view.filter:
            text = view.filter.casefold()
            self.rows = [
                row
                for row in self.rows
                if any(text in self._cell(row, column).text.casefold() for column in self.columns)
            ]
        if view.sort is not None:
            column = view.sort
            keyed = [(self._sort_key(row, column), row) for row in self.rows]
            keyed.sort(key=lambda pair: pair[0], reverse=view.is_descending)
            keyed.sort(key=lambda pair: pair[0][0] == _EMPTY)  # empty cells come last in both directions
            self.rows = [row for _key, row in keyed]

    def __len__(self) -> int:
        return len(self.rows)

    def cell(self, row: int, column: Column) -> Cell:
        cell = self._cells.get((row, id(column)))
        if cell is None:
            cell = self._cell(self.rows[row], column)
            if self.is_about_priority(row):
                cell = replace(cell, mark=PRIORITY)
            self._cells[(row, id(column))] = cell
        return cell

    def is_about_priority(self, row: int) -> bool:
        """Whether a row is about a priority touchpoint; the fields of a form are not marked."""
        if row not in self._priority_rows:
            self._priority_rows[row] = not self.plan.is_form and priorities.is_about_priority(
                self.reading.session, self.rows[row]
            )
        return self._priority_rows[row]

    def first_place(self, table: str, field: str) -> Place | None:
        """The first place of a field, or of a part of it; None where no row shows it."""
        places = (self.place(i, column) for i in range(len(self.rows)) for column in self.columns)
        return next((p for p in places if p and (p.table, p.field.partition("[")[0]) == (table, field)), None)

    def place(self, row: int, column: Column) -> Place | None:
        return column.place(self.rows[row])

    def kind(self, place: Place) -> Kind:
        return kind_at(self.reading.session, place)

    @property
    def breaks(self) -> tuple[int, ...]:
        """The rows before which a group ends."""
        begins = self.plan.begins_group
        return tuple(i for i, row in enumerate(self.rows) if i and begins(row)) if begins else ()

    def record_places(self, row: int) -> list[Place]:
        """The places of the records a row joins, each once; not of one of which it shows a single member."""
        places = {
            (p.table, p.id): Place(p.table, p.id, "", p.round)
            for p in self.rows[row].values()
            if p.table and "[" not in p.field
        }
        return list(places.values())

    def _cell(self, row: Row, column: Column) -> Cell:
        """A cell; marked where another version has put another value there."""
        cell = self._one_cell(row, column)
        if not self.reading.session.set_aside or callable(column.content):
            return cell
        place = column.place(row)
        if place is None or not asides_at(self.reading.session, place):
            return cell
        return Cell(f"{NOT_SETTLED}{cell.text}", "bad")

    def _one_cell(self, row: Row, column: Column) -> Cell:
        if callable(column.content):
            return column.content(self.reading, row)
        place = column.place(row)
        if place is None and column.otherwise is not None:
            return column.otherwise(self.reading, row)
        if place is None or record_at(self.reading.session, place) is None:
            return Cell()
        if words := unread_at(self.reading.session, place):
            return Cell(f"!{words}", "bad")
        kind, value = self.kind(place), value_at(self.reading.session, place)
        said, short = telling.said_at(self.reading.session, place, self.reading.on)
        if said:
            return Cell(said, "bad", short)
        if value is None and kind.derived:
            value = derived.derived_value(self.reading.session, place, self.reading.on)
            return Cell(kind.show(value, self.reading), "muted")
        if place.table in BLIND_TABLES and (value is not None or refusal(self.reading.session, place)):
            return Cell(COVERED, "muted")
        text = kind.show(value, self.reading)
        if flaw_at(self.reading.session, place, self.reading.on):
            return Cell(f"{text} !", "bad")
        if isinstance(kind, Reference) and kind.to == "people" and isinstance(value, str):
            return Cell(text, short=self.reading.session.short_name_of(value))
        return Cell(text, short=short_text(kind, text) if isinstance(value, str | int) else "")

    def _sort_key(self, row: Row, column: Column) -> tuple[int, float, tuple[str, str]]:
        place = column.place(row)
        is_blind = place is not None and place.table in BLIND_TABLES
        value = value_at(self.reading.session, place) if place and not is_blind else None
        if isinstance(value, bool | int | float):
            return (0, float(value), ("", ""))
        if isinstance(value, date):
            return (0, float(value.toordinal()), ("", ""))
        text = self._one_cell(row, column).text
        return (1 if text else _EMPTY, 0.0, sort_key(text, self.reading.session.workshop.language))


def first_difference(before: Grid, after: Grid) -> tuple[int, Column | None] | None:
    """The first row that changed or moved, and the first changed column in it, None for a moved row. After a
    removal at the end the last row. None when nothing changed."""
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
    if moved is not None:
        return moved, None
    return (len(after) - 1, None) if 0 < len(after) < len(before) else None
