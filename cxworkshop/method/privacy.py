"""Removes the names from blind answers: tallies with self-claims and who answered remain, and sorted figures.

Called by `editing` when Organise is passed, and when a file is first opened on a later day.
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
"""The tables of figures given blindly, each with the field that says what a figure is about."""

ANSWER_TABLES = ("ballots", "ownership_ballots", "ownership_tallies", *BLIND_TABLES)
"""The tables of blind answers, whose changes are saved as they come and are no steps of the history."""


def reduced(session: Session) -> Session:
    """The session without the names of blind answers, in every round; the same object when it has none."""
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
    """Whether the figures of a blind table have no names, so that a new figure cannot replace an old one."""
    return any(getattr(row, "participant", None) is None for row in session.records(table))


def _reduced(session: Session) -> Round:
    round_ = session.round
    reduced_tables: dict[str, Any] = {
        table: _nameless(getattr(round_, table), about) for table, about in BLIND_TABLES.items()
    }
    if round_.ownership_ballots:
        reduced_tables["ownership_tallies"] = _tallies(session)
        reduced_tables["ownership_ballots"] = ()
    changed = {name: rows for name, rows in reduced_tables.items() if rows is not getattr(round_, name)}
    return round_.model_copy(update=changed) if changed else round_


def _tallies(session: Session) -> tuple[OwnershipTally, ...]:
    """A tally for each touchpoint and ballot with answers, named or already reduced."""
    round_ = session.round
    nameless = [(row.ballot, row.touchpoint) for row in round_.ownership_tallies]
    named = [(row.ballot, row.touchpoint) for row in round_.ownership_ballots if row.kind]
    tallies = []
    for ballot, touchpoint in dict.fromkeys((*nameless, *named)):
        if ballot is None or touchpoint is None:
            continue
        tally = tally_of(session, touchpoint, ballot)
        tallies.append(
            OwnershipTally(
                id=f"{ballot}:{touchpoint}",
                ballot=ballot,
                touchpoint=touchpoint,
                named=tuple(person for person, votes in tally.votes for _ in range(votes)),
                nobody=tally.nobody,
                several=tally.several,
                partner=tally.partner,
                dont_know=tally.dont_know,
                self_claims=tally.self_claims,
                answered=tally.answered,
            )
        )
    return tuple(tallies)


def _nameless(rows: tuple[Any, ...], about: str) -> tuple[Any, ...]:
    """The figures about each subject, sorted by size so that their order does not tell whose they were.

    Ids have a number in place of the participant. Rows without a value are left out.
    """
    if not any(row.participant for row in rows):
        return rows
    groups: dict[str, list[Any]] = {}
    for row in rows:
        if row.value is not None:
            groups.setdefault(getattr(row, about) if about else "", []).append(row)
    nameless: list[Any] = []
    for subject, group in groups.items():
        group.sort(key=lambda row: float(row.value))
        for i, row in enumerate(group, 1):
            number = f"{subject}:{i:02d}" if subject else f"{i:02d}"
            nameless.append(row.model_copy(update={"id": number, "participant": None}))
    return tuple(nameless)
