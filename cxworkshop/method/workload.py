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
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.session import Session


def loads(session: Session, on: date | None = None) -> dict[str, int]:
    """The number of touchpoints in scope for each accountable person; with a day, without those who left."""
    named = (ownership_of(session, touchpoint.id).accountable for touchpoint in in_scope(session))
    day = None if on is None else session.judged_on(on)
    people = ((who, person(session, who)) for who in named if who)
    return dict(Counter(who for who, owner in people if owner and not (day and owner.has_left(day))))


def carried_by(session: Session, person_id: str) -> tuple[str, ...]:
    """The touchpoints in scope, and WHOLE, that a person is accountable for from today."""
    carried = (tp.id for tp in in_scope(session) if ownership_of(session, tp.id).accountable == person_id)
    whole = (WHOLE,) if session.round.cx_lead.accountable == person_id else ()
    return (*carried, *whole)


def waiting_actions(session: Session) -> dict[str, list[Action]]:
    """The actions that wait to be done, by owner."""
    waiting: dict[str, list[Action]] = {}
    for action in session.round.actions:
        if action.owner and action.is_unfinished:
            waiting.setdefault(action.owner, []).append(action)
    return waiting


def most_for_one(session: Session) -> int:
    """The most touchpoints that one person can carry: LOAD, or LOAD_SHARE of at least LOAD_SHARE_FROM where
    that is fewer."""
    whole = len(in_scope(session))
    by_share = int(whole * thresholds.LOAD_SHARE + 1e-9)  # a third of nine is three
    return min(thresholds.LOAD, by_share) if whole >= thresholds.LOAD_SHARE_FROM else thresholds.LOAD


def overloaded(session: Session, on: date | None = None) -> tuple[str, ...]:
    """The people with more touchpoints than one person can carry."""
    most = most_for_one(session)
    return tuple(who for who, load in loads(session, on).items() if load > most)


def concentration(loads: Iterable[int]) -> float | None:
    """Herfindahl–Hirschman index of loads: 1 when one person carries all."""
    counts = list(loads)
    return sum(load * load for load in counts) / sum(counts) ** 2 if counts else None


def hhi(session: Session, on: date | None = None) -> float | None:
    """How concentrated responsibility is (0–1)."""
    return concentration(loads(session, on).values())


def effective_owners(session: Session, on: date | None = None) -> float | None:
    """The number of equally loaded owners with the same concentration: 1/HHI."""
    index = hhi(session, on)
    return 1 / index if index else None


def chief_carries(session: Session, on: date | None = None) -> str | None:
    """Whoever leads the organisation, when accountable for CHIEF_SHARE of the touchpoints or more."""
    whole = len(in_scope(session))
    for who, load in loads(session, on).items():
        owner = person(session, who)
        if owner and owner.is_chief and load / whole >= thresholds.CHIEF_SHARE:
            return who
    return None
