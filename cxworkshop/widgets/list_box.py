"""Rows under a heading with a cursor: one Line-API widget that draws only the lines in sight and owns its
keys.

The library, the findings, the documents and every sheet are rows. Screens hand keys to `take_key` one after
the other, so keys typed ahead meet the state that the keys before them left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.commands import keyed
from cxworkshop.language import say
from cxworkshop.sheets.cells import Cell, Column, Listing, Source
from cxworkshop.sheets.layout import lay_out
from cxworkshop.sheets.text import display, fit, right, wrap
from cxworkshop.widgets.looks import look

SAMPLE = 50
"""Rows whose cells say how wide their columns are."""
_KEY, _SAID = "\x0e", "\x0f"
"""Stand around a key in the words of an empty list: "a adds" would else read as an article."""
_GLUE = "\N{NO-BREAK SPACE}"


def invitation(words: str) -> str:
    """The words of an empty list, with its keys told from words and kept on the line of what they do."""
    told = keyed(words)
    return str(say(words, **{id: f"{_KEY}{key}{_SAID}" for id, key in told.values.items()})).replace(
        f"{_SAID} ", f"{_SAID}{_GLUE}"
    )


class ListBox(ScrollView, can_focus=True):
    """Draws a source. `chosen` is told which row Enter or a double click meant, `moved` that the cursor is
    elsewhere."""

    DEFAULT_CSS = """
    ListBox { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """
    HEADER = 1

    def __init__(
        self,
        *,
        id: str | None = None,
        chosen: Callable[[int], object] | None = None,
        moved: Callable[[], object] | None = None,
        heading: bool = True,
        empty: str = "",
    ) -> None:
        super().__init__(id=id)
        self.source: Source = Listing(())
        self.row = self.col = 0
        self.chosen, self.moved = chosen, moved
        self.empty = empty
        self.stops: Sequence[int] = ()
        """The lines the cursor stands on, where a row takes several; all when there are none."""
        self.whole_line = True  # the cursor is a row, not a cell
        self.always_picked = False  # the cursor is seen also while something else has the keys
        self.sorted_by: Column | None = None
        self.sorted_down = False
        self.layout_now: list[tuple[Column, int, int]] = []
        self.wanted: Column | None = None  # stays in sight however narrow it is
        self._heading = self.HEADER if heading else 0
        self._width = 0
        self._drawn: dict[int, tuple[tuple[Cell, ...], Strip]] = {}

    # -- what is shown ---------------------------------------------------------------------------------------
    def show(self, source: Source) -> None:
        """Draws another source, or the same one with other cells: only lines that read otherwise are painted
        again."""
        count = len(self.source)
        same_columns = source.columns is self.source.columns
        self.source = source
        self.row = max(0, min(self.row, len(source) - 1))
        if not same_columns:
            self._lay_out()
        if not same_columns or count != len(source):
            self._drawn.clear()
            self._measure()
            self.reveal(self.row)
            self.refresh()
            return
        for i in self._in_sight():
            known = self._drawn.get(i)
            if known is None or known[0] != self._cells(i):
                self._drawn.pop(i, None)
                self._repaint(i)

    def _in_sight(self) -> range:
        top = self.scroll_offset.y
        return range(top, min(self.line_count, top + max(0, self.size.height - self._heading)))

    @property
    def has_keys(self) -> bool:
        """Whether the screen hands its keys to these rows."""
        return getattr(self.screen, "pane", self) is self

    @property
    def line_count(self) -> int:
        """Lines below the heading."""
        return len(self.source)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self.line_count + self._heading)

    def _lay_out(self) -> None:
        self._width = self.size.width or self._width  # while hidden: as wide as it will be again
        is_long = (
            self.line_count + self._heading > self.size.height
        )  # the last column does not stand against the scrollbar
        here = self.layout_now[self.col][0] if self.col < len(self.layout_now) else None
        self.layout_now = lay_out(
            self.source.columns, max(1, self._width - 2), self.wanted, self.widest, free=int(is_long)
        )
        columns = [column for column, _x, _w in self.layout_now]
        self.col = columns.index(here) if here in columns else max(0, min(self.col, len(columns) - 1))
        self._drawn.clear()

    def widest(self, column: Column) -> int:
        """The cells that what a column says takes."""
        cells = (self.source.cell(i, column) for i in range(min(SAMPLE, len(self.source))))
        return max((cell_len(display(cell.text)) for cell in cells if not cell.spans), default=0)

    def on_resize(self) -> None:
        self._lay_out()
        self._measure()
        self.reveal(self.row)
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def look(self, name: str, tone: str = "") -> Style:
        """The style of a part, in a tone's colour."""
        return look(self.app.theme, name, tone)

    def render_line(self, y: int) -> Strip:
        if y < self._heading:
            style = self.look("header")
            strip = self._strip(
                [(self._aligned(c, Cell(c.heading()), w), style) for c, _x, w in self.layout_now],
                self.look("row"),
            )
            for column, x, width in self.layout_now:
                if column is self.sorted_by:  # behind the heading, in the gap where it fills its column
                    at = 1 + x + (width if column.is_number else min(width, cell_len(column.heading()) + 1))
                    arrow = Strip([Segment("↓" if self.sorted_down else "↑", style)])
                    strip = Strip.join([strip.crop(0, at), arrow, strip.crop(at + 1)])
            return strip
        return self.line(y - self._heading + self.scroll_offset.y, y)

    def line(self, i: int, y: int) -> Strip:
        """The strip of line `i`, which stands at `y`."""
        if i >= len(self.source):
            return self._beyond(i)
        cells = self._cells(i)
        if i in self._here() and (self.has_keys or self.always_picked or not self.whole_line):
            return self._cursor_line(cells)
        known = self._drawn.get(i)
        if known is None or known[0] != cells:
            known = self._drawn[i] = (cells, self._plain_line(cells, "row"))
        return known[1]

    def _here(self) -> range:
        """The lines of the row the cursor is on."""
        if not self.stops:
            return range(self.row, self.row + 1)
        return range(self.row, next((stop for stop in self.stops if stop > self.row), len(self.source)))

    def _cells(self, i: int) -> tuple[Cell, ...]:
        return tuple(self.source.cell(i, c) for c, _x, _w in self.layout_now)

    def _beyond(self, i: int) -> Strip:
        lines = wrap(self.empty, max(10, self.size.width - 4)) if self.line_count == 0 and self.empty else []
        text = "  " + lines[i - 1][1].replace(_GLUE, " ") if 1 <= i <= len(lines) else ""
        looks = self.look("row", "muted"), self.look("row", "accent")
        parts = [Segment(part, looks[j % 2]) for j, part in enumerate(re.split(f"[{_KEY}{_SAID}]", text))]
        return Strip(parts).adjust_cell_length(self.size.width, looks[0])

    def _cursor_line(self, cells: tuple[Cell, ...]) -> Strip:
        if self.whole_line:
            return self._plain_line(tuple(replace(c, tone="") for c in cells), "cursor")
        parts = [
            (
                self._aligned(c, cell, w),
                self.look(
                    "cursor" if j == self.col and self.has_keys else "line",
                    "" if j == self.col else cell.tone,
                ),
            )
            for j, ((c, _x, w), cell) in enumerate(zip(self.layout_now, cells, strict=True))
        ]
        return self._strip(parts, self.look("line"), mark="▶" if self.has_keys else " ")

    def _plain_line(self, cells: tuple[Cell, ...], name: str) -> Strip:
        if cells and cells[0].spans:
            _column, x, width = self.layout_now[-1]
            return self._strip(
                [(fit(display(cells[0].text), x + width), self.look(name, cells[0].tone))], self.look(name)
            )
        parts = [
            (self._aligned(c, cell, w), self.look(name, cell.tone))
            for (c, _x, w), cell in zip(self.layout_now, cells, strict=True)
        ]
        return self._strip(parts, self.look(name))

    @staticmethod
    def _aligned(column: Column, cell: Cell, width: int) -> str:
        text = display(cell.text)
        if cell.short and cell_len(text) > width:
            text = display(cell.short)
        return right(text, width) if column.is_number else fit(text, width)

    def _strip(self, parts: list[tuple[str, Style]], gap: Style, mark: str = " ") -> Strip:
        segments = [Segment(mark, gap)]
        for i, (text, style) in enumerate(parts):
            if i:
                segments.append(Segment("  ", gap))
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, gap)

    def _repaint(self, i: int) -> None:
        y = i - self.scroll_offset.y + self._heading
        if self._heading <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Does what a key means here; False when it means nothing."""
        page = max(1, self.size.height - self._heading - 1)
        match key:
            case "up":
                self.go(self.row - 1, self.col)
            case "down":
                self.go(self.row + 1, self.col)
            case "left":
                self.go(self.row, self.col - 1)
            case "right":
                self.go(self.row, self.col + 1)
            case "pageup":
                self.go(self.row - page, self.col)
            case "pagedown":
                self.go(self.row + page, self.col)
            case "home":
                self.go(self.row, 0) if self.col and not self.whole_line else self.go(0, 0)
            case "end":
                last = len(self.layout_now) - 1
                self.go(self.row, last) if self.col < last and not self.whole_line else self.go(
                    len(self.source), last
                )
            case "ctrl+home":
                self.go(0, self.col)
            case "ctrl+end":
                self.go(len(self.source), self.col)
            case "enter":
                self.choose()
            case _:
                return False
        return True

    def take_paste(self, text: str) -> bool:
        """Takes pasted text; False when there is no place for it."""
        return False

    def choose(self) -> None:
        """What Enter and a double click do."""
        if self.chosen is not None and len(self.source):
            self.chosen(self.row)

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, inside the rows there are."""
        left, row = self._here(), max(0, min(row, len(self.source) - 1))
        if self.stops:
            ahead = (
                [stop for stop in self.stops if stop >= row]
                if row > self.row
                else [stop for stop in self.stops if stop <= row][::-1]
            )
            row = ahead[0] if ahead else self.stops[-1]
        self.row = row
        self.col = max(0, min(col, len(self.layout_now) - 1))
        for i in (*left, *self._here()):
            self._repaint(i)
        for i in reversed(self._here()):
            self.reveal(i)
        if self.moved is not None:
            self.moved()

    def reveal(self, i: int) -> None:
        """Scrolls so that line `i` is in sight."""
        top, height = self.scroll_offset.y, self.size.height - self._heading
        if height < 1:  # hidden; it is revealed when it is seen again
            return
        if i < top:
            self.scroll_to(y=i, animate=False, force=True, immediate=True)
        elif i >= top + height:
            self.scroll_to(y=i - height + 1, animate=False, force=True, immediate=True)

    def hit(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The row and column under the mouse."""
        y = event.y - self._heading
        if y < 0:
            return None
        col = max((j for j, (_c, x, _w) in enumerate(self.layout_now) if x + 1 <= event.x), default=0)
        return y + self.scroll_offset.y, col

    def on_click(self, event: events.Click) -> None:
        self.clicked(event)

    def clicked(self, event: events.Click) -> None:
        """What a click does. Not `on_click`: Textual calls that of every class, and one pick would be made
        twice."""
        found = self.hit(event)
        if found is not None and found[0] < len(self.source):
            self.go(*found)
            if event.chain == 2:
                self.choose()
