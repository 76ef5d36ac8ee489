"""At which slips of a blind ballot others are who have the same workshop open; never what they key in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cxworkshop.language import Words, say
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.place import Place
from cxworkshop.sheets.slips import OwnershipSlips, ScoreSlips

if TYPE_CHECKING:
    from cxworkshop.storage.shared import Colleague

Slips = OwnershipSlips | ScoreSlips


def place_of(slips: Slips, col: int | None) -> Place:
    """Where somebody is who keys in a slip; None is beside them all."""
    people = slips.people
    return Place(slips.slip.table, people[col].id if col is not None and col < len(people) else "")


def in_use(slips: Slips, col: int) -> list[Place]:
    """Whose slip is keyed in, and what it asks about: while that goes on nobody removes them."""
    if not slips.is_open or col >= len(slips.people):
        return []
    touchpoints = [Place("touchpoints", key) for key in slips.keys if key not in ("", WHOLE)]
    return [Place("people", slips.people[col].id), *touchpoints]


def is_at(other: Colleague, slips: Slips) -> bool:
    """Whether somebody else has the same kind of slips before them."""
    return other.place is not None and other.place.table == slips.slip.table


def taken(others: Iterable[Colleague], slips: Slips) -> Mapping[str, str]:
    """Who else is at a slip, by the id of its person."""
    people = {person.id for person in slips.people}
    names: dict[str, str] = {}
    for other in others:
        if other.place is not None and is_at(other, slips) and (who := other.place.id) in people:
            names[who] = f"{names[who]}+{other.name}" if who in names else other.name
    return names


def at_slips(others: Sequence[Colleague], kinds: Iterable[Slips], sealed: Slips) -> Words:
    """Who is in the middle of a slip that a seal would cut off; empty where nobody is."""
    told: Words = ""
    for slips in kinds if isinstance(sealed, OwnershipSlips) else (sealed,):
        for col, person in enumerate(slips.people):
            who = taken(others, slips).get(person.id)
            if who and not slips.is_complete(col):
                name = slips.session.name_of("people", person.id)
                told = say("{who} is still at the slip of {name}", who=who, name=name)
    return told
