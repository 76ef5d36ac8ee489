"""The sheet: every list of records on one widget, and what its keys, a paste and the mouse do to rows and
cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual import events
from textual.strip import Strip

from cxworkshop.commands import is_always, keyed, usual_key
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say, say_n
from cxworkshop.model.place import Place, row_name
from cxworkshop.sheets import row_changes
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.marks import Marked
from cxworkshop.sheets.paste import cells_of, rows_of
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.widgets.open_cell import TypedRows
from cxworkshop.widgets.overlay import Overlay, hint_of, last_line

PASTE_LIMIT = 50_000
"""Characters; more is refused in words, since a terminal that pastes megabytes freezes while it does."""


@dataclass(frozen=True)
class Ask:
    """A question asked once, and what yes does."""

    words: Words
    yes: Callable[[], None]


class Sheet(TypedRows):
    """A list of records, or a form, that is typed into."""

    KEYS = {
        "enter": "edit", "f2": "edit", "a": "add", "x": "remove", "space": "toggle", "o": "open_record",
        "J": "move_down", "K": "move_up",
        "upper_j": "move_down", "upper_k": "move_up", "alt+down": "move_down", "alt+up": "move_up",
        "ctrl+d": "fill_down", "D": "fill_all",
        "upper_d": "fill_all", "slash": "filter", "s": "sort", "delete": "clear", "escape": "let_go",
        "y": "copy", "ctrl+c": "copy",
        "shift+up": "mark_up", "shift+down": "mark_down", "shift+left": "mark_left",
        "shift+right": "mark_right",
    }  # fmt: skip

    def __init__(
        self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None
    ) -> None:
        super().__init__(desk, id=id, moved=moved)
        self.ask: Ask | None = None
        self.filtering: Line | None = None
        self.mark: tuple[int, int] | None = None

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        self.ask = self.filtering = self.mark = None
        super().set_plan(plan, row, col, view)

    def laid_over(self) -> Overlay:
        size = self.size.width, self.size.height
        if self.ask is not None:
            return last_line(str(self.ask.words), hint_of(True), size, self.look("cursor"))
        if self.filtering is not None:
            return last_line(f"/ {self.filtering.text}▏", hint_of(False), size, self.look("cursor"))
        return super().laid_over()

    # -- keys: one queue, one decision -----------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        if is_always(key) and (self.ask or self.filtering or self.open):
            return False
        if self.ask is not None:
            self._answer(key)
        elif self.filtering is not None:
            self._filter_key(key, character)
        elif self.open is not None:
            self.type_key(key, character)
        elif key == "escape" and self.view == View() and self.mark is None:
            return False
        elif (name := self.KEYS.get(usual_key(key, "sheet"))) is not None:
            getattr(self, f"do_{name}")()
        else:
            self._unmark()
            return super().take_key(key, character)
        return True

    def _answer(self, key: str) -> None:
        ask, self.ask = self.ask, None
        if ask is not None and key in ("enter", "y", "k"):
            ask.yes()
        self.changed_state()

    def _filter_key(self, key: str, character: str | None) -> None:
        line = self.filtering
        assert line is not None
        typed = line.insert(character) if character and character.isprintable() else line.press(key) or line
        self.filtering = None if key in ("enter", "escape") else typed
        self.look_at(replace(self.view, filter="" if key == "escape" else typed.text))
        self.changed_state()

    def clicked(self, event: events.Click) -> None:
        if self.open is None:
            self._unmark()
        super().clicked(event)

    # -- pasting and copying ---------------------------------------------------------------------------------
    def take_paste(self, text: str) -> bool:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = [line for line in text.split("\n") if line.strip()]
        if len(text) > PASTE_LIMIT:
            words = say(
                "That is {n} characters; at most {limit} can be pasted at once. Nothing was pasted.",
                n=len(text),
                limit=PASTE_LIMIT,
            )
            self.desk.tell(words)
        elif self.open is not None and (len(lines) < 2 or self.open.place is not None):
            self.type_text(text.strip("\n"))
        elif lines and self.plan.table and (self.open is not None or not len(self.source)):
            self._ask(
                say_n("Add {n} row?", "Add {n} rows?", len(lines)),
                lambda: rows_of(self.plan, lines, self.desk.reading),
            )
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
                self.settle()
                if len(self.source) > count:
                    self.go(len(self.source) - 1, self.col)
            self.desk.tell(fault or made.name(self.desk.reading.session))

        self.ask = Ask(words, yes)
        self.changed_state()

    def do_copy(self) -> None:
        """Copies the marked cells, or this one, as text parted by tabs."""
        if not len(self.source):
            return
        marked = self.marked
        self.app.copy_to_clipboard(marked.text(self.grid, self.shown))
        self.desk.tell(say_n("Copied {n} cell", "Copied {n} cells", len(marked.rows) * len(marked.columns)))
        self._unmark()

    # -- marked cells ----------------------------------------------------------------------------------------
    @property
    def marked(self) -> Marked:
        """The marked cells, or the one under the cursor."""
        return Marked.between(self.mark, (self.row, self.col))

    def line_below(self, i: int, y: int) -> Strip:
        if self.mark is None or i not in self.marked.rows:
            return super().line_below(i, y)
        marked, here = self.marked.columns, i == self.row
        line = "line" if here else "row"
        parts = [
            (
                self._aligned(c, cell, w),
                self.look("cursor")
                if here and j == self.col
                else self.look("edit" if j in marked else line, cell.tone),
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

    # -- rows and cells --------------------------------------------------------------------------------------
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
            self.open_here()

    def do_add(self) -> None:
        """A new row, with its first cell open."""
        self._unmark()
        if self.plan.table:
            self.open_new()
        else:
            self.desk.tell(self._elsewhere(say("Nothing can be added to this list.")))

    def do_remove(self) -> None:
        """Takes the row away; undo brings it back."""
        place = self._own_place
        if place is None:
            self.desk.tell(self._elsewhere(say("Nothing can be removed from this list.")))
        else:
            row_changes.take_away(self.desk, place)

    def _elsewhere(self, otherwise: Words) -> Words:
        return keyed(self.plan.elsewhere) if self.plan.elsewhere else otherwise

    @property
    def _own_place(self) -> Place | None:
        """The record of this list's own table under the cursor."""
        if not self.plan.table or not self.row < len(self.source):
            return None
        return next(
            (Place(p.table, p.id) for p in self.grid.rows[self.row].values() if p.table == self.plan.table),
            None,
        )

    def do_toggle(self) -> None:
        """Yes becomes no, a choice becomes the next one, in all marked cells; anything else opens."""
        if self.place is None:
            return
        value = row_changes.turned(self.desk, self.place)
        if value is NotImplemented:
            self.open_here()
        else:
            alike = [
                p
                for p in self.marked.places(self.grid, self.shown)
                if p.field == self.place.field or "[" in self.place.field
            ]
            row_changes.put(self.desk, alike, value)
            self.go(self.row, self.col)

    def do_clear(self) -> None:
        """Empties the marked cells."""
        row_changes.clear(self.desk, self.marked.places(self.grid, self.shown))
        self.go(self.row, self.col)

    def do_open_record(self) -> None:
        """The whole record as a form, each field with its help."""
        if self.row < len(self.source) and (places := self.grid.records(self.row)):
            self.desk.open_record(places, row_name(self.desk.reading.session, places[0]))

    def do_move_down(self) -> None:
        """Moves the row one down."""
        self._shift(1)

    def do_move_up(self) -> None:
        """Moves the row one up."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        place = self._own_place
        if row_changes.shift(self.desk, place, by, self.view.sort is not None) and place is not None:
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
            row_changes.fill(
                self.desk, place, [p for i in rows if (p := self.grid.place(i, column)) is not None]
            )
        self._unmark()

    # -- which rows, in which order --------------------------------------------------------------------------
    def do_filter(self) -> None:
        """Shows only the rows that hold what is typed."""
        self.filtering = Line.of(self.view.filter)
        self.changed_state()

    def do_sort(self) -> None:
        """By this column: up, down, and back to the record's own order."""
        column = self.column
        if column is None or self.plan.is_form:
            return
        up = self.view.sort is not column
        self.look_at(
            replace(
                self.view,
                sort=column if up or not self.view.down else None,
                down=not up and not self.view.down,
            )
        )
        own = say("In the record's own order")
        self.desk.tell(
            say("Sorted by {column}; the record's order stays", column=column.heading())
            if self.view.sort
            else own
        )
        self.changed_state()

    def do_let_go(self) -> None:
        """Lets the marked cells go, else shows all rows in their own order."""
        if self.mark is not None:
            self._unmark()
        else:
            self.look_at(View())
            self.changed_state()
