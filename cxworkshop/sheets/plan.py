"""Declares a list, as each step does, or a form, whose rows are the fields of single records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from cxworkshop.editing.changes import Change
from cxworkshop.language import N_, Words, _
from cxworkshop.method.day import is_deep
from cxworkshop.method.lookup import cached_on
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of, fields, kind_at, value_in
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.cells import Cell, Column, Row


def always(_session: Session) -> bool:
    """Applies to every session."""
    return True


@dataclass(frozen=True)
class NewRow:
    """A row that is begun: the list it goes to, its first values, and the field that is typed first."""

    plan: SheetPlan
    start: dict[str, Any]
    field: str


@dataclass(frozen=True)
class SheetPlan:
    """The declaration of a sheet. Its first columns are those in sight at 80 cells: Tab visits what is
    in sight in its order, so keys typed ahead reach the same field at every width.

    `table` takes new rows; a sheet without one says in `elsewhere` where its rows come from. `rows` joins
    records; by default each row is a record of `table`. `start` gives the first values of a new row, `then`
    the changes that follow from adding the row with that id. `note` is the sentence
    below the sheet about the row under the cursor. `ballot` is the table of the blind slips that fill the
    sheet. `is_people`: a typed or pasted line is read as people are written down ("Name, role"). `empty` is
    shown in place of rows; adding to an empty list makes the change of `fill`. A sheet that does not apply to
    a session is not among its lists.

    `beginning` says for which touchpoint a row is begun. `views` are the other ways in which its rows can be
    looked at: one touchpoint at a time, or as pictures. Of a card, `begun` is the row that adding begins in a
    line, and `begins_group` whether an empty line stands before a row where there is room.
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
    ballot: str = ""
    is_people: bool = False
    fill: Callable[[], Change] | None = None
    is_form: bool = False
    applies: Callable[[Session], bool] = always
    beginning: str = ""
    views: tuple[str, ...] = ()
    begun: Callable[[Row], NewRow | None] | None = None
    begins_group: Callable[[Row], bool] | None = None

    @property
    def has_cards(self) -> bool:
        """Whether the list can be shown one touchpoint at a time."""
        return "card" in self.views

    @property
    def is_card(self) -> bool:
        return self.begun is not None

    def rows_in(self, session: Session) -> list[Row]:
        """The rows of this sheet in a session."""
        if self.rows is not None:
            return list(self.rows(session))
        return [row_of(record.id, self.table) for record in session.records(self.table)]

    def columns_in(self, session: Session) -> tuple[Column, ...]:
        """The columns that are of use in a session."""
        of_use = (column for column in self.columns if column.when is None or column.when(session))
        return _same(
            tuple(one for column in of_use for one in (column.each(session) if column.each else (column,)))
        )

    def first_entry(self, start: Mapping[str, Any]) -> Column | None:
        """The column that is typed first in a new row: the first one without a value in its `start`."""
        columns = [column for column in self.columns if column.alias == self.table and column.field]
        return next((c for c in columns if c.field not in start), columns[0] if columns else None)


@cache
def deep(name: str) -> Callable[[Session], bool]:
    """Whether a field, "table.field", is of use: where there is time for everything, and wherever it says
    something."""
    table, field = name.split(".", 1)

    @cached_on(f"round.{table}", "round.agenda")
    def is_of_use(session: Session) -> bool:
        default = field_of(table, field).default
        return is_deep(session) or any(
            value_in(record, field) != default for record in session.records(table)
        )

    return is_of_use


@lru_cache(maxsize=256)
def _same(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Cached: widths are kept for as long as the columns are the same tuple."""
    return columns


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


def form(
    id: str,
    title: str,
    *places: str,
    note: Callable[[Reading, Row], Words] | None = None,
    applies: Callable[[Session], bool] = always,
    only_deep: Sequence[str] = (),
) -> SheetPlan:
    """A sheet whose rows are fields of single records, each as "table.field": "vision.value". Of a table with
    several, each record has a row, and a new one the last. Those of `only_deep` are rows where they are of
    use."""

    def rows(session: Session) -> list[Row]:
        form_rows: list[Row] = []
        for place in places:
            if place in only_deep and not deep(place)(session):
                continue
            table, field = place.split(".", 1)
            form_rows += [{"value": Place(table, id, field)} for id in _form_ids(session, table)]
        return form_rows

    return SheetPlan(id, title, FORM, rows=rows, note=note, is_form=True, applies=applies)


def _form_ids(session: Session, table: str) -> list[str]:
    """The ids of the records of a table that have a row in a form."""
    if table == "rounds":
        return [session.round.id]
    return [table] if TABLES[table].table.single else [*(row.id for row in session.records(table)), ""]


def record_form(session: Session, places: Sequence[Place], title: str) -> SheetPlan:
    """A form with every field of some records, without ids and keys."""
    rows: list[Row] = []
    for place in places:
        hidden = {"id", *TABLES[place.table].table.keys, "carried_from", "carry_count"}
        rows += [{"value": place.at(field)} for field in fields(place.table) if field not in hidden]
    return SheetPlan("record", title, FORM, rows=lambda _session: rows, is_form=True)
