"""Evidence: what is known of the experience, who says so, and what follows from it."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Choice, Day, Number, Period, References, Text
from cxworkshop.model.record import Record, Table

SOURCES = (
    ("survey", N_("★ survey")),
    ("interviews", N_("★ interviews")),
    ("observation", N_("★ observation")),
    ("complaints", N_("★ complaints")),
    ("behaviour_data", N_("★ behaviour data")),
    ("benchmark", N_("benchmark")),
    ("expert", N_("expert")),
    ("audit", N_("audit")),
    ("frontline", N_("frontline")),
    ("own_experience", N_("own experience")),
    ("hearsay", N_("hearsay")),
    ("opinion", N_("opinion")),
)
"""Where evidence comes from; a star marks the customer as the source (method B.10)."""


CUSTOMER_SOURCES = frozenset({"survey", "interviews", "observation", "complaints", "behaviour_data"})


class Evidence(Record):
    """What is known, from whom, and what follows from it."""

    table: ClassVar[Table] = Table(
        name="evidence",
        label=N_("Evidence"),
        singular=N_("piece of evidence"),
        names="statement",
        prefix="ev",
    )
    statement: Annotated[
        str, Text(label=N_("What is known"), help=N_("The observation itself, with its number."))
    ] = ""
    source_type: Annotated[
        str | None,
        Choice(label=N_("Source"), help=N_("A star marks the customer as the source."), of=SOURCES),
    ] = None
    kind: Annotated[
        str | None,
        Choice(
            label=N_("Fact or assumption"),
            help=N_("Own experience, hearsay and opinion are always assumptions."),
            of=(("fact", N_("● fact")), ("assumption", N_("○ assumption"))),
            derived=True,
        ),
    ] = None
    collected_on: Annotated[
        date | None,
        Day(
            label=N_("Collected on"),
            help=N_("After a year it is stale and carries no level, after two it is an assumption."),
        ),
    ] = None
    n: Annotated[
        int | None,
        Number(
            label=N_("Answers (n)"),
            help=N_("How many customers or cases stand behind it."),
            whole=True,
            minimum=0,
        ),
    ] = None
    period: Annotated[
        str,
        Period(
            label=N_("Period"),
            help=N_("When it was counted: 2025-10..2026-09. What the frontline says is a fact only with it."),
            is_new=True,
        ),
    ] = ""
    touchpoints: Annotated[tuple[str, ...], References(label=N_("Touchpoints"), to="touchpoints")] = ()
    conclusion: Annotated[str, Text(label=N_("Conclusion"), help=N_("What it means for what you do."))] = ""
