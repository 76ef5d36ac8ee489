"""The lists of the closing: a promise from each leader, decisions and the parking lot."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, Words
from cxworkshop.method.moods import SCALE, mood_text
from cxworkshop.method.speaking import speaking_order, unplaced
from cxworkshop.model.climb import Mood
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Column, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps.blind import CONFIDENCE
from cxworkshop.sheets.steps.implement import DECISIONS
from cxworkshop.sheets.steps.organise import CONTACTS
from cxworkshop.sheets.steps.redefine import PARKING


def next_leader(session: Session, on: date) -> dict[str, Any]:
    """The first values of a promise: the next leader without one, if it is known who that is; the most senior
    speaks last."""
    left_out = {promise.person for promise in session.round.commitments}
    left_out |= {person.id for person in unplaced(session)}
    waiting = [
        person for person in speaking_order(session) if person.leadership_team and person.id not in left_out
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
)
