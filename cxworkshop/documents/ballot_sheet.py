"""The ballot sheet: the paper that each participant answers on before anybody has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots
from cxworkshop.method import content as method_content
from cxworkshop.method.guessing import CHOOSE, not_blind, unit_text
from cxworkshop.method.perceptions import guessed_measures
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.session import Session

_HELP = {
    "nobody": say("nobody answers for it today"),
    "several": say("several share it, nobody alone"),
    "partner": say("a partner does"),
    "dont_know": say("I do not know"),
}


class Candidate(NamedTuple):
    letter: str
    name: str
    role: str


class BallotSheet(NamedTuple):
    """The sheet has a seat letter and no name: the facilitator knows who sits where."""

    organisation: str
    round: str
    on: date
    question: str
    promise: str
    """What is shown and stored of the answers."""
    touchpoints: tuple[str, ...]
    letters: str
    """The letters that it is printed with: a–h."""
    candidates: tuple[Candidate, ...]
    signs: tuple[tuple[str, str, str], ...]
    """Sign, answer, and what it means."""
    has_back: bool
    """Whether the questions of the back are printed: on the first ballot only."""
    guesses: tuple[tuple[str, str], ...]
    """What is guessed, and its unit with the ends of its scale."""
    not_blind: str
    """Which guesses are not blind any more; empty where all are."""
    levels: tuple[str, ...]
    statements: tuple[str, ...]


def ballot_sheet(session: Session, on: date) -> BallotSheet:
    """The sheet of the ballot that is going on, or of the next one once that is revealed."""
    view = RecordView(session, on)
    number = ballots.current_number(session)
    if ballots.state(session, number) == "revealed":
        number = ballots.next_number(session)
    words = dict(ANSWERS)
    return BallotSheet(
        organisation=session.organisation.name or session.workshop.title,
        round=session.round.label or str(session.round.number),
        on=on,
        question=str(ballots.QUESTION),
        promise=str(method_content.blind_promise()),
        touchpoints=tuple(view.touchpoint(touchpoint) for touchpoint in ballots.asked(session, number)),
        letters=ballots.letters_range(list(ballots.candidates(session))),
        candidates=tuple(
            Candidate(letter, *view.name_and_role(person))
            for letter, person in ballots.candidates(session).items()
        ),
        signs=tuple((sign, _(words[kind]), str(_HELP[kind])) for sign, kind in ballots.SIGNS.items()),
        has_back=number == FIRST,
        guesses=tuple((measure.name_shown, unit_text(measure)) for measure in guessed_measures(session)),
        not_blind=str(not_blind(session)),
        levels=tuple(_(level) for _value, level in LEVELS),
        statements=tuple(
            str(function.statement) for function in method_content.five_functions(session.organisation.sector)
        ),
    )


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the ballot sheet's template prints, by name."""
    return {"sheet": ballot_sheet(session, on), "seat": ""}


def missing(session: Session) -> tuple[Words, ...]:
    """What the sheet would lack if it were printed now."""
    sheet = ballot_sheet(session, date.min)
    gaps = (
        (len(sheet.touchpoints) < 2, say("No touchpoints to ask about: add them in 1 Define.")),
        (not sheet.candidates, say("No names to choose from: add people on the landing.")),
        (
            not sheet.guesses,
            CHOOSE,
        ),
    )
    return tuple(words for is_lacking, words in gaps if is_lacking)
