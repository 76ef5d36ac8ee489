"""The lists of the landing: who is here, what each wrote before anyone spoke, and what this workshop is."""

from __future__ import annotations

from cxworkshop.editing.changes import Change, set_value
from cxworkshop.editing.day import own_agenda
from cxworkshop.language import N_, NC_, Words, _, rounded, say
from cxworkshop.method import day
from cxworkshop.method.guessing import CHOOSE, not_blind
from cxworkshop.method.perceptions import guessed_measures
from cxworkshop.method.privacy import is_nameless
from cxworkshop.method.roles import proposed
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, field_of, record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, form
from cxworkshop.sheets.steps.cells import PERSON, participants


def people(session: Session) -> list[Row]:
    """Rows of all people, each with whether they take part."""
    round_id = session.round.id
    return [
        {"people": Place("people", p.id), "present": Place("rounds", round_id, f"participants[{p.id}]")}
        for p in session.people
    ]


def title_note(reading: Reading, row: Row) -> Words:
    """What stands as the title of a person proposes it."""
    person = record_at(reading.session, row["people"])
    if not isinstance(person, Person):
        return ""
    said = []
    for field, value in proposed(person.role, reading.session.organisation.sector).items():
        if value and getattr(person, field) == value:
            kind = field_of("people", field).kind
            label, shown = _(kind.label).lower(), kind.show(value, reading)
            said.append(shown if field == "function" else label if value is True else f"{label} {shown}")
    return say("From the title: {said}. The space bar changes it.", said=" · ".join(said)) if said else ""


def somebody_left(session: Session) -> bool:
    """Whether anybody has left, so that the day is shown."""
    return any(person.left_on for person in session.people)


def mark_participant(session: Session, row: str) -> list[Change]:
    """The change that makes an added person a participant."""
    return [set_value(Place("rounds", session.round.id, f"participants[{row}]"), True)]


def slips(session: Session) -> list[Row]:
    """A row for each participant: the overall level, the guesses, the last customer contact. What is stored
    without names is left out."""
    guessed = () if is_nameless(session, "guesses") else guessed_measures(session)
    rows: list[Row] = []
    for person in participants(session):
        row = {"person": Place("people", person), "leader_contacts": Place("leader_contacts", person)}
        if not is_nameless(session, "overall_levels"):
            row["overall_levels"] = Place("overall_levels", person)
        row.update(
            {f"guess{i}": Place("guesses", f"{m.id}:{person}", "value") for i, m in enumerate(guessed, 1)}
        )
        rows.append(row)
    return rows


def guess_columns(session: Session) -> list[Column]:
    """A column for each measure that is guessed."""
    return [
        Column(f"guess{i}", say("Guess: {measure}", measure=measure.name_shown), width=15, importance=7)
        for i, measure in enumerate(guessed_measures(session), 1)
    ]


def slip_note(reading: Reading, row: Row) -> Words:
    """The measures that are guessed, and of which the room has seen the figure by now."""
    session = reading.session
    if is_nameless(session, "guesses"):
        return say("The answers are kept without names; nothing can be added to them.")
    measures = guessed_measures(session)
    if not measures:
        return CHOOSE
    names = " · ".join(measure.name_shown for measure in measures)
    told = say("Guessed: {measures}.", measures=names)
    seen = not_blind(session)
    return f"{seen} {told}" if seen else told


def activity_time(reading: Reading, row: Row) -> Cell:
    """Whether an activity is done, and the whole minutes it has taken."""
    session = reading.session
    item = session.find("agenda_items", row["agenda_items"].id)
    if not isinstance(item, AgendaItem):
        return Cell()
    is_done = day.is_done(session, item, reading.on)
    used = str(say("{n} min", n=int(rounded(item.used_s / 60)))) if item.used_s else ""
    here = day.current(session)
    if here is not None and here.id == item.id:
        return Cell(f"▶ {used}".rstrip(), "accent")
    return Cell(f"{'✓' if is_done else ''} {used}".strip(), "good" if is_done else "muted")


def activity_words(reading: Reading, row: Row) -> Words:
    """What is said to begin an activity."""
    item = reading.session.find("agenda_items", row["agenda_items"].id)
    return day.say_of(reading.session, item) if isinstance(item, AgendaItem) else ""


PEOPLE = SheetPlan(
    "people",
    N_("Participants"),
    (
        Column("people.name", width=16, weight=3, importance=10),
        Column("people.role", width=12, weight=3, importance=8),
        Column("people.function", width=12, weight=1, importance=8),
        Column("present", N_("Here"), width=4, importance=9),
        Column("people.left_on", width=11, importance=7, when=somebody_left),
        Column("people.leadership_team", NC_("column", "Leader"), width=6, importance=7),
        Column("people.customer_facing", N_("Meets cust."), width=11, importance=6),
        Column("people.seniority_rank", N_("Rank"), width=4, importance=3),
        Column("people.own", NC_("column", "Own"), width=4, importance=2),
        Column("people.board_member", NC_("column", "Board"), width=9, importance=1),
    ),
    table="people",
    rows=people,
    start=lambda session, on: {"joined_round": session.round.number},
    then=mark_participant,
    note=title_note,
    is_people=True,
    empty=N_(
        "Nobody yet. Who is in the room? {add} adds the first; a list of lines “Name, role” can be pasted."
    ),
)
"""The first list of the landing, and of a new workshop."""

PLANS = (
    PEOPLE,
    form(
        "round",
        N_("This workshop"),
        "organisation.name",
        "workshop.title",
        "rounds.label",
        "rounds.started_on",
        "rounds.agenda",
        "workshop.facilitator",
        "rounds.voice_of_customer",
        "rounds.decider",
        "landing.ground_rules_accepted",
        "landing.typical_customers",
        "landing.typical_customers_of",
        "organisation.sector",
        "organisation.industry",
        "organisation.employees",
        "organisation.active_customers",
        "organisation.customer_profile",
        "workshop.language",
    ),
    SheetPlan(
        "definitions",
        N_("Definitions"),
        (Column("definitions.text", width=30, weight=1, importance=10),),
        table="definitions",
        empty=N_(
            "One sentence each, without names: what is customer experience here? Read the slips aloud "
            "as you type. {add} adds."
        ),
    ),
    SheetPlan(
        "slips",
        N_("Answer slips"),
        (
            PERSON,
            Column("overall_levels.value", N_("Overall level"), width=16, importance=8),
            Column("guesses", N_("Guess"), each=guess_columns),
            Column("leader_contacts.last", NC_("column", "Last contact"), width=14, importance=5),
        ),
        rows=slips,
        note=slip_note,
        empty=N_("The slips come from the people in the room: mark them in Participants."),
        elsewhere=N_("The rows are the people in the room; add them in Participants."),
        ballot="overall_levels",
    ),
    SheetPlan(
        "day",
        N_("The day"),
        (
            Column("agenda_items.name", width=20, weight=3, importance=10),
            Column("agenda_items.planned_min", width=8, importance=9),
            Column(activity_time, N_("Used"), width=9, importance=7),
            Column("agenda_items.left_out", width=9, importance=8),
            Column("agenda_items.say", width=16, weight=3, importance=6),
        ),
        table="agenda_items",
        fill=own_agenda,
        note=activity_words,
        empty=N_(
            "The day follows its agenda. {add} takes the activities here, to reorder, shorten, leave out or "
            "add to them."
        ),
    ),
)
