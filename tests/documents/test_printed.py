"""What is recorded is printed somewhere, or a table says why it is not: every field of every table is
changed, and the documents are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.documents.printed import ALSO, PLACED, WHERE, Counted, Withheld, where
from cxworkshop.model import kinds
from cxworkshop.model.actions import Commitment
from cxworkshop.model.climb import GateOverride
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, field_of, fields, value_at, with_value
from cxworkshop.model.session import TABLES, Session
from tests.filled import ON, filled

WRITTEN = tuple(
    name for name, document in DOCUMENTS.items() if name != "owner" and document.template != "list"
)
"""An owner's page is a page of the plan; lists for other programs repeat what the plan prints."""
SLOW = ("mail", "ballots")
"""Of values that are no text these say what the plan and the ballot sheet say."""
KEPT_STILL = frozenset({"id", "number", "ballot", "figures", "about"})
"""Names of rows and what they belong to."""


@cache
def full() -> Session:
    """A workshop in which every field says something, each text its table and its field."""
    session = filled("private", "en", balance=True)
    absent = Person(id="late", name="Late")  # of the house, not in the room
    override = GateOverride(id="G1.5", gate="G1.5")
    promise = Commitment(id="open", person=session.people[0].id)  # nobody has asked yet whether it was kept
    without = session.touchpoints[0].id  # has a reason in place of a goal
    goals = tuple(goal for goal in session.round.goals if goal.touchpoint != without)
    promises = (*session.round.commitments, promise)
    round_ = session.round.model_copy(
        update={"gate_overrides": (override,), "goals": goals, "commitments": promises}
    )
    session = session.model_copy(
        update={"people": (*session.people, absent), "rounds": (*session.rounds[:-1], round_)}
    )
    for table, record in TABLES.items():
        for row in session.records(table):
            for field in fields(table):
                if is_text(table, field) and field not in (*KEPT_STILL, *record.table.keys):
                    session = set_in(session, table, row.id, field, f"{marker(table, field)} {row.id}")
    return session


@cache
def bases() -> tuple[Session, ...]:
    """The same, also where a figure has fewer parts, where the whole has no name yet or a bonus, and where
    enough have answered for a fact or for a wall."""
    session, lead = full(), full().round.cx_lead
    bonus = lead.model_copy(update={"reward": lead.reward.model_copy(update={"type": "bonus"})})
    made = [session, with_table(session, "cx_lead", lead.model_copy(update={"accountable": None}))]
    made.append(with_table(session, "cx_lead", bonus))
    many = tuple(row.model_copy(update={"n": 40}) for row in session.records("evidence"))
    made.append(with_table(session, "evidence", many))
    left_out: dict[str, None] = {}
    for parts in (("promoters", "passives", "detractors"), ("k",), ("mean",)):
        left_out |= dict.fromkeys(parts)
        fewer = session
        for table in ("observations", "months"):
            rows = tuple(row.model_copy(update=left_out) for row in session.records(table))
            fewer = with_table(fewer, table, rows)
        made.append(fewer)
        if parts == ("k",):  # means, of so many answers that a wall for all may show them
            rows = tuple(row.model_copy(update={"n": 40}) for row in fewer.records("observations"))
            made.append(with_table(fewer, "observations", rows))
    return tuple(made)


def is_text(table: str, field: str) -> bool:
    kind = field_of(table, field).kind
    return isinstance(kind, (kinds.Text, kinds.LongText)) and not isinstance(kind, kinds.Period)


def marker(table: str, field: str) -> str:
    return f"said{table}{field}".replace("_", "").replace(".", "")


def with_table(session: Session, table: str, rows: Any) -> Session:
    round_ = session.round.model_copy(update={table: rows})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], round_)})


def set_in(session: Session, table: str, row: str, field: str, value: Any) -> Session:
    holder = session.holder(table)
    rows = getattr(holder, table)
    many = isinstance(rows, tuple)
    changed = tuple(
        with_value(record, field, value) if record.id == row else record
        for record in (rows if many else (rows,))
    )
    update = {table: changed if many else changed[0]}
    if holder is session:
        return session.model_copy(update=update)
    return session.model_copy(
        update={"rounds": (*session.rounds[:-1], session.round.model_copy(update=update))}
    )


def document(name: str, session: Session) -> str:
    """A document; the ballot sheet as it was before the ballot."""
    return write_document(
        with_table(session, "ballots", ()) if name == "ballot" else session, name, language="en", on=ON
    )


@cache
def first_document(name: str) -> str:
    return document(name, full())


@cache
def base_document(name: str, number: int) -> str:
    return document(name, bases()[number])


EVERY_FIELD = [
    (table, field)
    for table, record in TABLES.items()
    for field in fields(table)
    if table != "unread" and field not in ("id", *record.table.keys)
]


def test_every_field_has_its_place_and_no_place_is_of_nothing() -> None:
    for table in TABLES:
        for field in fields(table):
            place = where(table, field)
            assert isinstance(place, Withheld) or set(getattr(place, "documents", place)) <= set(DOCUMENTS)
    every_field = {f"{table}.{field}" for table in TABLES for field in fields(table)}
    assert set(WHERE) <= {*TABLES, *every_field}
    assert set(ALSO) <= set(DOCUMENTS)
    assert all(set(printed) <= every_field for printed in ALSO.values())


TEXTS = [(table, field) for table, field in EVERY_FIELD if is_text(table, field) and field not in KEPT_STILL]
OTHERS = [pair for pair in EVERY_FIELD if pair not in TEXTS]


@pytest.mark.parametrize(("table", "field"), TEXTS)
def test_what_people_said_stands_in_the_documents_of_the_table_and_in_no_other(
    table: str, field: str
) -> None:
    place = where(table, field)
    expected = () if isinstance(place, (Withheld, Counted)) else place
    assert {name for name in WRITTEN if marker(table, field) in first_document(name)} == set(expected)


@pytest.mark.parametrize(("table", "field"), OTHERS)
def test_another_value_is_another_document(table: str, field: str) -> None:
    place = where(table, field)
    if isinstance(place, Counted) or place == PLACED:
        return  # counted by the tests of the method; chooses rows and words
    names = [name for name in (WRITTEN if isinstance(place, Withheld) else place) if name not in SLOW]
    changes = [
        any(
            base_document(name, number) != document(name, changed)
            for number, base in enumerate(bases())
            for changed in others(base, table, field)
        )
        for name in names
    ]
    assert changes == [not isinstance(place, Withheld)] * len(names)


def others(session: Session, table: str, field: str) -> Iterator[Session]:
    """The session with another value of a field: in all rows, then in the first."""
    rows = session.records(table)
    assert rows, table
    everywhere = session
    for i, row in enumerate(rows):
        value = other(field_of(table, field).kind, value_at(session, Place(table, row.id, field)))
        everywhere = set_in(everywhere, table, row.id, field, value)
        if i < 2:
            yield set_in(session, table, row.id, field, value)
    yield everywhere


def other(kind: Any, value: Any) -> Any:
    """Another value that the kind may have."""
    match kind:
        case kinds.YesNo():
            return not value
        case kinds.References():
            return (*value, ids(kind.to)[-1]) if ids(kind.to)[-1] not in value else value[:1]
        case kinds.Choices():
            return value[:1] if len(value) > 1 else tuple(key for key, _words in kind.of[:2])
        case kinds.Choice():
            return next(key for key, _words in kind.of if key != value)
        case kinds.Reference():
            return next(row for row in reversed(ids(kind.to)) if row != value)
        case kinds.Number():
            top = kind.maximum
            return (value or 0) + 1 if top is None or (value or 0) + 1 <= top else value - 1
        case kinds.Numbers():
            return (*value, 77)
        case kinds.Period():
            return "2019"
        case kinds.Day():
            return (value or date(2026, 1, 1)) - timedelta(days=100)
        case kinds.Moment():
            return datetime(2026, 1, 1)  # noqa: DTZ001  # the room's own clock
        case _:
            return "said"


def ids(table: str) -> tuple[str, ...]:
    return tuple(row.id for row in full().records(table))
