"""Values of the record in the reader's words, used by every section of the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from cxworkshop.language import _, date_text, listed, whole
from cxworkshop.method.derived import row_name
from cxworkshop.method.responsibility import STATUSES
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.record import Part, Record
from cxworkshop.model.session import Round, Session

_Value = TypeVar("_Value")
_END = re.compile(r"(?<=[^\W\d_]{4})\.\Z")
"""The full stop of a sentence: after a word of four letters or more."""
SIGNS = {"held": "●", "unclear": "◐", "contested": "◆", "vacant": "○"}


@dataclass(frozen=True)
class RecordView:
    """A session as it is read on a day. What is not recorded reads as the empty text."""

    session: Session
    on: date

    @property
    def round(self) -> Round:
        return self.session.round

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.session, self.on)

    def once(self, compute: Callable[[RecordView], _Value]) -> _Value:
        """What is computed of the view, for all who ask for it."""
        computed: dict[object, Any] = self.__dict__.setdefault("computed", {})
        if compute not in computed:
            computed[compute] = compute(self)
        value: _Value = computed[compute]
        return value

    def field(self, record: Record, field: str) -> str:
        """A field's value in the words of its kind; `field` may be dotted."""
        value: object = record
        for name in field.split("."):
            value = getattr(value, name) if isinstance(value, Part) else None
        return field_of(record.table.name, field).kind.show(value, self.reading)

    def name(self, table: str, row_id: str | None) -> str:
        """What people call a row of a table."""
        return row_name(self.session, Place(table, row_id)) if row_id else ""

    def is_past(self, day: date) -> bool:
        """Whether a day lies before the one that the round is judged on."""
        return day < self.session.judged_on(self.on)

    def names(self, table: str, row_ids: Iterable[str]) -> str:
        """What people call several rows, one after another."""
        return listed(*(self.name(table, row_id) for row_id in row_ids))

    def person(self, row_id: str | None) -> str:
        return self.name("people", row_id)

    def name_and_role(self, person: Person) -> tuple[str, str]:
        """The name, and the role unless that is said with the name, to tell apart two of one name."""
        name = self.person(person.id)
        return name, "" if name != person.name_shown and f"({person.role}" in name else person.role

    def touchpoint(self, row_id: str | None) -> str:
        return self.name("touchpoints", row_id)

    def touchpoints(self, row_ids: Iterable[str]) -> str:
        return self.names("touchpoints", row_ids)


def status_words(status: str, in_name_only: bool = False) -> str:
    """A status as it is always printed: its sign and its word."""
    words = f"{SIGNS[status]} {_(dict(STATUSES)[status])}"
    return f"{words}, {_('in name only')}" if in_name_only else words


def agreed_words(status: str) -> str:
    """A status from today: what the blind answers call held is agreed."""
    return _("agreed") if status == "held" else _(dict(STATUSES)[status])


def label(table: str, field: str) -> str:
    """What a field is called inside a sentence."""
    return _(field_of(table, field).kind.label).lower()


def of(count: int, total: int) -> str:
    """How many of how many: 5 of 14."""
    return _("{k} of {n}").format(k=whole(count), n=whole(total))


def joined(*parts: str) -> str:
    """The parts that are not empty, separated by commas; a full stop at the end of a part before another one
    is left out, but not that of a date or a shortened word."""
    *before, last = [part for part in parts if part] or [""]
    return ", ".join([*(_END.sub("", part) for part in before), last])


def marks(*parts: str) -> str:
    """The parts that are not empty, which may have commas of their own, separated by points."""
    return " · ".join(part for part in parts if part)


def by_day(day: date | None) -> str:
    """By when, after what is to be done."""
    return _("by {day}").format(day=date_text(day)) if day else _("(no date given)")


def settled_by(view: RecordView, day: date | None) -> str:
    """By when what is open is to be settled, or was to be."""
    if day is None:
        return _("no day set")
    words = _("was to be settled by {day}") if view.is_past(day) else _("to be settled by {day}")
    return words.format(day=date_text(day))


def aside(text: str, note: str) -> str:
    """A text followed by a note in brackets; the one that is not empty when the other is."""
    return f"{text} ({note})" if text and note else text or note
