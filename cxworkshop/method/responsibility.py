"""Who carries what: in practice (the blind ballot), from today (what was agreed), and with what power and
load.

Reads the record; the sums of one ballot are in `diagnosis`. Shares are 0–1 and None where there is nothing to
divide by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

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
from cxworkshop.method.lookup import (
    grouped,
    in_scope,
    mean_of,
    ownership_of,
    person,
    remembered,
    share_of,
)
from cxworkshop.method.mandates import mandate_score, reward_linked
from cxworkshop.model.ballots import WHOLE, Ballot, OwnershipBallot
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.session import Session, index

STATUSES = (
    ("held", N_("held")),
    ("unclear", N_("unclear")),
    ("contested", N_("contested")),
    ("vacant", N_("vacant")),
)
FIRST = "1"
"""The number of the first ballot."""


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
    return {touchpoint.id: as_is(session, touchpoint.id) for touchpoint in in_scope(session)}


def status_counts(session: Session) -> dict[str, int]:
    """How many touchpoints are held, unclear, contested and vacant in practice."""
    return _counted(diagnosis.status for diagnosis in diagnoses(session).values())


def clear_share(session: Session) -> float | None:
    """Share of the touchpoints in scope that one person holds in practice; None before anybody has been
    asked."""
    found = diagnoses(session).values()
    asked = any(one.n for one in found)
    return share_of(sum(one.status == "held" for one in found), len(found)) if asked else None


def mean_agreement(session: Session) -> float | None:
    """The plain mean of the agreement on each touchpoint in scope; the whole is not among them."""
    return mean_of(
        diagnosis.agreement for diagnosis in diagnoses(session).values() if diagnosis.agreement is not None
    )


def alpha_of(session: Session) -> float | None:
    """Krippendorff's alpha over the touchpoints in scope."""
    return krippendorff_alpha(diagnosis.tally.labels for diagnosis in diagnoses(session).values())


class Recognition(NamedTuple):
    """What a person claimed, and the mean share of the others who named that person for it."""

    claimed: tuple[str, ...]
    recognised: float | None


def recognition(session: Session) -> dict[str, Recognition]:
    """For everybody who named themselves for something in scope, or for the whole, by person id."""
    claims: dict[str, list[tuple[str, float | None]]] = {}
    for touchpoint in (WHOLE, *(touchpoint.id for touchpoint in in_scope(session))):
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
    if any(
        objection.is_open
        for objection in grouped(session.round.objections, "touchpoint").get(touchpoint_id, ())
    ):
        return Agreed("contested", "open_objection")
    if accepted_on is None:
        return Agreed("unclear", "not_accepted")
    return Agreed("held", "complete" if full else "on_paper", in_name_only=not full)


def agreed_counts(session: Session, on: date) -> dict[str, int]:
    """How many touchpoints in scope are held, unclear, contested and vacant from today."""
    return _counted(agreed(session, touchpoint.id, on).status for touchpoint in in_scope(session))


def in_name_only(session: Session, on: date) -> tuple[str, ...]:
    """The touchpoints held without a full mandate, in the order of the journey."""
    return tuple(
        touchpoint.id for touchpoint in in_scope(session) if agreed(session, touchpoint.id, on).in_name_only
    )


def on_paper_differs(session: Session, touchpoint_id: str) -> bool:
    """Whether the person on paper is not the one most named in practice; false while either is unknown."""
    formal, top = ownership_of(session, touchpoint_id).formal_owner, as_is(session, touchpoint_id).top
    return bool(formal and top) and formal not in top


def _held(session: Session, on: date) -> list[Ownership]:
    return [
        ownership_of(session, touchpoint.id)
        for touchpoint in in_scope(session)
        if agreed(session, touchpoint.id, on).status == "held"
    ]


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    counts = Counter(statuses)
    return {status: counts[status] for status, _words in STATUSES}


# ---- what is held: mandate and reward ----------------------------------------------------------------------


def mandate_mean(session: Session, on: date) -> float | None:
    """Mean completeness of the mandates of what is held (0–1)."""
    return mean_of(
        mandate_score(ownership.mandate) / thresholds.MANDATE_PARTS for ownership in _held(session, on)
    )


def reward_link_rate(session: Session, on: date) -> float | None:
    """Share of what is held that shows in reward or recognition."""
    held = _held(session, on)
    return share_of(sum(reward_linked(one.reward) for one in held), len(held))


__all__ = [
    "FIRST", "STATUSES", "Agreed", "Answer", "Answered", "Diagnosis", "Recognition", "Tally", "agreed",
    "agreed_counts", "alpha_of", "answers_for", "as_is", "ballot_numbers", "clear_share", "diagnose",
    "diagnoses", "in_name_only", "is_revealed", "judge", "krippendorff_alpha", "lead_agreed",
    "mandate_mean", "mean_agreement", "on_paper_differs", "recognition", "revealed_tally",
    "reward_link_rate", "status_counts", "tally", "tally_of",
]  # fmt: skip
