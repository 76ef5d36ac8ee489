"""The lines under the title: which round, draft or final, and who was there."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _, date_text, joined, language
from cxworkshop.method import content, lookup
from cxworkshop.method.checks.finding import voters


class Front(NamedTuple):
    organisation: str
    lines: tuple[str, ...]
    """Sentences, each a line of its own."""
    language: str
    """The code of the document's language."""


def front(view: RecordView) -> Front:
    """Whose plan it is: final once the round is closed, a draft until then."""
    return Front(
        organisation=view.session.organisation.name,
        lines=tuple(line for line in (_state(view), _present(view), _left(view), _customer(view)) if line),
        language=language(),
    )


def _state(view: RecordView) -> str:
    round_, workshop = view.round, view.session.workshop
    numbered = _("Round {n}").format(n=round_.number)
    is_numbered = round_.label.casefold().startswith(numbered.casefold())
    name = round_.label if is_numbered else ", ".join(part for part in (numbered, round_.label) if part)
    began = _("begun on {day}").format(day=date_text(round_.started_on)) if round_.started_on else ""
    if round_.closed_on:
        state = _("Final plan, the round was closed on {day}.").format(day=date_text(round_.closed_on))
    elif round_.started_on is not None and view.on > round_.started_on:
        words = _("Draft, printed on {day}; final once the round is closed.")
        state = words.format(day=date_text(view.on))
    else:
        state = _("Draft, printed on {day} while the work goes on.").format(day=date_text(view.on))
    return sentences(workshop.title, ", ".join(part for part in (name, began) if part), state)


def _present(view: RecordView) -> str:
    """Everybody in the room, and who answered blindly and is not there any more; each with the role."""
    round_ = view.round
    there = dict.fromkeys((*round_.participants, *(person.id for person in voters(view.session))))
    people = (lookup.person(view.session, person_id) for person_id in there)
    names = [" – ".join(part for part in view.name_and_role(person) if part) for person in people if person]
    voice, decider = view.person(round_.voice_of_customer), view.person(round_.decider)
    facilitator = view.session.workshop.facilitator
    voiced = _(
        "The voice of the customer was {name}, who could stop any discussion by asking what the customer "
        "says."
    )
    return sentences(
        _("Present: {names}.").format(names=joined(names)) if names else "",
        _("Facilitator: {name}.").format(name=facilitator) if facilitator else "",
        voiced.format(name=voice) if voice else "",
        _("Where the room cannot agree, the decision lies with: {name}.").format(name=decider)
        if decider
        else "",
    )


def _left(view: RecordView) -> str:
    day = view.session.judged_on(view.on)
    left = [
        f"{view.person(person.id)} ({date_text(person.left_on)})"
        for person in view.session.people
        if person.has_left(day)
    ]
    return _("Left since: {names}.").format(names=joined(left)) if left else ""


def _customer(view: RecordView) -> str:
    """Who a customer is, where that is not plain."""
    return str(content.customer_means(view.session.organisation.sector) or "")
