"""Figures in words: in the unit of their measure, with their margin and the number of answers."""

from __future__ import annotations

from cxworkshop.documents.wording import joined
from cxworkshop.language import MINUS, N_, _, in_euros, money, number, percent, whole, with_unit
from cxworkshop.method import goals
from cxworkshop.method.intervals import RELIABILITY, Change, Interval, attainment, reading, reliability
from cxworkshop.model.measures import SCALES, UNITS, Measure
from cxworkshop.model.session import Session

STATED = N_("stated in the room, not measured yet")
"""What is said of a figure that nothing observed stands behind."""

_WHOLE_UNITS = frozenset({"nps_points", "count", "eur"})
"""Units read without decimals."""
_BARE_UNITS = frozenset({"nps_points", "count"})
"""Units that go without saying."""


def amount(measure: Measure | None, value: float | None) -> str:
    """A value in the unit of its measure, as every document writes it; empty when None. Without decimals
    where it reads as a whole one."""
    return "" if value is None else _in_unit(measure, value, _decimals_of(measure, value))


def figure(measure: Measure | None, interval: Interval) -> str:
    """A figure as the plan prints it: 65.1% ± 6.8 (n = 186), where that misleads 83.8% (78.2…88.2, n = 204);
    empty when nothing is observed."""
    if interval.value is None:
        return ""
    text, spread, is_even = _parts(measure, interval.value, interval)
    if interval.n is None:
        return _("{figure} (no margin)").format(figure=text)
    return f"{text} ({joined('' if is_even else spread, _notes(interval))})"


def with_margin(measure: Measure | None, interval: Interval) -> str:
    """The same without the number of answers: 65.1% ± 6.8, or 83.8% (78.2…88.2)."""
    if interval.value is None:
        return ""
    text, spread, is_even = _parts(measure, interval.value, interval)
    return text if is_even or not spread else f"{text} ({spread})"


def _parts(measure: Measure | None, value: float, interval: Interval) -> tuple[str, str, bool]:
    """A figure in its unit, with its margin where that is even on both sides; its margin; whether it is."""
    spread, is_even = spread_of(measure, interval), interval.form == "plus_minus"
    decimals = _decimals(measure) if spread else _decimals_of(measure, value)
    return _in_unit(measure, value, decimals, f" {spread}" if is_even else ""), spread, is_even


def spread_of(measure: Measure | None, interval: Interval) -> str:
    """How far off a figure may be, the same on every screen and in every document: ± 6.8, or 78.2…88.2 where
    half the width would mislead; empty without a margin."""
    match interval.form:
        case "plus_minus":
            return f"± {bare(measure, interval.margin or 0.0)}"
        case "low_high":
            return between(measure, interval)
        case "all":
            return _("everybody asked")
    return ""


def newest_figure(session: Session, measure: Measure) -> str:
    """The newest figure of a measure, else what was stated in the room; empty where there is neither."""
    if text := figure(measure, reading(session, measure.id)):
        return text
    text = stated_figure(session, measure)
    return f"{text} ({_(STATED)})" if text else ""


def stated_figure(session: Session, measure: Measure) -> str:
    """What was stated in the room of a measure without a figure: 41%; mostly empty."""
    return joined(*(amount(measure, value) for value in goals.stated(session, measure.id)))


def margin(measure: Measure | None, interval: Interval) -> str:
    """What stands behind a figure whose value is said elsewhere: ± 6.8 (n = 186)."""
    if interval.n is None:
        is_of_accounts = measure is not None and (measure.unit == "eur" or measure.metric == "money")
        return _("from the accounts, no margin of error") if is_of_accounts else _("no margin of error")
    spread = spread_of(measure, interval)
    return f"{spread} ({_notes(interval)})".strip()


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


def moved(measure: Measure | None, before: Interval, now: Interval, change: Change) -> str:
    """How far a figure moved, and whether that is more than chance: +12 (margin ±11), a real change."""
    verdict = {True: _("a real change"), False: _("cannot be told from chance"), None: _("no margin known")}
    return joined(difference(measure, before, now, change), verdict[change.real])


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


def _decimals_of(measure: Measure | None, value: float) -> int:
    """As many as its measure is read with; none for a value that reads as a whole one."""
    decimals = _decimals(measure)
    return 0 if round(value, decimals) == round(value) else decimals


def _decimals(measure: Measure | None) -> int:
    unit = measure.unit if measure else None
    return 0 if unit in _WHOLE_UNITS else 2 if unit in SCALES else 1
