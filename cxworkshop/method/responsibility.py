"""Who carries what: in practice (the blind ballot), from today (what was agreed), and with what power and
load.

Reads the record; the sums of one ballot are in `diagnosis`. Shares are 0–1 and None where there is nothing to
divide by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.language import N_
from cxworkshop.method import thresholds
from cxworkshop.method.diagnosis import (
    Answer,
    Answered,
    Diagnosis,
    Status,
    Tally,
    diagnose,
    judge,
    krippendorff_alpha,
    ranked,
    tally,
)
from cxworkshop.method.intervals import answers, latest
from cxworkshop.method.lookup import (
    grouped,
    in_scope,
    mean_of,
    measure,
    ownership_of,
    person,
    remembered,
    share_of,
)
from cxworkshop.model.ballots import WHOLE, Ballot, OwnershipBallot
from cxworkshop.model.measures import SURVEY_METRICS
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import LeadMandate, Mandate, Ownership, Reward
from cxworkshop.model.session import Session, index

STATUSES = (
    ("held", N_("held")),
    ("unclear", N_("unclear")),
    ("contested", N_("contested")),
    ("vacant", N_("vacant")),
)
FIRST = "1"
"""The number of the first ballot."""
_LINKED = frozenset({"recognition", "bonus", "both"})
_PAID = frozenset({"bonus", "both"})
_PARTNERED = frozenset({"partner", "shared"})


# ---- in practice: the blind ballot -------------------------------------------------------------------------
def answers_for(session: Session, touchpoint_id: str, ballot: str = FIRST) -> Mapping[str, OwnershipBallot]:
    """The named answers about a touchpoint (or WHOLE), by participant; empty once they are reduced to
    tallies."""
    given = grouped(session.round.ownership_ballots, "touchpoint").get(touchpoint_id, ())
    return {one.participant: one for one in given if one.ballot == ballot and one.participant}


def tally_of(session: Session, touchpoint_id: str, ballot: str = FIRST) -> Tally:
    """The tally of a touchpoint (or WHOLE) in a ballot, sealed or not: from the answers, and from what they
    were reduced to.

    What people are shown comes from `revealed_tally` or `as_is`; this one is for counting who has answered.
    """
    answers = answers_for(session, touchpoint_id, ballot)
    for kept in grouped(session.round.ownership_tallies, "touchpoint").get(touchpoint_id, ()):
        if kept.ballot == ballot:
            before = Tally(
                ranked(kept.named),
                kept.nobody,
                kept.several,
                kept.partner,
                kept.dont_know,
                kept.self_claims,
                kept.answered,
            )
            return before.with_more(
                tally({who: one for who, one in answers.items() if who not in kept.answered})
            )
    return tally(answers)


def ballot_numbers(session: Session) -> tuple[str, ...]:
    """The ballots there are, the first one first: each later one asks again, or asks what was added since."""
    return _numbers(session)


@remembered("round.ballots", "round.ownership_ballots", "round.ownership_tallies")
def _numbers(session: Session) -> tuple[str, ...]:
    one = session.round
    answered = (
        *(row.ballot for row in one.ownership_ballots),
        *(row.ballot for row in one.ownership_tallies),
    )
    found = {FIRST, *(row.number for row in one.ballots), *answered}
    return tuple(sorted((number for number in found if number), key=lambda number: (len(number), number)))


def is_revealed(session: Session, ballot: str = FIRST) -> bool:
    """Whether the room has seen a ballot. Until then nothing that is computed from it is shown anywhere."""
    found = index(session.round.ballots).get(ballot)
    return isinstance(found, Ballot) and found.revealed_at is not None


def revealed_tally(session: Session, touchpoint_id: str, ballot: str = FIRST) -> Tally:
    """The tally of a touchpoint (or WHOLE) as the room may see it: an empty one until the ballot is
    revealed."""
    return tally_of(session, touchpoint_id, ballot) if is_revealed(session, ballot) else Tally()


def as_is(session: Session, touchpoint_id: str) -> Diagnosis:
    """Who carries the touchpoint (or WHOLE) in practice, from the newest revealed ballot that asked about
    it."""
    known = _judged(session)
    if touchpoint_id not in known:
        told = (
            revealed_tally(session, touchpoint_id, number) for number in reversed(ballot_numbers(session))
        )
        known[touchpoint_id] = judge(next((one for one in told if one.n), Tally()))
    return known[touchpoint_id]


@remembered("round.ballots", "round.ownership_ballots", "round.ownership_tallies")
def _judged(session: Session) -> dict[str, Diagnosis]:
    """The diagnoses already asked for: `as_is` fills it, so that 2,000 rows are judged once and only as they
    are seen."""
    return {}


def diagnoses(session: Session) -> dict[str, Diagnosis]:
    """`as_is` of every touchpoint in scope, by id, in the order of the journey."""
    return {one.id: as_is(session, one.id) for one in in_scope(session)}


def status_counts(session: Session) -> dict[str, int]:
    """How many touchpoints are held, unclear, contested and vacant in practice."""
    return _counted(one.status for one in diagnoses(session).values())


def clear_share(session: Session) -> float | None:
    """Share of the touchpoints in scope that one person holds in practice; None before anybody has been
    asked."""
    found = diagnoses(session).values()
    asked = any(one.n for one in found)
    return share_of(sum(one.status == "held" for one in found), len(found)) if asked else None


def mean_agreement(session: Session) -> float | None:
    """The plain mean of the agreement on each touchpoint in scope; the whole is not among them."""
    return mean_of(one.agreement for one in diagnoses(session).values() if one.agreement is not None)


def alpha_of(session: Session) -> float | None:
    """Krippendorff's alpha over the touchpoints in scope."""
    return krippendorff_alpha(one.tally.labels for one in diagnoses(session).values())


class Recognition(NamedTuple):
    """What a person claimed, and the mean share of the others who named that person for it."""

    claimed: tuple[str, ...]
    recognised: float | None


def recognition(session: Session) -> dict[str, Recognition]:
    """For everybody who named themselves for something in scope, or for the whole, by person id."""
    claims: dict[str, list[tuple[str, float | None]]] = {}
    for touchpoint in (WHOLE, *(one.id for one in in_scope(session))):
        told = revealed_tally(session, touchpoint)
        for who in told.self_claims:
            claims.setdefault(who, []).append((touchpoint, share_of(told.counts[who] - 1, told.n - 1)))
    return {
        who: Recognition(
            tuple(touchpoint for touchpoint, _share in held),
            mean_of(s for _touchpoint, s in held if s is not None),
        )
        for who, held in sorted(claims.items())
    }


# ---- from today: what was agreed ---------------------------------------------------------------------------
class Agreed(NamedTuple):
    """The status of what was agreed and the code of its reason. `left`: somebody is named who has left."""

    status: Status
    reason: str
    in_name_only: bool = False
    left: bool = False


def agreed(session: Session, touchpoint_id: str, on: date) -> Agreed:
    """Who carries the touchpoint from today (method D.4), on a day; a closed round is judged as it was."""
    ownership = ownership_of(session, touchpoint_id)
    full = mandate_score(ownership.mandate) == thresholds.MANDATE_PARTS
    return _agreed(session, touchpoint_id, ownership.accountable, ownership.accepted_on, full, on)


def lead_agreed(session: Session, on: date) -> Agreed:
    """The same of the person accountable for the whole."""
    lead = session.round.cx_lead
    full = mandate_score(lead.mandate) == thresholds.LEAD_MANDATE_PARTS
    return _agreed(session, WHOLE, lead.accountable, lead.accepted_on, full, on)


def _agreed(
    session: Session,
    touchpoint_id: str,
    accountable: str | None,
    accepted_on: date | None,
    full: bool,
    on: date,
) -> Agreed:
    named = person(session, accountable)
    if named is None:
        return Agreed("vacant", "no_name")
    if named.has_left(session.judged_on(on)):
        return Agreed("vacant", "no_name", left=True)
    if not named.own:
        return Agreed("vacant", "outsourced_accountability")
    if any(one.is_open for one in grouped(session.round.objections, "touchpoint").get(touchpoint_id, ())):
        return Agreed("contested", "open_objection")
    if accepted_on is None:
        return Agreed("unclear", "not_accepted")
    return Agreed("held", "complete" if full else "on_paper", in_name_only=not full)


def agreed_counts(session: Session, on: date) -> dict[str, int]:
    """How many touchpoints in scope are held, unclear, contested and vacant from today."""
    return _counted(agreed(session, one.id, on).status for one in in_scope(session))


def in_name_only(session: Session, on: date) -> tuple[str, ...]:
    """The touchpoints held without a full mandate, in the order of the journey."""
    return tuple(one.id for one in in_scope(session) if agreed(session, one.id, on).in_name_only)


def on_paper_differs(session: Session, touchpoint_id: str) -> bool:
    """Whether the person on paper is not the one most named in practice; false while either is unknown."""
    formal, top = ownership_of(session, touchpoint_id).formal_owner, as_is(session, touchpoint_id).top
    return bool(formal and top) and formal not in top


def _held(session: Session, on: date) -> list[Ownership]:
    return [
        ownership_of(session, one.id)
        for one in in_scope(session)
        if agreed(session, one.id, on).status == "held"
    ]


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    counts = Counter(statuses)
    return {status: counts[status] for status, _words in STATUSES}


# ---- mandate, reward, partners -----------------------------------------------------------------------------
def mandate_score(mandate: Mandate) -> int:
    """How many of power, money and time a mandate holds (0–3); of the lead also authority across functions
    (0–4).

    A budget of 0 is known; a horizon must be longer than a quarter of a year.
    """
    score = bool(mandate.decision_rights.strip()) + (mandate.budget_eur_per_year is not None)
    score += (mandate.horizon_years or 0) > thresholds.A_QUARTER
    return score + (isinstance(mandate, LeadMandate) and mandate.cross_function_authority)


def mandate_mean(session: Session, on: date) -> float | None:
    """Mean completeness of the mandates of what is held (0–1)."""
    return mean_of(mandate_score(one.mandate) / thresholds.MANDATE_PARTS for one in _held(session, on))


def reward_linked(reward: Reward) -> bool:
    """Whether a responsibility shows in reward or recognition; what is planned does not yet."""
    return reward.type in _LINKED


def reward_link_rate(session: Session, on: date) -> float | None:
    """Share of what is held that shows in reward or recognition."""
    held = _held(session, on)
    return share_of(sum(reward_linked(one.reward) for one in held), len(held))


def reward_caution(session: Session) -> tuple[str, ...]:
    """The touchpoints whose bonus needs care, in the order of the journey.

    It follows a survey figure with fewer than 200 answers, a measure of other touchpoints, or is one of more
    than three measures that one person's bonus follows.
    """
    paid = [own for one in in_scope(session) if is_paid((own := ownership_of(session, one.id)).reward)]
    followed: dict[str | None, set[str]] = {}
    for own in paid:
        followed.setdefault(own.accountable, set()).update(own.reward.measures)
    return tuple(
        own.id
        for own in paid
        if len(followed[own.accountable]) > thresholds.MEASURES_PER_BONUS
        or any(is_shaky(session, one) or _elsewhere(session, one, own.id) for one in own.reward.measures)
    )


def is_paid(reward: Reward) -> bool:
    """Whether money follows the figures."""
    return reward.type in _PAID


def is_shaky(session: Session, measure_id: str) -> bool:
    """Whether pay should not follow a measure: a survey with fewer than 200 answers, or none (Bain 2011)."""
    followed, found = measure(session, measure_id), latest(session, measure_id)
    few = found is None or (answers(found) or 0) < thresholds.STEADY_SURVEY_N
    return followed is not None and followed.metric in SURVEY_METRICS and few


def _elsewhere(session: Session, measure_id: str, touchpoint_id: str) -> bool:
    followed = measure(session, measure_id)
    return followed is not None and bool(followed.touchpoints) and touchpoint_id not in followed.touchpoints


def partner_score(session: Session, touchpoint_id: str) -> int | None:
    """0–4 where a partner delivers or shares: an own person, the goal, the figure, a dated review. None
    elsewhere."""
    touchpoint = cast(Touchpoint | None, index(session.touchpoints).get(touchpoint_id))
    if touchpoint is None or touchpoint.delivered_by not in _PARTNERED:
        return None
    ownership = ownership_of(session, touchpoint_id)
    named, checks = person(session, ownership.accountable), ownership.partner_checks
    own = named is not None and named.own
    return own + checks.goal_shared + checks.measure_visible_to_both + (checks.joint_review_on is not None)


# ---- load --------------------------------------------------------------------------------------------------
def loads(session: Session, on: date | None = None) -> dict[str, int]:
    """How many touchpoints in scope each person is named accountable for; with a day, without those who have
    left."""
    named = (ownership_of(session, one.id).accountable for one in in_scope(session))
    day = None if on is None else session.judged_on(on)
    known = ((who, person(session, who)) for who in named if who)
    return dict(Counter(who for who, found in known if found and not (day and found.has_left(day))))


def overloaded(session: Session, on: date | None = None) -> tuple[str, ...]:
    """Who carries more than four touchpoints, or more than a third of six or more."""
    whole = len(in_scope(session))
    share_counts = whole >= thresholds.LOAD_SHARE_FROM
    return tuple(
        who
        for who, load in loads(session, on).items()
        if load > thresholds.LOAD or (share_counts and load / whole > thresholds.LOAD_SHARE)
    )


def concentration(loads: Iterable[int]) -> float | None:
    """Herfindahl–Hirschman index of loads: 1 when one person carries all."""
    held = list(loads)
    return sum(load * load for load in held) / sum(held) ** 2 if held else None


def hhi(session: Session, on: date | None = None) -> float | None:
    """How concentrated responsibility is (0–1)."""
    return concentration(loads(session, on).values())


def effective_owners(session: Session, on: date | None = None) -> float | None:
    """As many equally loaded owners as would be as concentrated: 1/HHI."""
    found = hhi(session, on)
    return 1 / found if found else None


def chief_carries(session: Session, on: date | None = None) -> str | None:
    """The chief executive, when accountable for a quarter of the touchpoints or more."""
    whole = len(in_scope(session))
    for who, load in loads(session, on).items():
        found = person(session, who)
        if found and found.is_chief and load / whole >= thresholds.CHIEF_SHARE:
            return who
    return None


__all__ = [
    "FIRST", "STATUSES", "Agreed", "Answer", "Answered", "Diagnosis", "Recognition", "Tally", "agreed",
    "agreed_counts", "alpha_of", "answers_for", "as_is", "ballot_numbers", "chief_carries", "clear_share",
    "concentration", "diagnose", "diagnoses", "effective_owners", "hhi", "in_name_only", "is_paid",
    "is_revealed", "is_shaky", "judge",
    "krippendorff_alpha", "lead_agreed", "loads", "mandate_mean", "mandate_score", "mean_agreement",
    "on_paper_differs", "overloaded", "partner_score", "recognition", "revealed_tally", "reward_caution",
    "reward_link_rate", "reward_linked", "status_counts", "tally", "tally_of",
]  # fmt: skip
