"""Values of the record in the reader's words; every room of the plan asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cxworkshop.language import _, percent, whole
from cxworkshop.method.responsibility import STATUSES
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import field_of
from cxworkshop.model.record import Part, Record
from cxworkshop.model.session import Round, Session

SIGNS = {"held": "●", "unclear": "◐", "contested": "◆", "vacant": "○"}


@dataclass(frozen=True)
class Shown:
    """A session as it is read on a day. Nothing recorded reads as the empty text."""

    session: Session
    on: date

    @property
    def round(self) -> Round:
        return self.session.round

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.session, self.on)

    def field(self, record: Record, field: str) -> str:
        """A field's value in the words of its kind; `field` may be dotted."""
        value: object = record
        for name in field.split("."):
            value = getattr(value, name) if isinstance(value, Part) else None
        return field_of(record.table.name, field).kind.show(value, self.reading)

    def name(self, table: str, row: str | None) -> str:
        """What people call a row of a table."""
        return self.session.name_of(table, row) if row else ""

    def names(self, table: str, rows: Iterable[str]) -> str:
        """What people call several rows."""
        return ", ".join(self.name(table, row) for row in rows)

    def person(self, row: str | None) -> str:
        return self.name("people", row)

    def touchpoint(self, row: str | None) -> str:
        return self.name("touchpoints", row)

    def touchpoints(self, rows: Iterable[str]) -> str:
        return self.names("touchpoints", rows)


def status_words(status: str, in_name_only: bool = False) -> str:
    """A status as it is always printed: its sign and its word."""
    words = f"{SIGNS[status]} {_(dict(STATUSES)[status])}"
    return f"{words}, {_('in name only')}" if in_name_only else words


def of(count: int, whole_: int) -> str:
    """How many of how many: 5 of 14."""
    return _("{k} of {n}").format(k=whole(count), n=whole(whole_))


def of_with_share(count: int, whole_: int, decimals: int = 0) -> str:
    """How many of how many and the share: 5 of 14 (36%)."""
    return f"{of(count, whole_)} ({percent(count / whole_, decimals)})" if whole_ else of(count, whole_)


def joined(*parts: str) -> str:
    """What there is of several parts, parted by commas."""
    return ", ".join(part for part in parts if part)


def aside(text: str, note: str) -> str:
    """A text with a note in brackets; without brackets when there is no note."""
    return f"{text} ({note})" if text and note else text or note
