"""The pictures of the documents as SVG, and in a sentence for those who do not see them.

Colours are given: values for paper, variables for a browser; nothing is told by colour alone. A sign stands
in a text of its own, because one that the font lacks would take its whole line into another font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import Colours
from cxworkshop.documents.pictures import Bar, Drawn, Gap, Level, Picture, Stair, Trend, Way, Weight
from cxworkshop.documents.svg.counts import COLOUR_OF_SIGN, bars, stairs, weights
from cxworkshop.documents.svg.pen import WIDTH, Pen
from cxworkshop.documents.svg.scales import gaps, levels, trends, ways
from cxworkshop.documents.wording import SIGNS
from cxworkshop.language import _, number
from cxworkshop.method.responsibility import STATUSES

MOST = 28
"""Lines of one drawing; a journey of more touchpoints has several."""
_MOST_OF = {Trend: 6, Way: 9, Gap: 8}
"""The same of what is higher than a line."""
_DRAW: dict[type, Callable[[Pen, Any], float]] = {
    Bar: bars, Level: levels, Gap: gaps, Trend: trends, Way: ways, Weight: weights, Stair: stairs,
}  # fmt: skip


def drawings(picture: Picture, colours: Colours, font: str) -> Iterator[tuple[str, str]]:
    """Each drawing of a picture as SVG with the words that say the same."""
    most = _MOST_OF.get(type(picture[0]), MOST) if picture else MOST
    for start in range(0, len(picture), most):
        part = picture[start : start + most]
        words, pen = alt(part), Pen(colours)
        height = _DRAW[type(part[0])](pen, part)
        about = f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{escape(font)}"'
        about += f' role="img" aria-label="{escape(words)}"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" {about}>{"".join(pen.drawn)}</svg>', words


def alt(picture: Picture) -> str:
    return "; ".join(map(_said, picture)) + "."


def _said(line: Drawn) -> str:
    label = one_line(line.label)
    match line:
        case Bar():
            words = {SIGNS[status]: _(word) for status, word in STATUSES if status in SIGNS}
            counts = ", ".join(f"{words.get(sign, sign)} {count}" for sign, count in line.counts if count)
            return f"{label}: {counts}"
        case Level():
            return f"{label}: {_level_said(line)}"
        case Gap():
            words_ = _("{label}: customers say {value} ({low}…{high}), we guessed {guess}")
            figures = (line.value, line.low, line.high, line.guess)
            value, low, high, guess = (number(round(figure, 1)) for figure in figures)
            if line.words:
                return f"{label}: {one_line(line.words)}"
            return words_.format(label=label, value=value, low=low, high=high, guess=guess)
        case Trend():
            figures_ = ", ".join(f"{one_line(moment.words)} {moment.when}" for moment in line.moments)
            return f"{label}: {figures_}" + (f", {one_line(line.words)}" if line.words else "")
        case Way() | Weight():
            return f"{label}: {one_line(line.words)}"
        case Stair():
            return f"{label}: {_('passed') if line.is_passed else _('not passed yet')}"


def _level_said(level: Level) -> str:
    """2 → 4, what it rests on, and what it was."""
    target = f" → {level.target}" if level.target else ""
    known = _("a fact") if level.is_fact else _("our own view")
    ground = "" if level.now is None else _("basis unknown") if level.is_unknown else known
    was = _("was {n}").format(n=level.was) if level.was and level.was != level.now else ""
    return ", ".join(part for part in (f"{level.now or '?'}{target}", ground, was) if part)


__all__ = ["COLOUR_OF_SIGN", "MOST", "WIDTH", "alt", "drawings"]
