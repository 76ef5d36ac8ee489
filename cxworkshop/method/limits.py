"""The limits that an organisation may set otherwise: which, within what, and those that are set.

A limit is a constant of `thresholds` and is read there by the diagnoses. A share is typed and shown in
percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxworkshop.language import N_, Words, number, percent, say
from cxworkshop.method import thresholds
from cxworkshop.model.number_kinds import Number


@dataclass(frozen=True)
class Limit:
    """A limit by its constant, as people see it."""

    constant: str
    kind: Number
    usual: float
    exactly: float
    """The usual limit as the constant has it: a third is shown as 33 %."""

    def put(self, value: float) -> None:
        usual = self.exactly if value == self.usual else value / 100 if self.is_share else value
        setattr(thresholds, self.constant, usual)

    def shown(self, value: float) -> str:
        return percent(value / 100) if self.is_share else number(value)

    @property
    def is_share(self) -> bool:
        return self.kind.unit == "%"


def _limit(constant: str, label: str, about: str, low: int, high: int, unit: str = "") -> Limit:
    value = getattr(thresholds, constant)
    usual = round(value * 100) if unit == "%" else value
    kind = Number(label=label, help=about, unit=unit, minimum=low, maximum=high, whole=True)
    return Limit(constant, kind, usual, value)


LIMITS = {
    "held": _limit("HELD", N_("Held from"),
        N_("Share of the blind answers that must name one person for a touchpoint to be held."),
        51, 100, "%"),
    "vacant": _limit("NONE", N_("Vacant from"),
        N_("Share of the blind answers for “nobody” and “a partner” from which a touchpoint is vacant."),
        25, 100, "%"),
    "rival": _limit("RIVAL", N_("Named beside others from"),
        N_("Share of the blind answers from which a person is one of several who are named."), 10, 50, "%"),
    "load": _limit("LOAD", N_("Touchpoints that one person carries"),
        N_("Who has more carries too much."), 1, 20),
    "load_share": _limit("LOAD_SHARE", N_("Share that one person carries"),
        N_("Who has a larger share of all touchpoints carries too much, where there are at least six."),
        10, 100, "%"),
    "chief_share": _limit("CHIEF_SHARE", N_("Share that the most senior leader carries"),
        N_("From this share of the touchpoints on, the most senior leader carries what others should."),
        5, 100, "%"),
    "priorities": _limit("PRIORITIES", N_("Priorities"),
        N_("How many touchpoints are priorities, unless the room chooses otherwise."), 1, 20),
    "contact_days": _limit("CONTACT_DAYS", N_("Days between customer contacts"),
        N_("Within how many days each leader meets a customer."), 7, 730),
    "fact_n": _limit("FACT_N", N_("Answers for a fact"),
        N_("How many answers make a baseline a fact. Fewer than 30 do not."), 30, 100_000),
    "indicative_n": _limit("INDICATIVE_N", N_("Answers for an indication"),
        N_("A figure of fewer answers is said to be too few to tell."), 10, 100_000),
    "usable_n": _limit("USABLE_N", N_("Answers for a usable figure"),
        N_("A figure of fewer answers is called indicative."), 30, 100_000),
    "steady_n": _limit("STEADY_SURVEY_N", N_("Answers for reward"),
        N_("Below so many answers in a period, reward should not follow the figure."), 30, 100_000),
    "bonus_measures": _limit("MEASURES_PER_BONUS", N_("Measures in one bonus"),
        N_("How many measures one person's reward may follow."), 1, 20),
    "stale_months": _limit("STALE_MONTHS", N_("Months until evidence is old"),
        N_("Older evidence is marked."), 1, 120),
    "fact_months": _limit("FACT_MONTHS", N_("Months until a fact is an assumption"),
        N_("Older evidence is an assumption, whatever it was."), 1, 120),
}  # fmt: skip
"""By their names in the settings. How few answers show only words is none: it keeps the answers blind."""

_set: dict[str, float] = {}


def put_in_force(values: Mapping[str, float]) -> None:
    """Sets limits, by name, as people see them; the others are as usual again."""
    _set.clear()
    for name, limit in LIMITS.items():
        value = values.get(name, limit.usual)
        limit.put(value)
        if value != limit.usual:
            _set[name] = value


def said_otherwise() -> tuple[Words, ...]:
    """The limits that are not as usual, in words."""
    return tuple(
        say("{limit}: here {value}, usually {usual}.", limit=say(limit.kind.label), value=limit.shown(value),
            usual=limit.shown(limit.usual))
        for name, value in _set.items() for limit in (LIMITS[name],)
    )  # fmt: skip
