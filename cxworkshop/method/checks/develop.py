"""The readiness checks of Develop: a concrete goal and a way of working for each priority touchpoint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import say, say_n
from cxworkshop.method.checks.finding import (
    Missing,
    check,
    empty,
    empty_map,
    gaps_of,
    missing,
    missing_if,
    missing_with,
    priority_touchpoints,
)
from cxworkshop.method.checks.sides import side_cells, unsaid_words
from cxworkshop.method.derived import is_failing_basic
from cxworkshop.method.goals import (
    baseline_ground,
    concrete_parts,
    concreteness,
    is_distinguishable,
    is_provisional,
    lacks_baseline,
    sense,
    sense_of_day,
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
    scope, priorities = in_scope(session), priority_touchpoints(session)
    if not scope:
        return empty_map()
    if not priorities:
        return missing(
            say("No touchpoint is a priority yet"),
            *(Place("touchpoint_states", touchpoint.id, "priority") for touchpoint in scope),
        )

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        if _goals_of(session, touchpoint.id):
            return []
        place = Place("goals_missing", touchpoint.id)
        reason = index(session.round.goals_missing).get(touchpoint.id)
        if isinstance(reason, GoalMissing) and (reason.reason.strip() or reason.decide_by):
            return empty(reason, place, "reason", "decide_by")
        return [Place("goals", ""), place.at("reason"), place.at("decide_by")]

    gaps = gaps_of(priorities, cells)
    words = say_n(
        "{n} of {all} priority touchpoints has no goal",
        "{n} of {all} priority touchpoints have no goal",
        len(gaps),
        all=len(priorities),
    )
    return missing_if(gaps, words)


@check("G2.2")
def goals_say_what_the_customer_notices(session: Session, on: date) -> Missing | None:
    """Each goal says what the customer notices, with measure, target and date."""
    goals = session.round.goals
    if not goals:
        return missing(say("No goal yet"), Place("goals", ""))
    wrong = [Place("goals", goal.id, "target") for goal in goals if sense(session, goal) == "worse"]
    past = [Place("goals", g.id, "due_on") for g in goals if sense_of_day(session, g, on) == "past"]
    if wrong or past:
        aims = say_n("{n} target is worse than today", "{n} targets are worse than today", len(wrong))
        days = say_n(
            "The day of {n} goal is past already", "The days of {n} goals are past already", len(past)
        )
        return missing(aims if wrong else days, *wrong, *past)

    def cells(goal: Goal) -> Sequence[Place]:
        place = Place("goals", goal.id)
        vague = [] if concrete_parts(session, goal, on).specific else [place.at("text")]
        return vague + empty(goal, place, "measure", "target", "due_on")

    gaps = gaps_of(goals, cells)
    words = say_n(
        "{n} of {all} goals is not concrete",
        "{n} of {all} goals are not concrete",
        len(gaps),
        all=len(goals),
    )
    sides_unsaid = side_cells(session, of_goals=True)
    return missing_with(missing_if(gaps, words), sides_unsaid, unsaid_words(sides_unsaid))


@check("G2.3")
def baselines_are_known_or_being_measured(session: Session, _on: date) -> Missing | None:
    """A goal without a baseline is marked provisional and somebody is to measure the baseline."""

    def cells(goal: Goal) -> Sequence[Place]:
        if not lacks_baseline(session, goal):
            return []
        unmarked = [] if is_provisional(session, goal) else [Place("goals", goal.id, "provisional")]
        return unmarked + ([] if _is_being_measured(session, goal) else [Place("actions", "")])

    gaps = gaps_of(session.round.goals, cells)
    grounds = [baseline_ground(session, goal) for goal in session.round.goals if cells(goal)]
    if unmeasured := sum(ground != "few" for ground in grounds):
        words = say_n(
            "{n} goal lacks a measured baseline, and nobody measures it",
            "{n} goals lack a measured baseline, and nobody measures it",
            unmeasured,
        )
    else:
        words = say_n(
            "{n} baseline rests on few answers, and nobody asks more",
            "{n} baselines rest on few answers, and nobody asks more",
            len(gaps),
        )
    return missing_if(gaps, words)


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
    priorities = priority_touchpoints(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        practices = grouped(session.round.practices, "touchpoints").get(touchpoint.id, ())
        gaps = [
            empty(practice, Place("practices", practice.id), "from", "to", "everyday_sign")
            for practice in practices
            if practice.adoption != "abandoned"
        ]
        return min(gaps, key=len, default=[Place("practices", "")])

    gaps = gaps_of(priorities, cells)
    words = say_n(
        "{n} of {all} priorities has no new way of working",
        "{n} of {all} priorities have no new way of working",
        len(gaps),
        all=len(priorities),
    )
    return missing_if(gaps, words)


@check("G2.5")
def hygiene_comes_first(session: Session, _on: date) -> Missing | None:
    """No hygiene touchpoint below level 3 is without a goal."""

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        fails = is_failing_basic(state_of(session, touchpoint.id))
        return [Place("goals", "")] if fails and not _goals_of(session, touchpoint.id) else []

    gaps = gaps_of(in_scope(session), cells)
    return missing_if(
        gaps, say_n("{n} failing basic has no goal", "{n} failing basics have no goal", len(gaps))
    )


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
    vague = [
        goal for goal in goals if vague_words(goal.text, language) and concreteness(session, goal, on) < DOTS
    ]
    if not vague:
        return None
    words = say_n(
        "{n} goal holds empty words: {example}",
        "{n} goals hold empty words: {example}",
        len(vague),
        example=vague_words(vague[0].text, language)[0],
    )
    return missing(words, *(Place("goals", goal.id, "text") for goal in vague))


@check("G2.8")
def targets_stand_out_from_noise(session: Session, _on: date) -> Missing | None:
    """The target can be told apart from noise; a baseline without a margin cannot be judged."""
    targets = [
        Place("goals", goal.id, "target")
        for goal in session.round.goals
        if is_distinguishable(session, goal) is False
    ]
    words = say_n(
        "{n} target cannot be told from chance", "{n} targets cannot be told from chance", len(targets)
    )
    return missing(words, *targets) if targets else None


def _goals_of(session: Session, touchpoint_id: str) -> list[Goal]:
    return [
        goal
        for goal in grouped(session.round.goals, "touchpoint").get(touchpoint_id, ())
        if goal.text.strip()
    ]
