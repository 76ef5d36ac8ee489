"""One page for the talk with the sponsor, a week ahead: what will show, who decides, who speaks last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.settling import settles
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import Words, _, date_text, plural, say
from cxworkshop.method import lookup
from cxworkshop.method.speaking import last_to_speak
from cxworkshop.method.steps import step
from cxworkshop.method.thresholds import FIRST_ACTION_WITHIN
from cxworkshop.model.session import Session


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view, round_ = RecordView(session, on), session.round
    last, sponsor = last_to_speak(session, on), round_.cx_lead.sponsor
    return {
        "organisation": session.organisation.name,
        "sponsor": view.person(sponsor),
        "day": _the_day(view),
        "last": view.person(last.id) if last else "",
        "decides": _decides(view, sponsor),
        "within": plural("{n} day", "{n} days", FIRST_ACTION_WITHIN.days),
        "voice": view.person(round_.voice_of_customer),
        "facilitator": session.workshop.facilitator,
        "holes": tuple(str(words) for words in missing(session)),
    }


def _decides(view: RecordView, reader: str | None) -> str:
    """Who decides where the room cannot agree, said to the one who reads the page."""
    decider = settles(view)
    if decider is None:
        return ""
    if decider == reader:
        return _("Where the room cannot agree, the decision lies with you.")
    words = _("Where the room cannot agree, the decision lies with: {name}.")
    return words.format(name=view.person(decider))


def missing(session: Session) -> tuple[Words, ...]:
    """What the talk needs, and which step supplies it."""
    sponsor = session.round.cx_lead.sponsor
    no_decider = not (session.round.decider or sponsor)
    return (
        *gaps(session, {"the organisation's name", "the participants", "the touchpoints of the journey"}),
        *(
            ()
            if sponsor
            else (say("No sponsor is named: name the sponsor in {step}.", step=step("organise").name),)
        ),
        *(
            (say("Nobody is named who decides when the room cannot: name the decider on the landing."),)
            if no_decider
            else ()
        ),
    )


def _the_day(view: RecordView) -> str:
    """When, how long, how many people, about how much."""
    round_ = view.round
    people, touchpoints = len(round_.participants), len(lookup.in_scope(view.session))
    return joined(
        date_text(round_.started_on) if round_.started_on else "",
        view.field(round_, "agenda"),
        plural("{n} participant", "{n} participants", people) if people else "",
        plural("{n} touchpoint", "{n} touchpoints", touchpoints) if touchpoints else "",
    )
