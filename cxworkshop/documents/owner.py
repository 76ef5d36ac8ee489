"""The page of one person, to hand over: what is carried, decided alone, done and promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.person import page_of, pages
from cxworkshop.documents.plan.sheet import provisional_note
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, say
from cxworkshop.method import lookup
from cxworkshop.model.session import Session


def content(session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
    """What the template prints, by name: the page of a person, else everybody's."""
    view = RecordView(session, on)
    found = lookup.person(session, person)
    shown = (page_of(view, found),) if found else tuple(page for page in pages(view) if page.id)
    holes = tuple(str(words) for words in missing(session))
    provisional = provisional_note(row for page in shown for row in page.touchpoints)
    return {"front": front(view), "pages": shown, "provisional": provisional, "holes": holes}


def people(session: Session, on: date) -> tuple[str, ...]:
    """The ids of those who have a page in the plan, in the order of the record."""
    return tuple(page.id for page in pages(RecordView(session, on)) if page.id)


def missing(session: Session) -> tuple[Words, ...]:
    """That nobody has a page yet; what the plan lacks says the rest."""
    if people(session, date.min):
        return ()
    return (say("Nobody has a page yet: names are agreed in 3 Organise, actions in 4 Implement."),)
