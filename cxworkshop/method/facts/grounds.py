"""The rules of facts: which evidence and which figure carry a mark, and what a mark without them is worth.

Pure functions of records and days. Reasons are codes, said in words by `telling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from cxworkshop.method import thresholds
from cxworkshop.method.intervals import answers
from cxworkshop.model.dates import add_months
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.measures import Measure, Observation

Basis = Literal["fact", "assumption", "unknown"]
NEVER_FACT = frozenset({None, "", "own_experience", "hearsay", "opinion"})
"""Sources that say what we ourselves think, whatever else is filled in."""
NEEDS_PERIOD = frozenset({"frontline"})
"""Sources whose count says nothing without the time it was counted in."""
SAYS_HOW_IT_IS = frozenset({"experience", "behaviour"})
"""Categories of measures that tell of the customer; money and management figures do not."""
LACKS = (
    "stale", "future", "few_answers", "not_counted", "no_period", "undated", "assumed", "no_category",
    "other_category", "no_figure", "opinion",
)  # fmt: skip
"""What something may lack to carry a fact; of several the first is said."""


class Ground(NamedTuple):
    """What a level may rest on: a piece of evidence, or the newest figure of a measure of the touchpoint.

    `source`: the type of the evidence, or "measure". `lacks`: a code of `LACKS`; empty when it carries a
    fact.
    """

    id: str
    source: str
    n: int | None = None
    day: date | None = None
    lacks: str = ""


class Standing(NamedTuple):
    """What the mark of a level is worth, the code of the reason, and the ids of what carries it.

    `ground`: what is named beside the mark: what carries it with the most answers, else what falls short;
    None when there is nothing.
    """

    basis: Basis
    reason: str
    support: tuple[str, ...] = ()
    ground: Ground | None = None

    @property
    def is_fact(self) -> bool:
        return self.basis == "fact"

    @property
    def is_on_few_answers(self) -> bool:
        """Whether it is a fact by evidence of so few answers that its number is said with it."""
        return self.is_fact and self.ground is not None and is_of_few(self.ground)

    @property
    def is_claim(self) -> bool:
        """Whether it was said to be a fact, and is none."""
        return self.basis == "assumption" and self.reason not in ("no_claim", "could_be_fact")


def is_of_few(ground: Ground) -> bool:
    """Whether less than INDICATIVE_N answers stand behind what is counted."""
    return bool(ground.n) and (ground.n or 0) < thresholds.INDICATIVE_N


def is_stale(evidence: Evidence, on: date) -> bool:
    """Whether a piece of evidence is older than STALE_MONTHS on a day."""
    return evidence.collected_on is not None and _is_older(evidence.collected_on, on, thresholds.STALE_MONTHS)


def kind_of_evidence(evidence: Evidence, on: date, until: date | None = None) -> Basis:
    """Fact or assumption by what is recorded, whatever its mark says (method B.10): a fact is dated, at most
    FACT_MONTHS old, of at least FEW answers, of a period where that matters, and no opinion."""
    return "assumption" if lacks_of_kind(evidence, on, until) else "fact"


def lacks_of_kind(evidence: Evidence, on: date, until: date | None = None) -> str:
    """What evidence lacks to be a fact on a day; empty when it is one. What was collected after `until` is
    still to come; in an open round that is the day itself."""
    return _uncounted(evidence) or _aged(evidence.collected_on, on, until, thresholds.FACT_MONTHS)


def lacks_of_evidence(evidence: Evidence, on: date, until: date | None = None) -> str:
    """What evidence lacks to carry the mark of a level, which it does while it is not stale."""
    if not (lacks := _uncounted(evidence)) and evidence.kind == "assumption":
        return "assumed"
    return lacks or _aged(evidence.collected_on, on, until, thresholds.STALE_MONTHS)


def lacks_of_figure(
    measure: Measure, observation: Observation | None, on: date, until: date | None = None
) -> str:
    """The same of the newest figure of a measure, which needs at least FACT_N answers."""
    if measure.category not in SAYS_HOW_IT_IS:
        return "other_category" if measure.category else "no_category"
    if observation is None:
        return "no_figure"
    if (answers(observation) or 0) < thresholds.FACT_N:
        return "few_answers"
    return _aged(observation.observed_on, on, until, thresholds.STALE_MONTHS)


def worth(level: int | None, claimed: str | None, grounds: Sequence[Ground], word: str = "") -> Standing:
    """A level is a fact when somebody marked it so and something carries it.

    A ground never makes the mark by itself: a figure may say nothing of the level. `word` is the reason of
    somebody who calls it a fact all the same; it stays an assumption in every share.
    """
    if level is None or claimed == "unknown":
        return Standing("unknown", "no_level" if level is None else "said_unknown")
    support = tuple(ground.id for ground in grounds if not ground.lacks)
    carrying = _best(ground for ground in grounds if not ground.lacks)
    if claimed != "fact":
        return Standing("assumption", "could_be_fact" if support else "no_claim", support, carrying)
    if support:
        return Standing("fact", "supported", support, carrying)
    for lack in LACKS:
        if short := _newest(ground for ground in grounds if ground.lacks == lack):
            reason = f"unsupported_{lack}"
            break
    else:
        short, reason = None, "no_support"
    return Standing("assumption", "on_somebodys_word" if word.strip() else reason, (), short)


def _uncounted(evidence: Evidence) -> str:
    if evidence.source_type in NEVER_FACT:
        return "opinion"
    if not evidence.n:
        return "not_counted"
    if evidence.n < thresholds.FEW:
        return "few_answers"
    return "no_period" if evidence.source_type in NEEDS_PERIOD and not evidence.period else ""


def _aged(day: date | None, on: date, until: date | None, months: int) -> str:
    if day is None:
        return "undated"
    if day > max(on, until or on):
        return "future"
    return "stale" if _is_older(day, on, months) else ""


def _is_older(day: date, on: date, months: int) -> bool:
    return add_months(day, months) < on


def _best(grounds: Iterable[Ground]) -> Ground | None:
    """The one with the most answers; of as many a measure, which is asked again, then the newest."""
    return max(
        grounds,
        key=lambda ground: (ground.n or 0, ground.source == "measure", ground.day or date.min),
        default=None,
    )


def _newest(grounds: Iterable[Ground]) -> Ground | None:
    return max(grounds, key=lambda ground: (ground.day or date.min, ground.n or 0), default=None)
