"""The whole record of a workshop: identities that live across rounds, and the rounds themselves."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar

from cxworkshop.language import N_, _
from cxworkshop.model.actions import Action, Commitment, Decision, Note, Parking
from cxworkshop.model.ballots import (
    WHOLE,
    Ballot,
    BallotLetter,
    ConfidenceScore,
    FiguresAnswered,
    FunctionScore,
    OverallLevel,
    OwnershipBallot,
    OwnershipTally,
    ValueScore,
)
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.choices import Allocation, ChoiceMade, CustomerBalance, Investment
from cxworkshop.model.climb import FailureMet, GateOverride, Mood, StepState, TimeLog
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal, GoalMissing, Practice
from cxworkshop.model.imports import Import, MonthFigure, Rejects
from cxworkshop.model.kinds import Choice, Day, Number, Reference, References, Text
from cxworkshop.model.measures import Guess, Measure, Observation
from cxworkshop.model.organisation import Organisation, Partner, Person, Stage, Touchpoint, Workshop
from cxworkshop.model.ownership import CxLead, Enabler, LeaderContact, Objection, Ownership
from cxworkshop.model.people_names import full_names, short_names
from cxworkshop.model.raw import read
from cxworkshop.model.record import Part, Record, Table, declared
from cxworkshop.model.redefinition import ExpectationSignal, Innovation, Review, Trigger
from cxworkshop.model.set_aside import SetAside
from cxworkshop.model.touchpoint_states import Dot, Factor, TouchpointState
from cxworkshop.model.unread import Unread
from cxworkshop.model.vision import Definition, ExperienceGoal, Landing, Vision

AGENDAS = (
    ("half_day", N_("half a day (3 h)")),
    ("full_day", N_("a full day (7 h)")),
    ("ninety_minutes", N_("90 minutes")),
    ("revisit_half_day", N_("revisit, half a day")),
    ("check_30_days", N_("check after 30 days")),
    ("check_90_days", N_("check after 90 days")),
)


class RoundFacts(Record):
    """A round's own facts: one climb of the staircase, from its start to the next review."""

    table: ClassVar[Table] = Table(
        name="rounds",
        label=N_("Rounds"),
        singular=N_("round"),
        owner="session",
        key="number",
        names="label",
        carried="history",
    )
    number: Annotated[int, Number(label=N_("Round"), whole=True, minimum=1, carried="identity")] = 1
    label: Annotated[str, Text(label=N_("Name of the round"), help=N_("Such as Spring 2026."))] = ""
    agenda: Annotated[
        str | None, Choice(label=N_("Agenda"), help=N_("How much time there is."), of=AGENDAS)
    ] = None
    started_on: Annotated[date | None, Day(label=N_("Day of the workshop"))] = None
    closed_on: Annotated[date | None, Day(label=N_("Closed on"))] = None
    participants: Annotated[
        tuple[str, ...], References(label=N_("Participants"), help=N_("Who is in the room."), to="people")
    ] = ()
    voice_of_customer: Annotated[
        str | None,
        Reference(
            label=N_("Voice of the customer"),
            help=N_("May stop any discussion with one question: what does the customer say?"),
            to="people",
        ),
    ] = None
    decider: Annotated[
        str | None, Reference(label=N_("Decider"), help=N_("Who decides when the room cannot."), to="people")
    ] = None
    next_review_on: Annotated[
        date | None,
        Day(label=N_("Next climb on"), help=N_("Within a year, preferably within six months: +6m.")),
    ] = None
    convener: Annotated[
        str | None, Reference(label=N_("Convener"), help=N_("Who calls everyone together."), to="people")
    ] = None
    exceeded_measure: Annotated[
        str | None,
        Reference(
            label=N_("Measure of belief"),
            help=N_("Beside which the leaders' belief stood when the round was closed."),
            to="measures",
            is_new=True,
        ),
    ] = None


class Round(RoundFacts):
    """A round with everything that was judged, decided and measured in it."""

    landing: Landing = Landing(id="landing")
    definitions: tuple[Definition, ...] = ()
    vision: Vision = Vision(id="vision")
    experience_goals: tuple[ExperienceGoal, ...] = ()
    touchpoint_states: tuple[TouchpointState, ...] = ()
    dots: tuple[Dot, ...] = ()
    factors: tuple[Factor, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    goals: tuple[Goal, ...] = ()
    goals_missing: tuple[GoalMissing, ...] = ()
    practices: tuple[Practice, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    letters: tuple[BallotLetter, ...] = ()
    ownership_ballots: tuple[OwnershipBallot, ...] = ()
    ownership_tallies: tuple[OwnershipTally, ...] = ()
    guesses: tuple[Guess, ...] = ()
    overall_levels: tuple[OverallLevel, ...] = ()
    function_scores: tuple[FunctionScore, ...] = ()
    value_scores: tuple[ValueScore, ...] = ()
    figures_answered: tuple[FiguresAnswered, ...] = ()
    ownerships: tuple[Ownership, ...] = ()
    objections: tuple[Objection, ...] = ()
    cx_lead: CxLead = CxLead(id="cx_lead")
    enablers: tuple[Enabler, ...] = ()
    leader_contacts: tuple[LeaderContact, ...] = ()
    choices: tuple[ChoiceMade, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    investments: tuple[Investment, ...] = ()
    customer_balance: CustomerBalance = CustomerBalance(id="customer_balance")
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    parking: tuple[Parking, ...] = ()
    imports: tuple[Import, ...] = ()
    rejects: tuple[Rejects, ...] = ()
    observations: tuple[Observation, ...] = ()
    months: tuple[MonthFigure, ...] = ()
    reviews: tuple[Review, ...] = ()
    expectation_signals: tuple[ExpectationSignal, ...] = ()
    innovations: tuple[Innovation, ...] = ()
    redefinition_triggers: tuple[Trigger, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    confidence_scores: tuple[ConfidenceScore, ...] = ()
    notes: tuple[Note, ...] = ()
    gate_overrides: tuple[GateOverride, ...] = ()
    steps: tuple[StepState, ...] = ()
    time_log: tuple[TimeLog, ...] = ()
    failures_met: tuple[FailureMet, ...] = ()
    moods: tuple[Mood, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    checkin_lines: tuple[CheckInLine, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


class Session(Part):
    """One organisation's workshop. The last round is the one in view; the others are history."""

    workshop: Workshop = Workshop(id="workshop")
    organisation: Organisation = Organisation(id="organisation")
    people: tuple[Person, ...] = ()
    partners: tuple[Partner, ...] = ()
    stages: tuple[Stage, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    measures: tuple[Measure, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    rounds: tuple[Round, ...] = (Round(id="1"),)

    def __repr__(self) -> str:
        return f"Session({self.organisation.name!r}, round {self.round.number})"

    @property
    def round(self) -> Round:
        """The round in view: the last one."""
        return self.rounds[-1]

    def as_of(self, number: int) -> "Session":
        """The session without the rounds after `number`. Raises KeyError when there is no such round."""
        for i, round_ in enumerate(self.rounds):
            if round_.number == number:
                return (
                    self
                    if i == len(self.rounds) - 1
                    else self.model_copy(update={"rounds": self.rounds[: i + 1]})
                )
        raise KeyError(number)

    def judged_on(self, today: date) -> date:
        """The day the round in view is judged on: a closed round as on its start, an open one today (method I
        20)."""
        return (self.round.started_on or today) if self.round.is_closed else today

    def holder(self, table: str, number: int | None = None) -> "Session | Round":
        """What has the table as a field: the session, or a round (`number` None: the one in view)."""
        if TABLES[table].table.owner == "session":
            return self
        if number is None:
            return self.round
        return next(round_ for round_ in self.rounds if round_.number == number)

    def records(self, table: str, number: int | None = None) -> tuple[Record, ...]:
        """All rows of a table in order; a single row as a tuple of one."""
        rows = getattr(self.holder(table, number), table)
        return rows if isinstance(rows, tuple) else (rows,)

    def find(self, table: str, row: str, number: int | None = None) -> Record | None:
        """The row with that id, in a round or in the one in view."""
        return index(self.records(table, number)).get(row)

    def name_of(self, table: str, row: str) -> str:
        """The name of a row, in the newest round that has it; never its id. People of one name are told
        apart."""
        if row == WHOLE:
            return _("The experience as a whole")
        if not row:
            return ""
        if table == "people" and (name := full_names(self.people).get(row)):
            return name
        if TABLES[table].table.owner == "session":
            record = self.find(table, row)
        else:
            record = next(
                (r for round_ in reversed(self.rounds) if (r := self.find(table, row, round_.number))), None
            )
        thing = _(TABLES[table].table.singular)
        return record.name_shown if record else _("unknown {thing}").format(thing=thing)

    def short_name_of(self, person: str) -> str:
        """The name of a person for a narrow cell."""
        return short_names(self.people).get(person) or self.name_of("people", person)

    def tables(self) -> Iterator[tuple[str, int | None, tuple[Record, ...]]]:
        """Every table with its rows, a round's tables once for each round with its number: the file's
        order."""
        for name, record in TABLES.items():
            if record.table.owner == "session":
                yield name, None, self.records(name)
                continue
            for round_ in self.rounds:
                rows = getattr(round_, name)
                yield name, round_.number, rows if isinstance(rows, tuple) else (rows,)


def _tables() -> dict[str, type[Record]]:
    own = (Workshop, Organisation, Person, Partner, Stage, Touchpoint, Measure, SetAside, RoundFacts)
    tables: dict[str, type[Record]] = {record.table.name: record for record in own}
    tables |= {
        key: field.member or field.holds for key, field in declared(Round).items() if field.kind is None
    }
    return tables


TABLES: dict[str, type[Record]] = _tables()
"""Every table of the file by its name, in the file's order."""

_indexes: dict[int, tuple[tuple[Record, ...], dict[str, Record]]] = {}


def index(records: tuple[Record, ...]) -> dict[str, Record]:
    """The rows by id. Cached for each tuple: a screen asks for every cell."""
    cached = _indexes.get(id(records))
    if cached is not None and cached[0] is records:
        return cached[1]
    if len(_indexes) > 200:
        _indexes.clear()
    rows = {record.id: record for record in records}
    _indexes[id(records)] = (records, rows)
    return rows


@lru_cache(maxsize=4096)
def unwritten(table: str, row: str) -> Record:
    """A row of defaults, for one of a keyed table that is not written yet."""
    record = TABLES[table]
    parts = row.split(":") if len(record.table.keys) > 1 else [row]
    keys = dict(zip(record.table.keys, parts, strict=False))
    return read(record, {"id": row, **keys})[0]
