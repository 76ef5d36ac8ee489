"""The sheet: every list of records on one widget that owns all its keys and draws the open cell itself.

Opening a cell mounts, moves and focuses nothing: it is another state and one line painted again. So keys typed ahead, at any
speed, meet the state the keys before them left. A change travels to the desk (the screen), which answers with a new session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip

from cxworkshop.editing.changes import Change, add, fill_down, move, new_id, newcomer, references_to, remove, set_value, together
from cxworkshop.errors import CxError, NotUnderstood
from cxworkshop.language import Words, _, say, say_n
from cxworkshop.method import derived
from cxworkshop.model.kinds import Choice, Kind, Reading, YesNo
from cxworkshop.model.place import Place, field_of, kind_at, row_name, value_at
from cxworkshop.model.session import TABLES
from cxworkshop.widgets.editor import SHOWN, AddNew, Editor
from cxworkshop.widgets.cells import Cell, Column
from cxworkshop.widgets.grid import Grid, SheetPlan, View
from cxworkshop.widgets.line import Line
from cxworkshop.widgets.rows import Rows
from cxworkshop.widgets.text import display, fit, wrap

ALWAYS = ("ctrl+q", "ctrl+p", "f1")
"""Keys that mean the same whatever is being typed."""
PASTE_LIMIT = 50_000
"""Characters; more is refused in words, since a terminal that pastes megabytes freezes while it does."""


class Desk(Protocol):
    """Whoever holds the session: the workshop's screen, a form, a test."""

    @property
    def reading(self) -> Reading: ...

    def apply(self, change: Change) -> Words | None:
        """Makes the change and shows the new session; the words of a refusal, or None."""

    def tell(self, words: Words) -> None:
        """Says something in passing."""

    def open_record(self, places: list[Place], title: str) -> None:
        """Shows whole records as a form."""


@dataclass(frozen=True)
class Open:
    """The open cell. `place` is None while a new row is typed; `adding` stays while one goes on in a row just added."""

    column: Column
    editor: Editor
    place: Place | None
    adding: bool = False


@dataclass(frozen=True)
class Ask:
    """A question asked once, and what yes does."""

    words: Words
    yes: Callable[[], None]


class Sheet(Rows):
    """A list of records, or a form, that is typed into."""

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
        self._stack: dict[int, tuple[int, Strip]] | None = None

    # -- what is shown -------------------------------------------------------------------------------------------------
    @property
    def grid(self) -> Grid:
        assert isinstance(self.source, Grid)
        return self.source

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        """Shows another sheet, with the cursor where it was."""
        self.plan, self.view = plan, view
        self.open = self.ask = self.filtering = None
        self.fault, self.empty = "", _(plan.empty)
        self.row, self.col = row, col
        self.source = Grid(plan, self.desk.reading, view)
        self.layout_now = []
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
        self.empty = _(self.plan.empty)
        self.reload()
        self._lay_out()
        self._changed_state()

    def on_resize(self) -> None:
        super().on_resize()
        self._stack = None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._stack = None

    @property
    def line_count(self) -> int:
        return len(self.source) + (1 if self.open and self.open.place is None else 0)

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
        """Puts the cursor on a place; False when this sheet does not show it."""
        for i, row in enumerate(self.grid.rows):
            for j, (column, _x, _w) in enumerate(self.layout_now):
                here = column.place(row)
                if here and (here.table, here.id) == (place.table, place.id) and (here.field == place.field or not place.field):
                    self.go(i, j)
                    return True
        for i, row in enumerate(self.grid.rows):
            if any((p.table, p.id) == (place.table, place.id) for p in row.values()):
                self.go(i, self.col)
                return True
        return False

    def _changed_state(self) -> None:
        self._stack = None
        self.refresh()
        if self.moved is not None:
            self.moved()

    def _set_open(self, open: Open | None, fault: Words = "") -> None:
        """Another state of the open cell; only the lines it touches are painted again."""
        before, counted, covered, top = self.open, self.line_count, set(self._stack_now()), self.scroll_offset.y
        self.open, self.fault, self._stack = open, fault, None
        if counted != self.line_count:
            self._measure()
        if open is not None:
            self.reveal(self.open_row)
        if counted != self.line_count or top != self.scroll_offset.y:
            self._stack = None
            self.refresh()
        else:
            here = self.open_row - top + self._heading
            for y in covered | set(self._stack_now()) | {here, self.row - top + self._heading}:
                if self._heading <= y < self.size.height:
                    self.refresh(Region(0, y, self.size.width, 1))
        if self.moved is not None and (before is None or open is None or before.column is not open.column):
            self.moved()

    def line(self, i: int, y: int) -> Strip:
        strip = self._open_line(i) if self.open and i == self.open_row else super().line(i, y)
        over = self._stack_now().get(y)
        if over is not None:
            x, piece = over
            strip = Strip.join([strip.crop(0, x), piece, strip.crop(x + piece.cell_length, self.size.width)])
        return strip

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
        field = column.of.split(".", 1)[1] if isinstance(column.of, str) and "." in column.of else ""
        if field in self.start:
            return Cell(field_of(self.plan.table, field).kind.show(self.start[field], self.desk.reading), "muted")
        return Cell()

    # -- the open cell, drawn over the lines it needs ------------------------------------------------------------------
    def _stack_now(self) -> dict[int, tuple[int, Strip]]:
        if self._stack is None:
            self._stack = self._build_stack()
        return self._stack

    def _build_stack(self) -> dict[int, tuple[int, Strip]]:
        found: dict[int, tuple[int, Strip]] = {}
        bottom = self.size.height - 1
        if self.ask is not None or self.filtering is not None:
            text = str(self.ask.words) if self.ask else "/ " + (self.filtering.text if self.filtering else "") + "▏"
            hint = _("enter yes · esc no") if self.ask else _("enter keep · esc all rows")
            width = self.size.width
            found[bottom] = (0, Strip([Segment(fit(f" {display(text)}   {hint}", width), self.look("ask"))], width))
        if self.open is None:
            return found
        x, width = next(((x + 1, w) for c, x, w in self.layout_now if c is self.open.column), (1, 20))
        y = self.open_row - self.scroll_offset.y + self._heading
        box, caret = self._box(self.open.editor, width)
        wide = box[0].cell_length
        x = max(0, min(x, self.size.width - wide))
        y = max(self._heading, min(y, bottom - len(box) + 1))
        for k, strip in enumerate(box):
            found[y + k] = (x, strip)
        self.app.cursor_position = self.content_region.offset + Offset(x + caret[0], y + caret[1])
        below = self._below(self.open.editor)
        top = y + len(box) if y + len(box) + len(below) <= bottom + 1 else max(self._heading, y - len(below))
        for k, strip in enumerate(below):
            found[top + k] = (max(0, min(x, self.size.width - strip.cell_length)), strip)
        return found

    def _box(self, editor: Editor, width: int) -> tuple[list[Strip], tuple[int, int]]:
        """The lines of the text being typed, and where the caret stands in them (cell, line)."""
        raw, at = editor.line.text, editor.line.at
        edit, caret = self.look("edit"), self.look("caret")
        if not raw and editor.pick is None and editor.before not in (None, "", ()):
            raw, at = "", 0
        if cell_len(display(raw)) >= width or "\n" in raw:
            width = max(width, min(64, self.size.width - 4))
        lines = wrap(raw, width - 1)
        on = max(k for k, (begin, _text) in enumerate(lines) if begin <= at)
        strips, spot = [], (0, 0)
        for k, (begin, text) in enumerate(lines):
            if k != on:
                strips.append(Strip([Segment(fit(display(text), width), edit)], width))
                continue
            head, under = display(text[: at - begin]), display(text[at - begin : at - begin + 1]) or " "
            tail = display(text[at - begin + 1 :])
            spot = (cell_len(head), k)
            room = max(0, width - cell_len(head) - cell_len(under))
            strips.append(Strip([Segment(head, edit), Segment(under, caret), Segment(fit(tail, room), edit)]).adjust_cell_length(width, edit))
        return strips, spot

    def _below(self, editor: Editor) -> list[Strip]:
        """The options to pick from, and what is wrong."""
        offers = editor.offers
        first = max(0, min(editor.picked - SHOWN + 2, len(offers) - SHOWN))
        texts = [display(o.text) for o in offers]
        wide = min(max((cell_len(t) for t in texts), default=0) + 2, self.size.width)
        strips = []
        for k, text in enumerate(texts[first : first + SHOWN], first):
            style = self.look("picked" if k == editor.picked else "choice")
            strips.append(Strip([Segment(fit(" " + text, wide), style)], wide))
        if self.fault:
            for _begin, text in wrap("! " + display(self.fault), max(20, self.size.width - 4)):
                strips.append(Strip([Segment(" " + text + " ", self.look("choice", "bad"))]).adjust_cell_length(cell_len(text) + 2))
        return strips

    # -- keys: one queue, one decision ---------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        if key in ALWAYS and (self.ask or self.filtering or self.open):
            return False
        if self.ask is not None:
            self._answer(key)
        elif self.filtering is not None:
            self._filter_key(key, character)
        elif self.open is not None:
            return self._typed(key, character)
        elif key == "escape" and self.view == View():
            return False
        elif (name := self.KEYS.get(key)) is not None:
            getattr(self, f"do_{name}")()
        else:
            return super().take_key(key, character)
        return True

    KEYS = {
        "enter": "edit", "f2": "edit", "a": "add", "x": "remove", "space": "toggle", "o": "open", "J": "down", "K": "up",
        "upper_j": "down", "upper_k": "up", "alt+down": "down", "alt+up": "up", "ctrl+d": "fill_down", "slash": "filter",
        "s": "sort", "delete": "clear", "escape": "all_rows",
    }  # fmt: skip

    def _typed(self, key: str, character: str | None) -> bool:
        assert self.open
        editor = self.open.editor
        if key in ("enter", "tab", "shift+tab"):
            self._keep(key)
        elif key == "escape":
            self._set_open(None)
        elif key in ("up", "down") and not editor.offers:
            self._keep(key)
        elif character == ";" and (written := editor.with_separator()) is not None:
            self._set_open(replace(self.open, editor=written))
        elif character and character.isprintable():
            self._set_open(replace(self.open, editor=editor.typed(character)))
        elif (pressed := editor.press(key)) is not None:
            self._set_open(replace(self.open, editor=pressed))
        return True

    def take_paste(self, text: str) -> bool:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = [line for line in text.split("\n") if line.strip()]
        if len(text) > PASTE_LIMIT:
            self.desk.tell(say("That is {n} characters; at most {limit} can be pasted at once. Nothing was pasted.", n=len(text), limit=PASTE_LIMIT))
        elif self.open is not None and (len(lines) < 2 or self.open.place is not None):
            self._set_open(replace(self.open, editor=self.open.editor.typed(text.strip("\n"))))
        elif self.plan.table and lines:
            words = say_n("Add {n} row?", "Add {n} rows?", len(lines))
            self.ask = Ask(words, lambda: self._add_lines(lines))
            self._changed_state()
        elif lines:
            self.desk.tell(say("Open a cell before pasting: Enter."))
        return True

    def _answer(self, key: str) -> None:
        ask, self.ask = self.ask, None
        if ask is not None and key in ("enter", "y", "k"):
            ask.yes()
        self._changed_state()

    def _filter_key(self, key: str, character: str | None) -> None:
        assert self.filtering is not None
        if key == "enter":
            self.filtering = None
        elif key == "escape":
            self.filtering = None
            self.view = replace(self.view, filter="")
        elif character and character.isprintable():
            self.filtering = self.filtering.insert(character)
        elif (line := self.filtering.press(key)) is not None:
            self.filtering = line
        if self.filtering is not None:
            self.view = replace(self.view, filter=self.filtering.text)
        self.reload()
        self.go(min(self.row, max(0, len(self.source) - 1)), self.col)
        self._changed_state()

    # -- keeping what was typed ----------------------------------------------------------------------------------------
    def _keep(self, key: str) -> None:
        open = self.open
        assert open
        try:
            value = open.editor.value()
            fault = self._keep_new(open, value) if open.place is None else self._keep_changed(open, open.place, value)
        except CxError as error:
            fault = error.words
        if fault == STOP:
            self._set_open(None)
        elif fault is not None:
            self._set_open(open, fault)
        else:
            self._go_on(key, open.adding)

    def _keep_new(self, open: Open, value: Any) -> Words | None:
        if value in (None, "", ()):
            return STOP
        table, field = self.plan.table, str(open.column.of).split(".", 1)[1]
        before, value = self._with_newcomers(value)
        session = self.desk.reading.session
        row = new_id(session, table)
        values = {field: value}
        if self.plan.parted_by and isinstance(value, str) and self.plan.parted_by in value:
            values = self._values(value, self.start)
        new = add(table, **{"id": row, **self.start, **values})
        after = self.plan.then(session, row) if self.plan.then else ()
        fault = self.desk.apply(together(new.name(session), *before, new, *after) if before or after else new)
        if fault is None:
            self.open = None
            self.reload()
            self.find(Place(table, row))
            self.col = next((j for j, (c, _x, _w) in enumerate(self.layout_now) if c is open.column), self.col)
        return fault

    def _keep_changed(self, open: Open, place: Place, value: Any) -> Words | None:
        before, value = self._with_newcomers(value)
        if not before and value == value_at(self.desk.reading.session, place):
            return None
        change = set_value(place, value)
        fault = self.desk.apply(together(change.name(self.desk.reading.session), *before, change) if before else change)
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

    def _with_newcomers(self, value: Any) -> tuple[list[Change], Any]:
        """What must be added before a value can stand, and the value."""
        rest: tuple[str, ...] | None = None
        if isinstance(value, tuple) and value and isinstance(value[-1], AddNew):
            rest, value = value[0], value[-1]
        if not isinstance(value, AddNew):
            return [], value
        row, change = newcomer(self.desk.reading.session, value.table, value.name)
        return [change], row if rest is None else (*rest, row)

    def _go_on(self, key: str, adding: bool) -> None:
        """Where Enter, Tab and the arrows lead from a cell that was kept."""
        self.open = None
        if key == "enter" and adding:
            self.do_add()
        elif key in ("tab", "shift+tab"):
            step = 1 if key == "tab" else -1
            col = self.col + step
            while 0 <= col < len(self.layout_now) and not self._can_open(self.row, col):
                col += step
            if 0 <= col < len(self.layout_now):
                self.go(self.row, col)
                self._open_cell(adding)
            elif adding and step > 0:
                self.do_add()
            elif 0 <= self.row + step < len(self.source):
                columns = range(len(self.layout_now))
                col = next((c for c in (columns if step > 0 else reversed(columns)) if self._can_open(self.row + step, c)), self.col)
                self.go(self.row + step, col)
                self._open_cell(False)
            else:
                self._set_open(None)
        elif key in ("down", "up"):
            row = self.row + (1 if key == "down" else -1)
            self.go(row, self.col)
            if 0 <= row < len(self.source):
                self._open_cell(False)
            else:
                self._set_open(None)
        else:
            self._set_open(None)

    def _can_open(self, row: int, col: int) -> bool:
        return self.grid.place(row, self.layout_now[col][0]) is not None

    def _open_cell(self, adding: bool) -> None:
        place = self.place
        if place is None or self.column is None:
            self._set_open(None)
            return
        session = self.desk.reading.session
        editor = Editor.opened(kind_at(session, place), value_at(session, place), self.desk.reading)
        self._set_open(Open(self.column, editor, place, adding))
        self._drawn.pop(self.row, None)

    def _values(self, line: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a new row from one line: a tab, or what parts this list's lines, goes to the next cell that is not given."""
        columns = [c for c in self.plan.columns if isinstance(c.of, str) and c.alias == self.plan.table]
        fields = [field for c in columns if (field := str(c.of).split(".", 1)[1]) not in given]
        sign = self.plan.parted_by
        parts = line.split("\t") if "\t" in line else line.split(sign, 1) if sign else [line]
        found = {}
        for field, part in zip(fields, parts, strict=False):
            if part.strip():
                found[field] = field_of(self.plan.table, field).kind.parse(part.strip(), self.desk.reading)
        return found

    def _add_lines(self, lines: list[str]) -> None:
        """A row for each pasted line."""
        changes: list[Change] = []
        session, on = self.desk.reading.session, self.desk.reading.on
        first = self.plan.start(session, on) if self.plan.start else {}
        for number, line in enumerate(lines, 1):
            start = self.plan.start(session, on) if self.plan.start else {}
            row = new_id(session, self.plan.table)
            try:
                new = add(self.plan.table, **{"id": row, **start, **self._values(line, first)})
            except NotUnderstood as fault:
                self.desk.tell(say("Line {n}: {why}. Nothing was added.", n=number, why=fault.words))
                return
            added = together("", new, *(self.plan.then(session, row) if self.plan.then else ()))
            session = added(session)
            changes.append(added)
        words = say_n("Added {n} row", "Added {n} rows", len(lines))
        fault_words = self.desk.apply(together(words, *changes))
        self.desk.tell(fault_words or words)
        self.open = None
        self.reload()
        self.go(len(self.source) - 1, self.col)

    # -- what a key, the palette or a click asks -----------------------------------------------------------------------
    def choose(self) -> None:
        self.do_edit()

    def do_edit(self) -> None:
        """Opens the cell under the cursor; a computed one says so."""
        if not len(self.source):
            self.do_add()
        elif self.place is None:
            self.desk.tell(say("This is computed; it changes with what it is computed from."))
        else:
            self._open_cell(False)

    def do_add(self) -> None:
        """A new row, with its first cell open."""
        if not self.plan.table:
            self.desk.tell(say(self.plan.elsewhere) if self.plan.elsewhere else say("Nothing can be added to this list."))
            return
        reading = self.desk.reading
        self.open = None
        if self.view.filter:
            self.view = replace(self.view, filter="")
            self.reload()
        self.start = self.plan.start(reading.session, reading.on) if self.plan.start else {}
        own = [c for c, _x, _w in self.layout_now if isinstance(c.of, str) and c.alias == self.plan.table]
        column = next((c for c in own if str(c.of).split(".", 1)[1] not in self.start), own[0] if own else None)
        if column is None:
            return
        kind: Kind = field_of(self.plan.table, str(column.of).split(".", 1)[1]).kind
        self._set_open(Open(column, Editor.opened(kind, None, reading), None, True))

    def do_remove(self) -> None:
        """Takes the row away; undo brings it back."""
        place = self._own_place()
        if place is None:
            self.desk.tell(say(self.plan.elsewhere) if self.plan.elsewhere else say("Nothing can be removed from this list."))
            return
        reading = self.desk.reading
        name, cleared = row_name(reading.session, place), len(references_to(reading.session, place))
        fault = self.desk.apply(remove(place, reading.on))
        if fault is None and reading.session.find(place.table, place.id) and self.desk.reading.session.find(place.table, place.id):
            self.desk.tell(say("{row}: an earlier round names it, so it is retired and kept in the history.", row=name))
        elif fault is None and cleared:
            self.desk.tell(say_n("Removed: {row}. {n} reference was cleared. u brings it back.", "Removed: {row}. {n} references were cleared. u brings it back.", cleared, row=name))
        else:
            self.desk.tell(fault or say("Removed: {row}. u brings it back.", row=name))

    def _own_place(self) -> Place | None:
        """The record of this list's own table under the cursor."""
        if not self.plan.table or not self.row < len(self.source):
            return None
        row = self.grid.rows[self.row]
        return next((Place(p.table, p.id) for p in row.values() if p.table == self.plan.table), None)

    def do_toggle(self) -> None:
        """Yes becomes no; a choice becomes the next one; anything else opens."""
        place, session = self.place, self.desk.reading.session
        if place is None:
            return
        kind = kind_at(session, place)
        value = value_at(session, place)
        if isinstance(kind, YesNo):
            if value is None and kind.derived:
                value = derived.derived_value(session, place, self.desk.reading.on)
            self._put(place, not value)
        elif isinstance(kind, Choice) and not isinstance(value, tuple):
            values = [known for known, _words in kind.of]
            self._put(place, values[(values.index(value) + 1) % len(values)] if value in values else values[0])
        else:
            self._open_cell(False)

    def do_clear(self) -> None:
        """Empties the cell."""
        if self.place is not None:
            self._put(self.place, field_of(self.place.table, self.place.field).default if "[" not in self.place.field else False)

    def _put(self, place: Place, value: Any) -> None:
        if (fault := self.desk.apply(set_value(place, value))) is not None:
            self.desk.tell(fault)
        elif self.moved is not None:
            self.moved()

    def do_open(self) -> None:
        """The whole record as a form, each field with its help."""
        if self.row < len(self.source):
            places = self.grid.records(self.row)
            self.desk.open_record(places, row_name(self.desk.reading.session, places[0]))

    def do_down(self) -> None:
        """Moves the row one down."""
        self._move(1)

    def do_up(self) -> None:
        """Moves the row one up."""
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self._own_place()
        if place is None:
            self.desk.tell(say("The order of this list comes from the touchpoints and people."))
        elif self.view.sort is not None:
            self.desk.tell(say("The list is sorted; press s until it is in its own order, then move."))
        elif (fault := self.desk.apply(move(place, by))) is not None:
            self.desk.tell(fault)
        else:
            self.find(place)

    def do_fill_down(self) -> None:
        """Copies the cell to the same column of every row below."""
        place, column = self.place, self.column
        if place is None or column is None or self.plan.is_form:
            return
        below = [p for i in range(self.row + 1, len(self.source)) if (p := self.grid.place(i, column)) is not None]
        if below:
            fault = self.desk.apply(fill_down(place, below))
            self.desk.tell(fault or say_n("Filled {n} row below. u takes it back.", "Filled {n} rows below. u takes it back.", len(below)))

    def do_filter(self) -> None:
        """Shows only the rows that hold what is typed."""
        self.filtering = Line.of(self.view.filter)
        self._changed_state()

    def do_all_rows(self) -> None:
        """All rows in their own order."""
        if self.view != View():
            self.view = View()
            self.reload()
            self._changed_state()

    def do_sort(self) -> None:
        """By this column: up, down, and back to the record's own order."""
        column = self.column
        if column is None or self.plan.is_form:
            return
        if self.view.sort is not column:
            self.view = replace(self.view, sort=column, down=False)
        elif not self.view.down:
            self.view = replace(self.view, down=True)
        else:
            self.view = replace(self.view, sort=None, down=False)
        self.reload()
        words = say("In the record's own order") if self.view.sort is None else say("Sorted by {column}; the record's order stays", column=column.heading())
        self.desk.tell(words)
        self._changed_state()

    # -- mouse ---------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        if self.open is None:
            super().on_click(event)
            return
        over = self._stack_now().get(event.y)
        y = self.open_row - self.scroll_offset.y + self._heading
        box = len(self._box(self.open.editor, 20)[0])
        if over is not None and over[0] <= event.x < over[0] + over[1].cell_length and not y <= event.y < y + box:
            self._pick_at(event.y)
        elif over is None or not over[0] <= event.x < over[0] + over[1].cell_length:
            self._keep("click")
            if self.open is None:
                super().on_click(event)

    def _pick_at(self, y: int) -> None:
        assert self.open
        editor = self.open.editor
        first = max(0, min(editor.picked - SHOWN + 2, len(editor.offers) - SHOWN))
        lines = sorted(k for k, (_x, strip) in self._stack_now().items())
        text = self._stack_now()[y][1].text.strip()
        found = next((i for i, o in enumerate(editor.offers) if i >= first and fit(" " + display(o.text), self._stack_now()[y][1].cell_length).strip() == text), -1)
        if lines and found >= 0:
            self._set_open(replace(self.open, editor=replace(editor, picked=found)))
            self._keep("enter")


STOP = say("stop")
"""The answer of a new row that was left empty: adding is over."""
