"""The lines below a sheet: the cell in full, the note of its row, and the help of its field."""

from __future__ import annotations

from itertools import islice

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.language import Words, _
from cxworkshop.method.derived import row_name
from cxworkshop.method.facts import telling
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.method.settling import aside_shown, asides_at
from cxworkshop.model.place import Place, kind_at, unread_at, value_at
from cxworkshop.sheets.cells import PRIORITY, Row
from cxworkshop.sheets.grid import NOT_SETTLED
from cxworkshop.sheets.text import display, fit, wrapped_lines
from cxworkshop.widgets.looks import look
from cxworkshop.widgets.sheet import Sheet

LOOKS = {
    "trouble": "bad",
    "misread": "bad",
    "name": "strong",
    "note": "unclear",
    "help": "muted",
    "message": "accent",
}
LINES, TALL = 3, 5
"""Lines below the rule in a workshop, and on a tall screen."""
NAME_WIDTH = 40
"""Cells of the name of a row before the value of its cell."""


class Detail(Widget):
    """A few lines below a rule. The help is last and takes the remaining lines."""

    DEFAULT_CSS = """
    Detail { height: 6; width: 100%; background: $background; color: $foreground;
        border-top: solid $panel; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.parts: list[tuple[str, str]] = []
        self.message: Words = ""
        self.is_whole = False
        """Whether the message takes all lines that it needs."""
        self.trouble: Words = ""

    def warn(self, words: Words) -> None:
        """Shows what is wrong above all else, until it is called with nothing."""
        if str(words) != str(self.trouble):
            self.trouble = words
            self.refresh()

    def tell(self, words: Words, *, is_whole: bool = False) -> None:
        """Shows a message, until the next key. One that `is_whole`, to be read aloud, has the lines it needs,
        up to a quarter of the screen; they stay until the next such one, so that nothing moves while one
        types."""
        self.message, self.is_whole = words, is_whole
        if is_whole:
            lines = sum(1 for _line in wrapped_lines(display(str(words)), max(10, self.size.width)))
            usual = TALL if self.screen.has_class("-tall") else LINES
            self.styles.height = min(lines + 1, self.app.size.height // 4) if lines > usual else None
        self.refresh()

    def show(self, sheet: Sheet) -> None:
        """Shows the cell under the cursor."""
        parts = _parts(sheet)
        if parts != self.parts:
            self.parts = parts
            self.refresh()

    def clear_message(self) -> None:
        """Removes the message."""
        if self.message:
            self.message = ""
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines: list[tuple[str, str]] = []
        misread = [text.removeprefix("! ") for name, text in self.parts if name == "misread"]
        is_told = self.message and str(self.message) not in misread
        parts = [("message", str(self.message)), *self.parts] if is_told else self.parts
        parts = [("trouble", f"! {self.trouble}"), *parts] if self.trouble else parts
        for k, (name, text) in enumerate(parts):
            left = max(1, self.size.height - len(lines))
            spared = 0 if self.is_whole else len(self.parts)
            most = max(2, left - spared) if name == "message" else min(2, left)
            room = most if k < len(parts) - 1 else left  # the last part takes the rest
            seen = islice(wrapped_lines(display(text), max(10, width)), room + 1)
            whole = [line for _begin, line in seen]
            cut = [*whole[: room - 1], fit(f"{whole[room - 1]}…", width)] if len(whole) > room else whole
            lines += [(name, line) for line in cut]
        if y >= len(lines):
            return Strip.blank(width, base)
        name, text = lines[y]
        return Strip([Segment(text, base + look(self.app.theme, LOOKS[name]))]).adjust_cell_length(
            width, base
        )


def _parts(sheet: Sheet) -> list[tuple[str, str]]:
    """The parts that are not empty: look and text."""
    reading, place = sheet.desk.reading, sheet.place
    row = sheet.grid.rows[sheet.row] if sheet.row < len(sheet.source) else None
    if sheet.open is not None:
        kind = sheet.open.editor.kind
        cell = sheet.state.cell
        parts = [
            ("misread", f"! {cell.misread}" if cell.misread else ""),
            ("name", str(cell.beginning) or _(kind.label)),
            ("help", _(kind.help)),
        ]
    elif row is None:
        parts = []
    else:
        note = str(sheet.plan.note(reading, row)) if sheet.plan.note else ""
        if place is not None:
            kind = kind_at(reading.session, place)
            parts = [("name", _recorded_cell(sheet, place)), ("note", note), ("help", _(kind.help))]
        else:
            parts = [("name", _computed_cell(sheet, row, note)), ("note", note)]
        if sheet.grid.is_about_priority(sheet.row) and parts[0][1]:  # the mark in the list is the cursor's
            parts[0] = ("name", f"{PRIORITY}{parts[0][1]}")
    return [(name, text) for name, text in parts if text]


def _recorded_cell(sheet: Sheet, place: Place) -> str:
    """The name of the row, the label of the field and its value, with words that could not be read as one."""
    reading = sheet.desk.reading
    kind = kind_at(reading.session, place)
    value = "" if place.table in BLIND_TABLES else kind.show(value_at(reading.session, place), reading)
    if value and telling.is_mark(place):
        value = telling.said_at(reading.session, place, reading.on)[0] or value
    if place.table not in BLIND_TABLES and (words := unread_at(reading.session, place)):
        value = f"{value} !{words}".strip()
    if others := asides_at(reading.session, place):
        value = f"{value} {' '.join(f'{NOT_SETTLED} {aside_shown(reading.session, row)}' for row in others)}"
    name = "" if sheet.plan.is_form or "[" in place.field else row_name(reading.session, place)
    label = _(kind.label)
    if name not in ("", value):  # a long name must leave room for the value
        label = f"{fit(name, NAME_WIDTH).rstrip() if value else name} · {label}"
    return f"{label}: {value}" if value else label


def _computed_cell(sheet: Sheet, row: Row, note: str) -> str:
    """The heading and the text; where the text is readable elsewhere, the name of the row instead, as that
    may be cut in its own column."""
    column, _x, width = sheet.column_layout[sheet.col]
    text = sheet.grid.cell(sheet.row, column).text
    if text not in note and cell_len(display(text)) > width:
        return f"{column.heading()}: {text}"
    subject = next((place for place in row.values() if place.table), None)
    name = row_name(sheet.desk.reading.session, subject) if subject is not None else ""
    return "" if name == text else name
