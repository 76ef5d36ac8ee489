"""The widget of every list: rows under a heading with a cursor, drawn line by line and only where visible.

The library, the findings, the documents and every sheet are lists. Screens pass keys to `take_key` one after
the other, so keys typed ahead meet the state that the keys before them left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.cells import PRIORITY, Cell, Column, Source
from cxworkshop.sheets.layout import Layout
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.text import display, fit
from cxworkshop.sheets.whole_rows import RowLines
from cxworkshop.widgets.invitation import invitation_line
from cxworkshop.widgets.looks import look
from cxworkshop.widgets.painted import Painted
from cxworkshop.widgets.row_strips import CellStyle, Parts, aligned, row_strips


class ListBox(ScrollView, can_focus=True):
    """Draws rows. Calls `chosen` with the row of Enter or a double click, and `moved` when the cursor
    moved."""

    DEFAULT_CSS = """
    ListBox { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self,
        rows: Rows | None = None,
        *,
        id: str | None = None,
        chosen: Callable[[int], object] | None = None,
        moved: Callable[[], object] | None = None,
        heading: bool = True,
        empty: str = "",
    ) -> None:
        super().__init__(id=id)
        self.rows = rows or Rows(heading_height=int(heading))
        self.chosen, self.moved = chosen, moved
        self.empty = empty
        self.always_shows_cursor = False  # also while another part of the screen has the keys
        self.sort_column: Column | None = None
        self.is_descending = False
        self._drawn: dict[int, tuple[tuple[Cell, ...], list[Strip]]] = {}
        self._painted = Painted(self.rows.source, [], RowLines(), 0, empty, 0, set())

    # -- the rows --------------------------------------------------------------------------------------------
    @property
    def source(self) -> Source:
        return self.rows.source

    @property
    def row(self) -> int:
        return self.rows.row

    @row.setter
    def row(self, row: int) -> None:
        self.rows.row = row

    @property
    def col(self) -> int:
        return self.rows.col

    @col.setter
    def col(self, col: int) -> None:
        self.rows.col = col

    @property
    def stops(self) -> Sequence[int]:
        """The rows that the cursor can stop on; empty for all."""
        return self.rows.stops

    @stops.setter
    def stops(self, stops: Sequence[int]) -> None:
        self.rows.stops = stops

    @property
    def column_layout(self) -> Layout:
        """The visible columns, each with its offset and its width."""
        return self.rows.layout

    @property
    def has_keys(self) -> bool:
        """Whether the screen passes its keys to this list."""
        return getattr(self.screen, "pane", self) is self

    def show(self, source: Source) -> None:
        """Draws another source, or the same one with other cells."""
        with self.painting():
            self.rows.show(source)

    # -- painting what changed -------------------------------------------------------------------------------
    @contextmanager
    def painting(self) -> Iterator[None]:
        """Paints the lines that the block changes."""
        self._sync_size()
        yield
        self.paint()

    @property
    def current_row(self) -> int:
        """The row that is kept visible."""
        return self.rows.row

    def decorated_lines(self) -> set[int]:
        """The lines of the widget that show more than their cells: those of the cursor."""
        return {y for i in self.rows.cursor_lines for y in self._ys(i)}

    def paint(self) -> None:
        """Paints the lines that changed since the last time."""
        before, rows = self._painted, self.rows
        if before[1:4] != (rows.layout, rows.lines, rows.line_count) or before[4] != self.words_without_rows:
            self.draw_all()
            return
        if before.current_row != self.current_row:
            self.reveal(self.current_row)
        ys = before.decorated_lines | self.decorated_lines()
        for i in self._visible_rows() if rows.source is not before.source else ():
            drawn = self._drawn.get(i)
            if drawn is None or drawn[0] != rows.cells(i):
                self._drawn.pop(i, None)
                ys.update(self._ys(i))
        for y in ys:
            if rows.heading_height <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))
        self._painted = self._state_now()

    def draw_all(self) -> None:
        """Draws every line anew, with the cursor visible."""
        self._drawn.clear()
        self._measure()
        self.reveal(self.current_row)
        self.refresh()
        self._painted = self._state_now()

    def _state_now(self) -> Painted:
        rows = self.rows
        return Painted(
            rows.source,
            rows.layout,
            rows.lines,
            rows.line_count,
            self.words_without_rows,
            self.current_row,
            self.decorated_lines(),
        )

    def _visible_rows(self) -> range:
        top, height = self.scroll_offset.y, self.size.height - self.rows.heading_height
        if height < 1 or not len(self.source):
            return range(0)
        first, last = (self.rows.lines.row_at(line)[0] for line in (top, top + height - 1))
        return range(first, min(last + 1, len(self.source)))

    def _y(self, line: int) -> int:
        """The line of the widget that shows a line of the rows."""
        return line - self.scroll_offset.y + self.rows.heading_height

    def _ys(self, row: int) -> range:
        """The lines of the widget that show a row, which may be outside it."""
        lines = self.rows.lines.of(row)
        return range(self._y(lines[0]), self._y(lines[-1]) + 1)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self.rows.line_count + self.rows.heading_height)

    def _sync_size(self) -> None:
        """Passes the size to the rows before the resize event has arrived."""
        if (self.size.width or self.rows.width, self.size.height) != (self.rows.width, self.rows.height):
            self.rows.resize(*self.size)

    def on_resize(self) -> None:
        self.rows.resize(*self.size)
        self.draw_all()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def reveal(self, row: int) -> None:
        """Scrolls until a row is visible, from its first line."""
        lines = self.rows.lines.of(row)
        top, height = self.scroll_offset.y, self.size.height - self.rows.heading_height
        if height < 1:  # hidden
            return
        if lines[0] < top:
            self.scroll_to(y=lines[0], animate=False, force=True, immediate=True)
        elif lines[-1] >= top + height:
            last_top = min(lines[0], lines[-1] - height + 1)
            self.scroll_to(y=last_top, animate=False, force=True, immediate=True)

    # -- lines -----------------------------------------------------------------------------------------------
    def look(self, name: str, tone: str = "") -> Style:
        """The style of a look, in the colour of a tone."""
        return look(self.app.theme, name, tone)

    def render_line(self, y: int) -> Strip:
        if y < self.rows.heading_height:
            return self._heading_line()
        return self.line(y - self.rows.heading_height + self.scroll_offset.y, y)

    def _heading_line(self) -> Strip:
        style = self.look("header")
        headings = tuple(Cell(column.heading()) for column in self.rows.shown)
        [strip] = self._strips(self._aligned(headings, lambda _j, _cell: style), self.look("row"))
        for column, x, width in self.column_layout:
            if column is self.sort_column:  # the arrow follows the heading, or is in the gap after the column
                at = 1 + x + (width if column.is_number else min(width, cell_len(column.heading()) + 1))
                arrow = Strip([Segment("↓" if self.is_descending else "↑", style)])
                strip = Strip.join([strip.crop(0, at), arrow, strip.crop(at + 1)])
        if len(self.rows.shown) < len(self.source.columns):  # there are more, to the right
            strip = Strip.join([strip.crop(0, self.size.width - 1), Strip([Segment("›", style)])])
        return strip

    def line(self, line: int, y: int) -> Strip:
        """The strip of a line of the rows, at line `y` of the widget."""
        row, part = self.rows.lines.row_at(line)
        if row >= len(self.source) + self.rows.new_row_lines:
            return self._line_after_rows(line)
        strips = self.row_strips(row)
        return strips[part] if part < len(strips) else Strip.blank(self.size.width, self.look("row"))

    def row_strips(self, i: int) -> list[Strip]:
        """The lines of a row."""
        cells, rows = self.rows.cells(i), self.rows
        if i in rows.cursor_lines and (self.has_keys or self.always_shows_cursor or not rows.selects_rows):
            return self._cursor_strips(i, cells)
        drawn = self._drawn.get(i)
        if drawn is None or drawn[0] != cells:
            drawn = self._drawn[i] = (cells, self._plain_strips(i, cells, "row"))
        return drawn[1]

    @property
    def words_without_rows(self) -> str:
        """What is shown in place of rows."""
        return self.empty

    def _line_after_rows(self, line: int) -> Strip:
        empty = "" if self.rows.line_count else self.words_without_rows
        looks = self.look("row", "muted"), self.look("row", "accent")
        return invitation_line(empty, line - 1, self.size.width, looks)

    def _cursor_strips(self, i: int, cells: tuple[Cell, ...]) -> list[Strip]:
        if self.rows.selects_rows:
            return self._plain_strips(i, tuple(replace(c, tone="") for c in cells), "cursor")

        def style(j: int, cell: Cell) -> Style:
            if j == self.col:
                return self.look("cursor" if self.has_keys else "line")
            return self.look("line", cell.tone)

        mark = "▶" if self.has_keys else cells[0].mark if cells else ""
        return self._strips(self._aligned(cells, style, self._height(i)), self.look("line"), mark)

    def _plain_strips(self, i: int, cells: tuple[Cell, ...], name: str) -> list[Strip]:
        if cells and cells[0].spans:
            _column, x, width = self.column_layout[-1]
            text = fit(display(cells[0].text), x + width)
            return self._strips([[(text, self.look(name, cells[0].tone))]], self.look(name))
        lines = self._aligned(cells, lambda _j, cell: self.look(name, cell.tone), self._height(i))
        return self._strips(lines, self.look(name), cells[0].mark if cells else "")

    def _height(self, i: int) -> int:
        return len(self.rows.lines.of(i))

    def _aligned(self, cells: Sequence[Cell], style: CellStyle, height: int = 1) -> list[Parts]:
        return aligned(cells, self.column_layout, style, height)

    def _strips(self, lines: Sequence[Parts], gap: Style, mark: str = "") -> list[Strip]:
        marked = gap + self.look("accent") if mark == PRIORITY else gap
        return row_strips(lines, gap, self.size.width, Segment(mark or " ", marked))

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Handles a key; False when it does nothing."""
        if key == "enter":
            return self.choose()
        if not len(self.source):
            return False
        before = self.row, self.col
        with self.painting():
            self.rows.take_key(key)
        is_moved = (self.row, self.col) != before
        if is_moved:
            self._reveal_cursor()
        return is_moved

    def take_paste(self, text: str) -> bool:
        """Handles pasted text; False when it has no meaning here."""
        return False

    def choose(self) -> bool:
        """Handles Enter and a double click; False where there is nothing to choose."""
        if self.chosen is None or not len(self.source):
            return False
        self.chosen(self.row)
        return True

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, within the rows."""
        with self.painting():
            self.rows.go(row, col)
        self._reveal_cursor()

    def _reveal_cursor(self) -> None:
        for i in reversed(self.rows.cursor_lines):
            self.reveal(i)
        if self.moved is not None:
            self.moved()

    def cell_at(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The row and column under the mouse; None above the rows."""
        y = event.y - self.rows.heading_height
        if y < 0:
            return None
        col = max((j for j, (_c, x, _w) in enumerate(self.column_layout) if x + 1 <= event.x), default=0)
        return self.rows.lines.row_at(y + self.scroll_offset.y)[0], col

    def on_click(self, event: events.Click) -> None:
        self.clicked(event)

    def clicked(self, event: events.Click) -> None:
        """Handles a click. Subclasses override this, as Textual calls the `on_click` of every base class."""
        cell = self.cell_at(event)
        if cell is not None and cell[0] < len(self.source):
            self.go(*cell)
            if event.chain == 2:
                self.choose()
