"""Rows with a cursor and the columns that have room: what every list on a screen is before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cxworkshop.sheets.cells import Cell, Column, Listing, Source
from cxworkshop.sheets.layout import Layout, lay_out
from cxworkshop.sheets.text import display

SAMPLE = 50
"""Rows whose cells say how wide their columns are."""


class Rows:
    """A source, the cursor in it and the columns in sight. `whole_line`: the cursor is a row, not a cell."""

    def __init__(self, *, heading: int = 1, whole_line: bool = True) -> None:
        self.source: Source = Listing(())
        self.row = self.col = 0
        self.heading, self.whole_line = heading, whole_line
        self.stops: Sequence[int] = ()
        """The lines the cursor stands on, where a row takes several; all when there are none."""
        self.growing = 0  # lines below the rows: 1 while a new row is typed there
        self.layout: Layout = []
        self.wanted: Column | None = None  # stays in sight however narrow it is
        self.typed_in: Column | None = None  # is wanted while the window is pulled
        self.width = self.height = 0  # cells, and lines with the heading

    @property
    def line_count(self) -> int:
        """Lines below the heading."""
        return len(self.source) + self.growing

    @property
    def shown(self) -> list[Column]:
        """The columns in sight."""
        return [column for column, _x, _w in self.layout]

    def cells(self, i: int) -> tuple[Cell, ...]:
        """What stands in the columns in sight of a row."""
        return tuple(self.source.cell(i, column) for column, _x, _w in self.layout)

    # -- room ------------------------------------------------------------------------------------------------
    def resize(self, width: int, height: int) -> None:
        """Has other room. While hidden it is as wide as it will be again."""
        self.width, self.height = width or self.width, height
        self.lay_out()

    def show(self, source: Source) -> None:
        """Has another source. Where its columns are the same they stay as wide, or they would jump under the
        hands."""
        same_columns = source.columns is self.source.columns
        self.source = source
        self.row = max(0, min(self.row, len(source) - 1))
        if not same_columns:
            self.lay_out()

    def lay_out(self) -> None:
        """Shares the width among the columns anew; the cursor stays in its column."""
        is_long = self.line_count + self.heading > self.height  # the scrollbar stands against no column
        here = self.layout[self.col][0] if self.col < len(self.layout) else None
        self.wanted, room = self.typed_in or self.wanted, max(1, self.width - 2)
        self.layout = lay_out(self.source.columns, room, self.wanted, self._widest, free=int(is_long))
        columns = self.shown
        self.col = columns.index(here) if here in columns else max(0, min(self.col, len(columns) - 1))

    def bring_in(self, column: Column) -> int:
        """Where a column stands; one that had no room is brought in, and others make room."""
        if column not in self.shown:
            self.wanted = column
            self.lay_out()
        return self.shown.index(column)

    def _widest(self, column: Column) -> int:
        """The cells that what a column says takes."""
        cells = (self.source.cell(i, column) for i in range(min(SAMPLE, len(self.source))))
        return max((cell_len(display(cell.text)) for cell in cells if not cell.spans), default=0)

    # -- the cursor ------------------------------------------------------------------------------------------
    @property
    def here(self) -> range:
        """The lines of the row the cursor is on."""
        if not self.stops:
            return range(self.row, self.row + 1)
        return range(self.row, next((stop for stop in self.stops if stop > self.row), len(self.source)))

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, inside the rows there are."""
        row = max(0, min(row, len(self.source) - 1))
        if self.stops and row > self.row:
            row = next((stop for stop in self.stops if stop >= row), self.stops[-1])
        elif self.stops:
            row = next((stop for stop in reversed(self.stops) if stop <= row), self.stops[-1])
        self.row, self.col = row, max(0, min(col, len(self.layout) - 1))

    def take_key(self, key: str) -> bool:
        """Goes where a key leads; False when it leads nowhere."""
        to = self._led_to(key)
        if to is not None:
            self.go(*to)
        return to is not None

    def _led_to(self, key: str) -> tuple[int, int] | None:
        row, col, page = self.row, self.col, max(1, self.height - self.heading - 1)
        end, last = len(self.source), len(self.layout) - 1
        match key:
            case "home":
                return (0, 0) if self.whole_line or not col else (row, 0)
            case "end":
                return (end, last) if self.whole_line or col >= last else (row, last)
        return {
            "up": (row - 1, col),
            "down": (row + 1, col),
            "left": (row, col - 1),
            "right": (row, col + 1),
            "pageup": (row - page, col),
            "pagedown": (row + page, col),
            "ctrl+home": (0, col),
            "ctrl+end": (end, col),
        }.get(key)
