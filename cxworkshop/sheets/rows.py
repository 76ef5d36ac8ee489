"""Rows with a cursor and the columns that fit: the state of every list, which `ListBox` draws."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cxworkshop.sheets.cells import Cell, Column, Listing, Source
from cxworkshop.sheets.layout import Layout, lay_out
from cxworkshop.sheets.text import display

SAMPLE = 50
"""Rows whose cells decide how wide the columns are."""


class Rows:
    """A source, the cursor in it and the visible columns.

    `heading_height` is in lines. The cursor is a whole row if it `selects_rows`, else a cell.
    """

    def __init__(self, *, heading_height: int = 1, selects_rows: bool = True) -> None:
        self.source: Source = Listing(())
        self.row = self.col = 0
        self.heading_height, self.selects_rows = heading_height, selects_rows
        self.stops: Sequence[int] = ()
        """The lines the cursor can stop on, where a row takes several; empty for all lines."""
        self.new_row_lines = 0  # 1 while a new row is typed below the others
        self.layout: Layout = []
        self.wanted_column: Column | None = None  # visible at any width
        self.edited_column: Column | None = None  # the wanted one while the window is resized
        self.width = self.height = 0  # in cells; in lines, with the heading

    @property
    def line_count(self) -> int:
        """Lines below the heading."""
        return len(self.source) + self.new_row_lines

    @property
    def shown(self) -> list[Column]:
        """The visible columns."""
        return [column for column, _x, _w in self.layout]

    def cells(self, i: int) -> tuple[Cell, ...]:
        """The cells of a row in the visible columns."""
        return tuple(self.source.cell(i, column) for column, _x, _w in self.layout)

    # -- layout ----------------------------------------------------------------------------------------------
    def resize(self, width: int, height: int) -> None:
        """Sets the room there is. A width of 0 means hidden and keeps the former one."""
        self.width, self.height = width or self.width, height
        self.lay_out()

    def show(self, source: Source) -> None:
        """Shows another source. Equal columns keep their widths, so that nothing moves during typing."""
        same_columns = source.columns is self.source.columns
        self.source = source
        self.row = max(0, min(self.row, len(source) - 1))
        if not same_columns:
            self.lay_out()

    def lay_out(self) -> None:
        """Computes the widths of the columns anew; the cursor stays in its column."""
        is_long = self.line_count + self.heading_height > self.height  # room for the scrollbar
        column = self.layout[self.col][0] if self.col < len(self.layout) else None
        self.wanted_column, room = self.edited_column or self.wanted_column, max(1, self.width - 2)
        self.layout = lay_out(
            self.source.columns, room, self.wanted_column, self._content_width, reserved=int(is_long)
        )
        columns = self.shown
        self.col = columns.index(column) if column in columns else max(0, min(self.col, len(columns) - 1))

    def show_column(self, column: Column) -> int:
        """The index of a column in `shown`; a hidden one is shown first."""
        if column not in self.shown:
            self.wanted_column = column
            self.lay_out()
        return self.shown.index(column)

    def _content_width(self, column: Column) -> int:
        """The widest cell of a column, in terminal cells."""
        cells = (self.source.cell(i, column) for i in range(min(SAMPLE, len(self.source))))
        return max((cell_len(display(cell.text)) for cell in cells if not cell.spans), default=0)

    # -- the cursor ------------------------------------------------------------------------------------------
    @property
    def cursor_lines(self) -> range:
        """The lines of the row under the cursor."""
        if not self.stops:
            return range(self.row, self.row + 1)
        return range(self.row, next((stop for stop in self.stops if stop > self.row), len(self.source)))

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, within the rows."""
        row = max(0, min(row, len(self.source) - 1))
        if self.stops and row > self.row:
            row = next((stop for stop in self.stops if stop >= row), self.stops[-1])
        elif self.stops:
            row = next((stop for stop in reversed(self.stops) if stop <= row), self.stops[0])
        self.row, self.col = row, max(0, min(col, len(self.layout) - 1))

    def take_key(self, key: str) -> bool:
        """Moves the cursor as a key asks; False for any other key."""
        target = self._target(key)
        if target is not None:
            self.go(*target)
        return target is not None

    def _target(self, key: str) -> tuple[int, int] | None:
        row, col, page = self.row, self.col, max(1, self.height - self.heading_height - 1)
        end, last = len(self.source), len(self.layout) - 1
        match key:
            case "home":
                return (0, 0) if self.selects_rows or not col else (row, 0)
            case "end":
                return (end, last) if self.selects_rows or col >= last else (row, last)
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
