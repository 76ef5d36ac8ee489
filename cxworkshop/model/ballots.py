"""What is asked blindly: ballots of ownership with their answers and tallies, levels and scores."""

from datetime import datetime
from typing import Annotated, ClassVar

from cxworkshop.language import N_, NC_
from cxworkshop.model.kinds import LEVELS, Choice, Moment, Number, Reference, References, Text, YesNo
from cxworkshop.model.record import Record, Table

WHOLE = "WHOLE"
"""The customer experience as a whole: a touchpoint of the ballots only."""


FIVE_FUNCTIONS = (
    ("good_leadership", N_("Good leadership")),
    ("skilled_thriving_staff", N_("Skilled and thriving staff")),
    ("smooth_operations_time_for_customer", N_("Smooth operations and time for the customer")),
    ("innovative_services", N_("Innovative services")),
    ("customer_centred_hr_systems", N_("Customer-centred HR systems")),
)


VALUES = (
    ("equality_customer", N_("Equality and customer focus")),
    ("creativity", N_("Creativity for the customer")),
    ("expertise", N_("Growing in expertise")),
    ("teamwork", N_("Working together")),
    ("interaction", N_("Interaction that creates experiences")),
    ("sensitivity", N_("Regard for others and sensitivity")),
)


ANSWERS = (
    ("person", N_("a person")),
    ("nobody", N_("nobody")),
    ("several", N_("several")),
    ("partner", N_("a partner")),
    ("dont_know", N_("don't know")),
)


class Ballot(Record):
    """When a ballot was sealed and revealed. Number 1, or 2 for the second one."""

    table: ClassVar[Table] = Table(
        name="ballots", label=N_("Ballots"), singular=N_("ballot"), key="number", carried="never"
    )
    number: Annotated[str | None, Text(label=N_("Ballot"))] = None
    sealed_at: Annotated[datetime | None, Moment(label=N_("Sealed at"))] = None
    revealed_at: Annotated[datetime | None, Moment(label=N_("Revealed at"))] = None
    voters: Annotated[
        int | None,
        Number(
            label=N_("Who could answer"),
            help=N_("How many were there to answer when it was sealed."),
            whole=True,
            minimum=0,
            is_new=True,
        ),
    ] = None


class BallotLetter(Record):
    """A letter of the round's ballots and whom it stands for, fixed by a sheet or the first answer."""

    table: ClassVar[Table] = Table(
        name="letters", label=N_("Letters"), singular=N_("letter"), key="letter", carried="never"
    )
    letter: Annotated[str | None, Text(label=N_("Letter"))] = None
    person: Annotated[str | None, Reference(label=N_("Person"), to="people")] = None
    printed: Annotated[
        bool, YesNo(label=N_("Printed"), help=N_("Whether it is on the sheet that was printed last."))
    ] = False


class OwnershipBallot(Record):
    """A participant's blind answer about one touchpoint, until the seal reduces it to a tally."""

    table: ClassVar[Table] = Table(
        name="ownership_ballots",
        label=N_("Blind answers"),
        singular=N_("blind answer"),
        key="ballot,touchpoint,participant",
        carried="never",
    )
    ballot: Annotated[str | None, Text(label=N_("Ballot"))] = "1"
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    kind: Annotated[str | None, Choice(label=N_("Answer"), of=ANSWERS)] = None
    person: Annotated[str | None, Reference(label=N_("Person named"), to="people")] = None


class OwnershipTally(Record):
    """What stays of the blind answers about one touchpoint: counts, self-claims, and who answered."""

    table: ClassVar[Table] = Table(
        name="ownership_tallies",
        label=N_("Tallies"),
        singular=N_("tally"),
        key="ballot,touchpoint",
        carried="never",
    )
    ballot: Annotated[str | None, Text(label=N_("Ballot"))] = "1"
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    named: Annotated[tuple[str, ...], References(label=N_("Named, a name for each vote"), to="people")] = ()
    nobody: Annotated[int, Number(label=N_("Nobody"), whole=True, minimum=0)] = 0
    several: Annotated[int, Number(label=N_("Several"), whole=True, minimum=0)] = 0
    partner: Annotated[int, Number(label=N_("A partner"), whole=True, minimum=0)] = 0
    dont_know: Annotated[int, Number(label=N_("Don't know"), whole=True, minimum=0)] = 0
    self_claims: Annotated[tuple[str, ...], References(label=N_("Named themselves"), to="people")] = ()
    answered: Annotated[tuple[str, ...], References(label=N_("Answered"), to="people")] = ()


class FiguresAnswered(Record):
    """Who has given a kind of blind figures, stored in place of the names beside them.

    `figures` is the table of the figures; `about` is what they are about (a measure, a function, a
    statement), empty where that would tell the answer or there is only one question.
    """

    table: ClassVar[Table] = Table(
        name="figures_answered",
        label=N_("Figures answered"),
        singular=N_("list of who answered"),
        key="figures,about",
        carried="never",
    )
    figures: Annotated[str | None, Text(label=N_("Figures"))] = None
    about: Annotated[str | None, Text(label=N_("About"))] = None
    answered: Annotated[tuple[str, ...], References(label=N_("Answered"), to="people")] = ()


class OverallLevel(Record):
    """A blind answer: where we are on the whole, against what customers expect."""

    table: ClassVar[Table] = Table(
        name="overall_levels",
        label=N_("Overall level"),
        singular=N_("overall level"),
        key="participant",
        carried="never",
    )
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[int | None, Choice(label=N_("Level"), of=LEVELS)] = None


class FunctionScore(Record):
    """A blind 1–5 for one of the five functions around the customer."""

    table: ClassVar[Table] = Table(
        name="function_scores",
        label=N_("Five functions"),
        singular=N_("score of a function"),
        key="function,participant",
        carried="never",
    )
    function: Annotated[str | None, Choice(label=N_("Function"), of=FIVE_FUNCTIONS)] = None
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[
        int | None,
        Number(label=NC_("blind", "Score"), help=N_("1–5, blind."), whole=True, minimum=1, maximum=5),
    ] = None


class ValueScore(Record):
    """A blind 1–5 for one statement of the values check."""

    table: ClassVar[Table] = Table(
        name="value_scores",
        label=N_("Values check"),
        singular=N_("score of a value"),
        key="statement,participant",
        carried="never",
    )
    statement: Annotated[str | None, Choice(label=N_("Value"), of=VALUES)] = None
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[
        int | None,
        Number(label=NC_("blind", "Score"), help=N_("1–5, blind."), whole=True, minimum=1, maximum=5),
    ] = None


class ConfidenceScore(Record):
    """A blind 1–5: how sure are you that we will do this?"""

    table: ClassVar[Table] = Table(
        name="confidence_scores",
        label=N_("Confidence"),
        singular=N_("confidence"),
        key="participant",
        carried="never",
    )
    participant: Annotated[str | None, Reference(label=N_("Participant"), to="people")] = None
    value: Annotated[
        int | None,
        Number(
            label=N_("Confidence"),
            help=N_("1–5, blind: how sure are you that we will do this?"),
            whole=True,
            minimum=1,
            maximum=5,
        ),
    ] = None
