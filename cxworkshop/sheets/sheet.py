"""What a sheet is while somebody works in it: rows, an open cell, a question, a filter being typed, marks.

It takes keys and pastes one after the other and draws nothing; whoever draws it compares what it is before
and after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cxworkshop.commands import command_for, is_always, keyed
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say, say_n
from cxworkshop.model.place import row_name
from cxworkshop.sheets import row_changes
from cxworkshop.sheets.clipboard import read_rows, with_line_feeds
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.grid_rows import GridRows
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.marks import MarkedCells
from cxworkshop.sheets.open_cell import OpenCell
from cxworkshop.sheets.paste import cells_of, rows_of
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk

PASTE_LIMIT = 50_000
"""Characters; more is refused in words, since a terminal that pastes megabytes freezes while it does."""
DIRECTIONS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
"""Rows and columns that an arrow goes."""


@dataclass(frozen=True)
class Ask:
    """A question asked once, and what yes does."""

    words: Words
    yes: Callable[[], None]


class SheetState:
    """A list of records, or a form, that is typed into. `copy` takes the text that is copied."""

    def __init__(self, desk: Desk, copy: Callable[[str], object]) -> None:
        self.desk, self.copy = desk, copy
        self.rows = GridRows(desk)
        self.cell = OpenCell(self.rows)
        self.ask: Ask | None = None
        self.filtering: Line | None = None
        self.mark: tuple[int, int] | None = None

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Has another sheet, with the cursor where it was."""
        self.ask = self.filtering = self.mark = None
        self.cell.put(None)
        self.rows.set_plan(plan, row, col, view)

    def say_anew(self) -> None:
        """Has the same in another language; what is being typed stays."""
        self.rows.reload()
        self.rows.lay_out()

    @property
    def marked_cells(self) -> MarkedCells:
        """The marked cells of those there are now, or the one under the cursor."""
        rows, (row, col) = self.rows, self.mark or (self.rows.row, self.rows.col)
        last = max(0, len(rows.source) - 1), max(0, len(rows.layout) - 1)
        return MarkedCells.between((min(row, last[0]), min(col, last[1])), (rows.row, rows.col))

    @property
    def where(self) -> tuple[str, ...]:
        """The places whose commands work now, the nearest first."""
        narrowed = self.mark is not None or self.rows.view != View()
        return ("narrowed", "sheet") if narrowed else ("sheet",)

    # -- keys: one queue, one decision -----------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Does what a key means here; False when it means nothing."""
        if is_always(key) and (self.ask or self.filtering or self.cell.open):
            return False
        if self.ask is not None:
            self._answer(key)
        elif self.filtering is not None:
            self._filter_key(key, character)
        elif self.cell.open is not None:
            self.cell.take_key(key, character)
        elif (command := command_for(key, *self.where)) is not None:
            self._do(command.id, key)
        else:
            self.mark = None
            return self.rows.take_key(key)
        return True

    def _do(self, id: str, key: str) -> None:
        if id == "mark":
            self.do_mark(key)
        else:
            getattr(self, f"do_{id}")()

    def _answer(self, key: str) -> None:
        ask, self.ask = self.ask, None
        if ask is not None and key in ("enter", "y", "k"):
            ask.yes()

    def _filter_key(self, key: str, character: str | None) -> None:
        line = self.filtering
        assert line is not None
        typed = line.insert(character) if character and character.isprintable() else line.press(key) or line
        self.filtering = None if key in ("enter", "escape") else typed
        self.rows.set_view(replace(self.rows.view, filter="" if key == "escape" else typed.text))

    # -- pasting and copying ---------------------------------------------------------------------------------
    def take_paste(self, text: str) -> None:
        """Has pasted text in the open cell, or asks whether its cells become rows or are put here."""
        text = with_line_feeds(text)
        if len(text) > PASTE_LIMIT:
            words = say(
                "That is {n} characters; at most {limit} can be pasted at once. Nothing was pasted.",
                n=len(text),
                limit=PASTE_LIMIT,
            )
            self.desk.tell(words)
            return
        block = [row for row in read_rows(text) if any(cell.strip() for cell in row)]
        open, rows = self.cell.open, self.rows
        if open is not None and (len(block) < 2 or open.place is not None):
            is_cell = len(block) == 1 and len(block[0]) == 1
            self.cell.type_text(block[0][0] if is_cell else text.strip("\n"))
        elif block and rows.plan.table and (open is not None or not len(rows.source)):
            self._ask(
                say_n("Add {n} row?", "Add {n} rows?", len(block)),
                lambda: rows_of(rows.plan, block, self.desk.reading),
            )
        elif block and rows.column is not None:
            columns = rows.shown[rows.col :]
            words = say("Put {rows} × {columns} cells here?", rows=len(block), columns=max(map(len, block)))
            self._ask(words, lambda: cells_of(rows.grid, rows.row, columns, block))

    def _ask(self, words: Words, change: Callable[[], Change]) -> None:
        """Asks once, then makes the change; what is not understood is said and nothing is changed."""

        def yes() -> None:
            try:
                made = change()
                fault = self.desk.apply(made)
            except CxError as error:
                fault = error.words
            else:
                self.cell.close()
            self.desk.tell(fault or made.name(self.desk.reading.session))

        self.ask = Ask(words, yes)

    def do_copy(self) -> None:
        """Copies the marked cells, or this one, as a spreadsheet takes them."""
        if len(self.rows.source):
            marked = self.marked_cells
            self.copy(marked.text(self.rows.grid, self.rows.shown))
            count = len(marked.rows) * len(marked.columns)
            self.desk.tell(say_n("Copied {n} cell", "Copied {n} cells", count))
            self.mark = None

    # -- rows and cells --------------------------------------------------------------------------------------
    def do_edit(self) -> None:
        """Opens the cell under the cursor; a computed one says so."""
        self.mark = None
        if not len(self.rows.source):
            self.do_add()
        elif self.rows.place is None:
            self.desk.tell(say("This is computed; it changes with what it is computed from."))
        else:
            self.cell.open_here()

    def do_add(self) -> None:
        """A new row, with its first cell open."""
        self.mark = None
        if self.rows.plan.table:
            self.cell.open_new()
        else:
            self.desk.tell(self._elsewhere(say("Nothing can be added to this list.")))

    def do_remove(self) -> None:
        """Takes the row away; undo brings it back."""
        place = self.rows.record_place
        if place is None:
            self.desk.tell(self._elsewhere(say("Nothing can be removed from this list.")))
        else:
            row_changes.take_away(self.desk, place)

    def _elsewhere(self, otherwise: Words) -> Words:
        return keyed(self.rows.plan.elsewhere) if self.rows.plan.elsewhere else otherwise

    def do_toggle(self) -> None:
        """Yes becomes no, a choice becomes the next one, in all marked cells; anything else opens."""
        place = self.rows.place
        if place is None:
            return
        value = row_changes.turned(self.desk, place)
        if value is NotImplemented:
            self.cell.open_here()
        else:
            places = self.marked_cells.places(self.rows.grid, self.rows.shown)
            alike = [p for p in places if p.field == place.field or "[" in place.field]
            row_changes.put(self.desk, alike, value)

    def do_clear(self) -> None:
        """Empties the marked cells."""
        row_changes.clear(self.desk, self.marked_cells.places(self.rows.grid, self.rows.shown))

    def do_open_record(self) -> None:
        """The whole record as a form, each field with its help."""
        rows = self.rows
        if rows.row < len(rows.source) and (places := rows.grid.record_places(rows.row)):
            self.desk.open_record(places, row_name(self.desk.reading.session, places[0]))

    def do_move_down(self) -> None:
        """Moves the row one down."""
        self._shift(1)

    def do_move_up(self) -> None:
        """Moves the row one up."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        place = self.rows.record_place
        if row_changes.shift(self.desk, place, by, self.rows.view.sort is not None) and place is not None:
            self.rows.go_to_place(place)

    def do_fill_down(self) -> None:
        """Copies the cell to the same column of the marked rows, or of every row below."""
        first, *others = self.marked_cells.rows
        self._fill(first, others if self.mark else range(first + 1, len(self.rows.source)))

    def do_fill_all(self) -> None:
        """Copies the cell to the same column of all other rows."""
        self._fill(self.rows.row, [i for i in range(len(self.rows.source)) if i != self.rows.row])

    def _fill(self, source: int, rows: Sequence[int]) -> None:
        column, grid = self.rows.column, self.rows.grid
        if column is None or self.rows.plan.is_form or not len(grid):
            return
        place = grid.place(source, column)
        if place is not None:
            others = [other for i in rows if (other := grid.place(i, column)) is not None]
            row_changes.fill(self.desk, place, others)
        self.mark = None

    # -- marks; which rows, in which order -------------------------------------------------------------------
    def do_mark(self, key: str) -> None:
        """Marks the cells from where the first mark was set to where the arrow leads."""
        rows, (down, right) = self.rows, DIRECTIONS[key.removeprefix("shift+")]
        self.mark = self.mark or (rows.row, rows.col)
        rows.go(rows.row + down, rows.col + right)

    def do_let_go(self) -> None:
        """Lets the marked cells go, else shows all rows in their own order."""
        if self.mark is not None:
            self.mark = None
        else:
            self.rows.set_view(View())

    def do_filter(self) -> None:
        """Shows only the rows that hold what is typed."""
        self.filtering = Line.of(self.rows.view.filter)

    def do_sort(self) -> None:
        """By this column: up, down, and back to the record's own order."""
        rows, column = self.rows, self.rows.column
        if column is None or rows.plan.is_form:
            return
        was, is_on = rows.view, rows.view.sort is column
        rows.set_view(
            View(was.filter, None if is_on and was.is_descending else column, is_on and not was.is_descending)
        )
        words = (
            say("Sorted by {column}; the record's order stays", column=column.heading())
            if rows.view.sort
            else say("In the record's own order")
        )
        self.desk.tell(words)
