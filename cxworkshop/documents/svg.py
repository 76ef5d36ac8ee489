"""The pictures of the documents as SVG, and in a sentence for those who do not see them.

Colours are given: values for paper, variables for a browser. A sign stands in a text of its own, because one
that the font lacks would take its whole line into another font.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from textwrap import wrap

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import Colours
from cxworkshop.documents.pictures import LEVELS, Bar, Gap, Level, Picture, Stair
from cxworkshop.documents.wording import SIGNS
from cxworkshop.language import _, number
from cxworkshop.method.responsibility import STATUSES

WIDTH, LABEL = 640, 236
"""Units across, and those of the labels at the left."""
MOST = 28
"""Lines of one drawing; a journey of more touchpoints has several."""
COLOUR_OF_SIGN = {"●": "good", "✓": "good", "◐": "fair", "◆": "warn", "○": "bad", "!": "bad"}
NARROW = 36
"""Units of a bar in which a sign and a count do not stand side by side."""
_SIZE = 11.5
_LETTERS = 40
"""Characters of a label's line."""


def drawings(picture: Picture, colours: Colours, font: str) -> Iterator[tuple[str, str]]:
    """Each drawing of a picture as SVG with the words that say the same."""
    for start in range(0, len(picture), MOST):
        part = picture[start : start + MOST]
        words = alt(part)
        body, height = _body(part, colours)
        about = f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{escape(font)}"'
        about += f' role="img" aria-label="{escape(words)}"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" {about}>{body}</svg>', words


def alt(picture: Picture) -> str:
    return "; ".join(map(_said, picture)) + "."


def _said(line: Bar | Level | Gap | Stair) -> str:
    label = one_line(line.label)
    match line:
        case Bar():
            words = {SIGNS[status]: _(label) for status, label in STATUSES if status in SIGNS}
            counts = ", ".join(f"{words.get(sign, sign)} {count}" for sign, count in line.counts if count)
            return f"{label}: {counts}"
        case Level():
            target = f" → {line.target}" if line.target else ""
            return f"{label}: {line.now or '?'}{target}"
        case Gap():
            words_ = _("{label}: customers say {value} ({low}…{high}), we guessed {guess}")
            figures = (line.value, line.low, line.high, line.guess)
            value, low, high, guess = (number(figure) for figure in figures)
            return words_.format(label=label, value=value, low=low, high=high, guess=guess)
        case Stair():
            return f"{label}: {_('passed') if line.is_passed else _('not passed yet')}"


def _body(picture: Picture, colours: Colours) -> tuple[str, float]:
    pen = _Pen(colours)
    bars = [line for line in picture if isinstance(line, Bar)]
    levels = [line for line in picture if isinstance(line, Level)]
    gaps = [line for line in picture if isinstance(line, Gap)]
    stairs = [line for line in picture if isinstance(line, Stair)]
    height = max(pen.bars(bars), pen.levels(levels), pen.gaps(gaps), pen.stairs(stairs))
    return "".join(pen.drawn), height


def _lines(label: str, letters: int = _LETTERS, most: int = 3) -> list[str]:
    return wrap(one_line(label), letters, max_lines=most, placeholder=" …") or [""]


class _Pen:
    """Draws lines from the top down; each method answers how far it came."""

    def __init__(self, colours: Colours) -> None:
        self.colours, self.drawn = colours._asdict(), list[str]()

    def bars(self, bars: Sequence[Bar]) -> float:
        y = 0.0
        for bar in bars:
            total = sum(count for _sign, count in bar.counts) or 1
            x, long = LABEL + 12.0, WIDTH - LABEL - 12
            middle = y + 14
            self._label(bar.label, middle)
            for sign, count in bar.counts:
                if not count:
                    continue
                wide = long * count / total
                self._rect(x, y, wide - 2, 28, COLOUR_OF_SIGN.get(sign, "accent"))
                if wide < NARROW:  # the sign above its count
                    self._text(x + wide / 2 - 1, y + 12, sign, "paper", "middle", size=9)
                    self._text(x + wide / 2 - 1, y + 24, count, "paper", "middle", bold=True)
                else:
                    self._text(x + wide / 2 - 6, middle + 4, sign, "paper", "end")
                    self._text(x + wide / 2 - 2, middle + 4.5, count, "paper", bold=True, size=13)
                x += wide
            y += 36
        return y

    def levels(self, levels: Sequence[Level]) -> float:
        if not levels:
            return 0
        start, step = LABEL + 50.0, (WIDTH - LABEL - 90) / (LEVELS - 1)
        rows = list(self._rows((level.label for level in levels), 22))
        end = rows[-1] + 12
        for n in range(LEVELS):
            x = start + n * step
            self._text(x, 10, n + 1, "soft", "middle", bold=n == 2)
            self._line(x, 16, x, end, "soft" if n == 2 else "line", 1.2 if n == 2 else 0.7)
        known = [
            (start + (level.now - 1) * step, y) for level, y in zip(levels, rows, strict=True) if level.now
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in known)
        self.drawn.append(
            f'<polyline points="{path}" {self._stroke("accent", 1.2)} fill="none" opacity="0.45"/>'
        )
        for level, y in zip(levels, rows, strict=True):
            self._label(level.label, y)
            self._level(level, y, start, step)
        return end

    def _level(self, level: Level, y: float, start: float, step: float) -> None:
        now = start + ((level.now or 1) - 1) * step
        if level.target:
            target = start + (level.target - 1) * step
            if level.now and level.now != level.target:
                self._line(now, y, target, y, "gold", 1.6)
            self._line(target, y - 7, target, y + 7, "gold", 3)
        if level.now:
            fill = self.colours["accent" if level.is_fact else "paper"]
            self.drawn.append(
                f'<circle cx="{now:.1f}" cy="{y:.1f}" r="5" fill="{fill}" {self._stroke("accent", 2)}/>'
            )
        else:
            self._text(LABEL + 20, y + 4, "?", "bad", "middle", bold=True)

    def gaps(self, gaps: Sequence[Gap]) -> float:
        start, long = LABEL + 56.0, WIDTH - LABEL - 100.0
        y = 0.0
        for gap, y in zip(gaps, self._rows((gap.label for gap in gaps), 34, top=4), strict=True):

            def at(value: float, gap: Gap = gap) -> float:
                return start + long * min(1.0, max(0.0, (value - gap.start) / (gap.end - gap.start)))

            self._label(gap.label, y)
            self._text(start - 8, y + 4, number(gap.start), "soft", "end", size=9.5)
            self._text(start + long + 8, y + 4, number(gap.end), "soft", "start", size=9.5)
            self._line(start, y, start + long, y, "line", 1)
            self._line(at(gap.low), y, at(gap.high), y, "accent", 3)
            for value in (gap.low, gap.high):
                self._line(at(value), y - 5, at(value), y + 5, "accent", 1.5)
            self.drawn.append(
                f'<circle cx="{at(gap.value):.1f}" cy="{y:.1f}" r="5" fill="{self.colours["accent"]}"/>'
            )
            guess = at(gap.guess)
            self.drawn.append(
                f'<path d="M{guess - 6:.1f} {y - 15:.1f}h12l-6 10z" fill="{self.colours["paper"]}" '
                f"{self._stroke('gold', 2)}/>"
            )
        return y + 14 if gaps else 0

    def stairs(self, stairs: Sequence[Stair]) -> float:
        if not stairs:
            return 0
        rise, wide = 20.0, WIDTH / len(stairs)
        top = rise * max(stair.height for stair in stairs) + 76
        for n, stair in enumerate(sorted(stairs, key=lambda stair: stair.height)):
            x, y = n * wide, top - 76 - rise * stair.height
            self._rect(x, y, wide - 3, top - y, "accent" if stair.is_passed else "tint")
            self._rect(x, y, wide - 3, 3, "accent")
            ink = "paper" if stair.is_passed else "ink"
            for k, line in enumerate(_lines(stair.label, int(wide / 6.2), 4)):
                self._text(x + 7, y + 19 + 14 * k, line, ink, size=10.5)
            self._text(x + wide - 12, top - 8, "✓" if stair.is_passed else "·", ink, "end", bold=True)
        return top

    # ---- strokes -----------------------------------------------------------------------------------------
    def _rows(self, labels: Iterable[str], least: float, top: float = 20) -> Iterator[float]:
        """The middle of a row for each label, high enough for its lines."""
        for label in labels:
            high = max(least, 13.0 * len(_lines(label)) + 8)
            yield top + high / 2
            top += high

    def _label(self, label: str, middle: float) -> None:
        lines = _lines(label)
        for k, line in enumerate(lines):
            self._text(LABEL, middle + 4 + 13 * (k - (len(lines) - 1) / 2), line, "ink", "end")

    def _text(
        self,
        x: float,
        y: float,
        words: object,
        ink: str,
        anchor: str = "start",
        *,
        bold: bool = False,
        size: float = _SIZE,
    ) -> None:
        weight = ' font-weight="600"' if bold else ""
        self.drawn.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{weight} '
            f'fill="{self.colours[ink]}">{escape(str(words))}</text>'
        )

    def _rect(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        self.drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, wide):.1f}" height="{high:.1f}" rx="2" '
            f'fill="{self.colours[fill]}"/>'
        )

    def _line(self, x: float, y: float, to_x: float, to_y: float, ink: str, wide: float) -> None:
        self.drawn.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" {self._stroke(ink, wide)}/>'
        )

    def _stroke(self, ink: str, wide: float) -> str:
        return f'stroke="{self.colours[ink]}" stroke-width="{wide}"'
