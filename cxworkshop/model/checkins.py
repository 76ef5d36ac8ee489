"""The check-ins between rounds: when one was held, and what became of each action and promise by then."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Choice, Day, Reference, References, Text
from cxworkshop.model.record import Record, Table

CHECK_INS = (
    ("check_30", N_("after 30 days")),
    ("check_90", N_("after 90 days")),
    ("other", N_("in between")),
    ("written", N_("in writing")),
)
"""One `written` is of documents that came back on a day on which nobody held a check-in."""
GOING_ON = (("in_progress", N_("in progress")), ("blocked", N_("blocked")))
OUTCOMES = (("met", N_("done or kept")), ("slipped", N_("later or not kept")), ("dropped", N_("dropped")))


class CheckIn(Record):
    """A check-in of a round: its day, and whether who answers for what is still true."""

    table: ClassVar[Table] = Table(
        name="checkins",
        label=N_("Check-ins"),
        singular=N_("check-in"),
        prefix="ck",
        carried="history",
    )
    held_on: Annotated[date | None, Day(label=N_("Held on"))] = None
    kind: Annotated[str | None, Choice(label=N_("Check-in"), of=CHECK_INS)] = None
    responsibility_holds: Annotated[
        bool | None,
        Choice(
            label=N_("Responsibility still true"),
            help=N_("Does everybody still answer for what was agreed?"),
            of=((True, N_("yes")), (False, N_("no"))),
        ),
    ] = None
    text: Annotated[str, Text(label=N_("What has changed"))] = ""
    open_then: Annotated[
        tuple[str, ...], References(label=N_("Actions that were open then"), to="actions", is_new=True)
    ] = ()


class CheckInLine(Record):
    """What became of one action, or of one promise, by a check-in."""

    table: ClassVar[Table] = Table(
        name="checkin_lines",
        label=N_("Settled at check-ins"),
        singular=N_("line of a check-in"),
        prefix="cl",
        carried="history",
    )
    checkin: Annotated[str | None, Text(label=N_("Check-in"))] = None
    action: Annotated[str | None, Reference(label=N_("Action"), to="actions")] = None
    commitment: Annotated[str | None, Reference(label=N_("Promise"), to="commitments")] = None
    outcome: Annotated[str | None, Choice(label=N_("What became of it"), of=OUTCOMES)] = None
    going_on: Annotated[str | None, Choice(label=N_("Goes on"), of=GOING_ON, is_new=True)] = None
    text: Annotated[str, Text(label=N_("In a word"), help=N_("What happened, in a word."))] = ""
    due_before: Annotated[date | None, Day(label=N_("Due before the check-in"))] = None
    acknowledged: Annotated[
        bool | None,
        Choice(
            label=N_("Acknowledged"),
            help=N_("By the one who follows up."),
            of=((True, N_("yes")), (False, N_("no"))),
        ),
    ] = None
