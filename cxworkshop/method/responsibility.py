"""Who carries what: in practice (the blind ballot) and from today (what was agreed).

Reads the record; the arithmetic of one ballot is in `diagnosis`, mandates and load are in `mandates` and
`workload`. Shares are 0–1, None where there is nothing to divide by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.language import N_, say
from cxworkshop.method import thresholds
from cxworkshop.method.agreeing import Agreed, agreed, lead_agreed
from cxworkshop.method.diagnosis import (
    Answer,
    Answered,
    Diagnosis,
    Tally,
    diagnose,
    judge,
    krippendorff_alpha,
    ranked,
    tally,
)
from cxworkshop.method.lookup import (
    cached_on,
    expected_voters,
    grouped,
    in_scope,
    mean_of,
    ownership_of,
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
    """The named answers about a touchpoint (or WHOLE), by participant; empty once the names are gone."""
    answers = grouped(session.round.ownership_ballots, "touchpoint").get(touchpoint_id, ())
    return {
        answer.participant: answer for answer in answers if answer.ballot == ballot and answer.participant
    }


def tally_of(session: Session, touchpoint_id: str, ballot: str = FIRST) -> Tally:
    """The tally of a touchpoint (or WHOLE) in a ballot, sealed or not, of named and nameless answers.

    For counting who has answered; what is shown comes from `revealed_tally` or `as_is`.
    """
    answers = answers_for(session, touchpoint_id, ballot)
    for reduced in grouped(session.round.ownership_tallies, "touchpoint").get(touchpoint_id, ()):
        if reduced.ballot == ballot:
            earlier = Tally(
                ranked(reduced.named),
                reduced.nobody,
                reduced.several,
                reduced.partner,
                reduced.dont_know,
                reduced.self_claims,
                reduced.answered,
            )
            return earlier.with_more(
                tally({who: answer for who, answer in answers.items() if who not in reduced.answered})
            )
    return tally(answers)


def ballot_numbers(session: Session) -> tuple[str, ...]:
    """The numbers of the ballots in their order; a later one asks again, or about what was added since."""
    return _numbers(session)


@cached_on("round.ballots", "round.ownership_ballots", "round.ownership_tallies")
def _numbers(session: Session) -> tuple[str, ...]:
    round_ = session.round
    answered = (
        *(row.ballot for row in round_.ownership_ballots),
        *(row.ballot for row in round_.ownership_tallies),
    )
    numbers = {FIRST, *(row.number for row in round_.ballots), *answered}
    return tuple(sorted((number for number in numbers if number), key=lambda number: (len(number), number)))


def ballot_of(session: Session, number: str = FIRST) -> Ballot:
    """When a ballot was sealed and revealed; without times when nothing is recorded yet."""
    ballot = index(session.round.ballots).get(number)
    return cast(Ballot, ballot) if ballot else Ballot(id=number, number=number)


def is_revealed(session: Session, ballot: str = FIRST) -> bool:
    """Whether a ballot was revealed to the group. Until then nothing computed from it is shown."""
    return ballot_of(session, ballot).revealed_at is not None


def revealed_tally(session: Session, touchpoint_id: str, ballot: str = FIRST) -> Tally:
    """The tally of a touchpoint (or WHOLE) that may be shown: an empty one until the ballot is revealed."""
    return tally_of(session, touchpoint_id, ballot) if is_revealed(session, ballot) else Tally()


def as_is(session: Session, touchpoint_id: str) -> Diagnosis:
    """Who carries a touchpoint (or WHOLE) in practice, by the newest revealed ballot that asked about it."""
    judged = _judged(session)
    if touchpoint_id not in judged:
        results = (judged_of(session, touchpoint_id, number) for number in reversed(ballot_numbers(session)))
        judged[touchpoint_id] = next((result for result in results if result.n), judge(Tally()))
    return judged[touchpoint_id]


def judged_of(session: Session, touchpoint_id: str, ballot: str) -> Diagnosis:
    """What a revealed ballot says of a touchpoint (or WHOLE), among those who were there to answer."""
    counted = ballot_of(session, ballot).voters
    present = len(expected_voters(session)) if counted is None else counted
    return judge(revealed_tally(session, touchpoint_id, ballot), present)


@cached_on(
    "round.ballots",
    "round.ownership_ballots",
    "round.ownership_tallies",
    "round.participants",
    "round.started_on",
    "people",
)
def _judged(session: Session) -> dict[str, Diagnosis]:
    """A cache that `as_is` fills, so that each of 2,000 rows is judged once, when it is first shown."""
    return {}


def diagnoses(session: Session) -> dict[str, Diagnosis]:
    """`as_is` of every touchpoint in scope, by id, in the order of the journey."""
    return {touchpoint.id: as_is(session, touchpoint.id) for touchpoint in in_scope(session)}


def enough_answers(session: Session) -> dict[str, Diagnosis]:
    """The diagnoses of the touchpoints in scope that enough of those present answered about: what figures
    count."""
    return {id: one for id, one in diagnoses(session).items() if one.n and not one.is_few}


def few_answered(session: Session) -> tuple[str, ...]:
    """The touchpoints in scope of which too few answered, in the order of the journey."""
    return tuple(id for id, diagnosis in diagnoses(session).items() if diagnosis.is_few)


def status_counts(session: Session) -> dict[str, int]:
    """How many touchpoints are held, unclear, contested and vacant in practice, by enough answers."""
    return _counted(diagnosis.status for diagnosis in enough_answers(session).values())


class SharedPicture(NamedTuple):
    """How many touchpoints one person holds in practice, of those with enough answers."""

    held: int
    of: int

    @property
    def share(self) -> float | None:
        return share_of(self.held, self.of)


def few_words(diagnosis: Diagnosis) -> str:
    """That few of those present answered, said wherever the status is; mostly empty."""
    if not diagnosis.is_few:
        return ""
    return str(say("few answers, {n} of {of}", n=diagnosis.n, of=diagnosis.present))


def shared_picture(session: Session) -> SharedPicture:
    """The one figure of the blind answers, the same in the library, on every screen and in every document."""
    counted = enough_answers(session).values()
    return SharedPicture(sum(diagnosis.status == "held" for diagnosis in counted), len(counted))


def clear_share(session: Session) -> float | None:
    """The share of the shared picture, by the name it has in files; None without enough answers."""
    return shared_picture(session).share


def mean_agreement(session: Session) -> float | None:
    """The mean of the agreement on each touchpoint in scope, without the whole."""
    return mean_of(
        diagnosis.agreement
        for diagnosis in enough_answers(session).values()
        if diagnosis.agreement is not None
    )


def alpha_of(session: Session) -> float | None:
    """Krippendorff's alpha over the touchpoints in scope."""
    return krippendorff_alpha(diagnosis.tally.labels for diagnosis in diagnoses(session).values())


class Recognition(NamedTuple):
    """What a person claimed, and the mean share of others who named that person for it (0–1)."""

    claimed: tuple[str, ...]
    recognised: float | None


def recognition(session: Session) -> dict[str, Recognition]:
    """By id, for each person who named themselves for a touchpoint in scope or for the whole."""
    claims: dict[str, list[tuple[str, float | None]]] = {}
    for touchpoint in (WHOLE, *(touchpoint.id for touchpoint in in_scope(session))):
        result = revealed_tally(session, touchpoint)
        for who in result.self_claims:
            claims.setdefault(who, []).append((touchpoint, share_of(result.counts[who] - 1, result.n - 1)))
    return {
        who: Recognition(
            tuple(touchpoint for touchpoint, _share in items),
            mean_of(share for _touchpoint, share in items if share is not None),
        )
        for who, items in sorted(claims.items())
    }


# ---- from today: what was agreed ---------------------------------------------------------------------------
def agreed_counts(session: Session, on: date) -> dict[str, int]:
    """How many touchpoints in scope are held, unclear, contested and vacant from today."""
    return _counted(agreed(session, touchpoint.id, on).status for touchpoint in in_scope(session))


def in_name_only(session: Session, on: date) -> tuple[str, ...]:
    """The touchpoints held without a full mandate, in the order of the journey."""
    return tuple(
        touchpoint.id for touchpoint in in_scope(session) if agreed(session, touchpoint.id, on).in_name_only
    )


def on_paper_differs(session: Session, touchpoint_id: str) -> bool:
    """Whether the person on paper is not the one most named in practice; False while either is unknown."""
    formal, top = ownership_of(session, touchpoint_id).formal_owner, as_is(session, touchpoint_id).top
    return bool(formal and top) and formal not in top


def paper_sign(session: Session, touchpoint_id: str) -> str:
    """What stands behind a status where paper and practice name different people; empty elsewhere."""
    return " ‡" if on_paper_differs(session, touchpoint_id) else ""


def held_ownerships(session: Session, on: date) -> list[Ownership]:
    """The ownerships of the touchpoints held from today, in the order of the journey."""
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
    """Mean completeness of the mandates of the held touchpoints (0–1)."""
    return mean_of(
        mandate_score(ownership.mandate, session.organisation.sector) / thresholds.MANDATE_PARTS
        for ownership in held_ownerships(session, on)
    )


def reward_link_rate(session: Session, on: date) -> float | None:
    """Share of the held touchpoints whose responsibility shows in reward or recognition."""
    ownerships = held_ownerships(session, on)
    return share_of(sum(reward_linked(ownership.reward) for ownership in ownerships), len(ownerships))


__all__ = [
    "FIRST",
    "STATUSES",
    "Agreed",
    "Answer",
    "Answered",
    "Diagnosis",
    "Recognition",
    "Tally",
    "agreed",
    "agreed_counts",
    "alpha_of",
    "answers_for",
    "as_is",
    "ballot_numbers",
    "clear_share",
    "diagnose",
    "diagnoses",
    "enough_answers",
    "few_answered",
    "few_words",
    "in_name_only",
    "is_revealed",
    "judge",
    "judged_of",
    "krippendorff_alpha",
    "lead_agreed",
    "mandate_mean",
    "mean_agreement",
    "on_paper_differs",
    "paper_sign",
    "recognition",
    "revealed_tally",
    "reward_link_rate",
    "shared_picture",
    "status_counts",
    "tally",
    "tally_of",
]  # fmt: skip
