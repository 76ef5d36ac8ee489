"""What leaders believed beside what customers say, in words: for the plan and for what compares rounds."""

from __future__ import annotations

from cxworkshop.documents.figure_text import answers, signed, with_spread
from cxworkshop.documents.wording import of
from cxworkshop.language import number, percent, say
from cxworkshop.method.perceptions import Calibration, DeliveryGap, GapInRound


def customers_text(gap: DeliveryGap) -> str:
    """The share of customers who say that expectations are exceeded, with its interval: 14.8% ± 3.4
    (n = 412); empty while nothing is measured."""
    return with_spread(gap.measure, gap.customers, answers(gap.customers.n))


def gap_text(gap: DeliveryGap) -> str:
    """The gap in percentage points, with its sign; empty while there is none."""
    return "" if gap.gap is None else signed(gap.gap)


def gap_words(row: GapInRound, *, with_meaning: bool = True) -> str:
    """The delivery gap of a round in sentences."""
    gap = row.gap
    if gap.customers.value is None:
        believe = say(
            "{leaders} of us believe that expectations are exceeded; what customers say is not known.",
            leaders=of(gap.believe, gap.leaders),
        )
        return str(believe)
    words = say(
        "{leaders} of us and {customers} of customers say that expectations are exceeded: {gap} percentage "
        "points.",
        leaders=percent(gap.believers / 100),
        customers=customers_text(gap),
        gap=gap_text(gap),
    )
    broken = say("Asked by another measure than before: not to be compared with it.") if row.is_broken else ""
    meaning = gap.meaning if with_meaning else ""
    return " ".join(str(part) for part in (words, meaning, broken) if part)


def calibration_words(row: Calibration) -> str:
    """How well a figure was guessed: 1 of 8 guesses within the margin, off by 23.5 in the middle."""
    return str(
        say(
            "{k} guesses within the margin, off by {error} in the middle",
            k=of(row.inside, row.guesses),
            error=number(row.error, 1),
        )
    )
