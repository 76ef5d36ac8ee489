"""The readiness checks of the closing: every leader's promise, and who follows up each goal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import say_n
from cxworkshop.method.checks.finding import Missing, check, empty, gaps_of, missing_if, names, present
from cxworkshop.method.checks.redefine import judged_round
from cxworkshop.method.lookup import grouped, ownership_of, person
from cxworkshop.model.goals import Goal
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


@check("G7.1")
def leaders_have_promised(session: Session, on: date) -> Missing | None:
    """Each member of the leadership team present has given a promise with a date; as the round is looked back
    at, those whose day has come are kept or not."""
    gaps = [_promise_gaps(session, leader) for leader in without_promise(session, on)]
    words = say_n(
        "{n} of {all} leaders has given no promise with a date",
        "{n} of {all} leaders have given no promise with a date",
        len(gaps),
        all=len(_leaders(session, on)),
    )
    return missing_if(gaps, words) or _unanswered(session, on)


def without_promise(session: Session, on: date) -> list[Person]:
    """The members of the leadership team present who have given no promise with a date."""
    return [leader for leader in _leaders(session, on) if _promise_gaps(session, leader)]


def _leaders(session: Session, on: date) -> list[Person]:
    return [person for person in present(session) if person.leadership_team and not person.has_left(on)]


def _promise_gaps(session: Session, leader: Person) -> Sequence[Place]:
    """The cells that complete the promise of a leader that lacks least."""
    commitments = grouped(session.round.commitments, "person").get(leader.id, ())
    return min(
        (empty(commitment, Place("commitments", commitment.id), "text", "by") for commitment in commitments),
        key=len,
        default=[Place("commitments", "")],
    )


def _unanswered(session: Session, on: date) -> Missing | None:
    """The promises whose day has come and of which nobody has said whether they were kept, on a revisit."""
    if judged_round(session, on) is not session.round:
        return None
    waiting = [
        promise
        for promise in session.round.commitments
        if promise.kept is None and promise.text and (promise.by is None or promise.by <= on)
    ]
    words = say_n(
        "{n} promise is neither kept nor not kept: {whose}",
        "{n} promises are neither kept nor not kept: {whose}",
        len(waiting),
        whose=names(session, [promise.person for promise in waiting]),
    )
    return missing_if([[Place("commitments", promise.id, "kept")] for promise in waiting], words)


@check("G7.2")
def every_goal_is_followed_up(session: Session, on: date) -> Missing | None:
    """Each goal has one of our own who follows up, another person than the one accountable."""

    def cells(goal: Goal) -> Sequence[Place]:
        follower = person(session, goal.follows_up)
        is_other = goal.follows_up != ownership_of(session, goal.touchpoint or "").accountable
        is_there = follower is not None and follower.own and not follower.has_left(on)
        return [] if is_there and is_other else [Place("goals", goal.id, "follows_up")]

    gaps = gaps_of(session.round.goals, cells)
    words = say_n(
        "{n} of {all} goals has nobody else who follows up",
        "{n} of {all} goals have nobody else who follows up",
        len(gaps),
        all=len(session.round.goals),
    )
    return missing_if(gaps, words)
