"""The open cell: what is being typed into the rows, what keeps it, and where the keys that keep it lead.

Opening a cell is another state and nothing else. So keys typed ahead, at any speed, meet the state the keys
before them left. A change travels to the desk, which answers with a new session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cxworkshop.commands import Command, commands_in
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.place import Place, field_of, kind_at, value_at
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.commit import newcomer_in, row_kept, value_kept
from cxworkshop.sheets.editor import Editor
from cxworkshop.sheets.grid_rows import GridRows
from cxworkshop.storage.file.draft import Draft


@dataclass(frozen=True)
class Open:
    """The open cell. `place` is None while a new row is typed; `adding` stays while one goes on in a row just
    added."""

    column: Column
    editor: Editor
    place: Place | None
    adding: bool = False

    @property
    def told(self) -> tuple[Column, list[Command]]:
        """What is said around the open cell: of its column, and what the keys do. Where there is a list, the
        arrows go through it."""
        picks = self.editor.picks_with("down")
        commands = [
            command
            for command in commands_in("new_row" if self.adding else "cell")
            if not picks or command.id != "keep_below"
        ]
        return self.column, [*commands[:1], *commands_in("choices"), *commands[1:]] if picks else commands

    def after(self, key: str, character: str | None) -> Open | None:
        """After a key that types or edits; None when it means nothing here."""
        if character == ";" and (written := self.editor.with_separator()) is not None:
            return replace(self, editor=written)
        if character and character.isprintable():
            return replace(self, editor=self.editor.typed(character))
        editor = self.editor.press(key)
        return replace(self, editor=editor) if editor is not None else None


class OpenCell:
    """Some rows of which one cell, or the first of a new row, may be open."""

    def __init__(self, rows: GridRows) -> None:
        self.rows, self.desk = rows, rows.desk
        self.open: Open | None = None
        self.start: dict[str, Any] = {}
        self.fault: Words = ""

    @property
    def row(self) -> int:
        """The row that is typed into; a new one stands below the others."""
        return len(self.rows.source) if self.rows.new_row_lines else self.rows.row

    @property
    def typing(self) -> Draft | None:
        """The text in the open cell, and which cell that is. A blind figure is kept nowhere but in its own
        sealed place."""
        open = self.open
        if open is None or not open.editor.touched or not open.editor.line.text:
            return None
        if open.place is not None and open.place.table in BLIND_TABLES:
            return None
        where = {"field": open.column.field} if open.place is None else open.place._asdict()
        return Draft(open.editor.line.text, {"sheet": self.rows.plan.id, **where})

    def begun(self, column: Column) -> Cell:
        """What a new row begins with in a column."""
        if column.field not in self.start:
            return Cell()
        kind = field_of(self.rows.plan.table, column.field).kind
        return Cell(kind.show(self.start[column.field], self.desk.reading), "muted")

    # -- opening and closing ---------------------------------------------------------------------------------
    def put(self, open: Open | None, fault: Words = "") -> None:
        """Has another open cell, or none; the columns stay as wide as they are."""
        self.open, self.fault = open, fault
        self.rows.new_row_lines = int(open is not None and open.place is None)
        self.rows.edited_column = open.column if open is not None else None

    def close(self) -> None:
        """Leaves the record as it is. Nothing is typed any more, so the columns may share the width anew."""
        self.put(None)
        self.rows.lay_out()

    def open_here(self, adding: bool = False) -> None:
        """Opens the cell under the cursor."""
        place, column = self.rows.place, self.rows.column
        if place is None or column is None:
            self.close()
            return
        session = self.desk.reading.session
        editor = Editor.opened(kind_at(session, place), value_at(session, place), self.desk.reading)
        self.put(Open(column, editor, place, adding))

    def open_new(self) -> None:
        """A new row, with its first cell open that it does not begin with."""
        plan, reading = self.rows.plan, self.desk.reading
        self.put(None)
        self.rows.clear_filter()
        self.start = plan.start(reading.session, reading.on) if plan.start else {}
        asked = plan.entry_columns
        column = next((c for c in asked if c.field not in self.start), asked[0] if asked else None)
        if column is not None:
            self.rows.show_column(column)
            editor = Editor.opened(field_of(plan.table, column.field).kind, None, reading)
            self.put(Open(column, editor, None, adding=True))

    # -- typing ----------------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> None:
        """Does what a key means in the open cell."""
        assert self.open
        picks = key in ("up", "down") and self.open.editor.picks_with(key)
        if key in ("enter", "tab", "shift+tab", "up", "down") and not picks:
            self.keep(key)
        elif key == "escape":
            self.close()
        elif (after := self.open.after(key, character)) is not None:
            self.put(after)

    def type_text(self, text: str) -> None:
        """Has pasted text in the open cell."""
        if self.open is not None:
            self.put(replace(self.open, editor=self.open.editor.typed(text)))

    def resume(self, text: str) -> None:
        """Has only this text in the open cell, as if it had just been typed there."""
        if self.open is not None:
            self.put(replace(self.open, editor=self.open.editor.with_text(text)))

    def put_caret(self, at: int) -> None:
        """Has the caret elsewhere in the text."""
        if self.open is not None:
            editor = self.open.editor
            self.put(replace(self.open, editor=replace(editor, line=replace(editor.line, caret=at))))

    def pick(self, offer: int) -> None:
        """Keeps one of what is offered."""
        if self.open is not None:
            self.put(replace(self.open, editor=replace(self.open.editor, picked=offer, touched=True)))
            self.keep()

    # -- keeping, and going on -------------------------------------------------------------------------------
    def keep(self, key: str = "") -> None:
        """Keeps what was typed, and goes on as a key leads; what cannot be kept stays open with its fault."""
        open = self.open
        assert open
        try:
            value = open.editor.value()
            if open.place is None and value in (None, "", ()):  # a new row left empty: adding is over
                self.close()
                return
            fault = (
                self._keep_new(open, value) if open.place is None else self._keep_changed(open.place, value)
            )
        except CxError as error:
            fault = error.words
        if fault is not None:
            self.put(open, fault)
            return
        self._go_on(key, open.adding)
        if name := newcomer_in(value):  # a slip of the finger makes one too
            self.desk.tell(say("Added {row}", row=name))

    def _keep_new(self, open: Open, value: Any) -> Words | None:
        plan = self.rows.plan
        row, change = row_kept(plan, self.start, open.column.field, value, self.desk.reading)
        self.put(None)  # its line is the row's now
        fault = self.desk.apply(change)
        if fault is None:
            self.rows.go_to_place(Place(plan.table, row))
            self.rows.col = self.rows.show_column(open.column)
        return fault

    def _keep_changed(self, place: Place, value: Any) -> Words | None:
        change = value_kept(place, value, self.desk.reading)
        fault = None if change is None else self.desk.apply(change)
        if fault is None:
            self.rows.follow(place)
        return fault

    def _go_on(self, key: str, adding: bool) -> None:
        """Where Enter, Tab and the arrows lead from a cell that was kept."""
        self.put(None)
        rows, step = self.rows, {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(key, 0)
        if key == "enter" and adding:
            self.open_new()
        elif key in ("tab", "shift+tab") and adding:
            self._ask_on(step)
        elif key in ("tab", "shift+tab"):
            self._go_sideways(step)
        elif step and 0 <= rows.row + step < len(rows.source):
            rows.go(rows.row + step, rows.col)
            self.open_here()
        else:
            self.close()

    def _ask_on(self, step: int) -> None:
        """What a new row asks for next; past its end the next new row."""
        rows, asked = self.rows, self.rows.plan.entry_columns
        to = next((i for i, column in enumerate(asked) if column is rows.column), 0) + step
        if to >= len(asked):
            self.open_new()
        else:
            rows.go(rows.row, rows.show_column(asked[max(0, to)]))
            self.open_here(True)

    def _go_sideways(self, step: int) -> None:
        """The next cell of the row that can be opened; past its end the next row."""
        rows = self.rows
        col = next((c for c in self._columns(rows.row, step) if (c - rows.col) * step > 0), None)
        if col is not None:
            rows.go(rows.row, col)
            self.open_here()
        elif 0 <= rows.row + step < len(rows.source):
            rows.go(rows.row + step, next(iter(self._columns(rows.row + step, step)), rows.col))
            self.open_here()
        else:
            self.close()

    def _columns(self, row: int, step: int) -> list[int]:
        """The columns of a row that can be opened, in the direction of the step."""
        columns = list(enumerate(self.rows.shown))[::step]
        return [c for c, column in columns if self.rows.grid.place(row, column) is not None]
