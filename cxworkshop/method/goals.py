"""How concrete a goal is, how far it has come, and whether chance could explain that; the size of actions.

`on` is the day of judging. A goal is compared with the newest figure of all rounds in view.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from math import sqrt
from typing import Literal, NamedTuple

from cxworkshop.language import N_
from cxworkshop.method import content, lookup, thresholds
from cxworkshop.method.intervals import (
    Interval,
    Verdict,
    attainment,
    is_fact,
    latest,
    observations_of,
    reading,
    reading_of,
)
from cxworkshop.method.lookup import grouped, ownership_of
from cxworkshop.method.responsibility import agreed
from cxworkshop.model.actions import Action
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import SCALES, Measure, Observation
from cxworkshop.model.session import Session

GOAL_STATUSES = (
    ("open", N_("open")),
    ("met", N_("met")),
    ("met_uncertain", N_("met (uncertain)")),
    ("missed_uncertain", N_("missed (uncertain)")),
    ("missed", N_("missed")),
    ("unmeasured", N_("unmeasured")),
    ("dropped", N_("dropped")),
)
BaselineGround = Literal["none", "stated", "few", "fact"]
QUADRANTS = (
    ("quick_win", N_("quick win")),
    ("major", N_("major")),
    ("fill_in", N_("fill-in")),
    ("thankless", N_("thankless")),
)


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
    """Whether reaching the target could be told from chance; None without a baseline's margin or a target.

    The distance must be at least 1.96·√2·SE of the baseline, an equal sample being assumed next time.
    """
    measure, observation = lookup.measure(session, goal.measure), baseline_observation(session, goal)
    if measure is None or observation is None or goal.baseline is None or goal.target is None:
        return None
    margin = reading_of(measure, observation, session.organisation.active_customers).margin
    return None if margin is None else abs(goal.target - goal.baseline) >= sqrt(2) * margin


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


def attainment_of(session: Session, goal: Goal, on: date) -> Attainment:
    """How far a goal has come by the newest figure in view. Without a target it is unmeasured."""
    measure, figure = lookup.measure(session, goal.measure), reading(session, goal.measure)
    verdict: Verdict = "unmeasured"
    if measure is not None and goal.target is not None:
        verdict = attainment(figure.value, figure.low, figure.high, goal.target, measure.direction)
    holds = None
    if goal.baseline is not None and goal.baseline == goal.target and figure.value is not None:
        low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
        holds = low <= goal.baseline <= high
    due_passed = goal.due_on is not None and goal.due_on < on
    return Attainment(
        figure, goal.target, verdict, progress(figure.value, goal.baseline, goal.target), holds, due_passed
    )


def has_new_figure(session: Session, goal: Goal, since: date | None) -> bool:
    """Whether a figure of a goal in view was observed after a day, such as that of its round, or is another
    one than its baseline."""
    measure, observation = lookup.measure(session, goal.measure), latest(session, goal.measure)
    value = reading(session, goal.measure).value
    if measure is None or observation is None or value is None:
        return False
    if since is not None and observation.observed_on is not None and observation.observed_on > since:
        return True
    return not is_baseline(measure, goal, value)


def is_baseline(measure: Measure | None, goal: Goal, value: float | None) -> bool:
    """Whether a figure reads as the baseline of a goal, with as many decimals as that was said with: 60.9 is
    61."""
    if goal.baseline is None or value is None or measure is None:
        return False
    if float(goal.baseline).is_integer():
        return round(value) == goal.baseline
    return as_read(measure, value) == as_read(measure, goal.baseline)


def as_read(measure: Measure, value: float) -> float:
    """A figure of a measure with as many decimals as people read."""
    return round(value, 2 if measure.unit in SCALES else 1)


def progress(value: float | None, baseline: float | None, target: float | None) -> float | None:
    """(value − baseline) / (target − baseline): 1 at the target; None where undefined."""
    if value is None or baseline is None or target is None or target == baseline:
        return None
    return (value - baseline) / (target - baseline)


def progress_shown(progress: float | None) -> float | None:
    """Progress limited to PROGRESS_SHOWN."""
    low, high = thresholds.PROGRESS_SHOWN
    return None if progress is None else min(high, max(low, progress))


def status_of_goal(session: Session, goal: Goal, on: date) -> str:
    """One of `GOAL_STATUSES`: dropped by a review, open until the date has passed, then the verdict."""
    if any(
        review.verdict == "drop"
        for round_ in session.rounds
        for review in grouped(round_.reviews, "goal").get(goal.id, ())
    ):
        return "dropped"
    attainment = attainment_of(session, goal, on)
    return attainment.verdict if attainment.due_passed else "open"


# ---- actions -----------------------------------------------------------------------------------------------
def quadrant(action: Action) -> str | None:
    """Impact against effort, one of `QUADRANTS`; None until both are judged."""
    if action.impact is None or action.effort is None:
        return None
    if action.impact >= 4:
        return "quick_win" if action.effort <= 2 else "major"
    return "fill_in" if action.effort <= 2 else "thankless"
