"""What the room sees, drawn in a terminal: by the second one, and on the facilitator's own screen."""

from __future__ import annotations

import time

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.room.lines import clock_text, lines_of
from cxworkshop.room.parts import Showing
from cxworkshop.sheets.pieces import Line
from cxworkshop.widgets.looks import look

TICK = 0.25
"""Seconds between two looks at the clock, which is painted anew when it reads otherwise."""


class RoomView(Widget):
    """Draws a Showing. A running clock counts by itself."""

    DEFAULT_CSS = "RoomView { width: 100%; height: 1fr; background: $background; }"

    def __init__(self, showing: Showing, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.showing = showing
        self._lines: list[Line] = []
        self._clock = ""

    def on_mount(self) -> None:
        self.set_interval(TICK, self._tick)

    def on_resize(self) -> None:
        self._draw()

    def show(self, showing: Showing) -> None:
        """Shows something else."""
        if showing is not self.showing:
            self.showing = showing
            self._draw()

    def _tick(self) -> None:
        if self.screen.is_current and clock_text(self.showing.clock, time.time()) != self._clock:
            self._draw()

    def _draw(self) -> None:
        now = time.time()
        self._clock = clock_text(self.showing.clock, now)
        self._lines = lines_of(self.showing, self.size.width, self.size.height, now)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        theme, line = self.app.theme, self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(text, look(theme, "row", tone)) for text, tone in line])
        return strip.adjust_cell_length(self.size.width, look(theme, "row"))
