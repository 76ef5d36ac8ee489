"""Where to: what is heard at the landing, defined in step 1 and developed in step 2."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from cxworkshop.language import N_
from cxworkshop.model.kinds import LEVELS, Choice, Day, LongText, Number, Reference, References, Text, YesNo
from cxworkshop.model.record import Record, Table

BASES = (("fact", N_("● fact")), ("assumption", N_("○ assumption")), ("unknown", N_("? unknown")))
ROLES = (("hygiene", N_("hygiene")), ("differentiator", N_("differentiator")), ("undecided", N_("undecided")))
TRENDS = (("up", N_("up")), ("flat", N_("flat")), ("down", N_("down")), ("unknown", N_("unknown")))
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
SHIFTS = (
    ("sell_to_add_value", N_("sell → add value")),
    ("meet_to_exceed", N_("meet → exceed expectations")),
    ("fear_to_trust", N_("fear → trust")),
    ("other", N_("other")),
)


class Landing(Record):
    """What is agreed and counted before the climb."""

    table: ClassVar[Table] = Table(
        name="landing", label=N_("Landing"), one=N_("landing"), single=True, carried="emptied"
    )
    ground_rules_accepted: Annotated[
        bool,
        YesNo(
            label=N_("Ground rules accepted"),
            help=N_("The six rules have been read aloud and nobody objected."),
        ),
    ] = False
    typical_customers: Annotated[
        int | None,
        Number(
            label=N_("Typical customers here"),
            help=N_("How many in the room would be a typical customer of yours? Count hands."),
            whole=True,
            minimum=0,
        ),
    ] = None
    typical_customers_of: Annotated[
        int | None,
        Number(
            label=N_("Of how many present"),
            help=N_("How many were in the room when hands were counted."),
            whole=True,
            minimum=0,
        ),
    ] = None


class Definition(Record):
    """One anonymous sentence: what customer experience means here."""

    table: ClassVar[Table] = Table(
        name="definitions",
        label=N_("Definitions"),
        one=N_("definition"),
        prefix="df",
        names="text",
        carried="never",
    )
    text: Annotated[
        str,
        Text(
            label=N_("What customer experience means here"),
            help=N_("One sentence a slip, as written and without a name."),
        ),
    ] = ""


class Vision(Record):
    """What is owed to the customer (asiakaskokemusvisio)."""

    table: ClassVar[Table] = Table(
        name="vision",
        label=N_("Experience vision"),
        one=N_("experience vision"),
        single=True,
        carried="asked",
    )
    definition: Annotated[
        str,
        LongText(
            label=N_("Working definition"),
            help=N_("What you mean by customer experience, in one sentence all can sign."),
        ),
    ] = ""
    value: Annotated[str, LongText(label=N_("Value"), help=N_("What the customer's life or work gains."))] = (
        ""
    )
    experience: Annotated[
        str,
        LongText(
            label=N_("Experience"), help=N_("How it should feel: what the customer always knows with you.")
        ),
    ] = ""
    benefit: Annotated[
        str,
        LongText(
            label=N_("Concrete benefit"),
            help=N_("What a customer could check next week: a time, a sum, a thing done."),
        ),
    ] = ""
    distinctive: Annotated[
        str,
        LongText(
            label=N_("What is distinctive"),
            help=N_("What nobody else could copy onto their website unchanged."),
        ),
    ] = ""
    profitable: Annotated[
        str, LongText(label=N_("How it pays"), help=N_("Whose money, from where, by when."))
    ] = ""
    customers_asked: Annotated[
        bool,
        YesNo(
            label=N_("Customers asked"),
            help=N_("Customers have been asked whether your present promise shows."),
        ),
    ] = False
    customers_asked_n: Annotated[int | None, Number(label=N_("How many asked"), whole=True, minimum=0)] = None


class ExperienceGoal(Record):
    """One of one to five goals for the whole experience."""

    table: ClassVar[Table] = Table(
        name="experience_goals",
        label=N_("Experience goals"),
        one=N_("experience goal"),
        names="text",
        prefix="xg",
    )
    text: Annotated[
        str,
        Text(
            label=N_("Experience goal"), help=N_("What will be true for the customer. One to five of these.")
        ),
    ] = ""
    measure: Annotated[str | None, Reference(label=N_("Measure"), to="measures")] = None
    target: Annotated[float | None, Number(label=N_("Target"))] = None
    due_on: Annotated[date | None, Day(label=N_("Due"))] = None
    distinctive: Annotated[bool, YesNo(label=N_("Distinctive"), help=N_("Sets you apart from others."))] = (
        False
    )
    business_link: Annotated[
        str, Text(label=N_("Business link"), help=N_("How the goal earns its keep."))
    ] = ""


class Dot(Record):
    """A person's blind dots on a touchpoint: what to take up first."""

    table: ClassVar[Table] = Table(
        name="dots", label=N_("Dots"), one=N_("dot"), key="touchpoint,participant", carried="never"
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[
        int | None,
        Number(
            label=N_("Dots"),
            help=N_("At most two on one; 0 says that all are placed."),
            whole=True,
            minimum=0,
            maximum=2,
        ),
    ] = None


class TouchpointState(Record):
    """How a touchpoint stands in this round."""

    table: ClassVar[Table] = Table(
        name="touchpoint_states",
        label=N_("Levels and roles"),
        one=N_("state of a touchpoint"),
        key="touchpoint",
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    in_scope: Annotated[
        bool, YesNo(label=N_("In scope"), help=N_("What is out of scope is neither diagnosed nor counted."))
    ] = True
    role: Annotated[
        str | None,
        Choice(
            label=N_("Role"),
            help=N_("Hygiene must simply work; for a differentiator you want to be chosen. At most a third."),
            of=ROLES,
        ),
    ] = "undecided"
    importance: Annotated[
        int | None,
        Number(
            label=N_("Importance"),
            help=N_("How much it weighs for the customer, 1–5."),
            whole=True,
            minimum=1,
            maximum=5,
        ),
    ] = None
    level_now: Annotated[
        int | None,
        Choice(
            label=N_("Level now"),
            help=N_("Against what customers expect. Leave empty when unknown."),
            of=LEVELS,
            carried="emptied",
        ),
    ] = None
    level_basis: Annotated[
        str | None,
        Choice(
            label=N_("Basis"),
            help=N_("Who says so: facts, or us? A fact needs evidence or a measure."),
            of=BASES,
            carried="emptied",
        ),
    ] = None
    level_target: Annotated[
        int | None,
        Choice(
            label=N_("Target level"), help=N_("Hygiene at least 3, a differentiator at least 4."), of=LEVELS
        ),
    ] = None
    experience_trend: Annotated[
        str | None, Choice(label=N_("Experience trend"), of=TRENDS, carried="emptied")
    ] = None
    buying_trend: Annotated[str | None, Choice(label=N_("Buying trend"), of=TRENDS, carried="emptied")] = None
    priority: Annotated[
        bool | None,
        YesNo(
            label=N_("Priority"),
            help=N_("The five that weigh most, unless you choose otherwise."),
            derived=True,
            carried="emptied",
        ),
    ] = None
    evidence: Annotated[
        tuple[str, ...], References(label=N_("Evidence"), to="evidence", carried="emptied")
    ] = ()


class Evidence(Record):
    """What is known, from whom, and what follows from it."""

    table: ClassVar[Table] = Table(
        name="evidence", label=N_("Evidence"), one=N_("piece of evidence"), names="statement", prefix="ev"
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
        Day(label=N_("Collected on"), help=N_("Older than a year is stale, than two an assumption.")),
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
    touchpoints: Annotated[tuple[str, ...], References(label=N_("Touchpoints"), to="touchpoints")] = ()
    conclusion: Annotated[str, Text(label=N_("Conclusion"), help=N_("What it means for what you do."))] = ""


class Goal(Record):
    """A concrete goal of one touchpoint."""

    table: ClassVar[Table] = Table(
        name="goals", label=N_("Goals"), one=N_("goal"), names="text", prefix="g", carried="asked"
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    text: Annotated[
        str, Text(label=N_("Goal"), help=N_("What the customer will notice. No empty words."), length=140)
    ] = ""
    measure: Annotated[
        str | None,
        Reference(label=N_("Measure"), help=N_("How you will know, from customers."), to="measures"),
    ] = None
    baseline: Annotated[
        float | None,
        Number(
            label=N_("Baseline"),
            help=N_("Today's figure. Without one the goal is provisional."),
            carried="asked",
        ),
    ] = None
    target: Annotated[
        float | None,
        Number(
            label=N_("Target"), help=N_("The figure you want, on the measure's better side."), carried="asked"
        ),
    ] = None
    due_on: Annotated[date | None, Day(label=N_("Due"), help=N_("By when; at most three years away."))] = None
    provisional: Annotated[
        bool | None,
        YesNo(
            label=N_("Provisional"),
            help=N_("No baseline that is a fact yet."),
            derived=True,
            carried="emptied",
        ),
    ] = None
    business_link: Annotated[
        str,
        Text(label=N_("Business link"), help=N_("What the organisation gains when the customer notices.")),
    ] = ""
    derived_from: Annotated[str | None, Reference(label=N_("Follows from goal"), to="goals")] = None


class GoalMissing(Record):
    """Why a touchpoint has no goal this round, and when it is decided."""

    table: ClassVar[Table] = Table(
        name="goals_missing",
        label=N_("No goal this round"),
        one=N_("reason for no goal"),
        key="touchpoint",
        carried="emptied",
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    reason: Annotated[str, Text(label=N_("Why no goal"), help=N_("Say it as it is; the plan prints it."))] = (
        ""
    )
    decide_by: Annotated[date | None, Day(label=N_("Decide by"))] = None


class Practice(Record):
    """A way of working: from what, to what, and the everyday sign of it."""

    table: ClassVar[Table] = Table(
        name="practices", label=N_("Ways of working"), one=N_("way of working"), names="to", prefix="pr"
    )
    touchpoints: Annotated[
        tuple[str, ...],
        References(
            label=N_("Touchpoints"), help=N_("Where it shows, parted by semicolons."), to="touchpoints"
        ),
    ] = ()
    from_: Annotated[str, Text(label=N_("From"), help=N_("The old way, said aloud before the new one."))] = (
        Field(default="", alias="from")
    )
    to: Annotated[str, Text(label=N_("To"), help=N_("What somebody does differently on Monday."))] = ""
    everyday_sign: Annotated[
        str, Text(label=N_("Everyday sign"), help=N_("What one would see on video when it is in use."))
    ] = ""
    shift: Annotated[str | None, Choice(label=N_("Shift"), of=SHIFTS)] = None
    customers_involved: Annotated[
        str, Text(label=N_("Who helped design"), help=N_("Customers or frontline staff who took part."))
    ] = ""
    beneficiary: Annotated[
        str | None,
        Choice(
            label=N_("For whom"),
            help=N_("Who notices it first."),
            of=(
                ("customer", N_("customer")),
                ("employee", N_("employee")),
                ("management", N_("managers")),
                ("board", N_("board")),
            ),
        ),
    ] = "customer"
    adoption: Annotated[
        str | None,
        Choice(
            label=N_("Adoption"),
            of=(
                ("planned", N_("planned")),
                ("not_started", N_("not started")),
                ("partly", N_("partly")),
                ("in_use", N_("in use")),
                ("abandoned", N_("abandoned")),
            ),
            carried="asked",
        ),
    ] = "planned"
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None
