"""Blind dots, which narrow a list without a debate (method D.13). They advise; the named decider decides."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from cxworkshop.method.lookup import expected_voters, grouped, in_scope
from cxworkshop.method.privacy import answered, is_nameless
from cxworkshop.model.session import Session

MOST_ON_ONE = 2
"""Dots of one person on one touchpoint, at most."""
FEWEST, MOST = 3, 5
THINGS_PER_DOT = 4
"""Touchpoints for each dot of a person, between FEWEST and MOST dots."""


def dots_each(things: int) -> int:
    """How many dots each person has for so many touchpoints."""
    return min(MOST, max(FEWEST, ceil(things / THINGS_PER_DOT)))


def placed(session: Session, participant: str) -> int:
    """How many dots a person has placed."""
    return sum(dot.value or 0 for dot in grouped(session.round.dots, "participant").get(participant, ()))


def may_place(session: Session, participant: str, touchpoint: str, value: int) -> bool:
    """Whether a person has enough dots left to place `value` on a touchpoint; none once they are sealed."""
    if participant in answered(session, "dots"):
        return False
    here = next(
        (
            dot.value or 0
            for dot in session.round.dots
            if (dot.touchpoint, dot.participant) == (touchpoint, participant)
        ),
        0,
    )
    return value <= MOST_ON_ONE and placed(session, participant) - here + value <= dots_each(
        len(in_scope(session))
    )


def is_complete(session: Session) -> bool:
    """Whether everybody asked has placed dots; until then none are shown."""
    if is_nameless(session, "dots"):
        return True
    voters_in = {dot.participant for dot in session.round.dots if dot.value is not None}
    voters_in |= answered(session, "dots")
    room = expected_voters(session)
    return bool(room) and all(person.id in voters_in for person in room)


class DotRank(NamedTuple):
    """A touchpoint with its dots and its rank; equal dots share a rank."""

    touchpoint: str
    dots: int
    place: int


def ranked(session: Session) -> tuple[DotRank, ...]:
    """The touchpoints in scope by their dots, the most first; empty until all have placed theirs."""
    if not is_complete(session):
        return ()
    by = grouped(session.round.dots, "touchpoint")
    counts = {
        touchpoint.id: sum(dot.value or 0 for dot in by.get(touchpoint.id, ()))
        for touchpoint in in_scope(session)
    }
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return tuple(
        DotRank(touchpoint, dots, 1 + sum(other > dots for other in counts.values()))
        for touchpoint, dots in ordered
    )


def ties_at(ranks: tuple[DotRank, ...], cut: int) -> tuple[str, ...]:
    """The touchpoints tied across the line below the first `cut`: they are voted on again, or all kept."""
    if cut >= len(ranks) or ranks[cut - 1].dots != ranks[cut].dots or not ranks[cut].dots:
        return ()
    return tuple(rank.touchpoint for rank in ranks if rank.dots == ranks[cut].dots)
