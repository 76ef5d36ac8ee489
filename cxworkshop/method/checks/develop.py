"""The readiness checks of Develop: a concrete goal for each touchpoint that weighs, and a way of working
behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import say, say_n
from cxworkshop.method.checks.finding import (
    Missing,
    check,
    empty,
    if_any,
    lacking,
    missing,
    no_map,
    priority_touchpoints,
)
from cxworkshop.method.derived import is_failing_basic
from cxworkshop.method.goals import (
    concrete_parts,
    concreteness,
    distinguishable,
    is_provisional,
    lacks_baseline,
    vague_words,
)
from cxworkshop.method.lookup import grouped, in_scope, state_of
from cxworkshop.model.goals import Goal, GoalMissing
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index

DOTS = 5


@check("G2.1")
def priorities_have_goals(session: Session, _on: date) -> Missing | None:
    """Every priority touchpoint has a goal, or a reason and a date for not having one."""
    scope, weighty = in_scope(session), priority_touchpoints(session)
    if not scope:
        return no_map()
    if not weighty:
        return missing(
            say("No touchpoint is a priority yet"),
            *(Place("touchpoint_states", touchpoint.id, "priority") for touchpoint in scope),
        )

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        if _goals_of(session, touchpoint.id):
            return []
        here, told = (
            Place("goals_missing", touchpoint.id),
            index(session.round.goals_missing).get(touchpoint.id),
        )
        if isinstance(told, GoalMissing) and (told.reason.strip() or told.decide_by):
            return empty(told, here, "reason", "decide_by")
        return [Place("goals", ""), here.at("reason"), here.at("decide_by")]

    bare = lacking(weighty, cells)
    words = say_n(
        "{n} of {all} priority touchpoints has no goal",
        "{n} of {all} priority touchpoints have no goal",
        len(bare),
        all=len(weighty),
    )
    return if_any(bare, words)


@check("G2.2")
def goals_say_what_the_customer_notices(session: Session, on: date) -> Missing | None:
    """Each goal says what the customer notices, with measure, target and date."""
    goals = session.round.goals
    if not goals:
        return missing(say("No goal yet"), Place("goals", ""))

    def cells(goal: Goal) -> Sequence[Place]:
        here = Place("goals", goal.id)
        vague = [] if concrete_parts(session, goal, on).specific else [here.at("text")]
        return vague + empty(goal, here, "measure", "target", "due_on")

    bare = lacking(goals, cells)
    return if_any(
        bare,
        say_n(
            "{n} of {all} goals is not concrete",
            "{n} of {all} goals are not concrete",
            len(bare),
            all=len(goals),
        ),
    )


@check("G2.3")
def baselines_are_known_or_being_measured(session: Session, _on: date) -> Missing | None:
    """A goal without a baseline is marked provisional and somebody is to measure the baseline."""

    def cells(goal: Goal) -> Sequence[Place]:
        if not lacks_baseline(session, goal):
            return []
        unmarked = [] if is_provisional(session, goal) else [Place("goals", goal.id, "provisional")]
        return unmarked + ([] if _is_being_measured(session, goal) else [Place("actions", "")])

    bare = lacking(session.round.goals, cells)
    words = say_n(
        "{n} goal lacks a measured baseline, and nobody measures it",
        "{n} goals lack a measured baseline, and nobody measures it",
        len(bare),
    )
    return if_any(bare, words)


def _is_being_measured(session: Session, goal: Goal) -> bool:
    starting = (
        action
        for action in session.round.actions
        if action.kind == "start_measuring" and action.status != "dropped" and action.owner
    )
    return any(
        action.goal == goal.id or (action.goal is None and action.touchpoint == goal.touchpoint)
        for action in starting
    )


@check("G2.4")
def priorities_have_a_new_way_of_working(session: Session, _on: date) -> Missing | None:
    """Priority touchpoints have a new way of working with an everyday sign."""
    weighty = priority_touchpoints(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        told = grouped(session.round.practices, "touchpoints").get(touchpoint.id, ())
        gaps = [
            empty(one, Place("practices", one.id), "from", "to", "everyday_sign")
            for one in told
            if one.adoption != "abandoned"
        ]
        return min(gaps, key=len, default=[Place("practices", "")])

    bare = lacking(weighty, cells)
    words = say_n(
        "{n} of {all} priorities has no new way of working",
        "{n} of {all} priorities have no new way of working",
        len(bare),
        all=len(weighty),
    )
    return if_any(bare, words)


@check("G2.5")
def hygiene_comes_first(session: Session, _on: date) -> Missing | None:
    """No hygiene touchpoint below level 3 is without a goal."""

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        fails = is_failing_basic(state_of(session, touchpoint.id))
        return [Place("goals", "")] if fails and not _goals_of(session, touchpoint.id) else []

    bare = lacking(in_scope(session), cells)
    return if_any(bare, say_n("{n} failing basic has no goal", "{n} failing basics have no goal", len(bare)))


@check("G2.6")
def customers_take_part(session: Session, _on: date) -> Missing | None:
    """Customers or frontline staff take part in developing at least one way of working."""
    practices = session.round.practices
    if any(practice.customers_involved.strip() for practice in practices):
        return None
    cells = [Place("practices", practice.id, "customers_involved") for practice in practices]
    return missing(say("No customer or frontline worker takes part"), *cells or [Place("practices", "")])


@check("G2.7")
def goals_hold_no_empty_words(session: Session, on: date) -> Missing | None:
    """No vague word in a goal, unless the goal has all five dots of concreteness."""
    language, goals = session.workshop.language or "en", session.round.goals
    hollow = [
        goal for goal in goals if vague_words(goal.text, language) and concreteness(session, goal, on) < DOTS
    ]
    if not hollow:
        return None
    words = say_n(
        "{n} goal holds empty words: {example}",
        "{n} goals hold empty words: {example}",
        len(hollow),
        example=vague_words(hollow[0].text, language)[0],
    )
    return missing(words, *(Place("goals", goal.id, "text") for goal in hollow))


@check("G2.8")
def targets_stand_out_from_noise(session: Session, _on: date) -> Missing | None:
    """The target can be told apart from noise; a baseline without a margin cannot be judged."""
    lost = [
        Place("goals", goal.id, "target")
        for goal in session.round.goals
        if distinguishable(session, goal) is False
    ]
    words = say_n(
        "{n} target cannot be told from chance", "{n} targets cannot be told from chance", len(lost)
    )
    return missing(words, *lost) if lost else None


def _goals_of(session: Session, touchpoint_id: str) -> list[Goal]:
    return [
        one for one in grouped(session.round.goals, "touchpoint").get(touchpoint_id, ()) if one.text.strip()
    ]
