"""How the slips of a blind ballot are drawn: a row for each question, a column for each paper slip.

Answers are covered except those just keyed, so that nobody who moves to a slip sees what it says.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.grid import COVERED
from cxworkshop.sheets.paper_slips import PaperSlips
from cxworkshop.sheets.text import display, fit, shorten, wrap
from cxworkshop.widgets.looks import look


class SlipsView(ScrollView):
    """Draws slips, with a cursor that their keys move."""

    DEFAULT_CSS = """
    SlipsView { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self, slips: PaperSlips, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.slips = slips
        self.row = self.col = 0
        self.uncovered: dict[str, str] = {}
        """What was keyed on the current slip since the cursor came to it, by question. Whatever else stands
        there is covered: what an undo has put back or another laptop has keyed over it, too."""
        self.typed = ""
        """The characters of an answer of several, until a key leaves it."""
        self.keyed_last: tuple[str, str, str] | None = None
        """The answer (question, person, sign) keyed last, until the next key: it is in sight also when its
        slip was the last."""
        self.taken: Mapping[str, str] = {}
        """Who else is at a slip, by its person."""
        self.lines: list[tuple[int, bool, str]] = []
        """The lines below the headings: row, whether it is the first line of that row, and text."""

    def show(self, slips: PaperSlips) -> None:
        """Shows other slips, with the cursor at the first missing answer of those who answer on paper."""
        self.slips, self.typed, self.keyed_last = slips, "", None
        self.uncovered.clear()
        self.row, self.col = slips.begin(self.taken)
        self._lay_out()

    def follow(self, slips: PaperSlips) -> None:
        """Shows the same slips as they are now, with the cursor where it was."""
        before, is_past_end = self.slips, self.is_past_end
        if not (before.keys and before.people) or not (slips.keys and slips.people):
            self.show(slips)
            return
        person, question = before.people[self.col].id, before.keys[min(self.row, len(before.keys) - 1)]
        self.slips = slips
        people = [one.id for one in slips.people]
        if person not in people or question not in slips.keys:
            self.typed = ""
        if person not in people:
            self.uncovered.clear()
        self.col = people.index(person) if person in people else min(self.col, len(people) - 1)
        self.row = (
            list(slips.keys).index(question) if question in slips.keys else min(self.row, len(slips.keys) - 1)
        )
        if is_past_end:
            self.row, self.col = len(slips.keys), len(people) - 1
        self._lay_out()

    def show_taken(self, taken: Mapping[str, str]) -> None:
        """Shows who else is at a slip, by its person."""
        if taken != self.taken:
            self.taken = taken
            self._lay_out()

    @property
    def _head(self) -> int:
        """Lines above the questions: the slips, and who else is at one."""
        return 2 if self.taken else 1

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
        width, room = self._columns()[0] - 2, self.size.height - self._head
        questions = [display(question) for question in self.slips.questions]
        blocks = [[line for _begin, line in wrap(question, width)] for question in questions]
        count = sum(map(len, blocks))
        if count > room:
            blocks = [[fit(question, width)] for question in questions]
        elif count > len(blocks) and count + len(blocks) <= room:
            blocks = [[*lines, ""] for lines in blocks]
        self.lines = [(row, k == 0, text) for row, lines in enumerate(blocks) for k, text in enumerate(lines)]
        self.virtual_size = Size(self.size.width, len(self.lines) + self._head)
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
        if y < self._head:
            return self._others(label_width, slip_width, visible)
        at = y - self._head + self.scroll_offset.y
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

    def _others(self, label_width: int, slip_width: int, visible: range) -> Strip:
        """Who else is at a slip, below its heading."""
        base, tag = self._look("row"), self._look("on accent")
        segments = [Segment(fit("", label_width + 1), base)]
        for col in visible:
            name = shorten(display(self.taken.get(self.slips.people[col].id, "")), slip_width - 1)
            segments += [Segment(name, tag), Segment(fit("", slip_width - cell_len(name)), base)]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _heading_look(self, col: int) -> str:
        if col == self.col and self.slips.is_open:
            return "slip"
        return "done" if self.slips.is_complete(col) else "header"

    def _cell(self, row: int, col: int, width: int) -> Segment:
        sign = self.slips.sign(row, col) if row >= 0 else ""
        if self.typed and (row, col) == (self.row, self.col):
            return Segment(fit(self.typed, width), self._look("cursor"))
        if sign and (self.slips.keys[row], self.slips.people[col].id, sign) == self.keyed_last:
            return Segment(fit(sign, width), self._look("line"))
        if col != self.col or not self.slips.is_open or self.is_past_end:
            return Segment(fit(COVERED if sign else "", width), self._look("covered"))
        if sign and self.uncovered.get(self.slips.keys[row]) != sign:
            sign = COVERED
        return Segment(fit(sign, width), self._look("cursor" if row == self.row else "line"))

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - self._head)
        row = min(self.row, len(self.slips.questions) - 1)
        line = next((i for i, (owner, _first, _text) in enumerate(self.lines) if owner == row), 0)
        if line < top:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True, immediate=True)
