"""Removes the names from blind answers: tallies with self-claims, sorted figures, and who answered remain.

Called by `editing` when answers are sealed, and when a file is first opened on a later day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cxworkshop.language import Words, say
from cxworkshop.method.lookup import cached_on
from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.ballots import FiguresAnswered, OwnershipTally
from cxworkshop.model.place import Place
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

KINDS = ("ownership_ballots", *BLIND_TABLES)
"""The tables in which a name stands beside an answer until it is sealed."""

WHO_ANSWERED = ("ownership_tallies", "figures_answered")
"""The tables that say who has answered once the names are gone."""

SAME_SLIP = dict.fromkeys(("overall_levels", "guesses"), ("overall_levels", "guesses"))
"""Kinds of figures that are written on one slip of paper, and sealed together."""

KEPT = say("This answer was kept without a name; it cannot be changed any more.")


def reduced(session: Session, kinds: Collection[str] = KINDS) -> Session:
    """The session without the names of some kinds of blind answers, in every round; the same object when it
    has none."""
    rounds = tuple(_reduced(session.as_of(round_.number), kinds) for round_ in session.rounds)
    if all(new is old for new, old in zip(rounds, session.rounds, strict=True)):
        return session
    return session.model_copy(update={"rounds": rounds})


def with_answers_of(session: Session, other: Session) -> Session:
    """The session with the blind answers of another in place of its own, none with a name: an older version
    would tell by what it lacks what somebody answered later."""
    rounds = {round_.number: round_ for round_ in reduced(other).rounds}
    changed = tuple(
        round_.model_copy(update={t: getattr(rounds[round_.number], t) for t in (*KINDS, *WHO_ANSWERED)})
        if round_.number in rounds
        else round_
        for round_ in reduced(session).rounds
    )
    return session.model_copy(update={"rounds": changed})


def without_open_answers(session: Session) -> Session:
    """The session for a copy that no seal reaches: no blind answer has a name, and what can still be answered
    in the open round is left out, for what a later seal has more would tell who answered in between. The same
    object when no answer has a name."""
    if not holds_names(session):
        return session
    last = session.rounds[-1]
    sealed = {ballot.id for ballot in last.ballots if ballot.sealed_at}
    kept = {
        table: tuple(
            row
            for row in getattr(last, table)
            if not row.participant or getattr(row, "ballot", None) in sealed
        )
        for table in KINDS
    }
    rounds = (*session.rounds[:-1], last.model_copy(update=kept))
    return reduced(session.model_copy(update={"rounds": rounds}))


def holds_names(session: Session) -> bool:
    """Whether any blind answer has a name beside it."""
    return any(
        round_.ownership_ballots
        or any(getattr(row, "participant", None) for table in BLIND_TABLES for row in getattr(round_, table))
        for round_ in session.rounds
    )


def who_answered(session: Session) -> dict[tuple[str, int, str], frozenset[str]]:
    """Who gave the answers whose names are removed, by table, round and row."""
    return {
        (table, round_.number, row.id): frozenset(row.answered)
        for table in WHO_ANSWERED
        for round_ in session.rounds
        for row in getattr(round_, table)
    }


def has_nameless(session: Session) -> bool:
    """Whether names were removed from blind answers of the round in view."""
    return bool(session.round.ownership_tallies or session.round.figures_answered)


def names_were_removed(before: Session, after: Session) -> bool:
    """Whether `after` has answers without names that `before` has not: they were sealed in between."""
    old = {round_.number: round_ for round_ in before.rounds}
    return any(
        getattr(round_, table) != getattr(old[round_.number], table)
        for round_ in after.rounds
        if round_.number in old
        for table in WHO_ANSWERED
    )


def kinds_sealed(before: Session, after: Session) -> frozenset[str]:
    """The kinds of answers of which `after` tells otherwise who has answered, and ballots that were closed:
    they were sealed in between."""
    new = {round_.number: _told(round_) for round_ in after.rounds}
    return frozenset(
        kind
        for round_ in before.rounds
        for kind, told in _told(round_).items()
        if round_.number in new and new[round_.number][kind] != told
    )


def _told(round_: Round) -> dict[str, object]:
    """Who has answered without a name, by the kind of answers, and which ballots are sealed."""
    figures: dict[str, object] = {
        kind: tuple(row for row in round_.figures_answered if row.figures == kind) for kind in BLIND_TABLES
    }
    sealed = tuple((ballot.id, ballot.sealed_at) for ballot in round_.ballots if ballot.sealed_at)
    return {"ownership_ballots": (round_.ownership_tallies, sealed), **figures}


def has_named(session: Session, table: str) -> bool:
    """Whether figures of a kind, or others on the same slip of paper, have names and can be sealed."""
    rows: list[Any] = [row for kind in SAME_SLIP.get(table, (table,)) for row in session.records(kind)]
    return any(row.participant and row.value is not None for row in rows)


@cached_on(*(f"round.{table}" for table in (*KINDS, *WHO_ANSWERED)))
def took_part(session: Session) -> frozenset[str]:
    """Who has given a blind answer of any kind in the round in view, with or without a name beside it."""
    named = {
        row.participant
        for table in KINDS
        for row in getattr(session.round, table)
        if row.participant and (row.kind if table == "ownership_ballots" else row.value is not None)
    }
    kept = (row.answered for table in WHO_ANSWERED for row in getattr(session.round, table))
    return frozenset(named.union(*kept))


def is_nameless(session: Session, table: str) -> bool:
    """Whether it is unknown who gave figures of a blind table, as in files of 0.1.0: nothing can be added to
    them."""
    return any(subject not in _answered(session) for subject in _nameless_subjects(session.round, table))


def answered(session: Session, table: str, about: str = "") -> frozenset[str]:
    """Who gave a figure whose name is removed. Dots are one answer: on which touchpoint they are would be
    told else."""
    return _answered(session).get((table, about), frozenset())


def refusal(session: Session, place: Place) -> Words:
    """Why a figure cannot be given in its place; empty when it can."""
    if is_nameless(session, place.table):
        return say("The answers are kept without names; nothing can be added to them.")
    about, _colon, participant = place.id.rpartition(":")
    if participant in answered(session, place.table, "" if place.table == "dots" else about):
        return KEPT
    return ""


@cached_on("round.figures_answered")
def _answered(session: Session) -> Mapping[tuple[str, str], frozenset[str]]:
    return {_key(row): frozenset(row.answered) for row in session.round.figures_answered}


def _key(row: FiguresAnswered) -> tuple[str, str]:
    return row.figures or "", row.about or ""


def _subject(table: str, row: Any) -> tuple[str, str]:
    """A table, and what a figure in it is about as far as may be known of who gave it."""
    about = "" if table == "dots" else BLIND_TABLES[table]
    return table, (getattr(row, about) or "") if about else ""


def _nameless_subjects(round_: Round, table: str) -> set[tuple[str, str]]:
    return {_subject(table, row) for row in getattr(round_, table) if row.participant is None}


def _reduced(session: Session, kinds: Collection[str]) -> Round:
    round_ = session.round
    reduced_tables: dict[str, Any] = {
        table: _nameless(getattr(round_, table), about)
        for table, about in BLIND_TABLES.items()
        if table in kinds
    }
    reduced_tables["figures_answered"] = _who_answered(round_, kinds)
    if round_.ownership_ballots and "ownership_ballots" in kinds:
        reduced_tables["ownership_tallies"] = _tallies(session)
        reduced_tables["ownership_ballots"] = ()
    changed = {name: rows for name, rows in reduced_tables.items() if rows is not getattr(round_, name)}
    return round_.model_copy(update=changed) if changed else round_


def _who_answered(round_: Round, kinds: Collection[str]) -> tuple[FiguresAnswered, ...]:
    """Who has answered what, with those whose names are about to go; still unknown where it was before."""
    rows = {_key(row): row for row in round_.figures_answered}
    people: dict[tuple[str, str], set[str]] = {}
    for table in BLIND_TABLES:
        unknown = _nameless_subjects(round_, table) - rows.keys()
        for row in getattr(round_, table) if table in kinds else ():
            if row.participant and row.value is not None and (subject := _subject(table, row)) not in unknown:
                people.setdefault(subject, set()).add(row.participant)
    if not people:
        return round_.figures_answered
    for (table, about), who in people.items():
        id = f"{table}:{about}" if about else table
        row = rows.get((table, about)) or FiguresAnswered(id=id, figures=table, about=about or None)
        rows[table, about] = row.model_copy(update={"answered": tuple(sorted({*row.answered, *who}))})
    return tuple(rows.values())


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
