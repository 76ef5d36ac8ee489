"""Lets the goal of an action follow its touchpoint, where that has only one and nobody has said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxworkshop.model.actions import Action
from cxworkshop.model.ops import Ops, Set
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def only_goal(session: Session, touchpoint: str | None) -> str | None:
    """The one goal of a touchpoint; None where it has none or several."""
    goals = [goal.id for goal in session.round.goals if touchpoint and goal.touchpoint == touchpoint]
    return goals[0] if len(goals) == 1 else None


def with_goal(action: Action, given: Mapping[str, Any], session: Session) -> Action:
    """A new action with the only goal of its touchpoint, unless a goal is `given`."""
    goal = None if given.get("goal") else only_goal(session, action.touchpoint)
    return action.model_copy(update={"goal": goal}) if goal else action


def goal_follows(session: Session, place: Place, touchpoint: str | None) -> Ops:
    """The goal of an action that gets another touchpoint, if it has none or that of the one before."""
    action = session.find("actions", place.id, place.round)
    if (place.table, place.field) != ("actions", "touchpoint") or not isinstance(action, Action):
        return ()
    goal = only_goal(session, touchpoint)
    is_own = action.goal not in (None, only_goal(session, action.touchpoint))
    return () if is_own or goal == action.goal else (Set(place.at("goal"), goal),)
