"""Marks on a scale: one line in which values stand where they are between two ends. Used by pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len

from cxworkshop.sheets.pieces import Piece


@dataclass(frozen=True)
class Mark:
    """A sign of one cell at a value; later ones stand over earlier ones."""

    at: float
    sign: str
    tone: str = ""


@dataclass(frozen=True)
class Span:
    """What fills the scale from one value to another; two signs may end it."""

    low: float
    high: float
    tone: str = "muted"
    sign: str = "─"
    ends: str = ""


@dataclass(frozen=True)
class Scale:
    """The values at both ends, those of the dots between, and the cells that all take."""

    low: float
    high: float
    ticks: Sequence[float]
    width: int

    def x(self, value: float) -> int:
        """The cell of a value; one beyond an end stands at it."""
        share = (value - self.low) / (self.high - self.low)
        return round(max(0.0, min(1.0, share)) * (self.width - 1))

    def line(self, marks: Sequence[Mark], spans: Sequence[Span] = ()) -> list[Piece]:
        """The scale with marks over spans over dots."""
        signs: list[Piece] = [(" ", "")] * self.width
        for tick in self.ticks:
            signs[self.x(tick)] = "·", "muted"
        for span in spans:
            low, high = self.x(span.low), self.x(span.high)
            signs[low : high + 1] = [(span.sign, span.tone)] * (high + 1 - low)
            for x, end in zip((low, high), span.ends, strict=False):
                signs[x] = end, span.tone
        for mark in marks:
            signs[self.x(mark.at)] = mark.sign, mark.tone
        return [
            ("".join(sign for sign, _tone in same), tone) for tone, same in groupby(signs, lambda p: p[1])
        ]

    def axis(self, words: Sequence[tuple[float, str]]) -> str:
        """Words over their values; of those without room the beginning up to a space, or nothing."""
        text = ""
        for value, word in words:
            for shown in (word, word.split(" ")[0]):
                begin = max(0, min(self.x(value) - cell_len(shown) // 2, self.width - cell_len(shown)))
                if not text or begin > cell_len(text):
                    text += " " * (begin - cell_len(text)) + shown
                    break
        return text
