"""Who speaks when, so that rank does not decide what is said: the guide panel shows it."""

from __future__ import annotations

from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session


def speaking_order(session: Session) -> tuple[Person, ...]:
    """Those in the room: who meets customers first, then by reverse seniority, the most senior last (method C.0)."""
    present = set(session.round.participants)
    return tuple(sorted((person for person in session.people if person.id in present), key=_turn))


def _turn(person: Person) -> tuple[bool, bool, bool, float]:
    rank = person.seniority_rank
    # rank 1 is last even where she meets customers herself; without ranks the leadership team speaks after the others
    return rank == 1, not person.customer_facing, person.leadership_team, -(rank or float("inf"))
