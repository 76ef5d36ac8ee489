"""The result of a goal as its review records it, by figure and target; somebody may say otherwise."""

from __future__ import annotations

from datetime import date

from cxworkshop.method import thresholds
from cxworkshop.method.baselines import has_new_figure
from cxworkshop.method.goals import attainment_of
from cxworkshop.method.intervals import as_known
from cxworkshop.model.goals import Goal
from cxworkshop.model.session import Session

_BY_VERDICT = {"met": "success", "held": "success", "met_uncertain": "success_uncertain"}


def result_of(session: Session, goal_id: str | None, on: date) -> str | None:
    """What became of a goal of the round in view, by the figures that were known on a day; unmeasured without
    one since the round began. None for a goal that is gone."""
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
    return "success_partial" if is_missed and (attained.progress or 0) >= thresholds.PARTLY else "failure"
