"""The lines below a sheet: the cell in full, what its row still needs, and the help of the field."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.language import Words, _
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.place import kind_at, row_name, value_at
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look
from cxworkshop.widgets.sheet import Sheet

LOOKS = {"name": "strong", "note": "unclear", "help": "muted", "tell": "accent"}


NAMED = 40
"""Cells of a row's name before what stands in its cell."""


class Detail(Widget):
    """A few lines, and a rule above them. The help comes last and takes the room that is left."""

    DEFAULT_CSS = """
    Detail { height: 6; width: 100%; background: $background; color: $foreground;
        border-top: solid $panel; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.parts: list[tuple[str, str]] = []
        self.told: Words = ""

    def tell(self, words: Words) -> None:
        """Says something until the next key."""
        self.told = words
        self.refresh()

    def show(self, sheet: Sheet) -> None:
        """The cell the cursor is on."""
        parts = _parts(sheet)
        if parts != self.parts:
            self.parts = parts
            self.refresh()

    def clear_told(self) -> None:
        """Forgets what was said in passing."""
        if self.told:
            self.told = ""
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines: list[tuple[str, str]] = []
        parts = [("tell", str(self.told)), *self.parts] if self.told else self.parts
        for k, (name, text) in enumerate(parts):
            left = max(1, self.size.height - len(lines))
            most = max(2, left - len(self.parts)) if name == "tell" else min(2, left)
            room = most if k < len(parts) - 1 else left  # what comes last takes what is left
            whole = [line for _begin, line in wrap(display(text), max(10, width))]
            cut = [*whole[: room - 1], fit(f"{whole[room - 1]}…", width)] if len(whole) > room else whole
            lines += [(name, line) for line in cut]
        if y >= len(lines):
            return Strip.blank(width, base)
        name, text = lines[y]
        return Strip([Segment(text, base + look(self.app.theme, LOOKS[name]))]).adjust_cell_length(
            width, base
        )


def _parts(sheet: Sheet) -> list[tuple[str, str]]:
    reading, place = sheet.desk.reading, sheet.place
    row = sheet.grid.rows[sheet.row] if sheet.row < len(sheet.source) else None
    note = (
        str(sheet.plan.note(reading, row))
        if sheet.plan.note and row is not None and sheet.open is None
        else ""
    )
    found: list[tuple[str, str]] = []
    if sheet.open is not None:
        kind = sheet.open.editor.kind
        found = [("name", _(kind.label)), ("help", _(kind.help))]
    elif place is not None:
        kind = kind_at(reading.session, place)
        value = "" if place.table in BLIND_TABLES else kind.show(value_at(reading.session, place), reading)
        named = "" if sheet.plan.is_form or "[" in place.field else row_name(reading.session, place)
        if named in ("", value):
            label = _(kind.label)
        else:  # what stands in the cell matters more than all of a long name
            label = f"{fit(named, NAMED).rstrip() if value else named} · {_(kind.label)}"
        found = [("name", f"{label}: {value}" if value else label), ("note", note), ("help", _(kind.help))]
    elif row is not None:
        column, _x, width = sheet.column_layout[sheet.col]
        text, subject = (
            sheet.grid.cell(sheet.row, column).text,
            next((p for p in row.values() if p.table), None),
        )
        head = f"{column.heading()}: {text}"
        if (
            text in note or cell_len(display(text)) <= width
        ):  # it is read as it is; whose it is may be cut in its own column
            named = row_name(reading.session, subject) if subject is not None else ""
            head = "" if named == text else named
        found = [("name", head), ("note", note)]
    return [(name, text) for name, text in found if text]
