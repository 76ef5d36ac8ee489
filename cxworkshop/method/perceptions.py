"""What leaders believe beside what customers say: blind guesses of measures, and the delivery gap.

Read by the checks, the lists of Define, the ballot and the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from cxworkshop.language import N_, Words, joined, say
from cxworkshop.method import lookup, thresholds
from cxworkshop.method.intervals import Interval, reading, share
from cxworkshop.method.lookup import grouped, measures_in_use
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session

PERCEPTIONS = (
    ("too_rosy", N_("too rosy")),
    ("too_gloomy", N_("too gloomy")),
    ("too_high", N_("too high")),
    ("too_low", N_("too low")),
    ("within_margin", N_("within the margin of error")),
)
"""What a guess was: rosy or gloomy where it is known which way is better."""

SIDES: dict[str, Words] = {
    "overestimate": say("We think better of ourselves than customers do."),
    "underestimate": say("Customers think better of us than we do ourselves."),
    "within_margin": say("What we believe and what customers say is the same, within the margin."),
}
"""What the delivery gap means, by its verdict."""


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


def judged(value: float, low: float | None, high: float | None) -> str | None:
    """What is believed against the interval of what customers say; None without an interval."""
    if low is None or high is None:
        return None
    return "overestimate" if value > high else "underestimate" if value < low else "within_margin"


_EXCEEDED = re.compile(r"\bexceed|\bylit", re.IGNORECASE)
"""What a question about exceeded expectations is told by, in either language."""
NAMED = 3
"""How many of the measures that may be chosen are named."""


def meaning_of(verdict: str, direction: str | None) -> str:
    """One of `PERCEPTIONS`: below what customers say is too rosy where less is better."""
    if verdict == "within_margin":
        return verdict
    is_above = verdict == "overestimate"
    if direction is None:
        return "too_high" if is_above else "too_low"
    return "too_rosy" if is_above == (direction == "up") else "too_gloomy"


def perception(session: Session, measure_id: str) -> Perception | None:
    """The round's blind guesses of a measure against its newest figure in view; None without guesses."""
    guesses = _guesses(session, measure_id)
    if not guesses:
        return None
    middle, figure = float(median(guesses)), reading(session, measure_id)
    gap = None if figure.value is None else middle - figure.value
    if figure.low is None or figure.high is None:
        return Perception(len(guesses), middle, min(guesses), max(guesses), figure, gap, None, 0, 0)
    verdict = judged(middle, figure.low, figure.high)
    over, under = sum(guess > figure.high for guess in guesses), sum(guess < figure.low for guess in guesses)
    return Perception(len(guesses), middle, min(guesses), max(guesses), figure, gap, verdict, over, under)


def perceptions(session: Session) -> dict[str, Perception]:
    """Every measure that was guessed, in the order of the measures."""
    candidates = ((measure.id, perception(session, measure.id)) for measure in session.measures)
    return {measure_id: guessed for measure_id, guessed in candidates if guessed is not None}


def _guesses(session: Session, measure_id: str) -> list[float]:
    rows = grouped(session.round.guesses, "measure").get(measure_id, ())
    return [guess.value for guess in rows if guess.value is not None]


def guessed_measures(session: Session) -> tuple[Measure, ...]:
    """The measures that are guessed in the round: those chosen, and those that a guess was given of."""
    given = {guess.measure for guess in session.round.guesses if guess.value is not None}
    chosen = () if session.round.is_closed else measures_in_use(session)
    asked = given | {measure.id for measure in chosen if measure.guess}
    return tuple(measure for measure in session.measures if measure.id in asked)


# ---- how well the team knows its customers -----------------------------------------------------------------
class Calibration(NamedTuple):
    """How far the guesses of a round were off, in the unit of the measure.

    `inside` counts the guesses within the margin; `error` is the median of |guess − measured|, `bias` that of
    guess − measured.
    """

    round: int
    guesses: int
    inside: int
    error: float
    bias: float


def calibration(rounds: Iterable[tuple[int, Sequence[float], Interval]]) -> tuple[Calibration, ...]:
    """How well a figure was guessed, round by round; rounds without guesses or an interval are left out."""
    return tuple(
        Calibration(
            number,
            len(guesses),
            sum(figure.low <= guess <= figure.high for guess in guesses),
            median(abs(guess - figure.value) for guess in guesses),
            median(guess - figure.value for guess in guesses),
        )
        for number, guesses, figure in rounds
        if guesses and figure.value is not None and figure.low is not None and figure.high is not None
    )


def calibrations(session: Session, measure_id: str) -> tuple[Calibration, ...]:
    """How well a measure was guessed in the rounds in view; without those in which few guessed."""
    seen = (session.as_of(round_.number) for round_ in session.rounds)
    return tuple(
        row
        for row in calibration(
            (at.round.number, _guesses(at, measure_id), reading(at, measure_id)) for at in seen
        )
        if row.guesses >= thresholds.FEW
    )


# ---- the delivery gap --------------------------------------------------------------------------------------
class Chosen(NamedTuple):
    """The measure beside which the leaders' belief stands, or why there is none, as a key of `WHY_NONE`."""

    measure: Measure | None
    why: str = ""


def chosen_for_gap(marked: Sequence[Measure]) -> Chosen:
    """Of the measures marked as asking whether expectations were exceeded: the only one, a share in
    percent."""
    if not marked:
        return Chosen(None, "none_chosen")
    if len(marked) > 1:
        return Chosen(None, "several_chosen")
    return Chosen(marked[0]) if is_share(marked[0]) else Chosen(None, "no_share_of_customers")


def is_share(measure: Measure) -> bool:
    """Whether a measure is a share of customers in percent."""
    return measure.metric in ("share", "csat") and measure.unit == "percent"


def marked_measures(session: Session) -> tuple[Measure, ...]:
    """The measures marked as asking whether expectations were exceeded; of a closed round the one that it was
    closed with."""
    closed_with = lookup.measure(session, session.round.exceeded_measure)
    if closed_with is not None:
        return (closed_with,)
    return tuple(measure for measure in measures_in_use(session) if measure.asks_exceeded)


def exceeded_measure(session: Session) -> Measure | None:
    """The measure chosen for the delivery gap of the round."""
    return chosen_for_gap(marked_measures(session)).measure


def offered_for_gap(session: Session) -> tuple[Measure, ...]:
    """The measures that may be chosen: of several marked those, else every share of customers in percent;
    those that ask it by their name or question first, then those about the experience as a whole."""
    shares = [measure for measure in measures_in_use(session) if is_share(measure)]
    marked = [measure for measure in shares if measure.asks_exceeded]
    return tuple(
        sorted(
            marked or shares,
            key=lambda measure: (
                not _EXCEEDED.search(f"{measure.name} {measure.question}"),
                measure.category != "experience",
                bool(measure.touchpoints),
            ),
        )
    )


def why_no_gap(session: Session) -> Words:
    """What is to be chosen or mended before leaders can be compared with customers; empty with a measure."""
    marked = marked_measures(session)
    why = chosen_for_gap(marked).why
    if not why:
        return ""
    offered = [measure.name_shown for measure in offered_for_gap(session)]
    few = offered if len(offered) <= NAMED + 1 else offered[:NAMED]
    names = joined(few)
    if why == "several_chosen":
        return say(
            "{measures} are all marked as asking whether expectations were exceeded: leave one.",
            measures=joined([measure.name_shown for measure in marked]),
        )
    if why == "no_share_of_customers":
        return say(
            "{measure} is no share of customers in percent, and cannot stand beside leaders: choose another.",
            measure=marked[0].name_shown,
        )
    if not names:
        return say("No measure asks whether expectations were exceeded: add one, a share in percent.")
    if more := len(offered) - len(few):
        names = str(say("{measures}, or one of {n} others", measures=names, n=more))
    return say("Choose which measure asks whether expectations were exceeded: {measures}.", measures=names)


class DeliveryGap(NamedTuple):
    """Leaders and customers who say that expectations are exceeded, both in percent; their gap in points.

    `believe` of `leaders` say so; the verdict judges them against the customers' interval. Below 0 customers
    think better of us than we do.
    """

    believers: float
    customers: Interval
    gap: float | None
    believe: int = 0
    leaders: int = 0
    verdict: str | None = None
    measure: Measure | None = None

    @property
    def meaning(self) -> Words:
        """What the gap means; empty without a verdict."""
        return SIDES.get(self.verdict or "", "")


def delivery_verdict(believe: int, leaders: int, low: float | None, high: float | None) -> str | None:
    """Leaders who say "exceeds" against the customers' interval in percent; leaders are all there are, so
    that they have no margin."""
    return judged(100 * believe / leaders, low, high) if leaders else None


def delivery_gap(session: Session) -> DeliveryGap | None:
    """The gap of the round (Bain 2005: 80 % of companies, 8 % of customers); None with fewer than FEW
    levels."""
    levels = [level.value for level in session.round.overall_levels if level.value is not None]
    if len(levels) < thresholds.FEW:
        return None
    believe = sum(level >= thresholds.EXCEEDS for level in levels)
    believers = share(believe, len(levels)).value or 0.0
    measure = exceeded_measure(session)
    customers = reading(session, measure.id if measure else None)
    return DeliveryGap(
        believers,
        customers,
        None if customers.value is None else believers - customers.value,
        believe,
        len(levels),
        delivery_verdict(believe, len(levels), customers.low, customers.high),
        measure,
    )


class GapInRound(NamedTuple):
    """The delivery gap of a round; `is_broken` where another measure stands behind it than in the round
    before."""

    round: int
    label: str
    gap: DeliveryGap
    is_broken: bool


def gap_over_rounds(session: Session) -> tuple[GapInRound, ...]:
    """The delivery gap of every round in view that has one."""
    rows: list[GapInRound] = []
    last: Measure | None = None
    for round_ in session.rounds:
        gap = delivery_gap(session.as_of(round_.number))
        if gap is None:
            continue
        is_broken = last is not None and gap.measure is not None and gap.measure.id != last.id
        rows.append(GapInRound(round_.number, round_.label or str(round_.number), gap, is_broken))
        last = gap.measure or last
    return tuple(rows)
