"""The paper that each person answers on, before anybody has spoken: what the template of the ballot sheet
prints."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots, content
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session

_GUESSED = frozenset({"nps", "csat"})
_HELP = {
    "nobody": say("nobody answers for it today"),
    "several": say("several do, and no single one"),
    "partner": say("a partner does"),
    "dont_know": say("I do not know"),
}


class Candidate(NamedTuple):
    letter: str
    name: str
    role: str


class BallotSheet(NamedTuple):
    """No field for a name: a seat letter stands on top, and the facilitator knows who sits where."""

    organisation: str
    round: str
    on: date
    question: str
    touchpoints: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    signs: tuple[tuple[str, str, str], ...]
    """Sign, answer, and what it means."""
    has_back: bool
    """What is asked once, at the beginning, is not on the sheet of what is asked again."""
    guesses: tuple[tuple[str, str], ...]
    """What is guessed, and its unit."""
    levels: tuple[str, ...]
    statements: tuple[str, ...]


def ballot_sheet(session: Session, on: date) -> BallotSheet:
    """The sheet of the ballot in hand: the first one, or what is asked again."""
    shown = Shown(session, on)
    number = ballots.newest(session)
    if ballots.state(session, number) == "revealed":
        number = ballots.following(session)
    words = dict(ANSWERS)
    guessed = [one for one in session.measures if one.metric in _GUESSED and one.retired_round is None]
    return BallotSheet(
        organisation=session.organisation.name or session.workshop.title,
        round=session.round.label or str(session.round.number),
        on=on,
        question=str(ballots.QUESTION),
        touchpoints=tuple(shown.touchpoint(one) for one in ballots.asked(session, number)),
        candidates=tuple(
            Candidate(letter, one.name, one.role) for letter, one in ballots.candidates(session).items()
        ),
        signs=tuple((sign, _(words[kind]), str(_HELP[kind])) for sign, kind in ballots.SIGNS.items()),
        has_back=number == FIRST,
        guesses=tuple(
            (one.name, field_of("measures", "unit").kind.show(one.unit, shown.reading)) for one in guessed
        ),
        levels=tuple(_(level) for _value, level in LEVELS),
        statements=tuple(str(one.statement) for one in content.five_functions()),
    )


def holes(session: Session) -> tuple[Words, ...]:
    """What the sheet would lack if it were printed now."""
    made = ballot_sheet(session, date.min)
    lacks = (
        (len(made.touchpoints) < 2, say("No touchpoints to ask about: add them in 1 Define.")),
        (not made.candidates, say("No names to choose from: add people on the landing.")),
        (
            not made.guesses,
            say("Nothing to guess: add a recommendation or a satisfaction measure in 5 Measure."),
        ),
    )
    return tuple(words for lacking, words in lacks if lacking)
