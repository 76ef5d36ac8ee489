"""How many have answered a blind ballot: never who, and never what."""

from __future__ import annotations

from cxworkshop.language import _
from cxworkshop.method import ballots, day
from cxworkshop.method.lookup import expected_voters
from cxworkshop.method.privacy import BLIND_TABLES, has_named
from cxworkshop.model.session import Session
from cxworkshop.room.agenda import item_of
from cxworkshop.room.parts import Progress
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made
from cxworkshop.room.views.words import question
from cxworkshop.sheets.steps import plans

RESPONSIBILITY = frozenset({"", "slips", "responsibility"})
"""The lists whose ballot asks who is responsible; others have figures of their own."""


def table_of(here: Here) -> str:
    """The table of figures that a list is answered in; empty for the ballot on responsibility."""
    if here.list in RESPONSIBILITY or not here.step:
        return ""
    ballot = next((plan.ballot for plan in plans(here.step) if plan.id == here.list), "")
    return ballot if ballot in BLIND_TABLES else ""


def progress(session: Session, here: Here, around: Around) -> Made:
    """How many are in, and where phones answer while they can."""
    table = table_of(here)
    if day.precedes_round(session, item_of(session, here)):  # it belongs to the round that is opened later
        n, of, is_open = 0, len(expected_voters(session)), True
    elif table:
        n, of, is_open = _figures(session, table)
    else:
        answers = ballots.progress(session, here.ballot)
        n, of, is_open = len(answers.whole), answers.of, ballots.state(session, here.ballot) == "open"
    if not of:
        return question(session, here, around)
    if is_open and around.answered is not None:
        n = around.answered
    hint = _("Answer as it is today. The room will see who was named and how often, never by whom.")
    return "" if table else str(ballots.QUESTION), Progress(
        n=min(n, of),
        of=of,
        state="open" if is_open else "sealed",
        joined=around.joined,
        url=around.url if is_open else "",
        hint="" if table else hint,
    )


def _figures(session: Session, table: str) -> tuple[int, int, bool]:
    """How many of those asked have given figures of a kind, of how many, and whether they are still open."""
    named = {
        getattr(row, "participant", None)
        for row in session.records(table)
        if getattr(row, "value", None) is not None
    }
    kept = {who for row in session.round.figures_answered if row.figures == table for who in row.answered}
    asked = {person.id for person in expected_voters(session)}
    return len(asked & (named | kept)), len(asked), has_named(session, table) or not kept
