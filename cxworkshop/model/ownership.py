"""Who is accountable, with what mandate: ownerships, objections, lead for the whole, enablers, contacts."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.actions import FINISHED
from cxworkshop.model.ballots import FIVE_FUNCTIONS
from cxworkshop.model.functions import FUNCTIONS, NEW_FUNCTIONS, NOT_OFFERED
from cxworkshop.model.kinds import (
    Choice,
    Day,
    Money,
    Number,
    Reference,
    References,
    Text,
    YesNo,
)
from cxworkshop.model.record import Part, Record, Table

REWARDS = (
    ("none", N_("none")),
    ("recognition", N_("recognition")),
    ("bonus", N_("bonus")),
    ("both", N_("both")),
    ("planned", N_("planned")),
)


class Mandate(Part):
    """The power, the money and the time a responsibility needs."""

    decision_rights: Annotated[
        str, Text(label=N_("Decision rights"), help=N_("What may be decided tomorrow without asking anyone."))
    ] = ""
    budget_eur_per_year: Annotated[
        int | None,
        Money(label=N_("Budget per year"), help=N_("0 is an answer: no money. Empty is not.")),
    ] = None
    horizon_years: Annotated[
        float | None,
        Number(
            label=N_("Horizon"),
            help=N_("For how long: two to three years. A quarter is not a mandate."),
            unit=N_("years"),
            singular=N_("year"),
            minimum=0,
            carried="asked",
        ),
    ] = None


class LeadMandate(Mandate):
    """The mandate of the person accountable for the whole."""

    cross_function_authority: Annotated[
        bool,
        YesNo(
            label=N_("Authority across functions"),
            help=N_("May change how every function works, seen through the customer."),
        ),
    ] = False


class Reward(Part):
    """How the responsibility shows in reward and recognition. No sums are recorded."""

    type: Annotated[
        str | None,
        Choice(
            label=N_("Reward"), help=N_("Planned does not count as linked until it is settled."), of=REWARDS
        ),
    ] = None
    measures: Annotated[
        tuple[str, ...],
        References(
            label=N_("Reward follows"), help=N_("The measures that recognition is tied to."), to="measures"
        ),
    ] = ()
    proposer: Annotated[str | None, Reference(label=N_("Reward proposed by"), to="people")] = None
    propose_by: Annotated[date | None, Day(label=N_("Proposal by"))] = None


class PartnerChecks(Part):
    """What makes responsibility possible where a partner does the work."""

    goal_shared: Annotated[
        bool, YesNo(label=N_("Shared goal"), help=N_("The partner has the same goal."))
    ] = False
    measure_visible_to_both: Annotated[bool, YesNo(label=N_("A figure both can see"))] = False
    joint_review_on: Annotated[
        date | None, Day(label=N_("Joint review"), help=N_("When you next look at it together."))
    ] = None
    briefed_on_promise: Annotated[
        bool, YesNo(label=N_("Briefing on the promise"), help=N_("Their people know what you promise."))
    ] = False
    on_failure: Annotated[
        str,
        Text(
            label=N_("If the partner fails"),
            help=N_("What the customer is told and offered, and by whom."),
            is_new=True,
        ),
    ] = ""


class FrontlineAuthority(Part):
    """What the person facing the customer may settle alone."""

    text: Annotated[
        str,
        Text(
            label=N_("Frontline may decide"), help=N_("What the person facing the customer may settle alone.")
        ),
    ] = ""
    limit_eur: Annotated[int | None, Money(label=N_("Up to"), help=N_("The limit in euros."))] = None


class Ownership(Record):
    """Who is accountable for a touchpoint: on paper, and from today."""

    table: ClassVar[Table] = Table(
        name="ownerships",
        label=N_("Responsibility"),
        singular=N_("responsibility"),
        key="touchpoint",
        carried="asked",
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    formal_owner: Annotated[
        str | None,
        Reference(
            label=N_("On paper"),
            help=N_("Whom the organisation chart or a job description names."),
            to="people",
        ),
    ] = None
    accountable: Annotated[
        str | None,
        Reference(
            label=N_("From today"),
            help=N_(
                "One person from your own organisation. A team cannot answer for it, and "
                "neither can a partner."
            ),
            to="people",
        ),
    ] = None
    responsible_team: Annotated[
        str, Text(label=N_("Team"), help=N_("Who does the work; may be a partner."))
    ] = ""
    function: Annotated[
        str | None,
        Choice(
            label=N_("Function"),
            of=FUNCTIONS,
            not_offered=NOT_OFFERED,
            newer=NEW_FUNCTIONS,
            derived=True,
        ),
    ] = None
    accepted_on: Annotated[
        date | None,
        Day(
            label=N_("Said yes on"),
            help=N_("The day the person accepted, aloud: yes for today."),
            carried="emptied",
            is_a_yes=True,
        ),
    ] = None
    resolve_by: Annotated[
        date | None, Day(label=N_("Resolve by"), help=N_("When it is settled, if it is not yet."))
    ] = None
    mandate: Mandate = Mandate()
    reward: Reward = Reward()
    frontline_authority: FrontlineAuthority = FrontlineAuthority()
    partner_checks: PartnerChecks = PartnerChecks()


class Objection(Record):
    """Somebody's objection to who is accountable."""

    table: ClassVar[Table] = Table(
        name="objections", label=N_("Objections"), singular=N_("objection"), names="text", prefix="ob"
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    by: Annotated[str | None, Reference(label=N_("Raised by"), to="people")] = None
    text: Annotated[str, Text(label=N_("Objection"), help=N_("In the person's own words."))] = ""
    status: Annotated[
        str | None,
        Choice(label=N_("Status"), of=(("open", N_("open")), ("settled", N_("settled"))), carried="emptied"),
    ] = "open"
    settled_on: Annotated[date | None, Day(label=N_("Settled on"), carried="emptied")] = None

    @property
    def is_open(self) -> bool:
        """Whether it still stands. An empty status counts as open."""
        return self.status in (None, "open")


class Remit(Part):
    """What the person accountable for the whole answers for."""

    coordination: Annotated[bool, YesNo(label=N_("Coordination"), help=N_("Across the organisation."))] = (
        False
    )
    touchpoint_management: Annotated[bool, YesNo(label=N_("Management in touchpoints and functions"))] = False
    competence_development: Annotated[bool, YesNo(label=N_("Building competence through training"))] = False


class CxLead(Record):
    """The person accountable for the customer experience as a whole."""

    table: ClassVar[Table] = Table(
        name="cx_lead",
        label=N_("Accountable for the whole"),
        singular=N_("person accountable for the whole"),
        single=True,
        carried="asked",
    )
    accountable: Annotated[
        str | None, Reference(label=N_("Accountable for the whole"), help=N_("One person."), to="people")
    ] = None
    title: Annotated[str, Text(label=N_("Title"))] = ""
    accepted_on: Annotated[date | None, Day(label=N_("Said yes on"), carried="emptied", is_a_yes=True)] = None
    resolve_by: Annotated[
        date | None,
        Day(label=N_("Decided by (date)"), help=N_("When it is decided, if nobody is named yet.")),
    ] = None
    decider: Annotated[str | None, Reference(label=N_("Who decides"), to="people")] = None
    sponsor: Annotated[
        str | None,
        Reference(
            label=N_("Sponsor"), help=N_("A member of the leadership team, not the same person."), to="people"
        ),
    ] = None
    model: Annotated[
        str | None,
        Choice(
            label=N_("Model"),
            help=N_("Is it led from one unit, from the functions, or from both?"),
            of=(
                ("centralised", N_("centralised")),
                ("distributed", N_("distributed")),
                ("hybrid", N_("hybrid")),
            ),
        ),
    ] = None
    mandate: LeadMandate = LeadMandate()
    remit: Remit = Remit()
    reward: Reward = Reward()
    external_help: Annotated[
        str, Text(label=N_("Outside help"), help=N_("What is bought in. It can never be wholly outsourced."))
    ] = ""


class Enabler(Record):
    """What makes it possible: recruiting, training, rewarding, leaders' presence …"""

    table: ClassVar[Table] = Table(
        name="enablers", label=N_("Enablers"), singular=N_("enabler"), names="text", prefix="en"
    )
    kind: Annotated[
        str | None,
        Choice(
            label=N_("Kind"),
            of=(
                ("recruitment", N_("recruitment")),
                ("training", N_("training")),
                ("measuring", N_("measuring")),
                ("rewarding", N_("rewarding")),
                ("recognition", N_("recognition")),
                ("leadership_presence", N_("leaders' presence")),
                ("operations", N_("operations")),
                ("hr_system", N_("HR system")),
            ),
        ),
    ] = None
    text: Annotated[
        str,
        Text(
            label=N_("Enabler"),
            help=N_("What will be done: recruit for the will to serve, then train the skill."),
        ),
    ] = ""
    function: Annotated[str | None, Choice(label=N_("Strengthens"), of=FIVE_FUNCTIONS)] = None
    goals: Annotated[
        tuple[str, ...],
        References(label=N_("Goals"), help=N_("Which goals it makes possible."), to="goals", is_new=True),
    ] = ()
    owner: Annotated[str | None, Reference(label=N_("Owner"), to="people")] = None
    due_on: Annotated[date | None, Day(label=N_("Due"))] = None
    status: Annotated[
        str | None,
        Choice(
            label=N_("Status"),
            of=(
                ("open", N_("open")),
                ("partly", N_("partly")),
                ("done", N_("done")),
                ("dropped", N_("dropped")),
            ),
            carried="asked",
        ),
    ] = "open"
    note: Annotated[
        str,
        Text(
            label=N_("Note"),
            help=N_("What whoever does it writes back: how it goes, what it waits for."),
            is_new=True,
        ),
    ] = ""
    done_on: Annotated[date | None, Day(label=N_("Done on"), is_new=True)] = None
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits to be done: neither done nor dropped. An empty status counts as open."""
        return self.status not in FINISHED


class LeaderContact(Record):
    """When a leader last met a customer, and when next."""

    table: ClassVar[Table] = Table(
        name="leader_contacts",
        label=N_("Customer contacts"),
        singular=N_("customer contact"),
        key="person",
        carried="asked",
    )
    person: Annotated[str | None, Reference(label=N_("Leader"), to="people")] = None
    last: Annotated[
        date | None,
        Day(label=N_("Last contact"), help=N_("When this leader last served or listened to a customer.")),
    ] = None
    next: Annotated[
        date | None, Day(label=N_("Next contact"), help=N_("When this leader meets a customer next."))
    ] = None
