"""Validates raw values into records and writes records as raw values: for files, cells and scripts alike.

A raw value is what JSON has (a date as text, a tuple as a list) or the value itself. Nothing is coerced: "1"
is no number, and true is not 1.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import Message, Words, say
from cxworkshop.model.kinds import OLDER, Choice
from cxworkshop.model.record import Declared, Part, Record, declared

NUMBER_LIMIT = 10**18
"""Every number is smaller in size; this rules out NaN and infinity too."""
DEEPEST = 100
"""Levels to which values under unknown names may be nested. Python reads and writes some hundreds, fewer the
deeper it stands in a program: what one screen can read, the next one might not be able to write."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_AnyPart = TypeVar("_AnyPart", bound=Part)
_AnyRecord = TypeVar("_AnyRecord", bound=Record)


class Invalid(NamedTuple):
    """A raw value that is not valid: the dotted name of its field, and why."""

    field: str
    words: Words


class _WrongType(Exception):  # caught in this module alone
    """A raw value is of another kind than its field."""


# ---- in ------------------------------------------------------------------------------------------
def read(owner: type[_AnyPart], raw: Mapping[str, Any]) -> tuple[_AnyPart, list[Invalid]]:
    """A record, or a part of one, from raw values by their names in a file, and every invalid one, whose
    field gets the default. Values under unknown names are kept as `extra`."""
    fields, values, extra, wrong = declared(owner), {}, {}, list[Invalid]()
    for key, value in _with_newer(owner, raw).items():
        field = fields.get(key) or fields.get(key.removesuffix("_"))
        if field is None:
            if (why := why_not_kept(value)) is None:
                extra[key] = value
            else:
                wrong.append(Invalid(key, why))
        elif field.kind is None:
            values[field.name] = _held(field, value, wrong)
        else:
            try:
                values[field.name] = _value(field, value)
            except NotUnderstood as fault:
                wrong.append(Invalid(key, fault.words))
    if extra:
        values["extra"] = extra
    return owner(**values), wrong


NEWER = "_newer"
"""Ends the name under which a value stands that the version before does not know; its field says OLDER."""


_newer_of: dict[type[Part], tuple[tuple[str, frozenset[str]], ...]] = {}


def _newer(owner: type[Part]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The fields of a record or part that may hold values which the version before does not know, each with
    those values."""
    if (fields := _newer_of.get(owner)) is None:
        kinds = ((key, field.kind) for key, field in declared(owner).items())
        fields = _newer_of[owner] = tuple(
            (key, kind.newer) for key, kind in kinds if isinstance(kind, Choice) and kind.newer
        )
    return fields


def _with_newer(owner: type[Part], raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The raw values with the newer ones in their fields. An older program that gave such a field another
    value has the last word."""
    for key, newer in _newer(owner):
        if type(value := raw.get(name := key + NEWER)) is str and value in newer:
            raw = {**raw, key: value} if raw.get(key) == OLDER else raw
            raw = {other: raw[other] for other in raw if other != name}
    return raw


def record_of(owner: type[_AnyRecord], raw: Mapping[str, Any]) -> _AnyRecord:
    """A record from raw values. Raises NotUnderstood for the first invalid one."""
    record, wrong = read(owner, raw)
    if wrong:
        raise NotUnderstood(say("{field}: {why}", field=wrong[0].field, why=wrong[0].words))
    return record


def value_of(field: Declared, raw: Any) -> Any:
    """The value as the record holds it. Raises NotUnderstood when it is of another kind than the field."""
    return _value(field, raw)


def _value(field: Declared, raw: Any) -> Any:
    assert field.kind is not None
    if raw is None and field.may_be_none:
        return None
    try:
        value = _READERS[field.holds](raw)
        if field.member is not None and not all(type(member) is field.member for member in value):
            raise _WrongType
    except (_WrongType, ValueError, OverflowError):
        why = say("{value} is not {expected}", value=quoted(raw), expected=field.kind.expected())
        raise NotUnderstood((field.kind.fault(raw) if type(field.kind) is Choice else None) or why) from None
    if not is_text(value):
        raise NotUnderstood(say("it holds half a character"))
    if (fault := field.kind.fault(value)) is not None:
        raise NotUnderstood(fault)
    return value


def _held(field: Declared, raw: Any, wrong: list[Invalid]) -> Any:
    """A part of a record, a single record, or the records of a table."""
    if field.member is not None:
        if not isinstance(raw, list | tuple):
            wrong.append(Invalid(field.key, say("it is not a table of rows")))
            return field.default
        return tuple(_part(field.member, row, f"{field.key}.{at}", wrong) for at, row in enumerate(raw, 1))
    return _part(field.holds, raw, field.key, wrong, field.default)


def _part(owner: type[Part], raw: Any, name: str, wrong: list[Invalid], default: Part | None = None) -> Part:
    if isinstance(raw, owner):
        return raw
    if not isinstance(raw, Mapping):
        wrong.append(Invalid(name, say("{value} is not a group of fields", value=quoted(raw))))
        return default or owner()
    part, inside = read(owner, raw)
    wrong += (Invalid(f"{name}.{fault.field}", fault.words) for fault in inside)
    return part


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def same(raw: Any) -> Any:
        if type(raw) is not kind:
            raise _WrongType
        return raw

    return same


def _day(raw: Any) -> date:
    if type(raw) is date:
        return raw
    if type(raw) is not str or not _DAY.fullmatch(raw):
        raise _WrongType
    return date.fromisoformat(raw)


def _moment(raw: Any) -> datetime:
    if isinstance(raw, datetime):
        return raw
    if type(raw) is not str or not _MOMENT.fullmatch(raw):
        raise _WrongType
    return datetime.fromisoformat(raw)


def _whole(raw: Any) -> int:
    if type(raw) is not int or abs(raw) >= NUMBER_LIMIT:
        raise _WrongType
    return raw


def _number(raw: Any) -> float:
    if type(raw) not in (int, float) or not abs(number := float(raw)) < NUMBER_LIMIT:
        raise _WrongType
    return number


def _several(raw: Any) -> tuple[Any, ...]:
    if type(raw) not in (list, tuple):
        raise _WrongType
    return tuple(raw)


_READERS: dict[type, Callable[[Any], Any]] = {
    str: _exactly(str),
    bool: _exactly(bool),
    int: _whole,
    date: _day,
    datetime: _moment,
    float: _number,
    tuple: _several,
}
"""The reader of each type."""


def is_text(value: Any) -> bool:
    """Whether all texts in a value can be encoded: half a surrogate pair cannot."""
    try:
        if type(value) is str:
            value.encode()
        elif isinstance(value, list | tuple | dict) and value:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def why_not_kept(value: Any) -> Message | None:
    """Why a value that this program does not know cannot be written again just as it was read; None when it
    can. NaN is a fault of the syntax already."""
    level = [value]
    for _depth in range(DEEPEST + 1):
        inner: list[Any] = []
        for member in level:
            match member:
                case dict():
                    inner += (*member, *member.values())
                case list() | tuple():
                    inner += member
                case str():
                    if not is_text(member):
                        return say("it holds half a character")
                case None | bool() | int():
                    pass
                case float() if not math.isinf(member):
                    pass
                case _:
                    return say("it holds a number that is too great")
        if not inner:
            return None
        level = inner
    return say("it is nested more than {n} levels deep", n=DEEPEST)


# ---- out ------------------------------------------------------------------------------------------
def written(record: Part, owner: type[Part] | None = None) -> dict[str, Any]:
    """The raw values of a record by their names in a file: of all fields, or of those that `owner` has,
    without new ones that say nothing; then `extra`."""
    owner = owner or type(record)
    raw = {
        key: raw_value(value)
        for key, field in declared(owner).items()
        if (value := getattr(record, field.name)) != field.default or not (field.kind and field.kind.is_new)
    }
    for key, newer in _newer(owner):
        if raw.get(key) in newer:
            raw |= {key: OLDER, key + NEWER: raw[key]}
    return {**raw, **{key: value for key, value in record.extra.items() if key not in raw}}


def raw_value(value: Any) -> Any:
    """A value of a field, a row or several as JSON has it."""
    if isinstance(value, Part):
        return written(value)
    if isinstance(value, tuple):
        return [raw_value(member) for member in value]
    return value.isoformat() if isinstance(value, date) else value
