"""The readiness checks of Implement: choices with their price, money, actions with one owner and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cxworkshop.language import Words, say, say_n
from cxworkshop.method.checks.finding import (
    Missing,
    check,
    empty,
    gaps_of,
    missing,
    missing_if,
    priority_touchpoints,
)
from cxworkshop.method.derived import is_failing_basic
from cxworkshop.method.figures import missing_deeds, words_to_deeds
from cxworkshop.method.lookup import grouped, in_scope, ownership_of, state_of
from cxworkshop.method.thresholds import FIRST_ACTION_WITHIN
from cxworkshop.model.actions import Action, Decision
from cxworkshop.model.choices import Allocation
from cxworkshop.model.goals import Goal
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index

OPEN_ACTIONS_AT_MOST = 5
HORIZON_MONTHS = (24, 36)
DEEDS_AT_LEAST = 0.8


@check("G4.1")
def strategic_choice_has_its_price(session: Session, _on: date) -> Missing | None:
    """At least one strategic choice says what is given up and who decided."""
    gaps = [
        empty(choice, Place("choices", choice.id), "gives_up", "decided_by")
        for choice in session.round.choices
        if choice.kind == "strategic"
    ]
    if not gaps:
        return missing(say("No strategic choice yet"), Place("choices", ""))
    closest = min(gaps, key=len)
    return missing(say("No strategic choice says its price and decider"), *closest) if closest else None


@check("G4.2")
def priority_goals_have_actions(session: Session, _on: date) -> Missing | None:
    """Each goal of a priority touchpoint has an action with one owner and one date."""
    goals = [
        goal
        for touchpoint in priority_touchpoints(session)
        for goal in grouped(session.round.goals, "touchpoint").get(touchpoint.id, ())
    ]

    actions = [action for action in session.round.actions if action.status != "dropped"]
    without_goal = [action for action in actions if not action.goal]

    def cells(goal: Goal) -> Sequence[Place]:
        may_serve = [
            Place("actions", action.id, "goal")
            for action in without_goal
            if action.touchpoint in (None, goal.touchpoint)
        ]
        return min(
            (
                empty(action, Place("actions", action.id), "owner", "due_on")
                for action in actions
                if action.goal == goal.id
            ),
            key=len,
            default=[*may_serve, Place("actions", "")],
        )

    gaps = gaps_of(goals, cells)
    words: Words = say_n(
        "{n} of {all} priority goals has no action with owner and date",
        "{n} of {all} priority goals have no action with owner and date",
        len(gaps),
        all=len(goals),
    )
    if any(place.field == "goal" for gap in gaps for place in gap):
        words = say("{what}; actions that name no goal may be theirs", what=words)
    return missing_if(gaps, words)


@check("G4.3")
def investment_is_on_record(session: Session, _on: date) -> Missing | None:
    """An investment is decided, proposed or refused, on record."""
    return (
        None
        if session.round.investments
        else missing(say("No investment on record"), Place("investments", ""))
    )


@check("G4.4")
def investments_span_two_to_three_years(session: Session, _on: date) -> Missing | None:
    """Each investment, unless it was refused, spans 24 to 36 months."""
    low, high = HORIZON_MONTHS
    investments = [investment for investment in session.round.investments if investment.status != "rejected"]
    wrong = [
        investment
        for investment in investments
        if investment.horizon_months is None or not low <= investment.horizon_months <= high
    ]
    words = say_n(
        "{n} of {all} investments is not for two to three years",
        "{n} of {all} investments are not for two to three years",
        len(wrong),
        all=len(investments),
    )
    return (
        missing(words, *(Place("investments", investment.id, "horizon_months") for investment in wrong))
        if wrong
        else None
    )


@check("G4.5")
def priorities_have_a_daily_choice(session: Session, _on: date) -> Missing | None:
    """A daily choice with its limits covers each priority touchpoint."""
    priorities = priority_touchpoints(session)
    uncovering = [
        Place("choices", choice.id, "touchpoints")
        for choice in session.round.choices
        if choice.kind == "daily" and not choice.touchpoints
    ]

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        daily = (
            choice
            for choice in grouped(session.round.choices, "touchpoints").get(touchpoint.id, ())
            if choice.kind == "daily"
        )
        return min(
            (empty(choice, Place("choices", choice.id), "limit") for choice in daily),
            key=len,
            default=uncovering or [Place("choices", "")],
        )

    gaps = gaps_of(priorities, cells)
    words = say_n(
        "{n} of {all} priorities has no daily choice with a limit",
        "{n} of {all} priorities have no daily choice with a limit",
        len(gaps),
        all=len(priorities),
    )
    return missing_if(gaps, words)


@check("G4.6")
def money_follows_the_floor(session: Session, _on: date) -> Missing | None:
    """No differentiator gets resources while hygiene below level 3 gets none."""
    states = [(touchpoint.id, state_of(session, touchpoint.id)) for touchpoint in in_scope(session)]
    if not any(
        state.role == "differentiator" and _is_funded(session, touchpoint_id)
        for touchpoint_id, state in states
    ):
        return None
    failing = [touchpoint_id for touchpoint_id, state in states if is_failing_basic(state)]
    gaps = [
        Place("allocations", touchpoint_id, "eur")
        for touchpoint_id in failing
        if not _is_funded(session, touchpoint_id)
    ]
    words = say_n(
        "{n} failing basic gets no money, something finer does",
        "{n} failing basics get no money, something finer does",
        len(gaps),
    )
    return missing(words, *gaps) if gaps else None


def _is_funded(session: Session, touchpoint_id: str) -> bool:
    allocation = index(session.round.allocations).get(touchpoint_id)
    return isinstance(allocation, Allocation) and bool(allocation.eur or allocation.fte)


@check("G4.7")
def actions_start_soon_and_are_spread(session: Session, on: date) -> Missing | None:
    """The first action is due within 30 days of the start; nobody has more than five open."""
    actions = [action for action in session.round.actions if action.status != "dropped"]
    if not actions:
        return missing(say("No action yet"), Place("actions", ""))
    crowded = {
        who for who, n in Counter(map(_open_owner, actions)).items() if who and n > OPEN_ACTIONS_AT_MOST
    }
    if crowded:
        names = ", ".join(session.name_of("people", person_id) for person_id in sorted(crowded))
        words = say("More than {most} open actions: {names}", most=OPEN_ACTIONS_AT_MOST, names=names)
        return missing(
            words,
            *(Place("actions", action.id, "owner") for action in actions if _open_owner(action) in crowded),
        )
    first = min((action.due_on for action in actions if action.due_on), default=None)
    if first is not None and first <= (session.round.started_on or on) + FIRST_ACTION_WITHIN:
        return None
    soonest_first = sorted(actions, key=lambda action: action.due_on or date.max)
    return missing(
        say("No action is due within 30 days of the start"),
        *(Place("actions", action.id, "due_on") for action in soonest_first),
    )


def _open_owner(action: Action) -> str | None:
    return action.owner if action.is_unfinished else None


@check("G4.8")
def words_become_deeds(session: Session, on: date) -> Missing | None:
    """At least 80 % of the goals have a measure, somebody who holds them, a way of working and an action."""
    share, goals = words_to_deeds(session, on).share, session.round.goals
    if share is None or share >= DEEDS_AT_LEAST:
        return None

    def cells(goal: Goal) -> Sequence[Place]:
        ownership = Place("ownerships", goal.touchpoint or "")
        places = {
            "measure": Place("goals", goal.id, "measure"),
            "ownership": ownership.at(
                "accepted_on" if ownership_of(session, ownership.id).accountable else "accountable"
            ),
            "practice": Place("practices", ""),
            "action": Place("actions", ""),
        }
        return [places[lack] for lack in missing_deeds(session, goal, on)]

    gaps = gaps_of(goals, cells)
    words = say_n(
        "{n} of {all} goals lacks a measure, holder, practice or action",
        "{n} of {all} goals lack a measure, holder, practice or action",
        len(gaps),
        all=len(goals),
    )
    return missing_if(gaps, words)


@check("G4.9")
def decisions_against_evidence_are_signed(session: Session, _on: date) -> Missing | None:
    """A decision against evidence carries reason, name and review date."""

    def cells(decision: Decision) -> Sequence[Place]:
        return (
            empty(decision, Place("decisions", decision.id), "reason", "decided_by", "review_on")
            if decision.contradicts_evidence
            else []
        )

    gaps = gaps_of(session.round.decisions, cells)
    words = say_n(
        "{n} decision against evidence lacks reason, name or review",
        "{n} decisions against evidence lack reason, name or review",
        len(gaps),
    )
    return missing_if(gaps, words)
