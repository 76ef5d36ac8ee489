"""The closing: one promise each, decisions and parked things read back."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, Words, number, say
from cxworkshop.method import figures
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.steps.cells import PERSON, participants
from cxworkshop.screens.steps.implement import DECISIONS
from cxworkshop.screens.steps.organise import CONTACTS
from cxworkshop.screens.steps.redefine import PARKING
from cxworkshop.widgets.cells import Column, Row
from cxworkshop.widgets.grid import SheetPlan


def next_leader(session: Session, on: date) -> dict[str, Any]:
    """A new promise is the next leader's who has given none; the most senior speaks last."""
    done = {promise.person for promise in session.round.commitments}
    waiting = [p for p in session.people if p.id in session.round.participants and p.leadership_team and p.id not in done]
    waiting.sort(key=lambda p: (not p.customer_facing, -(p.seniority_rank or 99)))
    return {"person": waiting[0].id} if waiting else {}


def confidence_rows(session: Session) -> list[Row]:
    """Everybody in the room."""
    return [{"person": Place("people", who), "confidence_scores": Place("confidence_scores", who)} for who in participants(session)]


def confidence_note(reading: Reading, row: Row) -> Words:
    """The median and the range of what is in."""
    found = figures.confidence(reading.session)
    if found is None:
        return say("From one to five: how sure are you that we will do this?")
    return say("{n} answers: median {median}, range {range}.", n=found.n, median=number(found.median, 1), range=found.range)


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
        empty=N_("One sentence each: what will I myself do, by which date? The most senior speaks last. a adds the first."),
    ),
    DECISIONS,
    PARKING,
    CONTACTS,
    SheetPlan(
        "confidence",
        N_("Confidence"),
        (PERSON, Column("confidence_scores.value", width=12, importance=9)),
        rows=confidence_rows,
        note=confidence_note,
        empty=N_("The rows are the people in the room; mark them on the landing, in Participants."),
        elsewhere=N_("The rows are the people in the room; add them on the landing."),
    ),
    SheetPlan(
        "notes",
        N_("Private notes"),
        (Column("notes.text", width=30, weight=1, importance=10), Column("notes.step", width=12, importance=5)),
        table="notes",
        empty=N_("The facilitator's own notes, in no document of the team's. n writes one from anywhere."),
    ),
)
