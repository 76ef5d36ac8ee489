"""Blind answers as changes: one answer, one score, sealing, revealing, and taking the names away.

Answers are no steps of the history and have no text, so that none of them is ever named, logged or taken back
by `u`.
"""

from __future__ import annotations

from datetime import datetime

from cxworkshop.editing.changes import Change, set_value, set_values, with_rows
from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words, say
from cxworkshop.method import ballots
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import reduced
from cxworkshop.model.ballots import OwnershipBallot
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index


def vote(number: str, touchpoint: str, participant: str, answer: Answer | None) -> Change:
    """One blind answer, or none any more. Raises ReadOnly when the ballot is sealed, or the answer is kept
    without a name."""

    def act(session: Session) -> Session:
        if ballots.state(session, number) != "open":
            raise ReadOnly(say("The ballot is sealed."))
        if ballots.is_kept_without_name(session, number, touchpoint, participant):
            raise ReadOnly(say("This answer was kept without a name; it cannot be changed any more."))
        row = f"{number}:{touchpoint}:{participant}"
        rows = session.round.ownership_ballots
        new = None
        if answer is not None:
            keys = {"id": row, "ballot": number, "touchpoint": touchpoint, "participant": participant}
            new = OwnershipBallot(**keys, kind=answer.kind, person=answer.person)
        return with_rows(session, "ownership_ballots", _replaced(rows, row, new))

    return Change(say("Blind answer"), act, silent=True)


def _replaced(
    rows: tuple[OwnershipBallot, ...], row: str, new: OwnershipBallot | None
) -> tuple[OwnershipBallot, ...]:
    if new is None:
        return tuple(one for one in rows if one.id != row)
    if row in index(rows):
        return tuple(new if one.id == row else one for one in rows)
    return (*rows, new)


def score(place: Place, value: int | None) -> Change:
    """One blind figure in its place."""
    given = set_value(place, value)
    return Change(say("Blind answer"), given.act, silent=True)


def seal(number: str, at: datetime) -> Change:
    """From now on no answer of the ballot is added or changed. Undo does not cross it."""
    return _barrier(say("Ballot sealed"), number, "sealed_at", at)


def reveal(number: str, at: datetime) -> Change:
    """From now on what the ballot says is shown. Undo does not cross it."""
    return _barrier(say("Ballot revealed"), number, "revealed_at", at)


def _barrier(words: Words, number: str, field: str, at: datetime) -> Change:
    made = set_values([(Place("ballots", number, field), at)], words)
    return Change(words, made.act, barrier=True)


def forget_names() -> Change:
    """Blind answers become counts. Undo does not cross it: its steps still hold the names."""
    return Change(say("Blind answers kept without names"), reduced, barrier=True)
