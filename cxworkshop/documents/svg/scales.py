"""Draws levels, guesses, trends, goals: what stands on a scale. Each function answers how far it came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from cxworkshop.documents.pictures import LEVELS, Gap, Level, Moment, Trend, Way
from cxworkshop.documents.svg.pen import LABEL, WIDTH, Pen, lines_of, rows
from cxworkshop.language import _, number
from cxworkshop.method.thresholds import PROGRESS_SHOWN

_SAID = 158
"""Units of the words at the right of a scale."""
_LETTERS = 28
"""Characters of them on a line."""
_SMALL = 9.5
_STEP = 8.0
"""Units between guesses above each other."""


def _scale(start: float, long: float, low: float, high: float) -> Callable[[float], float]:
    """Where a value stands; one beyond an end stands at it."""
    return lambda value: start + long * min(1.0, max(0.0, (value - low) / (high - low)))


# ---- the journey -------------------------------------------------------------------------------------------
def levels(pen: Pen, lines: Sequence[Level]) -> float:
    start, step = LABEL + 50.0, (WIDTH - LABEL - 90) / (LEVELS - 1)
    middles = list(rows([level.label for level in lines], 22))
    end = middles[-1] + 12
    for n in range(LEVELS):
        x = start + n * step
        pen.text(x, 10, n + 1, "soft", "middle", bold=n == 2)
        pen.line(x, 16, x, end, "soft" if n == 2 else "line", 1.2 if n == 2 else 0.7)
    stops = [(level.now, y) for level, y in zip(lines, middles, strict=True)]
    for is_known, run in groupby(stops, key=lambda stop: stop[0] is not None):
        if is_known:  # nothing is known of the way over what is unknown
            pen.path(((start + ((now or 1) - 1) * step, y) for now, y in run), "accent", 1.2)
    for level, y in zip(lines, middles, strict=True):
        pen.label(level.label, y)
        _level(pen, level, y, _scale(start, step * (LEVELS - 1), 1, LEVELS))
    return end


def _level(pen: Pen, level: Level, y: float, at: Callable[[float], float]) -> None:
    if level.was and level.was != level.now:
        pen.dot(at(level.was), y, 3, "paper", "soft", 1)
    if level.target:
        if level.now:
            pen.line(at(level.now), y, at(level.target), y, "gold", 1.6)
        if level.now == level.target:
            pen.line(at(level.target), y - 9, at(level.target), y + 9, "gold", 3)
        else:
            pen.arrow(at(level.target), y)
    if level.now and level.is_unknown:
        pen.text(at(level.now), y + 4, "?", "bad", "middle", bold=True)
    elif level.now:
        pen.dot(at(level.now), y, 5, "accent" if level.is_fact else "paper", "accent")
    else:
        pen.text(LABEL + 20, y + 4, "?", "bad", "middle", bold=True)


# ---- guesses -----------------------------------------------------------------------------------------------
def gaps(pen: Pen, lines: Sequence[Gap]) -> float:
    start, long, top = LABEL + 56.0, WIDTH - LABEL - 100.0, 0.0
    for gap in lines:
        at = _scale(start, long, gap.start, gap.end)
        high = 27 + _STEP * max((count for _about, count in gap.guessed), default=0)
        y = top + max(high, 13.0 * len(lines_of(gap.label)) / 2 + 4)
        pen.label(gap.label, y)
        pen.text(start - 8, y + 4, number(gap.start), "soft", "end", size=_SMALL)
        pen.text(start + long + 8, y + 4, number(gap.end), "soft", size=_SMALL)
        pen.line(start, y, start + long, y, "line", 1)
        pen.interval(at(gap.low), at(gap.high), y)
        pen.dot(at(gap.value), y, 5, "accent", "accent", 0)
        pen.wedge(at(gap.guess), y - 5)
        for about, count in gap.guessed:
            for k in range(count):
                pen.dot(at(about), y - 23 - _STEP * k, 2.8, "paper", "gold", 1.4)
        said = lines_of(gap.words, 62, 2) if gap.words else []
        for k, words in enumerate(said):
            pen.text(start, y + 19 + 12 * k, words, "ink", size=10)
        top = y + 14 + 12 * len(said)
    return top


# ---- figures over time -------------------------------------------------------------------------------------
HIGH = 40
"""Units of the chart of a measure, from its lowest value to its highest."""


def trends(pen: Pen, lines: Sequence[Trend]) -> float:
    top = 0.0
    for trend in lines:
        _trend(pen, trend, top)
        top += HIGH + 26
    return top


def _trend(pen: Pen, trend: Trend, top: float) -> None:
    """Time goes to the right; each figure between the ends of its interval, the newest one filled."""
    start, long = LABEL + 56.0, WIDTH - LABEL - 70.0 - _SAID
    bottom = top + HIGH + 4
    at = _scale(bottom, -HIGH, trend.start, trend.end)
    pen.label(trend.label, top + 4 + HIGH / 2)
    pen.line(start - 12, bottom, start + long + 12, bottom, "line", 1)
    for value in (trend.start, trend.end):
        pen.text(start - 18, at(value) + 3, number(value), "soft", "end", size=8.5)
    for target in trend.targets:
        pen.line(start - 12, at(target), start + long + 12, at(target), "gold", 1.4, dashed=True)
    places = _times(trend.moments, start, long)
    pen.path(zip(places, (at(moment.value) for moment in trend.moments), strict=True), "accent", 1.2)
    for x, moment in zip(places, trend.moments, strict=True):
        pen.line(x, at(moment.low), x, at(moment.high), "accent", 1.5)
        for end in (moment.low, moment.high) if moment.low != moment.high else ():
            pen.line(x - 3, at(end), x + 3, at(end), "accent", 1.5)
        is_newest = moment is trend.moments[-1]
        pen.dot(x, at(moment.value), 4, "accent" if is_newest else "paper", "accent", 1.5)
    for x, moment in {places[0]: trend.moments[0], places[-1]: trend.moments[-1]}.items():
        pen.text(x, bottom + 11, moment.when, "soft", "middle", size=8.5)
    newest = lines_of(trend.moments[-1].words, _LETTERS, 2)
    for k, words in enumerate((*newest, *lines_of(trend.words, _LETTERS, 5 - len(newest)))):
        pen.text(WIDTH - _SAID + 14, top + 12 + 11.5 * k, words, "ink", bold=k < len(newest), size=_SMALL)


def _times(moments: Sequence[Moment], start: float, long: float) -> list[float]:
    """Where moments stand by their days; without a day, or of one day, evenly."""
    days = [moment.day.toordinal() for moment in moments if moment.day]
    if len(days) == len(moments) and days[-1] > days[0]:
        return [start + long * (day - days[0]) / (days[-1] - days[0]) for day in days]
    return [start + long * (k + 0.5) / len(moments) for k in range(len(moments))]


# ---- goals -------------------------------------------------------------------------------------------------
def ways(pen: Pen, lines: Sequence[Way]) -> float:
    start, long = LABEL + 22.0, WIDTH - LABEL - 36.0 - _SAID
    at = _scale(start, long, *PROGRESS_SHOWN)
    pen.text(at(0), 10, _("start"), "soft", "middle", size=_SMALL)
    pen.text(at(1), 10, _("target"), "soft", "middle", size=_SMALL)
    told = [lines_of(way.words, _LETTERS, 4) for way in lines]
    middles = list(rows([way.label for way in lines], 30, 14, [len(said) for said in told]))
    for way, said, y in zip(lines, told, middles, strict=True):
        pen.label(way.label, y)
        pen.line(start, y, start + long, y, "line", 1)
        if way.now is not None:
            low, high = (way.now if end is None else end for end in (way.low, way.high))
            pen.interval(at(low), at(high), y)
        if not way.is_hold:
            pen.dot(at(0), y, 3, "paper", "soft", 1)
        pen.arrow(at(1), y)
        if way.now is not None:
            pen.dot(at(way.now), y, 5, "accent", "accent", 0)
        for k, words in enumerate(said):
            pen.text(WIDTH - _SAID + 14, y + 4 + 12 * (k - (len(said) - 1) / 2), words, "ink", size=_SMALL)
    return middles[-1] + 28
