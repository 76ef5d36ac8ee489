"""Rows under a heading with a cursor: one Line-API widget that draws only the lines in sight and owns its
keys.

The library, the findings, the documents and every sheet are rows. Screens hand keys to `take_key` one after
the other, so keys typed ahead meet the state that the keys before them left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.commands import keyed
from cxworkshop.language import say
from cxworkshop.sheets.cells import Cell, Column, Source
from cxworkshop.sheets.layout import Layout
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.text import display, fit, fit_right, wrap
from cxworkshop.widgets.looks import look

_KEY, _SAID = "\x0e", "\x0f"
"""Stand around a key in the words of an empty list: "a adds" would else read as an article."""
_GLUE = "\N{NO-BREAK SPACE}"


def invitation(words: str) -> str:
    """The words of an empty list, with its keys told from words and kept on the line of what they do."""
    told = keyed(words)
    return str(say(words, **{id: f"{_KEY}{key}{_SAID}" for id, key in told.values.items()})).replace(
        f"{_SAID} ", f"{_SAID}{_GLUE}"
    )


class Picture(NamedTuple):
    """What the painted lines were made of. `at` is the line kept in sight; `touched` are the lines of the
    widget that read otherwise than their cells."""

    source: Source
    layout: Layout
    line_count: int
    at: int
    touched: set[int]


class ListBox(ScrollView, can_focus=True):
    """Draws rows. `chosen` is told which row Enter or a double click meant, `moved` that the cursor is
    elsewhere."""

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
        self.always_picked = False  # the cursor is seen also while something else has the keys
        self.sorted_by: Column | None = None
        self.sorted_down = False
        self._drawn: dict[int, tuple[tuple[Cell, ...], Strip]] = {}
        self._painted = Picture(self.rows.source, [], 0, 0, set())

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
        """The lines the cursor stands on, where a row takes several."""
        return self.rows.stops

    @stops.setter
    def stops(self, stops: Sequence[int]) -> None:
        self.rows.stops = stops

    @property
    def layout_now(self) -> Layout:
        """The columns in sight, each with where it begins and its width."""
        return self.rows.layout

    @property
    def has_keys(self) -> bool:
        """Whether the screen hands its keys to these rows."""
        return getattr(self.screen, "pane", self) is self

    def show(self, source: Source) -> None:
        """Draws another source, or the same one with other cells."""
        with self.painting():
            self.rows.show(source)

    # -- painting what reads otherwise -----------------------------------------------------------------------
    @contextmanager
    def painting(self) -> Iterator[None]:
        """Has something done to the rows; only lines that read otherwise are painted again."""
        self._take_room()
        yield
        self.paint()

    @property
    def line_at(self) -> int:
        """The line that is kept in sight."""
        return self.rows.row

    def touched(self) -> set[int]:
        """The lines of the widget that read otherwise than their cells: the cursor's."""
        return {self._y(i) for i in self.rows.cursor_lines}

    def paint(self) -> None:
        """Paints what reads otherwise than when it was painted last."""
        before, rows = self._painted, self.rows
        if before.layout != rows.layout or before.line_count != rows.line_count:
            self.draw_all()
            return
        if before.at != self.line_at:
            self.reveal(self.line_at)
        lines = before.touched | self.touched()
        for i in self._in_sight() if rows.source is not before.source else ():
            known = self._drawn.get(i)
            if known is None or known[0] != rows.cells(i):
                self._drawn.pop(i, None)
                lines.add(self._y(i))
        for y in lines:
            if rows.heading_height <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))
        self._painted = self._picture()

    def draw_all(self) -> None:
        """Draws every line anew, with the cursor in sight."""
        self._drawn.clear()
        self._measure()
        self.reveal(self.line_at)
        self.refresh()
        self._painted = self._picture()

    def _picture(self) -> Picture:
        rows = self.rows
        return Picture(rows.source, rows.layout, rows.line_count, self.line_at, self.touched())

    def _in_sight(self) -> range:
        top = self.scroll_offset.y
        return range(
            top, min(self.rows.line_count, top + max(0, self.size.height - self.rows.heading_height))
        )

    def _y(self, i: int) -> int:
        """The line of the widget where line `i` of the rows stands."""
        return i - self.scroll_offset.y + self.rows.heading_height

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self.rows.line_count + self.rows.heading_height)

    def _take_room(self) -> None:
        """Tells the rows how much room there is, should a change of it be on its way here still."""
        if (self.size.width or self.rows.width, self.size.height) != (self.rows.width, self.rows.height):
            self.rows.resize(*self.size)

    def on_resize(self) -> None:
        self.rows.resize(*self.size)
        self.draw_all()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def reveal(self, i: int) -> None:
        """Scrolls so that line `i` is in sight."""
        top, height = self.scroll_offset.y, self.size.height - self.rows.heading_height
        if height < 1:  # hidden; it is revealed when it is seen again
            return
        if i < top:
            self.scroll_to(y=i, animate=False, force=True, immediate=True)
        elif i >= top + height:
            self.scroll_to(y=i - height + 1, animate=False, force=True, immediate=True)

    # -- lines -----------------------------------------------------------------------------------------------
    def look(self, name: str, tone: str = "") -> Style:
        """The style of a part, in a tone's colour."""
        return look(self.app.theme, name, tone)

    def render_line(self, y: int) -> Strip:
        if y < self.rows.heading_height:
            return self._heading_line()
        return self.line(y - self.rows.heading_height + self.scroll_offset.y, y)

    def _heading_line(self) -> Strip:
        style = self.look("header")
        heads = tuple(Cell(column.heading()) for column in self.rows.shown)
        strip = self._strip(self._aligned(heads, lambda _j, _cell: style), self.look("row"))
        for column, x, width in self.layout_now:
            if column is self.sorted_by:  # behind the heading, in the gap where it fills its column
                at = 1 + x + (width if column.is_number else min(width, cell_len(column.heading()) + 1))
                arrow = Strip([Segment("↓" if self.sorted_down else "↑", style)])
                strip = Strip.join([strip.crop(0, at), arrow, strip.crop(at + 1)])
        return strip

    def line(self, i: int, y: int) -> Strip:
        """The strip of line `i`, which stands at `y`."""
        if i >= len(self.source):
            return self._beyond(i)
        cells, rows = self.rows.cells(i), self.rows
        if i in rows.cursor_lines and (self.has_keys or self.always_picked or not rows.selects_rows):
            return self._cursor_line(cells)
        known = self._drawn.get(i)
        if known is None or known[0] != cells:
            known = self._drawn[i] = (cells, self._plain_line(cells, "row"))
        return known[1]

    def _beyond(self, i: int) -> Strip:
        is_empty = self.empty and not self.rows.line_count
        lines = wrap(self.empty, max(10, self.size.width - 4)) if is_empty else []
        text = "  " + lines[i - 1][1].replace(_GLUE, " ") if 1 <= i <= len(lines) else ""
        looks = self.look("row", "muted"), self.look("row", "accent")
        parts = [Segment(part, looks[j % 2]) for j, part in enumerate(re.split(f"[{_KEY}{_SAID}]", text))]
        return Strip(parts).adjust_cell_length(self.size.width, looks[0])

    def _cursor_line(self, cells: tuple[Cell, ...]) -> Strip:
        if self.rows.selects_rows:
            return self._plain_line(tuple(replace(c, tone="") for c in cells), "cursor")

        def style(j: int, cell: Cell) -> Style:
            if j == self.col:
                return self.look("cursor" if self.has_keys else "line")
            return self.look("line", cell.tone)

        return self._strip(self._aligned(cells, style), self.look("line"), mark="▶" if self.has_keys else " ")

    def _plain_line(self, cells: tuple[Cell, ...], name: str) -> Strip:
        if cells and cells[0].spans:
            _column, x, width = self.layout_now[-1]
            return self._strip(
                [(fit(display(cells[0].text), x + width), self.look(name, cells[0].tone))], self.look(name)
            )
        return self._strip(self._aligned(cells, lambda _j, cell: self.look(name, cell.tone)), self.look(name))

    def _aligned(self, cells: Sequence[Cell], style: Callable[[int, Cell], Style]) -> list[tuple[str, Style]]:
        """The cells of a line as they stand in their columns; `style` is asked with the place of each."""
        parts: list[tuple[str, Style]] = []
        for j, ((column, _x, width), cell) in enumerate(zip(self.layout_now, cells, strict=True)):
            text = display(cell.text)
            if cell.short and cell_len(text) > width:
                text = display(cell.short)
            parts.append((fit_right(text, width) if column.is_number else fit(text, width), style(j, cell)))
        return parts

    def _strip(self, parts: list[tuple[str, Style]], gap: Style, mark: str = " ") -> Strip:
        segments = [Segment(mark, gap)]
        for i, (text, style) in enumerate(parts):
            if i:
                segments.append(Segment("  ", gap))
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, gap)

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Does what a key means here; False when it means nothing."""
        if key == "enter":
            self.choose()
            return True
        with self.painting():
            led = self.rows.take_key(key)
        if led:
            self._went()
        return led

    def take_paste(self, text: str) -> bool:
        """Takes pasted text; False when there is no place for it."""
        return False

    def choose(self) -> None:
        """What Enter and a double click do."""
        if self.chosen is not None and len(self.source):
            self.chosen(self.row)

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, inside the rows there are."""
        with self.painting():
            self.rows.go(row, col)
        self._went()

    def _went(self) -> None:
        for i in reversed(self.rows.cursor_lines):
            self.reveal(i)
        if self.moved is not None:
            self.moved()

    def hit(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The row and column under the mouse."""
        y = event.y - self.rows.heading_height
        if y < 0:
            return None
        col = max((j for j, (_c, x, _w) in enumerate(self.layout_now) if x + 1 <= event.x), default=0)
        return y + self.scroll_offset.y, col

    def on_click(self, event: events.Click) -> None:
        self.clicked(event)

    def clicked(self, event: events.Click) -> None:
        """What a click does. Not `on_click`: Textual calls that of every class, and one pick would be made
        twice."""
        spot = self.hit(event)
        if spot is not None and spot[0] < len(self.source):
            self.go(*spot)
            if event.chain == 2:
                self.choose()
