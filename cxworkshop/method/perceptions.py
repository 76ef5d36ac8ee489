"""What leaders believe beside what customers say: blind guesses of measures, and the delivery gap.

Read by the checks, the lists of Define and the plan.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from cxworkshop.language import N_
from cxworkshop.method import thresholds
from cxworkshop.method.intervals import Interval, reading, share
from cxworkshop.method.lookup import grouped, measures_in_use
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session

PERCEPTIONS = (
    ("overestimate", N_("overestimate")),
    ("underestimate", N_("underestimate")),
    ("within_margin", N_("within the margin of error")),
)


class Perception(NamedTuple):
    """What leaders guessed against what customers said, in the measure's unit.

    `k` guesses from `low` to `high`; `gap` is median − measured; `over` and `under` count the guesses outside
    the margin. The verdict is None where nothing, or nothing with a margin, was measured.
    """

    k: int
    median: float
    low: float
    high: float
    measured: Interval
    gap: float | None
    verdict: str | None
    over: int
    under: int


def perception(session: Session, measure_id: str) -> Perception | None:
    """The round's blind guesses of a measure against its newest figure in view; None without guesses."""
    guesses = [
        guess.value
        for guess in grouped(session.round.guesses, "measure").get(measure_id, ())
        if guess.value is not None
    ]
    if not guesses:
        return None
    middle, figure = float(median(guesses)), reading(session, measure_id)
    gap = None if figure.value is None else middle - figure.value
    if figure.low is None or figure.high is None:
        return Perception(len(guesses), middle, min(guesses), max(guesses), figure, gap, None, 0, 0)
    verdict = (
        "overestimate"
        if middle > figure.high
        else "underestimate"
        if middle < figure.low
        else "within_margin"
    )
    over, under = sum(g > figure.high for g in guesses), sum(g < figure.low for g in guesses)
    return Perception(len(guesses), middle, min(guesses), max(guesses), figure, gap, verdict, over, under)


def perceptions(session: Session) -> dict[str, Perception]:
    """Every measure that was guessed, in the order of the measures."""
    found = ((measure.id, perception(session, measure.id)) for measure in session.measures)
    return {measure_id: one for measure_id, one in found if one is not None}


class DeliveryGap(NamedTuple):
    """Share of leaders who say expectations are exceeded, share of customers who say so (both in percent), in
    points."""

    believers: float
    customers: Interval
    gap: float | None


def delivery_gap(session: Session) -> DeliveryGap | None:
    """Our own answer to "80 % of companies believe, 8 % of customers agree" (Bain 2005); None before leaders
    answered."""
    levels = [level.value for level in session.round.overall_levels if level.value is not None]
    if not levels:
        return None
    believers = share(sum(level >= thresholds.EXCEEDS for level in levels), len(levels)).value or 0.0
    asked = exceeded_measure(session)
    customers = reading(session, asked.id if asked else None)
    return DeliveryGap(believers, customers, None if customers.value is None else believers - customers.value)


def exceeded_measure(session: Session) -> Measure | None:
    """The measure that asks customers whether expectations were exceeded: a share, of experience, of the
    whole."""
    wanted = ("share", "experience", ())
    return next(
        (
            measure
            for measure in measures_in_use(session)
            if (measure.metric, measure.category, measure.touchpoints) == wanted
        ),
        None,
    )
