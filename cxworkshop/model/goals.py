"""Goals of touchpoints, the touchpoints without one this round, and the ways of working that lead there."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import (
    Choice,
    Day,
    Number,
    Reference,
    References,
    Text,
    YesNo,
)
from cxworkshop.model.record import Record, Table

SHIFTS = (
    ("sell_to_add_value", N_("sell → add value")),
    ("meet_to_exceed", N_("meet → exceed expectations")),
    ("fear_to_trust", N_("fear → trust")),
    ("other", N_("other")),
)


class Goal(Record):
    """A concrete goal of one touchpoint."""

    table: ClassVar[Table] = Table(
        name="goals", label=N_("Goals"), singular=N_("goal"), names="text", prefix="g", carried="asked"
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    text: Annotated[
        str, Text(label=N_("Goal"), help=N_("What the customer will notice. No empty words."), length=140)
    ] = ""
    measure: Annotated[
        str | None,
        Reference(
            label=N_("Measure"),
            help=N_(
                "One of yours or of the library; + and a name adds another, to complete in step 5, Measure."
            ),
            to="measures",
        ),
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
            label=N_("Target"),
            help=N_("The figure you want: better than the baseline, or the same to hold it."),
            carried="asked",
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
    follows_up: Annotated[
        str | None,
        Reference(
            label=N_("Who follows up"),
            help=N_("Asks after it until it is done: another person than the accountable one."),
            to="people",
            is_new=True,
        ),
    ] = None
    derived_from: Annotated[str | None, Reference(label=N_("Follows from goal"), to="goals")] = None


class GoalMissing(Record):
    """Why a touchpoint has no goal this round, and when it is decided."""

    table: ClassVar[Table] = Table(
        name="goals_missing",
        label=N_("No goal this round"),
        singular=N_("reason for no goal"),
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
        name="practices", label=N_("Ways of working"), singular=N_("way of working"), names="to", prefix="pr"
    )
    touchpoints: Annotated[
        tuple[str, ...],
        References(
            label=N_("Touchpoints"), help=N_("Where it shows, parted by semicolons."), to="touchpoints"
        ),
    ] = ()
    from_: Annotated[str, Text(label=N_("From"), help=N_("The old way, said aloud before the new one."))] = ""
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
