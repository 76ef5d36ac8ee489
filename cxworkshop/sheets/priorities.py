"""Which touchpoints a row is about, and which rows stay in sight when only the priorities are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cxworkshop.method import derived
from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of, record_at, value_in
from cxworkshop.model.references import referring_fields
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Row

_THROUGH = {"actions": "goal", "reviews": "goal", "observations": "measure"}
"""The field that tells what a row is about which names no touchpoint itself."""


def touchpoints_of(session: Session, row: Row) -> frozenset[str]:
    """The ids of the touchpoints that a row is about; empty for a row about none in particular."""
    return frozenset(touchpoint for place in row.values() for touchpoint in _touchpoints_at(session, place))


def is_about_priority(session: Session, row: Row) -> bool:
    """Whether a row is about a priority touchpoint."""
    return not derived.priorities(session).isdisjoint(touchpoints_of(session, row))


def in_sight(session: Session, since: Session, rows: Sequence[Row]) -> list[Row]:
    """The rows that are about a priority touchpoint, one that ties, or none, and those that were added or
    changed after `since`, so that nothing vanishes under the hands."""
    priorities = derived.priorities(session) | derived.priorities(since) | {*derived.ranking(session).tied}
    return [
        row
        for row in rows
        if not (about := touchpoints_of(session, row))
        or not about.isdisjoint(priorities)
        or _is_changed(session, since, row)
    ]


def _is_changed(session: Session, since: Session, row: Row) -> bool:
    return any(
        session.find(place.table, place.id) is not since.find(place.table, place.id)
        for place in row.values()
        if place.table
    )


def _touchpoints_at(session: Session, place: Place) -> Iterator[str]:
    if place.table == "touchpoints":
        yield place.id
        return
    record = record_at(session, place) if place.table in _telling() or place.table in _THROUGH else None
    if record is None:
        return
    names = [*_named(value_in(record, field) for field in _telling().get(place.table, ()))]
    yield from names
    through = _THROUGH.get(place.table)
    if not names and through and (id := value_in(record, through)):
        kind = field_of(place.table, through).kind
        assert isinstance(kind, Reference)
        yield from _touchpoints_at(session, Place(kind.to, id))


def _named(values: Iterable[str | tuple[str, ...] | None]) -> Iterator[str]:
    for value in values:
        yield from value if isinstance(value, tuple) else [value] if value else []


@cache
def _telling() -> dict[str, list[str]]:
    """The fields that name touchpoints, by table."""
    fields: dict[str, list[str]] = {}
    for table, field in referring_fields("touchpoints"):
        fields.setdefault(table, []).append(field)
    return fields
