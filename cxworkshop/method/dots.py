"""Blind dots: narrowing a list without a debate. Dots advise; the named decider decides (method D.13)."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from cxworkshop.method.checks.finding import voters
from cxworkshop.method.lookup import grouped, in_scope
from cxworkshop.method.privacy import is_nameless
from cxworkshop.model.session import Session

ON_ONE = 2
"""Dots that one person may place on one thing."""
FEWEST, MOST = 3, 5
A_DOT_FOR = 4
"""Things for each dot, within these."""


def dots_each(things: int) -> int:
    """How many dots each person has."""
    return min(MOST, max(FEWEST, ceil(things / A_DOT_FOR)))


def placed(session: Session, participant: str) -> int:
    """How many dots a person has placed."""
    return sum(dot.value or 0 for dot in grouped(session.round.dots, "participant").get(participant, ()))


def may_place(session: Session, participant: str, touchpoint: str, value: int) -> bool:
    """Whether a person has the dots for it."""
    here = next(
        (
            dot.value or 0
            for dot in session.round.dots
            if (dot.touchpoint, dot.participant) == (touchpoint, participant)
        ),
        0,
    )
    return value <= ON_ONE and placed(session, participant) - here + value <= dots_each(
        len(in_scope(session))
    )


def all_are_in(session: Session) -> bool:
    """Whether everybody asked has placed dots; nothing of them is shown before."""
    if is_nameless(session, "dots"):
        return True
    given = {dot.participant for dot in session.round.dots if dot.value is not None}
    room = voters(session)
    return bool(room) and all(person.id in given for person in room)


class Dotted(NamedTuple):
    """A touchpoint with its dots and its place in the order; those with as many dots share a place."""

    touchpoint: str
    dots: int
    place: int


def ranked(session: Session) -> tuple[Dotted, ...]:
    """The touchpoints in scope by their dots, the most first; none before all are in. A tie is a tie: nobody
    breaks it here."""
    if not all_are_in(session):
        return ()
    by = grouped(session.round.dots, "touchpoint")
    counts = {
        touchpoint.id: sum(dot.value or 0 for dot in by.get(touchpoint.id, ()))
        for touchpoint in in_scope(session)
    }
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    return tuple(
        Dotted(touchpoint, dots, 1 + sum(other > dots for other in counts.values()))
        for touchpoint, dots in ordered
    )


def tied_across(found: tuple[Dotted, ...], cut: int) -> tuple[str, ...]:
    """Those with as many dots on either side of a line below the first `cut`: they are voted on again, or all
    kept."""
    if cut >= len(found) or found[cut - 1].dots != found[cut].dots or not found[cut].dots:
        return ()
    return tuple(one.touchpoint for one in found if one.dots == found[cut].dots)
