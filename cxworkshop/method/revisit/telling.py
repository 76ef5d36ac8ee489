"""What was carried into a round, as words the room reads: kept, emptied, asked again, to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cxworkshop.language import N_, Words, _, joined, say
from cxworkshop.method.checks.closing import without_promise
from cxworkshop.method.checks.finding import Finding, WordList, without_repeats
from cxworkshop.method.readiness import open_musts
from cxworkshop.method.revisit.carrying import (
    LEFT_BEHIND,
    TAKEN,
    before,
    opened,
    rule_of,
)
from cxworkshop.method.revisit.deciding import decisions, rows_of
from cxworkshop.method.steps import STEPS, names
from cxworkshop.model.place import field_of, fields, value_in
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Round, Session, index

_INNER = frozenset({"carried_from", "carry_count", "derived_from"})
"""Fields that the room is told nothing of."""
_NOT_TOLD = frozenset({"notes", "unread", "steps", "agenda_items", "time_log", "failures_met", "moods",
                       "letters", "figures_answered", "ownership_tallies", "gate_overrides"})  # fmt: skip
"""Tables that are the facilitator's, or kept by the program."""

NAMED = 5
"""So many who have promised nothing are named; of more only how many there are."""


class Carried(NamedTuple):
    """What the round in view began with, each in words."""

    kept: tuple[Words, ...] = ()
    """What was carried."""
    emptied: tuple[Words, ...] = ()
    """What begins empty, or stays in the round before."""
    asked: tuple[Words, ...] = ()
    """What was carried and is asked again."""
    decisions: tuple[tuple[str, Words], ...] = ()
    """What must be decided, each with the step where it is, in the order of the climb."""

    @property
    def alerts(self) -> tuple[Words, ...]:
        """What must be decided."""
        return tuple(words for _step, words in self.decisions)

    @property
    def parts(self) -> tuple[tuple[str, tuple[Words, ...]], ...]:
        """What there is to tell, in the order it is read, each under its heading: what must be decided, step
        by step, before what only goes along."""
        steps = tuple(dict.fromkeys(step for step, _words in self.decisions))
        parts = (
            *(
                (
                    str(say("To be decided: {step}", step=f"{STEPS.index(step)} {names()[step]}")),
                    tuple(words for of, words in self.decisions if of == step),
                )
                for step in steps
            ),
            (_("Carried, and asked again"), self.asked),
            (_("Empty, or kept in the round before"), self.emptied),
            (_("Carried"), self.kept),
        )
        return tuple((heading, words) for heading, words in parts if words)


def missing_at_the_end(session: Session, on: date) -> tuple[Finding, ...]:
    """The open musts of the steps that a round ends with."""
    return tuple(finding for step in ("redefine", "closing") for finding in open_musts(session, step, on))


def told_at_the_end(session: Session, on: date) -> list[Words]:
    """What is missing at the end of a round, in words; where few have promised nothing, with their names."""
    return [_with_names(session, finding, on) for finding in without_repeats(missing_at_the_end(session, on))]


def _with_names(session: Session, finding: Finding, on: date) -> Words:
    waiting = without_promise(session, on) if finding.check == "G7.1" else []
    if not waiting or len(waiting) > NAMED:
        return finding.words
    who = joined([session.name_of("people", person.id) for person in waiting])
    return say("{words}: {names}", words=finding.words, names=who)


def why_not_closed(session: Session, on: date) -> Words:
    """Why the round in view cannot be closed on a day; empty when it can be."""
    begun = session.round.started_on
    if begun is None or on >= begun:
        return ""
    return say("Round {n} began on {day}; it cannot be closed before.", n=session.round.number, day=begun)


def carried(session: Session) -> Carried:
    """What was carried into the round in view when it began, whatever was done since; nothing in the first
    round."""
    begun = session.round.started_on
    if len(session.rounds) < 2 or begun is None:
        return Carried()
    old = before(session)
    new = opened(old, begun)
    return Carried(
        kept=tuple(_kept(new)),
        emptied=(*_emptied(old, new), *_left_behind(old), *_not_marked(old)),
        asked=tuple(_asked(new)),
        decisions=decisions(old, new, begun),
    )


def _told() -> Iterator[str]:
    for name, record in TABLES.items():
        if record.table.owner == "round" and name not in _NOT_TOLD:
            yield name


def _kept(new: Round) -> Iterator[Words]:
    for table in _told():
        if rows := rows_of(new, table):
            label = say(TABLES[table].table.label)
            single = TABLES[table].table.single
            if single:
                yield label
            elif table == "actions":
                names = joined([row.name_shown for row in rows])
                yield say("{list}: {n} – {names}", list=label, n=len(rows), names=names)
            else:
                yield say("{list}: {n}", list=label, n=len(rows))


def _emptied(old: Session, new: Round) -> Iterator[Words]:
    """Of each table the fields that had values and have none now, with the number of rows."""
    for table in _told():
        if TABLES[table].table.carried in LEFT_BEHIND:
            continue
        after = index(rows_of(new, table))
        empty: dict[str, int] = {}
        for row in rows_of(old.round, table):
            for field in _fields(table):
                is_gone = row.id not in after or _is_blank(after[row.id], field)
                if rule_of(table, field) not in TAKEN and not _is_blank(row, field) and is_gone:
                    empty[field] = empty.get(field, 0) + 1
        if empty:
            yield _of(table, tuple(empty), max(empty.values()))


def _left_behind(old: Session) -> Iterator[Words]:
    for rule, words in (
        ("never", N_("Asked anew, and the answers of before are not shown first: {lists}")),
        ("history", N_("Stay in round {n}: {lists}")),
    ):
        tables = [
            name
            for name in _told()
            if TABLES[name].table.carried == rule and old.records(name) and not TABLES[name].table.single
        ]
        if tables:
            yield say(
                words, n=old.round.number, lists=WordList(*(TABLES[name].table.label for name in tables))
            )


def _not_marked(old: Session) -> Iterator[Words]:
    if n := len(old.round.participants):
        yield say("Who is here: {n} the last time, marked anew before the slips are keyed in", n=n)


def _asked(new: Round) -> Iterator[Words]:
    for table in _told():
        rows = rows_of(new, table)
        written = [field for field in _fields(table) if any(not _is_blank(row, field) for row in rows)]
        asked = tuple(field for field in written if rule_of(table, field) == "asked")
        if asked and len(asked) == len(written):
            yield say("{list}: still true?", list=say(TABLES[table].table.label))
        elif asked:
            yield _of(table, asked, len(rows))
    if new.customer_balance.customers_start is not None:
        yield say("Customers at the start: as many as at the end of the last period?")


def _of(table: str, names: tuple[str, ...], n: int) -> Words:
    labels = WordList(*(field_of(table, field).kind.label for field in names))
    if TABLES[table].table.single:
        return say("{list}: {fields}", list=say(TABLES[table].table.label), fields=labels)
    return say("{list}: {fields} ({n})", list=say(TABLES[table].table.label), fields=labels, n=n)


def _fields(table: str) -> Iterator[str]:
    keys = ("id", *TABLES[table].table.keys)
    return (field for field in fields(table) if field not in keys and field not in _INNER)


def _is_blank(row: Record, field: str) -> bool:
    return bool(value_in(row, field) == field_of(row.table.name, field).default)
