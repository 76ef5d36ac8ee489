"""What stays of blind answers when the names go: counts, self-claims and who answered; figures in order of
size.

Editing asks this when Organise is passed, and when a file is first opened on a later day.
"""

from __future__ import annotations

from typing import Any

from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.ballots import OwnershipTally
from cxworkshop.model.session import Round, Session

BLIND_TABLES = {
    "guesses": "measure",
    "overall_levels": "",
    "function_scores": "function",
    "value_scores": "statement",
    "confidence_scores": "",
    "dots": "touchpoint",
}
"""The tables of figures that are given blindly, and the field that says what a figure is about."""


ANSWER_TABLES = ("ballots", "ownership_ballots", "ownership_tallies", *BLIND_TABLES)
"""Votes in the making: recorded as they are given, and no steps of the history."""


def reduced(session: Session) -> Session:
    """The session without a name beside any blind answer, in every round; the same object when there was
    none."""
    rounds = tuple(_reduced(session.as_of(round_.number)) for round_ in session.rounds)
    if all(new is old for new, old in zip(rounds, session.rounds, strict=True)):
        return session
    return session.model_copy(update={"rounds": rounds})


def holds_names(session: Session) -> bool:
    """Whether any blind answer has a name beside it."""
    return any(
        round_.ownership_ballots
        or any(getattr(row, "participant", None) for table in BLIND_TABLES for row in getattr(round_, table))
        for round_ in session.rounds
    )


def is_nameless(session: Session, table: str) -> bool:
    """Whether the figures of a blind table are kept without names: nobody could tell which of them another
    one replaces."""
    return any(getattr(row, "participant", None) is None for row in session.records(table))


def _reduced(session: Session) -> Round:
    one = session.round
    without: dict[str, Any] = {
        table: _nameless(getattr(one, table), about) for table, about in BLIND_TABLES.items()
    }
    if one.ownership_ballots:
        without["ownership_tallies"] = _tallies(session)
        without["ownership_ballots"] = ()
    changed = {name: rows for name, rows in without.items() if rows is not getattr(one, name)}
    return one.model_copy(update=changed) if changed else one


def _tallies(session: Session) -> tuple[OwnershipTally, ...]:
    """A tally for each touchpoint and ballot that anybody answered, whether its answers had names until now
    or not."""
    one = session.round
    kept = [(row.ballot, row.touchpoint) for row in one.ownership_tallies]
    given = [(row.ballot, row.touchpoint) for row in one.ownership_ballots if row.kind]
    found = []
    for ballot, touchpoint in dict.fromkeys((*kept, *given)):
        if ballot is None or touchpoint is None:
            continue
        told = tally_of(session, touchpoint, ballot)
        found.append(
            OwnershipTally(
                id=f"{ballot}:{touchpoint}",
                ballot=ballot,
                touchpoint=touchpoint,
                named=tuple(person for person, votes in told.votes for _ in range(votes)),
                nobody=told.nobody,
                several=told.several,
                partner=told.partner,
                dont_know=told.dont_know,
                self_claims=told.self_claims,
                answered=told.answered,
            )
        )
    return tuple(found)


def _nameless(rows: tuple[Any, ...], about: str) -> tuple[Any, ...]:
    """The figures about each thing in order of size, numbered where a name stood, so that not even their
    order tells whose they were. Rows that nobody filled in go."""
    if not any(row.participant for row in rows):
        return rows
    groups: dict[str, list[Any]] = {}
    for row in rows:
        if row.value is not None:
            groups.setdefault(getattr(row, about) if about else "", []).append(row)
    found: list[Any] = []
    for thing, held in groups.items():
        held.sort(key=lambda row: float(row.value))
        for i, row in enumerate(held, 1):
            number = f"{thing}:{i:02d}" if thing else f"{i:02d}"
            found.append(row.model_copy(update={"id": number, "participant": None}))
    return tuple(found)
