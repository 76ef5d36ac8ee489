"""What the pictures draw, as plain values: lists draw them in cells, documents as SVG and in words.

Values are in the unit of their measure, levels are 1–5. Rows are named by their ids.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from math import ceil, floor, inf, log10
from typing import NamedTuple

from cxworkshop.method import derived, facts, goals, lookup, perceptions, surveys, thresholds
from cxworkshop.method.facts import Standing
from cxworkshop.method.intervals import Change, Interval, change, observations_of, reading_of
from cxworkshop.method.lookup import grouped, in_scope, state_of
from cxworkshop.method.perceptions import Perception
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import RANGES, Measure
from cxworkshop.model.session import Session, index


# ---- scales ------------------------------------------------------------------------------------------------
class Axis(NamedTuple):
    """The ends of a scale, and the round values on it."""

    low: float
    high: float
    ticks: tuple[float, ...]


_PARTS = 6
"""Between round values, the most."""
_LEAST = 0.2
"""Share of a scale with ends, or of the largest value, that an axis has at least: a small difference is not
drawn large."""


def axis_of(values: Iterable[float], unit: str | None) -> Axis:
    """A scale with round values that holds all values, within the ends of the unit."""
    first, last = RANGES.get(unit or "", (-inf, inf))
    shown = [min(last, max(first, value)) for value in values]
    low, high = min(shown), max(shown)
    whole = last - first if unit in RANGES else max(abs(low), abs(high), 1)
    least = max(0.0, _LEAST * whole - (high - low)) / 2
    low, high = max(first, low - least), min(last, high + least)
    step = _step((high - low) / _PARTS)
    numbers = range(floor(low / step + 1e-9), ceil(high / step - 1e-9) + 1)
    ticks = [round(n * step, 9) for n in numbers]
    return Axis(ticks[0], ticks[-1], tuple(ticks))


def _step(least: float) -> float:
    """The smallest of 1, 2, 5, 10 … that is not below."""
    tens: float = 10 ** floor(log10(least))
    return next(times * tens for times in (1, 2, 5, 10) if times * tens >= least * (1 - 1e-9))


# ---- the journey -------------------------------------------------------------------------------------------
class Stop(NamedTuple):
    """A touchpoint on the journey: its levels now, wanted and in the last round, and what the mark of the one
    now is worth."""

    touchpoint: str
    stage: str | None
    now: int | None
    standing: Standing
    target: int | None
    was: int | None


def journey(session: Session, on: date) -> tuple[Stop, ...]:
    """The touchpoints in scope, in the order that the customer meets them."""
    before = index(session.rounds[-2].touchpoint_states) if session.rounds[1:] else {}
    stops = []
    for touchpoint in in_scope(session):
        state = state_of(session, touchpoint.id)
        stops.append(
            Stop(
                touchpoint.id,
                touchpoint.stage,
                state.level_now,
                facts.standing(session, touchpoint.id, on),
                state.level_target,
                getattr(before.get(touchpoint.id), "level_now", None),
            )
        )
    return tuple(stops)


# ---- guesses beside figures --------------------------------------------------------------------------------
class Guessed(NamedTuple):
    """The blind guesses of a measure beside its figure. `guesses` in order of size; none before they are
    sealed or everybody present has guessed: each new one would tell whose it is."""

    measure: str
    guesses: tuple[float, ...]
    perception: Perception
    axis: Axis


def guessed(session: Session, measure: Measure) -> Guessed | None:
    """None where nobody guessed the measure, or too few to show."""
    perception = perceptions.perception(session, measure.id)
    if perception is None or not perception.may_be_shown:
        return None
    rows = [
        guess for guess in grouped(session.round.guesses, "measure")[measure.id] if guess.value is not None
    ]
    named = {guess.participant for guess in rows if guess.participant}
    present = set(session.round.participants)
    is_whole = not named or (bool(present) and named >= present)
    guesses = sorted(guess.value for guess in rows if guess.value is not None) if is_whole else []
    ends = (perception.low, perception.high, *_known(perception.measured))
    return Guessed(measure.id, tuple(guesses), perception, axis_of(ends, measure.unit))


SHARES = Axis(0, 100, (0, 20, 40, 60, 80, 100))
"""Of shares of people."""


# ---- figures over time -------------------------------------------------------------------------------------
class Point(NamedTuple):
    """A figure of a day, or of a `month` (2026-03), whose last day it is."""

    day: date | None
    figure: Interval
    month: str = ""


class Trend(NamedTuple):
    """The figures of a measure, the oldest first; its targets; how far it moved between the last two
    observations, of which there may be none."""

    measure: str
    points: tuple[Point, ...]
    targets: tuple[float, ...]
    observed: tuple[Interval, ...]
    axis: Axis

    @property
    def change(self) -> Change:
        return change(*self.observed[-2:]) if self.observed[1:] else Change(None)


def points_of(session: Session, measure: Measure) -> list[Point]:
    """What was observed of a measure in all rounds in view, by day; without a day first."""
    customers = session.organisation.active_customers
    points = [
        Point(o.observed_on, reading_of(measure, o, customers)) for o in observations_of(session, measure.id)
    ]
    return sorted(points, key=lambda point: point.day or date.min)


def trend(session: Session, measure: Measure) -> Trend | None:
    """The series by month where there is one, else what was observed; None without a figure."""
    targets = tuple(
        dict.fromkeys(goal.target for goal in lookup.goals_of(session, measure) if goal.target is not None)
    )
    observed = _with_value(points_of(session, measure))
    months = _with_value(months_of(session, measure))
    shown = months if months[1:] else observed
    if not shown:
        return None
    values = [value for point in shown for value in _known(point.figure)]
    axis = axis_of([*values, *targets], measure.unit)
    return Trend(measure.id, shown, targets, tuple(point.figure for point in observed), axis)


def months_of(session: Session, measure: Measure) -> list[Point]:
    """The series of a measure by month, as it was imported."""
    points = []
    for month, figure in surveys.series(session, measure):
        year, number = map(int, month.split("-"))
        points.append(Point(date(year, number, monthrange(year, number)[1]), figure, month))
    return points


def _with_value(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.figure.value is not None)


def _known(figure: Interval) -> tuple[float, ...]:
    """The value and the ends of its interval that there are."""
    return tuple(value for value in figure[:3] if value is not None)


# ---- goals on their way ------------------------------------------------------------------------------------
class Way(NamedTuple):
    """A goal between its baseline, 0, and its target, 1; whichever is better, the way goes up. None where a
    value is missing. Of a goal that `is_hold` the level stands at 1, and the figure as far from it as it is
    on its scale."""

    goal: str
    measure: str
    figure: Interval
    now: float | None
    low: float | None
    high: float | None
    is_hold: bool = False


WAY = thresholds.PROGRESS_SHOWN
"""The ends of the scale of ways; what is beyond stands at the end."""


def way(session: Session, goal: Goal, on: date) -> Way:
    """How far a goal has come by the newest figure in view, with the ends of its interval."""
    figure, measure = goals.attainment_of(session, goal, on).figure, lookup.measure(session, goal.measure)
    is_hold = goal.baseline is not None and goal.baseline == goal.target
    start = _start_of_hold(goal.target or 0.0, measure) if is_hold else goal.baseline
    value, *ends = (
        goals.progress(end, start, goal.target) for end in (figure.value, figure.low, figure.high)
    )
    known = sorted(end for end in ends if end is not None)
    low, high = (known[0], known[-1]) if known else (None, None)
    return Way(goal.id, goal.measure or "", figure, value, low, high, is_hold)


def _start_of_hold(level: float, measure: Measure | None) -> float:
    """Where the way to a level that is held begins: a scale below it, without one as much as it is;
    above it where less is better."""
    ends = RANGES.get(measure.read_in or "") if measure else None
    long = ends[1] - ends[0] if ends else abs(level) or 1.0
    return level + long if measure and measure.direction == "down" else level - long


# ---- priorities --------------------------------------------------------------------------------------------
class Weight(NamedTuple):
    """What a touchpoint scores: importance × what is missing to its target, more for failing hygiene."""

    touchpoint: str
    importance: int
    missing: int
    score: float
    is_priority: bool
    is_tied: bool
    """Whether it competes with others of the same score for too few places: the room settles that."""


NEEDED = ("level_now", "level_target", "importance")
"""What the score of a touchpoint depends on."""


def weights(session: Session) -> tuple[Weight, ...]:
    """The touchpoints in scope that have a score, the highest first; of equal ones the earlier."""
    ranking, found = derived.ranking(session), []
    for touchpoint in in_scope(session):
        state, score = state_of(session, touchpoint.id), derived.priority_score(session, touchpoint.id)
        if score is not None:
            missing = max(0, (state.level_target or 0) - (state.level_now or 0))
            is_priority, is_tied = touchpoint.id in ranking.chosen, touchpoint.id in ranking.tied
            found.append(Weight(touchpoint.id, state.importance or 0, missing, score, is_priority, is_tied))
    return tuple(sorted(found, key=lambda weight: -weight.score))


def measure_first(session: Session) -> dict[str, tuple[str, ...]]:
    """The touchpoints in scope without a score, and the fields of each that lack."""
    lacking = {
        touchpoint.id: tuple(
            field for field in NEEDED if getattr(state_of(session, touchpoint.id), field) is None
        )
        for touchpoint in in_scope(session)
    }
    return {touchpoint: fields for touchpoint, fields in lacking.items() if fields}
