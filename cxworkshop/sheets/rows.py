"""Rows with a cursor and the columns that fit: the state of every list, which `ListBox` draws."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from rich.cells import cell_len

from cxworkshop.sheets.cells import Cell, Column, Listing, Source
from cxworkshop.sheets.layout import Layout, lay_out
from cxworkshop.sheets.text import display
from cxworkshop.sheets.whole_rows import GAP, MOST, RowLines, plan

SAMPLE = 100
"""Rows whose cells decide how wide the columns are, where there are more than lines."""


class Rows:
    """A source, the cursor in it, the visible columns and the lines that each row takes.

    `heading_height` is in lines. The cursor is a whole row if it `selects_rows`, else a cell. A row takes
    several lines where that shows more of its texts, if the cursor is a cell or the rows are to be `whole`.
    """

    def __init__(self, *, heading_height: int = 1, selects_rows: bool = True, whole: bool = False) -> None:
        self.wraps, self.is_whole = whole or not selects_rows, whole
        self.source: Source = Listing(())
        """`is_whole`: rows are rather scrolled than cut."""
        self.row = self.col = 0
        self.heading_height, self.selects_rows = heading_height, selects_rows
        self.stops: Sequence[int] = ()
        """The rows that the cursor can stop on; empty for all."""
        self.new_row_lines = 0  # 1 while a new row is typed below the others
        self.layout: Layout = []
        self.lines = RowLines()
        self.is_frozen = False
        """Whether columns and rows keep their places: nothing moves while a row is typed into."""
        self.wanted_column: Column | None = None  # visible at any width
        self.edited_column: Column | None = None  # the wanted one while the window is resized
        self.width = self.height = 0  # in cells; in lines, with the heading

    @property
    def line_count(self) -> int:
        """Lines below the heading."""
        return self.lines.of(len(self.source))[-1] + 1 if self.new_row_lines else self.lines.count

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
        """Shows another source. It is laid out anew unless the places are frozen, or the rows are of one line
        and each cell is as whole as before."""
        same_columns = source.columns is self.source.columns
        self.source = source
        self.row = max(0, min(self.row, len(source) - 1))
        if self.is_frozen or (same_columns and not self.wraps and self._fits):
            self.lines = self.lines.for_rows(len(source))
        else:
            self.lay_out()

    @property
    def _fits(self) -> bool:
        """Whether no cell is wider than its column."""
        return all(self._content_width(column) <= width for column, _x, width in self.layout)

    def lay_out(self) -> None:
        """Computes the widths of the columns and the lines of the rows anew; the cursor stays in its
        column."""
        is_long = len(self.source) + self.new_row_lines + self.heading_height > self.height
        column = self.layout[self.col][0] if self.col < len(self.layout) else None
        if column is not None and column not in self.source.columns and not callable(column.content):
            same = (other for other in self.source.columns if other.content == column.content)
            self.wanted_column = column = next(same, None)  # declared with another width or importance
        self.wanted_column, room = self.edited_column or self.wanted_column, max(1, self.width - 2)
        content_width = None if self.wraps else self._content_width
        self.layout = lay_out(
            self.source.columns, room, self.wanted_column, content_width, reserved=int(is_long)
        )
        self.lines = RowLines((1,) * len(self.source))
        if len(self.source) and self.wraps:
            self._plan_rows(room)
        columns = self.shown
        self.col = columns.index(column) if column in columns else max(0, min(self.col, len(columns) - 1))

    def _plan_rows(self, room: int) -> None:
        """Gives the visible columns the widths, and the rows the lines, at which most can be read."""
        height, columns = max(1, self.height - self.heading_height - self.new_row_lines), self.shown
        seen = [self.cells(i) for i in range(min(len(self.source), max(SAMPLE, height + 1)))]
        planned = plan(columns, seen, room, height)
        if self.is_whole and not planned.whole:
            planned = plan(columns, seen, room - 1, MOST * len(seen))
        offsets = accumulate((width + GAP for width in planned.widths), initial=0)
        self.layout = list(zip(columns, offsets, planned.widths, strict=False))
        taken = sum(planned.heights) + planned.air * len(planned.heights)
        air = 0 if self.breaks or taken > height + 1 else planned.air
        spare = max(0, height - sum(planned.heights))
        lines = RowLines(planned.heights, air, self.breaks[:spare])
        self.lines = lines.for_rows(len(self.source))

    @property
    def breaks(self) -> tuple[int, ...]:
        """The rows before which an empty line stands where there is room."""
        return ()

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
        """The rows under the cursor: one, or those from a stop up to the next."""
        end = len(self.source)
        if not self.stops:
            return range(self.row, self.row + 1)
        return range(self.row, min(end, next((stop for stop in self.stops if stop > self.row), end)))

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, within the rows."""
        row = max(0, min(row, len(self.source) - 1))
        if self.stops and row > self.row:
            row = next((stop for stop in self.stops if stop >= row), self.stops[-1])
        elif self.stops:
            row = next((stop for stop in reversed(self.stops) if stop <= row), self.stops[0])
        self.row, self.col = row, 0 if self.selects_rows else max(0, min(col, len(self.layout) - 1))

    @property
    def has_more(self) -> bool:
        """Whether a row has columns that there is no room for."""
        return bool(len(self.source)) and len(self.shown) < len(self.source.columns)

    def take_key(self, key: str) -> bool:
        """Moves the cursor as a key asks; False for any other key. At the right edge it goes to the columns
        that have no room, one after the other, and back; Home shows the usual ones again."""
        if (column := self._hidden_beside(key)) is not None:
            self.col = self.show_column(column)
            return True
        if key == "home" and self.wanted_column is not None and not (self.selects_rows or self.is_frozen):
            self.wanted_column = None
            self.lay_out()
        target = self._target(key)
        if target is not None:
            self.go(*target)
        return target is not None

    def _hidden_beside(self, key: str) -> Column | None:
        """The hidden column that an arrow goes to at the last visible one: the next after the one that was
        wanted, else the first; and the one before it."""
        if self.selects_rows or self.is_frozen or self.col != len(self.layout) - 1:
            return None
        columns, shown, wanted = self.source.columns, self.shown, self.wanted_column
        at = columns.index(wanted) if wanted is not None and wanted in shown else -1
        if key == "left" and at > 0 and shown[-1] is wanted:
            return columns[at - 1] if columns[at - 1] not in shown else None
        hidden = (column for column in columns[at + 1 :] if column not in shown)
        return next(hidden, None) if key == "right" else None

    def _target(self, key: str) -> tuple[int, int] | None:
        row, col = self.row, self.col
        end, last = len(self.source), len(self.layout) - 1
        match key:
            case "home":
                return (0 if self.selects_rows else row, 0)
            case "end":
                return (end if self.selects_rows else row, last)
        return {
            "up": (row - 1, col),
            "down": (row + 1, col),
            "left": (row, col - 1),
            "right": (row, col + 1),
            "pageup": (self._a_page_on(-1), col),
            "pagedown": (self._a_page_on(1), col),
            "ctrl+home": (0, col),
            "ctrl+end": (end, col),
        }.get(key)

    def _a_page_on(self, direction: int) -> int:
        """The row a page of lines further down or up, at least the next one."""
        if not len(self.source):
            return 0
        page = max(1, self.height - self.heading_height - 1)
        line = max(0, self.lines.of(self.row)[0] + direction * page)
        row = self.lines.row_at(line)[0]
        return max(row, self.row + 1) if direction > 0 else min(row, self.row - 1)


class HeadedRows(Rows):
    """Rows with headings between them, which the cursor passes over."""

    @property
    def cursor_lines(self) -> range:
        return range(self.row, self.row + 1)
