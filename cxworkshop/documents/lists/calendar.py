"""The days that follow the workshop: both checks, the next round, and what is not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from cxworkshop.documents.lists import List, content_of
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import Words, _, say
from cxworkshop.method.check_days import check_days
from cxworkshop.method.deeds import Deed, deeds, words_of
from cxworkshop.model.actions import Action
from cxworkshop.model.session import Session


class Event(NamedTuple):
    """What is on a whole day."""

    uid: str
    """The same as long as it is the same thing, so that a calendar that has it moves it."""
    on: date
    what: str
    who: str
    about: str


def events(session: Session, on: date) -> tuple[Event, ...]:
    """By their days."""
    return tuple(sorted(_events(RecordView(session, on)), key=lambda event: event.on))


def _events(view: RecordView) -> Iterator[Event]:
    round_, organisation = view.round, view.session.organisation.name or view.session.workshop.title
    convener = view.person(round_.convener)
    checks, review = check_days(round_), round_.next_review_on
    if checks:
        yield Event(
            _uid(view, "check-30"),
            checks["check_30"],
            aside(_("Promises and actions are checked"), organisation),
            convener,
            "",
        )
        yield Event(
            _uid(view, "check-90"),
            checks["check_90"],
            aside(_("Measures and responsibility are checked"), organisation),
            convener,
            "",
        )
    if review:
        yield Event(
            _uid(view, "review"), review, aside(_("The next round begins"), organisation), convener, ""
        )
    for deed in deeds(view.session):
        if deed.due_on and deed.is_unfinished:
            yield Event(
                _uid(view, deed.id if isinstance(deed, Action) else f"enabler-{deed.id}"),
                deed.due_on,
                words_of(deed) or _(deed.table.singular),
                view.person(deed.owner),
                _about(view, deed),
            )


def _about(view: RecordView, deed: Deed) -> str:
    if isinstance(deed, Action):
        return joined(view.touchpoint(deed.touchpoint), view.name("goals", deed.goal))
    return view.field(deed, "kind")


def _uid(view: RecordView, what: str) -> str:
    """Of this workshop and round: two workshops of one day may have the same ids."""
    session = view.session
    whose = f"{session.workshop.created_on}/{session.organisation.name or session.workshop.title}"
    key = sha256(f"{whose}/{view.round.number}/{what}".encode()).hexdigest()[:24]
    return f"{key}@cxworkshop"


def table(session: Session, on: date) -> List:
    head = (_("Day"), _("What"), _("Who"), _("About"))
    return List(head, tuple((event.on, event.what, event.who, event.about) for event in events(session, on)))


def content(session: Session, on: date) -> Mapping[str, object]:
    return content_of(table(session, on), _("Calendar"), session.organisation.name)


def missing(session: Session) -> tuple[Words, ...]:
    if session.round.next_review_on:
        return ()
    return (say("No day for the next round yet: agree it in the closing."),)
