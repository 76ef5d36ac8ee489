"""Where to: what customer experience means here, the promise to customers, the goals for the whole."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Day, LongText, Number, Reference, Text, YesNo
from cxworkshop.model.record import Record, Table


class Landing(Record):
    """What is agreed and counted before the climb."""

    table: ClassVar[Table] = Table(
        name="landing", label=N_("Landing"), singular=N_("landing"), single=True, carried="emptied"
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
        singular=N_("definition"),
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
        singular=N_("experience vision"),
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
    still_true_on: Annotated[
        date | None,
        Day(
            label=N_("Still true, said on"),
            help=N_(
                "From the second round on: read the vision aloud; “today”, once the room has said that it is "
                "still true."
            ),
            carried="emptied",
            is_new=True,
        ),
    ] = None


class ExperienceGoal(Record):
    """One of one to five goals for the whole experience."""

    table: ClassVar[Table] = Table(
        name="experience_goals",
        label=N_("Experience goals"),
        singular=N_("experience goal"),
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
