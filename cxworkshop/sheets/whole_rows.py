"""Rows in whole sentences: how wide each column of a list is, and how many lines each row takes.

All widths are in terminal cells. Nothing here knows the cursor or what is typed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, islice, permutations
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len

from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.text import beginning, display, shorten_middle, words_of, wrapped_lines

READING = 72
"""The widest text: beyond it the eye loses the line."""
USUAL, MOST = 3, 9
"""Lines that a row takes: up to USUAL by itself, as more are hard to read as one row; up to MOST where its
words were cut otherwise and the list has free lines, as words that nobody sees are worse."""
GAP = 2
"""Cells between two columns."""
HEADING = 4
"""What a column may be wider than its least width for its heading."""
EMPTY, NARROW = 8, 4
"""What an empty column keeps, and what it keeps where something is cut otherwise: it stays in its place, so
that Tab lands where it always does."""
_UNBROKEN = 24
"""A word up to this length is not broken while there is room."""
_MOVES = 24
"""The most that widths are moved between columns."""


class RowPlan(NamedTuple):
    """The width of each column, the lines of each row, the empty lines between two rows, and whether nothing
    is cut."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]
    air: int
    whole: bool


def plan(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, height: int) -> RowPlan:
    """The fewest lines a row, up to USUAL, at which nothing is cut and all rows stand in `height` lines; else
    the most that fit, up to MOST. A list of more rows than lines has one line a row.

    What is no text is as wide as it says. The texts share the rest. What is given up, in this order, where
    they have too little room: headings in full, the room of empty columns, long forms that have a short one.
    """
    cells = [[row[i] for row in rows] for i in range(len(columns))]
    room, is_long = width - GAP * (len(columns) - 1), len(rows) > height
    for texts in _ways(columns, cells):
        layout = _Layout(texts, room - is_long, height, len(rows))
        best = layout.in_fewest_lines(layout.in_lines(1), range(2, 2 if is_long else USUAL + 1))
        if best.whole:
            break
    if is_long:
        return best
    best = layout.in_fewest_lines(best, range(USUAL + 1, MOST + 1))
    return best._replace(heights=layout.with_spare_lines(best))


def _ways(columns: Sequence[Column], cells: Sequence[Sequence[Cell]]) -> Iterator[list[_Texts]]:
    """The columns, each time with less that is wanted."""
    told_apart = _told_apart([column.heading() for column in columns])
    said = list(zip(columns, cells, told_apart, strict=True))
    yield [_Texts(column, own, cell_len(column.heading())) for column, own, _apart in said]
    usual = [_Texts(column, own, apart) for column, own, apart in said]
    yield usual
    narrow = [_Texts(column, own, apart, is_narrow=True) for column, own, apart in said]
    yield narrow
    shorter = [texts.shortened(own) for texts, own in zip(narrow, cells, strict=True)]
    if shorter != narrow:
        yield shorter


def _told_apart(headings: Sequence[str]) -> list[int]:
    """The width of each heading at which it reads unlike the others when it is cut; one that another begins
    with stays whole."""
    widths = []
    for heading in headings:
        others = [other for other in headings if not heading.startswith(other)]
        same = max((_same_letters(heading, other) for other in others), default=0)
        widths.append(min(cell_len(heading), cell_len(heading[: same + 1]) + 1) if same else 0)
    return widths


def _same_letters(a: str, b: str) -> int:
    """How many letters two texts begin with alike."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


class _Texts:
    """What the cells of a column say, and how wide that is. Of its heading `seen` cells stay in sight; a
    column that `is_narrow` gives no room to more of it."""

    def __init__(
        self, column: Column, cells: Sequence[Cell], seen: int, is_narrow: bool = False, short: bool = False
    ) -> None:
        self.column, self.seen, self.is_narrow = column, seen, is_narrow
        self.texts = [_said(cell.short if short and cell.short else cell.text) for cell in cells]
        self.longest = max(map(cell_len, self.texts), default=0)
        self.heading = cell_len(column.heading())
        self.wraps = column.is_text and any(cell.text and not cell.short for cell in cells)
        """Not where all have a short form, as people have."""
        heading = min(self.heading, column.width + (0 if is_narrow else HEADING))
        wanted = max(heading, self.longest) if self.longest else NARROW if is_narrow else EMPTY
        self.full = min(READING, max(seen, wanted))
        self.least = max(min(seen, READING), min(column.width, self.full))
        self.lines_at = cache(self._lines_at)

    def shortened(self, cells: Sequence[Cell]) -> _Texts:
        """The same in the short form of what does not wrap; itself where there is none."""
        has_short = not self.wraps and any(cell.short for cell in cells)
        return _Texts(self.column, cells, self.seen, self.is_narrow, short=True) if has_short else self

    def _lines_at(self, width: int) -> list[int]:
        """The lines that each text takes at a width; MOST + 1 stands for any more."""
        if self.longest <= width:
            return [1] * len(self.texts)
        return [_line_count(text, width) for text in self.texts]

    def least_width(self, lines: int) -> int:
        """The least width at which every text stands in so many lines, with its words whole."""
        if lines == 1:
            return self.full
        words = (cell_len(word) for text in self.texts for word in words_of(text))
        low = min(self.full, max([self.least, *(word for word in words if word <= _UNBROKEN)]))
        high = self.full
        while low < high:
            middle = (low + high) // 2
            if max(self.lines_at(middle)) <= lines:
                high = middle
            else:
                low = middle + 1
        return low


Widths = dict[int, int]
"""The widths of the texts, by the index of their column."""


class _Layout:
    """Lays out columns of texts beside those that do not wrap."""

    def __init__(self, said: Sequence[_Texts], width: int, height: int, count: int) -> None:
        self.said, self.height, self.count = said, height, count
        narrowed = _narrowed([texts.least if texts.wraps else texts.full for texts in said], said, width)
        self.least = {i: narrowed[i] for i, texts in enumerate(said) if texts.wraps}
        self.fixed = {i: narrowed[i] for i, texts in enumerate(said) if not texts.wraps}
        self.room = width - sum(self.fixed.values())

    def in_lines(self, lines: int) -> RowPlan:
        """The plan in which each row has at most so many lines."""
        need = {i: max(least, self.said[i].least_width(lines)) for i, least in self.least.items()}
        wide = self._shared(need)
        is_tight = sum(need.values()) > self.room
        if is_tight and self.count <= self.height:
            wide = self._settled(wide)
        wants = [1] * self.count if is_tight and self.count > self.height else self._wants(wide)
        heights = tuple(min(lines, want) for want in wants)
        whole = (
            not (is_tight and self.count > self.height)
            and max(wants, default=1) <= lines
            and all(self.said[i].longest <= width for i, width in self.fixed.items())
        )
        has_air = whole and max(heights, default=1) > 1 and sum(heights) + self.count - 1 <= self.height
        return RowPlan(self._with_headings(wide | self.fixed), heights, int(has_air), whole)

    def in_fewest_lines(self, best: RowPlan, lines: range) -> RowPlan:
        """The plan of the fewest lines a row at which nothing is cut; else the last that stands in the height
        there is, at least the `best` so far."""
        for most in lines:
            planned = best if best.whole else self.in_lines(most)
            if sum(planned.heights) > self.height:
                break
            best = planned
        return best

    def with_spare_lines(self, planned: RowPlan) -> tuple[int, ...]:
        """The lines of the rows when those that are left over have gone to rows still cut, from the top."""
        heights, spare = list(planned.heights), self.height - sum(planned.heights)
        for i, want in enumerate(self._wants({i: planned.widths[i] for i in self.least})):
            more = min(min(MOST, want) - heights[i], spare)
            heights[i] += more
            spare -= more
        return tuple(heights)

    def _wants(self, wide: Widths) -> list[int]:
        """The lines that each row needs to show all of its texts; MOST + 1 stands for any more."""
        columns = [self.said[i].lines_at(width) for i, width in wide.items()]
        return [max(row) for row in zip(*columns, strict=True)] if columns else [1] * self.count

    def _shared(self, need: Widths) -> Widths:
        """What each text needs, in proportion where there is too little. What is left over goes first to the
        columns that come onto one line with the least of it."""
        got = dict(need)
        if sum(need.values()) > self.room:
            wish = {i: need[i] - self.least[i] for i in need}
            left = max(0, self.room - sum(self.least.values()))
            got = {i: self.least[i] + wish[i] * left // (sum(wish.values()) or 1) for i in need}
        for i in sorted(got, key=lambda i: (self.said[i].full - got[i], i)):
            got[i] += max(0, min(self.room - sum(got.values()), self.said[i].full - got[i]))
        return got

    def _settled(self, wide: Widths) -> Widths:
        """Moves width between texts for as long as the rows together want fewer lines for it."""
        total = sum(self._wants(wide))
        for _move in range(_MOVES):
            trials = (
                {**wide, giver: wide[giver] - n, taker: wide[taker] + n}
                for giver, taker in permutations(wide, 2)
                for n in (1, 2, 4)
                if wide[giver] - n >= self.least[giver] and wide[taker] + n <= self.said[taker].full
            )
            best = min(
                ((sum(self._wants(trial)), trial) for trial in trials), key=itemgetter(0), default=None
            )
            if best is None or best[0] >= total:
                break
            total, wide = best
        return wide

    def _with_headings(self, widths: Widths) -> tuple[int, ...]:
        """The widths, with room that nobody needs given to headings."""
        grown = [widths[i] for i in range(len(self.said))]
        for i, texts in enumerate(self.said):
            spare = self.room + sum(self.fixed.values()) - sum(grown)
            grown[i] += max(0, min(spare, texts.heading - grown[i]))
        return tuple(grown)


def _narrowed(widths: list[int], said: Sequence[_Texts], room: int) -> list[int]:
    """The widths, the widest narrowed to what is least, then to one cell, until all have room."""
    narrowed = list(widths)
    for floors in ([texts.least for texts in said], [1] * len(widths)):
        while sum(narrowed) > room:
            above = [i for i, width in enumerate(narrowed) if width > floors[i]]
            if not above:
                break
            narrowed[max(above, key=lambda i: narrowed[i])] -= 1
    return narrowed


def _said(text: str) -> str:
    return display(beginning(text, READING * MOST))


def _line_count(text: str, width: int) -> int:
    if width < 2 and cell_len(text) > len(text):  # a sign of two cells has no room
        return MOST + 1
    return sum(1 for _line in islice(wrapped_lines(text, width), MOST + 1))


# ---- what a cell shows, and where rows stand ---------------------------------------------------------------
def shown_lines(cell: Cell, width: int, height: int) -> list[str]:
    """The lines of a cell that has room for `height`; the last one may be too wide, and is cut."""
    text = display(beginning(cell.text, width * (height + 1)))
    if cell_len(text) <= width:
        return [text]
    if cell.keeps_ends:
        return [shorten_middle(cell.text, width)]
    if cell.short and (height == 1 or cell_len(display(cell.short)) <= width):
        return [display(cell.short)]
    if height == 1:
        return [text]
    lines = list(islice(wrapped_lines(text, width), height + 1))
    rest = text[lines[height - 1][0] :] if len(lines) > height else ""
    return [line.rstrip() for _begin, line in lines[: height - 1 if rest else height]] + (
        [rest] if rest else []
    )


@dataclass(frozen=True)
class RowLines:
    """Where rows stand that take one line or several, with empty lines (`air`) between them, or only before
    those at the indexes of `breaks`."""

    heights: tuple[int, ...] = ()
    air: int = 0
    breaks: tuple[int, ...] = ()

    @cached_property
    def tops(self) -> list[int]:
        """The first line of each row, and where a row after the last would begin."""
        after = {i - 1 for i in self.breaks}
        return list(
            accumulate(
                (height + (self.air or i in after) for i, height in enumerate(self.heights)), initial=0
            )
        )

    @property
    def count(self) -> int:
        """The lines of all rows."""
        return max(0, self.tops[-1] - self.air)

    def row_at(self, line: int) -> tuple[int, int]:
        """The row at a line, and which of its lines that is; a line of air belongs to the row above it."""
        row = bisect_right(self.tops, line) - 1
        return row, line - self.tops[row]

    def of(self, row: int) -> range:
        """The lines of a row; of one after the last, where it would begin."""
        height = self.heights[row] if row < len(self.heights) else 1
        return range(self.tops[row], self.tops[row] + height)

    def for_rows(self, count: int) -> RowLines:
        """The same for a list that has grown, by rows of one line, or has become shorter."""
        if count == len(self.heights):
            return self
        return RowLines((*self.heights[:count], *[1] * (count - len(self.heights))), self.air, self.breaks)
