"""The sheet on a screen: draws the lines of its state, scrolls, and routes keys, mouse and clipboard to it.

Opening a cell mounts, moves and focuses nothing: it is another state and one line painted again. What the
sheet is and does stands in `cxworkshop.sheets.sheet`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from cxworkshop.language import Words
from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.grid import Grid, View
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.marks import MarkedCells
from cxworkshop.sheets.open_cell import Open
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.sheets.sheet import Ask, SheetState
from cxworkshop.sheets.text import display, fit
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.list_box import ListBox, invitation
from cxworkshop.widgets.overlay import Overlay, hint_of, last_line, overlay


def _doing(command: Callable[[SheetState], None]) -> Callable[[Sheet], None]:
    """A command of the state, with what it changes painted."""

    @wraps(command)
    def do(self: Sheet) -> None:
        with self.acting():
            command(self.state)

    return do


class Sheet(ListBox):
    """A list of records, or a form, that is typed into."""

    do_edit = _doing(SheetState.do_edit)
    do_add = _doing(SheetState.do_add)
    do_remove = _doing(SheetState.do_remove)
    do_toggle = _doing(SheetState.do_toggle)
    do_clear = _doing(SheetState.do_clear)
    do_open_record = _doing(SheetState.do_open_record)
    do_move_down = _doing(SheetState.do_move_down)
    do_move_up = _doing(SheetState.do_move_up)
    do_fill_down = _doing(SheetState.do_fill_down)
    do_fill_all = _doing(SheetState.do_fill_all)
    do_copy = _doing(SheetState.do_copy)
    do_filter = _doing(SheetState.do_filter)
    do_sort = _doing(SheetState.do_sort)

    def __init__(
        self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None
    ) -> None:
        self.state = SheetState(desk, self._copy)
        super().__init__(self.state.rows, id=id, moved=moved)
        self._over: Overlay | None = None

    # -- what screens ask of it ------------------------------------------------------------------------------
    @property
    def desk(self) -> Desk:
        return self.state.desk

    @property
    def plan(self) -> SheetPlan:
        return self.state.rows.plan

    @property
    def view(self) -> View:
        return self.state.rows.view

    @property
    def grid(self) -> Grid:
        return self.state.rows.grid

    @property
    def place(self) -> Place | None:
        """The address of the cell the cursor is on."""
        return self.state.rows.place

    @property
    def column(self) -> Column | None:
        return self.state.rows.column

    @property
    def shown(self) -> list[Column]:
        """The columns in sight."""
        return self.state.rows.shown

    @property
    def open(self) -> Open | None:
        return self.state.cell.open

    @property
    def is_open(self) -> bool:
        return self.state.cell.open is not None

    @property
    def fault(self) -> Words:
        """What is wrong with what was typed."""
        return self.state.cell.fault

    @property
    def typing(self) -> Draft | None:
        """The text in the open cell, and which cell that is."""
        return self.state.cell.typing

    @property
    def ask(self) -> Ask | None:
        return self.state.ask

    @property
    def filtering(self) -> Line | None:
        """The filter while it is being typed."""
        return self.state.filtering

    @property
    def mark(self) -> tuple[int, int] | None:
        return self.state.mark

    @property
    def marked_cells(self) -> MarkedCells:
        """The marked cells, or the one under the cursor."""
        return self.state.marked_cells

    # -- what screens have it do -----------------------------------------------------------------------------
    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor where it was."""
        self._take_room()
        self.state.set_plan(plan, row, col, view)
        self._draw_anew()

    def say_anew(self) -> None:
        """Draws the same in another language; what is being typed stays."""
        self._take_room()
        self.state.say_anew()
        self._draw_anew()

    def _draw_anew(self) -> None:
        self.empty = invitation(self.plan.empty)
        self.sorted_by, self.sorted_down = self.view.sort, self.view.is_descending
        self.draw_all()
        self.changed_state()

    def changed_state(self) -> None:
        """Draws all anew, and says that the cursor may be elsewhere."""
        self._over = None
        self.refresh()
        if self.moved is not None:
            self.moved()

    def reload(self) -> None:
        """Draws the session as it is now."""
        with self.painting():
            self.state.rows.reload()

    def settle(self) -> None:
        """Shares the width anew: when nothing is being typed, since nothing may jump under the hands."""
        with self.painting():
            self.rows.lay_out()

    def show_column(self, column: Column) -> int:
        """Where a column stands; one that had no room is brought in."""
        with self.painting():
            return self.rows.show_column(column)

    def find(self, place: Place) -> bool:
        """Puts the cursor on a place, or at least on its row. False when it is not here."""
        with self.acting():
            return self.state.rows.go_to_place(place)

    def go_to_change(self, before: Grid) -> None:
        """Puts the cursor on what reads otherwise than before."""
        with self.acting():
            self.state.rows.go_to_change(before)

    def set_view(self, view: View) -> None:
        """Draws the rows another way."""
        with self.acting():
            self.state.rows.set_view(view)

    def clear_filter(self) -> None:
        """Ends the filter."""
        with self.acting():
            self.state.rows.clear_filter()

    def open_here(self, adding: bool = False) -> None:
        """Opens the cell under the cursor."""
        with self.acting():
            self.state.cell.open_here(adding)

    def open_new(self) -> None:
        """A new row, with its first cell open."""
        with self.acting():
            self.state.cell.open_new()

    def resume(self, text: str) -> None:
        """Has the text in the open cell, as if it had just been typed there."""
        with self.acting():
            self.state.cell.resume(text)

    # -- keys, clipboard, mouse ------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        before = self._told()
        with self.painting():
            taken = self.state.take_key(key, character)
        if taken:
            self._acted(before)
        return taken

    def take_paste(self, text: str) -> bool:
        with self.acting():
            self.state.take_paste(text)
        return True

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)

    def choose(self) -> None:
        self.do_edit()

    def clicked(self, event: events.Click) -> None:
        over, cell = self._overlay, self.state.cell
        holds = over.holds(event.x, event.y)
        with self.acting():
            if cell.open is None:
                self.state.mark = None
            elif (offer := over.offers.get(event.y)) is not None and holds:
                cell.pick(offer)
            elif (at := over.text_at(event.x, event.y)) is not None:
                cell.put_caret(at)
            elif not holds:
                cell.keep()
        if cell.open is None and not holds:
            super().clicked(event)

    # -- painting what reads otherwise -----------------------------------------------------------------------
    @contextmanager
    def acting(self) -> Iterator[None]:
        """Has the state do something; paints what reads otherwise, with the cursor in sight, and says where
        that is."""
        before = self._told()
        with self.painting():
            yield
        self._acted(before)

    def _acted(self, before: tuple[object, ...]) -> None:
        self.reveal(self.line_at)
        if self.moved is not None and self._told() != before:
            self.moved()

    def _told(self) -> tuple[object, ...]:
        """What screens tell of around the sheet."""
        state, open = self.state, self.state.cell.open
        return self.source, self.row, self.col, open and open.told, state.ask, state.filtering

    @property
    def line_at(self) -> int:
        return self.state.cell.row

    def touched(self) -> set[int]:
        lines = super().touched() | {self._y(self.line_at)} | set(self._overlay.lines)
        if self.mark is not None:
            lines |= {self._y(i) for i in self._in_sight() if i in self.marked_cells.rows}
        return lines

    def paint(self) -> None:
        self._over = None
        if (self.sorted_by, self.sorted_down) != (self.view.sort, self.view.is_descending):
            self.sorted_by, self.sorted_down = self.view.sort, self.view.is_descending
            self.refresh()
        super().paint()

    def draw_all(self) -> None:
        self._over = None
        super().draw_all()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._over = None

    # -- lines -----------------------------------------------------------------------------------------------
    @property
    def _overlay(self) -> Overlay:
        if self._over is None:
            self._over = self._laid_over()
        return self._over

    def _laid_over(self) -> Overlay:
        """What lies over the lines now."""
        state, size = self.state, (self.size.width, self.size.height)
        asked = state.ask.words if state.ask else f"/ {state.filtering.text}▏" if state.filtering else ""
        if asked:
            return last_line(str(asked), hint_of(state.ask is not None), size, self.look("cursor"))
        return self._over_cell(state.cell.open, size) if state.cell.open else Overlay()

    def _over_cell(self, open: Open, size: tuple[int, int]) -> Overlay:
        """The text that is typed, and what stands below it."""
        x, width = next(((x + 1, w) for c, x, w in self.layout_now if c is open.column), (1, 20))
        at, top = (x, self._y(self.line_at)), self.rows.heading_height
        drawn = overlay(open.editor, self.fault, at=at, width=width, top=top, size=size, look=self.look)
        caret = self.content_region.offset + Offset(*drawn.caret)
        self.app.cursor_position = caret  # where input methods open
        return drawn

    def line(self, i: int, y: int) -> Strip:
        return self._overlay.over(self._line_below(i, y), y)

    def _line_below(self, i: int, y: int) -> Strip:
        """The strip of line `i` without what lies over it."""
        open = self.open
        if open is not None and i == self.line_at:
            return self._open_line(open, i)
        if open is not None and i == self.row:  # a new row is being typed: the cursor is there and not here
            return self._plain_line(self.rows.cells(i), "row")
        if self.mark is not None and i in self.marked_cells.rows and i < len(self.source):
            return self._marked_line(i)
        return super().line(i, y)

    def _open_line(self, open: Open, i: int) -> Strip:
        is_new, begun = i >= len(self.source), self.state.cell.begun
        cells = [begun(column) for column in self.shown] if is_new else self.rows.cells(i)
        parts = self._aligned(cells, lambda _j, cell: self.look("line", cell.tone))
        for j, (column, _x, width) in enumerate(self.layout_now):
            if column is open.column:
                parts[j] = fit(display(open.editor.line.text), width), self.look("edit")
        return self._strip(parts, self.look("line"), mark="+" if open.adding else "▶")

    def _marked_line(self, i: int) -> Strip:
        columns, here = self.marked_cells.columns, i == self.row
        ground = "line" if here else "row"

        def style(j: int, cell: Cell) -> Style:
            if here and j == self.col:
                return self.look("cursor")
            return self.look("edit" if j in columns else ground, cell.tone)

        parts = self._aligned(self.rows.cells(i), style)
        return self._strip(parts, self.look(ground), mark="▶" if here else " ")
