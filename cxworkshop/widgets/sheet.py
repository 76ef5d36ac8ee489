"""The widget of a sheet: draws the lines of a `SheetState`, scrolls, and passes keys, mouse and clipboard to
it.

Opening a cell mounts and focuses nothing: it changes the state and paints one line again.
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
from cxworkshop.sheets.cells import Cell
from cxworkshop.sheets.edited_cell import EditedCell
from cxworkshop.sheets.grid import Grid, View
from cxworkshop.sheets.in_use import follow_others
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.sheets.sheet import SheetState
from cxworkshop.sheets.text import display, fit
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.invitation import invitation, nothing_shown
from cxworkshop.widgets.overlay import Overlay, hint_for, last_lines, overlay
from cxworkshop.widgets.tagged_list import TaggedList


def _command(command: Callable[[SheetState], None]) -> Callable[[Sheet], None]:
    """A command of the state as a method of the widget, which paints what the command changes."""

    @wraps(command)
    def do(self: Sheet) -> None:
        with self.changing_state():
            command(self.state)

    return do


class Sheet(TaggedList):
    """A list of records, or a form, that is edited."""

    do_edit = _command(SheetState.do_edit)
    do_add = _command(SheetState.do_add)
    do_remove = _command(SheetState.do_remove)
    do_toggle = _command(SheetState.do_toggle)
    do_clear = _command(SheetState.do_clear)
    do_open_record = _command(SheetState.do_open_record)
    do_move_down = _command(SheetState.do_move_down)
    do_move_up = _command(SheetState.do_move_up)
    do_fill_down = _command(SheetState.do_fill_down)
    do_fill_all = _command(SheetState.do_fill_all)
    do_copy = _command(SheetState.do_copy)
    do_filter = _command(SheetState.do_filter)
    do_sort = _command(SheetState.do_sort)

    def __init__(
        self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None
    ) -> None:
        self.state = SheetState(desk, self._copy)
        super().__init__(self.state.rows, id=id, moved=moved)
        self._overlay_cache: Overlay | None = None
        self._fruitless_filter = ""

    # -- what screens read -----------------------------------------------------------------------------------
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
        """The place of the cell under the cursor."""
        return self.state.rows.place

    @property
    def open(self) -> EditedCell | None:
        return self.state.cell.open

    @property
    def draft(self) -> Draft | None:
        """The text in the open cell, with the place of that cell."""
        return self.state.cell.draft

    @property
    def question(self) -> Question | None:
        return self.state.question

    @property
    def filter_line(self) -> Line | None:
        """The filter while it is typed."""
        return self.state.filter_line

    def refuse_text(self, why: Words) -> None:
        """Takes no words for commands where nothing may be typed, until the next Enter, Tab, arrow or Esc."""
        with self.changing_state():
            self.state.refuse_text(why, may_go_on=False)

    # -- what screens ask for --------------------------------------------------------------------------------
    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor at a cell."""
        self._sync_size()
        self.state.set_plan(plan, row, col, view)
        self._draw_plan()

    def retranslate(self) -> None:
        """Draws the same in another language; an open cell stays open."""
        self._sync_size()
        self.state.retranslate()
        self._draw_plan()

    def _draw_plan(self) -> None:
        self.empty = invitation(self.plan.empty)
        self.sort_column, self.is_descending = self.view.sort, self.view.is_descending
        self.draw_all()
        if self.moved is not None:
            self.moved()

    def set_view(self, view: View) -> None:
        """Filters and sorts the rows; the cursor stays with its row while that is visible."""
        with self.changing_state():
            self.state.rows.set_view(view)

    def reload(self, *, keeps_row: bool = False) -> None:
        """Draws the session as it is now. `keeps_row` has the cursor stay with its row, where another person
        may have moved it."""
        before = self._ys(self.current_row)[0]
        with self.painting():
            if keeps_row:
                follow_others(self.state)
            else:
                self.state.rows.reload()
        if keeps_row and (moved := self._ys(self.current_row)[0] - before):
            self.scroll_to(y=self.scroll_offset.y + moved, animate=False, force=True, immediate=True)

    def go_to_place(self, place: Place) -> bool:
        """Moves the cursor to the cell of a place, or at least to its row. False when the sheet has no such
        row."""
        with self.changing_state():
            return self.state.rows.go_to_place(place)

    def go_to_change(self, before: Grid) -> None:
        """Moves the cursor to the first change since `before`."""
        with self.changing_state():
            self.state.rows.go_to_change(before)

    def resume(self, text: str) -> None:
        """Sets the text of the open cell as if it had just been typed."""
        with self.changing_state():
            self.state.cell.resume(text)

    # -- keys, clipboard, mouse ------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        before = self._surroundings()
        with self.painting():
            is_taken = self.state.take_key(key, character)
        self._changed_state(before)
        return is_taken

    def take_paste(self, text: str) -> bool:
        with self.changing_state():
            self.state.take_paste(text)
        return True

    def _copy(self, text: str) -> bool:
        """Asks the terminal to put a text on its clipboard; no terminal tells whether it did (OSC 52)."""
        self.app.copy_to_clipboard(text)
        return True

    def ask(self, question: Question) -> None:
        """Asks a question; the next key is the answer."""
        with self.changing_state():
            self.state.question = question

    def choose(self) -> bool:
        self.do_edit()
        return True

    def clicked(self, event: events.Click) -> None:
        overlay, cell = self._overlay, self.state.cell
        is_on_overlay = overlay.holds(event.x, event.y)
        with self.changing_state():
            self.state.stop = ""
            cell.began = None
            if cell.open is None:
                self.state.mark = None
            elif (option := overlay.options.get(event.y)) is not None and is_on_overlay:
                cell.choose(option)
            elif (index := overlay.text_at(event.x, event.y)) is not None:
                cell.put_caret(index)
            elif not is_on_overlay:
                cell.commit()
        if cell.open is None and not is_on_overlay:
            super().clicked(event)

    # -- painting what changed -------------------------------------------------------------------------------
    @contextmanager
    def changing_state(self) -> Iterator[None]:
        """Paints what the block changes in the state, keeps the cursor visible, and calls `moved` when the
        surroundings of the sheet must be drawn anew."""
        before = self._surroundings()
        with self.painting():
            yield
        self._changed_state(before)

    def _changed_state(self, before: tuple[object, ...]) -> None:
        self.reveal(self.current_row)
        if self.moved is not None and self._surroundings() != before:
            self.moved()

    def _surroundings(self) -> tuple[object, ...]:
        """What the surroundings of the sheet show: its cursor, and which keys work."""
        state, open = self.state, self.state.cell.open
        mode = open and (open.column, open.is_adding, open.editor.moves_selection("down"))
        return self.source, self.row, self.col, mode, state.question, state.filter_line, state.stop

    @property
    def current_row(self) -> int:
        return self.state.cell.row

    def decorated_lines(self) -> set[int]:
        lines = super().decorated_lines() | set(self._ys(self.current_row)) | set(self._overlay.lines)
        if self.state.mark is not None:
            marked = self.state.marked_cells.rows
            lines.update(y for i in self._visible_rows() if i in marked for y in self._ys(i))
        return lines

    def paint(self) -> None:
        self._overlay_cache = None
        fruitless = "" if self.rows.line_count else self.view.filter
        if fruitless != self._fruitless_filter:
            self._fruitless_filter = fruitless
            self.refresh()
        if (self.sort_column, self.is_descending) != (self.view.sort, self.view.is_descending):
            self.sort_column, self.is_descending = self.view.sort, self.view.is_descending
            self.refresh()
        super().paint()

    def draw_all(self) -> None:
        self._overlay_cache = None
        super().draw_all()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._overlay_cache = None

    @property
    def words_without_rows(self) -> str:
        """The invitation of an empty list; where a filter hides all rows, what was looked for."""
        if self.rows.line_count or not (self.view.filter or self.grid.hides_others):
            return self.empty
        return nothing_shown(self.view.filter, self.grid.hides_others)

    # -- lines -----------------------------------------------------------------------------------------------
    @property
    def _overlay(self) -> Overlay:
        if self._overlay_cache is None:
            self._overlay_cache = self._new_overlay()
        return self._overlay_cache

    def _new_overlay(self) -> Overlay:
        state, size = self.state, (self.size.width, self.size.height)
        if (question := state.question) is not None:
            hint = hint_for(True, bool(question.otherwise), len(question.picks))
            return last_lines(question.details, str(question.words), hint, size, self.look)
        if (line := state.filter_line) is not None:
            text = f"/ {line.text[: line.caret]}▏{line.text[line.caret :]}"
            return last_lines((), text, hint_for(False), size, self.look)
        return self._cell_overlay(state.cell.open, size) if state.cell.open else Overlay()

    def _cell_overlay(self, open: EditedCell, size: tuple[int, int]) -> Overlay:
        x, width = next(((x + 1, w) for c, x, w in self.column_layout if c is open.column), (1, 20))
        lines, names = self._ys(self.current_row), self._names_end(open)
        drawn = overlay(
            open.editor,
            at=(x, lines[0]),
            width=width,
            names=names,
            top=self.rows.heading_height,
            size=size,
            look=self.look,
            wraps=len(lines) > 1,
        )
        caret = self.content_region.offset + Offset(*drawn.caret)
        self.app.cursor_position = caret  # input methods open there
        return drawn

    def _names_end(self, open: EditedCell) -> int:
        """The cell behind the names of the rows, which are in the first column; 0 while one is typed."""
        column, x, width = self.column_layout[0]
        return 0 if column is open.column else x + 1 + width

    def line(self, line: int, y: int) -> Strip:
        return self._overlay.over(super().line(line, y), y)

    def row_strips(self, i: int) -> list[Strip]:
        open = self.open
        if open is not None and i == self.current_row:
            return self._open_strips(open, i)
        if open is not None and i == self.row:  # the cursor is in the new row
            return self._plain_strips(i, self.rows.cells(i), "row")
        if self.state.mark is not None and i in self.state.marked_cells.rows:
            return self._marked_strips(i)
        return super().row_strips(i)

    def _open_strips(self, open: EditedCell, i: int) -> list[Strip]:
        new_row_cell = self.state.cell.new_row_cell
        is_new = i >= len(self.source)
        cells = [new_row_cell(column) for column in self.rows.shown] if is_new else self.rows.cells(i)
        lines = self._aligned(cells, lambda _j, cell: self.look("line", cell.tone), self._height(i))
        for j, (column, _x, width) in enumerate(self.column_layout):
            if column is open.column:
                for k, parts in enumerate(lines):
                    text = "" if k else display(open.editor.line.text)
                    parts[j] = fit(text, width), self.look("edit")
        return self._strips(lines, self.look("line"), "+" if open.is_adding else "▶")

    def _marked_strips(self, i: int) -> list[Strip]:
        columns, is_current = self.state.marked_cells.columns, i == self.row
        ground = "line" if is_current else "row"

        def style(j: int, cell: Cell) -> Style:
            if is_current and j == self.col:
                return self.look("cursor")
            return self.look("edit" if j in columns else ground, cell.tone)

        lines = self._aligned(self.rows.cells(i), style, self._height(i))
        return self._strips(lines, self.look(ground), "▶" if is_current else "")
