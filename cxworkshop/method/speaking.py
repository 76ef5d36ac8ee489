"""The order of speaking, highest rank last; shown by the guide, the revealed ballot and the closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session


def speaking_order(session: Session, on: date) -> tuple[Person, ...]:
    """The participants who have not left: those who meet customers first, then by reverse seniority (method
    C.0), the board after whoever leads the organisation."""
    present, day = set(session.round.participants), session.judged_on(on)
    return _ordered([each for each in session.people if each.id in present and not each.has_left(day)])


def _ordered(room: Sequence[Person]) -> tuple[Person, ...]:
    last = most_senior(room)

    def turn(person: Person) -> tuple[bool, bool, bool, bool, float]:
        # the most senior is last even where she meets customers herself; without ranks the leadership team
        # speaks after the others
        return (
            person.board_member,
            person == last,
            not person.customer_facing,
            person.leadership_team,
            -(person.seniority_rank or float("inf")),
        )

    return tuple(sorted(room, key=turn))


def most_senior(room: Sequence[Person]) -> Person | None:
    """The person of the highest rank, the board apart; None where nobody is ranked."""
    ranked = [person for person in room if person.seniority_rank and not person.board_member]
    return min(ranked, key=lambda person: person.seniority_rank or 0, default=None)


def last_to_speak(session: Session, on: date) -> Person | None:
    """Who ends the order of speaking: of the participants, or of the house while nobody is invited; None
    where nothing says when anybody speaks."""
    day = session.judged_on(on)
    order = speaking_order(session, on) or _ordered(
        [each for each in session.people if not each.has_left(day)]
    )
    last = order[-1] if order else None
    return last if last and (last.seniority_rank or last.board_member) else None


def unplaced(session: Session, on: date) -> tuple[Person, ...]:
    """The participants of whom nothing says when they speak, where nobody is known to lead the organisation:
    it may be one of them, who must not be called up first."""
    if any(person.is_chief for person in session.people):
        return ()
    return tuple(
        person
        for person in speaking_order(session, on)
        if not (
            person.seniority_rank
            or person.board_member
            or (person.customer_facing and not person.leadership_team)
        )
    )
