"""The blind ballot as it is asked: who is asked about what, which letter means whom, and who has answered.

The screens that collect answers and the ballot sheet read this; what the answers say is in `responsibility`.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from typing import Literal, NamedTuple, cast

from cxworkshop.language import _, say, time_text
from cxworkshop.method.checks.finding import people_of, voters
from cxworkshop.method.diagnosis import Answer, Diagnosis, judge
from cxworkshop.method.lookup import in_scope, remembered
from cxworkshop.method.responsibility import (
    FIRST,
    as_is,
    ballot_numbers,
    is_revealed,
    revealed_tally,
    tally_of,
)
from cxworkshop.model.ballots import ANSWERS, WHOLE, Ballot, OwnershipBallot, OwnershipTally
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session, index

QUESTION = say("Who is accountable today for how this touchpoint feels to the customer?")
SIGNS = {"-": "nobody", "*": "several", "=": "partner", "?": "dont_know"}
"""The answers that name no one, each by its sign on the slip."""
LETTERS = ascii_lowercase + ascii_uppercase
"""Candidates beyond these have no letter: a slip of paper has no room for them either."""
_ASK_AGAIN = frozenset({"unclear", "contested", "insufficient", "not_asked"})
_NEEDS_TALK = ("contested", "vacant", "unclear", "held", "insufficient", "not_asked")

State = Literal["open", "sealed", "revealed"]


# ---- what is asked -----------------------------------------------------------------------------------------
@remembered("people", "round.number", "round.started_on")
def candidates(session: Session) -> dict[str, Person]:
    """Who may be named, by letter: everybody of our own, absent ones too, in the order of the people.

    Who has left since the round began keeps the letter, so that the sheets printed in the morning still hold.
    """
    begun = session.round.started_on or date.min
    own = (person for person in people_of(session, begun) if person.own)
    return dict(zip(LETTERS, own, strict=False))


def letter_of(session: Session, person: str | None) -> str:
    """The letter of a candidate; empty for somebody who has none."""
    return next((letter for letter, one in candidates(session).items() if one.id == person), "")


def understood(session: Session, sign: str) -> Answer | None:
    """The answer that one character on a slip means; a capital letter is the small one where that is enough
    letters."""
    if sign in SIGNS:
        return Answer(SIGNS[sign])
    known = candidates(session)
    found = known.get(sign) or (known.get(sign.lower()) if len(known) <= len(ascii_lowercase) else None)
    return Answer("person", found.id) if found else None


def sign_of(session: Session, answer: OwnershipBallot) -> str:
    """The character that an answer was given by; empty when there is none."""
    if answer.kind == "person":
        return letter_of(session, answer.person)
    return next((sign for sign, kind in SIGNS.items() if kind == answer.kind), "")


def answer_words(session: Session, answer: OwnershipBallot) -> str:
    """An answer as it is read back: a name, or nobody, several, a partner, don't know."""
    if answer.kind == "person":
        return session.name_of("people", answer.person) if answer.person else ""
    return _(dict(ANSWERS).get(answer.kind or "", ""))


def asked(session: Session, number: str = FIRST) -> tuple[str, ...]:
    """What a ballot asks about, in the order of the journey, the whole last.

    The first one asks about everything; a later one about what is unclear or contested, and what was added
    since. What is sealed asks no more than it did.
    """
    everything = (*(touchpoint.id for touchpoint in in_scope(session)), WHOLE)
    if state(session, number) != "open":
        return tuple(one for one in everything if tally_of(session, one, number).n)
    return (
        everything
        if number == FIRST
        else tuple(one for one in everything if as_is(session, one).status in _ASK_AGAIN)
    )


# ---- how far it is -----------------------------------------------------------------------------------------
def state(session: Session, number: str) -> State:
    """Open until it is sealed, sealed until it is revealed."""
    if is_revealed(session, number):
        return "revealed"
    return "sealed" if _moments(session, number).sealed_at else "open"


def newest(session: Session) -> str:
    """The number of the ballot last begun."""
    return ballot_numbers(session)[-1]


def following(session: Session) -> str:
    """The number that another ballot would have."""
    return str(int(newest(session)) + 1)


def sealed_words(session: Session, number: str) -> str:
    """When a ballot was sealed, as the clock showed it; empty when it is not."""
    at = _moments(session, number).sealed_at
    return time_text(at) if at else ""


def _moments(session: Session, number: str) -> Ballot:
    found = index(session.round.ballots).get(number)
    return cast(Ballot, found) if found else Ballot(id=number, number=number)


class Progress(NamedTuple):
    """Who has answered everything, who a part, and how many there are to answer."""

    whole: tuple[str, ...]
    part: tuple[str, ...]
    of: int

    def __str__(self) -> str:
        return str(say("{n} of {of} in", n=len(self.whole), of=self.of))


def progress(session: Session, number: str) -> Progress:
    """How far the collecting is; it says nothing of what was answered."""
    questions = set(asked(session, number))
    room = [person.id for person in voters(session)]
    lacking = {who: len(questions - answered_by(session, number, who)) for who in room}
    whole = tuple(who for who in room if questions and not lacking[who])
    return Progress(whole, tuple(who for who in room if 0 < lacking[who] < len(questions)), len(room))


def answered_by(session: Session, number: str, participant: str) -> Set[str]:
    """What somebody has answered about in a ballot, with a name beside it still or no more."""
    return _answered(session).get((number, participant), frozenset())


@remembered("round.ownership_ballots", "round.ownership_tallies")
def _answered(session: Session) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for one in session.round.ownership_ballots:
        if one.kind and one.ballot and one.touchpoint and one.participant:
            found.setdefault((one.ballot, one.participant), set()).add(one.touchpoint)
    for kept in session.round.ownership_tallies:
        for who in kept.answered:
            found.setdefault((kept.ballot or "", who), set()).add(kept.touchpoint or "")
    return found


def given(session: Session, number: str, touchpoint: str, participant: str) -> OwnershipBallot | None:
    """An answer that still has its name; None where there is none, or none any more."""
    return _given(session).get((number, touchpoint, participant))


@remembered("round.ownership_ballots")
def _given(session: Session) -> dict[tuple[str | None, str | None, str | None], OwnershipBallot]:
    return {
        (answer.ballot, answer.touchpoint, answer.participant): answer
        for answer in session.round.ownership_ballots
        if answer.kind
    }


def is_kept_without_name(session: Session, number: str, touchpoint: str, participant: str) -> bool:
    """Whether an answer was given and is now a part of a tally, so that nobody can read or change it."""
    kept = index(session.round.ownership_tallies).get(f"{number}:{touchpoint}")
    return isinstance(kept, OwnershipTally) and participant in kept.answered


# ---- what is shown of it -----------------------------------------------------------------------------------
class Told(NamedTuple):
    """What a revealed ballot says of one touchpoint; `before` is what the ballot before it said."""

    touchpoint: str
    now: Diagnosis
    before: Diagnosis | None = None


def told(session: Session, number: str) -> tuple[Told, ...]:
    """What a ballot says, what needs talk most first: contested, vacant, unclear, held; then the least
    agreed. The whole is not among them: ask `told_of`."""
    found = [told_of(session, one, number) for one in asked(session, number) if one != WHOLE]
    return tuple(sorted(found, key=lambda one: (_NEEDS_TALK.index(one.now.status), one.now.agreement or 0.0)))


def told_of(session: Session, touchpoint: str, number: str) -> Told:
    """What a ballot says of one touchpoint, or of the whole."""
    numbers = ballot_numbers(session)
    earlier = (
        (revealed_tally(session, touchpoint, one) for one in reversed(numbers[: numbers.index(number)]))
        if number in numbers
        else ()
    )
    before = next((judge(one) for one in earlier if one.n), None)
    return Told(touchpoint, judge(revealed_tally(session, touchpoint, number)), before)
