"""How a touchpoint stands in a round: its role, its level and how far it is known, the dots it was given."""

from typing import Annotated, ClassVar

from cxworkshop.language import N_, NC_
from cxworkshop.model.kinds import LEVELS, Choice, Number, Reference, References, Text, YesNo
from cxworkshop.model.record import Record, Table

BASES_ALSO = (
    ("fact", NC_("basis", "customer")),
    ("fact", NC_("basis", "data")),
    ("fact", NC_("basis", "facts")),
    ("assumption", NC_("basis", "gut feeling")),
    ("assumption", NC_("basis", "us")),
)
"""What people say for a basis when they are asked where a level is known from."""
BASES = (("fact", N_("● fact")), ("assumption", N_("○ assumption")), ("unknown", N_("? unknown")))


ROLES = (("hygiene", N_("hygiene")), ("differentiator", N_("differentiator")), ("undecided", N_("undecided")))


TRENDS = (("up", N_("up")), ("flat", N_("flat")), ("down", N_("down")), ("unknown", N_("unknown")))


class Dot(Record):
    """A person's blind dots on a touchpoint: what to take up first."""

    table: ClassVar[Table] = Table(
        name="dots", label=N_("Dots"), singular=N_("dot"), key="touchpoint,participant", carried="never"
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


class Factor(Record):
    """What customers choose by, or take for granted, that is no touchpoint: certainty, one named contact."""

    table: ClassVar[Table] = Table(
        name="factors", label=N_("Factors"), singular=N_("factor"), names="text", prefix="fc"
    )
    text: Annotated[
        str,
        Text(
            label=N_("Factor"),
            help=N_(
                "What customers notice everywhere and at no single touchpoint: certainty, one named contact."
            ),
        ),
    ] = ""
    role: Annotated[
        str | None,
        Choice(
            label=N_("Role"),
            help=N_("Must it simply work, or do you want to be known for it?"),
            of=ROLES,
        ),
    ] = "undecided"
    state: Annotated[
        str,
        Text(
            label=N_("State, in customers' words"),
            help=N_("What customers say of it today, as they said it."),
            carried="emptied",
        ),
    ] = ""


class TouchpointState(Record):
    """How a touchpoint stands in this round."""

    table: ClassVar[Table] = Table(
        name="touchpoint_states",
        label=N_("Levels and roles"),
        singular=N_("state of a touchpoint"),
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
            also=BASES_ALSO,
            carried="emptied",
        ),
    ] = None
    basis_reason: Annotated[
        str,
        Text(
            label=N_("Fact all the same"),
            help=N_("Why it is called a fact without evidence; printed, and still counts as gut feeling."),
            is_new=True,
            carried="emptied",
        ),
    ] = ""
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
    process_level: Annotated[
        int | None,
        Choice(
            label=N_("Level of the process"),
            help=N_("How the internal process behind it serves what customers expect."),
            of=LEVELS,
            carried="emptied",
            is_new=True,
        ),
    ] = None
    process_owner: Annotated[
        str | None,
        Reference(
            label=N_("Owner of the process"),
            help=N_("Who changes it; may be another person than the one accountable for the touchpoint."),
            to="people",
            is_new=True,
        ),
    ] = None
