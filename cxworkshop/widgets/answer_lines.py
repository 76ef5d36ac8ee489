"""The grid of blind answers as it is drawn: a row for each question, a column for each paper slip."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.grid import COVERED
from cxworkshop.sheets.others import initials
from cxworkshop.sheets.paper_slips import PaperSlips
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look


class AnswerLines(ScrollView, can_focus=True):
    """Draws slips."""

    DEFAULT_CSS = """
    AnswerLines { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self, slips: PaperSlips, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.slips = slips
        self.row = self.col = 0
        self.uncovered_rows: set[int] = set()
        """The rows of the current slip that were keyed since the cursor came to it."""
        self.typed = ""
        """The characters of an answer of several, until a key leaves it."""
        self.keyed_last: tuple[int, int] | None = None
        """Where an answer was keyed, until the next key: it is in sight also when its slip was the last."""
        self.lines: list[tuple[int, bool, str]] = []
        """The lines below the headings: row, whether it is the first line of that row, and text."""

    @property
    def is_past_end(self) -> bool:
        """Whether the cursor is after the last answer of the last slip."""
        return self.row >= len(self.slips.questions)

    @property
    def cut_question(self) -> str:
        """The current question if only its beginning is visible, else empty."""
        if self.is_past_end or not any(
            row == self.row and text.endswith("…") for row, _first, text in self.lines
        ):
            return ""
        return self.slips.questions[self.row]

    def _lay_out(self) -> None:
        """Lays out whole questions, with empty lines between them, where there is room; else the beginning of
        each."""
        width, room = self._columns()[0] - 2, self.size.height - 1
        questions = [display(question) for question in self.slips.questions]
        blocks = [[line for _begin, line in wrap(question, width)] for question in questions]
        count = sum(map(len, blocks))
        if count > room:
            blocks = [[fit(question, width)] for question in questions]
        elif count > len(blocks) and count + len(blocks) <= room:
            blocks = [[*lines, ""] for lines in blocks]
        self.lines = [(row, k == 0, text) for row, lines in enumerate(blocks) for k, text in enumerate(lines)]
        self.virtual_size = Size(self.size.width, len(self.lines) + 1)
        self._reveal()
        self.refresh()

    def _columns(self) -> tuple[int, int, range]:
        """The width of the questions, the width of a slip, and the visible slips."""
        width, count = self.size.width - 2, max(1, len(self.slips.headings))
        slip_width = max((cell_len(heading) for heading in self.slips.headings), default=3) + 2
        longest = max((cell_len(display(question)) for question in self.slips.questions), default=10) + 2
        label_width = max(18, min(longest, width - slip_width * count))
        room = max(1, (width - label_width) // slip_width)
        first = max(0, min(self.col - room // 2, count - room))
        return label_width, slip_width, range(first, min(len(self.slips.headings), first + room))

    def render_line(self, y: int) -> Strip:
        label_width, slip_width, visible = self._columns()
        base = self._look("row")
        if y == 0:
            headings = [
                Segment(
                    fit(display(self.slips.headings[col]), slip_width), self._look(self._heading_look(col))
                )
                for col in visible
            ]
            corner = Segment(fit("", label_width + 1), self._look("header"))
            return Strip([corner, *headings]).adjust_cell_length(self.size.width, base)
        at = y - 1 + self.scroll_offset.y
        if at >= len(self.lines):
            return Strip.blank(self.size.width, base)
        row, is_first, text = self.lines[at]
        is_current = row == self.row and self.slips.is_open
        parts = [
            Segment(
                ("▶" if is_current and is_first else " ") + fit(text, label_width - 1) + " ",
                self._look("line") if is_current and text else base,
            )
        ]
        parts += [self._cell(row if is_first else -1, col, slip_width) for col in visible]
        return Strip(parts).adjust_cell_length(self.size.width, base)

    def _heading_look(self, col: int) -> str:
        if col == self.col and self.slips.is_open:
            return "slip"
        return "done" if self.slips.is_complete(col) else "header"

    def _cell(self, row: int, col: int, width: int) -> Segment:
        sign = self.slips.sign(row, col) if row >= 0 else ""
        if self.typed and (row, col) == (self.row, self.col):
            return Segment(fit(self.typed, width), self._look("cursor"))
        if name := self.slips.name_at(row, col) if row >= 0 else "":
            return Segment(fit(f"{COVERED if sign else ' '} {initials(name)}", width), self._look("covered"))
        if sign and not self.slips.is_own(row, col, sign):  # whatever stands there, it was not keyed in here
            sign = COVERED
        if (row, col) == self.keyed_last:
            return Segment(fit(sign, width), self._look("line"))
        if col != self.col or not self.slips.is_open or self.is_past_end:
            return Segment(fit(COVERED if sign else "", width), self._look("covered"))
        if sign and row not in self.uncovered_rows:
            sign = COVERED
        return Segment(fit(sign, width), self._look("cursor" if row == self.row else "line"))

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        row = min(self.row, len(self.slips.questions) - 1)
        line = next((i for i, (owner, _first, _text) in enumerate(self.lines) if owner == row), 0)
        if line < top:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True, immediate=True)
