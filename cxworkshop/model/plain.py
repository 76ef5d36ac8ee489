"""Records of values that are right as they stand, read and written by the declaration alone, as files and
changes need them.

Pydantic judges everything else and says what is wrong. What it checks and writes with must first be built,
though, which takes 60 ms and 5 MiB, and nearly every value that comes from a file or out of an open cell is
right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args

from cxworkshop.model.kinds import Kind
from cxworkshop.model.record import Part, Record

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII)
_Owner = TypeVar("_Owner", bound=Part)


def _day(told: Any) -> Any:
    return date.fromisoformat(told) if type(told) is str and _DAY.fullmatch(told) else told


def _moment(told: Any) -> Any:
    return datetime.fromisoformat(told) if type(told) is str and _MOMENT.fullmatch(told) else told


def _number(told: Any) -> Any:
    return float(told) if type(told) is int else told


def _several(told: Any) -> Any:
    return tuple(told) if type(told) is list else told


_IN_JSON: dict[type, Callable[[Any], Any]] = {date: _day, datetime: _moment, float: _number, tuple: _several}
"""How the types that JSON writes in another way are read from it."""


def _is_whole(value: Any) -> bool:
    """Whether it is no text with half a character in it, which no file can hold."""
    if type(value) is str and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    return True


@dataclass(frozen=True)
class Slot:
    """What one field takes: a value of `exactly` that type, in a tuple members of exactly that; None where it
    `may_be_none`."""

    name: str
    exactly: type[Any]
    member: type[Any] | None
    may_be_none: bool
    kind: Kind | None
    read: Callable[[Any], Any] | None
    """The value as the record holds it, from how JSON writes it."""

    def takes(self, value: Any) -> bool:
        """Whether the value is right as it stands. What is not may still be made so."""
        if value is None:
            return self.may_be_none
        if type(value) is not self.exactly or (self.exactly is float and not math.isfinite(value)):
            return False
        if self.member is not None and not all(type(one) is self.member and _is_whole(one) for one in value):
            return False
        if not _is_whole(value):
            return False
        return self.kind is None or self.kind.fault(value) is None


def plainly(owner: type[_Owner], values: dict[str, Any]) -> _Owner | None:
    """The record (its id among them), or part of one, with those values by their names in a file; None when
    one of them needs a closer look."""
    slots, found = _slots(owner), {}
    try:
        for name, told in values.items():
            slot = slots[name]
            value = told if slot.read is None else slot.read(told)
            if not slot.takes(value):
                return None
            found[slot.name] = value
    except (
        KeyError,
        ValueError,
        OverflowError,
    ):  # a name that is not ours, a day that there never was, a number beyond numbers
        return None
    made: _Owner = _blank(owner).model_copy(update=found)
    return made


def as_written(record: Part, owner: type[Part] | None = None) -> dict[str, Any]:
    """Its values by their names in a file, as JSON writes them: all, or those that `owner` has; then what is
    not ours."""
    known = {
        name: _in_json(getattr(record, slot.name)) for name, slot in _slots(owner or type(record)).items()
    }
    return {**known, **(record.model_extra or {})}


def _in_json(value: Any) -> Any:
    if isinstance(value, Part):
        return as_written(value)
    return value.isoformat() if isinstance(value, date) else value


def record_of(record: type[Record], values: dict[str, Any]) -> Record:
    """The record with those values. Raises pydantic's ValidationError."""
    found = plainly(record, values)
    return record.model_validate(values) if found is None else found


def slot_of(name: str, annotation: Any, kind: Kind | None) -> Slot:
    """What a field with that annotation takes."""
    types = get_args(annotation) if NoneType in get_args(annotation) else (annotation,)
    (held,) = (one for one in types if one is not NoneType)
    members = get_args(held)
    plain: type[Any] = tuple if members else held
    read = _part(plain) if issubclass(plain, Part) else _IN_JSON.get(plain)
    return Slot(name, plain, members[0] if members else None, NoneType in types, kind, read)


def _part(owner: type[Part]) -> Callable[[Any], Any]:
    return lambda told: plainly(owner, told) if type(told) is dict else told


@cache
def _slots(owner: type[Part]) -> dict[str, Slot]:
    """The fields by their names in a file."""
    return {
        info.alias or name: slot_of(
            name, info.annotation, next((m for m in info.metadata if isinstance(m, Kind)), None)
        )
        for name, info in owner.model_fields.items()
    }


@cache
def _blank(owner: type[Part]) -> Any:
    return owner.blank(id="") if issubclass(owner, Record) else owner.blank()
