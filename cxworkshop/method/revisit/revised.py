"""The goals of a round that were raised or changed as the round before was looked back at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.method.revisit.carrying import before, verdict_of
from cxworkshop.model.goals import Goal
from cxworkshop.model.session import Session, index


def revised(session: Session) -> dict[str, str]:
    """By goal of the round in view: `raise` or `change`, where that was the verdict on the one it follows."""
    if len(session.rounds) < 2:
        return {}
    old, goals = before(session), {}
    for goal in session.round.goals:
        verdict = verdict_of(old, goal.derived_from or goal.id)
        if verdict in ("raise", "change"):
            goals[goal.id] = verdict
    return goals


def waiting_goals(session: Session, on: date) -> Iterator[Goal]:
    """Those of the revised goals that have no new target or day yet."""
    old = index(before(session).round.goals) if len(session.rounds) > 1 else {}
    verdicts = revised(session)
    for goal in session.round.goals:
        was = old.get(goal.derived_from or goal.id)
        is_as_it_was = isinstance(was, Goal) and (was.text, was.target) == (goal.text, goal.target)
        has_day = goal.due_on is not None and goal.due_on > on
        if goal.id in verdicts and (goal.target is None or is_as_it_was or not has_day):
            yield goal
