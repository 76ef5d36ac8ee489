"""Rows of a session's grid: where the cursor stands in the record, which columns are in sight, how the rows
are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid, View, difference
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.widgets.list_box import ListBox, invitation


class GridView(ListBox):
    """What a plan makes of the desk's session, with the cursor on a cell."""

    def __init__(
        self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None
    ) -> None:
        super().__init__(id=id, moved=moved)
        self.desk = desk
        self.whole_line = False
        self.plan = SheetPlan("", "", ())
        self.view = View()

    @property
    def grid(self) -> Grid:
        assert isinstance(self.source, Grid)
        return self.source

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor where it was."""
        self.plan, self.view = plan, view
        self.sorted_by, self.sorted_down = view.sort, view.down
        self.empty = invitation(plan.empty)
        self.row, self.col = row, col
        self.source = Grid(plan, self.desk.reading, view)
        self.layout_now, self.wanted = [], None
        self._lay_out()
        if not col:
            self.col = next((j for j, (c, _x, _w) in enumerate(self.layout_now) if isinstance(c.of, str)), 0)
        self._measure()
        self.go(row, self.col)
        self.changed_state()

    def reload(self) -> None:
        """Draws the session as it is now."""
        self.show(Grid(self.plan, self.desk.reading, self.view))

    def say_anew(self) -> None:
        """Draws the same in another language; what is being typed stays."""
        self.empty = invitation(self.plan.empty)
        self.reload()
        self._lay_out()
        self.changed_state()

    def changed_state(self) -> None:
        """Draws all anew, and says that the cursor may be elsewhere."""
        self.refresh()
        if self.moved is not None:
            self.moved()

    # -- where the cursor is ---------------------------------------------------------------------------------
    @property
    def column(self) -> Column | None:
        return self.layout_now[self.col][0] if self.layout_now else None

    @property
    def place(self) -> Place | None:
        """The address of the cell the cursor is on."""
        if self.column is None or not self.row < len(self.source):
            return None
        return self.grid.place(self.row, self.column)

    @property
    def shown(self) -> list[Column]:
        """The columns in sight."""
        return [column for column, _x, _w in self.layout_now]

    def find(self, place: Place) -> bool:
        """Puts the cursor on a place, or at least on its row; a column without room is brought in. False when
        it is not here."""
        found = [
            i
            for i, row in enumerate(self.grid.rows)
            if any((p.table, p.id) == (place.table, place.id) for p in row.values())
        ]
        for i in found:
            for column in (*self.shown, *(one for one in self.grid.columns if one not in self.shown)):
                here = self.grid.place(i, column)
                if (
                    here
                    and (here.table, here.id) == (place.table, place.id)
                    and (here.field == place.field or not place.field)
                ):
                    self.go(i, self.bring_in(column))
                    return True
        if found:
            self.go(found[0], self.col)
        return bool(found)

    def go_to_change(self, before: Grid) -> None:
        """Puts the cursor on what reads otherwise than before; a row that only moved keeps it."""
        here = before.rows[self.row] if self.row < len(before) else None
        found = difference(before, self.grid)
        if found is None:
            return
        row, column = found
        if (
            column is None
            and len(before) == len(self.source)
            and here in self.grid.rows
            and self.grid.rows[self.row] != here
        ):
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

    # -- which columns, which rows ---------------------------------------------------------------------------
    def settle(self) -> None:
        """Shares the width anew: when nothing is being typed, since nothing may jump under the hands."""
        before, drawn = self.layout_now, dict(self._drawn)
        self._lay_out()
        if self.layout_now == before:
            self._drawn = drawn
        else:
            self.refresh()

    def bring_in(self, column: Column) -> int:
        """Where a column stands; one that had no room is brought in, and others make room."""
        if column not in self.shown:
            self.wanted = column
            self._lay_out()
            self.refresh()
        return self.shown.index(column)

    def look_at(self, view: View) -> None:
        """Draws the rows another way. The cursor stays with its row where that is still to be seen."""
        row = self.grid.rows[self.row] if self.row < len(self.source) else None
        self.view = view
        self.sorted_by, self.sorted_down = view.sort, view.down
        self.reload()
        rows = self.grid.rows
        self.go(rows.index(row) if row in rows else self.row, self.col)

    def show_all(self) -> None:
        """Ends the filter."""
        if self.view.filter:
            self.view = replace(self.view, filter="")
            self.reload()
