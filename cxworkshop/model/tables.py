"""Describes every field of the record from its declaration; the table of docs/record.md is made of it.

`python -m cxworkshop.model.tables` prints it in Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cxworkshop.model import kinds
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES


class FieldDescription(NamedTuple):
    """One field: its place, kind and default, and how the next round begins with it (method F.2)."""

    table: str
    key: str
    kind: str
    default: str
    stored: str
    carried: str


def describe() -> list[FieldDescription]:
    """Every field of every table, in the file's order."""
    return list(_described())


def record_table() -> str:
    """`describe` as a table in Markdown; the name of each table of the record is written once."""
    lines = ["| table | key | kind | default | stored | carried |", "|---|---|---|---|---|---|"]
    before = ""
    for row in _described():
        name = f"**{row.table}**" if row.table != before else ""
        before = row.table
        lines.append(f"| {name} | `{row.key}` | {row.kind} | {row.default} | {row.stored} | {row.carried} |")
    return "\n".join(lines) + "\n"


def _described() -> Iterator[FieldDescription]:
    for name, record in TABLES.items():
        if record.table.owner == "round":
            yield FieldDescription(name, "round", "number of a round", "", "stored", "identity")
        for key in fields(name):
            declared = field_of(name, key)
            default = "" if key == "id" else _default(declared.default)
            stored = "derived unless set" if declared.kind.derived else "stored"
            yield FieldDescription(
                name,
                key,
                _kind(declared.kind),
                default,
                stored,
                declared.kind.carried or record.table.carried,
            )


def _default(value: Any) -> str:
    return "" if value in (None, "", ()) else json.dumps(value, ensure_ascii=False, default=str)


def _kind(kind: kinds.Kind) -> str:
    """The kind in a few words, in English as the whole table."""
    match kind:
        case kinds.References():
            return f"several of {kind.to}"
        case kinds.Reference():
            return f"one of {kind.to}"
        case kinds.Choices():
            return "several of: " + _words(kind)
        case kinds.Choice():
            return _words(kind)
        case kinds.Money():
            return "whole euros"
        case kinds.Number():
            return _number(kind)
        case kinds.LongText():
            return "long text"
        case kinds.YesNo():
            return "yes or no"
        case kinds.Day():
            return "date"
        case kinds.Moment():
            return "date and time"
        case kinds.Numbers():
            return "sums in whole euros"
        case _:
            return "text"


def _words(kind: kinds.Choice) -> str:
    return ", ".join(
        json.dumps(value) if isinstance(value, bool) else str(value) for value, _shown in kind.of
    )


def _number(kind: kinds.Number) -> str:
    name = "whole number" if kind.whole else "number"
    if kind.minimum is not None and kind.maximum is not None:
        name += f" {kind.minimum:g}–{kind.maximum:g}"
    elif kind.minimum is not None:
        name += f" from {kind.minimum:g}"
    return f"{name} ({kind.unit})" if kind.unit else name


if __name__ == "__main__":
    print(record_table(), end="")  # noqa: T201
