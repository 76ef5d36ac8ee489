"""What pictures on a scale share: names at the left, the scale, and at the right what it says in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cxworkshop.documents import figure_text
from cxworkshop.language import _, number
from cxworkshop.method.charts import Axis
from cxworkshop.method.intervals import Interval
from cxworkshop.model.measures import Measure
from cxworkshop.sheets.pieces import Line, Piece, cropped
from cxworkshop.sheets.scale import Mark, Scale, Span
from cxworkshop.sheets.text import fit

ROOMY = 100
"""Cells from which words stand beside the scale."""
FIGURE = ("◆", "good")
"""The mark of what customers say."""
GUESS = ("▽", "unclear")
TARGET = ("│", "")
BEFORE = ("◦", "muted")


_SAID = frozenset({"percent", "eur"})
"""Units that stand beside every number on a scale."""


class Columns(NamedTuple):
    """The cells of the names, of the scale, and of the words; 0 where these have no room."""

    names: int
    scale: int
    words: int

    @property
    def width(self) -> int:
        """Of a line, with the cell of the cursor."""
        return self.names + 2 + self.scale + (self.words + 2 if self.words else 0) + 1

    def line(self, name: Sequence[Piece], scale: Sequence[Piece] = (), words: str = "") -> Line:
        """A name, its scale, and what that says."""
        told = [("  ", ""), (fit(words, self.words), "muted")] if self.words and words else []
        return (*cropped(name, self.names), ("  ", ""), *scale, *told)


def columns(width: int, names: int, scale: tuple[int, int], words: int = 0) -> Columns:
    """Columns for names of so many cells; the scale takes at least and at most so many."""
    least, most = scale
    words = words if width >= ROOMY else 0
    taken = (words + 2 if words else 0) + 4
    names = min(names, width - least - taken)
    return Columns(names, max(least, min(most, width - names - taken)), words)


def scale_of(axis: Axis, width: int) -> Scale:
    return Scale(axis.low, axis.high, axis.ticks, width)


def numbers(measure: Measure | None, scale: Scale) -> Piece:
    """The round values below their dots."""
    unit = measure.unit if measure else None
    words = [
        (tick, figure_text.amount(measure, tick) if unit in _SAID else number(tick)) for tick in scale.ticks
    ]
    return scale.axis(words), "muted"


def figure_marks(figure: Interval, tone: str = FIGURE[1]) -> tuple[list[Mark], list[Span]]:
    """A figure between the ends of its interval."""
    marks = [Mark(figure.value, FIGURE[0], tone)] if figure.value is not None else []
    if figure.low is None or figure.high is None:
        return marks, []
    return marks, [Span(figure.low, figure.high, tone, "═", "╞╡")]


def interval_sign() -> str:
    """What the signs of an interval mean."""
    return f"╞═╡ {_('95% interval')}"
