"""What is done, decided, promised and parked: actions, decisions, promises, parking lot, private notes."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_, NC_
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

STEPS = (
    ("landing", N_("Landing")),
    ("define", N_("Define")),
    ("develop", N_("Develop")),
    ("organise", N_("Organise")),
    ("implement", N_("Implement")),
    ("measure", NC_("step", "Measure")),
    ("redefine", N_("Redefine")),
    ("closing", N_("Closing")),
)


ACTION_STATUSES = (
    ("open", N_("open")),
    ("in_progress", N_("in progress")),
    ("blocked", N_("blocked")),
    ("done", N_("done")),
    ("dropped", N_("dropped")),
)
FINISHED = frozenset({"done", "dropped"})


class Action(Record):
    """Who does what by when: one owner, one date."""

    table: ClassVar[Table] = Table(
        name="actions",
        label=N_("Actions"),
        singular=N_("action"),
        names="title",
        prefix="a",
        carried="unfinished",
    )
    title: Annotated[str, Text(label=N_("Action"), help=N_("What exists when it is done."))] = ""
    owner: Annotated[
        str | None,
        Reference(label=N_("Owner"), help=N_("One person from your own organisation."), to="people"),
    ] = None
    due_on: Annotated[date | None, Day(label=N_("Due"), help=N_("The first ones within 30 days: +30d."))] = (
        None
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    goal: Annotated[str | None, Reference(label=N_("Goal"), to="goals")] = None
    impact: Annotated[
        int | None,
        Number(label=N_("Impact"), help=N_("1–5, for the customer."), whole=True, minimum=1, maximum=5),
    ] = None
    effort: Annotated[
        int | None, Number(label=N_("Effort"), help=N_("1–5, for you."), whole=True, minimum=1, maximum=5)
    ] = None
    kind: Annotated[
        str | None,
        Choice(
            label=N_("Kind"),
            of=(
                ("do", N_("do")),
                ("start_measuring", N_("start measuring")),
                ("confirm_owner", N_("confirm an owner")),
            ),
        ),
    ] = "do"
    external_help: Annotated[str, Text(label=N_("Outside help"))] = ""
    status: Annotated[str | None, Choice(label=N_("Status"), of=ACTION_STATUSES)] = "open"
    done_on: Annotated[date | None, Day(label=N_("Done on"))] = None
    note: Annotated[
        str,
        Text(
            label=N_("Note"),
            help=N_("What whoever does it writes back: how it goes, what it waits for."),
            is_new=True,
        ),
    ] = ""
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None
    carry_count: Annotated[int, Number(label=N_("Times carried"), whole=True, minimum=0)] = 0

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits to be done: neither done nor dropped. An empty status counts as open."""
        return self.status not in FINISHED


class Decision(Record):
    """What was decided, by whom, on what evidence."""

    table: ClassVar[Table] = Table(
        name="decisions",
        label=N_("Decisions"),
        singular=N_("decision"),
        names="text",
        prefix="d",
        carried="history",
    )
    text: Annotated[str, Text(label=N_("Decision"))] = ""
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    decided_by: Annotated[str | None, Reference(label=N_("Decided by"), to="people")] = None
    decided_on: Annotated[date | None, Day(label=N_("Decided on"))] = None
    evidence: Annotated[tuple[str, ...], References(label=N_("Evidence"), to="evidence")] = ()
    contradicts_evidence: Annotated[
        bool,
        YesNo(label=N_("Against the evidence"), help=N_("Allowed, with a reason, a name and a review date.")),
    ] = False
    reason: Annotated[str, Text(label=N_("Reason"))] = ""
    dissent: Annotated[
        tuple[str, ...],
        References(
            label=N_("Dissent"), help=N_("Who sees it differently and wants it on record."), to="people"
        ),
    ] = ()
    review_on: Annotated[date | None, Day(label=N_("Review on"))] = None
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints", is_new=True)] = None
    supersedes: Annotated[
        str | None,
        Reference(label=N_("Replaces"), help=N_("Which earlier decision this replaces."), to="decisions"),
    ] = None


class Parking(Record):
    """Something that does not belong here now, kept with a name."""

    table: ClassVar[Table] = Table(
        name="parking",
        label=N_("Parking lot"),
        singular=N_("parked item"),
        names="text",
        prefix="pk",
        carried="unfinished",
    )
    text: Annotated[str, Text(label=N_("Parked"))] = ""
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    raised_by: Annotated[str | None, Reference(label=N_("Raised by"), to="people")] = None
    owner: Annotated[str | None, Reference(label=N_("Owner"), to="people")] = None
    by: Annotated[date | None, Day(label=N_("By"))] = None
    status: Annotated[
        str | None,
        Choice(
            label=N_("Status"),
            of=(
                ("parked", N_("parked")),
                ("resolved", N_("resolved")),
                ("moved_to_action", N_("moved to actions")),
                ("dropped", N_("dropped")),
            ),
        ),
    ] = "parked"
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints", is_new=True)] = None
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None

    @property
    def is_parked(self) -> bool:
        """Whether nobody has settled it yet. An empty status counts as parked."""
        return self.status in (None, "parked")

    @property
    def is_unfinished(self) -> bool:
        return self.is_parked

    @property
    def is_gone(self) -> bool:
        """Whether it is no question any more: dropped, or an action now."""
        return self.status in ("moved_to_action", "dropped")


class Commitment(Record):
    """One leader's promise, said aloud in the first person."""

    table: ClassVar[Table] = Table(
        name="commitments",
        label=N_("Promises"),
        singular=N_("promise"),
        names="text",
        prefix="cm",
        carried="history",
    )
    person: Annotated[str | None, Reference(label=N_("Who"), to="people")] = None
    text: Annotated[
        str,
        Text(
            label=N_("I will …"), help=N_("One sentence that begins with I and says what the customer gains.")
        ),
    ] = ""
    by: Annotated[date | None, Day(label=N_("By"))] = None
    kept: Annotated[
        bool | None, Choice(label=N_("Kept"), of=((True, N_("kept")), (False, N_("not kept"))))
    ] = None


class Note(Record):
    """The facilitator's private note; in no document but the facilitator's log."""

    table: ClassVar[Table] = Table(
        name="notes",
        label=N_("Private notes"),
        singular=N_("private note"),
        names="text",
        prefix="n",
        carried="history",
        private=True,
    )
    text: Annotated[str, Text(label=N_("Private note"))] = ""
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
