"""The grid that blind answers are keyed into: questions down, a slip of paper a column, one character an
answer.

Every letter and sign is an answer here. Answers are covered but for those just keyed: nobody who comes to a
slip sees what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.grid import COVERED
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look


class Slips(Protocol):
    """The slips of paper behind a grid."""

    @property
    def questions(self) -> Sequence[str]: ...

    @property
    def heads(self) -> Sequence[str]:
        """What stands above each slip."""

    @property
    def is_open(self) -> bool:
        """Whether answers may still be put."""

    def sign(self, row: int, col: int) -> str:
        """The character of an answer; empty when there is none, `COVERED` when it is kept without a name."""

    def is_in(self, col: int) -> bool:
        """Whether nothing is lacking on a slip."""

    def put(self, row: int, col: int, sign: str) -> bool:
        """Keeps an answer, or none for an empty sign; False when the character means nothing here."""


class AnswerGrid(ScrollView, can_focus=True):
    """Draws slips and owns their keys. `moved` is told that the cursor is elsewhere, `refused` which
    character means nothing."""

    DEFAULT_CSS = """
    AnswerGrid { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self,
        slips: Slips,
        *,
        moved: Callable[[], object],
        refused: Callable[[str], object],
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.slips = slips
        self.row = self.col = 0
        self.uncovered: set[int] = set()
        """The rows of the slip at hand that were keyed since the cursor came to it."""
        self.lines: list[tuple[int, bool, str]] = []
        """Below the heads: the row a line belongs to, whether it is that row's first one, and its text."""
        self.moved, self.refused = moved, refused

    # -- what is shown ---------------------------------------------------------------------------------------
    def show(self, slips: Slips) -> None:
        """Other slips, from the first answer that is lacking."""
        self.slips = slips
        self.uncovered.clear()
        self.row, self.col = next(
            (
                (r, c)
                for c in range(len(slips.heads))
                if not slips.is_in(c)
                for r in range(len(slips.questions))
                if not slips.sign(r, c)
            ),
            (len(slips.questions), max(0, len(slips.heads) - 1)),
        )
        self._lay_out()

    @property
    def is_past_the_last(self) -> bool:
        """Whether the last answer of the last slip is behind the cursor."""
        return self.row >= len(self.slips.questions)

    @property
    def cut(self) -> str:
        """The question at hand where there is no room for all of it; else empty."""
        if self.is_past_the_last or not any(
            row == self.row and text.endswith("…") for row, _first, text in self.lines
        ):
            return ""
        return self.slips.questions[self.row]

    def on_resize(self) -> None:
        before = self.cut
        self._lay_out()
        if self.cut != before:
            self.moved()

    def _lay_out(self) -> None:
        """Whole questions, with air between them, where there is room for all; else the beginning of each."""
        width, room = self._columns()[0] - 2, self.size.height - 1
        whole = [[line for _begin, line in wrap(display(one), width)] for one in self.slips.questions]
        count = sum(map(len, whole))
        if count > room:
            whole = [[fit(display(one), width)] for one in self.slips.questions]
        elif count > len(whole) and count + len(whole) <= room:
            whole = [[*lines, ""] for lines in whole]
        self.lines = [(row, k == 0, text) for row, lines in enumerate(whole) for k, text in enumerate(lines)]
        self.virtual_size = Size(self.size.width, len(self.lines) + 1)
        self._reveal()
        self.refresh()

    def _columns(self) -> tuple[int, int, range]:
        """The width of the questions, of a slip, and which slips are in sight."""
        width, count = self.size.width - 2, max(1, len(self.slips.heads))
        wide = max((cell_len(head) for head in self.slips.heads), default=3) + 2
        longest = max((cell_len(display(one)) for one in self.slips.questions), default=10) + 2
        label = max(18, min(longest, width - wide * count))
        room = max(1, (width - label) // wide)
        first = max(0, min(self.col - room // 2, count - room))
        return label, wide, range(first, min(len(self.slips.heads), first + room))

    def render_line(self, y: int) -> Strip:
        label, wide, seen = self._columns()
        base = self._look("row")
        if y == 0:
            heads = [
                Segment(fit(display(self.slips.heads[col]), wide), self._look(self._head(col)))
                for col in seen
            ]
            return Strip([Segment(fit("", label + 1), self._look("header")), *heads]).adjust_cell_length(
                self.size.width, base
            )
        at = y - 1 + self.scroll_offset.y
        if at >= len(self.lines):
            return Strip.blank(self.size.width, base)
        row, is_first, text = self.lines[at]
        here = row == self.row and self.slips.is_open
        parts = [
            Segment(
                ("▶" if here and is_first else " ") + fit(text, label - 1) + " ",
                self._look("line") if here and text else base,
            )
        ]
        parts += [self._cell(row if is_first else -1, col, wide) for col in seen]
        return Strip(parts).adjust_cell_length(self.size.width, base)

    def _head(self, col: int) -> str:
        if col == self.col and self.slips.is_open:
            return "slip"
        return "done" if self.slips.is_in(col) else "header"

    def _cell(self, row: int, col: int, wide: int) -> Segment:
        sign = self.slips.sign(row, col) if row >= 0 else ""
        if col != self.col or not self.slips.is_open or self.is_past_the_last:
            return Segment(fit(COVERED if sign else "", wide), self._look("covered"))
        if sign and row not in self.uncovered:
            sign = COVERED
        return Segment(fit(sign, wide), self._look("cursor" if row == self.row else "line"))

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    # -- keys ------------------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        if not self.slips.is_open:
            return bool(character and character.isprintable())
        match key:
            case "up":
                self.go(self.row - 1, self.col)
            case "down" | "enter":
                self.go(self.row + 1, self.col)
            case "left" | "right":
                self.go(
                    min(self.row, len(self.slips.questions) - 1), self.col + (1 if key == "right" else -1)
                )
            case "home" | "pageup":
                self.go(0, self.col)
            case "end" | "pagedown":
                self.go(len(self.slips.questions) - 1, self.col)
            case "ctrl+home":
                self.go(0, 0)
            case "backspace":
                self._take_back()
            case "space" | "delete":
                self._put("")
            case _ if character and character.isprintable():
                self._put(character)
            case _:
                return False
        return True

    def take_paste(self, text: str) -> bool:
        """A pasted run of answers is keyed one after the other; line ends part nothing."""
        for sign in text:
            if sign.isprintable():
                self.take_key("space" if sign == " " else sign, sign)
        return True

    def _put(self, sign: str) -> None:
        if self.is_past_the_last:
            self.refused(sign)
        elif self.slips.put(self.row, self.col, sign):
            self.uncovered.add(self.row)
            self._on()
        else:
            self.refused(sign)

    def _on(self) -> None:
        """Down the slip, then to the top of the next one."""
        last = len(self.slips.questions) - 1
        if self.row < last or self.col == len(self.slips.heads) - 1:
            self.go(self.row + 1, self.col)
        else:
            self.go(0, self.col + 1)

    def _take_back(self) -> None:
        """Empties the answer under the cursor; where there is none, the one keyed before."""
        if self.is_past_the_last or not self.slips.sign(self.row, self.col):
            if self.row:
                self.go(self.row - 1, self.col)
            elif self.col:
                self.go(len(self.slips.questions) - 1, self.col - 1)
        self.slips.put(self.row, self.col, "")
        self.go(self.row, self.col)

    def go(self, row: int, col: int) -> None:
        """Moves the cursor; below the last answer of the last slip there is one place more."""
        slip = max(0, min(col, len(self.slips.heads) - 1))
        if slip != self.col:
            self.uncovered.clear()
        self.col = slip
        beyond = 1 if self.col == len(self.slips.heads) - 1 else 0
        self.row = max(0, min(row, len(self.slips.questions) - 1 + beyond))
        self._reveal()
        self.refresh()
        self.moved()

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        row = min(self.row, len(self.slips.questions) - 1)
        line = next((at for at, (of, _first, _text) in enumerate(self.lines) if of == row), 0)
        if line < top:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        label, wide, seen = self._columns()
        line, col = event.y - 1 + self.scroll_offset.y, (event.x - label - 1) // wide
        if self.slips.is_open and 0 <= line < len(self.lines) and 0 <= col < len(seen):
            self.go(self.lines[line][0], seen[col])
