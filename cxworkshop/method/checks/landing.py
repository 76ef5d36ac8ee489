"""The readiness checks of the landing: who takes part, and the blind answers given before any talk."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import say, say_n
from cxworkshop.method.checks.finding import Missing, answer_cells, check, missing, people_of, present
from cxworkshop.method.lookup import expected_voters, in_scope
from cxworkshop.method.responsibility import ballot_of, tally_of
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

TOUCHPOINTS_AT_LEAST = 5


@check("G0.1")
def two_are_present(session: Session, on: date) -> Missing | None:
    """At least two participants present."""
    n = len(session.round.participants)
    if n >= 2:
        return None
    places = [_presence(session, person) for person in _away(session, on)]
    return missing(
        say("Only one participant is present") if n else say("Nobody is marked present yet"),
        *places or [Place("people", "")],
    )


@check("G0.2")
def somebody_meets_customers(session: Session, on: date) -> Missing | None:
    """Somebody who meets customers is in the room."""
    room = present(session)
    if any(person.customer_facing for person in room):
        return None
    places = [_presence(session, person) for person in _away(session, on) if person.customer_facing]
    places += [Place("people", person.id, "customer_facing") for person in room]
    return missing(say("Nobody present meets customers"), *places or [Place("people", "")])


@check("G0.3")
def voice_of_the_customer_is_named(session: Session, _on: date) -> Missing | None:
    """Voice of the customer named, and present."""
    voice = session.round.voice_of_customer
    if voice and voice in session.round.participants:
        return None
    words = (
        say("The voice of the customer is not present")
        if voice
        else say("Nobody is named the voice of the customer")
    )
    return missing(words, Place("rounds", session.round.id, "voice_of_customer"))


@check("G0.4")
def map_has_five_touchpoints(session: Session, _on: date) -> Missing | None:
    """Draft touchpoint map has at least five points."""
    n = len(in_scope(session))
    if n >= TOUCHPOINTS_AT_LEAST:
        return None
    words = say_n(
        "{n} touchpoint on the map; at least {least} needed",
        "{n} touchpoints on the map; at least {least} needed",
        n,
        least=TOUCHPOINTS_AT_LEAST,
    )
    return missing(words, Place("touchpoints", ""))


@check("G0.5")
def answers_were_sealed_before_talk(session: Session, _on: date) -> Missing | None:
    """Blind answers were collected before discussion: from everybody present, and sealed before revealed."""
    room = expected_voters(session)
    asked_about = (*(touchpoint.id for touchpoint in in_scope(session)), WHOLE)
    answered = {who for touchpoint in asked_about for who in tally_of(session, touchpoint).answered}
    unanswered = [person for person in room if person.id not in answered]
    if unanswered or not room:
        words = say_n(
            "{n} of {all} present has not answered who is accountable",
            "{n} of {all} present have not answered who is accountable",
            len(unanswered),
            all=len(room),
        )
        cells = [place for touchpoint in asked_about for place in answer_cells(touchpoint, unanswered)]
        return missing(
            words if room else say("No blind answers yet"), *cells or [Place("ownership_ballots", "")]
        )
    ballot = ballot_of(session)
    if ballot.sealed_at is None:
        return missing(say("The blind answers are not sealed yet"), Place("ballots", "1", "sealed_at"))
    sealed_at = ballot.sealed_at.astimezone()  # of two programs, one may have written no time zone
    if ballot.revealed_at is not None and ballot.revealed_at.astimezone() < sealed_at:
        return missing(
            say("The answers were revealed before they were sealed"), Place("ballots", "1", "sealed_at")
        )
    return None


def _away(session: Session, on: date) -> list[Person]:
    return [person for person in people_of(session, on) if person.id not in session.round.participants]


def _presence(session: Session, person: Person) -> Place:
    return Place("rounds", session.round.id, f"participants[{person.id}]")
