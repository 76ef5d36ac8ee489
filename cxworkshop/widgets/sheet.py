"""The sheet: every list of records on one widget that owns all its keys and draws the open cell itself.

Opening a cell mounts, moves and focuses nothing: it is another state and one line painted again. So keys typed ahead, at any
speed, meet the state the keys before them left. A change travels to the desk (the screen), which answers with a new session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip

from cxworkshop.commands import Command, commands_in, is_always, keyed, usual_key
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say, say_n
from cxworkshop.method.privacy import FIGURES
from cxworkshop.model.place import Place, field_of, kind_at, row_name, value_at
from cxworkshop.storage.draft import Draft
from cxworkshop.widgets import acts
from cxworkshop.widgets.acts import Desk
from cxworkshop.widgets.cells import Cell, Column
from cxworkshop.widgets.editor import Editor
from cxworkshop.widgets.grid import Grid, SheetPlan, View, difference
from cxworkshop.widgets.keeping import newcomer_in, row_kept, value_kept
from cxworkshop.widgets.line import Line
from cxworkshop.widgets.marking import Marked
from cxworkshop.widgets.overlay import Overlay, hint_of, last_line, overlay
from cxworkshop.widgets.pasting import cells_of, rows_of
from cxworkshop.widgets.rows import Rows
from cxworkshop.widgets.text import display, fit

SAMPLE = 50
"""Rows whose cells say how wide their columns are."""
PASTE_LIMIT = 50_000
"""Characters; more is refused in words, since a terminal that pastes megabytes freezes while it does."""


@dataclass(frozen=True)
class Open:
    """The open cell. `place` is None while a new row is typed; `adding` stays while one goes on in a row just added."""

    column: Column
    editor: Editor
    place: Place | None
    adding: bool = False

    @property
    def told(self) -> tuple[Column, list[Command]]:
        """What is said around the open cell: of its column, and what the keys do. Where there is a list, the arrows go through it."""
        picks = self.editor.picks_with("down")
        found = [one for one in commands_in("new_row" if self.adding else "cell") if not picks or one.id != "keep_below"]
        return self.column, [*found[:1], *commands_in("choices"), *found[1:]] if picks else found


@dataclass(frozen=True)
class Ask:
    """A question asked once, and what yes does."""

    words: Words
    yes: Callable[[], None]


class Sheet(Rows):
    """A list of records, or a form, that is typed into."""

    KEYS = {
        "enter": "edit", "f2": "edit", "a": "add", "x": "remove", "space": "toggle", "o": "open", "J": "down", "K": "up",
        "upper_j": "down", "upper_k": "up", "alt+down": "down", "alt+up": "up", "ctrl+d": "fill_down", "D": "fill_all",
        "upper_d": "fill_all", "slash": "filter", "s": "sort", "delete": "clear", "escape": "let_go", "y": "copy", "ctrl+c": "copy",
        "shift+up": "mark_up", "shift+down": "mark_down", "shift+left": "mark_left", "shift+right": "mark_right",
    }  # fmt: skip

    def __init__(self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None) -> None:
        super().__init__(id=id, moved=moved)
        self.desk = desk
        self.whole_line = False
        self.plan = SheetPlan("", "", ())
        self.view = View()
        self.open: Open | None = None
        self.start: dict[str, Any] = {}
        self.ask: Ask | None = None
        self.filtering: Line | None = None
        self.fault: Words = ""
        self.mark: tuple[int, int] | None = None
        self._over: Overlay | None = None

    # -- what is shown -------------------------------------------------------------------------------------------------
    @property
    def grid(self) -> Grid:
        assert isinstance(self.source, Grid)
        return self.source

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor where it was."""
        self.plan, self.view = plan, view
        self.sorted_by, self.sorted_down = view.sort, view.down
        self.open = self.ask = self.filtering = self.mark = None
        self.fault, self.empty = "", str(keyed(plan.empty))
        self.row, self.col = row, col
        self.source = Grid(plan, self.desk.reading, view)
        self.layout_now, self.wanted = [], None
        self._lay_out()
        if not col:
            self.col = next((j for j, (c, _x, _w) in enumerate(self.layout_now) if isinstance(c.of, str)), 0)
        self._measure()
        self.go(row, self.col)
        self._changed_state()

    def reload(self) -> None:
        """Draws the session as it is now."""
        self.show(Grid(self.plan, self.desk.reading, self.view))

    def say_anew(self) -> None:
        """Draws the same in another language; what is being typed stays."""
        self.empty = str(keyed(self.plan.empty))
        self.reload()
        self._lay_out()
        self._changed_state()

    @property
    def line_count(self) -> int:
        return len(self.source) + (1 if self.open and self.open.place is None else 0)

    @property
    def is_open(self) -> bool:
        return self.open is not None

    @property
    def open_row(self) -> int:
        return len(self.source) if self.open and self.open.place is None else self.row

    @property
    def column(self) -> Column | None:
        return self.layout_now[self.col][0] if self.layout_now else None

    @property
    def place(self) -> Place | None:
        """The address of the cell the cursor is on."""
        if self.column is None or not self.row < len(self.source):
            return None
        return self.grid.place(self.row, self.column)

    def find(self, place: Place) -> bool:
        """Puts the cursor on a place, or at least on its row; a column without room is brought in. False when it is not here."""
        found = [i for i, row in enumerate(self.grid.rows) if any((p.table, p.id) == (place.table, place.id) for p in row.values())]
        for i in found:
            shown = self._shown_columns
            for column in (*shown, *(one for one in self.grid.columns if one not in shown)):
                here = self.grid.place(i, column)
                if here and (here.table, here.id) == (place.table, place.id) and (here.field == place.field or not place.field):
                    self.go(i, self._in_sight_at(column))
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
        if column is None and len(before) == len(self.source) and here in self.grid.rows and self.grid.rows[self.row] != here:
            row = self.grid.rows.index(here)
        self.go(row, self._in_sight_at(column) if column is not None else self.col)

    def widest(self, column: Column) -> int:
        return max((cell_len(display(self.grid.cell(i, column).text)) for i in range(min(SAMPLE, len(self.source)))), default=0)

    def _settle(self) -> None:
        """Shares the width anew: when nothing is being typed, since nothing may jump under the hands."""
        before, drawn = self.layout_now, dict(self._drawn)
        self._lay_out()
        if self.layout_now == before:
            self._drawn = drawn
        else:
            self.refresh()

    def _in_sight_at(self, column: Column) -> int:
        """Where a column stands; one that had no room is brought in, and others make room."""
        if column not in self._shown_columns:
            self.wanted = column
            self._lay_out()
            self.refresh()
        return self._shown_columns.index(column)

    def _changed_state(self) -> None:
        self._over = None
        self.refresh()
        if self.moved is not None:
            self.moved()

    def _set_open(self, open: Open | None, fault: Words = "") -> None:
        """Another state of the open cell; only the lines it touches are painted again."""
        before, counted, covered, top = self.open, self.line_count, set(self._overlay.lines), self.scroll_offset.y
        self.open, self.fault, self._over = open, fault, None
        if open is None:
            self._settle()
        if counted != self.line_count:
            self._measure()
        if open is not None:
            self.reveal(self.open_row)
        if counted != self.line_count or top != self.scroll_offset.y:
            self._over = None
            self.refresh()
        else:
            shown = {self.open_row - top + self._heading, self.row - top + self._heading}
            for y in covered | set(self._overlay.lines) | shown:
                if self._heading <= y < self.size.height:
                    self.refresh(Region(0, y, self.size.width, 1))
        if self.moved is not None and (before is None or open is None or before.told != open.told):
            self.moved()

    @property
    def _overlay(self) -> Overlay:
        """What lies over the lines now: the open cell, a question, the filter."""
        if self._over is None:
            size = self.size.width, self.size.height
            if self.ask is not None:
                self._over = last_line(str(self.ask.words), hint_of(True), size, self.look("cursor"))
            elif self.filtering is not None:
                self._over = last_line(f"/ {self.filtering.text}▏", hint_of(False), size, self.look("cursor"))
            elif self.open is not None:
                x, width = next(((x + 1, w) for c, x, w in self.layout_now if c is self.open.column), (1, 20))
                at = x, self.open_row - self.scroll_offset.y + self._heading
                self._over = overlay(self.open.editor, self.fault, at=at, width=width, top=self._heading, size=size, look=self.look)
                self.app.cursor_position = self.content_region.offset + Offset(*self._over.caret)  # where input methods open
            else:
                self._over = Overlay()
        return self._over

    def on_resize(self) -> None:
        self._over = None
        super().on_resize()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._over = None

    def line(self, i: int, y: int) -> Strip:
        if self.open and i == self.open_row:
            strip = self._open_line(i)
        elif self.open and i == self.row:  # a new row is being typed: the cursor is there and not here
            strip = self._plain_line(self._cells(i), "row")
        else:
            strip = super().line(i, y)
        if self.mark is not None and i in self.marked.rows:
            strip = self._marked_line(i)
        return self._overlay.over(strip, y)

    def _open_line(self, i: int) -> Strip:
        assert self.open
        parts = []
        for column, _x, width in self.layout_now:
            if column is self.open.column:
                parts.append((fit(display(self.open.editor.line.text), width), self.look("edit")))
            else:
                cell = self.grid.cell(i, column) if i < len(self.source) else self._started(column)
                parts.append((self._aligned(column, cell, width), self.look("line", cell.tone)))
        return self._strip(parts, self.look("line"), mark="+" if self.open.adding else "▶")

    def _started(self, column: Column) -> Cell:
        """What a new row begins with in a column."""
        if column.field in self.start:
            return Cell(field_of(self.plan.table, column.field).kind.show(self.start[column.field], self.desk.reading), "muted")
        return Cell()

    # -- keys: one queue, one decision ---------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        if is_always(key) and (self.ask or self.filtering or self.open):
            return False
        if self.ask is not None:
            self._answer(key)
        elif self.filtering is not None:
            self._filter_key(key, character)
        elif self.open is not None:
            return self._typed(key, character)
        elif key == "escape" and self.view == View() and self.mark is None:
            return False
        elif (name := self.KEYS.get(usual_key(key, "sheet"))) is not None:
            getattr(self, f"do_{name}")()
        else:
            self._unmark()
            return super().take_key(key, character)
        return True

    def _typed(self, key: str, character: str | None) -> bool:
        assert self.open
        editor = self.open.editor
        if key in ("enter", "tab", "shift+tab") or (key in ("up", "down") and not editor.picks_with(key)):
            self._keep(key)
        elif key == "escape":
            self._set_open(None)
        elif character == ";" and (written := editor.with_separator()) is not None:
            self._set_open(replace(self.open, editor=written))
        elif character and character.isprintable():
            self._set_open(replace(self.open, editor=editor.typed(character)))
        elif (pressed := editor.press(key)) is not None:
            self._set_open(replace(self.open, editor=pressed))
        return True

    def _answer(self, key: str) -> None:
        ask, self.ask = self.ask, None
        if ask is not None and key in ("enter", "y", "k"):
            ask.yes()
        self._changed_state()

    def _filter_key(self, key: str, character: str | None) -> None:
        line = self.filtering
        assert line is not None
        typed = line.insert(character) if character and character.isprintable() else line.press(key) or line
        self.filtering = None if key in ("enter", "escape") else typed
        self._look_at(replace(self.view, filter="" if key == "escape" else typed.text))
        self._changed_state()

    def _look_at(self, view: View) -> None:
        """Draws the rows another way. The cursor stays with its row where that is still to be seen."""
        row = self.grid.rows[self.row] if self.row < len(self.source) else None
        self.view = view
        self.sorted_by, self.sorted_down = view.sort, view.down
        self.reload()
        rows = self.grid.rows
        self.go(rows.index(row) if row in rows else self.row, self.col)

    # -- keeping what was typed ----------------------------------------------------------------------------------------
    def _keep(self, key: str) -> None:
        open = self.open
        assert open
        try:
            value = open.editor.value()
            if open.place is None and value in (None, "", ()):
                self._set_open(None)  # a new row left empty: adding is over
                return
            fault = self._keep_new(open, value) if open.place is None else self._keep_changed(open.place, value)
        except CxError as error:
            fault = error.words
        if fault is not None:
            self._set_open(open, fault)
            return
        self._go_on(key, open.adding)
        if name := newcomer_in(value):  # a slip of the finger makes one too
            self.desk.tell(say("Added {row}", row=name))

    def _keep_new(self, open: Open, value: Any) -> Words | None:
        row, change = row_kept(self.plan, self.start, open.column.field, value, self.desk.reading)
        fault = self.desk.apply(change)
        if fault is None:
            self.open = None
            self.reload()
            self.find(Place(self.plan.table, row))
            self.col = self._in_sight_at(open.column)
        return fault

    def _keep_changed(self, place: Place, value: Any) -> Words | None:
        change = value_kept(place, value, self.desk.reading)
        fault = None if change is None else self.desk.apply(change)
        if fault is None:
            self._stay_with(place)
        return fault

    def _stay_with(self, place: Place) -> None:
        """The cursor follows a row that the sort now puts elsewhere; one that the filter now hides brings all rows back, or
        what is typed next would go to its neighbour."""
        if self.view == View() or self.place == place:
            return
        col = self.col
        if not self.find(place):
            self.view = replace(self.view, filter="")
            self.reload()
            self.find(place)
        self.col = col

    def _go_on(self, key: str, adding: bool) -> None:
        """Where Enter, Tab and the arrows lead from a cell that was kept."""
        self.open = None
        step = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(key, 0)
        if key == "enter" and adding:
            self.do_add()
        elif key in ("tab", "shift+tab") and adding:
            self._ask_on(step)
        elif key in ("tab", "shift+tab"):
            self._go_sideways(step)
        elif step and 0 <= self.row + step < len(self.source):
            self.go(self.row + step, self.col)
            self._open_cell(False)
        else:
            self._set_open(None)

    def _ask_on(self, step: int) -> None:
        """What a new row asks for next; past its end the next new row."""
        asked = self.plan.asked
        to = next((i for i, column in enumerate(asked) if column is self.column), 0) + step
        if to >= len(asked):
            self.do_add()
        else:
            self.go(self.row, self._in_sight_at(asked[max(0, to)]))
            self._open_cell(True)

    def _go_sideways(self, step: int) -> None:
        """The next cell of the row that can be opened; past its end the next row."""
        found = next((c for c in self._columns(self.row, step) if (c - self.col) * step > 0), None)
        if found is not None:
            self.go(self.row, found)
            self._open_cell(False)
        elif 0 <= self.row + step < len(self.source):
            self.go(self.row + step, next(iter(self._columns(self.row + step, step)), self.col))
            self._open_cell(False)
        else:
            self._set_open(None)

    def _columns(self, row: int, step: int) -> list[int]:
        """The columns of a row that can be opened, in the direction of the step."""
        return [c for c in range(len(self.layout_now))[::step] if self.grid.place(row, self.layout_now[c][0]) is not None]

    def _open_cell(self, adding: bool) -> None:
        place = self.place
        if place is None or self.column is None:
            self._set_open(None)
            return
        session = self.desk.reading.session
        editor = Editor.opened(kind_at(session, place), value_at(session, place), self.desk.reading)
        self._set_open(Open(self.column, editor, place, adding))

    # -- pasting and copying -------------------------------------------------------------------------------------------
    def take_paste(self, text: str) -> bool:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = [line for line in text.split("\n") if line.strip()]
        if len(text) > PASTE_LIMIT:
            words = say(
                "That is {n} characters; at most {limit} can be pasted at once. Nothing was pasted.", n=len(text), limit=PASTE_LIMIT
            )
            self.desk.tell(words)
        elif self.open is not None and (len(lines) < 2 or self.open.place is not None):
            self._set_open(replace(self.open, editor=self.open.editor.typed(text.strip("\n"))))
        elif lines and self.plan.table and (self.open is not None or not len(self.source)):
            self._ask(say_n("Add {n} row?", "Add {n} rows?", len(lines)), lambda: rows_of(self.plan, lines, self.desk.reading))
        elif lines and self.column is not None:
            block = [line.split("\t") for line in lines]
            columns = [c for c, _x, _w in self.layout_now[self.col :]]
            words = say("Put {rows} × {columns} cells here?", rows=len(block), columns=max(map(len, block)))
            self._ask(words, lambda: cells_of(self.grid, self.row, columns, block))
        return True

    def _ask(self, words: Words, change: Callable[[], Change]) -> None:
        """Asks once, then makes the change; what is not understood is said and nothing is changed."""

        def yes() -> None:
            try:
                made = change()
                fault = self.desk.apply(made)
            except CxError as error:
                fault = error.words
            else:
                count, self.open = len(self.source), None
                self.reload()
                self._settle()
                if len(self.source) > count:
                    self.go(len(self.source) - 1, self.col)
            self.desk.tell(fault or made.name(self.desk.reading.session))

        self.ask = Ask(words, yes)
        self._changed_state()

    @property
    def marked(self) -> Marked:
        """The marked cells, or the one under the cursor."""
        return Marked.between(self.mark, (self.row, self.col))

    @property
    def _shown_columns(self) -> list[Column]:
        return [column for column, _x, _w in self.layout_now]

    def _marked_line(self, i: int) -> Strip:
        marked, here = self.marked.columns, i == self.row
        line = "line" if here else "row"
        parts = [
            (
                self._aligned(c, cell, w),
                self.look("cursor") if here and j == self.col else self.look("edit" if j in marked else line, cell.tone),
            )
            for j, ((c, _x, w), cell) in enumerate(zip(self.layout_now, self._cells(i), strict=True))
        ]
        return self._strip(parts, self.look(line), mark="▶" if here else " ")

    def _mark_to(self, rows: int, columns: int) -> None:
        anchor = self.mark or (self.row, self.col)
        self.go(self.row + rows, self.col + columns)
        self.mark = anchor
        self.refresh()

    def _unmark(self) -> None:
        if self.mark is not None:
            self.mark = None
            self.refresh()

    def do_mark_up(self) -> None:
        self._mark_to(-1, 0)

    def do_mark_down(self) -> None:
        self._mark_to(1, 0)

    def do_mark_left(self) -> None:
        self._mark_to(0, -1)

    def do_mark_right(self) -> None:
        self._mark_to(0, 1)

    def do_copy(self) -> None:
        """Copies the marked cells, or this one, as text parted by tabs."""
        if not len(self.source):
            return
        marked = self.marked
        self.app.copy_to_clipboard(marked.text(self.grid, self._shown_columns))
        self.desk.tell(say_n("Copied {n} cell", "Copied {n} cells", len(marked.rows) * len(marked.columns)))
        self._unmark()

    # -- what a key, the palette or a click asks -----------------------------------------------------------------------
    @property
    def typing(self) -> Draft | None:
        """The text in the open cell, and which cell that is. A blind figure is kept nowhere but in its own sealed place."""
        if self.open is None or not self.open.editor.touched or not self.open.editor.line.text:
            return None
        place = self.open.place
        if place is not None and place.table in FIGURES:
            return None
        where = {"field": self.open.column.field} if place is None else place._asdict()
        return Draft(self.open.editor.line.text, {"sheet": self.plan.id, **where})

    def resume(self, text: str) -> None:
        """Has the text in the open cell, as if it had just been typed there."""
        if self.open is not None:
            self._set_open(replace(self.open, editor=self.open.editor.with_text(text)))

    def choose(self) -> None:
        self.do_edit()

    def do_edit(self) -> None:
        """Opens the cell under the cursor; a computed one says so."""
        self._unmark()
        if not len(self.source):
            self.do_add()
        elif self.place is None:
            self.desk.tell(say("This is computed; it changes with what it is computed from."))
        else:
            self._open_cell(False)

    def do_add(self) -> None:
        """A new row, with its first cell open."""
        reading = self.desk.reading
        self.open = None
        self._unmark()
        if not self.plan.table:
            self.desk.tell(self._elsewhere(say("Nothing can be added to this list.")))
            return
        if self.view.filter:
            self.view = replace(self.view, filter="")
            self.reload()
        self.start = self.plan.start(reading.session, reading.on) if self.plan.start else {}
        asked = self.plan.asked
        column = next((c for c in asked if c.field not in self.start), asked[0] if asked else None)
        if column is not None:
            self._in_sight_at(column)
            self._set_open(Open(column, Editor.opened(field_of(self.plan.table, column.field).kind, None, reading), None, True))

    def do_remove(self) -> None:
        """Takes the row away; undo brings it back."""
        place = self._own_place
        if place is None:
            self.desk.tell(self._elsewhere(say("Nothing can be removed from this list.")))
        else:
            acts.take_away(self.desk, place)

    def _elsewhere(self, otherwise: Words) -> Words:
        return keyed(self.plan.elsewhere) if self.plan.elsewhere else otherwise

    @property
    def _own_place(self) -> Place | None:
        """The record of this list's own table under the cursor."""
        if not self.plan.table or not self.row < len(self.source):
            return None
        return next((Place(p.table, p.id) for p in self.grid.rows[self.row].values() if p.table == self.plan.table), None)

    def do_toggle(self) -> None:
        """Yes becomes no, a choice becomes the next one, in all marked cells; anything else opens."""
        if self.place is None:
            return
        value = acts.turned(self.desk, self.place)
        if value is NotImplemented:
            self._open_cell(False)
        else:
            alike = [
                p for p in self.marked.places(self.grid, self._shown_columns) if p.field == self.place.field or "[" in self.place.field
            ]
            acts.put(self.desk, alike, value)
            self.go(self.row, self.col)

    def do_clear(self) -> None:
        """Empties the marked cells."""
        for place in self.marked.places(self.grid, self._shown_columns):
            acts.put(self.desk, [place], acts.empty(place))
        self.go(self.row, self.col)

    def do_open(self) -> None:
        """The whole record as a form, each field with its help."""
        if self.row < len(self.source) and (places := self.grid.records(self.row)):
            self.desk.open_record(places, row_name(self.desk.reading.session, places[0]))

    def do_down(self) -> None:
        """Moves the row one down."""
        self._shift(1)

    def do_up(self) -> None:
        """Moves the row one up."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        place = self._own_place
        if acts.shift(self.desk, place, by, self.view.sort is not None) and place is not None:
            self.find(place)

    def do_fill_down(self) -> None:
        """Copies the cell to the same column of the marked rows, or of every row below."""
        rows = self.marked.rows[1:] if self.mark else range(self.row + 1, len(self.source))
        self._fill(self.marked.rows.start, rows)

    def do_fill_all(self) -> None:
        """Copies the cell to the same column of all other rows."""
        self._fill(self.row, [i for i in range(len(self.source)) if i != self.row])

    def _fill(self, source: int, rows: range | list[int]) -> None:
        column = self.column
        if column is None or self.plan.is_form or not len(self.source):
            return
        place = self.grid.place(source, column)
        if place is not None:
            acts.fill(self.desk, place, [p for i in rows if (p := self.grid.place(i, column)) is not None])
        self._unmark()

    def do_filter(self) -> None:
        """Shows only the rows that hold what is typed."""
        self.filtering = Line.of(self.view.filter)
        self._changed_state()

    def do_let_go(self) -> None:
        """Lets the marked cells go, else shows all rows in their own order."""
        if self.mark is not None:
            self._unmark()
        else:
            self._look_at(View())
            self._changed_state()

    def do_sort(self) -> None:
        """By this column: up, down, and back to the record's own order."""
        column = self.column
        if column is None or self.plan.is_form:
            return
        up = self.view.sort is not column
        self._look_at(replace(self.view, sort=column if up or not self.view.down else None, down=not up and not self.view.down))
        own = say("In the record's own order")
        self.desk.tell(say("Sorted by {column}; the record's order stays", column=column.heading()) if self.view.sort else own)
        self._changed_state()

    # -- mouse ---------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        if self.open is None:
            self._unmark()
            super().on_click(event)
        elif (offer := self._overlay.offers.get(event.y)) is not None and self._overlay.holds(event.x, event.y):
            self._set_open(replace(self.open, editor=replace(self.open.editor, picked=offer, touched=True)))
            self._keep("click")
        elif (at := self._overlay.text_at(event.x, event.y)) is not None:
            editor = self.open.editor
            self._set_open(replace(self.open, editor=replace(editor, line=replace(editor.line, at=at))))
        elif not self._overlay.holds(event.x, event.y):
            self._keep("click")
            if not self.is_open:
                super().on_click(event)
