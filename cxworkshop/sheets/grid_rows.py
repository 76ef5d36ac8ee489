"""The rows of a session's grid: where the cursor stands in the record, and how the rows are looked at."""

from __future__ import annotations

from dataclasses import replace

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid, View, difference
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.sheets.rows import Rows


class GridRows(Rows):
    """What a plan makes of the desk's session, with the cursor on a cell."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(whole_line=False)
        self.desk = desk
        self.plan, self.view = SheetPlan("", "", ()), View()

    @property
    def grid(self) -> Grid:
        assert isinstance(self.source, Grid)
        return self.source

    def set_plan(self, plan: SheetPlan, row: int, col: int, view: View) -> None:
        """Has another sheet, with the cursor where it was; at first in a column that can be typed into."""
        self.plan, self.view = plan, view
        self.row, self.col = row, col
        self.source = Grid(plan, self.desk.reading, view)
        self.layout, self.wanted, self.growing = [], None, 0
        self.lay_out()
        if not col:
            self.col = next((j for j, column in enumerate(self.shown) if isinstance(column.of, str)), 0)
        self.go(row, self.col)

    def reload(self) -> None:
        """Has the session as it is now."""
        self.show(Grid(self.plan, self.desk.reading, self.view))

    # -- where the cursor is ---------------------------------------------------------------------------------
    @property
    def column(self) -> Column | None:
        return self.layout[self.col][0] if self.layout else None

    @property
    def place(self) -> Place | None:
        """The address of the cell the cursor is on."""
        if self.column is None or not self.row < len(self.source):
            return None
        return self.grid.place(self.row, self.column)

    @property
    def own_place(self) -> Place | None:
        """The record of this list's own table under the cursor."""
        if not self.plan.table or not self.row < len(self.source):
            return None
        places = self.grid.rows[self.row].values()
        return next((Place(p.table, p.id) for p in places if p.table == self.plan.table), None)

    def find(self, place: Place) -> bool:
        """Puts the cursor on a place, or at least on its row; a column without room is brought in. False when
        it is not here."""
        wanted = place.table, place.id
        rows = [
            i for i, row in enumerate(self.grid.rows) if any((p.table, p.id) == wanted for p in row.values())
        ]
        columns = (*self.shown, *(column for column in self.grid.columns if column not in self.shown))
        for i in rows:
            for column in columns:
                here = self.grid.place(i, column)
                if here and (here.table, here.id) == wanted and place.field in ("", here.field):
                    self.go(i, self.bring_in(column))
                    return True
        if rows:
            self.go(rows[0], self.col)
        return bool(rows)

    def go_to_change(self, before: Grid) -> None:
        """Puts the cursor on what reads otherwise than before; a row that only moved keeps it."""
        changed = difference(before, self.grid)
        if changed is None:
            return
        row, column = changed
        here = before.rows[self.row] if self.row < len(before) else None
        only_moved = column is None and len(before) == len(self.source)
        if only_moved and here in self.grid.rows and self.grid.rows[self.row] != here:
            row = self.grid.rows.index(here)
        self.go(row, self.bring_in(column) if column is not None else self.col)

    def stay_with(self, place: Place) -> None:
        """The cursor follows a row that the sort now puts elsewhere; one that the filter now hides brings all
        rows back, or what is typed next would go to its neighbour."""
        if self.view == View() or self.place == place:
            return
        col = self.col
        if not self.find(place):
            self.show_all()
            self.find(place)
        self.col = col

    # -- which rows, in which order --------------------------------------------------------------------------
    def look_at(self, view: View) -> None:
        """Has the rows another way. The cursor stays with its row where that is still to be seen."""
        row = self.grid.rows[self.row] if self.row < len(self.source) else None
        self.view = view
        self.reload()
        rows = self.grid.rows
        self.go(rows.index(row) if row in rows else self.row, self.col)

    def show_all(self) -> None:
        """Ends the filter."""
        if self.view.filter:
            self.view = replace(self.view, filter="")
            self.reload()
