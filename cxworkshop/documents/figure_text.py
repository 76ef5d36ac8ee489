"""Figures in words: in the unit of their measure, with their margin and the number of answers."""

from __future__ import annotations

from cxworkshop.language import MINUS, _, in_euros, money, number, percent, whole, with_unit
from cxworkshop.method.intervals import RELIABILITY, Change, Interval, attainment, reliability
from cxworkshop.model.measures import SCALES, UNITS, Measure

_WHOLE_UNITS = frozenset({"nps_points", "count", "eur"})
"""Units read without decimals."""
_BARE_UNITS = frozenset({"nps_points", "count"})
"""Units that go without saying."""


def amount(measure: Measure | None, value: float | None) -> str:
    """A value in the unit of its measure, with decimals only if it is not whole; empty when None."""
    if value is None:
        return ""
    return _in_unit(measure, value, 0 if value == round(value) else _decimals(measure))


def figure(measure: Measure | None, interval: Interval) -> str:
    """A figure as the plan prints it: 65.1% ± 6.8 (n = 186); empty when nothing is observed."""
    if interval.value is None:
        return ""
    margin = "" if interval.margin is None else f" ± {bare(measure, interval.margin)}"
    text = _in_unit(measure, interval.value, _decimals(measure), margin)
    if interval.n is None:
        return _("{figure} (no margin)").format(figure=text)
    return f"{text} ({_notes(interval)})"


def margin(measure: Measure | None, interval: Interval) -> str:
    """What stands behind a figure whose value is said elsewhere: ± 6.8 (n = 186)."""
    if interval.n is None:
        return _("no margin")
    width = "" if interval.margin is None else f"± {bare(measure, interval.margin)} "
    return f"{width}({_notes(interval)})"


def rounded(measure: Measure | None, value: float | None) -> str:
    """A value with the decimals its measure is read with, in its unit; empty when None."""
    return "" if value is None else _in_unit(measure, value, _decimals(measure))


def short(measure: Measure | None, value: float | None) -> str:
    """A value with the decimals of its measure, without them where it then is whole; empty when None."""
    return amount(measure, None if value is None else round(value, _decimals(measure)))


def is_reached(measure: Measure | None, now: Interval, target: float | None) -> bool:
    """Whether a figure is where it shall be, whatever its margin."""
    direction = measure.direction if measure else None
    return target is not None and attainment(now.value, None, None, target, direction) == "met"


def _notes(interval: Interval) -> str:
    """How many answers, and how far they may be relied on."""
    label = reliability(interval.n)
    notes = [
        answers(interval.n),
        "" if label == "usable" else _(dict(RELIABILITY)[label]),
        _("margin unknown") if interval.margin is None else "",
    ]
    return ", ".join(note for note in notes if note)


def answers(n: int | None) -> str:
    """The number of answers behind a figure: n = 186; empty when unknown."""
    return _("n = {n}").format(n=whole(n)) if n else ""


def between(measure: Measure | None, interval: Interval) -> str:
    """The ends of a figure's interval: 58.0…71.5."""
    return (
        ""
        if interval.low is None or interval.high is None
        else f"{bare(measure, interval.low)}…{bare(measure, interval.high)}"
    )


def difference(measure: Measure | None, before: Interval, now: Interval, change: Change) -> str:
    """How far a figure moved: +12 (margin ±11), +18.7 points; empty when unknown. It is the difference of the
    figures as they are printed."""
    if change.delta is None or before.value is None or now.value is None:
        return ""
    decimals = _decimals(measure)
    text = signed(round(now.value, decimals) - round(before.value, decimals), decimals)
    unit = measure.unit if measure else None
    if unit == "eur":
        text = in_euros(text)
    elif unit == "percent":
        text = with_unit(text, _("percentage points"))
    return (
        text
        if change.margin is None
        else _("{change} (margin ±{margin})").format(change=text, margin=bare(measure, change.margin))
    )


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign: +11.9, −0.4, 0."""
    text = number(abs(value), decimals)
    return text if not text.strip("0,.") else ("+" if value > 0 else MINUS) + text


def bare(measure: Measure | None, value: float) -> str:
    """A number with the decimals its measure is read with, without the unit."""
    return number(value, _decimals(measure))


def is_same(measure: Measure | None, value: float | None, other: float | None) -> bool:
    """Whether two values read the same."""
    return value is not None and other is not None and bare(measure, value) == bare(measure, other)


def _in_unit(measure: Measure | None, value: float, decimals: int, margin: str = "") -> str:
    unit = measure.unit if measure else None
    if unit == "percent":
        return percent(value / 100, decimals) + margin
    if unit == "eur":
        return money(value) + margin
    words = "" if unit is None or unit in _BARE_UNITS else _(dict(UNITS)[unit])
    return with_unit(number(value, decimals), words, margin)


def _decimals(measure: Measure | None) -> int:
    unit = measure.unit if measure else None
    return 0 if unit in _WHOLE_UNITS else 2 if unit in SCALES else 1
