"""The pictures of the documents: what they show, as plain values, and how they read as lines of text.

A picture stands in a fence of a document; other formats draw it from the same values (`documents/svg/`).
Names are last in a line, so that no width has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import floor
from typing import NamedTuple, TypeAlias

from cxworkshop.documents.escape import Markdown, one_line
from cxworkshop.language import date_text, months_text, number
from cxworkshop.method.thresholds import PROGRESS_SHOWN

LENGTH = 40
"""Characters of a scale."""
LEVELS = 5


class Bar(NamedTuple):
    """How touchpoints divide over signs, in the order of the signs."""

    counts: tuple[tuple[str, int], ...]
    label: str

    def __str__(self) -> str:
        return " ".join(sign * count for sign, count in self.counts if count) + f"  {self.label}"


class Level(NamedTuple):
    """Where a touchpoint is on the five levels, where it shall be, and where it was in the last round; None
    where that is not known."""

    now: int | None
    is_fact: bool
    target: int | None
    label: str
    was: int | None = None
    is_unknown: bool = False
    """Whether nobody knows what the level rests on."""

    def __str__(self) -> str:
        return " ".join(self._sign(level) for level in range(1, LEVELS + 1)) + f"  {self.label}"

    def _sign(self, level: int) -> str:
        if level == self.now:
            return "?" if self.is_unknown else "●" if self.is_fact else "○"
        if level == self.target:
            return "▸"
        return "◦" if level == self.was else "·"


class Gap(NamedTuple):
    """A guess, the middle one of several, beside a figure and its interval, on a scale; in words what that
    says. `guessed`: how many guessed about how much."""

    start: float
    end: float
    low: float
    value: float
    high: float
    guess: float
    label: str
    guessed: tuple[tuple[float, int], ...] = ()
    words: str = ""

    def __str__(self) -> str:
        guesses = ((about, "∘") for about, _count in self.guessed)
        figure = self.low, self.value, self.high
        line = _scale(self.start, self.end, figure, guesses, [(self.guess, "▽")])
        return f"{number(self.start):>4} {line} {number(self.end)}  {self.label}"

    @property
    def lines(self) -> tuple[str, ...]:
        return (str(self), f"     {self.words}") if self.words else (str(self),)


class Moment(NamedTuple):
    """A figure of a day, or of a `month`, with its interval, and how it reads."""

    day: date | None
    low: float
    value: float
    high: float
    words: str
    month: str = ""

    @property
    def when(self) -> str:
        return months_text(self.month) if self.month else date_text(self.day)


class Trend(NamedTuple):
    """The figures of a measure, the oldest first, on a scale with its targets; what became of it in words."""

    moments: tuple[Moment, ...]
    start: float
    end: float
    targets: tuple[float, ...]
    words: str
    label: str

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each day, in words."""
        moments = (f"  {moment.when}: {moment.words}" for moment in self.moments)
        return (self.label, *moments, f"  {self.words}")


class Way(NamedTuple):
    """A goal from its baseline, 0, to its target, 1, and where it is now; None where that is not known."""

    low: float | None
    now: float | None
    high: float | None
    words: str
    label: str
    is_hold: bool = False
    """Whether the level is to be held, so that there is no start."""

    @property
    def lines(self) -> tuple[str, ...]:
        now = self.now
        low, high = (now if end is None else end for end in (self.low, self.high))
        figure = None if now is None or low is None or high is None else (low, now, high)
        scale = _scale(*PROGRESS_SHOWN, figure, under=(*(() if self.is_hold else ((0, "◦"),)), (1, "▸")))
        return f"{scale}  {self.label}", f"{' ' * LENGTH}  {self.words}"


class Weight(NamedTuple):
    """What a touchpoint scores of the highest score."""

    score: float
    of: float
    is_priority: bool
    words: str
    label: str

    def __str__(self) -> str:
        full = round(_WEIGHT * self.score / self.of) if self.of else 0
        return f"{'█' * full}{'░' * (_WEIGHT - full)} {self.words}  {self.label}"


_WEIGHT = 15
"""Characters of the longest bar."""


def _scale(
    start: float,
    end: float,
    figure: tuple[float, float, float] | None,
    under: Iterable[tuple[float, str]] = (),
    over: Iterable[tuple[float, str]] = (),
) -> str:
    """A figure between the ends of its interval, with marks `under` and `over` it; what is beyond the scale
    stands at its end."""

    def at(value: float) -> int:
        return min(LENGTH - 1, max(0, floor((value - start) / (end - start) * LENGTH)))

    line = ["·"] * LENGTH
    if figure is not None:
        low, _value, high = map(at, figure)
        line[low : high + 1] = "─" * (high + 1 - low)
        line[low], line[high] = "├", "┤"
    figures = [(figure[1], "●")] if figure is not None else []
    for value_, sign in (*under, *figures, *over):
        line[at(value_)] = sign
    return "".join(line)


class Stair(NamedTuple):
    """A step of the staircase, the lowest first."""

    height: int
    is_passed: bool
    label: str

    def __str__(self) -> str:
        return f"{'    ' * self.height}{'✓' if self.is_passed else '·'} {self.label}"


Drawn: TypeAlias = Bar | Level | Gap | Trend | Way | Weight | Stair
Picture: TypeAlias = tuple[Drawn, ...]
"""The lines of a picture, all of one type."""


def pictures_in(values: Iterable[object]) -> dict[str, Picture]:
    """The pictures that a document's content holds, by the text that stands for each in its Markdown."""
    found: dict[str, Picture] = {}
    for value in values:
        if isinstance(value, tuple) and value:
            if isinstance(value[0], Drawn):
                found[_drawn(value)] = value
            else:
                found |= pictures_in(value)
    return found


def text(lines: Iterable[object]) -> Markdown:
    """The lines of a picture in a fence; empty without lines. What people said in them does nothing."""
    drawn = _drawn(lines)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", drawn)), 0)
    return Markdown(f"{fence}text\n{drawn}\n{fence}") if drawn else Markdown("")


def _drawn(lines: Iterable[object]) -> str:
    texts = (line.lines if isinstance(line, Gap | Trend | Way) else (str(line),) for line in lines)
    return "\n".join(_line(text) for each in texts for text in each)


def _line(line: str) -> str:
    """A line without breaks and control characters, with the spaces that it begins with."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)
