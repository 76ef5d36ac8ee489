"""A short mail that goes with the page of a person: plain sentences, ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents import owner
from cxworkshop.documents.plan.actions import of_person, tasks
from cxworkshop.documents.plan.carried import has_rights, mandate_lacks, mandate_text
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.settling import objected_text, own_objections, unsettled
from cxworkshop.documents.plan.waiting import waits_for
from cxworkshop.documents.wording import RecordView, by_day
from cxworkshop.language import Words, _, date_text, joined
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.thresholds import PROMISES_CHECKED
from cxworkshop.model.organisation import Person
from cxworkshop.model.ownership import CxLead, Ownership
from cxworkshop.model.session import Session


class Mail(NamedTuple):
    subject: str
    name: str
    why: str
    carried: tuple[Line, ...]
    """The touchpoints that were accepted with decision rights, and what goes with them."""
    undecided: tuple[Line, ...]
    """The touchpoints that were accepted without."""
    lacks: str
    """What is missing until the responsibility is more than a name."""
    asked: tuple[str, ...]
    """What waits for a yes, or for an objection to be settled."""
    tasks: tuple[str, ...]
    waiting: tuple[str, ...]
    """What else waits for the person's word."""
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
    day = round_.started_on or view.on
    check = day + PROMISES_CHECKED
    mail = Mail(
        subject=_subject(session),
        name=view.person(person.id),
        why="",
        carried=together(_carried(view, person.id, with_rights=True)),
        undecided=together(_carried(view, person.id, with_rights=False)),
        lacks=_lacks(view, person.id, check),
        asked=tuple(_asked(view, person.id)),
        tasks=tuple(
            f"{task.when} – {task.in_short}"
            for task in of_person(tasks(view), person.id)
            if not task.is_finished
        ),
        waiting=waits_for(view, person.id),
        promises=tuple(_promised(view, person.id, check)),
        closing=sentences(
            _("The first check is on {day}").format(day=date_text(check)) if check >= view.on else "",
            _("We look at all this together on {day}.").format(day=date_text(round_.next_review_on))
            if round_.next_review_on
            else "",
        ),
        sender=session.workshop.facilitator,
    )
    return mail._replace(why=_why(mail, day))


def _why(mail: Mail, day: date) -> str:
    has_part = any((mail.carried, mail.undecided, mail.asked, mail.tasks, mail.waiting, mail.promises))
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


def _subject(session: Session) -> str:
    """What the mail is about; whoever gets it knows the organisation."""
    about = session.workshop.title or session.organisation.name
    return " – ".join(part for part in (_("What you carry"), about) if part)


def _carried(view: RecordView, person: str, *, with_rights: bool) -> Iterator[Line]:
    """What was accepted, with decision rights or without."""
    lead = view.round.cx_lead
    rows: list[tuple[str, Ownership | CxLead]] = [
        (view.touchpoint(ownership.touchpoint), ownership)
        for ownership in responsibility.held_ownerships(view.session, view.on)
        if ownership.accountable == person
    ]
    is_held = responsibility.lead_agreed(view.session, view.on).status == "held"
    if lead.accountable == person and is_held:
        rows.insert(0, (_("The experience as a whole"), lead))
    for about, row in rows:
        if has_rights(row) == with_rights:
            yield Line(about, mandate_text(view, row))


def _lacks(view: RecordView, person: str, check: date) -> str:
    """What is missing of power, money and time, of all that the person has accepted."""
    sector = view.session.organisation.sector
    mandates = [
        ownership.mandate
        for ownership in responsibility.held_ownerships(view.session, view.on)
        if ownership.accountable == person
    ]
    lead = view.round.cx_lead
    is_lead = (
        lead.accountable == person and responsibility.lead_agreed(view.session, view.on).status == "held"
    )
    mandates += [lead.mandate] if is_lead else []
    lacks = dict.fromkeys(words for mandate in mandates for words in mandate_lacks(mandate, sector))
    if is_lead and not lead.mandate.cross_function_authority:
        lacks[_("authority across functions")] = None
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
            said = _("You promised aloud: “{text}”").format(text=commitment.text)
            yield sentences(
                f"{said} {by_day(commitment.by)}",
                ""
                if commitment.kept is not None
                else _("I will ask you about it on {day}").format(day=date_text(check)),
            )
