"""The day as it is carried: the activities in their order, each with its time."""

from datetime import datetime
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.actions import STEPS
from cxworkshop.model.kinds import Choice, LongText, Moment, Number, Text, YesNo
from cxworkshop.model.record import Record, Table


class AgendaItem(Record):
    """An activity in the day's order. Its words come from the method unless it has its own; rows are written
    when the day begins, or when the facilitator makes the agenda her own.

    The day stands at the item that was taken up last (`entered_at`); its clock runs while `runs_since` has a
    moment, `used_s` is what it had used before that.
    """

    table: ClassVar[Table] = Table(
        name="agenda_items",
        label=N_("The day"),
        singular=N_("activity"),
        names="name",
        prefix="ag",
        carried="emptied",
    )
    name: Annotated[
        str | None,
        Text(label=N_("Activity"), help=N_("What the room does, in a few words of your own."), derived=True),
    ] = None
    activity: Annotated[str, Text(label=N_("Activity of the method"))] = ""
    block: Annotated[str, Text(label=N_("Part of the day"))] = ""
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    planned_min: Annotated[
        int | None,
        Number(label=N_("Planned"), unit=N_("minutes"), singular=N_("minute"), whole=True, minimum=0),
    ] = None
    left_out: Annotated[
        bool, YesNo(label=N_("Left out"), help=N_("It keeps its place and takes no time."))
    ] = False
    say: Annotated[
        str, LongText(label=N_("What to say"), help=N_("Your own words; empty: those of the method."))
    ] = ""
    began_at: Annotated[datetime | None, Moment(label=N_("Begun at"))] = None
    entered_at: Annotated[datetime | None, Moment(label=N_("Taken up at"))] = None
    runs_since: Annotated[datetime | None, Moment(label=N_("Runs since"))] = None
    used_s: Annotated[int | None, Number(label=N_("Seconds used"), whole=True, minimum=0)] = None
    is_done: Annotated[bool, YesNo(label=N_("Done"))] = False
