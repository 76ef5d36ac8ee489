"""Blind answers as changes: an answer, a score, seal, reveal, removal of the names.

An answer is no step of the history and has no text, so that it is never named, logged or undone with `u`.
"""

from __future__ import annotations

from datetime import datetime

from cxworkshop.editing.changes import Change, set_value
from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words, say
from cxworkshop.method import ballots
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import reduced
from cxworkshop.model.ballots import OwnershipBallot
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
            raise ReadOnly(say("This answer was kept without a name; it cannot be changed any more."))
        here = Place("ownership_ballots", row, "", session.round.number)
        exists = row in index(session.round.ownership_ballots)
        if answer is None:
            return (Remove(here),) if exists else ()
        if exists:
            return Set(here.at("kind"), answer.kind), Set(here.at("person"), answer.person)
        keys = {"id": row, "ballot": number, "touchpoint": touchpoint, "participant": participant}
        return (Add(here.table, here.round, OwnershipBallot(**keys, kind=answer.kind, person=answer.person)),)

    return Change(say("Blind answer"), ops, unrecorded=True)


def score(place: Place, value: int | None) -> Change:
    """Sets one blind figure."""
    return Change(say("Blind answer"), set_value(place, value).ops, unrecorded=True)


def seal(number: str, at: datetime) -> Change:
    """Closes a ballot to new and changed answers. A barrier to undo."""
    return _barrier(say("Ballot sealed"), number, "sealed_at", at)


def reveal(number: str, at: datetime) -> Change:
    """Shows what the ballot says from now on. A barrier to undo."""
    return _barrier(say("Ballot revealed"), number, "revealed_at", at)


def _barrier(words: Words, number: str, field: str, at: datetime) -> Change:
    return Change(words, set_value(Place("ballots", number, field), at).ops, barrier=True)


def forget_names() -> Change:
    """Reduces blind answers to counts, in every round. A barrier to undo: earlier steps still have the
    names."""
    words = say("Blind answers kept without names")
    return Change(
        words,
        lambda session: difference(session, reduced(session)),
        barrier=True,
        reads_rows=True,
        changes_closed_rounds=True,
    )
