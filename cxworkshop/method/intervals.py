"""Figures with their margins of error, and whether a difference between two is real (method D.9 and D.10).

All intervals are at 95 % (z = 1.96). `population` is the number in all; when a survey reached more than 5 %
of it, the margin shrinks by the finite population correction.
"""

from __future__ import annotations

from datetime import date
from math import inf, sqrt
from typing import Literal, NamedTuple

from cxworkshop.language import N_, NC_, Words, say
from cxworkshop.method import lookup, thresholds
from cxworkshop.method.lookup import grouped
from cxworkshop.method.thresholds import Z
from cxworkshop.model.dates import add_months
from cxworkshop.model.measures import RANGES, Measure, Observation
from cxworkshop.model.session import Session

RELIABILITY = (
    ("gut_feeling", N_("gut feeling")),
    ("anecdotal", N_("anecdotal")),
    ("indicative", N_("indicative")),
    ("usable", N_("usable")),
)
VERDICTS = (
    ("met", N_("met")),
    ("met_uncertain", N_("met (uncertain)")),
    ("missed_uncertain", N_("missed (uncertain)")),
    ("missed", N_("missed")),
    ("unmeasured", N_("unmeasured")),
    ("held", NC_("goal", "held")),
    ("moved", N_("moved")),
    ("wrong_way", N_("aims the wrong way")),
    ("past_day", N_("its day was past from the start")),
)
"""Of a goal; one that is to hold its level is held or has moved, one that aims wrong is never met."""
TOTALS = frozenset({"count", "money", "management"})
"""Metrics whose bare value is a total, which has neither n nor margin."""
COUNTED = frozenset({"count", "eur"})
"""Units of totals, for a measure whose metric nobody has chosen."""

UNEVEN = 0.1
"""Share of the width by which its two sides may differ and still be read as one margin."""
Form = Literal["plain", "all", "plus_minus", "low_high"]
Verdict = Literal[
    "met", "met_uncertain", "missed_uncertain", "missed", "unmeasured",
    "held", "moved", "wrong_way", "past_day",
]  # fmt: skip


class Interval(NamedTuple):
    """A figure and its 95 % interval in the figure's own unit; None where undefined.

    `margin` is half the width before clipping to the scale, so that 0 % and 100 % have a margin too.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    margin: float | None = None
    population: int | None = None

    @property
    def form(self) -> Form:
        """How the interval is read without misleading."""
        return form_of(self.value, self.low, self.high, self.n, self.population)


def form_of(
    value: float | None, low: float | None, high: float | None, n: int | None, population: int | None = None
) -> Form:
    """ "plain" without a margin, "all" where everybody was asked, "plus_minus", or "low_high" where half the
    width would mislead: the value lies more than a twentieth of the width off the middle."""
    if value is None or low is None or high is None:
        return "plain"
    if population is not None and n == population:
        return "all"
    width = high - low
    return "plus_minus" if width > 0 and abs(high + low - 2 * value) <= UNEVEN * width else "low_high"


NOTHING = Interval(None)


def nps(promoters: int, passives: int, detractors: int, population: int | None = None) -> Interval:
    """Recommendation in points, −100…100, with an adjusted Wald interval (Rocks 2016)."""
    n = promoters + passives + detractors
    if n == 0:
        return NOTHING
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    centre, half = 100 * (p - d), 100 * Z * sqrt((p + d - (p - d) ** 2) / (n + 3))
    return _within(
        100 * (promoters - detractors) / n, centre - half, centre + half, n, population, (-100, 100)
    )


def nps_from_value(value: float, n: int, population: int | None = None) -> Interval:
    """Recommendation without its counts, with the widest interval that the value allows."""
    if n < 1 or abs(value) > 100:
        return NOTHING
    half = 100 * Z * sqrt((1 - (value / 100) ** 2) / n)
    return _within(value, value - half, value + half, n, population, (-100, 100))


def share(k: float, n: int, population: int | None = None) -> Interval:
    """`k` of `n` in percent, 0–100, with a Wilson interval (Wilson 1927). Undefined unless 0 ≤ k ≤ n."""
    if n < 1 or not 0 <= k <= n:
        return NOTHING
    p, z2 = k / n, Z * Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return _within(100 * p, 100 * (centre - half), 100 * (centre + half), n, population, (0, 100))


def mean(mean: float, sd: float | None, n: int | None, population: int | None = None) -> Interval:
    """A mean with x ± z·sd/√n; no interval without `sd` or with fewer than two answers."""
    if sd is None or n is None or n < 2:
        return Interval(mean, n=n)
    half = Z * sd / sqrt(n)
    return _within(mean, mean - half, mean + half, n, population)


def finite_factor(n: int, population: int | None) -> float:
    """The finite population correction √((N−n)/(N−1)) of a margin; 1 when at most 5 % answered."""
    if population is None or population < 2 or n / population <= thresholds.FINITE_SHARE:
        return 1.0
    return sqrt(max(0, population - n) / (population - 1))


def _within(
    value: float,
    low: float,
    high: float,
    n: int,
    population: int | None,
    scale: tuple[float, float] = (float("-inf"), float("inf")),
) -> Interval:
    """The interval after the finite population correction, clipped to the scale."""
    factor = finite_factor(n, population)
    low, high = value - (value - low) * factor, value + (high - value) * factor
    return Interval(value, max(scale[0], low), min(scale[1], high), n, (high - low) / 2, population)


# ---- two figures, a figure and a target --------------------------------------------------------------------
class Change(NamedTuple):
    """How far a figure moved. `margin` and `real` are None when a margin is not known."""

    delta: float | None
    margin: float | None = None
    real: bool | None = None


def change(before: Interval, after: Interval) -> Change:
    """The difference of two figures; real when it exceeds both margins together, 1.96·√(SE₁² + SE₂²)."""
    if before.value is None or after.value is None:
        return Change(None)
    delta = after.value - before.value
    if before.margin is None or after.margin is None:
        return Change(delta)
    margin = sqrt(before.margin**2 + after.margin**2)
    return Change(delta, margin, abs(delta) > margin)


def attainment(
    value: float | None, low: float | None, high: float | None, target: float, direction: str | None
) -> Verdict:
    """Whether a target is met, certainly or within the margin; with `direction` "down", less is better."""
    if value is None:
        return "unmeasured"
    if direction == "down":
        value, low, high, target = (
            -value,
            None if high is None else -high,
            None if low is None else -low,
            -target,
        )
    if value >= target:
        return "met" if low is None or low >= target else "met_uncertain"
    return "missed" if high is None or high < target else "missed_uncertain"


def reliability(n: int | None) -> str:
    """How reliable a figure with `n` answers is: one of `RELIABILITY`."""
    if not n:
        return "gut_feeling"
    if n < thresholds.INDICATIVE_N:
        return "anecdotal"
    return "indicative" if n < thresholds.USABLE_N else "usable"


# ---- what the record says ----------------------------------------------------------------------------------
def population_for(counts: str | None, n: int | None, customers: int | None) -> int | None:
    """The number in all for the finite correction: known of customers only, never less than have answered."""
    return customers if counts == "customers" and customers and n and n <= customers else None


def reading_of(measure: Measure, observation: Observation, population: int | None = None) -> Interval:
    """An observation as a figure with its margin, from the first known of: counts, k of n, mean, bare value.

    `population` is the number of customers in all. It counts for measures of customers only: nobody knows the
    number of events.
    """
    if fault_of(measure, observation):
        return NOTHING
    o, population = observation, population_for(measure.counts, answers(observation), population)
    if o.promoters is not None and o.passives is not None and o.detractors is not None:
        return nps(o.promoters, o.passives, o.detractors, population)
    if o.k is not None and o.n:
        return share(o.k, o.n, population)
    if o.mean is not None:
        return mean(o.mean, o.sd, o.n, population)
    if o.value is not None and o.n and measure.metric == "nps":
        return nps_from_value(o.value, o.n, population)
    if o.value is not None and o.n and measure.unit == "percent":
        return share(o.value * o.n / 100, o.n, population)
    return Interval(o.value, n=o.n)


def fault_of(measure: Measure, observation: Observation) -> Words:
    """Why what was observed can be no figure of its measure; mostly empty."""
    o = observation
    if o.k is not None and o.n is not None and o.k > o.n:
        return say(
            "{k} of {n}: there cannot be more than answered. It is no figure until that is right.",
            k=o.k,
            n=o.n,
        )
    low, high = RANGES.get(measure.read_in or "", (-inf, inf))
    for value in (o.value, o.mean):
        if value is not None and not low <= value <= high:
            return say(
                "{value}: this measure is from {low} to {high}. It is no figure until that is right.",
                value=value,
                low=low,
                high=high,
            )
    return ""


def latest(session: Session, measure_id: str | None) -> Observation | None:
    """The newest observation of a measure in all rounds in view; of one day, the last one entered."""
    observations = observations_of(session, measure_id)
    return max(reversed(observations), key=_day, default=None)


def as_of_day(session: Session, measure_id: str | None, day: date | None) -> Observation | None:
    """The newest observation of a measure up to a day; None without a day."""
    dated = [
        o
        for o in observations_of(session, measure_id)
        if day is not None and (o.observed_on is None or o.observed_on <= day)
    ]
    return max(reversed(dated), key=_day, default=None)


def larger_before(session: Session, measure_id: str | None) -> Observation | None:
    """What the newest figure does not stand without: of the STALE_MONTHS before it the one with the most
    answers, a fact by its number, where the newest is none or has FAR_FEWER; mostly None."""
    measure, newest = lookup.measure(session, measure_id), latest(session, measure_id)
    if measure is None or newest is None or newest.observed_on is None or not (n := answers(newest)):
        return None
    since = add_months(newest.observed_on, -thresholds.STALE_MONTHS)
    before = [
        row
        for row in observations_of(session, measure_id)
        if since <= _day(row) <= newest.observed_on and reading_of(measure, row).value is not None
    ]
    most = max(before, key=lambda row: (answers(row) or 0, _day(row)), default=newest)
    of_most = answers(most) or 0
    is_small = n < thresholds.FACT_N or n * thresholds.FAR_FEWER <= of_most
    return most if is_small and of_most >= thresholds.FACT_N and most is not newest else None


def observations_of(session: Session, measure_id: str | None) -> list[Observation]:
    """The observations of a measure in all rounds in view, in the order of the record."""
    return [
        o for round_ in session.rounds for o in grouped(round_.observations, "measure").get(measure_id, ())
    ]


def reading(session: Session, measure_id: str | None) -> Interval:
    """The newest figure of a measure with its margin; NOTHING when nothing has been observed."""
    measure, observation = lookup.measure(session, measure_id), latest(session, measure_id)
    if measure is None or observation is None:
        return NOTHING
    return reading_of(measure, observation, session.organisation.active_customers)


def as_known(session: Session, on: date) -> Session:
    """The session without figures of a day that is still to come: nobody has seen them. The same object where
    there are none."""
    if not any(_is_to_come(o, on) for round_ in session.rounds for o in round_.observations):
        return session
    rounds = tuple(
        round_.model_copy(
            update={"observations": tuple(o for o in round_.observations if not _is_to_come(o, on))}
        )
        for round_ in session.rounds
    )
    return session.model_copy(update={"rounds": rounds})


def _is_to_come(observation: Observation, on: date) -> bool:
    return observation.observed_on is not None and observation.observed_on > on


def as_held(session: Session) -> Session:
    """The session with the figures that the round in view was held with: those of a later day have come
    since."""
    day, observations = session.round.started_on, session.round.observations
    known = tuple(o for o in observations if o.observed_on is None or day is None or o.observed_on <= day)
    if len(known) == len(observations):
        return session
    round_ = session.round.model_copy(update={"observations": known})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], round_)})


def is_total(measure: Measure, observation: Observation) -> bool:
    """Whether the figure is a total, which needs no n."""
    is_counted = measure.metric in TOTALS or (measure.metric is None and measure.unit in COUNTED)
    return observation.value is not None and observation.n is None and is_counted


def answers(observation: Observation) -> int | None:
    """The number of answers behind an observation: the sum of its counts, else n."""
    counts = (observation.promoters, observation.passives, observation.detractors)
    return sum(c for c in counts if c is not None) or observation.n


def is_fact(measure: Measure, observation: Observation) -> bool:
    """Whether a figure may be called a fact: a total, or n ≥ 30 (method I 19)."""
    return is_total(measure, observation) or (answers(observation) or 0) >= thresholds.FACT_N


def _day(observation: Observation) -> date:
    return observation.observed_on or date.min
