"""The lists of the closing: a promise from each leader, decisions and the parking lot."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, Words, date_text, say
from cxworkshop.method import checkins
from cxworkshop.method.moods import SCALE, mood_text
from cxworkshop.method.speaking import speaking_order, unplaced
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.climb import Mood
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, row_of
from cxworkshop.sheets.steps.blind import CONFIDENCE
from cxworkshop.sheets.steps.implement import DECISIONS
from cxworkshop.sheets.steps.organise import CONTACTS
from cxworkshop.sheets.steps.redefine import PARKING


def next_leader(session: Session, on: date) -> dict[str, Any]:
    """The first values of a promise: the next leader without one, if it is known who that is; the most senior
    speaks last."""
    left_out = {promise.person for promise in session.round.commitments}
    left_out |= {person.id for person in unplaced(session, on)}
    waiting = [
        person
        for person in speaking_order(session, on)
        if person.leadership_team and person.id not in left_out
    ]
    return {"person": waiting[0].id} if waiting else {}


def mood_note(reading: Reading, row: Row) -> Words:
    """The hands in words."""
    mood = record_at(reading.session, row["moods"])
    return mood_text(mood) if isinstance(mood, Mood) else ""


MOODS = SheetPlan(
    "moods",
    N_("Mood of the room"),
    (
        Column("moods.at", width=17, importance=9),
        Column("moods.step", width=12, importance=8),
        *(Column(f"moods.hands_{value}", str(value), width=4, importance=10) for value in SCALE),
    ),
    table="moods",
    note=mood_note,
    empty=N_("One to five: how sure are you, by raised hands? {mood} records them."),
)


def check_in_note(reading: Reading, row: Row) -> Words:
    """What a check-in has settled."""
    figures = next((one for one in checkins.trend(reading.session) if one.id == row["checkins"].id), None)
    if figures is None:
        return ""
    return say("{what}; still open: {open}", what=figures.words, open=figures.open)


def settled_what(reading: Reading, row: Row) -> Cell:
    """The promise or the action that a line is about."""
    line = record_at(reading.session, row["checkin_lines"])
    if not isinstance(line, CheckInLine):
        return Cell()
    table = "actions" if line.action else "commitments"
    return Cell(reading.session.name_of(table, line.action or line.commitment or ""))


def settled_when(reading: Reading, row: Row) -> Cell:
    """The day of the check-in that a line is of."""
    line = record_at(reading.session, row["checkin_lines"])
    held = reading.session.find("checkins", line.checkin or "") if isinstance(line, CheckInLine) else None
    return Cell(date_text(held.held_on) if isinstance(held, CheckIn) and held.held_on else "", "muted")


def settled_whose(reading: Reading, row: Row) -> Cell:
    """Whose promise or action a line is about."""
    line = record_at(reading.session, row["checkin_lines"])
    about = record_at(reading.session, checkins.row_of(line)) if isinstance(line, CheckInLine) else None
    who = about.owner if isinstance(about, Action) else about.person if isinstance(about, Commitment) else ""
    return Cell(reading.session.name_of("people", who) if who else "", "muted")


def settled_how(reading: Reading, row: Row) -> Cell:
    """What became of it, in the words of the check-in."""
    line = record_at(reading.session, row["checkin_lines"])
    return Cell(str(checkins.became(reading.session, line)) if isinstance(line, CheckInLine) else "")


CHECKS_HELD = SheetPlan(
    "checkins",
    N_("Check-ins"),
    (
        Column("checkins.held_on", width=12, importance=10),
        Column("checkins.kind", width=16, importance=9),
        Column("checkins.responsibility_holds", width=14, importance=8),
        Column("checkins.text", width=20, weight=1, importance=10),
    ),
    table="checkins",
    note=check_in_note,
    empty=N_("No check-in was held yet. {hold_check_in} goes through promises and open actions."),
)
CHECKS_SETTLED = SheetPlan(
    "checkin_lines",
    N_("Settled at check-ins"),
    (
        Column(settled_what, N_("Promised or agreed"), width=24, weight=2, importance=10),
        Column(settled_whose, N_("Whose"), width=14, weight=1, importance=7),
        Column(settled_when, N_("Check-in"), width=10, importance=8),
        Column(settled_how, N_("What became of it"), width=10, importance=9),
        Column("checkin_lines.text", width=20, weight=1, importance=10),
        Column("checkin_lines.acknowledged", width=12, importance=6),
    ),
    rows=lambda session: [row_of(line.id, "checkin_lines") for line in session.round.checkin_lines],
    empty=N_("No check-in was held yet. {hold_check_in} goes through promises and open actions."),
    elsewhere=N_("What became of each promise and action is said at a check-in."),
)

PLANS = (
    SheetPlan(
        "commitments",
        N_("Promises"),
        (
            Column("commitments.person", width=16, weight=1, importance=9),
            Column("commitments.text", width=24, weight=4, importance=10),
            Column("commitments.by", width=12, importance=9),
            Column("commitments.kept", width=9, importance=4),
        ),
        table="commitments",
        start=next_leader,
        empty=N_(
            "One sentence each: what will I myself do, by which date? Of the staff the most senior "
            "speaks last. {add} adds the first."
        ),
    ),
    DECISIONS,
    PARKING,
    CONTACTS,
    CONFIDENCE,
    MOODS,
    CHECKS_HELD,
    CHECKS_SETTLED,
)
