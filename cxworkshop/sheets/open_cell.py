"""The open cell of a sheet: typing into it, committing it, and where the committing key leads.

Opening a cell is a change of state only, so keys typed ahead at any speed meet the state that the keys before
them left. A committed value goes to the desk as a change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cxworkshop.commands import keyed, stopped
from cxworkshop.editing.changes import Change, leave_unread
from cxworkshop.errors import CxError, NotUnderstood
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.place import Place, field_of, unread_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.commit import commit_row, newcomer_name, unread_row
from cxworkshop.sheets.edited_cell import EditedCell
from cxworkshop.sheets.editor import Editor
from cxworkshop.sheets.grid_rows import GridRows
from cxworkshop.sheets.meanwhile import commit_over
from cxworkshop.sheets.offers import editor_at
from cxworkshop.sheets.plan import NewRow, SheetPlan
from cxworkshop.sheets.units import Units
from cxworkshop.storage.file.draft import Draft

STEPS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}
"""Cells or rows that a committing key goes on by."""
ELSEWHERE = ("left", "right", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end")
"""Keys that leave the last cell of a list when nothing is typed there."""


class OpenCell:
    """The editing state of some rows: no open cell, one of theirs, or the first of a new row."""

    def __init__(self, rows: GridRows) -> None:
        self.rows, self.desk = rows, rows.desk
        self.open: EditedCell | None = None
        self.new_row = NewRow(SheetPlan("", "", ()), {}, "")
        """The row that is begun while a cell without a place is open."""
        self.began: int | None = None
        """The row in which typing began that went on from cell to cell, until the cursor is moved."""
        self.misread: Words = ""
        """What is wrong with the cell that was left for the open one; it stands until another one is left."""

    @property
    def row(self) -> int:
        """The row that is typed into; a new one is below the others, in a card in its place."""
        return len(self.rows.source) if self.rows.new_row_lines else self.rows.row

    @property
    def draft(self) -> Draft | None:
        """The text in the open cell with the place of that cell; None for a blind answer, which is stored in
        its own place only."""
        open = self.open
        if open is None or not open.editor.is_touched or not open.editor.line.text:
            return None
        if open.place is not None and open.place.table in BLIND_TABLES:
            return None
        where = {"field": self.new_row.field} if open.place is None else open.place._asdict()
        sheet = self.rows.plan if open.place is not None else self.new_row.plan
        return Draft(open.editor.line.text, {"sheet": sheet.id, **where})

    @property
    def beginning(self) -> Words:
        """For which touchpoint the new row is begun; empty without one, and without a new row."""
        new, is_new = self.new_row, self.open is not None and self.open.place is None
        touchpoint = new.start.get("touchpoint") if is_new else None
        if not new.plan.beginning or not touchpoint:
            return ""
        return say(
            new.plan.beginning, touchpoint=self.desk.reading.session.name_of("touchpoints", touchpoint)
        )

    def new_row_cell(self, column: Column) -> Cell:
        """The first value of the new row in a column."""
        new = self.new_row
        if column.field not in new.start:
            return Cell()
        kind = field_of(new.plan.table, column.field).kind
        return Cell(kind.show(new.start[column.field], self.desk.reading), "muted")

    # -- opening and closing ---------------------------------------------------------------------------------
    def edit(self, open: EditedCell | None) -> None:
        """Sets the open cell, or none; columns and rows keep their places while a row is typed into."""
        if open is not None and self.began is None:
            self.began = self.rows.row
        self.open = open
        self.rows.is_frozen = self.rows.is_frozen or open is not None
        is_below = open is not None and open.place is None and not self.rows.plan.is_card
        self.rows.new_row_lines = int(is_below)
        self.rows.edited_column = open.column if open is not None else None

    def close(self) -> None:
        """Closes the cell without committing it, and lays the list out anew."""
        self.edit(None)
        self.misread = ""
        self.rows.is_frozen = False
        self.rows.end_line()
        self.rows.lay_out()

    def open_here(self, is_adding: bool = False) -> None:
        """Opens the cell under the cursor."""
        place, column = self.rows.place, self.rows.column
        if place is None or column is None:
            self.close()
            return
        session = self.desk.reading.session
        editor = editor_at(self.desk.reading, place)
        if words := unread_at(session, place):
            editor = editor.with_misread(words)
        self.edit(EditedCell(column, editor, place, is_adding, seen=value_at(session, place)))

    def read_anew(self) -> None:
        """Shows in the open cell what others have put there, unless something was typed over it."""
        open = self.open
        if open is not None and open.place is not None and not open.editor.is_touched:
            reading = self.desk.reading
            seen = value_at(reading.session, open.place)
            self.edit(replace(open, editor=editor_at(reading, open.place), seen=seen))

    def open_new(self) -> None:
        """Begins a new row: opens its first cell that has no first value."""
        plan, reading = self.rows.plan, self.desk.reading
        self.edit(None)
        self.rows.clear_filter()
        start = plan.start(reading.session, reading.on) if plan.start else {}
        columns = self.rows.own_columns
        column = next((c for c in columns if c.field not in start), columns[0] if columns else None)
        if column is None:
            self.close()
        else:
            self._begin(NewRow(plan, start, column.field), column, is_adding=True)

    def open_new_in_card(self, new: NewRow) -> None:
        """Begins a row of another list, in the line that says there is none yet, else in one of its own."""
        if self.rows.place is not None:
            self.rows.begin_line(new)
        column = next(column for column in self.rows.shown if isinstance(column.content, str))
        self._begin(new, column, is_adding=False)

    def _begin(self, new: NewRow, column: Column, *, is_adding: bool) -> None:
        self.new_row = new
        editor = editor_at(self.desk.reading, Place(new.plan.table, "", new.field), new.start)
        self.edit(EditedCell(column, editor, None, is_adding))

    # -- typing ----------------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        """Handles a key while a cell is open; False when it does nothing."""
        assert self.open
        if self.open.is_kept_open and key in ELSEWHERE:
            self.close()
            return self.rows.take_key(key)
        if self.open.is_kept_open and key not in ("enter", "escape", *STEPS):
            self.refuse_words()
            return True
        selects = (
            key in ("up", "down") and not self.open.is_kept_open and self.open.editor.moves_selection(key)
        )
        if key in ("enter", *STEPS) and not selects:
            self.commit(key)
        elif key == "escape":
            self.close()
        elif (after := self.open.after(key, character)) is None or after == self.open:
            return False
        else:
            is_refused = len(after.editor.refused) > len(self.open.editor.refused)
            self.edit(after)
            if is_refused:
                self.desk.tell(after.editor.refusal)
        return True

    def refuse_words(self) -> None:
        """Says that the last cell, whose value is kept, takes no more."""
        self.desk.tell(stopped(say("The list ends here.")))

    def insert(self, text: str) -> None:
        """Inserts pasted text into the open cell."""
        if self.open is not None:
            self._set_editor(self.open.editor.insert(text))

    def resume(self, text: str) -> None:
        """Sets the text of the open cell as if it had just been typed."""
        if self.open is not None:
            self._set_editor(self.open.editor.with_text(text))

    def put_caret(self, index: int) -> None:
        """Moves the caret to an index of the text."""
        if self.open is not None:
            editor = self.open.editor
            self._set_editor(replace(editor, line=replace(editor.line, caret=index)))

    def choose(self, index: int) -> None:
        """Commits one of the options."""
        if self.open is not None:
            self._set_editor(self.open.editor.select(index))
            self.commit()

    def _set_editor(self, editor: Editor) -> None:
        assert self.open
        self.edit(replace(self.open, editor=editor))

    # -- committing, and where it leads ----------------------------------------------------------------------
    def commit(self, key: str = "") -> None:
        """Commits the open cell and goes on as a key asks, also from words that cannot be read: they stay
        beside the record. The cell stays open only where the record refuses any change."""
        open = self.open
        assert open
        value: Any = None
        misread: Words = ""
        before = self.desk.reading.session
        units = Units(self.desk.reading.session)
        try:
            value = open.editor.value()
            if open.place is None and value in (None, "", ()):  # an empty new row ends adding
                self.close()
                return
            fault = self._commit(open, value, units)
        except NotUnderstood as error:
            misread = error.words
            if open.editor.is_refused and open.place is None:
                self.close()
                self.desk.tell(misread)
                return
            fault = None if open.editor.is_refused else self._leave_unread(open)
        except CxError as error:
            fault = error.words
        if fault is not None:
            self.edit(open)
            self.desk.tell(fault)
            return
        self._go_on(key, open.is_adding)
        self.misread = misread if self.open is not None else ""  # the message says it until the next key
        if name := newcomer_name(value):  # said aloud, as a typing mistake adds a row too
            self.desk.tell(say("Added {row}", row=name))
        elif said := misread or units.told() or _met(before, self.desk.reading.session):
            self.desk.tell(said)

    def _commit(self, open: EditedCell, value: Any, units: Units) -> Words | None:
        if open.place is None:
            return self._commit_row(open.column, commit_row(*self._new_row, value, self.desk.reading))
        if open.place.table in BLIND_TABLES and value is None:  # the cell began empty, whatever it holds
            return None
        text = open.editor.text if open.editor.is_touched else ""
        change = commit_over(open.seen, open.place, value, self.desk.reading, units, text)
        return self._commit_value(open.place, change)

    def _leave_unread(self, open: EditedCell) -> Words | None:
        """Keeps the words beside the record; those of a blind answer nowhere, as they would outlive its
        name."""
        text = open.editor.text.strip()
        if open.place is None:
            return self._commit_row(open.column, unread_row(*self._new_row, text, self.desk.reading))
        if open.place.table in BLIND_TABLES:
            return None
        return self._commit_value(open.place, leave_unread(open.place, text))

    @property
    def _new_row(self) -> tuple[SheetPlan, dict[str, Any], str]:
        return self.new_row.plan, self.new_row.start, self.new_row.field

    def _commit_row(self, column: Column, added: tuple[str, Change]) -> Words | None:
        row, change = added
        self.edit(None)  # the line of the new row becomes that of the added one
        self.rows.end_line()
        fault = self.desk.apply(change)
        if fault is None:
            self.rows.go_to_place(Place(self.new_row.plan.table, row))
            self.rows.col = self.rows.show_column(column)
        return fault

    def _commit_value(self, place: Place, change: Change | None) -> Words | None:
        fault = None if change is None else self.desk.apply(change)
        if fault is None:
            self.rows.follow(place)
        return fault

    def _go_on(self, key: str, is_adding: bool) -> None:
        """Opens the cell that the committing key leads to, if any. Before another row is typed into, the list
        is laid out anew, so that what was just said stands in whole sentences."""
        self.edit(None)
        row, step = self.rows.row, STEPS.get(key, 0)
        if key == "enter" and is_adding:
            self.open_new()
        elif key in ("tab", "shift+tab"):
            self.open_beside(step, is_adding)
        elif step:
            self._open_below(step)
        else:
            self.close()
        if self.open is not None and self.row != row:
            self.rows.lay_out()

    def _open_below(self, step: int) -> None:
        """Opens the cell below or above; the last one stays open."""
        rows = self.rows
        if 0 <= rows.row + step < len(rows.source):
            rows.go(rows.row + step, rows.col)
            self.open_here()
        else:
            self._keep_open(say("This is the last row.") if step > 0 else say("This is the first row."))

    def _keep_open(self, why: Words) -> None:
        self.open_here()
        if self.open is not None:
            self.open = replace(self.open, is_kept_open=True)
            self.desk.tell(why)

    def open_beside(self, step: int, is_adding: bool = False) -> None:
        """Opens the next or previous visible cell of the row that can be typed into. Past its end that of the
        adjacent row, and the last one stays open; while rows are added a new row, and before its beginning
        the cell itself."""
        rows = self.rows
        col = next((c for c in self._editable(rows.row, step) if (c - rows.col) * step > 0), None)
        if col is not None or (is_adding and step < 0):
            rows.go(rows.row, rows.col if col is None else col)
            self.open_here(is_adding)
        elif is_adding:
            self.open_new()
        elif 0 <= rows.row + step < len(rows.source):
            rows.go(rows.row + step, next(iter(self._editable(rows.row + step, step)), rows.col))
            self.open_here()
        else:
            self._keep_open(say("This is the last cell.") if step > 0 else say("This is the first cell."))

    def _editable(self, row: int, step: int) -> list[int]:
        """The visible columns of a row that can be edited, in the direction of the step; none where there is
        no row."""
        if not row < len(self.rows.source):
            return []
        columns = list(enumerate(self.rows.shown))[::step]
        return [c for c, column in columns if self.rows.grid.place(row, column) is not None]


def _met(before: Session, after: Session) -> Words:
    """That what others have put into the cell meanwhile was set aside; empty where nothing was."""
    if len(after.set_aside) <= len(before.set_aside):
        return ""
    return keyed("Somebody else has changed this cell too (≠). {settle} settles which value stands.")
