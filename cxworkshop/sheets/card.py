"""A card: one record and what belongs to it, one field a line, typed into with the keys of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from cxworkshop.commands import keyed
from cxworkshop.language import _
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Computed, Row
from cxworkshop.sheets.plan import NewRow, SheetPlan

SUBJECT = "subject"
"""The alias of the record that a card is about, in each of its rows; its field is the index of the line."""
Records = Callable[[Session, str], Sequence[str]]
"""The ids of the records of a table that belong to the subject with an id."""


@dataclass(frozen=True)
class CardField:
    """One line of a card. `content` is as that of a column. `aside` is computed beside the value. A line that
    `begins` a group has an empty line before it where there is room.

    Of records that are not the subject's own, such as its goals, `records` tells which there are: the fields
    with the same `records` follow each other, once for each. Where there are none, `none` stands in the first
    line that has it. `adds` is the list that `a` adds to here.
    """

    content: str | Computed
    title: str = ""
    aside: Computed | None = None
    begins: bool = False
    records: Records | None = None
    none: str = ""
    adds: SheetPlan | None = None


@dataclass(frozen=True)
class Card:
    """The declaration of a card. `start` gives the first values of what is added from it, by table."""

    fields: tuple[CardField, ...]
    start: Callable[[str, str], dict[str, Any]]

    def plan(self, subject: str) -> SheetPlan:
        """The card of the subject with an id, as a sheet."""
        return _card_plan(self, subject)

    def rows(self, session: Session, subject: str) -> list[Row]:
        """The lines: each group of fields of other records once for every record."""
        rows: list[Row] = []
        for records, group in groupby(range(len(self.fields)), key=lambda i: self.fields[i].records):
            lines = list(group)
            ids = records(session, subject) if records is not None else [subject]
            rows += [self._row(subject, i, id) for id in ids for i in lines]
            if not ids:
                rows += [self._row(subject, i, "") for i in lines if self.fields[i].none]
        return rows

    def _row(self, subject: str, index: int, id: str) -> Row:
        row = {SUBJECT: Place("", subject, str(index))}
        content = self.fields[index].content
        if isinstance(content, str) and id:
            table, field = content.split(".", 1)
            row["value"] = Place(table, id, field)
        return row

    def field_in(self, row: Row) -> CardField:
        return self.fields[int(row[SUBJECT].field)]

    def label(self, _reading: Reading, row: Row) -> Cell:
        """What a line is called."""
        field = self.field_in(row)
        if field.title or not isinstance(field.content, str):
            return Cell(_(field.title), "muted")
        return Cell(_(field_of(*field.content.split(".", 1)).kind.label), "muted")

    def without_place(self, reading: Reading, row: Row) -> Cell:
        """The value of a line that is computed, or that no record stands behind."""
        field = self.field_in(row)
        return (
            field.content(reading, row) if callable(field.content) else Cell(str(keyed(field.none)), "muted")
        )

    def aside(self, reading: Reading, row: Row) -> Cell:
        """What stands beside the value."""
        aside = self.field_in(row).aside
        return aside(reading, row) if aside is not None else Cell()

    def begun(self, row: Row) -> NewRow | None:
        """What `a` begins in a line; None where nothing can be added."""
        plan = self.field_in(row).adds
        if plan is None:
            return None
        start = self.start(plan.table, row[SUBJECT].id)
        first = plan.first_entry(start)
        if first is None:
            return None
        return NewRow(plan, start, first.field)


@lru_cache(maxsize=256)
def _card_plan(card: Card, subject: str) -> SheetPlan:
    """Cached: the screen knows by its plan what it shows."""
    return SheetPlan(
        "card",
        "",
        (
            Column(card.label, "", width=14, importance=9),
            Column("value", "", width=30, weight=2, importance=10, otherwise=card.without_place),
            Column(card.aside, "", width=20, weight=1, importance=4),
        ),
        rows=lambda session: card.rows(session, subject),
        is_form=True,
        begins_group=lambda row: card.field_in(row).begins,
        begun=card.begun,
    )
