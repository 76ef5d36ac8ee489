"""From raw values to records and back: the one place that judges what comes from a file, a cell or a script.

A raw value is what JSON writes (a date as text, a tuple as a list) or the value itself; text that only looks
like a number is none, and true is not 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Words, say
from cxworkshop.model.kinds import Choice
from cxworkshop.model.record import Declared, Part, Record, declared

LONGEST_SHOWN = 60
"""Characters of a wrong value that its fault quotes."""
BEYOND = 10**18
"""No number of a workshop is as great; neither is one that is none, or infinite."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_AnyPart = TypeVar("_AnyPart", bound=Part)
_AnyRecord = TypeVar("_AnyRecord", bound=Record)


class Wrong(NamedTuple):
    """A raw value that was not taken: the dotted name of its field, and why."""

    field: str
    words: Words


class _NotTaken(Exception):  # caught in this module alone
    """A raw value is of another kind than its field."""


# ---- in ------------------------------------------------------------------------------------------
def read(owner: type[_AnyPart], raw: Mapping[str, Any]) -> tuple[_AnyPart, list[Wrong]]:
    """The record, or part of one, of raw values by their names in a file, and every one that was not taken:
    its field has the default then. Names that nobody knows are kept as they are."""
    fields, values, extra, wrong = declared(owner), {}, {}, list[Wrong]()
    for key, value in raw.items():
        field = fields.get(key) or fields.get(key.removesuffix("_"))
        if field is None:
            if _is_text(value):
                extra[key] = value
            else:
                wrong.append(Wrong(key, say("it holds half a character")))
        elif field.kind is None:
            values[field.name] = _held(field, value, wrong)
        else:
            try:
                values[field.name] = _value(field, value)
            except NotUnderstood as fault:
                wrong.append(Wrong(key, fault.words))
    if extra:
        values["extra"] = extra
    return owner(**values), wrong


def record_of(owner: type[_AnyRecord], raw: Mapping[str, Any]) -> _AnyRecord:
    """The record of raw values. Raises NotUnderstood with the first field that is wrong."""
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
        value = _IN[field.holds](raw)
        if field.member is not None and not all(type(member) is field.member for member in value):
            raise _NotTaken
    except (_NotTaken, ValueError, OverflowError):
        why = say("{value} is not {expected}", value=shown(raw), expected=field.kind.expected())
        raise NotUnderstood((field.kind.fault(raw) if type(field.kind) is Choice else None) or why) from None
    if not _is_text(value):
        raise NotUnderstood(say("it holds half a character"))
    if (fault := field.kind.fault(value)) is not None:
        raise NotUnderstood(fault)
    return value


def _held(field: Declared, raw: Any, wrong: list[Wrong]) -> Any:
    """A part of a record, a single record, or the records of a table."""
    if field.member is not None:
        if not isinstance(raw, list | tuple):
            wrong.append(Wrong(field.key, say("it is not a table of rows")))
            return field.default
        return tuple(_part(field.member, row, f"{field.key}.{at}", wrong) for at, row in enumerate(raw, 1))
    return _part(field.holds, raw, field.key, wrong, field.default)


def _part(owner: type[Part], raw: Any, name: str, wrong: list[Wrong], default: Part | None = None) -> Part:
    if isinstance(raw, owner):
        return raw
    if not isinstance(raw, Mapping):
        wrong.append(Wrong(name, say("{value} is not a group of fields", value=shown(raw))))
        return default or owner()
    part, inside = read(owner, raw)
    wrong += (Wrong(f"{name}.{fault.field}", fault.words) for fault in inside)
    return part


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def same(raw: Any) -> Any:
        if type(raw) is not kind:
            raise _NotTaken
        return raw

    return same


def _day(raw: Any) -> date:
    if type(raw) is date:
        return raw
    if type(raw) is not str or not _DAY.fullmatch(raw):
        raise _NotTaken
    return date.fromisoformat(raw)


def _moment(raw: Any) -> datetime:
    if isinstance(raw, datetime):
        return raw
    if type(raw) is not str or not _MOMENT.fullmatch(raw):
        raise _NotTaken
    return datetime.fromisoformat(raw)


def _whole(raw: Any) -> int:
    if type(raw) is not int or abs(raw) >= BEYOND:
        raise _NotTaken
    return raw


def _number(raw: Any) -> float:
    if type(raw) not in (int, float) or not abs(number := float(raw)) < BEYOND:
        raise _NotTaken
    return number


def _several(raw: Any) -> tuple[Any, ...]:
    if type(raw) not in (list, tuple):
        raise _NotTaken
    return tuple(raw)


_IN: dict[type, Callable[[Any], Any]] = {
    str: _exactly(str),
    bool: _exactly(bool),
    int: _whole,
    date: _day,
    datetime: _moment,
    float: _number,
    tuple: _several,
}
"""How each type is read."""


def _is_text(value: Any) -> bool:
    """Whether no text in a value holds half a character, which no file can hold."""
    try:
        if type(value) is str:
            value.encode()
        elif isinstance(value, list | tuple | dict) and value:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(value: object) -> str:
    """A raw value as a fault quotes it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


# ---- out ------------------------------------------------------------------------------------------
def written(record: Part, owner: type[Part] | None = None) -> dict[str, Any]:
    """Its values by their names in a file, as JSON writes them: all, or those that `owner` has; then what
    this program does not know."""
    fields = declared(owner or type(record))
    return {**{key: _out(getattr(record, field.name)) for key, field in fields.items()}, **record.extra}


def _out(value: Any) -> Any:
    if isinstance(value, Part):
        return written(value)
    if isinstance(value, tuple):
        return [_out(member) for member in value]
    return value.isoformat() if isinstance(value, date) else value
