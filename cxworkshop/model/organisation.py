"""Who the workshop is about: the organisation, its people, partners, and the journey's stages and
touchpoints."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.functions import FUNCTIONS, NEW_FUNCTIONS, NOT_OFFERED
from cxworkshop.model.kinds import Choice, Choices, Day, LongText, Number, Reference, Text, YesNo
from cxworkshop.model.record import Record, Table

CHANNELS = (
    ("store", N_("store")),
    ("website", N_("website")),
    ("web_shop", N_("web shop")),
    ("app", N_("app")),
    ("phone_chat", N_("phone or chat")),
    ("email", N_("e-mail")),
    ("message", N_("text message")),
    ("social_media", N_("social media")),
    ("reviews", N_("reviews")),
    ("meeting", N_("meeting")),
    ("home_visit", N_("visit at the customer's")),
    ("self_service", N_("self-service")),
    ("letter_invoice", N_("letter or invoice")),
    ("product", N_("product")),
    ("event", N_("event")),
    ("other", N_("other")),
)
ELEMENTS = (
    ("marketing", N_("marketing")),
    ("brand", N_("brand")),
    ("encounter", N_("encounter")),
    ("delivery", N_("delivery")),
    ("product", N_("product")),
    ("user_experience", N_("user experience")),
    ("other", N_("other")),
)
DELIVERED_BY = (
    ("own", N_("own")),
    ("partner", N_("partner")),
    ("shared", N_("shared")),
    ("uncontrolled", N_("uncontrolled")),
)
_OURSELVES = tuple(("own", word) for word in ("us", "we", "ours", "me", "meidän", "itse", "oma"))
"""What people type of what they deliver themselves, in either language."""
SECTORS = (("private", N_("private")), ("public", N_("public")), ("third_sector", N_("third sector")))


class Workshop(Record):
    """The session's own facts."""

    table: ClassVar[Table] = Table(
        name="workshop",
        label=N_("Workshop"),
        singular=N_("workshop"),
        owner="session",
        single=True,
        names="title",
        carried="identity",
    )
    title: Annotated[
        str, Text(label=N_("Workshop"), help=N_("What you call this workshop; it also names the file."))
    ] = ""
    language: Annotated[
        str | None,
        Choice(
            label=N_("Language of the record"),
            help=N_("What the workshop is written in: hints on wording and the language of its documents."),
            of=(("en", N_("English")), ("fi", N_("Finnish"))),
        ),
    ] = None
    facilitator: Annotated[str, Text(label=N_("Facilitator"), help=N_("Who leads the workshop."))] = ""
    created_on: Annotated[date | None, Day(label=N_("Created on"))] = None


class Organisation(Record):
    """The organisation whose customers' experience is led."""

    table: ClassVar[Table] = Table(
        name="organisation",
        label=N_("Organisation"),
        singular=N_("organisation"),
        owner="session",
        single=True,
        names="name",
        carried="identity",
    )
    name: Annotated[str, Text(label=N_("Organisation"), help=N_("As its customers know it."))] = ""
    sector: Annotated[
        str | None,
        Choice(
            label=N_("Sector"),
            help=N_("Whose words are used: a company's, a public organisation's, an association's."),
            of=SECTORS,
        ),
    ] = "private"
    industry: Annotated[str, Text(label=N_("Industry"), help=N_("What it does, in a line."))] = ""
    employees: Annotated[int | None, Number(label=N_("Employees"), whole=True, minimum=0)] = None
    active_customers: Annotated[
        int | None,
        Number(
            label=N_("Active customers"),
            help=N_("With few customers the margins of error are smaller."),
            whole=True,
            minimum=0,
        ),
    ] = None
    customer_profile: Annotated[
        str,
        LongText(
            label=N_("Customer profile"),
            help=N_("Age, home, habits: what a typical customer is like. Shown when hands are counted."),
        ),
    ] = ""


class Person(Record):
    """Somebody who takes part, or whom the record names."""

    table: ClassVar[Table] = Table(
        name="people",
        label=N_("People"),
        singular=N_("person"),
        owner="session",
        names="name",
        prefix="p",
        carried="identity",
    )
    name: Annotated[str, Text(label=N_("Name"), help=N_("First and last name, once each."))] = ""
    role: Annotated[str, Text(label=N_("Role"), help=N_("The title people use."))] = ""
    function: Annotated[
        str | None,
        Choice(
            label=N_("Function"),
            help=N_("The part of the organisation this person speaks for."),
            of=FUNCTIONS,
            not_offered=NOT_OFFERED,
            newer=NEW_FUNCTIONS,
        ),
    ] = None
    own: Annotated[
        bool,
        YesNo(
            label=N_("Own"),
            help=N_("Works for this organisation or sits on its board. Others are never accountable."),
        ),
    ] = True
    leadership_team: Annotated[
        bool,
        YesNo(
            label=N_("Leadership"),
            help=N_("Belongs to the leadership team: promises and customer contacts are asked of each."),
        ),
    ] = False
    board_member: Annotated[
        bool,
        YesNo(
            label=N_("Board member"),
            help=N_("Sits on the board: leads no part of the organisation, speaks after the staff."),
            is_new=True,
        ),
    ] = False
    customer_facing: Annotated[
        bool,
        YesNo(label=N_("Meets customers"), help=N_("Meets customers in the daily work: speaks first.")),
    ] = False
    seniority_rank: Annotated[
        int | None,
        Number(
            label=N_("Rank"),
            help=N_("1 leads the organisation and speaks last of the staff; several may have the same."),
            whole=True,
            minimum=1,
            turns=4,
        ),
    ] = None
    joined_round: Annotated[int | None, Number(label=N_("Joined in round"), whole=True, minimum=1)] = None
    left_on: Annotated[
        date | None,
        Day(label=N_("Left on"), help=N_("From that day this person's responsibilities are vacant.")),
    ] = None

    def has_left(self, on: date) -> bool:
        return self.left_on is not None and self.left_on <= on

    @property
    def is_chief(self) -> bool:
        """Whether this person leads the organisation."""
        return self.seniority_rank == 1 and not self.board_member


class Partner(Record):
    """An organisation in whose hands a part of the experience is."""

    table: ClassVar[Table] = Table(
        name="partners",
        label=N_("Partners"),
        singular=N_("partner"),
        owner="session",
        names="name",
        prefix="k",
        carried="identity",
    )
    name: Annotated[str, Text(label=N_("Partner"))] = ""
    delivers: Annotated[str, Text(label=N_("Delivers"), help=N_("What the customer receives from them."))] = (
        ""
    )
    influences: Annotated[
        tuple[str, ...],
        Choices(
            label=N_("Influences"),
            help=N_("The parts of the experience this partner shapes, parted by commas."),
            of=ELEMENTS[:-1],
        ),
    ] = ()
    cx_terms_in_contract: Annotated[
        bool,
        YesNo(label=N_("Experience in contract"), help=N_("It says what the customer should experience.")),
    ] = False
    contract_review_on: Annotated[
        date | None,
        Day(label=N_("Contract review"), help=N_("When the contract is next open to change.")),
    ] = None
    contact: Annotated[str, Text(label=N_("Contact"), help=N_("Whom to call."))] = ""
    retired_round: Annotated[
        int | None,
        Number(
            label=N_("Retired in round"),
            help=N_("Kept in the history, asked no more."),
            whole=True,
            minimum=1,
        ),
    ] = None

    def has_left(self, on: date) -> bool:
        return self.retired_round is not None


class Stage(Record):
    """A stage of the customer journey."""

    table: ClassVar[Table] = Table(
        name="stages",
        label=N_("Stages of the journey"),
        singular=N_("stage"),
        owner="session",
        names="label",
        prefix="st",
        carried="identity",
    )
    label: Annotated[
        str, Text(label=N_("Stage"), help=N_("Three to nine stages, in the order the customer meets them."))
    ] = ""
    decision_point: Annotated[
        bool,
        YesNo(
            label=N_("Decision point"),
            help=N_("Here the customer decides to buy, apply or join. The map must reach past it."),
        ),
    ] = False
    retired_round: Annotated[
        int | None,
        Number(
            label=N_("Retired in round"),
            help=N_("Kept in the history, asked no more."),
            whole=True,
            minimum=1,
        ),
    ] = None

    def has_left(self, on: date) -> bool:
        return self.retired_round is not None


class Touchpoint(Record):
    """A place where the customer meets the organisation, its product or its partner; lives across rounds."""

    table: ClassVar[Table] = Table(
        name="touchpoints",
        label=N_("Touchpoints"),
        singular=N_("touchpoint"),
        owner="session",
        names="name",
        prefix="tp",
        carried="identity",
    )
    name: Annotated[
        str,
        Text(
            label=N_("Touchpoint"),
            help=N_("In the customer's words: what the customer does or meets."),
            length=60,
        ),
    ] = ""
    stage: Annotated[
        str | None, Reference(label=N_("Stage"), help=N_("Where on the journey it is met."), to="stages")
    ] = None
    channel: Annotated[str | None, Choice(label=N_("Channel"), of=CHANNELS)] = None
    element: Annotated[
        str | None,
        Choice(
            label=N_("Element"),
            help=N_("Which part of the experience it is: marketing, brand, encounter …"),
            of=ELEMENTS,
        ),
    ] = None
    delivered_by: Annotated[
        str | None,
        Choice(
            label=N_("Delivered by"),
            help=N_("Who does it in practice. Accountability stays with you."),
            of=DELIVERED_BY,
            also=_OURSELVES,
        ),
    ] = None
    partner: Annotated[
        str | None,
        Reference(
            label=N_("Partner"),
            help=N_("Which partner, when a partner delivers it or shares it."),
            to="partners",
        ),
    ] = None
    last_metre: Annotated[
        bool | None,
        YesNo(
            label=N_("Last metre"),
            help=N_("The last metre to the customer, in somebody else's hands."),
            derived=True,
        ),
    ] = None
    process: Annotated[
        str, Text(label=N_("Process behind"), help=N_("The internal process that produces it."))
    ] = ""
    added_round: Annotated[int | None, Number(label=N_("Added in round"), whole=True, minimum=1)] = None
    retired_round: Annotated[
        int | None,
        Number(
            label=N_("Retired in round"),
            help=N_("Kept in the history, asked no more."),
            whole=True,
            minimum=1,
        ),
    ] = None

    def has_left(self, on: date) -> bool:
        return self.retired_round is not None
