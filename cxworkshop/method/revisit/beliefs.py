"""What was believed and what customers said, round by round."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.method import perceptions
from cxworkshop.method.lookup import measures_in_use
from cxworkshop.model.session import Session


class Gap(NamedTuple):
    """What leaders believed and customers said in a round, in percent and points; None where not asked."""

    round: int
    believers: float | None
    customers: float | None
    guess: float | None
    """The median guess of recommendation …"""
    measured: float | None
    """… and its figure."""
    low: float | None = None
    """The interval of what customers said …"""
    high: float | None = None
    gap: float | None = None
    verdict: str | None = None
    measure: str | None = None
    """… of this measure; another one than in the round before where it `is_broken`."""
    is_broken: bool = False


def gaps(session: Session) -> tuple[Gap, ...]:
    beliefs = {row.round: row for row in perceptions.gap_over_rounds(session)}
    return tuple(_gap(session.as_of(round_.number), beliefs.get(round_.number)) for round_ in session.rounds)


def _gap(session: Session, belief: perceptions.GapInRound | None) -> Gap:
    delivery = belief.gap if belief else None
    recommended = next((row.id for row in measures_in_use(session) if row.metric == "nps"), "")
    guessed = perceptions.perception(session, recommended)
    shown = guessed if guessed is not None and guessed.may_be_shown else None
    return Gap(
        session.round.number,
        delivery.believers if delivery else None,
        delivery.customers.value if delivery else None,
        shown.median if shown else None,
        shown.measured.value if shown else None,
        delivery.customers.low if delivery else None,
        delivery.customers.high if delivery else None,
        delivery.gap if delivery else None,
        delivery.verdict if delivery else None,
        delivery.measure.id if delivery and delivery.measure else None,
        belief.is_broken if belief else False,
    )


def calibrations(session: Session) -> dict[str, tuple[perceptions.Calibration, ...]]:
    """How well each measure was guessed in the rounds in view."""
    found = ((measure.id, perceptions.calibrations(session, measure.id)) for measure in session.measures)
    return {measure: rows for measure, rows in found if rows}
