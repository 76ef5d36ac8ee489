"""The state of a sheet in use: rows, an open cell, a question, a filter that is typed, marked cells.

It handles keys and pastes one after the other and draws nothing; the `Sheet` widget compares its state before
and after, and paints the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cxworkshop.commands import command_for, is_always, key_of, keyed, nothing_done, stopped
from cxworkshop.editing.changes import why_closed, with_round
from cxworkshop.language import Words, say, say_n
from cxworkshop.method.derived import row_name
from cxworkshop.model.place import Place
from cxworkshop.sheets import row_changes
from cxworkshop.sheets.clipboard import CLIPBOARD, as_pasted, in_one_line
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.grid_rows import GridRows
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.marks import MarkedCells
from cxworkshop.sheets.open_cell import ELSEWHERE, STEPS, OpenCell
from cxworkshop.sheets.pasting import pasted_question, text_for
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.row_changes import COMPUTED, NO_ROWS, Desk

DIRECTIONS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
"""Rows and columns that an arrow moves by."""


class SheetState:
    """A list of records, or a form, that is edited. `copy` puts a text on the clipboard of the terminal, and
    returns whether it is unknown if it got there."""

    def __init__(self, desk: Desk, copy: Callable[[str], bool | None]) -> None:
        self.desk, self.copy = desk, copy
        self.rows = GridRows(desk)
        self.cell = OpenCell(self.rows)
        self.question: Question | None = None
        self.filter_line: Line | None = None
        self.mark: tuple[int, int] | None = None
        """The cell, (row, column), where marking began."""
        self.stop: Words = ""
        """Why no cell was opened: the words that follow are no commands."""
        self.may_go_on = True
        """Whether Tab opens the next cell after a stop."""

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor at a cell."""
        self.question = self.filter_line = self.mark = None
        self.stop = ""
        self.cell.edit(None)
        self.cell.began, self.cell.misread = None, ""
        self.rows.set_plan(plan, row, col, view)

    def retranslate(self) -> None:
        """Computes the texts in another language; an open cell stays open."""
        self.rows.reload()
        self.rows.lay_out()

    @property
    def marked_cells(self) -> MarkedCells:
        """The marked cells that still exist, or the cell under the cursor."""
        rows, (row, col) = self.rows, self.mark or (self.rows.row, self.rows.col)
        last_row, last_col = max(0, len(rows.source) - 1), max(0, len(rows.layout) - 1)
        return MarkedCells.between((min(row, last_row), min(col, last_col)), (rows.row, rows.col))

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes whose commands work now, the nearest first."""
        narrowed = self.mark is not None or self.rows.view != View()
        return ("narrowed", "sheet") if narrowed else ("sheet",)

    # -- keys ----------------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Handles a key; False when it does nothing."""
        if is_always(key) and (self.question or self.filter_line or self.cell.open or self.stop):
            return False
        if self.question is not None:
            question, self.question = self.question, None
            question.answer(key)
        elif self.filter_line is not None:
            return self._filter_key(key, character)
        elif self.cell.open is not None and self._turns(key):
            self.cell.commit()
            return self.cell.open is not None
        elif self.cell.open is not None:
            return self.cell.take_key(key, character)
        elif self.stop:
            self._end_stop(key)
        elif (command := command_for(key, *self.scopes)) is not None:
            self._run(command.id, key)
        else:
            before, self.mark = (self.rows.row, self.rows.col), None
            if len(self.rows.source) and not self._turns(key) and self.rows.take_key(key):
                self.cell.began = None
            if key == "right" and (self.rows.row, self.rows.col) == before and self.rows.has_more:
                self.desk.tell(keyed("The other columns have no room: {open_record} opens the whole row."))
                return True
            return (self.rows.row, self.rows.col) != before
        return True

    def _turns(self, key: str) -> bool:
        """Whether a key turns the card, which is left to the screen; what is typed is kept before."""
        return self.rows.plan.is_card and key in ("pageup", "pagedown")

    def refuse_text(self, why: Words, *, may_go_on: bool = True) -> None:
        """Says why no cell is opened; the words that follow are no commands."""
        self.stop, self.may_go_on = why, may_go_on
        self.desk.tell(why)

    def _end_stop(self, key: str) -> None:
        """Takes no words after a refused Enter. Enter and Escape end that, Tab opens the next cell, a key
        that goes elsewhere moves the cursor."""
        if key not in ("enter", "escape", *STEPS, *ELSEWHERE):
            self.desk.tell(stopped(self.stop))
            return
        self.stop = ""
        if key in DIRECTIONS or key in ELSEWHERE:
            self.rows.take_key(key)
        elif key in STEPS and self.may_go_on:
            self.cell.open_beside(STEPS[key])

    def _run(self, id: str, key: str) -> None:
        if id == "mark":
            self.do_mark(key)
        else:
            getattr(self, f"do_{id}")()

    def _filter_key(self, key: str, character: str | None) -> bool:
        line = self.filter_line
        assert line is not None
        if key in ("enter", "escape"):
            self._set_filter_line(line if key == "enter" else Line())
            self.filter_line = None
            return True
        after = line.insert(character) if character and character.isprintable() else line.press(key)
        if after is None or after == line:
            return False
        self._set_filter_line(after)
        return True

    def _set_filter_line(self, line: Line) -> None:
        self.filter_line = line
        self.rows.set_view(replace(self.rows.view, filter=line.text))

    # -- pasting and copying ---------------------------------------------------------------------------------
    def take_paste(self, text: str) -> None:
        """Inserts pasted text into what is typed, or asks whether to add its cells as rows or put them
        here."""
        if self.stop:
            self.desk.tell(stopped(self.stop))
            return
        text, kept, open = as_pasted(text), CLIPBOARD.copied, self.cell.open
        if open is not None and open.is_kept_open:
            self.cell.refuse_words()
            return
        pasted = kept if kept is not None and kept.is_pasted_as(text) else text
        if not text.strip("\n"):
            self.desk.tell(say("What was to be pasted is empty."))
            return
        if self.filter_line is not None:
            self._set_filter_line(self.filter_line.insert(in_one_line(text)))
        elif open is not None and (typed := text_for(open, self.rows.plan, pasted)) is not None:
            self.cell.insert(typed)
        else:
            self.question = pasted_question(self.desk, self.cell, pasted)

    def do_copy(self) -> None:
        """Copies the marked cells, or the one under the cursor, and keeps them for `do_put_back`."""
        if not len(self.rows.source):
            self.desk.tell(NO_ROWS)
        else:
            marked = self.marked_cells
            CLIPBOARD.copied = copied = marked.copied(self.rows.grid, self.rows.shown)
            count = len(marked.rows) * len(marked.columns)
            words = say_n("Copied {n} cell", "Copied {n} cells", count)
            if self.copy(copied.text):
                words = say_n(
                    "{n} cell is kept here: {put_back} puts it back. Whether it can be pasted in other "
                    "programs depends on the terminal.",
                    "{n} cells are kept here: {put_back} puts them back. Whether they can be pasted in other "
                    "programs depends on the terminal.",
                    count,
                    put_back=key_of("put_back"),
                )
            self.desk.tell(words)
            self.mark = None

    # -- rows and cells --------------------------------------------------------------------------------------
    def do_edit(self) -> None:
        """Opens the cell under the cursor; says so where it is computed."""
        self.mark = None
        if not len(self.rows.source) or (self.rows.place is None and self.rows.begun is not None):
            self.do_add()
        elif self.rows.place is None:
            self.refuse_text(COMPUTED)
        elif why := self._why_closed(self.rows.place):
            self.refuse_text(why)
        else:
            self.cell.open_here()

    def do_add(self) -> None:
        """Begins a new row, with its first cell open."""
        self.mark = None
        plan, begun = self.rows.plan, self.rows.begun
        table = plan.table or (begun.plan.table if begun else "")
        if table and (why := self._why_closed(Place(table, ""))):
            self.refuse_text(why)
        elif plan.fill is not None and not plan.rows_in(self.desk.reading.session):
            if (fault := self.desk.apply(plan.fill())) is not None:
                self.desk.tell(fault)
        elif begun is not None:
            self.cell.open_new_in_card(begun)
        elif plan.table:
            self.cell.open_new()
        else:
            self.refuse_text(self._elsewhere(say("Nothing can be added to this list.")))

    def do_remove(self) -> None:
        """Removes the row under the cursor; asks before one that carries something is retired."""
        place = self.rows.record_place
        if place is None and self.rows.plan.table and not len(self.rows.source):
            self.desk.tell(NO_ROWS)
        elif place is None:
            self.desk.tell(self._elsewhere(say("Nothing can be removed from this list.")))
        elif (stays := row_changes.retiring(self.desk.reading, place)) is None:
            row_changes.remove_row(self.desk, place)
        else:
            why, question = stays
            self.desk.tell(why)
            if question:
                self.question = Question(question, lambda: row_changes.remove_row(self.desk, place))

    def _why_closed(self, place: Place) -> Words:
        session = self.desk.reading.session
        return why_closed(session, with_round(session, place))

    def _elsewhere(self, default: Words) -> Words:
        return keyed(self.rows.plan.elsewhere) if self.rows.plan.elsewhere else default

    def do_toggle(self) -> None:
        """Toggles the marked cells of the same field: yes and no, the next choice. Any other kind opens."""
        place = self.rows.place
        if place is None:
            self.desk.tell(COMPUTED if len(self.rows.source) else NO_ROWS)
            return
        value = row_changes.toggled_value(self.desk, place)
        if value is NotImplemented:
            self.cell.open_here()
        else:
            places = self.marked_cells.places(self.rows.grid, self.rows.shown)
            alike = [p for p in places if p.field == place.field or "[" in place.field]
            row_changes.put_value(self.desk, alike, value)

    def do_clear(self) -> None:
        """Empties the marked cells."""
        places = self.marked_cells.places(self.rows.grid, self.rows.shown) if len(self.rows.source) else []
        if not places:
            self.desk.tell(COMPUTED if len(self.rows.source) else NO_ROWS)
        elif not row_changes.clear_cells(self.desk, places):
            self.desk.tell(say("There is nothing to empty here."))

    def do_open_record(self) -> None:
        """Shows the records of the row as a form, each field with its help."""
        rows = self.rows
        if not rows.row < len(rows.source):
            self.desk.tell(NO_ROWS)
        elif rows.plan.is_form and not rows.plan.is_card:
            self.desk.tell(say("This is the whole record."))
        elif places := rows.grid.record_places(rows.row):
            self.desk.open_record(places, row_name(self.desk.reading.session, places[0]))
        else:
            self.desk.tell(COMPUTED)

    def do_move_down(self) -> None:
        """Moves the row one down."""
        self._move(1)

    def do_move_up(self) -> None:
        """Moves the row one up."""
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self.rows.record_place
        last = len(self.rows.source) - 1
        if place is not None and not self.rows.view.sort and not 0 <= self.rows.row + by <= last:
            self.desk.tell(say("This is the last row.") if by > 0 else say("This is the first row."))
        elif (
            row_changes.move_row(self.desk, place, by, self.rows.view.sort is not None) and place is not None
        ):
            self.rows.go_to_place(place)

    def do_fill_down(self) -> None:
        """Copies the cell, or the marked ones of a row, to the marked rows, or to every row below."""
        first, *others = self.marked_cells.rows
        self._fill(first, others or range(first + 1, len(self.rows.source)))

    def do_fill_all(self) -> None:
        """Copies the cell, or the marked ones of its row, to all other rows."""
        self._fill(self.rows.row, [i for i in range(len(self.rows.source)) if i != self.rows.row])

    def _fill(self, source: int, rows: Sequence[int]) -> None:
        beside = self.marked_cells.beside(self.rows.grid, self.rows.shown, source, rows)
        row_changes.fill_beside(self.desk, self.rows.grid, beside)
        self.mark = None

    # -- marks, filter and order -----------------------------------------------------------------------------
    def do_mark(self, key: str) -> None:
        """Extends the marked cells in the direction of an arrow."""
        rows, (down, right) = self.rows, DIRECTIONS[key.removeprefix("shift+")]
        before, self.mark = (rows.row, rows.col), self.mark or (rows.row, rows.col)
        rows.go(rows.row + down, rows.col + right)
        if (rows.row, rows.col) == before:
            self.desk.tell(nothing_done(key))

    def do_let_go(self) -> None:
        """Ends marking; without marks shows all rows in the record's order."""
        if self.mark is not None:
            self.mark = None
        else:
            self.rows.set_view(View(priorities_since=self.rows.view.priorities_since))

    def do_filter(self) -> None:
        """Begins typing a filter."""
        if self.rows.plan.is_form:
            self.desk.tell(say("A form shows all its fields."))
            return
        self.filter_line = Line.of(self.rows.view.filter)

    def do_sort(self) -> None:
        """Sorts by the column of the cursor: ascending, descending, and back to the record's order."""
        rows, column = self.rows, self.rows.column
        if column is None or rows.plan.is_form:
            self.desk.tell(say("A form keeps its order."))
            return
        before, is_sorted = rows.view, rows.view.sort is column
        is_third = is_sorted and before.is_descending
        rows.set_view(
            replace(before, sort=None if is_third else column, is_descending=is_sorted and not is_third)
        )
        words = (
            say("Sorted by {column}; the record's order stays", column=column.heading())
            if rows.view.sort
            else say("In the record's own order")
        )
        self.desk.tell(words)
