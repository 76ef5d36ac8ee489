"""What of a session stays on the laptop where it was written: the facilitator's private notes. Neither a
store nor another facilitator's laptop gets any."""

from __future__ import annotations

from cxworkshop.model.session import Round, Session

_NOTES = "notes"


def has_notes(session: Session) -> bool:
    return any(round_.notes for round_ in session.rounds)


def without_notes(session: Session) -> Session:
    """The session as others have it, with no word of a note; the same object when there is none."""
    aside = tuple(row for row in session.set_aside if row.in_table != _NOTES)
    if len(aside) == len(session.set_aside) and not has_notes(session):
        return session
    rounds = tuple(map(_without_notes, session.rounds))
    return session.model_copy(update={"rounds": rounds, "set_aside": aside})


def _without_notes(round_: Round) -> Round:
    if not round_.notes:
        return round_
    unread = tuple(row for row in round_.unread if not (row.place or "").startswith(f"{_NOTES}/"))
    return round_.model_copy(update={"notes": (), "unread": unread})
