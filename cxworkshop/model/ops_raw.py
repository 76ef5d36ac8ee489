"""Ops as raw values that JSON can hold, and back; what keeps undo on the disk writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import say
from cxworkshop.model.ops import UNSET, Add, Move, Op, Ops, Remove, Set
from cxworkshop.model.place import Place, field_of, fields
from cxworkshop.model.raw import raw_value, record_of, written
from cxworkshop.model.session import TABLES


def raw_ops(ops: Ops) -> list[list[Any]]:
    """The ops as lists: a word, what the op is about, its value."""
    return [_raw(op) for op in ops]


def _raw(op: Op) -> list[Any]:
    match op:
        case Set(place, value) if value is UNSET:
            return ["unset", *place]
        case Set(place, value):
            return ["set", *place, raw_value(value)]
        case Add(table, number, row, after):
            return ["add", table, number, written(row), after]
        case Move(place, after):
            return ["move", *place, after]
        case Remove(place):
            return ["remove", *place]


def ops_of(raw: Sequence[Sequence[Any]]) -> Ops:
    """The ops that `raw_ops` has written. Raises CxError or ValueError when they are something else."""
    return tuple(_op(*op) for op in raw)


def _op(word: str, *values: Any) -> Op:
    match word, *values:
        case "unset", str(), str(), str(), int() | None:
            return Set(Place(*values))
        case "set", str(table), str(row), str(field), int() | None as number, value:
            return Set(Place(table, row, field, number), _value(table, field, value))
        case "add", str(table), int() | None as number, dict(row), str(after) if table in TABLES:
            return Add(table, number, record_of(TABLES[table], row), after)
        case "move", str(), str(), str(), int() | None, str(after):
            return Move(Place(*values[:4]), after)
        case "remove", str(), str(), str(), int() | None:
            return Remove(Place(*values))
    raise NotUnderstood(say("This is no change of a workshop."))


def _value(table: str, field: str, raw: Any) -> Any:
    if "[" in field:
        return bool(raw)
    return field_of(table, field).valid(raw) if field in fields(table) else raw
