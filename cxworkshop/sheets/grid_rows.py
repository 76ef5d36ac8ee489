"""The rows of a grid: the place under the cursor, and how the rows are filtered and sorted."""

from __future__ import annotations

from dataclasses import replace

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid, View, first_difference
from cxworkshop.sheets.plan import NewRow, SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.sheets.rows import Rows


class GridRows(Rows):
    """The rows of a plan for the session of a desk, with the cursor on a cell."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(selects_rows=False)
        self.desk = desk
        self.plan, self.view = SheetPlan("", "", ()), View()
        self._begun_line: tuple[str, int] | None = None
        """The table that an empty line of a card is for, and the row from which it was begun."""
        self.first_field = ""
        """The field that a new row begins with; empty for the first one without a value."""

    @property
    def grid(self) -> Grid:
        assert isinstance(self.source, Grid)
        return self.source

    @property
    def breaks(self) -> tuple[int, ...]:
        return self.grid.breaks

    def set_plan(self, plan: SheetPlan, row: int, col: int, view: View) -> None:
        """Shows another sheet with the cursor at a cell; for column 0 at the first that can be edited."""
        self.plan, self.view, self._begun_line = plan, view, None
        self.row, self.col, self.first_field = row, col, ""
        self.source = Grid(plan, self.desk.reading, view)
        self.layout, self.wanted_column, self.new_row_lines = [], None, 0
        self.is_frozen = False
        self.heading_height, self.is_whole = 0 if plan.is_card else 1, plan.is_card
        self.lay_out()
        self.go(row, self.col or self._value_col)

    def reload(self) -> None:
        """Shows the session as it is now."""
        grid = Grid(self.plan, self.desk.reading, self.view)
        if self._begun_line is not None:
            table = self._begun_line[0]
            [first, *_others] = [row for row in grid.rows if any(p.table == table for p in row.values())]
            line = {alias: place for alias, place in first.items() if not place.table}
            grid.rows.insert(self._last_of(grid, table) + 1, line)
        self.show(grid)

    # -- the cursor ------------------------------------------------------------------------------------------
    @property
    def column(self) -> Column | None:
        return self.layout[self.col][0] if self.layout else None

    @property
    def own_columns(self) -> list[Column]:
        """The columns in sight of the plan's own table, that of `first_field` before the others."""
        columns = [column for column in self.shown if column.alias == self.plan.table and column.field]
        return sorted(columns, key=lambda column: column.field != self.first_field)

    @property
    def place(self) -> Place | None:
        """The place of the cell under the cursor; None where it is computed."""
        if self.column is None or not self.row < len(self.source):
            return None
        return self.grid.place(self.row, self.column)

    @property
    def record_place(self) -> Place | None:
        """The place of the record of the plan's own table in the row under the cursor."""
        if not self.plan.table or not self.row < len(self.source):
            return None
        places = self.grid.rows[self.row].values()
        return next((Place(p.table, p.id) for p in places if p.table == self.plan.table), None)

    @property
    def begun(self) -> NewRow | None:
        """The row that adding begins in the line of a card under the cursor."""
        has_row = self.plan.begun is not None and self.row < len(self.source)
        return self.plan.begun(self.grid.rows[self.row]) if self.plan.begun and has_row else None

    def begin_line(self, new: NewRow) -> None:
        """Shows an empty line of a card for a row that is begun, behind those of its kind, with the cursor in
        it."""
        self._begun_line = new.plan.table, self.row
        self.reload()
        self.go(self._last_of(self.grid, new.plan.table) + 1, self.col)

    def end_line(self) -> None:
        """Takes the empty line away that was begun, if there is one; the cursor goes back."""
        if self._begun_line is not None:
            self.row, self._begun_line = self._begun_line[1], None
            self.reload()

    @staticmethod
    def _last_of(grid: Grid, table: str) -> int:
        """The last line of a card that shows a record of a table."""
        return max(i for i, row in enumerate(grid.rows) if any(p.table == table for p in row.values()))

    def go(self, row: int, col: int) -> None:
        """Moves the cursor, within the rows; that of a form stays on what is recorded."""
        super().go(row, self._value_col if self.plan.is_form else col)

    @property
    def _value_col(self) -> int:
        """The first column that can be typed into."""
        return next((j for j, column in enumerate(self.shown) if isinstance(column.content, str)), 0)

    def _hidden_beside(self, key: str) -> Column | None:
        return None if self.plan.is_form else super()._hidden_beside(key)

    def _target(self, key: str) -> tuple[int, int] | None:
        """Home and End go to the first and the last cell of the row that can be typed into, if there is
        one."""
        if key in ("home", "end") and self.row < len(self.source):
            columns = enumerate(self.shown)
            typed = [c for c, column in columns if self.grid.place(self.row, column) is not None]
            if typed:
                return self.row, typed[0 if key == "home" else -1]
        return super()._target(key)

    def go_to_place(self, place: Place) -> bool:
        """Moves the cursor to the cell of a place, showing its column, or at least to its row. False when the
        grid has no such row."""
        record = place.table, place.id
        rows = [
            i for i, row in enumerate(self.grid.rows) if any((p.table, p.id) == record for p in row.values())
        ]
        columns = (*self.shown, *(column for column in self.grid.columns if column not in self.shown))
        for i in rows:
            for column in columns:
                cell = self.grid.place(i, column)
                if cell and (cell.table, cell.id) == record and place.field in ("", cell.field):
                    self.go(i, self.show_column(column))
                    return True
        if rows:
            self.go(rows[0], self.col)
        return bool(rows)

    def go_to_change(self, before: Grid) -> None:
        """Moves the cursor to the first change since `before`; a row that only moved keeps it."""
        change = first_difference(before, self.grid)
        if change is None:
            return
        row, column = change
        current = before.rows[self.row] if self.row < len(before) else None
        only_moved = column is None and len(before) == len(self.source)
        if only_moved and current in self.grid.rows and self.grid.rows[self.row] != current:
            row = self.grid.rows.index(current)
        self.go(row, self.show_column(column) if column is not None else self.col)

    def follow(self, place: Place) -> None:
        """Keeps the cursor on a row that was just edited and is sorted elsewhere now. If the filter
        hides it, the filter ends, so that further typing does not go to another row."""
        if self.view == View() or self.place == place:
            return
        col = self.col
        if not self.go_to_place(place):
            self.clear_filter()
            self.go_to_place(place)
        self.col = col

    # -- filter and order ------------------------------------------------------------------------------------
    def set_view(self, view: View) -> None:
        """Filters and sorts the rows. The cursor stays with its row while that is visible."""
        row = self.grid.rows[self.row] if self.row < len(self.source) else None
        self.view = view
        self.reload()
        rows = self.grid.rows
        self.go(rows.index(row) if row in rows else self.row, self.col)

    def clear_filter(self) -> None:
        """Shows all rows, in the order they have."""
        if self.view.filter:
            self.view = replace(self.view, filter="")
            self.reload()
