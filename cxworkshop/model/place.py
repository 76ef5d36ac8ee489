"""The address of a value in a session, and what is there; cells, forms, checks, faults and changes all use
it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple, TypeVar

from cxworkshop.errors import WrongUse
from cxworkshop.language import _, months_text, say
from cxworkshop.model.guesses import guess_kind
from cxworkshop.model.kinds import Choice, Kind, Period, Reference, References, YesNo
from cxworkshop.model.measures import Measure
from cxworkshop.model.raw import value_of
from cxworkshop.model.record import Declared, Part, Record, declared
from cxworkshop.model.session import TABLES, Session, unwritten


class Place(NamedTuple):
    """A value's address. `field` is dotted inside a record ("mandate.horizon_years"); "participants[p1]" is
    whether p1 is among them. Without a field it is the whole row. `round` None means the round in view."""

    table: str
    id: str
    field: str = ""
    round: int | None = None

    def at(self, field: str) -> Place:
        """The same row, another field."""
        return Place(self.table, self.id, field, self.round)


_UNREAD = re.compile(r"([^/]*)/(.*)/([^/\[\]]*(?:\[.*\])?)")


def unread_place(place: Place) -> Place:
    """Where words stand that could not be read as the value at a place."""
    return Place("unread", f"{place.table}/{place.id}/{place.field}", "text", place.round)


def misread_place(unread: str, number: int | None = None) -> Place | None:
    """The place of the value that the row of `unread` with that id stands for; None when it is no place."""
    if (match := _UNREAD.fullmatch(unread)) is None:
        return None
    try:
        field_of(match[1], match[3])
    except WrongUse:
        return None
    return Place(match[1], match[2], match[3], number)


_Owner = TypeVar("_Owner", bound=Part)
_MEMBER = re.compile(r"(.+)\[(.+)\]")


class Field(NamedTuple):
    """The declaration of a field that holds a value."""

    kind: Kind
    default: Any
    declared: Declared

    def valid(self, value: Any) -> Any:
        """The value as the record holds it. Raises NotUnderstood."""
        return value_of(self.declared, value)


def record_at(session: Session, place: Place) -> Record | None:
    """The row at a place; a row of defaults when it is of a keyed table and not written yet; else None."""
    record = session.find(place.table, place.id, place.round)
    if record is None and TABLES[place.table].table.key:
        return unwritten(place.table, place.id)
    return record


def value_at(session: Session, place: Place) -> Any:
    """The value at a place; the field's default when there is no such row."""
    record = record_at(session, place)
    if record is None:
        return field_of(place.table, place.field).default
    return value_in(record, place.field)


def unread_at(session: Session, place: Place) -> str:
    """The words at a place that could not be read as its value; mostly none."""
    here = unread_place(place)
    record = session.find(here.table, here.id, here.round)
    return str(value_in(record, here.field)) if record is not None else ""


def value_in(record: Record, field: str) -> Any:
    """The value of a field of a record, by its dotted name."""
    path, member = _path(field)
    value: Any = record
    for name in path:
        value = getattr(value, declared(type(value))[name].name)
    return member in value if member else value


def kind_at(session: Session, place: Place) -> Kind:
    """The kind of the value at a place; for a member of a set, YesNo with the member's name as label, for a
    guess that of the unit of its measure."""
    _words, member = _path(place.field)
    kind = field_of(place.table, place.field).kind
    if (place.table, place.field) == ("guesses", "value"):
        measure = session.find("measures", place.id.partition(":")[0])
        return guess_kind(measure.guessed_in) if isinstance(measure, Measure) else kind
    return (
        YesNo(label=session.name_of(kind.to, member), help=kind.help)
        if member and isinstance(kind, References)
        else kind
    )


def row_name(session: Session, place: Place) -> str:
    """The name of the row at a place: its own, or that of the rows in its key."""
    table = TABLES[place.table].table
    if table.single:
        return _(table.label)
    if table.private:
        return _(table.singular)
    names = []
    for key, part in zip(table.keys, place.id.split(":"), strict=False):
        kind = field_of(place.table, key).kind
        names.append(
            session.name_of(kind.to, part)
            if isinstance(kind, Reference)
            else kind.words(part)
            if isinstance(kind, Choice)
            else months_text(part)
            if isinstance(kind, Period)
            else part
        )
    if names and place.table != "rounds":
        return " – ".join(names)
    return session.name_of(place.table, place.id) if table.names else _subject(session, place)


def _subject(session: Session, place: Place) -> str:
    """The name of what a row without a name is about, such as the measure of an observation."""
    row = session.find(place.table, place.id, place.round)
    for field in fields(place.table):
        kind = field_of(place.table, field).kind
        if isinstance(kind, Reference) and (about := getattr(row, field, None)):
            return session.name_of(kind.to, about)
    return _("unnamed {thing}").format(thing=_(TABLES[place.table].table.singular))


@cache
def field_of(table: str, field: str) -> Field:
    """The declaration of a field. Raises WrongUse when there is no such table or field."""
    if table not in TABLES:
        raise WrongUse(say("There is no table {table}.", table=table))
    path, _member = _path(field)
    owner: type[Part] | None = TABLES[table]
    for name in path[:-1]:
        part = declared(owner).get(name) if owner else None
        owner = part.holds if part and part.member is None and issubclass(part.holds, Part) else None
    last = declared(owner).get(path[-1]) if owner else None
    if last is None or last.kind is None:
        raise WrongUse(say("{table} has no field {field}.", table=table, field=field))
    return Field(last.kind, last.default, last)


def fields(table: str) -> tuple[str, ...]:
    """The names of all fields of a table in order, those inside parts as "part.field"."""
    return tuple(_fields(TABLES[table]))


def with_value(record: Record, field: str, value: Any) -> Record:
    """The record with another value in one field; `value` must be valid."""
    path, member = _path(field)
    if member:
        members = getattr(record, path[0])
        if value and member in members:
            return record
        value = (*members, member) if value else tuple(v for v in members if v != member)
    return _with_value_at(record, path, value)


def _with_value_at(owner: _Owner, path: list[str], value: Any) -> _Owner:
    name = declared(type(owner))[path[0]].name
    inner = value if len(path) == 1 else _with_value_at(getattr(owner, name), path[1:], value)
    return owner.model_copy(update={name: inner})


def _fields(owner: type[Part], before: str = "") -> list[str]:
    names: list[str] = []
    for key, field in declared(owner).items():
        if field.kind is not None:
            names.append(before + key)
        elif field.member is None:
            names += _fields(field.holds, f"{before}{key}.")
    return names


@cache
def _path(field: str) -> tuple[list[str], str]:
    member = ""
    if m := _MEMBER.fullmatch(field):
        field, member = m[1], m[2]
    return field.split("."), member
