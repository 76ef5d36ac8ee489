"""Figures in words: in the unit of their measure, with their margin and the number of answers."""

from __future__ import annotations

from datetime import date

from cxworkshop.documents.wording import aside, joined
from cxworkshop.language import (
    MINUS,
    N_,
    _,
    date_text,
    in_euros,
    money,
    number,
    percent,
    rounded,
    whole,
    with_unit,
)
from cxworkshop.method import goals, intervals, lookup
from cxworkshop.method.intervals import (
    RELIABILITY,
    VERDICTS,
    Change,
    Interval,
    reading,
    reading_of,
    reliability,
)
from cxworkshop.method.perceptions import PERCEPTIONS, meaning_of
from cxworkshop.model.measures import SCALES, UNITS, Measure
from cxworkshop.model.session import Session

STATED = N_("stated in the room, not measured yet")
"""What is said of a figure that nothing observed stands behind."""

_VERDICTS = dict(VERDICTS)
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
    if interval.n is None:
        return _("{figure} (no margin)").format(figure=with_spread(measure, interval))
    return with_spread(measure, interval, _notes(interval))


def with_spread(measure: Measure | None, interval: Interval, notes: str = "") -> str:
    """A figure and how far off it may be, in one form wherever it is read: 65.1% ± 6.8, where that misleads
    83.8% (78.2…88.2); `notes` in brackets after it. Empty without a value."""
    if interval.value is None:
        return ""
    spread, is_even = spread_of(measure, interval), interval.form == "plus_minus"
    decimals = _decimals(measure) if spread else _decimals_of(measure, interval.value)
    text = _in_unit(measure, interval.value, decimals, f" {spread}" if is_even else "")
    return aside(text, joined("" if is_even else spread, notes))


def spread_of(measure: Measure | None, interval: Interval) -> str:
    """How far off a figure may be, the same on every screen and in every document: ± 6.8, or 78.2…88.2 where
    half the width would mislead; empty without a margin."""
    match interval.form:
        case "plus_minus":
            return f"± {bare(measure, interval.margin or 0.0)}"
        case "low_high":
            return _between(measure, interval)
        case "all":
            return _("everybody asked")
    return ""


def newest_figure(session: Session, measure: Measure) -> str:
    """The newest figure of a measure, else what was stated in the room; empty where there is neither."""
    if text := figure(measure, reading(session, measure.id)):
        return "; ".join(filter(None, (text, larger_before(session, measure))))
    text = stated_figure(session, measure)
    return f"{text} ({_(STATED)})" if text else ""


def larger_before(session: Session, measure: Measure | None) -> str:
    """The figure of many answers that a newer one of few stands beside: 30 Oct 2026: 71.1%, n = 180; mostly
    empty."""
    observation = intervals.larger_before(session, measure.id) if measure else None
    if measure is None or observation is None:
        return ""
    seen = reading_of(measure, observation)
    return f"{date_text(observation.observed_on)}: {joined(amount(measure, seen.value), answers(seen.n))}"


def of_few(session: Session, measure: Measure | None) -> str:
    """The same with how few the newest has, beside a figure that does not say so: n = 8; 30 Oct 2026: …"""
    before = larger_before(session, measure)
    newest = reading(session, measure.id) if measure else intervals.NOTHING
    return f"{answers(newest.n)}; {before}" if before else ""


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


def outcome(session: Session, goal: goals.AnyGoal, on: date) -> str:
    """What is said of a goal beside its figures: why it can never be reached, else that it is; mostly
    empty."""
    is_reached = goals.attainment_of(session, goal, on).verdict in goals.REACHED
    return flaw_words(session, goal, on) or (_("reached") if is_reached else "")


def flaw_words(session: Session, goal: goals.AnyGoal, on: date) -> str:
    """That a goal aims the wrong way, or that its day was past from the start; mostly empty."""
    return joined(
        _(_VERDICTS["wrong_way"]) if goals.sense(session, goal) == "worse" else "",
        _(_VERDICTS["past_day"]) if goals.sense_of_day(session, goal, on) == "past" else "",
    )


def targets(session: Session, measure: Measure, on: date) -> list[str]:
    """The targets of a measure, each once, with what is wrong with their goals."""
    wanted = (goal for goal in lookup.goals_of(session, measure) if goal.target is not None)
    return list(
        dict.fromkeys(aside(amount(measure, goal.target), flaw_words(session, goal, on)) for goal in wanted)
    )


def guess_words(measure: Measure | None, verdict: str | None) -> str:
    """What a guess was beside the customers' figure, by which way is better: too rosy."""
    if verdict is None:
        return _("no margin known")
    return _(dict(PERCEPTIONS)[meaning_of(verdict, measure.direction if measure else None)])


def side_unsaid(measure: Measure | None) -> str:
    """That nobody said which side of a measure is better; mostly empty."""
    return _("which way is better is not said") if measure and measure.direction is None else ""


def verdict_words(attainment: goals.Attainment) -> str:
    """The verdict on a goal; before its day as one that stands so far."""
    verdict = attainment.verdict
    words = _(_VERDICTS[verdict])
    if attainment.due_passed or verdict in ("unmeasured", "wrong_way", "past_day"):
        return words
    match verdict:
        case "missed":
            return _("not reached yet")
        case "missed_uncertain":
            return _("not reached yet (uncertain)")
    return _("{verdict} so far").format(verdict=words)


def counted(measure: Measure | None, interval: Interval) -> str:
    """A figure whose margin is said beside it: 65.1% (n = 186); empty when nothing is observed."""
    return aside(amount(measure, interval.value), _notes(interval)) if interval.value is not None else ""


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


def _between(measure: Measure | None, interval: Interval) -> str:
    """The ends of a figure's interval: 58.0…71.5."""
    return f"{bare(measure, interval.low or 0.0)}…{bare(measure, interval.high or 0.0)}"


def difference(measure: Measure | None, before: Interval, now: Interval, change: Change) -> str:
    """How far a figure moved: +12 (margin ±11), +18.7 points; empty when unknown. It is the difference of the
    figures as they are printed."""
    if change.delta is None or before.value is None or now.value is None:
        return ""
    decimals = _decimals(measure)
    text = signed(rounded(now.value, decimals) - rounded(before.value, decimals), decimals)
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


def moved(measure: Measure | None, before: Interval, now: Interval, change: Change, way: str = "") -> str:
    """How far a figure moved, and whether that is more than chance: +12 (margin ±11), a real change. `way`:
    whether that is better, said first."""
    verdict = {True: _("a real change"), False: _("cannot be told from chance"), None: _("no margin known")}
    return joined(way, difference(measure, before, now, change), verdict[change.real])


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
    return 0 if rounded(value, decimals) == rounded(value) else decimals


def _decimals(measure: Measure | None) -> int:
    unit = measure.unit if measure else None
    return 0 if unit in _WHOLE_UNITS else 2 if unit in SCALES else 1
