"""The one address of a value, and what stands there: cells, forms, checks, faults and changes all speak in
places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter

from cxworkshop.errors import WrongUse
from cxworkshop.language import _, say
from cxworkshop.model.kinds import Choice, Kind, Reference, References, YesNo
from cxworkshop.model.plain import Slot, slot_of
from cxworkshop.model.record import Part, Record
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


_Owner = TypeVar("_Owner", bound=BaseModel)
_MEMBER = re.compile(r"(.+)\[(.+)\]")


@dataclass(frozen=True)
class Field:
    """What is declared of a field: its kind, its default, what it takes."""

    kind: Kind
    default: Any
    annotation: Any
    slot: Slot

    def valid(self, value: Any) -> Any:
        """The value as the record holds it. Raises pydantic's ValidationError."""
        return value if self.slot.takes(value) else self._adapter.validate_python(value)

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.annotation, config={"allow_inf_nan": False})


def record_at(session: Session, place: Place) -> Record | None:
    """The row at a place; its defaults when it is of a keyed table and not written yet; None when there is
    none."""
    found = session.find(place.table, place.id, place.round)
    if found is None and TABLES[place.table].table.key:
        return unwritten(place.table, place.id)
    return found


def value_at(session: Session, place: Place) -> Any:
    """The value that stands at a place; the field's default when the row is gone."""
    record = record_at(session, place)
    if record is None:
        return field_of(place.table, place.field).default
    path, member = _path(place.field)
    value: Any = record
    for name in path:
        owner: type[BaseModel] = type(value)
        value = getattr(value, _attribute(owner, name))
    return member in value if member else value


def kind_at(session: Session, place: Place) -> Kind:
    """The kind of the value at a place; a member of a set is yes or no under the member's own name."""
    _words, member = _path(place.field)
    kind = field_of(place.table, place.field).kind
    return (
        YesNo(label=session.name_of(kind.to, member), help=kind.help)
        if member and isinstance(kind, References)
        else kind
    )


def row_name(session: Session, place: Place) -> str:
    """What people call the row a place stands in: its name, or the name of what it is the state of."""
    table = TABLES[place.table].table
    if table.single:
        return _(table.label)
    names = []
    for key, part in zip(table.keys, place.id.split(":"), strict=False):
        kind = field_of(place.table, key).kind
        names.append(
            session.name_of(kind.to, part)
            if isinstance(kind, Reference)
            else kind.words(part)
            if isinstance(kind, Choice)
            else part
        )
    if names and place.table != "rounds":
        return " – ".join(names)
    return session.name_of(place.table, place.id) if table.names else _subject(session, place)


def _subject(session: Session, place: Place) -> str:
    """What a row without a name of its own is about: the measure of an observation."""
    row = session.find(place.table, place.id, place.round)
    for field in fields(place.table):
        kind = field_of(place.table, field).kind
        if isinstance(kind, Reference) and (about := getattr(row, field, None)):
            return session.name_of(kind.to, about)
    return place.id


@cache
def field_of(table: str, field: str) -> Field:
    """The declaration of a field. Raises WrongUse when there is no such table or field."""
    owner: type[BaseModel] | None = TABLES.get(table)
    if owner is None:
        raise WrongUse(say("There is no table {table}.", table=table))
    path, _member = _path(field)
    for name in path[:-1]:
        part = owner.model_fields.get(_attribute(owner, name)) if owner else None
        owner = (
            part.annotation
            if part and isinstance(part.annotation, type) and issubclass(part.annotation, Part)
            else None
        )
    info = owner.model_fields.get(_attribute(owner, path[-1])) if owner else None
    kind = next((m for m in info.metadata if isinstance(m, Kind)), None) if info else None
    if owner is None or info is None or kind is None:
        raise WrongUse(say("{table} has no field {field}.", table=table, field=field))
    default = info.get_default(call_default_factory=True)
    return Field(kind, default, info.rebuild_annotation(), slot_of(path[-1], info.annotation, kind))


def fields(table: str) -> tuple[str, ...]:
    """The dotted names of all fields of a table that hold values, parts opened, in their order."""
    return tuple(_fields(TABLES[table]))


def replaced(record: Record, field: str, value: Any) -> Record:
    """The record with one value changed. `value` is taken as valid."""
    path, member = _path(field)
    if member:
        held = getattr(record, path[0])
        if value and member in held:
            return record
        value = (*held, member) if value else tuple(v for v in held if v != member)
    return _replaced(record, path, value)


def _replaced(owner: _Owner, path: list[str], value: Any) -> _Owner:
    name = _attribute(type(owner), path[0])
    inner = value if len(path) == 1 else _replaced(getattr(owner, name), path[1:], value)
    return owner.model_copy(update={name: inner})


def _fields(owner: type[BaseModel], before: str = "") -> list[str]:
    found: list[str] = []
    for name, info in owner.model_fields.items():
        if any(isinstance(m, Kind) for m in info.metadata):
            found.append(before + (info.alias or name))
        elif isinstance(info.annotation, type) and issubclass(info.annotation, Part):
            found += _fields(info.annotation, f"{before}{name}.")
    return found


@cache
def _path(field: str) -> tuple[list[str], str]:
    member = ""
    if m := _MEMBER.fullmatch(field):
        field, member = m[1], m[2]
    return field.split("."), member


@cache
def _attribute(owner: type[BaseModel], name: str) -> str:
    return name if name in owner.model_fields else f"{name}_" if f"{name}_" in owner.model_fields else name
