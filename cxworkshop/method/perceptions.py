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
    """Leaders' guesses of a measure beside the customers' figure, in the measure's unit.

    `k` guesses from `low` to `high`; `gap` is median − measured; `over` and `under` count the guesses outside
    the margin. The verdict is None without a measured figure and its margin. Only what `may_be_shown` is.
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

    @property
    def may_be_shown(self) -> bool:
        """Whether so many guessed that a figure does not tell who it was."""
        return self.k >= thresholds.FEW


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
    over, under = sum(guess > figure.high for guess in guesses), sum(guess < figure.low for guess in guesses)
    return Perception(len(guesses), middle, min(guesses), max(guesses), figure, gap, verdict, over, under)


def perceptions(session: Session) -> dict[str, Perception]:
    """Every measure that was guessed, in the order of the measures."""
    candidates = ((measure.id, perception(session, measure.id)) for measure in session.measures)
    return {measure_id: guessed for measure_id, guessed in candidates if guessed is not None}


class DeliveryGap(NamedTuple):
    """Leaders and customers who say that expectations are exceeded, both in percent; their gap in points."""

    believers: float
    customers: Interval
    gap: float | None


def delivery_gap(session: Session) -> DeliveryGap | None:
    """The gap of the round (Bain 2005: 80 % of companies, 8 % of customers); None with fewer than FEW
    levels."""
    levels = [level.value for level in session.round.overall_levels if level.value is not None]
    if len(levels) < thresholds.FEW:
        return None
    believers = share(sum(level >= thresholds.EXCEEDS for level in levels), len(levels)).value or 0.0
    of_customers = exceeded_measure(session)
    customers = reading(session, of_customers.id if of_customers else None)
    return DeliveryGap(believers, customers, None if customers.value is None else believers - customers.value)


def exceeded_measure(session: Session) -> Measure | None:
    """The measure of exceeded expectations: a share, of category experience, of no single touchpoint."""
    kind = ("share", "experience", ())
    return next(
        (
            measure
            for measure in measures_in_use(session)
            if (measure.metric, measure.category, measure.touchpoints) == kind
        ),
        None,
    )
