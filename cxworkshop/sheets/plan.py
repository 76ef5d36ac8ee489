"""Declares a list, as each step does, or a form, whose rows are the fields of single records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cxworkshop.editing.changes import Change
from cxworkshop.language import N_, Words, _
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, fields, kind_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.cells import Cell, Column, Row


@dataclass(frozen=True)
class SheetPlan:
    """The declaration of a sheet.

    `table` takes new rows; a sheet without one says in `elsewhere` where its rows come from. `rows` joins
    records; by default each row is a record of `table`. `start` gives the first values of a new row, `then`
    the changes that follow from adding the row with that id. `entry_fields` are the fields that are filled in
    one after the other in a new row; by default all visible fields of the record. `note` is the sentence
    below the sheet about the row under the cursor. `ballot` is the table of the blind slips that fill the
    sheet. `separator` splits one typed or pasted line into cells
    ("Name, role"). `empty` is shown in place of rows.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    table: str = ""
    rows: Callable[[Session], Sequence[Row]] | None = None
    start: Callable[[Session, date], dict[str, Any]] | None = None
    then: Callable[[Session, str], Sequence[Change]] | None = None
    note: Callable[[Reading, Row], Words] | None = None
    empty: str = ""
    elsewhere: str = ""
    entry_fields: tuple[str, ...] = ()
    ballot: str = ""
    separator: str = ""
    is_form: bool = False

    def rows_in(self, session: Session) -> list[Row]:
        """The rows of this sheet in a session."""
        if self.rows is not None:
            return list(self.rows(session))
        return [row_of(record.id, self.table) for record in session.records(self.table)]

    @property
    def entry_columns(self) -> tuple[Column, ...]:
        """The columns that Tab visits in a new row, visible or not, so that keys typed ahead reach the same
        field at every width."""
        own = [column for column in self.columns if column.alias == self.table and column.field]
        return tuple(column for column in own if not self.entry_fields or column.field in self.entry_fields)


@lru_cache(maxsize=1 << 16)
def row_of(id: str, *tables: str) -> Row:
    """The row that joins the records with one id in several tables. Cached: each change reads thousands."""
    return {table: Place(table, id) for table in tables}


def label_of(reading: Reading, row: Row) -> Cell:
    """The label of the field in a row of a form."""
    return Cell(_(kind_at(reading.session, row["value"]).label), "muted")


FORM = (
    Column(label_of, N_("Field"), width=30, importance=9),
    Column("value", N_("What is recorded"), width=30, weight=1, importance=10),
)


def form(id: str, title: str, *places: str, note: Callable[[Reading, Row], Words] | None = None) -> SheetPlan:
    """A sheet whose rows are fields of single records, each as "table.field": "vision.value"."""

    def rows(session: Session) -> list[Row]:
        form_rows: list[Row] = []
        for place in places:
            table, field = place.split(".", 1)
            form_rows.append({"value": Place(table, session.round.id if table == "rounds" else table, field)})
        return form_rows

    return SheetPlan(id, title, FORM, rows=rows, note=note, is_form=True)


def record_form(session: Session, places: Sequence[Place], title: str) -> SheetPlan:
    """A form with every field of some records, without ids and keys."""
    rows: list[Row] = []
    for place in places:
        hidden = {"id", *TABLES[place.table].table.keys, "carried_from", "carry_count"}
        rows += [{"value": place.at(field)} for field in fields(place.table) if field not in hidden]
    return SheetPlan("record", title, FORM, rows=lambda _session: rows, is_form=True)
