"""Finds what was said anywhere in a workshop, with the list that shows it; without a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cxworkshop.language import _
from cxworkshop.method.derived import row_name
from cxworkshop.method.steps import STEPS, names
from cxworkshop.model.kinds import LongText, Reading, Text
from cxworkshop.model.matching import begins_word, folded
from cxworkshop.model.place import Place, field_of, fields, kind_at, misread_place, value_in
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.depth import find_sheet
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans_for

_NOT_SAID = frozenset({"id", "carried_from", "activity", "block"})
"""Fields whose text is an id, and was said by nobody."""
BEFORE = 12
"""Characters that are kept before a word that is far back in a long text."""


class Said(NamedTuple):
    """A text of the record: its place, the step and the list that show it. `compared` is how it is
    compared."""

    place: Place
    text: str
    compared: str
    step: str
    plan: SheetPlan

    @property
    def is_name(self) -> bool:
        """Whether it is what its record is known by."""
        return TABLES[self.place.table].table.names == self.place.field

    @property
    def line(self) -> str:
        """The text in one line."""
        return " ".join(self.text.split())

    @property
    def group(self) -> str:
        """Where it stands: Goals · 2 Develop."""
        return place_of_list(self.step, self.plan)

    def about(self, session: Session) -> str:
        """The record and the field that the text is of; for a name, which says so itself, the touchpoint."""
        if self.is_name:
            touchpoint = getattr(session.find(self.place.table, self.place.id), "touchpoint", None)
            return session.name_of("touchpoints", touchpoint) if touchpoint else ""
        label = _(kind_at(session, self.place).label)
        return (
            label if TABLES[self.place.table].table.single else f"{row_name(session, self.place)} · {label}"
        )


def place_of_list(step: str, plan: SheetPlan) -> str:
    """The name of a list with its step: Goals · 2 Develop."""
    return f"{_(plan.title)} · {STEPS.index(step)} {names()[step]}" if step else _(plan.title)


def all_said(reading: Reading) -> list[Said]:
    """Every text that a list shows, once, in the order of steps and lists: first in a cell of its own, then
    what only the whole record shows, then what could not be read. Never ids, private notes or blind
    answers."""
    session = reading.session
    lists = [(step, plan) for step in STEPS for plan in plans_for(step, session)]
    seen: set[Place] = set()
    texts = [said for step, plan in lists for said in said_in(session, step, plan, seen)]
    return [*texts, *_not_understood(reading)]


def said_in(session: Session, step: str, plan: SheetPlan, seen: set[Place]) -> Iterator[Said]:
    """The texts of a list that are not `seen` yet."""
    for row in plan.rows_in(session):
        for alias, place in row.items():
            record = session.find(place.table, place.id) if place.table else None
            for field in _fields_in(plan, alias, place) if record is not None else ():
                here = place.at(field)
                if here not in seen and (text := _text(record, field)):
                    seen.add(here)
                    yield Said(here, text, folded(text), step, plan)


def _fields_in(plan: SheetPlan, alias: str, place: Place) -> Sequence[str]:
    """The fields of texts that a list shows of a place in a row: one in a form, all those of its own table,
    of another its columns."""
    if place.field:
        return (place.field,) if place.field in _text_fields(place.table) else ()
    if place.table == plan.table:
        return _text_fields(place.table)
    columns = (column.field for column in plan.columns if column.alias == alias)
    return [field for field in columns if field in _text_fields(place.table)]


def found(texts: Sequence[Said], typed: str, within: SheetPlan | None = None) -> list[Said]:
    """The texts that hold every typed word, in whatever order; all within one list, or anywhere. None
    without a word. Those of one list stand together."""
    words = folded(typed).split()
    hits = [
        said
        for said in texts
        if words
        and (within is None or said.plan.id == within.id)
        and all(word in said.compared for word in words)
    ]
    lists = {said.group: i for i, said in reversed([*enumerate(hits)])}
    return sorted(hits, key=lambda said: lists[said.group])


def found_by_name(texts: Sequence[Said], typed: str) -> list[Said]:
    """The records whose name has words that begin with the typed ones."""
    words = folded(typed).split()
    return [
        said
        for said in texts
        if words and said.is_name and all(begins_word(said.text, word) for word in words)
    ]


def around(text: str, typed: str, width: int) -> str:
    """The text in one line; of a long one the part with the first of the typed words."""
    line = " ".join(text.split())
    words = folded(typed).split()
    compared = line.casefold()
    at = min((compared.find(word) for word in words if word in compared), default=0)
    if at + max(map(len, words), default=0) < width:
        return line
    start = line.rfind(" ", 0, max(0, at - BEFORE)) + 1
    return f"…{line[start:]}" if start else line


def _text(record: Record | None, field: str) -> str:
    value = value_in(record, field) if record is not None else None
    return value if isinstance(value, str) else ""


def _not_understood(reading: Reading) -> Iterator[Said]:
    """The words that stand beside a value they could not be read as."""
    session = reading.session
    for record in session.round.unread:
        place = misread_place(record.id)
        where = find_sheet(place, reading, STEPS[0]) if place is not None else None
        if place is not None and where is not None:
            yield Said(place, f"!{record.text}", folded(record.text), *where)


@cache
def _text_fields(table: str) -> tuple[str, ...]:
    """The fields of a table that hold what people said."""
    left_out = {*_NOT_SAID, *TABLES[table].table.keys}
    return tuple(
        field
        for field in fields(table)
        if field not in left_out and isinstance(field_of(table, field).kind, Text | LongText)
    )
