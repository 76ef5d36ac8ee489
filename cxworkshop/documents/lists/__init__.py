"""What other programs take from the record: lists, days for a calendar, and all values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from cxworkshop.language import date_text, number

Value: TypeAlias = str | int | float | date | None


class List(NamedTuple):
    """A head and its rows, as plain values."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def shown(self) -> tuple[tuple[str, ...], ...]:
        """The rows as a document prints them."""
        return tuple(tuple(map(shown, row)) for row in self.rows)


def shown(value: Value) -> str:
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, str) or value is None:
        return value or ""
    return number(value)


def content_of(listed: List, title: str, organisation: str) -> Mapping[str, object]:
    """What the template of a list prints, by name."""
    return {"title": title, "organisation": organisation, "head_of_list": listed.head, "rows": listed.shown}
