"""The climb itself: steps passed, open musts overridden, difficulties met, time used."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.actions import STEPS
from cxworkshop.model.kinds import Choice, Day, Moment, Number, Text
from cxworkshop.model.record import Record, Table

STEP_STATES = (
    ("not_started", N_("not started")),
    ("in_progress", N_("in progress")),
    ("ready", N_("ready to climb")),
    ("passed", N_("passed")),
    ("passed_with_override", N_("passed with an override")),
)
PASSED = frozenset({"passed", "passed_with_override"})
"""The states of a step that has been climbed."""


class GateOverride(Record):
    """A must that was open when the step was passed, with the reason given."""

    table: ClassVar[Table] = Table(
        name="gate_overrides",
        label=N_("Climbed with open checks"),
        singular=N_("override"),
        key="gate",
        carried="history",
    )
    gate: Annotated[str | None, Text(label=N_("Readiness check"))] = None
    reason: Annotated[str, Text(label=N_("Reason"), help=N_("One line; the plan prints it."))] = ""
    by: Annotated[str, Text(label=N_("Decided by"))] = ""
    at: Annotated[datetime | None, Moment(label=N_("At"))] = None


class StepState(Record):
    """Whether a step has been passed, and when."""

    table: ClassVar[Table] = Table(
        name="steps", label=N_("Steps"), singular=N_("step"), key="step", carried="emptied"
    )
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    state: Annotated[str | None, Choice(label=N_("State"), of=STEP_STATES)] = "not_started"
    passed_on: Annotated[date | None, Day(label=N_("Passed on"))] = None

    @property
    def is_passed(self) -> bool:
        return self.state in PASSED


class TimeLog(Record):
    """Minutes planned and used for a step."""

    table: ClassVar[Table] = Table(
        name="time_log", label=N_("Time used"), singular=N_("time of a step"), key="step", carried="history"
    )
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    planned_min: Annotated[
        int | None,
        Number(label=N_("Planned"), unit=N_("minutes"), singular=N_("minute"), whole=True, minimum=0),
    ] = None
    used_min: Annotated[
        int | None, Number(label=N_("Used"), unit=N_("minutes"), singular=N_("minute"), whole=True, minimum=0)
    ] = None


class Mood(Record):
    """How many hands were raised for each of 1 to 5, when the room was asked how sure it is. No names."""

    table: ClassVar[Table] = Table(
        name="moods",
        label=N_("Mood of the room"),
        singular=N_("mood of the room"),
        prefix="md",
        carried="history",
    )
    at: Annotated[datetime | None, Moment(label=N_("Asked at"))] = None
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    hands_1: Annotated[int, Number(label=N_("Hands for 1"), whole=True, minimum=0)] = 0
    hands_2: Annotated[int, Number(label=N_("Hands for 2"), whole=True, minimum=0)] = 0
    hands_3: Annotated[int, Number(label=N_("Hands for 3"), whole=True, minimum=0)] = 0
    hands_4: Annotated[int, Number(label=N_("Hands for 4"), whole=True, minimum=0)] = 0
    hands_5: Annotated[int, Number(label=N_("Hands for 5"), whole=True, minimum=0)] = 0

    @property
    def hands(self) -> tuple[int, ...]:
        """The counts for 1 to 5."""
        return self.hands_1, self.hands_2, self.hands_3, self.hands_4, self.hands_5


class FailureMet(Record):
    """A difficulty that the group met in a step, ticked by the facilitator."""

    table: ClassVar[Table] = Table(
        name="failures_met",
        label=N_("Difficulties met"),
        singular=N_("difficulty met"),
        prefix="fm",
        carried="history",
    )
    step: Annotated[str | None, Choice(label=N_("Step"), of=STEPS)] = None
    failure: Annotated[
        int | None,
        Number(label=N_("Which"), help=N_("Its place in the step's list, from 1."), whole=True, minimum=1),
    ] = None
