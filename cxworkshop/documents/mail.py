"""A short mail that goes with the page of a person: plain sentences, ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents import owner
from cxworkshop.documents.plan.actions import of_person, tasks
from cxworkshop.documents.plan.carried import mandate_lacks, mandate_text
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.settling import objected_text, own_objections, unsettled
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, date_text, joined
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.thresholds import PROMISES_CHECKED
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session


class Mail(NamedTuple):
    subject: str
    name: str
    why: str
    carried: tuple[Line, ...]
    """The touchpoints that were accepted, and what goes with them."""
    lacks: str
    """What is missing until the responsibility is more than a name."""
    asked: tuple[str, ...]
    """What waits for a yes, or for an objection to be settled."""
    tasks: tuple[str, ...]
    promises: tuple[str, ...]
    closing: str
    sender: str


def content(session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
    """What the template prints, by name: the mail to a person, else one to everybody who has a page."""
    view = RecordView(session, on)
    named = (person,) if person else people(session, on)
    found = (lookup.person(session, each) for each in named)
    return {
        "mails": tuple(_mail(view, each) for each in found if each),
        "holes": tuple(str(words) for words in missing(session)),
    }


def people(session: Session, on: date) -> tuple[str, ...]:
    """The ids of those who have a page."""
    return owner.people(session, on)


def missing(session: Session) -> tuple[Words, ...]:
    """What the page lacks that it goes with."""
    return owner.missing(session)


def _mail(view: RecordView, person: Person) -> Mail:
    session, round_ = view.session, view.round
    whose = " – ".join(part for part in (session.workshop.title, session.organisation.name) if part)
    day = round_.started_on or view.on
    check = day + PROMISES_CHECKED
    mail = Mail(
        subject=" – ".join(part for part in (_("What you carry"), whose) if part),
        name=view.person(person.id),
        why="",
        carried=together(_carried(view, person.id)),
        lacks=_lacks(view, person.id, check),
        asked=tuple(_asked(view, person.id)),
        tasks=tuple(
            f"{task.when} – {task.in_short}"
            for task in of_person(tasks(view), person.id)
            if not task.is_finished
        ),
        promises=tuple(_promised(view, person.id, check)),
        closing=_("We look at all this together on {day}.").format(day=date_text(round_.next_review_on))
        if round_.next_review_on
        else "",
        sender=session.workshop.facilitator,
    )
    return mail._replace(why=_why(mail, day))


def _why(mail: Mail, day: date) -> str:
    has_part = mail.carried or mail.asked or mail.tasks or mail.promises
    words = (
        _(
            "On {day} we agreed who carries what. Here is your part in short; your page comes with this "
            "mail, the whole plan follows separately."
        )
        if has_part
        else _(
            "On {day} we agreed who carries what. Nothing stands in your name yet; your page comes with this "
            "mail, the whole plan follows separately."
        )
    )
    return words.format(day=date_text(day))


def _carried(view: RecordView, person: str) -> Iterator[Line]:
    lead = view.round.cx_lead
    is_held = responsibility.lead_agreed(view.session, view.on).status == "held"
    if lead.accountable == person and is_held:
        yield Line(_("The experience as a whole"), mandate_text(view, lead))
    for ownership in responsibility.held_ownerships(view.session, view.on):
        if ownership.accountable == person:
            yield Line(view.touchpoint(ownership.touchpoint), mandate_text(view, ownership))


def _lacks(view: RecordView, person: str, check: date) -> str:
    """What is missing of power, money and time, of all that the person has accepted."""
    sector = view.session.organisation.sector
    lacks = dict.fromkeys(
        words
        for ownership in responsibility.held_ownerships(view.session, view.on)
        if ownership.accountable == person
        for words in mandate_lacks(ownership.mandate, sector)
    )
    if not lacks:
        return ""
    words = _(
        "Still missing: {lacks}. Write me by {day} what you need; until then the responsibility stands in "
        "your name only."
    )
    return words.format(lacks=joined(list(lacks)), day=date_text(check))


def _asked(view: RecordView, person: str) -> Iterator[str]:
    """What the person was named for and does not carry yet, and what the person objects to; who else was
    named is not said."""
    for about in unsettled(view):
        if about.accountable != person:
            continue
        if about.objections:
            yield f"{about.name}: {objected_text(view, about)}"
        elif about.resolve_by:
            words = _("{touchpoint}: do you take it? Answer yes, or say who should, by {day}.")
            yield words.format(touchpoint=about.name, day=date_text(about.resolve_by))
        else:
            words = _("{touchpoint}: do you take it? Answer yes, or say who should; no day has been set.")
            yield words.format(touchpoint=about.name)
    yield from own_objections(view, person)


def _promised(view: RecordView, person: str, check: date) -> Iterator[str]:
    for commitment in view.round.commitments:
        if commitment.person == person and commitment.text:
            by = date_text(commitment.by) if commitment.by else _("no date")
            yield sentences(
                _("You promised aloud: “{text}” by {day}").format(text=commitment.text, day=by),
                ""
                if commitment.kept is not None
                else _("I will ask you about it on {day}").format(day=date_text(check)),
            )
