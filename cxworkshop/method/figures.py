"""The figures of a round as a whole: measured touchpoints, blind scores, words to deeds, promises, money.

Read by the checks, the lists and the documents. Shares are 0–1; None where there is nothing to count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from cxworkshop.method import derived, facts, thresholds
from cxworkshop.method.intervals import (
    answers,
    is_total,
    observations_of,
    reading_of,
)
from cxworkshop.method.lookup import (
    cached_on,
    grouped,
    in_scope,
    measures_in_use,
    ownership_of,
    share_of,
    state_of,
    touchpoints_of,
)
from cxworkshop.method.postponing import first_due
from cxworkshop.method.responsibility import agreed
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES
from cxworkshop.model.choices import CustomerBalance
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


@dataclass(frozen=True, slots=True)
class OutOf:
    """A count of a total."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        return share_of(self.count, self.of)


# ---- believed and known ------------------------------------------------------------------------------------
def gut_feel_share(session: Session, on: date) -> float | None:
    """Share of the touchpoints in scope whose level is not a fact on a day (mutu-osuus)."""
    return share_of(len(without_fact(session, on)), len(in_scope(session)))


def without_fact(session: Session, on: date) -> tuple[str, ...]:
    """The touchpoints in scope whose level is not a fact, whatever its mark says, in the order of the
    journey."""
    return tuple(
        touchpoint.id
        for touchpoint in in_scope(session)
        if not facts.standing(session, touchpoint.id, on).is_fact
    )


def without_ground(session: Session) -> int:
    """The touchpoints in scope whose level was judged without a word on what it rests on."""
    states = (state_of(session, touchpoint.id) for touchpoint in in_scope(session))
    return sum(state.level_now is not None and not state.level_basis for state in states)


def share_of_decisions_without_evidence(session: Session) -> float | None:
    """Share of the round's decisions that name no evidence."""
    decisions = session.round.decisions
    return share_of(sum(not decision.evidence for decision in decisions), len(decisions))


def from_the_frontline(session: Session) -> OutOf:
    """Pieces of evidence that those who meet customers have given, of all."""
    evidence = session.round.evidence
    return OutOf(sum(piece.source_type == "frontline" for piece in evidence), len(evidence))


# ---- measured ----------------------------------------------------------------------------------------------
def measurement_coverage(session: Session) -> float | None:
    """Share of the touchpoints in scope with at least one observation that has n, or is a total."""
    scope = in_scope(session)
    return share_of(len(scope) - len(unmeasured(session)), len(scope))


def unmeasured(session: Session, *, with_goals: bool = True) -> tuple[str, ...]:
    """The touchpoints in scope without any such observation, in the order of the journey. `with_goals`: the
    measure of a goal tells of its touchpoint, too."""
    measured = {
        touchpoint
        for measure in measures_in_use(session)
        if _is_observed(session, measure)
        for touchpoint in (touchpoints_of(session, measure) if with_goals else measure.touchpoints)
    }
    return tuple(touchpoint.id for touchpoint in in_scope(session) if touchpoint.id not in measured)


def _is_observed(session: Session, measure: Measure) -> bool:
    figures = (
        (observation, reading_of(measure, observation).value)
        for observation in observations_of(session, measure.id)
    )
    return any(
        value is not None and (answers(observation) or is_total(measure, observation))
        for observation, value in figures
    )


# ---- blind scores ------------------------------------------------------------------------------------------
class Spread(NamedTuple):
    """Blind scores of 1–5: median, lowest, highest and number. Only one that `may_be_shown` is."""

    median: float
    low: int
    high: int
    n: int

    @property
    def may_be_shown(self) -> bool:
        """Whether so many answered that a figure does not tell who it was."""
        return self.n >= thresholds.FEW

    @property
    def range(self) -> int:
        return self.high - self.low

    @property
    def ends(self) -> str:
        """From the lowest to the highest: 3–5; empty where it may not be shown."""
        if not self.may_be_shown:
            return ""
        return f"{self.low}–{self.high}" if self.range else str(self.low)

    @property
    def is_weak(self) -> bool:
        """Whether the median is at most FUNCTION_MEDIAN, or the range at least FUNCTION_RANGE."""
        return self.median <= thresholds.FUNCTION_MEDIAN or self.range >= thresholds.FUNCTION_RANGE


def functions(session: Session) -> dict[str, Spread]:
    """The five functions that were scored, in their order."""
    scored = grouped(session.round.function_scores, "function")
    spreads = (
        (function, _spread(score.value for score in scored.get(function, ())))
        for function, _words in FIVE_FUNCTIONS
    )
    return {function: spread for function, spread in spreads if spread is not None}


def values(session: Session) -> dict[str, Spread]:
    """The statements of the values check that were scored, in their order."""
    scored = grouped(session.round.value_scores, "statement")
    spreads = (
        (statement, _spread(score.value for score in scored.get(statement, ())))
        for statement, _words in VALUES
    )
    return {statement: spread for statement, spread in spreads if spread is not None}


def confidence(session: Session) -> Spread | None:
    """How sure the participants are that the plan will be done; None without scores."""
    return _spread(score.value for score in session.round.confidence_scores)


def _spread(scores: Iterable[int | None]) -> Spread | None:
    known_scores = [score for score in scores if score is not None]
    return (
        Spread(float(median(known_scores)), min(known_scores), max(known_scores), len(known_scores))
        if known_scores
        else None
    )


def score_counts(scores: Iterable[int | None]) -> tuple[int, ...]:
    """How many gave 1, 2, 3, 4 and 5."""
    known_scores = [score for score in scores if score is not None]
    return tuple(known_scores.count(value) for value in range(1, 6))


# ---- by function -------------------------------------------------------------------------------------------
def by_function(session: Session) -> dict[str, tuple[str, ...]]:
    """The touchpoints in scope that each function is accountable for, the function with the most first."""
    touchpoints: dict[str, list[str]] = {}
    for touchpoint in in_scope(session):
        if ownership_of(session, touchpoint.id).accountable:
            function = (
                derived.value(session, Place("ownerships", touchpoint.id, "function"), date.max) or "other"
            )
            touchpoints.setdefault(function, []).append(touchpoint.id)
    return {
        function: tuple(ids) for function, ids in sorted(touchpoints.items(), key=lambda item: -len(item[1]))
    }


# ---- words and deeds ---------------------------------------------------------------------------------------
class WordsToDeeds(NamedTuple):
    """Share and ids of the goals that lack nothing of `missing_deeds`."""

    share: float | None
    goals: tuple[str, ...]


def words_to_deeds(session: Session, on: date) -> WordsToDeeds:
    """The goals with a measure, a held touchpoint, a way of working, and an action with owner and date."""
    goals = session.round.goals
    done = tuple(goal.id for goal in goals if not missing_deeds(session, goal, on))
    return WordsToDeeds(share_of(len(done), len(goals)), done)


def missing_deeds(session: Session, goal: Goal, on: date) -> tuple[str, ...]:
    """What a goal lacks of: measure, ownership, practice, action."""
    touchpoint = goal.touchpoint or ""
    practices = grouped(session.round.practices, "touchpoints").get(touchpoint, ())
    actions = grouped(session.round.actions, "goal").get(goal.id, ())
    there = {
        "measure": goal.measure is not None,
        "ownership": agreed(session, touchpoint, on).status == "held",
        "practice": any(practice.adoption != "abandoned" for practice in practices),
        "action": any(action.status != "dropped" and action.owner and action.due_on for action in actions),
    }
    return tuple(name for name, is_there in there.items() if not is_there)


class ActionsSummary(NamedTuple):
    """The round's actions on a day, without the dropped ones.

    `due`: the first date has come, also where it was put off since; of those, `done` and `on_time` (done by
    that date). `median_slip`: days from that date to done of all done. `unfinished`: ids of the others.
    """

    total: int
    due: int
    done: int
    on_time: int
    median_slip: float | None
    unfinished: tuple[str, ...]

    @property
    def done_of_due(self) -> float | None:
        return share_of(self.done, self.due)


def actions_summary(session: Session, on: date) -> ActionsSummary:
    """What became of the actions by `on`; for a closed round, pass the day it was closed."""
    counted = [action for action in session.round.actions if action.status != "dropped"]
    days = {action.id: first_due(session, action) for action in counted}
    due = [action for action in counted if (day := days[action.id]) is not None and day <= on]
    slips = {action.id: slip for action in counted if (slip := _slip(action, days[action.id])) is not None}
    return ActionsSummary(
        total=len(counted),
        due=len(due),
        done=sum(action.status == "done" for action in due),
        on_time=sum(slips.get(action.id, 1) <= 0 for action in due),
        median_slip=float(median(slips.values())) if slips else None,
        unfinished=tuple(action.id for action in counted if action.is_unfinished),
    )


def _slip(action: Action, due: date | None) -> int | None:
    """Days from a date to done."""
    done = action.done_on if action.status == "done" else None
    return (done - due).days if done and due else None


def commitments_kept(session: Session) -> OutOf:
    """Promises kept, of those with a known outcome."""
    outcomes = [commitment.kept for commitment in session.round.commitments if commitment.kept is not None]
    return OutOf(sum(outcomes), len(outcomes))


@cached_on("people", "round.number")
def _leaders_then(session: Session) -> tuple[Person, ...]:
    return tuple(
        person
        for person in session.people
        if person.leadership_team and (person.joined_round or 1) <= session.round.number
    )


def leaders(session: Session, on: date) -> tuple[Person, ...]:
    """The leadership team of the round, without those who had left by the day."""
    day = session.judged_on(on)
    return tuple(person for person in _leaders_then(session) if not person.has_left(day))


def leaders_in_contact(session: Session, on: date) -> OutOf:
    """Leaders who met a customer within the 90 days before `on`, of all leaders."""
    day, met = (
        session.judged_on(on),
        {contact.person: contact.last for contact in session.round.leader_contacts},
    )
    team = leaders(session, on)
    recent = (last for person in team if (last := met.get(person.id)) is not None)
    return OutOf(sum(0 <= (day - last).days <= thresholds.CONTACT_DAYS for last in recent), len(team))


# ---- money -------------------------------------------------------------------------------------------------
class CustomerBalanceFigures(NamedTuple):
    """Retention (0–1), euros a year, and by how many customers the sheet does not add up."""

    retention: float | None
    annual_value: float | None
    at_stake: float | None
    mismatch: int | None


def has_customer_balance(session: Session) -> bool:
    """Whether a balance of customers is asked for: of a private organisation, and where one is recorded."""
    blank = CustomerBalance(id=session.round.customer_balance.id)
    return session.organisation.sector in (None, "private") or session.round.customer_balance != blank


def ended_with(session: Session) -> int | None:
    """The customers that the round before ended with, by its own sheet."""
    return session.rounds[-2].customer_balance.customers_end if len(session.rounds) > 1 else None


def customer_balance(session: Session) -> CustomerBalanceFigures:
    """Retention = 1 − lost/start; value of the base = end × margin; at stake = lost × margin; mismatch = end
    − (start + won − lost)."""
    sheet = session.round.customer_balance
    start, won, lost, end, margin = (
        sheet.customers_start,
        sheet.won,
        sheet.lost,
        sheet.customers_end,
        sheet.margin_eur_per_customer_year,
    )
    return CustomerBalanceFigures(
        retention=None if lost is None or not start else 1 - lost / start,
        annual_value=None if end is None or margin is None else end * margin,
        at_stake=None if lost is None or margin is None else lost * margin,
        mismatch=None
        if start is None or won is None or lost is None or end is None
        else end - (start + won - lost),
    )
