"""Measures, what they showed, and what leaders guessed of them."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_, NC_
from cxworkshop.model.kinds import Choice, Day, Number, Reference, References, Rhythm, Text, YesNo
from cxworkshop.model.record import Record, Table

METRICS = (
    ("nps", N_("NPS, recommendation")),
    ("csat", N_("CSAT, satisfaction")),
    ("ces", N_("CES, ease")),
    ("share", N_("share")),
    ("rating", N_("rating")),
    ("duration", N_("duration")),
    ("count", N_("count")),
    ("money", N_("money")),
    ("management", N_("management figure")),
    ("other", N_("other")),
)


SURVEY_METRICS = frozenset({"nps", "csat", "ces", "rating"})


UNITS = (
    ("nps_points", N_("points")),
    ("percent", N_("%")),
    ("points_1_5", N_("of 5")),
    ("points_1_7", N_("of 7")),
    ("days", N_("days")),
    ("hours", N_("hours")),
    ("minutes", N_("minutes")),
    ("count", N_("pieces")),
    ("eur", N_("€")),
)
SCALES = frozenset({"points_1_5", "points_1_7"})
"""Units so short that a real change may lie in the second decimal."""
RANGES = {"nps_points": (-100, 100), "percent": (0, 100), "points_1_5": (1, 5), "points_1_7": (1, 7)}
"""The ends of the scale of a unit; any other is 0 or more."""


ANSWER_SCALES = (
    ("0-10", N_("0–10")),
    ("1-10", N_("1–10")),
    ("1-5", N_("1–5")),
    ("1-7", N_("1–7")),
    ("yes/no", N_("yes or no")),
    ("number", N_("a number")),
)
"""What customers could answer."""


RHYTHMS = (
    (1, NC_("rhythm", "daily")),
    (7, NC_("rhythm", "weekly")),
    (14, NC_("rhythm", "every two weeks")),
    (30, NC_("rhythm", "monthly")),
    (91, NC_("rhythm", "quarterly")),
    (365, NC_("rhythm", "yearly")),
)


CATEGORIES = (
    ("experience", N_("experience")),
    ("behaviour", N_("behaviour")),
    ("business", N_("business")),
    ("management", N_("management")),
)


COUNTS = (("customers", N_("customers")), ("events", N_("events")))
"""What the answers of a measure are of; only of customers is it known how many there are in all."""


VISIBLE_TO = (
    ("all_staff", N_("all staff")),
    ("leadership", N_("leadership")),
    ("team", N_("the team")),
    ("board", N_("the board")),
)


class Measure(Record):
    """How something is known; lives across rounds."""

    table: ClassVar[Table] = Table(
        name="measures",
        label=N_("Measures"),
        singular=N_("measure"),
        owner="session",
        names="name",
        prefix="m",
        carried="identity",
    )
    name: Annotated[str, Text(label=N_("Measure"), help=N_("What is counted, in a few words."))] = ""
    metric: Annotated[
        str | None, Choice(label=N_("Metric"), help=N_("Decides how margins are computed."), of=METRICS)
    ] = None
    unit: Annotated[str | None, Choice(label=N_("Unit"), of=UNITS)] = None
    direction: Annotated[
        str | None,
        Choice(
            label=N_("Better"),
            help=N_("Whether more or less is better."),
            of=(("up", N_("higher is better")), ("down", N_("lower is better"))),
            also=(
                ("up", N_("up")),
                ("up", N_("more is better")),
                ("down", N_("down")),
                ("down", N_("less is better")),
            ),
        ),
    ] = None
    category: Annotated[str | None, Choice(label=N_("Category"), of=CATEGORIES)] = None
    definition: Annotated[
        str, Text(label=N_("Definition"), help=N_("What counts, numerator, denominator, and who was asked."))
    ] = ""
    counts: Annotated[
        str | None,
        Choice(
            label=N_("What n counts"),
            help=N_("Customers, each once, or events: visits, orders, calls. Decides the margin."),
            of=COUNTS,
            is_new=True,
        ),
    ] = None
    touchpoints: Annotated[
        tuple[str, ...],
        References(label=N_("Touchpoints"), help=N_("Empty: the experience as a whole."), to="touchpoints"),
    ] = ()
    guess: Annotated[
        bool,
        YesNo(
            label=N_("Guessed"),
            help=N_("Leaders guess its figure blindly, before they see what customers said."),
            is_new=True,
        ),
    ] = False
    asks_exceeded: Annotated[
        bool,
        YesNo(
            label=N_("Asks if exceeded"),
            help=N_(
                "Customers were asked whether expectations were exceeded: the share who say so stands beside "
                "the leaders who believe it."
            ),
            is_new=True,
        ),
    ] = False
    source: Annotated[str, Text(label=N_("Source"), help=N_("Where the figure comes from."))] = ""
    cadence_days: Annotated[
        int | None,
        Rhythm(
            label=N_("Rhythm"),
            help=N_("How often: in days, or weekly, monthly, quarterly."),
            unit=N_("days"),
            singular=N_("day"),
            whole=True,
            minimum=1,
            maximum=366,
            words=RHYTHMS,
        ),
    ] = None
    owner: Annotated[str | None, Reference(label=NC_("measure", "Owner"), to="people")] = None
    visible_to: Annotated[
        str | None,
        Choice(
            label=N_("Visible to"),
            of=VISIBLE_TO,
        ),
    ] = "all_staff"
    visibility_reason: Annotated[
        str, Text(label=N_("Why not all staff"), help=N_("The reason when not everybody sees it."))
    ] = ""
    forum: Annotated[str, Text(label=N_("Forum"), help=N_("The meeting where it may change a decision."))] = (
        ""
    )
    segments_covered: Annotated[
        int | None, Number(label=N_("Customer groups covered"), whole=True, minimum=0)
    ] = None
    event_types_covered: Annotated[
        int | None, Number(label=N_("Situations covered"), whole=True, minimum=0)
    ] = None
    first_value_by: Annotated[
        date | None, Day(label=N_("First value by"), help=N_("When the first figure is there."))
    ] = None
    retired_round: Annotated[
        int | None,
        Number(
            label=N_("Retired in round"),
            help=N_("Kept in the history, asked no more."),
            whole=True,
            minimum=1,
        ),
    ] = None
    scale: Annotated[
        str | None,
        Choice(
            label=N_("Scale of the answers"),
            help=N_("What customers could answer."),
            of=ANSWER_SCALES,
            is_new=True,
        ),
    ] = None
    question: Annotated[
        str,
        Text(
            label=N_("Question of the survey"),
            help=N_("As the files have it; the next file is recognised by it."),
            is_new=True,
        ),
    ] = ""

    def has_left(self, on: date) -> bool:
        return self.retired_round is not None

    @property
    def guessed_in(self) -> str | None:
        """The unit that it is guessed in: shares and satisfaction in percent also while no unit is chosen."""
        return self.read_in or ("percent" if self.metric in ("share", "csat") else None)

    @property
    def read_in(self) -> str | None:
        """The unit that its figures are in: recommendation is in points also while no unit is chosen."""
        return self.unit or ("nps_points" if self.metric == "nps" else None)


class Observation(Record):
    """One figure with its day: counts, a share, a mean, or a total."""

    table: ClassVar[Table] = Table(
        name="observations",
        label=N_("Observations"),
        singular=N_("observation"),
        prefix="o",
        carried="history",
    )
    measure: Annotated[str | None, Reference(label=N_("Measure"), to="measures")] = None
    observed_on: Annotated[date | None, Day(label=N_("Observed on"))] = None
    value: Annotated[
        float | None, Number(label=N_("Value"), help=N_("A total, or a figure whose parts are not known."))
    ] = None
    n: Annotated[
        int | None,
        Number(
            label=N_("Answers (n)"),
            help=N_("How many answered. Without it a figure is gut feeling."),
            whole=True,
            minimum=1,
        ),
    ] = None
    k: Annotated[
        int | None,
        Number(
            label=N_("Of them (k)"),
            help=N_("How many of n: for shares and satisfaction."),
            whole=True,
            minimum=0,
        ),
    ] = None
    mean: Annotated[float | None, Number(label=N_("Mean"), decimals=2)] = None
    sd: Annotated[
        float | None,
        Number(
            label=N_("Spread (sd)"),
            help=N_("The standard deviation; gives the margin."),
            minimum=0,
            decimals=2,
        ),
    ] = None
    promoters: Annotated[
        int | None, Number(label=N_("Promoters"), help=N_("Answered 9–10."), whole=True, minimum=0)
    ] = None
    passives: Annotated[
        int | None, Number(label=N_("Passives"), help=N_("Answered 7–8."), whole=True, minimum=0)
    ] = None
    detractors: Annotated[
        int | None, Number(label=N_("Detractors"), help=N_("Answered 0–6."), whole=True, minimum=0)
    ] = None
    since: Annotated[
        date | None,
        Day(
            label=N_("From"), help=N_("The first day of what it is about; the last is the day."), is_new=True
        ),
    ] = None
    segments: Annotated[
        int | None,
        Number(
            label=N_("Customer groups"),
            help=N_("How many groups of customers answered."),
            whole=True,
            minimum=0,
            is_new=True,
        ),
    ] = None
    event_types: Annotated[
        int | None,
        Number(
            label=N_("Situations"),
            help=N_("How many kinds of situation the answers are about."),
            whole=True,
            minimum=0,
            is_new=True,
        ),
    ] = None
    imported: Annotated[str | None, Reference(label=N_("Imported from"), to="imports", is_new=True)] = None
    together: Annotated[
        tuple[str, ...],
        References(
            label=N_("Counted together with"),
            help=N_("Other files of the same time whose answers are counted in."),
            to="imports",
            is_new=True,
        ),
    ] = ()


class Guess(Record):
    """One leader's blind guess of a figure; without a name once the ballots are reduced."""

    table: ClassVar[Table] = Table(
        name="guesses",
        label=N_("Blind guesses"),
        singular=N_("blind guess"),
        key="measure,participant",
        carried="never",
    )
    measure: Annotated[str | None, Reference(label=N_("Measure"), to="measures")] = None
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[float | None, Number(label=N_("Guess"))] = None
