"""How responsibility is distributed over people: touchpoints per person, overload and concentration.

Read by the checks, the list of who carries what, and the plan. Without `on`,
people who have left still count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from cxworkshop.method import thresholds
from cxworkshop.method.lookup import in_scope, ownership_of, person
from cxworkshop.model.session import Session


def loads(session: Session, on: date | None = None) -> dict[str, int]:
    """How many touchpoints in scope each person is named accountable for; with a day, without those who have
    left."""
    named = (ownership_of(session, touchpoint.id).accountable for touchpoint in in_scope(session))
    day = None if on is None else session.judged_on(on)
    known = ((who, person(session, who)) for who in named if who)
    return dict(Counter(who for who, found in known if found and not (day and found.has_left(day))))


def overloaded(session: Session, on: date | None = None) -> tuple[str, ...]:
    """Who carries more than four touchpoints, or more than a third of six or more."""
    whole = len(in_scope(session))
    share_counts = whole >= thresholds.LOAD_SHARE_FROM
    return tuple(
        who
        for who, load in loads(session, on).items()
        if load > thresholds.LOAD or (share_counts and load / whole > thresholds.LOAD_SHARE)
    )


def concentration(loads: Iterable[int]) -> float | None:
    """Herfindahl–Hirschman index of loads: 1 when one person carries all."""
    held = list(loads)
    return sum(load * load for load in held) / sum(held) ** 2 if held else None


def hhi(session: Session, on: date | None = None) -> float | None:
    """How concentrated responsibility is (0–1)."""
    return concentration(loads(session, on).values())


def effective_owners(session: Session, on: date | None = None) -> float | None:
    """As many equally loaded owners as would be as concentrated: 1/HHI."""
    found = hhi(session, on)
    return 1 / found if found else None


def chief_carries(session: Session, on: date | None = None) -> str | None:
    """The chief executive, when accountable for a quarter of the touchpoints or more."""
    whole = len(in_scope(session))
    for who, load in loads(session, on).items():
        found = person(session, who)
        if found and found.is_chief and load / whole >= thresholds.CHIEF_SHARE:
            return who
    return None
