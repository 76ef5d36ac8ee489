"""The result of a goal as its review records it, by figure and target; somebody may say otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import Words, say
from cxworkshop.method import thresholds
from cxworkshop.method.baselines import has_new_figure
from cxworkshop.method.goals import attainment_of
from cxworkshop.method.intervals import as_known
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import field_of
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import Session

_BY_VERDICT = {"met": "success", "held": "success", "met_uncertain": "success_uncertain"}
_SUCCESSES = frozenset({"success", "success_uncertain"})


def result_of(session: Session, goal_id: str | None, on: date) -> str | None:
    """What became of a goal of the round in view, by the figures that were known on a day; unmeasured without
    one since the round began. None for a goal that is gone, or that has not come half way while there is time
    left: nothing has failed before its day."""
    goal = session.find("goals", goal_id or "")
    if not isinstance(goal, Goal):
        return None
    known = as_known(session, on)
    if not has_new_figure(known, goal, session.round.started_on):
        return "unmeasured"
    attained = attainment_of(known, goal, on)
    if attained.verdict in ("unmeasured", "past_day"):
        return "unmeasured" if attained.verdict == "unmeasured" else None
    if attained.verdict in _BY_VERDICT:
        return _BY_VERDICT[attained.verdict]
    is_missed = attained.verdict in ("missed", "missed_uncertain")
    if is_missed and (attained.progress or 0) >= thresholds.PARTLY:
        return "success_partial"
    return None if has_time_left(goal, on) else "failure"


def has_time_left(goal: Goal, on: date) -> bool:
    """Whether the day of a goal has not passed on another one; a goal without a day has none left."""
    return goal.due_on is not None and goal.due_on >= on


def contradiction(session: Session, review: Review, on: date) -> Words:
    """That a goal is said to have come true, or to have failed, though its figure says otherwise; mostly
    empty."""
    computed = result_of(session, review.goal, on)
    said, by_figure = (result in _SUCCESSES for result in (review.result, computed))
    if review.result in (None, "unmeasured") or computed in (None, "unmeasured") or said == by_figure:
        return ""
    kind: Any = field_of("reviews", "result").kind
    return say("The figure says: {result}. Why is it said otherwise?", result=kind.words(computed))
