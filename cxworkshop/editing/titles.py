"""Lets what a title proposes of a person follow the title, as long as nobody has said otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from cxworkshop.method.roles import proposed
from cxworkshop.model.ops import Ops, Set
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

PROPOSED = ("function", "own", "leadership_team", "board_member", "customer_facing", "seniority_rank")
"""The fields that a title speaks of."""


def with_title(person: Person, given: Mapping[str, Any], sector: str | None) -> Person:
    """A new person with what the title proposes, apart from what is `given`."""
    return person.model_copy(
        update={field: value for field, value in proposed(person.role, sector).items() if field not in given}
    )


def followers(session: Session, place: Place, value: Any) -> Ops:
    """What follows a new title of a person, or a new sector, which has other functions."""
    sector = session.organisation.sector
    if (place.table, place.field) == ("people", "role"):
        person = cast(Person | None, session.find("people", place.id))
        return () if person is None else tuple(_follow(person, sector, value, sector))
    if (place.table, place.field) == ("organisation", "sector"):
        return tuple(
            op
            for person in session.people
            for op in _follow(person, sector, person.role, value)
            if op.place.field == "function"
        )
    return ()


def _follow(person: Person, sector: str | None, role: str, new_sector: str | None) -> Iterator[Set]:
    """The new values of fields that are as the old title proposed, or of a person of whom nothing is said."""
    is_blank = all(getattr(person, field) == getattr(Person, field) for field in PROPOSED)
    before = {} if is_blank else proposed(person.role, sector)
    after = proposed(role, new_sector)
    for field in PROPOSED:
        default, value = getattr(Person, field), getattr(person, field)
        new = after.get(field, default)
        if value == before.get(field, default) and value != new:
            yield Set(Place("people", person.id, field), new)
