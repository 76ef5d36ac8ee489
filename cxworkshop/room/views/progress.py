"""How many have answered a blind ballot: never who, and never what."""

from __future__ import annotations

from cxworkshop.language import _
from cxworkshop.method import ballots, content, day
from cxworkshop.method.lookup import expected_voters
from cxworkshop.method.privacy import BLIND_TABLES, has_named
from cxworkshop.method.steps import STEPS
from cxworkshop.model.session import Session
from cxworkshop.room.agenda import item_of
from cxworkshop.room.parts import Progress, Question
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made
from cxworkshop.room.views.words import question
from cxworkshop.sheets.steps import plans

RESPONSIBILITY = frozenset({"", "slips", "responsibility"})
"""The lists whose ballot asks who is responsible; others have figures of their own."""


def table_of(here: Here) -> str:
    """The table of figures that a list is answered in; empty for the ballot on responsibility."""
    if here.list in RESPONSIBILITY or here.step not in STEPS:
        return ""
    ballot = next((plan.ballot for plan in plans(here.step) if plan.id == here.list), "")
    return ballot if ballot in BLIND_TABLES else ""


def is_open(session: Session, here: Here) -> bool:
    """Whether answers can still be given; those that belong to a round which is opened later can."""
    if day.precedes_round(session, item_of(session, here)):
        return True
    if table := table_of(here):
        return has_named(session, table) or not _kept(session, table)
    return ballots.state(session, here.ballot) == "open"


def progress(session: Session, here: Here, around: Around) -> Made:
    """How many are in, and where phones answer while they can; the question where nothing is asked."""
    table, is_asked = table_of(here), is_open(session, here)
    n, of = _counted(session, here)
    if not (table or ballots.asked(session, here.ballot)):
        return question(session, here, around)
    if not of:
        how = _("On the landing, in Participants: space in the column Here.")
        return "", Question(words=_("Before anybody answers it is marked who is here."), lines=(how,))
    if is_asked and around.answered is not None:
        n = around.answered
    if not is_asked:
        promise = _("No name stands beside an answer any more.")
    elif table:
        promise = _("The answers show once they are sealed, without names.")
    else:
        promise = str(content.blind_promise())
    return "" if table else str(ballots.QUESTION), Progress(
        n=min(n, of),
        of=of,
        state="open" if is_asked else "sealed",
        joined=around.joined,
        url=around.url if is_asked else "",
        hint=promise,
    )


def _counted(session: Session, here: Here) -> tuple[int, int]:
    """How many have answered everything, of how many."""
    asked = {person.id for person in expected_voters(session)}
    if day.precedes_round(session, item_of(session, here)):
        return 0, len(asked)
    if table := table_of(here):
        named = {
            getattr(row, "participant", None)
            for row in session.records(table)
            if getattr(row, "value", None) is not None
        }
        return len(asked & (named | _kept(session, table))), len(asked)
    answers = ballots.progress(session, here.ballot)
    return len(answers.whole), answers.of


def _kept(session: Session, table: str) -> set[str]:
    """Who has given figures whose names are gone."""
    return {who for row in session.round.figures_answered if row.figures == table for who in row.answered}
