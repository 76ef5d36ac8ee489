"""The picture of a revealed ballot: for each touchpoint its status, a bar split by answer, and the reason in
a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
"""Of the person named most, the next, the third, and all others: to be told apart without colour."""


@dataclass(frozen=True)
class Piece:
    """One answer of a bar: the sign it was given by, how many gave it, and what fills it."""

    sign: str
    votes: int
    fill: str


@dataclass(frozen=True)
class Vote:
    """One touchpoint: status and name, the bar's pieces, "6 of 8", and sentences below. Without pieces there
    is no bar."""

    status: str
    tone: str
    name: str
    pieces: tuple[Piece, ...] = ()
    count: str = ""
    words: tuple[str, ...] = ()
    apart: bool = False


def bar(pieces: Sequence[Piece], room: int) -> list[tuple[Piece, int]]:
    """How many cells each piece gets of `room`: as many for each vote, where there is room for that; at least
    one."""
    total = sum(piece.votes for piece in pieces)
    if not total:
        return []
    if room >= total:
        return [(piece, piece.votes * (room // total)) for piece in pieces]
    return [(piece, max(1, piece.votes * room // total)) for piece in pieces]


class Votes(ScrollView, can_focus=True):
    """Votes under each other, with a cursor. `chosen` is told which one Enter or a double click meant."""

    DEFAULT_CSS = """
    Votes { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, chosen: Callable[[int], object], id: str | None = None) -> None:
        super().__init__(id=id)
        self.votes: Sequence[Vote] = ()
        self.row = 0
        self.chosen = chosen
        self.drawn: list[tuple[int, Strip]] = []

    def show(self, votes: Sequence[Vote]) -> None:
        """Other votes."""
        self.votes = votes
        self.row = max(0, min(self.row, len(votes) - 1))
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(40, self.size.width - 2)
        spaced = width >= 100
        status = max((cell_len(one.status) for one in self.votes), default=0) + 2
        count = max((cell_len(one.count) for one in self.votes), default=0) + 1
        longest = max((cell_len(display(one.name)) for one in self.votes), default=0) + 2
        room = self._room(width - status - count - 2, longest)
        name = min(longest, width - status - count - room - 2)
        self.drawn = []
        for i, vote in enumerate(self.votes):
            if vote.apart or (spaced and i):
                self.drawn.append(
                    (-1, Strip([Segment("─" * width if vote.apart else "", self._look("muted"))]))
                )
            called = [line for _begin, line in wrap(display(vote.name), name - 1)]
            parts = [
                Segment(fit(vote.status, status), self._look(vote.tone)),
                Segment(fit(called[0], name - 1) + " ", self._look("strong")),
            ]
            used = 0
            for k, (piece, cells) in enumerate(bar(vote.pieces, room)):
                text = fit(piece.sign, 1) + piece.fill * (cells - 1)
                parts.append(
                    Segment(text, self._look(vote.tone if k == 0 and piece.fill in SHADES else "row"))
                )
                used += cells
            parts += [Segment(" " * (room + 1 - used)), Segment(fit(vote.count, count))]
            self.drawn.append((i, Strip(parts)))
            self.drawn += [
                (i, Strip([Segment(" " * status), Segment(line, self._look("strong"))]))
                for line in called[1:]
            ]
            for text in vote.words:
                for _begin, line in wrap(display(text), width - status):
                    self.drawn.append((i, Strip([Segment(" " * status), Segment(line, self._look("muted"))])))
        self.virtual_size = Size(self.size.width, len(self.drawn))
        self.refresh()

    def _room(self, width: int, names: int) -> int:
        """The cells of a bar: what the names leave, half the width at least, and as many for each vote."""
        most = max((sum(piece.votes for piece in one.pieces) for one in self.votes), default=0)
        room = max(8, width - min(names, width // 2))
        return room - room % most if 0 < most <= room else room if most else 0

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        here, strip = self.drawn[at] if at < len(self.drawn) else (-1, Strip([]))
        base = self._look("line" if here == self.row else "row")
        mark = "▶" if here == self.row and (at == 0 or self.drawn[at - 1][0] != here) else " "
        return Strip([Segment(mark), *strip]).apply_style(base).adjust_cell_length(self.size.width, base)

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
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
            case "enter":
                if len(self.votes):
                    self.chosen(self.row)
            case _:
                return False
        return True

    def take_paste(self, text: str) -> bool:
        return False

    def go(self, row: int) -> None:
        """Moves the cursor, and shows all lines of the vote it is on."""
        self.row = max(0, min(row, len(self.votes) - 1))
        lines = [i for i, (here, _strip) in enumerate(self.drawn) if here == self.row]
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
