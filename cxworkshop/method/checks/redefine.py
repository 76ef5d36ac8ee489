"""The readiness checks of Redefine: reviews of goals, expectations, and the date of the next climb.

A revisit judges the goals of the round that it closes: the round in view once its review is due or has begun,
else the round before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cxworkshop.language import say, say_n
from cxworkshop.method.checks.finding import Missing, check, empty, gaps_of, missing, missing_if
from cxworkshop.method.derived import value
from cxworkshop.method.results import has_time_left
from cxworkshop.model.actions import Parking
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import Place
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import Round, Session, index, unwritten

NEXT_CLIMB_WITHIN = timedelta(days=365)


@check("G6.1")
def next_climb_is_dated(session: Session, on: date) -> Missing | None:
    """The next climb is dated, within a year of the start."""
    started, then = session.round.started_on or on, session.round.next_review_on
    if then is not None and started < then <= started + NEXT_CLIMB_WITHIN:
        return None
    words = (
        say("The next climb is not within a year of the start") if then else say("The next climb has no date")
    )
    return missing(words, Place("rounds", session.round.id, "next_review_on"))


@check("G6.2")
def goals_are_judged(session: Session, on: date) -> Missing | None:
    """On a revisit every goal has verdict and reason, and a result once its day is past; a raised or changed
    goal has a new target."""
    judged = judged_round(session, on)
    if judged is None:
        return None

    def cells(goal: Goal) -> Sequence[Place]:
        review = index(judged.reviews).get(goal.id) or unwritten("reviews", goal.id)
        place = Place("reviews", goal.id, round=judged.number)
        is_said = has_time_left(goal, on) or value(session, place.at("result"), on)
        result = () if is_said else ("result",)
        return empty(review, place, "verdict", *result, "text") or _unchanged(session, goal, review)

    gaps = gaps_of(judged.goals, cells)
    words = say_n(
        "{n} of {all} goals has no verdict that was carried out",
        "{n} of {all} goals have no verdict that was carried out",
        len(gaps),
        all=len(judged.goals),
    )
    return missing_if(gaps, words)


def _unchanged(session: Session, goal: Goal, review: object) -> Sequence[Place]:
    """The target of the goal that follows, when it was to be raised or changed and is just as it was."""
    if not isinstance(review, Review) or review.verdict not in ("raise", "change"):
        return []
    followers = (
        follower
        for follower in session.round.goals
        if goal.id == follower.derived_from or (follower.id == goal.id and follower is not goal)
    )
    return [
        Place("goals", follower.id, "target")
        for follower in followers
        if (follower.text, follower.measure, follower.target) == (goal.text, goal.measure, goal.target)
        or follower.target is None
    ]


@check("G6.3")
def expectations_are_heard(session: Session, on: date) -> Missing | None:
    """On a revisit at least one expectation signal with its source."""
    judged = judged_round(session, on)
    if judged is None:
        return None
    signals = (*judged.expectation_signals, *session.round.expectation_signals)
    if any(signal.text.strip() and signal.source.strip() for signal in signals):
        return None
    unsaid = [
        Place("expectation_signals", signal.id, "source")
        for signal in session.round.expectation_signals
        if not signal.source.strip()
    ]
    return missing(
        say("No expectation signal with its source"), *unsaid or [Place("expectation_signals", "")]
    )


@check("G6.4")
def something_new_is_tried(session: Session, _on: date) -> Missing | None:
    """At least one innovation has an experiment, an owner and a decision date."""
    innovations = [innovation for innovation in session.round.innovations if innovation.status != "dropped"]
    if not innovations:
        return missing(say("No innovation yet"), Place("innovations", ""))
    closest = min(
        (
            empty(innovation, Place("innovations", innovation.id), "experiment", "owner", "decide_by")
            for innovation in innovations
        ),
        key=len,
    )
    return missing(say("No innovation has experiment, owner and date"), *closest) if closest else None


@check("G6.5")
def parking_lot_is_emptied(session: Session, _on: date) -> Missing | None:
    """Each parked item has an owner and a date, or is resolved or dropped."""

    def cells(item: Parking) -> Sequence[Place]:
        return empty(item, Place("parking", item.id), "owner", "by") if item.is_parked else []

    gaps = gaps_of(session.round.parking, cells)
    return missing_if(
        gaps,
        say_n("{n} parked item has no owner and date", "{n} parked items have no owner and date", len(gaps)),
    )


@check("G6.6")
def triggers_are_agreed(session: Session, _on: date) -> Missing | None:
    """What would bring an early climb is agreed."""
    if any(trigger.text.strip() for trigger in session.round.redefinition_triggers):
        return None
    return missing(say("No trigger of an early climb"), Place("redefinition_triggers", ""))


@check("G6.7")
def partner_is_not_the_last_cause(session: Session, _on: date) -> Missing | None:
    """Where the partner is named as the cause, it is said what we did or did not do."""

    def cells(review: Review) -> Sequence[Place]:
        return empty(review, Place("reviews", review.id), "own_action") if review.cause == "partner" else []

    gaps = gaps_of(session.round.reviews, cells)
    return missing_if(
        gaps,
        say_n(
            "{n} review ends with the partner as the cause",
            "{n} reviews end with the partner as the cause",
            len(gaps),
        ),
    )


def judged_round(session: Session, on: date) -> Round | None:
    """The round whose goals a revisit judges; None on a first climb."""
    round_ = session.round
    if round_.reviews or (round_.next_review_on is not None and round_.next_review_on <= on):
        return round_
    return session.rounds[-2] if len(session.rounds) > 1 else None
