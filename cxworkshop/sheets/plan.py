"""A list as a declaration, which the steps make; and forms, whose rows are the fields of single records."""

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
    """A sheet as a declaration.

    `table` is where `a` adds; without it the rows are given by something else and `elsewhere` says by what.
    `rows` joins records; by default each row is a record of `table`. `start` gives a new row's first values,
    `then` what else changes when the row with that id is added. `asks` are the fields a new row asks for one
    after the other; without it, all that the sheet shows of the record. `note` is the sentence below the
    sheet about the row one stands on. `parted_by` parts the cells of one typed or pasted line ("Name, role").
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
    asks: tuple[str, ...] = ()
    parted_by: str = ""
    is_form: bool = False

    def lines(self, session: Session) -> list[Row]:
        """The rows a session has for this sheet."""
        if self.rows is not None:
            return list(self.rows(session))
        return [row_of(record.id, self.table) for record in session.records(self.table)]

    @property
    def asked(self) -> tuple[Column, ...]:
        """The columns Tab leads through in a new row: the same whether they are in sight or not, since keys
        are typed ahead."""
        own = [column for column in self.columns if column.alias == self.table and column.field]
        return tuple(column for column in own if not self.asks or column.field in self.asks)


@lru_cache(maxsize=1 << 16)
def row_of(id: str, *tables: str) -> Row:
    """The row that joins the records with that id in several tables. Kept, as thousands are asked for after
    each change."""
    return {table: Place(table, id) for table in tables}


def label_of(reading: Reading, row: Row) -> Cell:
    """The label of the field a form's row holds."""
    return Cell(_(kind_at(reading.session, row["value"]).label), "muted")


FORM = (
    Column(label_of, N_("Field"), width=30, importance=9),
    Column("value", N_("What is recorded"), width=30, weight=1, importance=10),
)


def form(id: str, title: str, *places: str, note: Callable[[Reading, Row], Words] | None = None) -> SheetPlan:
    """A sheet whose rows are the fields of single records: "vision.value" or "rounds.next_review_on"."""

    def rows(session: Session) -> list[Row]:
        found: list[Row] = []
        for place in places:
            table, field = place.split(".", 1)
            found.append({"value": Place(table, session.round.id if table == "rounds" else table, field)})
        return found

    return SheetPlan(id, title, FORM, rows=rows, note=note, is_form=True)


def record_form(session: Session, places: Sequence[Place], title: str) -> SheetPlan:
    """Every field of the records a row joins, as a form."""
    rows: list[Row] = []
    for place in places:
        hidden = {"id", *TABLES[place.table].table.keys, "carried_from", "carry_count"}
        rows += [{"value": place.at(field)} for field in fields(place.table) if field not in hidden]
    return SheetPlan("record", title, FORM, rows=lambda _session: rows, is_form=True)
