"""Draws bars, stairs and weights: what is counted. Each function answers how far it came."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.documents.pictures import Bar, Stair, Weight
from cxworkshop.documents.svg.pen import LABEL, WIDTH, Pen, lines_of, rows

COLOUR_OF_SIGN = {"●": "good", "✓": "good", "◐": "fair", "◆": "warn", "○": "bad", "!": "bad"}
NARROW = 36
"""Units of a bar in which a sign and a count do not stand side by side."""
_SAID = 150
"""Units of the words behind a bar."""


def bars(pen: Pen, lines: Sequence[Bar]) -> float:
    y = 0.0
    for bar in lines:
        total = sum(count for _sign, count in bar.counts) or 1
        x, long = LABEL + 12.0, WIDTH - LABEL - 12
        middle = y + 14
        pen.label(bar.label, middle)
        for sign, count in bar.counts:
            if not count:
                continue
            wide = long * count / total
            pen.rect(x, y, wide - 2, 28, COLOUR_OF_SIGN.get(sign, "accent"))
            if wide < NARROW:  # the sign above its count
                pen.text(x + wide / 2 - 1, y + 12, sign, "paper", "middle", size=9)
                pen.text(x + wide / 2 - 1, y + 24, count, "paper", "middle", bold=True)
            else:
                pen.text(x + wide / 2 - 6, middle + 4, sign, "paper", "end")
                pen.text(x + wide / 2 - 2, middle + 4.5, count, "paper", bold=True, size=13)
            x += wide
        y += 36
    return y


def stairs(pen: Pen, lines: Sequence[Stair]) -> float:
    rise, wide = 20.0, WIDTH / len(lines)
    top = rise * max(stair.height for stair in lines) + 76
    for n, stair in enumerate(sorted(lines, key=lambda stair: stair.height)):
        x, y = n * wide, top - 76 - rise * stair.height
        pen.rect(x, y, wide - 3, top - y, "accent" if stair.is_passed else "tint")
        pen.rect(x, y, wide - 3, 3, "accent")
        ink = "paper" if stair.is_passed else "ink"
        for k, line in enumerate(lines_of(stair.label, int(wide / 6.2), 4)):
            pen.text(x + 7, y + 19 + 14 * k, line, ink, size=10.5)
        pen.text(x + wide - 12, top - 8, "✓" if stair.is_passed else "·", ink, "end", bold=True)
    return top


def weights(pen: Pen, lines: Sequence[Weight]) -> float:
    """A bar for each score; those of priorities are filled."""
    y, start, long = 0.0, LABEL + 12.0, WIDTH - LABEL - 12.0 - _SAID
    for weight, y in zip(lines, rows([weight.label for weight in lines], 20, top=0), strict=True):
        wide = long * weight.score / weight.of if weight.of else 0
        pen.label(weight.label, y)
        pen.rect(start, y - 7, max(2, wide), 14, "accent" if weight.is_priority else "tint", "accent")
        pen.text(start + wide + 8, y + 4, weight.words, "ink", size=10)
    return y + 14
