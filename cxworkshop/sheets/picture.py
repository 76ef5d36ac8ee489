"""A picture: the rows of a list as lines of text with tones, and the spots that the cursor stops on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.pieces import Line, Piece, side_by_side

NAMES = frozenset({"name", "strong"})
"""The tones that the cursor takes the place of."""


@dataclass(frozen=True)
class Item:
    """What stands in a column of a picture. The cursor stops on it where it is about the cell at `place`, in
    a row of the list."""

    lines: tuple[Line, ...]
    row: int = -1
    place: Place | None = None


@dataclass(frozen=True)
class Spot:
    """Where an item stands: its first line and its first cell, and how many it takes of both."""

    row: int
    place: Place
    line: int
    height: int
    x: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width

    def is_level_with(self, other: Spot) -> bool:
        """Whether some cell is above or below one of another spot."""
        return self.x < other.end and other.x < self.end

    def lines_from(self, other: Spot) -> int:
        """The lines between this spot and another; 0 where they share one."""
        return max(0, self.line - other.line - other.height + 1, other.line - self.line - self.height + 1)


@dataclass(frozen=True)
class Drawing:
    """The lines of a picture: those of its head stay in sight, the body scrolls. In the body are spots and
    the lines of the `headings` of columns: the last ones that were scrolled over stand at the top."""

    head: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    spots: tuple[Spot, ...] = ()
    headings: tuple[range, ...] = ()

    def heading_over(self, line: int) -> range:
        """The headings above a line of the body."""
        return next((lines for lines in reversed(self.headings) if lines.start < line), range(0))


@dataclass(frozen=True)
class Picture:
    """The declaration of a view of a list. `empty` is said in place of a picture without spots. `turned` is
    the view that its rows are looked at in by another order."""

    drawing: Callable[[Grid, int], Drawing]
    empty: str
    turned: str = ""


Column = tuple[int, int, Sequence[Item]]
"""Where a column begins, how wide it is, and what stands in it."""


class Canvas:
    """The lines of a picture, drawn from the top."""

    def __init__(self) -> None:
        self.head: list[Line] = []
        self.body: list[Line] = []
        self.spots: list[Spot] = []
        self.headings: list[range] = []

    def say(self, *pieces: Piece) -> None:
        """Adds a line; without pieces an empty one."""
        self.body.append(pieces)

    def put(self, *columns: Column, air: int = 0) -> None:
        """Adds columns side by side, each with its items below each other and `air` lines between these."""
        top = len(self.body)
        texts: list[tuple[int, int, Sequence[Line]]] = []
        for x, width, items in columns:
            lines: list[Line] = []
            for item in items:
                lines += [()] * (air if lines else 0)
                if item.place is not None:
                    spot = Spot(item.row, item.place, top + len(lines), len(item.lines), x, width)
                    self.spots.append(spot)
                lines += item.lines
            texts.append((x, width, lines))
        self.body += side_by_side(texts)

    @property
    def drawing(self) -> Drawing:
        return Drawing(tuple(self.head), tuple(self.body), tuple(self.spots), tuple(self.headings))


def led(lines: Sequence[Line], is_priority: bool) -> tuple[Line, ...]:
    """Lines after the cell of the cursor and of the mark of a priority."""
    lead = (PRIORITY, "accent") if is_priority else (" ", "")
    return tuple((lead, *line) for line in lines)


def name_tone(is_priority: bool) -> str:
    return "strong" if is_priority else "name"


# ---- the cursor --------------------------------------------------------------------------------------------
def same_spot(spots: Sequence[Spot], row: int, place: Place | None) -> int:
    """The index of the spot of a cell, else of its row, else the first one."""
    indices = [i for i, spot in enumerate(spots) if spot.row == row]
    exact = (i for i in indices if spots[i].place == place)
    return next(exact, next(iter(indices), 0))


def spot_after(spots: Sequence[Spot], at: int, key: str, page: int) -> int:
    """The index of the spot that a key moves the cursor to; `page` is in lines."""
    here, order = spots[at], sorted(range(len(spots)), key=lambda i: (spots[i].line, spots[i].x))
    match key:
        case "home" | "ctrl+home":
            return order[0]
        case "end" | "ctrl+end":
            return order[-1]
        case "left":
            beside = [i for i in order if spots[i].end <= here.x]
        case "right":
            beside = [i for i in order if spots[i].x >= here.end]
        case "up" | "pageup":
            above = [i for i in order if spots[i].line < here.line and spots[i].is_level_with(here)]
            return _in_column(spots, at, above[::-1], page if key == "pageup" else 0)
        case "down" | "pagedown":
            below = [i for i in order if spots[i].line > here.line and spots[i].is_level_with(here)]
            return _in_column(spots, at, below, page if key == "pagedown" else 0)
        case _:
            return at
    return min(beside, default=at, key=lambda i: (abs(spots[i].x - here.x), spots[i].lines_from(here)))


def _in_column(spots: Sequence[Spot], at: int, ahead: Sequence[int], lines: int) -> int:
    """The spot among those `ahead` that is so many lines on, at least the next one."""
    here = spots[at]
    on_page = [i for i in ahead if abs(spots[i].line - here.line) <= lines] or ahead[:1]
    if not on_page:
        return at
    line = spots[on_page[-1]].line
    return min((i for i in on_page if spots[i].line == line), key=lambda i: abs(spots[i].x - here.x))
