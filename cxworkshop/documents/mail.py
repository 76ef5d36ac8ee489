"""A short mail that goes with the page of a person: plain sentences, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from cxworkshop.documents import owner
from cxworkshop.documents.plan.actions import of_person, tasks
from cxworkshop.documents.plan.carried import mandate_lacks, mandate_text
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.next_round import dates_ahead
from cxworkshop.documents.plan.person import Page, page_of
from cxworkshop.documents.plan.waiting import owed
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, date_text, joined
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.checkins import next_check
from cxworkshop.method.thresholds import PROMISES_CHECKED
from cxworkshop.model.actions import Commitment
from cxworkshop.model.dates import working_day
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session


class Mail(NamedTuple):
    subject: str
    name: str
    greeting: str
    why: str
    carried: tuple[Line, ...]
    """The touchpoints that were accepted, and what goes with them."""
    lacks: str
    """What is missing until the responsibility is more than a name."""
    asked: tuple[str, ...]
    """What waits for a yes, as questions."""
    owed: tuple[str, ...]
    """What else waits for the person's word."""
    tasks: tuple[str, ...]
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
    whose = " – ".join(part for part in (session.workshop.title, session.organisation.name) if part)
    check = next_check(view.round, view.on) or working_day(view.on + PROMISES_CHECKED)
    mail = Mail(
        subject=" – ".join(part for part in (_("What you carry"), whose) if part),
        name=view.person(person.id),
        greeting=_("Dear {name},").format(name=_first_name(person) or view.person(person.id)),
        why="",
        carried=together(_carried(view, person.id)),
        lacks=_lacks(view, person.id, check),
        asked=tuple(_asked(view, person.id, check)),
        owed=owed(view, person.id),
        tasks=tuple(
            f"{task.when} – {task.in_short}"
            for task in of_person(tasks(view), person.id)
            if not task.is_finished
        ),
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
    if mail.carried or mail.asked or mail.owed or mail.tasks or mail.promises or mail.more:
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


def _more(page: Page) -> tuple[str, ...]:
    about = (
        (_("You answer for the measures: {names}"), page.measures),
        (_("You follow up, without being accountable: {names}"), page.follows_up),
    )
    lines = [sentences(words.format(names=names)) for words, names in about if names]
    return (*lines, page.contact) if page.contact else tuple(lines)


def _carried(view: RecordView, person: str) -> Iterator[Line]:
    lead = view.round.cx_lead
    if lead.accountable == person and lead.accepted_on:
        yield Line(_("The experience as a whole"), mandate_text(view, lead))
    for ownership in responsibility.held_ownerships(view.session, view.on):
        if ownership.accountable == person:
            yield Line(view.touchpoint(ownership.touchpoint), mandate_text(view, ownership))


def _lacks(view: RecordView, person: str, check: date) -> str:
    """What is missing of power, money and time of all that the person has accepted, by touchpoint."""
    sector = view.session.organisation.sector
    lines = together(
        Line(view.touchpoint(ownership.touchpoint), _missing(mandate_lacks(ownership.mandate, sector)))
        for ownership in responsibility.held_ownerships(view.session, view.on)
        if ownership.accountable == person and mandate_lacks(ownership.mandate, sector)
    )
    if not lines:
        return ""
    words = _("Write me by {day} what you need; until then the responsibility stands in your name only.")
    named = (f"{line.about}: {line.text}" for line in lines)
    return sentences(*named, words.format(day=date_text(check)))


def _missing(lacks: tuple[str, ...]) -> str:
    words = _("{lacks} is still missing") if len(lacks) == 1 else _("{lacks} are still missing")
    return words.format(lacks=joined(list(lacks)))


def _asked(view: RecordView, person: str, check: date) -> Iterator[str]:
    """What the person was named for and has not said yes to; who else was named is not said."""
    words, lead = (
        _("{touchpoint}: do you take it? Answer yes, or say who should, by {day}."),
        view.round.cx_lead,
    )
    status = responsibility.lead_agreed(view.session, view.on).status
    if lead.accountable == person and status in ("unclear", "contested"):
        day = date_text(lead.resolve_by or check)
        yield words.format(touchpoint=_("The experience as a whole"), day=day)
    for touchpoint in lookup.in_scope(view.session):
        ownership = lookup.ownership_of(view.session, touchpoint.id)
        status = responsibility.agreed(view.session, touchpoint.id, view.on).status
        if ownership.accountable == person and status in ("unclear", "contested"):
            yield words.format(touchpoint=touchpoint.name_shown, day=date_text(ownership.resolve_by or check))


def _promised(view: RecordView, person: str, check: date) -> Iterator[str]:
    for commitment in view.round.commitments:
        if commitment.person == person and commitment.text:
            words = (
                _("You promised aloud: “{text}” by {day}")
                if commitment.by
                else _("You promised aloud: “{text}”, no day agreed")
            )
            asked = _("I will ask you about it on {day}").format(
                day=date_text(_asked_on(view, commitment, check))
            )
            yield sentences(
                words.format(text=commitment.text, day=date_text(commitment.by)),
                asked if commitment.kept is None else "",
            )


def _asked_on(view: RecordView, commitment: Commitment, check: date) -> date:
    """The day after a promise is due; the next check where that has passed, or was not agreed."""
    day = working_day(commitment.by + timedelta(days=1)) if commitment.by else check
    return day if day > view.on else check
