"""Blind answers as changes: one answer, one score, sealing, revealing, and taking the names away.

Answers are no steps of the history and have no text, so that none of them is ever named, logged or taken back
by `u`.
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
    """One blind answer, or none any more. Raises ReadOnly when the ballot is sealed, or the answer is kept
    without a name."""
    row = f"{number}:{touchpoint}:{participant}"

    def makes(session: Session) -> Ops:
        if ballots.state(session, number) != "open":
            raise ReadOnly(say("The ballot is sealed."))
        if ballots.is_kept_without_name(session, number, touchpoint, participant):
            raise ReadOnly(say("This answer was kept without a name; it cannot be changed any more."))
        here = Place("ownership_ballots", row, "", session.round.number)
        stands = row in index(session.round.ownership_ballots)
        if answer is None:
            return (Remove(here),) if stands else ()
        if stands:
            return Set(here.at("kind"), answer.kind), Set(here.at("person"), answer.person)
        keys = {"id": row, "ballot": number, "touchpoint": touchpoint, "participant": participant}
        return (Add(here.table, here.round, OwnershipBallot(**keys, kind=answer.kind, person=answer.person)),)

    return Change(say("Blind answer"), makes, silent=True)


def score(place: Place, value: int | None) -> Change:
    """One blind figure in its place."""
    return Change(say("Blind answer"), set_value(place, value).ops, silent=True)


def seal(number: str, at: datetime) -> Change:
    """From now on no answer of the ballot is added or changed. Undo does not cross it."""
    return _barrier(say("Ballot sealed"), number, "sealed_at", at)


def reveal(number: str, at: datetime) -> Change:
    """From now on what the ballot says is shown. Undo does not cross it."""
    return _barrier(say("Ballot revealed"), number, "revealed_at", at)


def _barrier(words: Words, number: str, field: str, at: datetime) -> Change:
    return Change(words, set_value(Place("ballots", number, field), at).ops, barrier=True)


def forget_names() -> Change:
    """Blind answers become counts, in every round. Undo does not cross it: its steps still hold the names."""
    words = say("Blind answers kept without names")
    return Change(
        words, lambda session: difference(session, reduced(session)), barrier=True, looks=True, history=True
    )
