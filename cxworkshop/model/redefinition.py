"""What the next climb begins with: reviews of goals, expectation signals, innovations, triggers."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_, NC_
from cxworkshop.model.kinds import Choice, Day, Reference, Text
from cxworkshop.model.record import Record, Table


class Review(Record):
    """The verdict on a goal: keep, raise, change or drop; with result and cause."""

    table: ClassVar[Table] = Table(
        name="reviews", label=N_("Reviews of goals"), singular=N_("review"), key="goal", carried="history"
    )
    goal: Annotated[str | None, Reference(label=N_("Goal"), to="goals")] = None
    verdict: Annotated[
        str | None,
        Choice(
            label=N_("Verdict"),
            help=N_("A target that asks for less is a change, never keep."),
            of=(("keep", N_("keep")), ("raise", N_("raise")), ("change", N_("change")), ("drop", N_("drop"))),
        ),
    ] = None
    result: Annotated[
        str | None,
        Choice(
            label=N_("Result"),
            help=N_(
                "By the figure and the target unless you say otherwise. A goal fails only after its day."
            ),
            of=(
                ("success", N_("success")),
                ("success_uncertain", N_("success, uncertain")),
                ("success_partial", N_("partial success")),
                ("failure", N_("failure")),
                ("unmeasured", N_("unmeasured")),
            ),
            also=(
                ("success", N_("met")),
                ("success", N_("reached")),
                ("success", NC_("goal", "held")),
                ("success", N_("level held")),
                ("success", N_("succeeded")),
                ("success_uncertain", N_("unclear")),
                ("success_partial", N_("partly")),
                ("success_partial", N_("halfway")),
                ("failure", N_("missed")),
                ("failure", N_("not met")),
                ("failure", N_("not reached")),
                ("failure", N_("failed")),
                ("unmeasured", N_("not measured")),
                ("unmeasured", N_("no figure")),
            ),
            derived=True,
        ),
    ] = None
    cause: Annotated[
        str | None,
        Choice(
            label=N_("Cause"),
            of=(
                ("resources", N_("resources")),
                ("ownership", N_("responsibility")),
                ("mandate", N_("mandate")),
                ("method", N_("way of working")),
                ("measurement", N_("measuring")),
                ("target_unrealistic", N_("target unrealistic")),
                ("expectation_moved", N_("expectations moved")),
                ("partner", N_("partner")),
                ("external", N_("outside causes")),
            ),
        ),
    ] = None
    own_action: Annotated[
        str, Text(label=N_("What we did or did not do"), help=N_("The partner is never the final cause."))
    ] = ""
    text: Annotated[
        str, Text(label=N_("Why"), help=N_("What was supposed to happen, what happened, why the difference."))
    ] = ""


class ExpectationSignal(Record):
    """A sign that what customers expect is moving."""

    table: ClassVar[Table] = Table(
        name="expectation_signals",
        label=N_("Expectation signals"),
        singular=N_("expectation signal"),
        names="text",
        prefix="es",
        carried="history",
    )
    text: Annotated[str, Text(label=N_("What customers now expect"))] = ""
    source: Annotated[str, Text(label=N_("Source"))] = ""
    direction: Annotated[
        str | None,
        Choice(
            label=N_("Direction"),
            of=(("new", N_("new")), ("rising", N_("rising")), ("falling", N_("falling"))),
        ),
    ] = None
    recorded_on: Annotated[date | None, Day(label=N_("Recorded on"))] = None


class Innovation(Record):
    """Something to try before it is decided."""

    table: ClassVar[Table] = Table(
        name="innovations",
        label=N_("Innovations"),
        singular=N_("innovation"),
        names="text",
        prefix="in",
        carried="unfinished",
    )
    text: Annotated[str, Text(label=N_("Innovation"))] = ""
    expectation: Annotated[str, Text(label=N_("Answers to"), help=N_("The expectation it answers to."))] = ""
    experiment: Annotated[
        str, Text(label=N_("Experiment"), help=N_("What could be tried with twenty customers?"))
    ] = ""
    owner: Annotated[str | None, Reference(label=N_("Owner"), to="people")] = None
    measure: Annotated[str | None, Reference(label=N_("Measure"), to="measures")] = None
    decide_by: Annotated[date | None, Day(label=N_("Decide by"))] = None
    status: Annotated[
        str | None,
        Choice(
            label=N_("Status"),
            of=(
                ("idea", N_("idea")),
                ("experiment", N_("experiment")),
                ("adopted", N_("adopted")),
                ("dropped", N_("dropped")),
            ),
        ),
    ] = "idea"

    @property
    def is_unfinished(self) -> bool:
        """Whether it is still to be decided. An empty status counts as an idea."""
        return self.status in (None, "idea", "experiment")


class Trigger(Record):
    """What would make the team climb again before the agreed date."""

    table: ClassVar[Table] = Table(
        name="redefinition_triggers", label=N_("Triggers"), singular=N_("trigger"), names="text", prefix="tr"
    )
    text: Annotated[
        str,
        Text(
            label=N_("Trigger of an early climb"),
            help=N_("Recommendation falls beyond its margin; the delivery partner changes."),
        ),
    ] = ""
