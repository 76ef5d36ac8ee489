"""The chart of a revealed ballot: for each touchpoint its status, a bar divided by answer, and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look

SHADES = "█▓▒░"
"""Fills of the persons named most, second and third, and of all others, distinct without colour."""


@dataclass(frozen=True)
class Piece:
    """One answer of a bar: its sign, how many gave it, and the fill."""

    sign: str
    votes: int
    fill: str


@dataclass(frozen=True)
class Vote:
    """One touchpoint: status and name, the pieces of the bar, `count` as "6 of 8", and the sentences below. A
    rule is drawn above one that `is_separate`."""

    status: str
    tone: str
    name: str
    pieces: tuple[Piece, ...] = ()
    count: str = ""
    words: tuple[str, ...] = ()
    is_separate: bool = False


def bar(pieces: Sequence[Piece], room: int) -> list[tuple[Piece, int]]:
    """The pieces of a bar with their widths in `room` cells: the same width for each vote where possible, and
    at least one cell."""
    total = sum(piece.votes for piece in pieces)
    if not total:
        return []
    if room >= total:
        return [(piece, piece.votes * (room // total)) for piece in pieces]
    return [(piece, max(1, piece.votes * room // total)) for piece in pieces]


class Votes(ScrollView, can_focus=True):
    """A list of votes with a cursor. Calls `chosen` with the vote of Enter or a double click."""

    DEFAULT_CSS = """
    Votes { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, chosen: Callable[[int], object], id: str | None = None) -> None:
        super().__init__(id=id)
        self.votes: Sequence[Vote] = ()
        self.row = 0
        self.chosen = chosen
        self.drawn: list[tuple[int, Strip]] = []
        """The vote of each line, -1 for none, and the line."""

    def show(self, votes: Sequence[Vote]) -> None:
        """Shows other votes."""
        self.votes = votes
        self.row = max(0, min(self.row, len(votes) - 1))
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(40, self.size.width - 2)
        is_spaced = width >= 100
        widths = self._widths(width)
        self.drawn = []
        for i, vote in enumerate(self.votes):
            if vote.is_separate or (is_spaced and i):
                rule = "─" * width if vote.is_separate else ""
                self.drawn.append((-1, Strip([Segment(rule, self._look("muted"))])))
            self.drawn += [(i, strip) for strip in self._vote_lines(vote, width, *widths)]
        self.virtual_size = Size(self.size.width, len(self.drawn))
        self.refresh()

    def _widths(self, width: int) -> tuple[int, int, int, int]:
        """The cells of status, name, bar and count in a line of `width` cells. The bar gets what the names
        leave, at least half of it, and a multiple of the most votes."""
        status = max((cell_len(vote.status) for vote in self.votes), default=0) + 2
        count = max((cell_len(vote.count) for vote in self.votes), default=0) + 1
        longest = max((cell_len(display(vote.name)) for vote in self.votes), default=0) + 2
        most_votes = max((sum(piece.votes for piece in vote.pieces) for vote in self.votes), default=0)
        room = width - status - count - 2
        bar_width = max(8, room - min(longest, room // 2))
        if 0 < most_votes <= bar_width:
            bar_width -= bar_width % most_votes
        elif not most_votes:
            bar_width = 0
        return status, min(longest, room - bar_width), bar_width, count

    def _vote_lines(
        self, vote: Vote, width: int, status_width: int, name_width: int, bar_width: int, count_width: int
    ) -> Iterator[Strip]:
        name = [line for _begin, line in wrap(display(vote.name), name_width - 1)]
        parts = [
            Segment(fit(vote.status, status_width), self._look(vote.tone)),
            Segment(fit(name[0], name_width - 1) + " ", self._look("strong")),
        ]
        used = 0
        for k, (piece, cells) in enumerate(bar(vote.pieces, bar_width)):
            text = fit(piece.sign, 1) + piece.fill * (cells - 1)
            is_toned = k == 0 and piece.fill in SHADES
            parts.append(Segment(text, self._look(vote.tone if is_toned else "row")))
            used += cells
        yield Strip([*parts, Segment(" " * (bar_width + 1 - used)), Segment(fit(vote.count, count_width))])
        indent = Segment(" " * status_width)
        for line in name[1:]:
            yield Strip([indent, Segment(line, self._look("strong"))])
        for words in vote.words:
            for _begin, line in wrap(display(words), width - status_width):
                yield Strip([indent, Segment(line, self._look("muted"))])

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        row, strip = self.drawn[at] if at < len(self.drawn) else (-1, Strip([]))
        base = self._look("line" if row == self.row else "row")
        mark = "▶" if row == self.row and (at == 0 or self.drawn[at - 1][0] != row) else " "
        return Strip([Segment(mark), *strip]).apply_style(base).adjust_cell_length(self.size.width, base)

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        before = self.row, self.scroll_offset.y
        match key:
            case "up":
                self.go(self.row - 1)
            case "down":
                self.go(self.row + 1)
            case "pageup":
                self.go(self.row - 5)
            case "pagedown" | "space":
                self.go(self.row + 5)
            case "home":
                self.go(0)
            case "end":
                self.go(len(self.votes) - 1)
            case "enter" if self.votes:
                self.chosen(self.row)
                return True
        return (self.row, self.scroll_offset.y) != before

    def take_paste(self, text: str) -> bool:
        return False

    def go(self, row: int) -> None:
        """Moves the cursor, and scrolls until all lines of its vote are visible."""
        self.row = max(0, min(row, len(self.votes) - 1))
        lines = [i for i, (owner, _strip) in enumerate(self.drawn) if owner == self.row]
        if lines:
            first, last, top, height = lines[0], lines[-1], self.scroll_offset.y, max(1, self.size.height)
            if self.row == 0 or first < top:
                self.scroll_to(y=0 if self.row == 0 else first, animate=False, force=True, immediate=True)
            elif last >= top + height:
                self.scroll_to(y=last - height + 1, animate=False, force=True, immediate=True)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.scroll_offset.y
        if at < len(self.drawn) and self.drawn[at][0] >= 0:
            self.go(self.drawn[at][0])
            if event.chain == 2:
                self.chosen(self.row)
