"""The three questions that a board should ask, and the figures of touchpoints that it should see, chosen by
rule from the record; the page for the board prints them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from cxworkshop.language import Message, say, say_n, whole
from cxworkshop.method import figures, goals, intervals, lookup, perceptions, responsibility, thresholds
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.sides import with_side
from cxworkshop.model.measures import RANGES, Measure
from cxworkshop.model.session import Session

ASKED = 3
GUT_FEELING = 0.3
"""Share of touchpoints without a fact above which the board asks what is believed."""
DEEDS = 0.8
"""Share of goals with a deed below which it asks for the others."""
NAME_ONLY = 1 / 3
"""Share of the agreed responsibilities from which those in name only are asked for."""
LATE = 0.2
"""Share of the due actions above which it asks what keeps them."""
TWICE = 2
"""As many leaders as customers who say that expectations are exceeded."""

Rule = Callable[[Session, date], Message | None]


def questions(session: Session, on: date) -> tuple[Message, ...]:
    """The first three that the record gives a reason for, the gravest first; then those of every meeting."""
    reasons = (rule(session, on) for rule in RULES)
    always = ALWAYS if len(session.rounds) == 1 else AGAIN
    return tuple([*(question for question in reasons if question), *always][:ASKED])


def _whole(session: Session, on: date) -> Message | None:
    if responsibility.lead_agreed(session, on).status == "held":
        return None
    return say(
        "Who answers for the customer's experience as a whole, and have we given that person the right to "
        "change things across departments?"
    )


def _caller(session: Session, on: date) -> Message | None:
    """Asked where one is vacant or contested: from today, once names were spoken of, with all that are not
    agreed, as the page counts them; before that by the blind answers."""
    scope = len(in_scope(session))
    is_spoken_of = bool(session.round.ownerships)
    counts = (
        responsibility.agreed_counts(session, on) if is_spoken_of else responsibility.status_counts(session)
    )
    unanswered = counts["vacant"] + counts["contested"]
    if not unanswered:
        return None
    if is_spoken_of:
        return say_n(
            "Whom does the customer call? {n} of {of} touchpoints has no answer today; responsibility is "
            "agreed at {held}.",
            "Whom does the customer call? {n} of {of} touchpoints have no answer today; responsibility is "
            "agreed at {held}.",
            scope - counts["held"],
            of=scope,
            held=counts["held"],
        )
    return say_n(
        "Whom does the customer call? {n} of {of} touchpoints has no answer today.",
        "Whom does the customer call? {n} of {of} touchpoints have no answer today.",
        unanswered,
        of=scope,
    )


def _mandate(session: Session, on: date) -> Message | None:
    agreed = responsibility.agreed_counts(session, on)["held"]
    in_name_only = len(responsibility.in_name_only(session, on))
    if not in_name_only or in_name_only < agreed * NAME_ONLY:
        return None
    return say(
        "What may those accountable decide without asking us, and for how long? In name only: {n} of {of}.",
        n=in_name_only,
        of=agreed,
    )


def _gut_feeling(session: Session, on: date) -> Message | None:
    if (figures.gut_feel_share(session, on) or 0) <= GUT_FEELING:
        return None
    return say("What do we believe about our customers that we have not asked them?")


def _belief(session: Session, _on: date) -> Message | None:
    gap = perceptions.delivery_gap(session)
    if gap is None or gap.customers.value is None:
        return None
    beyond = gap.customers.value if gap.customers.high is None else gap.customers.high
    if gap.believers <= beyond or gap.believers < TWICE * gap.customers.value:
        return None
    return say("We say that we exceed expectations, customers do not. What do we not see?")


def _against_evidence(session: Session, on: date) -> Message | None:
    """A decision against the evidence that nobody looks at again, or whose day has come."""
    day = session.judged_on(on)
    if not any(
        decision.contradicts_evidence and (decision.review_on is None or decision.review_on <= day)
        for decision in session.round.decisions
    ):
        return None
    return say("Why did we decide against what customers said, and when do we know whether we were right?")


def _deeds(session: Session, on: date) -> Message | None:
    share = figures.words_to_deeds(session, on).share
    if share is None or share >= DEEDS:
        return None
    return say("Which of the goals has no deed behind it, and what would it take?")


def _lost(session: Session, _on: date) -> Message | None:
    """Fewer customers stayed than in the round before, by more than chance."""
    if len(session.rounds) < 2 or session.organisation.sector not in (None, "private"):
        return None
    now, before = session.round.customer_balance, session.rounds[-2].customer_balance
    kept = [
        intervals.share(sheet.customers_start - sheet.lost, sheet.customers_start)
        if sheet.customers_start and sheet.lost is not None
        else intervals.NOTHING
        for sheet in (before, now)
    ]
    change = intervals.change(*kept)
    if not change.real or not change.delta or change.delta > 0 or not now.lost:
        return None
    return say(
        "Why did {lost} customers leave, and what did we learn from asking them?", lost=whole(now.lost)
    )


def _late(session: Session, on: date) -> Message | None:
    summary = figures.actions_summary(session, session.round.closed_on or on)
    late = summary.due - summary.done
    if not summary.due or late / summary.due <= LATE:
        return None
    return say_n(
        "What keeps {n} agreed action from happening?", "What keeps {n} agreed actions from happening?", late
    )


RULES: tuple[Rule, ...] = (
    _whole,
    _caller,
    _mandate,
    _gut_feeling,
    _belief,
    _against_evidence,
    _deeds,
    _lost,
    _late,
)
ALWAYS = (
    say("When did each of you last listen to a customer, and what did you hear?"),
    say("What have customers told us that we would rather not hear?"),
    say("What would a customer see us do with the money before our next meeting?"),
)
AGAIN = (
    ALWAYS[0],
    say("What have customers told us since last time that we would rather not hear?"),
    ALWAYS[2],
)
"""Once there was a last time: in the rounds after the first."""


# ---- what a board should see of the touchpoints ------------------------------------------------------------
class Shortfall(NamedTuple):
    """A measure whose newest figure is worse than a target; `share` of its scale, of the target where the
    scale has no end."""

    measure: Measure
    target: float
    share: float
    is_few: bool
    """Whether too few answered for it to be a fact."""


def shortfalls(session: Session) -> tuple[Shortfall, ...]:
    """The measures of goals that are below their targets: of enough answers first, then the furthest."""
    written: tuple[goals.AnyGoal, ...] = (*session.round.goals, *session.round.experience_goals)
    below: dict[str, Shortfall] = {}
    for goal in written:
        measure, figure = lookup.measure(session, goal.measure), intervals.reading(session, goal.measure)
        if measure is None or goal.target is None or figure.value is None:
            continue
        way = goals.sense_of(figure.value, goal.target, with_side(session, measure).direction)
        if way != "better" or goals.sense(session, goal) == "worse":
            continue
        first, last = RANGES.get(measure.read_in or "", (0, abs(goal.target) or 1))
        share = abs(goal.target - figure.value) / (last - first)
        found = Shortfall(measure, goal.target, share, _is_few(figure))
        below[measure.id] = max(below.get(measure.id, found), found, key=lambda each: each.share)
    return tuple(sorted(below.values(), key=lambda each: (each.is_few, -each.share)))


def weakest(session: Session) -> Measure | None:
    """The measure of a touchpoint whose newest figure, of enough answers, is the worst on its scale."""
    scope = {touchpoint.id for touchpoint in in_scope(session)}
    placed = []
    for measure in lookup.measures_in_use(session):
        figure, ends = intervals.reading(session, measure.id), RANGES.get(measure.read_in or "")
        side = with_side(session, measure).direction
        if ends is None or side is None or figure.value is None or _is_few(figure):
            continue
        if measure.category not in (None, "experience") or scope.isdisjoint(measure.touchpoints):
            continue
        share = (figure.value - ends[0]) / (ends[1] - ends[0])
        placed.append((share if side == "up" else 1 - share, measure))
    return min(placed, key=lambda pair: pair[0])[1] if placed else None


def _is_few(figure: intervals.Interval) -> bool:
    return figure.n is not None and figure.n < thresholds.FACT_N
