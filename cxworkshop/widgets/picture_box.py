"""The widget of every picture: lines, and a cursor that goes from spot to spot. The head does not scroll."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.model.place import Place
from cxworkshop.sheets.picture import NAMES, Drawing, Spot, same_spot, spot_after
from cxworkshop.sheets.pieces import Line
from cxworkshop.widgets.invitation import invitation_line
from cxworkshop.widgets.looks import look


class PictureBox(ScrollView, can_focus=True):
    """Draws a picture. Calls `moved` when the cursor went to another spot, and `chosen` on a double click."""

    DEFAULT_CSS = """
    PictureBox { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self, *, id: str | None = None, moved: Callable[[], object], chosen: Callable[[], object]
    ) -> None:
        super().__init__(id=id)
        self.drawing, self.empty = Drawing(), ""
        self.at = 0
        """The index of the spot under the cursor."""
        self.moved, self.chosen = moved, chosen

    @property
    def spot(self) -> Spot | None:
        """The spot under the cursor; None where there is nothing to stop on."""
        spots = self.drawing.spots
        return spots[self.at] if self.at < len(spots) else None

    def show(self, drawing: Drawing, empty: str) -> None:
        """Shows another drawing; `empty` is said in place of one without spots."""
        self.drawing, self.empty = drawing, empty
        self.at = min(self.at, max(0, len(drawing.spots) - 1))
        self._draw_all()

    def follow(self, row: int, place: Place | None) -> None:
        """Moves the cursor to the spot of a cell of the list, else of its row."""
        at = same_spot(self.drawing.spots, row, place)
        if at != self.at:
            self.at = at
            self._draw_all()

    def _draw_all(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.drawing.head) + len(self.drawing.body))
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        """Scrolls until the spot under the cursor is visible; from the first one the top is, from the last
        one what stands below it."""
        spot, top, height = self.spot, self.scroll_offset.y, self.size.height - len(self.drawing.head)
        if spot is None or height < 1:
            return
        covered, spots = len(self.drawing.heading_over(spot.line)), self.drawing.spots
        first = 0 if spot.line == min(other.line for other in spots) else spot.line - covered
        is_last = spot.line == max(other.line for other in spots)
        end = len(self.drawing.body) if is_last else spot.line + spot.height
        if first < top:
            self.scroll_to(y=first, animate=False, force=True, immediate=True)
        elif end > top + height:
            self.scroll_to(
                y=min(spot.line - covered, end - height), animate=False, force=True, immediate=True
            )

    def on_resize(self) -> None:
        self._draw_all()

    # -- lines -----------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        theme, width, head = self.app.theme, self.size.width, self.drawing.head
        if not self.drawing.spots:
            looks = look(theme, "row", "muted"), look(theme, "row", "accent")
            return invitation_line(self.empty, y - 1, width, looks)
        line = y - len(head) + self.scroll_offset.y
        shown: Line = head[y] if y < len(head) else ()
        if y >= len(head) and line < len(self.drawing.body):
            headings = self.drawing.heading_over(self.scroll_offset.y)
            line = headings[y - len(head)] if y - len(head) < len(headings) else line
            shown = self.drawing.body[line]
        segments = self._segments(shown, line if y >= len(head) else -1)
        return Strip(segments).adjust_cell_length(width, look(theme, "row"))

    def _segments(self, pieces: Line, line: int) -> list[Segment]:
        theme, spot = self.app.theme, self.spot
        is_here = spot is not None and spot.line <= line < spot.line + spot.height
        begins = accumulate((cell_len(text) for text, _tone in pieces), initial=0)
        segments = []
        for (text, tone), x in zip(pieces, begins, strict=False):
            named = tone if tone != "name" else ""
            if spot is None or not is_here or not spot.x <= x < spot.end:
                segments.append(Segment(text, look(theme, "row", named)))
            elif x == spot.x and line == spot.line:
                segments.append(Segment("▶" + text[1:], look(theme, "line", "accent")))
            elif tone in NAMES:
                segments.append(Segment(text, look(theme, "cursor")))
            else:
                segments.append(Segment(text, look(theme, "line", named)))
        return segments

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Moves the cursor; False for any other key, and where it cannot go on."""
        if self.spot is None:
            return False
        page = max(1, self.size.height - len(self.drawing.head) - 1)
        return self._go(spot_after(self.drawing.spots, self.at, key, page))

    def take_paste(self, text: str) -> bool:
        """Nothing is pasted into a picture."""
        return False

    def _go(self, at: int) -> bool:
        if at == self.at:
            return False
        self.at = at
        self._draw_all()
        self.moved()
        return True

    def on_click(self, event: events.Click) -> None:
        line = event.y - len(self.drawing.head) + self.scroll_offset.y
        for i, spot in enumerate(self.drawing.spots):
            if spot.line <= line < spot.line + spot.height and spot.x <= event.x < spot.end:
                self._go(i)
                if event.chain == 2:
                    self.chosen()
