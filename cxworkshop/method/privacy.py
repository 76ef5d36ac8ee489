"""What stays of blind answers when the names go: counts, self-claims and who answered; figures in order of size.

Editing asks this when Organise is passed, and when a file is first opened on a later day.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.record import Record
from cxworkshop.model.responsibility import OwnershipTally
from cxworkshop.model.session import Round, Session

_Row = TypeVar("_Row", bound=Record)


def reduced(session: Session) -> Session:
    """The session without a name beside any blind answer, in every round; the same object when there was none."""
    rounds = tuple(_reduced(session.as_of(one.number)) for one in session.rounds)
    if all(new is old for new, old in zip(rounds, session.rounds, strict=True)):
        return session
    return session.model_copy(update={"rounds": rounds})


def holds_names(session: Session) -> bool:
    """Whether any blind answer has a name beside it."""
    return any(
        one.ownership_ballots
        or any(
            row.participant
            for rows in (one.guesses, one.overall_levels, one.function_scores, one.value_scores, one.confidence_scores)
            for row in rows
        )
        for one in session.rounds
    )


def is_nameless(session: Session, table: str) -> bool:
    """Whether the figures of a blind table are kept without names: nobody could tell which of them another one replaces."""
    return any(getattr(row, "participant", None) is None for row in session.records(table))


def _reduced(session: Session) -> Round:
    one = session.round
    without: dict[str, Any] = {
        "guesses": _nameless(one.guesses, lambda row: row.measure, lambda row: row.value),
        "overall_levels": _nameless(one.overall_levels, lambda _row: None, lambda row: row.value),
        "function_scores": _nameless(one.function_scores, lambda row: row.function, lambda row: row.value),
        "value_scores": _nameless(one.value_scores, lambda row: row.statement, lambda row: row.value),
        "confidence_scores": _nameless(one.confidence_scores, lambda _row: None, lambda row: row.value),
    }
    if one.ownership_ballots:
        without["ownership_tallies"] = _tallies(session)
        without["ownership_ballots"] = ()
    changed = {name: rows for name, rows in without.items() if rows is not getattr(one, name)}
    return one.model_copy(update=changed) if changed else one


def _tallies(session: Session) -> tuple[OwnershipTally, ...]:
    """A tally for each touchpoint and ballot that anybody answered, whether its answers had names until now or not."""
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


def _nameless(rows: tuple[_Row, ...], about: Callable[[_Row], Hashable], value: Callable[[_Row], float | None]) -> tuple[_Row, ...]:
    """The figures about each thing in order of size, numbered where a name stood, so that not even their order tells whose
    they were. Rows that nobody filled in go."""
    if not any(getattr(row, "participant", None) for row in rows):
        return rows
    groups: dict[Hashable, list[_Row]] = {}
    for row in rows:
        if value(row) is not None:
            groups.setdefault(about(row), []).append(row)
    found: list[_Row] = []
    for thing, held in groups.items():
        held.sort(key=lambda row: value(row) or 0)
        for i, row in enumerate(held, 1):
            number = f"{i:02d}" if thing is None else f"{thing}:{i:02d}"
            found.append(row.model_copy(update={"id": number, "participant": None}))
    return tuple(found)
