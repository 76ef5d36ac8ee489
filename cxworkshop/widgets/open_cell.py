"""The open cell: rows that are typed into, on a widget that owns all its keys and draws the open cell itself.

Opening a cell mounts, moves and focuses nothing: it is another state and one line painted again. So keys
typed ahead, at any speed, meet the state the keys before them left. A change travels to the desk (the
screen), which answers with a new session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip

from cxworkshop.commands import Command, commands_in
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.place import Place, field_of, kind_at, value_at
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.commit import newcomer_in, row_kept, value_kept
from cxworkshop.sheets.editor import Editor
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.sheets.text import display, fit
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.grid_view import GridView
from cxworkshop.widgets.overlay import Overlay, overlay


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
        found = [
            one
            for one in commands_in("new_row" if self.adding else "cell")
            if not picks or one.id != "keep_below"
        ]
        return self.column, [*found[:1], *commands_in("choices"), *found[1:]] if picks else found


class TypedRows(GridView):
    """Rows of which one cell, or the first of a new row, may be open."""

    def __init__(
        self, desk: Desk, *, id: str | None = None, moved: Callable[[], object] | None = None
    ) -> None:
        super().__init__(desk, id=id, moved=moved)
        self.open: Open | None = None
        self.start: dict[str, Any] = {}
        self.fault: Words = ""
        self._over: Overlay | None = None

    def set_plan(self, plan: SheetPlan, row: int = 0, col: int = 0, view: View = View()) -> None:
        self.open, self.fault = None, ""
        super().set_plan(plan, row, col, view)

    @property
    def is_open(self) -> bool:
        return self.open is not None

    @property
    def line_count(self) -> int:
        return len(self.source) + (1 if self.open and self.open.place is None else 0)

    @property
    def open_row(self) -> int:
        return len(self.source) if self.open and self.open.place is None else self.row

    # -- how it is drawn -------------------------------------------------------------------------------------
    def _set_open(self, open: Open | None, fault: Words = "") -> None:
        """Another state of the open cell; only the lines it touches are painted again."""
        before, counted, covered, top = (
            self.open,
            self.line_count,
            set(self._overlay.lines),
            self.scroll_offset.y,
        )
        self.open, self.fault, self._over = open, fault, None
        if open is None:
            self.settle()
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

    def changed_state(self) -> None:
        self._over = None
        super().changed_state()

    def _lay_out(self) -> None:
        self._over = None
        if self.open is not None:  # it stays in sight while the window is pulled
            self.wanted = self.open.column
        super()._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._over = None

    @property
    def _overlay(self) -> Overlay:
        if self._over is None:
            self._over = self.laid_over()
        return self._over

    def laid_over(self) -> Overlay:
        """What lies over the lines now."""
        if self.open is None:
            return Overlay()
        x, width = next(((x + 1, w) for c, x, w in self.layout_now if c is self.open.column), (1, 20))
        at, size = (
            (x, self.open_row - self.scroll_offset.y + self._heading),
            (self.size.width, self.size.height),
        )
        found = overlay(
            self.open.editor, self.fault, at=at, width=width, top=self._heading, size=size, look=self.look
        )
        self.app.cursor_position = self.content_region.offset + Offset(
            *found.caret
        )  # where input methods open
        return found

    def line(self, i: int, y: int) -> Strip:
        return self._overlay.over(self.line_below(i, y), y)

    def line_below(self, i: int, y: int) -> Strip:
        """The strip of line `i` without what lies over it."""
        if self.open and i == self.open_row:
            return self._open_line(i)
        if self.open and i == self.row:  # a new row is being typed: the cursor is there and not here
            return self._plain_line(self._cells(i), "row")
        return super().line(i, y)

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
            return Cell(
                field_of(self.plan.table, column.field).kind.show(
                    self.start[column.field], self.desk.reading
                ),
                "muted",
            )
        return Cell()

    # -- typing ----------------------------------------------------------------------------------------------
    def type_key(self, key: str, character: str | None) -> None:
        """Does what a key means in the open cell."""
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

    def type_text(self, text: str) -> None:
        """Has pasted text in the open cell."""
        if self.open is not None:
            self._set_open(replace(self.open, editor=self.open.editor.typed(text)))

    @property
    def typing(self) -> Draft | None:
        """The text in the open cell, and which cell that is. A blind figure is kept nowhere but in its own
        sealed place."""
        if self.open is None or not self.open.editor.touched or not self.open.editor.line.text:
            return None
        place = self.open.place
        if place is not None and place.table in BLIND_TABLES:
            return None
        where = {"field": self.open.column.field} if place is None else place._asdict()
        return Draft(self.open.editor.line.text, {"sheet": self.plan.id, **where})

    def resume(self, text: str) -> None:
        """Has the text in the open cell, as if it had just been typed there."""
        if self.open is not None:
            self._set_open(replace(self.open, editor=self.open.editor.with_text(text)))

    def clicked(self, event: events.Click) -> None:
        if self.open is None:
            super().clicked(event)
        elif (offer := self._overlay.offers.get(event.y)) is not None and self._overlay.holds(
            event.x, event.y
        ):
            self._set_open(replace(self.open, editor=replace(self.open.editor, picked=offer, touched=True)))
            self._keep("click")
        elif (at := self._overlay.text_at(event.x, event.y)) is not None:
            editor = self.open.editor
            self._set_open(replace(self.open, editor=replace(editor, line=replace(editor.line, at=at))))
        elif not self._overlay.holds(event.x, event.y):
            self._keep("click")
            if not self.is_open:
                super().clicked(event)

    # -- opening, keeping, going on --------------------------------------------------------------------------
    def open_here(self, adding: bool = False) -> None:
        """Opens the cell under the cursor."""
        place = self.place
        if place is None or self.column is None:
            self._set_open(None)
            return
        session = self.desk.reading.session
        editor = Editor.opened(kind_at(session, place), value_at(session, place), self.desk.reading)
        self._set_open(Open(self.column, editor, place, adding))

    def open_new(self) -> None:
        """A new row, with its first cell open that it does not begin with."""
        reading = self.desk.reading
        self.open = None
        self.show_all()
        self.start = self.plan.start(reading.session, reading.on) if self.plan.start else {}
        asked = self.plan.asked
        column = next((c for c in asked if c.field not in self.start), asked[0] if asked else None)
        if column is not None:
            self.bring_in(column)
            self._set_open(
                Open(
                    column,
                    Editor.opened(field_of(self.plan.table, column.field).kind, None, reading),
                    None,
                    True,
                )
            )

    def _keep(self, key: str) -> None:
        open = self.open
        assert open
        try:
            value = open.editor.value()
            if open.place is None and value in (None, "", ()):
                self._set_open(None)  # a new row left empty: adding is over
                return
            fault = (
                self._keep_new(open, value) if open.place is None else self._keep_changed(open.place, value)
            )
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
            self.col = self.bring_in(open.column)
        return fault

    def _keep_changed(self, place: Place, value: Any) -> Words | None:
        change = value_kept(place, value, self.desk.reading)
        fault = None if change is None else self.desk.apply(change)
        if fault is None:
            self.stay_with(place)
        return fault

    def _go_on(self, key: str, adding: bool) -> None:
        """Where Enter, Tab and the arrows lead from a cell that was kept."""
        self.open = None
        step = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(key, 0)
        if key == "enter" and adding:
            self.open_new()
        elif key in ("tab", "shift+tab") and adding:
            self._ask_on(step)
        elif key in ("tab", "shift+tab"):
            self._go_sideways(step)
        elif step and 0 <= self.row + step < len(self.source):
            self.go(self.row + step, self.col)
            self.open_here()
        else:
            self._set_open(None)

    def _ask_on(self, step: int) -> None:
        """What a new row asks for next; past its end the next new row."""
        asked = self.plan.asked
        to = next((i for i, column in enumerate(asked) if column is self.column), 0) + step
        if to >= len(asked):
            self.open_new()
        else:
            self.go(self.row, self.bring_in(asked[max(0, to)]))
            self.open_here(True)

    def _go_sideways(self, step: int) -> None:
        """The next cell of the row that can be opened; past its end the next row."""
        found = next((c for c in self._columns(self.row, step) if (c - self.col) * step > 0), None)
        if found is not None:
            self.go(self.row, found)
            self.open_here()
        elif 0 <= self.row + step < len(self.source):
            self.go(self.row + step, next(iter(self._columns(self.row + step, step)), self.col))
            self.open_here()
        else:
            self._set_open(None)

    def _columns(self, row: int, step: int) -> list[int]:
        """The columns of a row that can be opened, in the direction of the step."""
        return [
            c
            for c in range(len(self.layout_now))[::step]
            if self.grid.place(row, self.layout_now[c][0]) is not None
        ]
