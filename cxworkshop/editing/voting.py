"""Blind answers as changes: an answer, a score, seal, reveal, removal of the names.

An answer is no step of the history and has no text, so that it is never named, logged or undone with `u`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cxworkshop.editing.changes import Change, set_value, together
from cxworkshop.errors import ReadOnly
from cxworkshop.language import say
from cxworkshop.method import ballots
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.lookup import expected_voters
from cxworkshop.method.privacy import KEPT, KINDS, SAME_SLIP, reduced
from cxworkshop.model.ballots import BallotLetter, OwnershipBallot
from cxworkshop.model.ops import Add, Ops, Remove, Set, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index


def vote(number: str, touchpoint: str, participant: str, answer: Answer | None) -> Change:
    """Sets one blind answer; None removes it. Raises ReadOnly when the ballot is sealed, or the answer is
    kept without a name."""
    row = f"{number}:{touchpoint}:{participant}"

    def ops(session: Session) -> Ops:
        if ballots.state(session, number) != "open":
            raise ReadOnly(say("The ballot is sealed."))
        if ballots.is_kept_without_name(session, number, touchpoint, participant):
            raise ReadOnly(KEPT)
        here = Place("ownership_ballots", row, "", session.round.number)
        exists = row in index(session.round.ownership_ballots)
        if answer is None:
            return (Remove(here),) if exists else ()
        letters = fixed_letters(session)
        if exists:
            return *letters, Set(here.at("kind"), answer.kind), Set(here.at("person"), answer.person)
        keys = {"id": row, "ballot": number, "touchpoint": touchpoint, "participant": participant}
        new = OwnershipBallot(**keys, kind=answer.kind, person=answer.person)
        return *letters, Add(here.table, here.round, new)

    return Change(say("Blind answer"), ops, unrecorded=True)


def fixed_letters(session: Session) -> Ops:
    """The ops after which letters of the round stay with the people who have them."""
    fixed, number = index(session.round.letters), session.round.number
    return tuple(
        Add("letters", number, BallotLetter(id=letter, letter=letter, person=person.id))
        for letter, person in ballots.candidates(session).items()
        if letter not in fixed
    )


def printed() -> Change:
    """Fixes the letters of a ballot sheet that is handed out now. No step of the history: paper stays."""

    def ops(session: Session) -> Ops:
        number = session.round.number
        letters = (Place("letters", letter, "printed", number) for letter in ballots.candidates(session))
        return *fixed_letters(session), *(Set(letter, True) for letter in letters)

    return Change(say("Ballot sheet printed"), ops, unrecorded=True)


def score(place: Place, value: float | None) -> Change:
    """Sets one blind figure."""
    return Change(say("Blind answer"), set_value(place, value).ops, unrecorded=True)


def seal(number: str, at: datetime) -> Change:
    """Closes a ballot to new and changed answers, and removes the names from all answers given so far. A
    barrier to undo."""
    sealed_at = set_value(Place("ballots", number, "sealed_at"), at)
    return together(say("Ballot sealed"), sealed_at, _count_voters(number), forget_names())


def _count_voters(number: str) -> Change:
    """What few answers are few of, whoever leaves later."""

    def ops(session: Session) -> Ops:
        return set_value(Place("ballots", number, "voters"), len(expected_voters(session))).ops(session)

    return Change("", ops, reads_rows=True)


def seal_figures(table: str) -> Change:
    """Removes the names from a kind of blind figures, and from what stands on the same slip of paper. Others
    can still be added. A barrier to undo."""
    return forget_names(SAME_SLIP.get(table, (table,)))


def reveal(number: str, at: datetime) -> Change:
    """Shows what the ballot says from now on. A barrier to undo."""
    ops = set_value(Place("ballots", number, "revealed_at"), at).ops
    return Change(say("Ballot revealed"), ops, barrier=True)


def forget_names(kinds: Collection[str] = KINDS) -> Change:
    """Removes the names from kinds of blind answers, in every round. A barrier to undo: earlier steps still
    have the names."""
    words = say("Blind answers kept without names")
    return Change(
        words,
        lambda session: difference(session, reduced(session, kinds)),
        barrier=True,
        reads_rows=True,
        changes_closed_rounds=True,
        seals=frozenset(kinds),
    )
