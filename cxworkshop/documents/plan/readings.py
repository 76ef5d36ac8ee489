"""Figures in words: in the unit of their measure, with their margin and the number of answers."""

from __future__ import annotations

from cxworkshop.language import MINUS, _, money, number, percent, whole
from cxworkshop.method.intervals import RELIABILITY, Change, Interval, reliability
from cxworkshop.model.knowledge import UNITS, Measure

_WHOLE_UNITS = frozenset({"nps_points", "count"})
_UNIT_WORDS = dict(UNITS)


def amount(measure: Measure | None, value: float | None) -> str:
    """A value in the unit of its measure; empty when there is none."""
    if value is None:
        return ""
    unit = measure.unit if measure else None
    if unit == "percent":
        return percent(value / 100, _decimals(measure, value))
    if unit == "eur":
        return money(value)
    words = "" if unit in (None, *_WHOLE_UNITS) else " " + _(_UNIT_WORDS.get(unit or "", ""))
    return number(value, _decimals(measure, value)) + words


def figure(measure: Measure | None, found: Interval) -> str:
    """A figure as the plan prints it: 65.1% ± 6.8 (n = 186); empty when nothing is observed."""
    if found.value is None:
        return ""
    if found.n is None:
        return _("{figure} (no margin)").format(figure=amount(measure, found.value))
    known = _("n = {n}").format(n=whole(found.n))
    if (label := reliability(found.n)) != "usable":
        known += ", " + _(dict(RELIABILITY)[label])
    if found.margin is None:
        return _("{figure} ({n}, margin unknown)").format(figure=amount(measure, found.value), n=known)
    return f"{amount(measure, found.value)} ± {bare(measure, found.margin)} ({known})"


def between(measure: Measure | None, found: Interval) -> str:
    """The ends of a figure's interval: 58.0…71.5."""
    if found.low is None or found.high is None:
        return ""
    return f"{bare(measure, found.low)}…{bare(measure, found.high)}"


def difference(measure: Measure | None, moved: Change) -> str:
    """How far a figure moved: +12 (margin ±11); empty when it is not known."""
    if moved.delta is None:
        return ""
    text = signed(measure, moved.delta)
    return text if moved.margin is None else _("{change} (margin ±{margin})").format(change=text, margin=bare(measure, moved.margin))


def signed(measure: Measure | None, value: float) -> str:
    """A difference with its sign: +11.9, −0.4."""
    text = bare(measure, abs(value))
    return text if not text.strip("0,.") else ("+" if value > 0 else MINUS) + text


def bare(measure: Measure | None, value: float) -> str:
    """A number with the decimals its measure is read with, without the unit."""
    return number(value, 0 if measure and (measure.unit in _WHOLE_UNITS or measure.unit == "eur") else 1)


def _decimals(measure: Measure | None, value: float) -> int:
    return 0 if value == round(value) or (measure and measure.unit in _WHOLE_UNITS) else 1
