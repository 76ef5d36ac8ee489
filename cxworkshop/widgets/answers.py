"""The grid into which blind answers are keyed: a row for each question, a column for each paper slip, one
character an answer.

Every printable character is an answer here. Answers are covered except those just keyed, so that nobody who
moves to a slip sees what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.sheets.grid import COVERED
from cxworkshop.sheets.paper_slips import PaperSlips
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look


class AnswerGrid(ScrollView, can_focus=True):
    """Draws slips and handles their keys. Calls `moved` when the cursor moved, and `refused` with a character
    that is no answer."""

    DEFAULT_CSS = """
    AnswerGrid { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self,
        slips: PaperSlips,
        *,
        moved: Callable[[], object],
        refused: Callable[[str], object],
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.slips = slips
        self.row = self.col = 0
        self.uncovered_rows: set[int] = set()
        """The rows of the current slip that were keyed since the cursor came to it."""
        self.typed = ""
        """The characters of an answer of several, until a key leaves it."""
        self.refused_count = 0
        """The characters refused since the cursor moved: Backspace takes these back first."""
        self.keyed_last: tuple[int, int] | None = None
        """Where an answer was keyed, until the next key: it is in sight also when its slip was the last."""
        self.past: list[tuple[tuple[int, int, str], ...]] = []
        """What stood in each answer (row, slip, sign) before it was keyed or pasted, the newest last."""
        self.lines: list[tuple[int, bool, str]] = []
        """The lines below the headings: row, whether it is the first line of that row, and text."""
        self.moved, self.refused = moved, refused

    # -- layout ---------------------------------------------------------------------------------------------
    def show(self, slips: PaperSlips) -> None:
        """Shows other slips, with the cursor at the first missing answer of those who answer on paper."""
        if slips is not self.slips:
            self.past.clear()
        self.slips, self.typed = slips, ""
        self.uncovered_rows.clear()
        self.row, self.col = slips.begin
        self._lay_out()

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

    def on_resize(self) -> None:
        before = self.cut_question
        self._lay_out()
        if self.cut_question != before:
            self.moved()

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
        if (row, col) == self.keyed_last:
            return Segment(fit(sign, width), self._look("line"))
        if col != self.col or not self.slips.is_open or self.is_past_end:
            return Segment(fit(COVERED if sign else "", width), self._look("covered"))
        if sign and row not in self.uncovered_rows:
            sign = COVERED
        return Segment(fit(sign, width), self._look("cursor" if row == self.row else "line"))

    def _look(self, name: str) -> Style:
        return look(self.app.theme, name)

    # -- keys ------------------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        if not self.slips.is_open:
            return False
        before, keyed, self.keyed_last = (self.row, self.col), self.keyed_last, None
        if keyed is not None:
            self.refresh()
        if self.slips.is_typed and self._type(key, character):
            return True
        match key:
            case "enter" if keyed is not None:  # the cursor has gone on by itself
                return False
            case "ctrl+z":
                return self._undo()
            case "backspace":
                return self._take_back()
            case "space" | "delete":
                self._put("")
                return True
            case _ if character and character.isprintable():
                self._put(character)
                return True
        self._move(key)
        return (self.row, self.col) != before

    def _type(self, key: str, character: str | None) -> bool:
        """Takes a key into the answer that is typed; one that leaves it keeps it first, unless it cannot be,
        and Escape gives it up. False when the key is not done with."""
        if character and character.isprintable() and not (character == " " or self.is_past_end):
            self.typed += character
        elif not self.typed:
            return False
        elif key in ("backspace", "escape", "ctrl+z", "delete"):
            self.typed = self.typed[:-1] if key == "backspace" else ""
            self.moved()
        else:
            goes_on, typed = key in ("enter", "space", "down"), self.typed
            if self._keep(typed) and not goes_on:
                return False
            if not self.typed:
                self._advance()
        self.refresh()
        return True

    def _keep(self, typed: str) -> bool:
        """Keeps an answer that was typed; False, with its characters still there, when it is none."""
        here = self.row, self.col
        before = self.slips.sign(*here)
        if self.slips.replaces_phone(*here) or not self.slips.put(*here, typed):
            self.refused(typed)
            return False
        self.past.append(((*here, before),))
        self.uncovered_rows.add(self.row)
        self.typed = ""
        return True

    def _move(self, key: str) -> None:
        last = len(self.slips.questions) - 1
        row, col = self.row, self.col
        to = {
            "up": (row - 1, col),
            "down": (row + 1, col),
            "enter": (row + 1, col),
            "left": (self._first_open(col - 1), col - 1),
            "right": (self._first_open(col + 1), col + 1),
            "home": (0, col),
            "pageup": (0, col),
            "end": (last, col),
            "pagedown": (last, col),
            "ctrl+home": (0, 0),
            "ctrl+end": (last, len(self.slips.headings) - 1),
        }
        if key in to:
            self.go(*to[key])

    def _first_open(self, col: int) -> int:
        """Where a slip is begun: at its first missing answer; the row of the cursor where none is missing."""
        first = self.slips.first_open(col) if 0 <= col < len(self.slips.headings) else None
        return min(self.row, len(self.slips.questions) - 1) if first is None else first

    @contextmanager
    def keying(self) -> Iterator[None]:
        """Makes one undo step of all answers that change meanwhile."""
        places = [(r, c) for c in range(len(self.slips.headings)) for r in range(len(self.slips.questions))]
        before = [self.slips.sign(*place) for place in places]
        yield
        changed = zip(places, before, strict=True)
        step = tuple((*place, sign) for place, sign in changed if self.slips.sign(*place) != sign)
        if step:
            self.past.append(step)

    def _undo(self) -> bool:
        """Takes back what was keyed or pasted last; False where there is nothing."""
        if not self.past:
            return False
        step = self.past.pop()
        for row, col, sign in step:
            self.slips.put(row, col, sign)
        self.go(*step[0][:2])
        return True

    def _put(self, sign: str) -> None:
        here = self.row, self.col
        before = "" if self.is_past_end else self.slips.sign(*here)
        if self.is_past_end or (sign and self.slips.replaces_phone(*here)) or not self.slips.put(*here, sign):
            self.refused_count += 1
            self.refused(sign)
        else:
            self.past.append(((*here, before),))
            self.uncovered_rows.add(self.row)
            self._advance()
            self.keyed_last = here if sign else None

    def key_over(self, answer: str) -> None:
        """Keys an answer in over one from a phone, and what follows on the slip, as was agreed."""
        self.slips.over_phones.add(self.col)
        if not self.slips.is_typed:
            self._put(answer)
        elif self._keep(answer):
            self._advance()

    def _advance(self) -> None:
        """Moves down the slip, then to the top of the next one on paper."""
        questions, slips = len(self.slips.questions), range(self.col + 1, len(self.slips.headings))
        if self.row < questions - 1:
            self.go(self.row + 1, self.col)
        elif (col := self.slips.on_paper(slips)) is not None:
            self.go(0, col)
        else:
            self.go(questions, len(self.slips.headings) - 1)

    def _take_back(self) -> bool:
        """Removes a refused character, else the answer under the cursor, else the one before it. False before
        the first."""
        if self.refused_count:
            self.refused_count -= 1
            self.moved()
            return True
        before = self.row, self.col
        last = len(self.slips.questions) - 1
        if self.is_past_end:
            self.go(
                last, col if (col := self.slips.on_paper(range(self.col, -1, -1))) is not None else self.col
            )
        elif not self.slips.sign(self.row, self.col):
            if self.row:
                self.go(self.row - 1, self.col)
            elif (col := self.slips.on_paper(range(self.col - 1, -1, -1))) is not None:
                self.go(last, col)
        sign = self.slips.sign(self.row, self.col)
        if sign:
            self.past.append(((self.row, self.col, sign),))
        self.slips.put(self.row, self.col, "")
        self.go(self.row, self.col)
        return bool(sign) or (self.row, self.col) != before

    def go(self, row: int, col: int) -> None:
        """Moves the cursor. On the last slip it can go one row past the last answer."""
        self.refused_count = 0
        slip = max(0, min(col, len(self.slips.headings) - 1))
        if slip != self.col:
            self.uncovered_rows.clear()
        self.col = slip
        extra = 1 if self.col == len(self.slips.headings) - 1 else 0
        self.row = max(0, min(row, len(self.slips.questions) - 1 + extra))
        self._reveal()
        self.refresh()
        self.moved()

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        row = min(self.row, len(self.slips.questions) - 1)
        line = next((i for i, (owner, _first, _text) in enumerate(self.lines) if owner == row), 0)
        if line < top:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        label_width, slip_width, visible = self._columns()
        line, col = event.y - 1 + self.scroll_offset.y, (event.x - label_width - 1) // slip_width
        if self.typed and not self._keep(self.typed):
            return
        if self.slips.is_open and 0 <= line < len(self.lines) and 0 <= col < len(visible):
            self.go(self.lines[line][0], visible[col])
