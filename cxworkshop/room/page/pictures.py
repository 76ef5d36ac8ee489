"""The journey as a curve, and guesses beside what customers said."""

from __future__ import annotations

from itertools import groupby, pairwise

from cxworkshop.language import _
from cxworkshop.method.thresholds import MEETS
from cxworkshop.model.touchpoint_states import BASES
from cxworkshop.room.page.html import box, breakable, circle, element, figure, line, picture, tag, words_at
from cxworkshop.room.parts import Gap, Guessed, Journey, Point

_LEFT = 11.0
"""Where the first column of the journey begins, in per cent: beside the words of the levels."""
_CROWDED = 8
"""Columns above which names stand on two rows, each as wide as two columns."""


_WIDE = 3
"""Columns of a stage whose name leaves room beside it."""
_APART = 9.0
"""Per cent of the scale between two figures, below which they would touch."""
_HIGHEST = 3
"""Guesses that are drawn above each other."""


# ---- the journey -------------------------------------------------------------------------------------------
def journey(view: Journey) -> str:
    """The chart above, below it the stages and the names of the touchpoints."""
    wide = (100 - _LEFT) / max(1, len(view.points))
    middles = [_LEFT + wide * (i + 0.5) for i in range(len(view.points))]
    chart = _levels(view.levels) + _curves(view.points, middles) + "".join(map(_point, view.points, middles))
    label = "; ".join(
        f"{point.name}: {'?' if point.now is None else point.now}"
        + (f" → {point.target}" if point.target else "")
        for point in view.points
    )
    key = "".join(element("span", _(words)) for _basis, words in BASES)
    key += element("span", f"┄ {_('Target level')}", "accent")
    if any(point.before for point in view.points):
        key += element("span", f"━ {_('the round before')}", "was-key")
    key += element("span", view.more)
    names = _stages(view.points, wide) + _names(view.points, middles, wide)
    below = picture(names, "names") + tag("p", key, "key muted")
    return tag("div", picture(chart, "whole", label) + below, "fill")


def _height(level: float) -> float:
    """Where a level is, in per cent from above."""
    return 94 - 84 * (level - 1) / 4


def _levels(words: tuple[str, ...]) -> str:
    return "".join(
        line(0.0, _height(level), 100.0, _height(level), "rule strong-rule" if level == MEETS else "rule")
        + words_at("0", _height(level), word, "t-m muted", "-0.4em")
        for level, word in enumerate(words, 1)
    )


def _curves(points: tuple[Point, ...], middles: list[float]) -> str:
    """A line joins what is known; where a level is unknown it passes over it."""
    lines = []
    for values, classes in (
        ([point.before for point in points], "curve was"),
        ([point.target for point in points], "curve aim"),
        ([point.now for point in points], "curve"),
    ):
        known = [(x, _height(value)) for x, value in zip(middles, values, strict=True) if value is not None]
        lines += [line(*here, *there, classes) for here, there in pairwise(known)]
    return "".join(lines)


def _point(point: Point, x: float) -> str:
    if point.now is None:
        return words_at(x, _height(MEETS), "?", "t-m centre muted", "-0.5em")
    side = "low" if point.now < MEETS else "high" if point.now > MEETS else ""
    return circle(x, _height(point.now), "1.5vh", f"point {side} {'' if point.basis == '●' else 'hollow'}")


def _stages(points: tuple[Point, ...], wide: float) -> str:
    """The stages over their columns; a narrow one beside a wide one takes a column of its room."""
    drawn, x, before = [], _LEFT, 0
    for stage, group in groupby(points, key=lambda point: point.stage):
        columns = len(list(group))
        width = wide * columns
        drawn.append(line(x + 0.3, 1.6, x + width - 0.3, 1.6, "strong-rule"))
        more = wide if columns == 1 and before >= _WIDE else 0.0
        words = element("div", breakable(stage), "stage end" if more else "stage")
        drawn.append(box(x - more, 3.0, width + more, 25.0, words))
        x, before = x + width, columns
    return "".join(drawn)


def _names(points: tuple[Point, ...], middles: list[float], wide: float) -> str:
    """The names under their columns; where they are many on two rows, each as far as its neighbours in the
    row leave."""
    is_crowded = len(points) > _CROWDED
    reach = wide * (1 if is_crowded else 0.5) - 0.2
    drawn = []
    for i, (point, middle) in enumerate(zip(points, middles, strict=True)):
        is_low = is_crowded and i % 2 == 1
        x, end = max(0.0, middle - reach), min(100.0, middle + reach)
        side = "end" if middle + reach > 100.1 else ""
        tone = "bad" if point.now is not None and point.now < MEETS else ""
        drawn.append(line(middle, 27.0, middle, 64.5 if is_low else 29.0, "rule"))
        words = element("div", breakable(point.name), f"place {side} {tone}")
        drawn.append(box(x, 64.0 if is_low else 28.5, end - x, 36.0, words))
    return "".join(drawn)


# ---- the gap -----------------------------------------------------------------------------------------------
def gap(view: Gap) -> str:
    """A line for each measure: what each guessed above it, what customers said on it."""
    key = element("span", f"● {_('what each of us guessed, with the middle one')}", "accent")
    if any(guessed.value is not None for guessed in view.lines):
        key = element("span", f"● {_('what customers said, with its margin')}", "good") + key
    return tag(
        "div", "".join(_guessed(guessed) for guessed in view.lines) + tag("p", key, "key"), "fill gaps"
    )


def _guessed(guessed: Guessed) -> str:
    marks = [line(0.0, 66.0, 100.0, 66.0, "strong-rule"), _customers(guessed)]
    stacked: dict[float, int] = {}
    for guess in guessed.guesses:
        level = stacked[guess] = stacked.get(guess, -1) + 1
        marks.append(circle(_along(guessed, guess), 44 - 14 * min(level, _HIGHEST), "1.1vh", "f-accent"))
    middle = _along(guessed, guessed.middle)
    marks += [line(middle, 52.0, middle, 74.0, "middle"), _figures(guessed)]
    return tag(
        "div",
        element("p", guessed.name, "name")
        + picture("".join(marks), "scale", guessed.verdict)
        + element("p", guessed.verdict, "verdict"),
        "gapline",
    )


def _along(guessed: Guessed, value: float) -> float:
    """Where a value is on the scale, in per cent; one beyond the scale stands at its end."""
    share = (value - guessed.least) / ((guessed.most - guessed.least) or 1)
    return 3 + 94 * min(1.0, max(0.0, share))


def _customers(guessed: Guessed) -> str:
    """What customers said, with its margin where there is one."""
    if guessed.value is None:
        return ""
    margin = ""
    if guessed.low is not None and guessed.high is not None:
        margin = line(_along(guessed, guessed.low), 66.0, _along(guessed, guessed.high), 66.0, "interval")
    return margin + circle(_along(guessed, guessed.value), 66, "1.8vh", "f-good")


def _figures(guessed: Guessed) -> str:
    """The two figures under the scale; side by side where they would stand on each other."""
    middle = _along(guessed, guessed.middle)
    if guessed.value is None:
        return words_at(middle, 99.0, figure(guessed.middle), "t-l centre accent")
    value = _along(guessed, guessed.value)
    sides = ("centre", "centre")
    if abs(middle - value) < _APART:
        sides = ("left", "right") if middle < value else ("right", "left")
    return words_at(middle, 99.0, figure(guessed.middle), f"t-l {sides[0]} accent") + words_at(
        value, 99.0, figure(guessed.value), f"t-l {sides[1]} good"
    )
