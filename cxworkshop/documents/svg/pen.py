"""The strokes of a drawing: words, lines, dots; the labels at the left and the rows that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from textwrap import wrap

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import Colours

WIDTH, LABEL = 640, 236
"""Units across, and those of the labels at the left."""
SIZE = 11.5
LETTERS = 40
"""Characters of a label's line."""


def lines_of(label: str, letters: int = LETTERS, most: int = 3) -> list[str]:
    """A label on lines, cut where it is longer."""
    return wrap(one_line(label), letters, max_lines=most, placeholder=" …") or [""]


def rows(labels: Sequence[str], least: float, top: float = 20, words: Sequence[int] = ()) -> Iterator[float]:
    """The middle of a row for each label, high enough for its lines and for as many lines of `words`."""
    for label, beside in zip(labels, words or [0] * len(labels), strict=True):
        high = max(least, 13.0 * len(lines_of(label)) + 8, 12.0 * beside + 8)
        yield top + high / 2
        top += high


class Pen:
    """Draws in colours that are named; `drawn` are the elements."""

    def __init__(self, colours: Colours) -> None:
        self.colours, self.drawn = colours._asdict(), list[str]()

    def label(self, label: str, middle: float) -> None:
        lines = lines_of(label)
        for k, line in enumerate(lines):
            self.text(LABEL, middle + 4 + 13 * (k - (len(lines) - 1) / 2), line, "ink", "end")

    def text(
        self,
        x: float,
        y: float,
        words: object,
        ink: str,
        anchor: str = "start",
        *,
        bold: bool = False,
        size: float = SIZE,
    ) -> None:
        weight = ' font-weight="600"' if bold else ""
        self.drawn.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{weight} '
            f'fill="{self.colours[ink]}">{escape(one_line(words))}</text>'
        )

    def rect(self, x: float, y: float, wide: float, high: float, fill: str, stroke: str = "") -> None:
        edge = f" {self._stroke(stroke, 1.2)}" if stroke else ""
        self.drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, wide):.1f}" height="{high:.1f}" rx="2" '
            f'fill="{self.colours[fill]}"{edge}/>'
        )

    def line(
        self, x: float, y: float, to_x: float, to_y: float, ink: str, wide: float, *, dashed: bool = False
    ) -> None:
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        self.drawn.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" '
            f"{self._stroke(ink, wide)}{dashes}/>"
        )

    def dot(self, x: float, y: float, radius: float, fill: str, ink: str, wide: float = 2) -> None:
        self.drawn.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{self.colours[fill]}" '
            f"{self._stroke(ink, wide)}/>"
        )

    def path(self, points: Iterable[tuple[float, float]], ink: str, wide: float) -> None:
        """A line through points."""
        through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.drawn.append(
            f'<polyline points="{through}" {self._stroke(ink, wide)} fill="none" opacity="0.45"/>'
        )

    def wedge(self, x: float, y: float) -> None:
        """A triangle whose point is at a place."""
        self.drawn.append(
            f'<path d="M{x - 6:.1f} {y - 10:.1f}h12l-6 10z" fill="{self.colours["paper"]}" '
            f"{self._stroke('gold', 2)}/>"
        )

    def arrow(self, x: float, y: float) -> None:
        """A triangle that points to the right, its tip at a place."""
        self.drawn.append(f'<path d="M{x - 7:.1f} {y - 6:.1f}v12l10 -6z" fill="{self.colours["gold"]}"/>')

    def interval(self, low: float, high: float, y: float, ink: str = "accent") -> None:
        """A bar with an end at either side."""
        self.line(low, y, high, y, ink, 3)
        for x in (low, high):
            self.line(x, y - 5, x, y + 5, ink, 1.5)

    def _stroke(self, ink: str, wide: float) -> str:
        return f'stroke="{self.colours[ink]}" stroke-width="{wide}"'
