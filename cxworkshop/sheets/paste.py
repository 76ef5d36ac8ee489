"""Understands what is pasted into a list: the question that shows it, and the change of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from cxworkshop.editing.changes import Change, add, set_value, together, with_rows
from cxworkshop.editing.ids import new_ids
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Words, say, say_n
from cxworkshop.method.facts import telling
from cxworkshop.model.kinds import Kind, Reading
from cxworkshop.model.matching import folded
from cxworkshop.model.place import Place, field_of, kind_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cell_reader import MISSING, CellReader
from cxworkshop.sheets.cells import Column, Row
from cxworkshop.sheets.clipboard import Copied, CopiedCell
from cxworkshop.sheets.fitting import Fitted, Target, fitted, listed, put_question, rows_meant
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.people_lines import name_and_role
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.units import Units

FIRST = 2
"""Rows that are shown as understood."""
SHORTENED = 8
"""Names taken by a part of them that are shown."""


@dataclass(frozen=True)
class Pasted:
    """A paste as it is understood: the question about it, what is shown with the question, and the change,
    None where nothing is left of it. Where something is not understood, `refusal` says what, and `forgives`
    whether a yes leaves it empty."""

    question: Words
    details: tuple[Words, ...]
    change: Callable[[], Change] | None
    left_out: tuple[Words, ...] = ()
    refusal: Words = ""
    forgives: bool = False
    unread: Words = ""
    """What is left out after a yes as it was not understood."""


def understood(target: Target, grid: Grid, row: int, pasted: str | Copied) -> Pasted | None:
    """A paste as new rows, or as cells from a row of the grid on; None when there is nothing in it."""
    for way in fitted(target, pasted):
        if not way.rows and not way.left_out:
            continue
        result = _new_rows(target.plan, way, grid.reading) if target.is_new else _put(grid, row, way)
        if way.is_certain or not (result.refusal or result.left_out):
            return result
    return None


@dataclass
class _Account:
    """What is told of a paste while its cells are read: the first rows as understood, what is left out."""

    reader: CellReader
    shown: list[Words] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)
    emptied: int = 0
    below: int = 0
    is_misplaced: bool = False

    def __post_init__(self) -> None:
        self.units = Units(self.reader.reading.session)

    def measured(self, place: Place, kind: Kind, cell: CopiedCell, line: int) -> Any:
        """The value of a cell in the unit of its measure; MISSING when it is not understood."""
        value = self.reader.value(kind, cell, line)
        if value is MISSING:
            return value
        try:
            return self.units.read(place, value, cell.text)
        except NotUnderstood as fault:
            self.reader.refuse(fault.words, line)
            self.reader.unread.append(cell.text)
            return MISSING

    def compare(self, text: str, shown: str, line: int | None) -> None:
        """Takes note of a cell over a computed one: left out where it is another, and not put at all where it
        is in the column that names the row (`line`)."""
        if not text.strip() or folded(text) == folded(shown):
            return
        if line is None:
            self.computed.append(text)
        else:
            self.is_misplaced = True
            self.reader.refuse(say("the row here is {row}, not {what}", row=shown, what=text.strip()), line)

    def show(
        self,
        cells: Sequence[tuple[Column, Kind, Any, str]],
        places: Sequence[Place],
        change: Callable[[], Change],
    ) -> None:
        """Shows a row, if it is one of the first: column, kind, value and text of each cell; a mark as it is
        worth once `change` has put the row into its places."""
        if not cells or len(self.shown) >= FIRST:
            return
        reading, after, parts = self.reader.reading, None, []
        for (column, kind, value, text), place in zip(cells, places, strict=True):
            shown = self._text(kind, value, text)
            if value == "fact" and telling.is_mark(place):
                after = after or change()(reading.session)
                shown = telling.said_at(after, place, reading.on)[0] or shown
            parts.append(f"{column.heading()}: {shown}")
        self.shown.append(" · ".join(parts))

    def _text(self, kind: Kind, value: Any, text: str) -> str:
        return f"? {text}" if value is MISSING else kind.show(value, self.reader.reading) or "–"

    def pasted(
        self, way: Fitted, question: Words, change: Callable[[], Change] | None, forgives: bool
    ) -> Pasted:
        """The paste with all that is told of it."""
        left_out = [*way.left_out]
        if self.computed:
            left_out.append(say("Computed, so left out: {what}", what=listed(self.computed)))
        if self.below:
            left_out.append(
                say_n(
                    "Below the last row, so left out: {n} row",
                    "Below the last row, so left out: {n} rows",
                    self.below,
                )
            )
        emptied: list[Words] = (
            [say_n("{n} cell is emptied", "{n} cells are emptied", self.emptied)] if self.emptied else []
        )
        remarks = self.reader.remarks()
        if self.units.told():
            emptied.append(self.units.told())
        return Pasted(
            question,
            (*remarks, *left_out, *emptied, *self._shortened(), *self.shown),
            change,
            tuple(left_out),
            " · ".join(map(str, remarks)),
            forgives,
            self._left_out_later(),
        )

    def _left_out_later(self) -> Words:
        """What a yes leaves out, and how a name that is on no list is added; empty where nothing is."""
        if not self.reader.unread:
            return ""
        what = listed(self.reader.unread)
        if not (name := self.reader.newcomer):
            return say("Left out: {what}", what=what)
        return say("Left out: {what}. +{name} in its cell adds that name.", what=what, name=name)

    def _shortened(self) -> list[Words]:
        """Which names were taken by a part of them."""
        pairs = [f"{' '.join(text.split())} → {name}" for text, name in self.reader.shortened.items()]
        more = f" (+{len(pairs) - SHORTENED})" if len(pairs) > SHORTENED else ""
        return [say("Taken as: {what}", what=" · ".join(pairs[:SHORTENED]) + more)] if pairs else []


# ---- new rows ----------------------------------------------------------------------------------------------
Values = list[tuple[Column, Any]]
"""The values of one row, by column."""


def _new_rows(plan: SheetPlan, way: Fitted, reading: Reading) -> Pasted:
    """A paste as new rows. A column without a single cell is left as new rows have it."""
    account = _Account(CellReader(reading))
    kinds = _kinds(plan, way.columns, reading)
    is_filled = [
        any(cell.kind is not None or cell.text.strip() for row in way.rows for cell in row[i : i + 1])
        for i in range(len(way.columns))
    ]
    rows, new_id, cells_put = list[Values](), next(new_ids(reading.session, plan.table)), 0
    for line, cells in enumerate(way.rows, 1 + way.has_headings):
        row = []
        for column, kind, filled, cell in zip(way.columns, kinds, is_filled, cells, strict=False):
            if kind is not None and filled:
                place = Place(column.alias, str(line), column.field)
                row.append((column, kind, account.measured(place, kind, cell, line), cell.text))
            elif cell.text.strip():
                account.computed.append(cell.text)
        rows.append([(column, _or_empty(column, value)) for column, _kind, value, _text in row])
        cells_put += sum(
            value is not MISSING and not _is_empty(value) for _column, _kind, value, _text in row
        )
        places = [Place(plan.table, new_id, column.field) for column, _kind, _value, _text in row]
        account.show(row, places, partial(_added, plan, rows[-1:], reading))
    count = len(rows)
    question = (
        say_n("Add {n} row? {cells} cells", "Add {n} rows? {cells} cells", count, cells=cells_put)
        if cells_put > count
        else say_n("Add {n} row?", "Add {n} rows?", count)
    )
    change = (lambda: _with_units(_added(plan, rows, reading), account.units, reading)) if rows else None
    return account.pasted(way, question, change, way.has_headings or plan.is_people)


def _with_units(change: Change, units: Units, reading: Reading) -> Change:
    """A change, and the units that it gives to measures."""
    return together(change.name(reading.session), change, *units.changes()) if units.given else change


def _or_empty(column: Column, value: Any) -> Any:
    """A value, or that of an empty cell for one that is not understood: nothing else takes its place."""
    return value if value is not MISSING else field_of(column.alias, column.field).default


def _kinds(plan: SheetPlan, columns: Iterable[Column], reading: Reading) -> list[Kind | None]:
    """The kind of each column in a new row; None for a computed one."""
    kinds, row = list[Kind | None](), None
    for column in columns:
        if column.alias == plan.table and column.field:
            kinds.append(field_of(plan.table, column.field).kind)
            continue
        if row is None:
            id = next(new_ids(reading.session, plan.table))
            row = _rows_of(plan, _with_followers(plan, [{}], [id], reading)(reading.session)).get(id, {})
        place = column.place(row)
        kinds.append(kind_at(reading.session, place) if place is not None else None)
    return kinds


def _rows_of(plan: SheetPlan, session: Session) -> dict[str, Row]:
    """The rows of a plan by the id of their record in its own table."""
    return {
        place.id: row
        for row in plan.rows_in(session)
        for place in row.values()
        if place.table == plan.table and not place.field
    }


def _with_followers(
    plan: SheetPlan, values: Sequence[dict[str, Any]], ids: Sequence[str], reading: Reading
) -> Change:
    """The change that adds rows with these values by field, over those that new rows begin with."""
    session = reading.session
    bare = with_rows(session, plan.table, ())
    rows, followers = list[Change](), list[Change]()
    for row_values, id in zip(values, ids, strict=True):
        start = plan.start(session, reading.on) if plan.start else {}
        rows.append(add(plan.table, **{**start, **row_values, "id": id}))
        if plan.start:  # the first values of the next row depend on this one: the next touchpoint
            (new,) = rows[-1](bare).records(plan.table)
            session = with_rows(session, plan.table, (*session.records(plan.table), new))
        followers += plan.then(session, id) if plan.then else ()
    return together(say_n("Added {n} row", "Added {n} rows", len(rows)), *rows, *followers)


def _added(plan: SheetPlan, rows: Sequence[Values], reading: Reading) -> Change:
    """The change that adds rows. Columns beside the table are set where the new row has another value."""
    ids = list(islice(new_ids(reading.session, plan.table), len(rows)))
    own = [{column.field: value for column, value in row if column.alias == plan.table} for row in rows]
    beside = [[pair for pair in row if pair[0].alias != plan.table] for row in rows]
    change = _with_followers(plan, own, ids, reading)
    if not any(beside):
        return change
    after = change(reading.session)
    places = _rows_of(plan, after)
    sets = [
        set_value(place, value)
        for id, pairs in zip(ids, beside, strict=True)
        for column, value in pairs
        if (place := column.place(places[id])) is not None and value_at(after, place) != value
    ]
    return together(change.name(reading.session), change, *sets)


def row_values(plan: SheetPlan, text: str, reading: Reading) -> dict[str, Any]:
    """The values of a new row of a list of people of which one line was typed: name, role."""
    texts = name_and_role(text)
    fields = [column.field for column in plan.columns if column.alias == plan.table]
    return {
        field: field_of(plan.table, field).kind.parse(text, reading)
        for field, text in zip(fields, texts, strict=False)
    }


# ---- cells that are there ----------------------------------------------------------------------------------
def _put(grid: Grid, first_row: int, way: Fitted) -> Pasted:
    """A paste as cells from a row on. An empty cell empties; one that is not understood stays as it is."""
    account = _Account(CellReader(grid.reading))
    values: list[tuple[Place, Any]] = []
    columns, session = set[Column](), grid.reading.session
    replaced: list[int] = []
    at = rows_meant(grid, first_row, way)
    room = sum(row < len(grid) for row in at)
    for k, cells in enumerate(way.rows):
        if at[k] >= len(grid):
            continue
        row, places, begun = [], list[Place](), len(values)
        for column, cell in zip(way.columns, cells, strict=False):
            line = k + 1 + way.has_headings
            if (place := grid.place(at[k], column)) is None:
                shown = grid.cell(at[k], column).text
                account.compare(cell.text, shown, line if column is grid.columns[0] else None)
                continue
            kind = grid.kind(place)
            value = account.measured(place, kind, cell, line)
            row.append((column, kind, value, cell.text))
            places.append(place)
            columns.add(column)
            if value is not MISSING:
                values.append((place, value))
                before = value_at(session, place)
                account.emptied += _is_empty(value) and not _is_empty(before)
                replaced += [k] if value != before and not _is_empty(before) else []
        account.show(row, places, partial(_filled, values[begun:]))
    beyond = (cells for row, cells in zip(at, way.rows, strict=True) if row >= len(grid))
    account.below = sum(any(cell.text.strip() for cell in cells) for cells in beyond)
    values.sort(key=lambda pair: pair[0].table)  # each table is changed in one pass
    question = put_question(min(room, len(way.rows)), len(columns), replaced)
    filled = _filled(values)
    change = (lambda: _with_units(filled, account.units, grid.reading)) if columns else None
    return account.pasted(way, question, change, way.has_headings and not account.is_misplaced)


def _filled(values: Sequence[tuple[Place, Any]]) -> Change:
    sets = (set_value(place, value) for place, value in values)
    return together(say_n("{n} cell filled", "{n} cells filled", len(values)), *sets)


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", ())
