"""A short mail that goes with the page of a person: plain sentences, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from cxworkshop.documents import owner
from cxworkshop.documents.plan.actions import of_person, tasks
from cxworkshop.documents.plan.carried import has_rights, mandate_lacks, mandate_text
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.next_round import dates_ahead
from cxworkshop.documents.plan.person import Page, page_of
from cxworkshop.documents.plan.settling import objected_text, own_objections, unsettled
from cxworkshop.documents.plan.waiting import waits_for
from cxworkshop.documents.wording import RecordView, by_day
from cxworkshop.language import Words, _, date_text, joined
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.check_days import next_check
from cxworkshop.method.thresholds import PROMISES_CHECKED
from cxworkshop.model.actions import Commitment
from cxworkshop.model.dates import working_day
from cxworkshop.model.organisation import Person
from cxworkshop.model.ownership import CxLead, Ownership
from cxworkshop.model.session import Session


class Mail(NamedTuple):
    subject: str
    name: str
    greeting: str
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
    more: tuple[str, ...]
    """The rest of the person's page in short: measures, goals to follow up, the next customer."""
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
    session, page = view.session, page_of(view, person)
    check = next_check(view.round, view.on) or working_day(view.on + PROMISES_CHECKED)
    mail = Mail(
        subject=_subject(session),
        name=view.person(person.id),
        greeting=_("Dear {name},").format(name=_first_name(person) or view.person(person.id)),
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
        more=_more(page),
        closing=sentences(dates_ahead(view)),
        sender=session.workshop.facilitator,
    )
    return mail._replace(why=_why(mail, page, view.round.started_on or view.on))


def _first_name(person: Person) -> str:
    """What the person is called in a greeting; empty where the name does not begin with it."""
    words = person.name.split()
    are_names = all(re.fullmatch(r"[^\W\d_]{2,}([-'’][^\W\d_]+)*", word) for word in words)
    return words[0] if are_names and len(words) > 1 else ""


def _why(mail: Mail, page: Page, day: date) -> str:
    parts = (mail.carried, mail.undecided, mail.asked, mail.tasks, mail.waiting, mail.promises, mail.more)
    if any(parts):
        words = _(
            "On {day} we agreed who carries what. Here is your part in short; your page comes with this "
            "mail, the whole plan follows separately."
        )
    elif not page.is_empty:
        words = _(
            "On {day} we agreed who carries what. Your part stands on your page, which comes with this mail; "
            "the whole plan follows separately."
        )
    else:
        words = _(
            "On {day} we agreed who carries what. Nothing stands in your name yet; your page comes with this "
            "mail, the whole plan follows separately."
        )
    return words.format(day=date_text(day))


def _subject(session: Session) -> str:
    """What the mail is about; whoever gets it knows the organisation."""
    about = session.workshop.title or session.organisation.name
    return " – ".join(part for part in (_("What you carry"), about) if part)


def _more(page: Page) -> tuple[str, ...]:
    about = (
        (_("You answer for the figures: {names}"), page.measures),
        (_("You follow up, without being accountable: {names}"), page.follows_up),
    )
    lines = [sentences(words.format(names=names)) for words, names in about if names]
    return (*lines, page.contact) if page.contact else tuple(lines)


def _held(view: RecordView, person: str) -> Iterator[tuple[str, Ownership | CxLead]]:
    """What was accepted, the whole first, each with what it is called."""
    lead = view.round.cx_lead
    is_held = responsibility.lead_agreed(view.session, view.on).status == "held"
    if lead.accountable == person and is_held:
        yield _("The experience as a whole"), lead
    for ownership in responsibility.held_ownerships(view.session, view.on):
        if ownership.accountable == person:
            yield view.touchpoint(ownership.touchpoint), ownership


def _carried(view: RecordView, person: str, *, with_rights: bool) -> Iterator[Line]:
    """What was accepted, with decision rights or without."""
    for about, row in _held(view, person):
        if has_rights(row) == with_rights:
            yield Line(about, mandate_text(view, row))


def _lacks(view: RecordView, person: str, check: date) -> str:
    """What is missing of power, money and time of all that the person has accepted, by what it is of."""
    lines = together(Line(about, lacks) for about, row in _held(view, person) if (lacks := _lack(view, row)))
    if not lines:
        return ""
    words = _("Write me by {day} what you need; until then the responsibility stands in your name only.")
    named = (f"{line.about}: {line.text}" for line in lines)
    return sentences(*named, words.format(day=date_text(check)))


def _lack(view: RecordView, row: Ownership | CxLead) -> str:
    lacks = list(mandate_lacks(row.mandate, view.session.organisation.sector))
    if isinstance(row, CxLead) and not row.mandate.cross_function_authority:
        lacks.append(_("authority across functions"))
    words = _("{lacks} is still missing") if len(lacks) == 1 else _("{lacks} are still missing")
    return words.format(lacks=joined(lacks)) if lacks else ""


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
            asked_on = date_text(_asked_on(view, commitment, check))
            yield sentences(
                f"{said} {by_day(commitment.by)}",
                ""
                if commitment.kept is not None
                else _("I will ask you about it on {day}").format(day=asked_on),
            )


def _asked_on(view: RecordView, commitment: Commitment, check: date) -> date:
    """The day after a promise is due; the next check where that has passed, or was not agreed."""
    day = working_day(commitment.by + timedelta(days=1)) if commitment.by else check
    return day if day > view.on else check
