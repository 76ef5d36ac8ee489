"""The pictures of the documents: what they show, as plain values, and how they read as lines of text.

A picture stands in a fence of a document; other formats draw it from the same values (`documents/svg.py`).
Names are last in a line, so that no width has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import floor
from typing import NamedTuple, TypeAlias

from cxworkshop.documents.escape import Markdown, one_line
from cxworkshop.language import number

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
    """Where a touchpoint is on the five levels, and where it shall be; None where that is not known."""

    now: int | None
    is_fact: bool
    target: int | None
    label: str

    def __str__(self) -> str:
        return " ".join(self._sign(level) for level in range(1, LEVELS + 1)) + f"  {self.label}"

    def _sign(self, level: int) -> str:
        if level == self.now:
            return "●" if self.is_fact else "○"
        return "▸" if level == self.target else "·"


class Gap(NamedTuple):
    """A guess beside a figure and its interval, on a scale."""

    start: float
    end: float
    low: float
    value: float
    high: float
    guess: float
    label: str

    def __str__(self) -> str:
        line = ["·"] * LENGTH
        low, high = self._at(self.low), self._at(self.high)
        line[low : high + 1] = "─" * (high + 1 - low)
        line[low], line[high] = "├", "┤"
        line[self._at(self.value)] = "●"
        line[self._at(self.guess)] = "▽"
        return f"{number(self.start):>4} {''.join(line)} {number(self.end)}  {self.label}"

    def _at(self, value: float) -> int:
        share = (value - self.start) / (self.end - self.start)
        return min(LENGTH - 1, max(0, floor(share * LENGTH)))


class Stair(NamedTuple):
    """A step of the staircase, the lowest first."""

    height: int
    is_passed: bool
    label: str

    def __str__(self) -> str:
        return f"{'    ' * self.height}{'✓' if self.is_passed else '·'} {self.label}"


Picture: TypeAlias = tuple[Bar | Level | Gap | Stair, ...]
"""The lines of a picture, all of one type."""


def pictures_in(values: Iterable[object]) -> dict[str, Picture]:
    """The pictures that a document's content holds, by the text that stands for each in its Markdown."""
    found: dict[str, Picture] = {}
    for value in values:
        if isinstance(value, tuple) and value:
            if isinstance(value[0], Bar | Level | Gap | Stair):
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
    return "\n".join(_line(str(line)) for line in lines)


def _line(line: str) -> str:
    """A line without breaks and control characters, with the spaces that it begins with."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)
