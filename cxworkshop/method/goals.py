"""How concrete a goal is, how far it has come, and whether chance could explain that.

`on` is the day of judging. A goal is compared with the newest figure of all rounds in view.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from math import sqrt
from typing import Literal, NamedTuple

from cxworkshop.language import Words, say
from cxworkshop.method import content, lookup, thresholds
from cxworkshop.method.intervals import (
    Interval,
    Verdict,
    as_of_day,
    attainment,
    is_fact,
    observations_of,
    reading,
    reading_of,
)
from cxworkshop.method.lookup import grouped, ownership_of
from cxworkshop.method.responsibility import agreed
from cxworkshop.model.dates import add_months
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Observation
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Round, Session, index
from cxworkshop.model.vision import ExperienceGoal

BaselineGround = Literal["none", "stated", "few", "fact"]
Sense = Literal["better", "hold", "worse"]
DaySense = Literal["past", "far"]
AnyGoal = Goal | ExperienceGoal
REACHED = frozenset({"met", "met_uncertain"})
"""The verdicts on a goal whose figure is where it shall be, whatever its margin."""
KEPT = REACHED | {"held"}
"""The same once a goal is due, and of one that was to hold its level."""
_LATER = frozenset({"develop", "organise", "implement", "measure", "redefine", "closing"})
"""The steps after which the goals are written."""


# ---- concrete or empty -------------------------------------------------------------------------------------
class Concreteness(NamedTuple):
    """The five dots of a goal (SMART, Doran 1981)."""

    specific: bool
    measurable: bool
    assignable: bool
    realistic: bool
    time_related: bool

    @property
    def score(self) -> int:
        return self.specific + self.measurable + self.assignable + self.realistic + self.time_related


def concrete_parts(session: Session, goal: Goal, on: date) -> Concreteness:
    """The dots of a goal: no vague words, measure and target, accepted owner, factual baseline, date."""
    measurable = goal.measure is not None and goal.target is not None
    assignable = goal.touchpoint is not None and _is_accepted(session, goal.touchpoint, on)
    realistic = not is_provisional(session, goal)
    time_related = goal.due_on is not None
    others = measurable and assignable and realistic and time_related
    specific = bool(goal.text.strip()) and (
        others or not vague_words(goal.text, session.workshop.language or "en")
    )
    return Concreteness(specific, measurable, assignable, realistic, time_related)


def concreteness(session: Session, goal: Goal, on: date) -> int:
    """How concrete a goal is, 0–5."""
    return concrete_parts(session, goal, on).score


def vague_words(text: str, language: str) -> tuple[str, ...]:
    """The vague words of a text, as written in it."""
    return tuple(match[0] for match in _vague(language).finditer(text))


@cache
def _vague(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, content.vague_words(language)))})\w*", re.IGNORECASE)


def _is_accepted(session: Session, touchpoint_id: str, on: date) -> bool:
    """Whether a person of our own, who has not left, has accepted the touchpoint."""
    return (
        agreed(session, touchpoint_id, on).status != "vacant"
        and ownership_of(session, touchpoint_id).accepted_on is not None
    )


# ---- baseline ----------------------------------------------------------------------------------------------
def is_provisional(session: Session, goal: Goal) -> bool:
    """Whether the goal is marked provisional; unmarked, whether it lacks a factual baseline."""
    return lacks_baseline(session, goal) if goal.provisional is None else goal.provisional


def lacks_baseline(session: Session, goal: Goal) -> bool:
    """Whether there is no baseline, or none from a total or an observation with n ≥ 30."""
    return baseline_ground(session, goal) != "fact"


def baseline_ground(session: Session, goal: Goal) -> BaselineGround:
    """What the baseline of a goal rests on; "few": an observation that is no fact yet."""
    if goal.baseline is None:
        return "none"
    measure, observation = lookup.measure(session, goal.measure), baseline_observation(session, goal)
    if measure is None or observation is None:
        return "stated"
    return "fact" if is_fact(measure, observation) else "few"


def stated(session: Session, measure_id: str) -> tuple[float, ...]:
    """The baselines that were stated for a measure; none once it has a figure of its own."""
    if reading(session, measure_id).value is not None:
        return ()
    of_measure = grouped(session.round.goals, "measure").get(measure_id, ())
    return tuple(dict.fromkeys(goal.baseline for goal in of_measure if goal.baseline is not None))


def baseline_observation(session: Session, goal: Goal) -> Observation | None:
    """The observation a baseline comes from: in view, the nearest to its value, of equal ones the newest."""
    measure, baseline = lookup.measure(session, goal.measure), goal.baseline
    if measure is None or baseline is None:
        return None
    figures = [
        (observation, reading_of(measure, observation).value)
        for observation in observations_of(session, measure.id)
    ]
    distances = [
        (abs(value - baseline), -i, observation)
        for i, (observation, value) in enumerate(figures)
        if value is not None
    ]
    return min(distances, key=lambda distance: distance[:2])[2] if distances else None


def is_distinguishable(session: Session, goal: Goal) -> bool | None:
    """Whether reaching the target could be told from chance; None without a baseline's margin or a target,
    and of a level that is to be held.

    The distance must be at least 1.96·√2·SE of the baseline, an equal sample being assumed next time.
    """
    measure, observation = lookup.measure(session, goal.measure), baseline_observation(session, goal)
    if measure is None or observation is None or goal.baseline is None or goal.target is None:
        return None
    margin = reading_of(measure, observation, session.organisation.active_customers).margin
    return distinguishable(goal.baseline, goal.target, margin)


def distinguishable(baseline: float | None, target: float | None, margin: float | None) -> bool | None:
    """The same of plain figures."""
    if baseline is None or target is None or margin is None or target == baseline:
        return None
    return abs(target - baseline) >= sqrt(2) * margin


# ---- which way, and by when --------------------------------------------------------------------------------
def sense_of(baseline: float | None, target: float | None, direction: str | None) -> Sense | None:
    """Whether a target is better than today, the same, or worse; None while one is missing."""
    if baseline is None or target is None or direction is None:
        return None
    if target == baseline:
        return "hold"
    return "better" if (target > baseline) == (direction == "up") else "worse"


def better_side(baseline: float | None, target: float | None) -> str | None:
    """The side, up or down, on which a target lies; None where it lies on none."""
    if baseline is None or target is None or baseline == target:
        return None
    return "up" if target > baseline else "down"


def day_sense(due: date | None, on: date, *, is_written: bool) -> DaySense | None:
    """Of the day of a goal: past already while the goal is written, far beyond FAR_MONTHS. A goal that was
    agreed earlier may fall due."""
    if due is None:
        return None
    if due <= on and is_written:
        return "past"
    return "far" if due > add_months(on, thresholds.FAR_MONTHS) else None


def sense(session: Session, goal: AnyGoal) -> Sense | None:
    """Which way a goal aims."""
    measure = lookup.measure(session, goal.measure)
    return sense_of(baseline_of(session, goal), goal.target, measure.direction if measure else None)


def baseline_of(session: Session, goal: AnyGoal) -> float | None:
    """Where a goal starts: of a goal for the whole, the figure that its first round began with."""
    if isinstance(goal, Goal):
        return goal.baseline
    begun = _begun_on(session, goal)
    measure, observation = lookup.measure(session, goal.measure), as_of_day(session, goal.measure, begun)
    return reading_of(measure, observation).value if measure and observation else None


def _begun_on(session: Session, goal: AnyGoal) -> date | None:
    """The day on which the round began that a goal was first written in as it stands."""

    def has(round_: Round) -> bool:
        own = round_.goals if isinstance(goal, Goal) else round_.experience_goals
        return index(own).get(goal.id) == goal

    return next((round_.started_on for round_ in session.rounds if has(round_)), None)


def is_past_from_the_start(session: Session, goal: AnyGoal) -> bool:
    """Whether the day of a goal is not after the one that its round began on."""
    begun = _begun_on(session, goal)
    return begun is not None and day_sense(goal.due_on, begun, is_written=True) == "past"


def sense_of_day(session: Session, goal: AnyGoal, on: date) -> DaySense | None:
    """Whether the day of a goal is past from the start, or before today while the goals are written."""
    if is_past_from_the_start(session, goal):
        return "past"
    passed = {row.step for row in session.round.steps if row.is_passed}
    is_written = not session.round.is_closed and passed.isdisjoint(_LATER)
    return day_sense(goal.due_on, session.judged_on(on), is_written=is_written)


def flaw_at(session: Session, place: Place, on: date) -> Words:
    """What is wrong with the target or the day of a goal, said at its cell at once; mostly empty."""
    if place.table not in ("goals", "experience_goals") or place.field not in ("target", "due_on"):
        return ""
    goal = record_at(session, place)
    if not isinstance(goal, Goal | ExperienceGoal):
        return ""
    if place.field == "target" and sense(session, goal) == "worse":
        return say("The target is worse than today: which way is better?")
    if place.field == "due_on":
        match sense_of_day(session, goal, on):
            case "past":
                return say("This day is past already: by when will it be true?")
            case "far" if isinstance(goal, Goal):
                return say("This day is more than three years away: what will be true before?")
    return ""


def flaws(session: Session, goal: AnyGoal, on: date) -> list[Words]:
    """What is wrong with the target and the day of a goal."""
    cells = (Place(goal.table.name, goal.id, field) for field in ("target", "due_on"))
    return [words for cell in cells if (words := flaw_at(session, cell, on))]


# ---- attainment --------------------------------------------------------------------------------------------
class Attainment(NamedTuple):
    """How far a goal has come; until `due_passed` it is "so far".

    `progress` is 1 at the target. Where the target equals the baseline it is None, and `holds` says whether
    the baseline lies within the figure's margin.
    """

    figure: Interval
    target: float | None
    verdict: Verdict
    progress: float | None
    holds: bool | None
    due_passed: bool

    @property
    def value(self) -> float | None:
        return self.figure.value


def attainment_of(session: Session, goal: AnyGoal, on: date) -> Attainment:
    """How far a goal has come by the newest figure in view. Without a target it is unmeasured."""
    measure, figure = lookup.measure(session, goal.measure), reading(session, goal.measure)
    baseline = baseline_of(session, goal)
    verdict: Verdict = "unmeasured"
    if measure is not None and goal.target is not None:
        verdict = verdict_on(figure, baseline, goal.target, measure.direction)
    if verdict in ("met", "met_uncertain", "held") and is_past_from_the_start(session, goal):
        verdict = "past_day"
    holds = None
    if baseline is not None and baseline == goal.target and figure.value is not None:
        low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
        holds = low <= baseline <= high
    due_passed = goal.due_on is not None and goal.due_on < on
    return Attainment(
        figure, goal.target, verdict, progress(figure.value, baseline, goal.target), holds, due_passed
    )


def verdict_on(figure: Interval, baseline: float | None, target: float, direction: str | None) -> Verdict:
    """Whether a target is met; one that holds a level is held while the figure is no worse, or its margin
    allows that; one on the wrong side of its baseline is never met. Where nobody said which side is better
    it is that of the target."""
    if figure.value is None:
        return "unmeasured"
    direction = direction or better_side(baseline, target)
    sense = sense_of(baseline, target, direction or "up")
    if sense == "worse":
        return "wrong_way"
    if sense != "hold":
        return attainment(figure.value, figure.low, figure.high, target, direction)
    is_no_worse = figure.value <= target if direction == "down" else figure.value >= target
    is_within = figure.low is not None and figure.high is not None and figure.low <= target <= figure.high
    return "held" if is_no_worse or is_within else "moved"


def progress(value: float | None, baseline: float | None, target: float | None) -> float | None:
    """(value − baseline) / (target − baseline): 1 at the target; None where undefined."""
    if value is None or baseline is None or target is None or target == baseline:
        return None
    return (value - baseline) / (target - baseline)


def progress_shown(progress: float | None) -> float | None:
    """Progress limited to PROGRESS_SHOWN."""
    low, high = thresholds.PROGRESS_SHOWN
    return None if progress is None else min(high, max(low, progress))
