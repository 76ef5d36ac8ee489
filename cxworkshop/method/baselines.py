"""Whether a goal has a figure beyond its baseline: for what compares, carries and reviews goals."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import rounded
from cxworkshop.method import lookup
from cxworkshop.method.intervals import latest, reading
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import SCALES, Measure
from cxworkshop.model.session import Session


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
        return rounded(value) == goal.baseline
    return as_read(measure, value) == as_read(measure, goal.baseline)


def as_read(measure: Measure, value: float) -> float:
    """A figure of a measure with as many decimals as people read."""
    return rounded(value, 2 if measure.unit in SCALES else 1)
