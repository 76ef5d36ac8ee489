"""What makes a fact, in sentences: for the help of the steps that ask for facts."""

from __future__ import annotations

from cxworkshop.language import N_, Words, say
from cxworkshop.method import thresholds

STEPS = frozenset({"define", "measure"})
"""The steps whose help says it."""
_RULES = (
    N_(
        "The mark is a claim. A level is a fact when it is marked so, and evidence or a measure of that very "
        "touchpoint carries it."
    ),
    N_(
        "Evidence carries it with a source, a day and at least {few} answers, for {stale} months. With fewer "
        "than {many} answers it says so. What the frontline says needs its period, too. Own experience, "
        "hearsay and opinion never do."
    ),
    N_(
        "A measure carries it with a figure of at least {many} answers, for {stale} months, in the category "
        "experience or behaviour."
    ),
    N_(
        "In the list Evidence a piece stays a fact for {old} months; after {stale} it is stale, and carries "
        "no level."
    ),
    N_("What is dated in the future is not known yet: it carries nothing and is no figure of today."),
    N_(
        "Of several grounds the one with the most answers is named. Where a figure speaks against the level, "
        "the program asks; it changes nothing."
    ),
    N_(
        "Fact all the same, in the record of a touchpoint, takes a reason: it is printed, and the level "
        "still counts as gut feeling."
    ),
)


def rules() -> tuple[Words, ...]:
    """The rules of facts with their limits."""
    return tuple(
        say(
            rule,
            few=thresholds.FEW,
            many=thresholds.FACT_N,
            stale=thresholds.STALE_MONTHS,
            old=thresholds.FACT_MONTHS,
        )
        for rule in _RULES
    )
