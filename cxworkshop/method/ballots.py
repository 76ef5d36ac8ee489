"""The blind ballot: what it asks about, the letters of its candidates, and who has answered.

Read by the screens that collect answers and by the ballot sheet; what the answers say is in `responsibility`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from typing import Literal, NamedTuple, cast

from cxworkshop.language import _, say, time_text
from cxworkshop.method.checks.finding import people_of, voters
from cxworkshop.method.diagnosis import Answer, Diagnosis
from cxworkshop.method.lookup import cached_on, expected_voters, in_journey, in_scope
from cxworkshop.method.responsibility import (
    FIRST,
    as_is,
    ballot_numbers,
    ballot_of,
    is_revealed,
    judged_of,
    tally_of,
)
from cxworkshop.model.ballots import ANSWERS, WHOLE, OwnershipBallot, OwnershipTally
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session, index

QUESTION = say("Who is accountable today for how this touchpoint feels to the customer?")
SIGNS = {"-": "nobody", "*": "several", "=": "partner", "?": "dont_know"}
"""The answers that name nobody, by their sign on the slip."""
LETTERS = ascii_lowercase + ascii_uppercase
"""Candidates beyond these have no letter."""
_ASK_AGAIN = frozenset({"unclear", "contested", "insufficient", "not_asked"})
_NEEDS_TALK = ("contested", "vacant", "unclear", "held", "insufficient", "not_asked")

State = Literal["open", "sealed", "revealed"]


# ---- what is asked -----------------------------------------------------------------------------------------
@cached_on("people", "round.number", "round.started_on", "round.letters")
def candidates(session: Session) -> dict[str, Person]:
    """The people who may be named, by letter: all of our own, absent ones too, in the order of the people.

    Letters that were printed or answered with stay with their people, whoever moves, leaves or is a partner's
    by now; others get the next ones. A person who has left since the round began keeps the letter, too.
    """
    begun, by_id = session.round.started_on or date.min, index(session.people)
    fixed = {row.letter or "": cast(Person, by_id.get(row.person or "")) for row in session.round.letters}
    lettered = {row.person for row in session.round.letters}
    others = (who for who in people_of(session, begun) if who.own and who.id not in lettered)
    later = dict(zip((letter for letter in LETTERS if letter not in fixed), others, strict=False))
    by_letter = {**fixed, **later}
    return {letter: who for letter in LETTERS if (who := by_letter.get(letter))}


def not_printed(session: Session) -> dict[str, Person]:
    """Who may be named and is not on the sheet that was printed last, by letter; nobody before one is
    printed."""
    printed = {row.letter for row in session.round.letters if row.printed}
    return {letter: who for letter, who in candidates(session).items() if printed and letter not in printed}


def letters_range(letters: Sequence[str]) -> str:
    """Letters as people read them: a–h; the letter alone where there is one."""
    return "–".join(dict.fromkeys((letters[0], letters[-1]))) if letters else ""


def letter_of(session: Session, person: str | None) -> str:
    """The letter of a candidate; empty for somebody who has none."""
    return next((letter for letter, candidate in candidates(session).items() if candidate.id == person), "")


def answer_for(session: Session, sign: str) -> Answer | None:
    """The answer that a character on a slip stands for, None for an unknown one.

    A capital letter is read as the small one while small letters suffice.
    """
    if sign in SIGNS:
        return Answer(SIGNS[sign])
    by_letter = candidates(session)
    person = by_letter.get(sign) or (
        by_letter.get(sign.lower()) if len(by_letter) <= len(ascii_lowercase) else None
    )
    return Answer("person", person.id) if person else None


def sign_of(session: Session, answer: OwnershipBallot) -> str:
    """The character that an answer was given by; empty when there is none."""
    if answer.kind == "person":
        return letter_of(session, answer.person)
    return next((sign for sign, kind in SIGNS.items() if kind == answer.kind), "")


def answer_words(session: Session, answer: OwnershipBallot) -> str:
    """An answer in words: a name, or nobody, several, a partner, don't know."""
    if answer.kind == "person":
        return session.name_of("people", answer.person) if answer.person else ""
    return _(dict(ANSWERS).get(answer.kind or "", ""))


def asked(session: Session, number: str = FIRST) -> tuple[str, ...]:
    """The ids that a ballot asks about: touchpoints in the order of the journey, then the whole.

    The first ballot asks about everything, a later one about what is unclear, contested or new, or answered
    in it already. Once sealed, a ballot asks about what was answered, whatever has become of it since.
    """
    everything = (*(touchpoint.id for touchpoint in in_scope(session)), WHOLE)
    answered = {
        row.touchpoint for row in session.round.ownership_ballots if row.ballot == number and row.kind
    }
    if state(session, number) != "open":
        ever = (*(touchpoint.id for touchpoint in in_journey(session)), WHOLE)
        return tuple(touchpoint for touchpoint in ever if tally_of(session, touchpoint, number).n)
    return (
        everything
        if number == FIRST
        else tuple(
            touchpoint
            for touchpoint in everything
            if touchpoint in answered or _is_asked_again(as_is(session, touchpoint))
        )
    )


def _is_asked_again(diagnosis: Diagnosis) -> bool:
    return diagnosis.status in _ASK_AGAIN or diagnosis.is_few


# ---- how far it is -----------------------------------------------------------------------------------------
def state(session: Session, number: str) -> State:
    """Open, then sealed, then revealed."""
    if is_revealed(session, number):
        return "revealed"
    return "sealed" if ballot_of(session, number).sealed_at else "open"


def current_number(session: Session) -> str:
    """The number of the ballot that is going on, else the newest."""
    return _going_on(session) or ballot_numbers(session)[-1]


def next_number(session: Session) -> str:
    """The number of the ballot that asks again: the one that is going on, whoever has begun it, else a new
    one."""
    return _going_on(session) or str(int(ballot_numbers(session)[-1]) + 1)


def _going_on(session: Session) -> str:
    """The first ballot after the first that has answers and that the room has not seen; empty without one."""
    answered = {number for number, _who in _answered(session)} - {FIRST}
    numbers = (number for number in ballot_numbers(session) if number in answered)
    return next((number for number in numbers if state(session, number) != "revealed"), "")


def sealed_time(session: Session, number: str) -> str:
    """The clock time at which a ballot was sealed; empty when it is not sealed."""
    at = ballot_of(session, number).sealed_at
    return time_text(at) if at else ""


class Progress(NamedTuple):
    """Who has answered everything, who a part, and how many are asked."""

    whole: tuple[str, ...]
    part: tuple[str, ...]
    of: int

    def __str__(self) -> str:
        return str(say("{n} of {of} in", n=len(self.whole), of=self.of))


def progress(session: Session, number: str) -> Progress:
    """How many have answered, without what they answered."""
    questions = set(asked(session, number))
    everybody = [person.id for person in voters(session)]
    lacking = {who: len(questions - answered_by(session, number, who)) for who in everybody}
    expected = {person.id for person in expected_voters(session)}
    room = [who for who in everybody if who in expected or not lacking[who]]
    whole = tuple(who for who in room if questions and not lacking[who])
    return Progress(whole, tuple(who for who in room if 0 < lacking[who] < len(questions)), len(room))


def answered_by(session: Session, number: str, participant: str) -> Set[str]:
    """What a participant has answered about in a ballot, also once the names are gone."""
    return _answered(session).get((number, participant), frozenset())


@cached_on("round.ownership_ballots", "round.ownership_tallies")
def _answered(session: Session) -> dict[tuple[str, str], set[str]]:
    answered: dict[tuple[str, str], set[str]] = {}
    for answer in session.round.ownership_ballots:
        if answer.kind and answer.ballot and answer.touchpoint and answer.participant:
            answered.setdefault((answer.ballot, answer.participant), set()).add(answer.touchpoint)
    for tally in session.round.ownership_tallies:
        for who in tally.answered:
            answered.setdefault((tally.ballot or "", who), set()).add(tally.touchpoint or "")
    return answered


def given(session: Session, number: str, touchpoint: str, participant: str) -> OwnershipBallot | None:
    """An answer that still has its name, else None."""
    return _given(session).get((number, touchpoint, participant))


@cached_on("round.ownership_ballots")
def _given(session: Session) -> dict[tuple[str | None, str | None, str | None], OwnershipBallot]:
    return {
        (answer.ballot, answer.touchpoint, answer.participant): answer
        for answer in session.round.ownership_ballots
        if answer.kind
    }


def is_kept_without_name(session: Session, number: str, touchpoint: str, participant: str) -> bool:
    """Whether an answer is part of a tally by now, so that it can be neither read nor changed."""
    tally = index(session.round.ownership_tallies).get(f"{number}:{touchpoint}")
    return isinstance(tally, OwnershipTally) and participant in tally.answered


# ---- what is shown of it -----------------------------------------------------------------------------------
class BallotResult(NamedTuple):
    """What a revealed ballot says of one touchpoint; `before` is the diagnosis of an earlier ballot."""

    touchpoint: str
    now: Diagnosis
    before: Diagnosis | None = None


def results(session: Session, number: str) -> tuple[BallotResult, ...]:
    """What a ballot says of each touchpoint, in the order in which they need talk; the least agreed first.

    The whole is not among them; see `result_of`.
    """
    by_touchpoint = [
        result_of(session, touchpoint, number) for touchpoint in asked(session, number) if touchpoint != WHOLE
    ]
    return tuple(sorted(by_touchpoint, key=_need_of_talk))


def _need_of_talk(result: BallotResult) -> tuple[int, float]:
    return _NEEDS_TALK.index(result.now.status), result.now.agreement or 0.0


def result_of(session: Session, touchpoint: str, number: str) -> BallotResult:
    """What a ballot says of one touchpoint, or of the whole."""
    numbers = ballot_numbers(session)
    earlier = reversed(numbers[: numbers.index(number)]) if number in numbers else ()
    results = (judged_of(session, touchpoint, earlier_number) for earlier_number in earlier)
    before = next((result for result in results if result.n), None)
    return BallotResult(touchpoint, judged_of(session, touchpoint, number), before)
