"""A made-up workshop of each sector in which every field says something and every choice is made somewhere:
ten touchpoints, people known by their titles, blind answers revealed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Any

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.starting import blank_session, started
from cxworkshop.editing.voting import reveal, seal, vote
from cxworkshop.language import speaking
from cxworkshop.method import content
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import (
    Choice,
    Choices,
    Day,
    LongText,
    Number,
    Numbers,
    Period,
    Reading,
    Reference,
    References,
    Text,
    YesNo,
)
from cxworkshop.model.place import Place, field_of, fields
from cxworkshop.model.session import TABLES, Session

ON = date(2026, 11, 5)
AT = datetime(2026, 11, 5, 12, tzinfo=UTC)
TITLES = {
    "private": ("CEO", "Myyntijohtaja", "CFO", "Asiakaspalvelupäällikkö", "Store supervisor"),
    "public": ("Kunnanjohtaja", "Sivistysjohtaja", "CFO", "Lautakunnan puheenjohtaja", "Nurse"),
    "third_sector": ("Toiminnanjohtaja", "Varainhankintapäällikkö", "Puheenjohtaja", "Volunteer", "Planner"),
}
"""Titles of the first people; more follow, one for each function."""
SKIPPED = frozenset(
    {"id", "added_round", "joined_round", "retired_round", "left_on", "carried_from", "in_scope"}
)
BLIND = frozenset({"ballots", "ownership_ballots", "ownership_tallies", "figures_answered"})
NOT_FILLED = BLIND | {
    "workshop",
    "organisation",
    "people",
    "rounds",
    "touchpoints",
    "stages",
    "customer_balance",
}


@cache
def filled(sector: str, language: str, balance: bool = False) -> Session:
    """The workshop of a sector in a language, with or without a balance of customers."""
    with speaking(language, sector):
        session = _with_people(blank_session(language, ON, "Aa"), sector)
        keys = [starter.key for starter in content.starter_touchpoints(sector)]
        session = started(session, keys[:: len(keys) // 10][:10])
        for table in TABLES:
            if table not in NOT_FILLED or (balance and table == "customer_balance"):
                session = _with_rows(session, table)
        session = _with_rows_set(session, "touchpoints")
        return _with_votes(session)


def _with_people(session: Session, sector: str) -> Session:
    session = set_value(Place("organisation", "organisation", "sector"), sector)(session)
    session = set_value(Place("organisation", "organisation", "name"), "Aapa")(session)
    offered = [option.value for option in _kind("people", "function").options(Reading(session, ON))]
    for i, title in enumerate(TITLES[sector]):
        session = add("people", id=f"p{i}", name=f"Aa {i}", role=title)(session)
    for function in offered:
        session = add("people", id=f"f-{function}", name=f"Bb {function[:2]}", function=function)(session)
    present = tuple(person.id for person in session.people)
    return set_value(Place("rounds", session.round.id, "participants"), present)(session)


def _kind(table: str, field: str) -> Any:
    return field_of(table, field).kind


def _with_rows(session: Session, table: str) -> Session:
    """Rows for every key, or as many as the longest list of choices of the table has."""
    declared = TABLES[table].table
    if declared.single:
        return _with_rows_set(session, table)
    keys = list(product(*(_choices(session, table, key) for key in declared.keys)))
    longest = max((len(_choices(session, table, field)) for field in fields(table)), default=2)
    for i in range(len(keys) if declared.key else min(max(longest, 2), 20)):
        given = dict(zip(declared.keys, keys[i], strict=True)) if declared.key else {}
        session = add(table, **given, **({} if given else {"id": f"{declared.prefix}{i}"}))(session)
    return _with_rows_set(session, table)


def _choices(session: Session, table: str, field: str) -> list[Any]:
    kind = _kind(table, field)
    if isinstance(kind, Period):
        return ["2026-03", "2026-04"]
    return [option.value for option in kind.options(Reading(session, ON))] if kind else []


def _with_rows_set(session: Session, table: str) -> Session:
    declared = TABLES[table].table
    for i, row in enumerate(session.records(table)):
        for field in fields(table):
            if field in SKIPPED or field in (*declared.keys, declared.names):
                continue
            value = _value(session, table, field, i)
            if value is not None:
                session = set_value(Place(table, row.id, field), value)(session)
        if declared.names and _kind(table, declared.names) and table not in ("touchpoints", "stages"):
            session = set_value(Place(table, row.id, declared.names), f"Cc {i}")(session)
    return session


def _value(session: Session, table: str, field: str, i: int) -> Any:
    kind = _kind(table, field)
    match kind:
        case Choices() | References():
            return tuple(_choices(session, table, field)[:3])
        case YesNo():
            return i % 3 != 2
        case Choice() | Reference():
            options = _choices(session, table, field)
            return options[i % len(options)] if options else None
        case Number():
            value = min((kind.minimum or 0) + 1 + i % 3, kind.maximum or 9)
            return int(value) if kind.whole else value
        case Numbers():
            return (1000, 2000)
        case Period():
            return "2026"
        case Day():
            return ON
        case Text() | LongText():
            return f"Dd {i}"
        case _:
            return None


def _with_votes(session: Session) -> Session:
    """Answers of every kind, about every touchpoint and the whole, sealed and revealed."""
    session = add("ballots", number=FIRST)(session)
    room = session.round.participants
    for t, touchpoint in enumerate([*(tp.id for tp in session.touchpoints), WHOLE]):
        for i, person in enumerate(room):
            kind = ("person", "person", "nobody", "several", "partner", "dont_know")[
                (i * (t % 3) + i // 4) % 6
            ]
            named = room[(t + i) % (1 + t % 3)] if kind == "person" else None
            session = vote(FIRST, touchpoint, person, Answer(kind, named))(session)
    return reveal(FIRST, AT)(seal(FIRST, AT)(session))
