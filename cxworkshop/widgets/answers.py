"""The grid into which blind answers are keyed: a row for each question, a column for each paper slip, one
character an answer.

Every printable character is an answer here. Answers are covered except those just keyed, so that nobody who
moves to a slip sees what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from textual import events

from cxworkshop.sheets.paper_slips import PaperSlips
from cxworkshop.widgets.answer_lines import AnswerLines


class Before(NamedTuple):
    """What stood in an answer; `is_own` where it was keyed in here, which may be seen again."""

    row: int
    col: int
    sign: str
    is_own: bool


class AnswerGrid(AnswerLines):
    """Handles the keys of slips. Calls `moved` when the cursor moved, and `refused` with a character that is
    no answer."""

    def __init__(
        self,
        slips: PaperSlips,
        *,
        moved: Callable[[], object],
        refused: Callable[[str], object],
        id: str | None = None,
    ) -> None:
        super().__init__(slips, id=id)
        self.refused_count = 0
        """The characters refused since the cursor moved: Backspace takes these back first."""
        self.past: list[tuple[Before, ...]] = []
        """What stood in each answer before it was keyed or pasted, the newest last."""
        self.moved, self.refused = moved, refused

    def show(self, slips: PaperSlips) -> None:
        """Shows other slips, with the cursor at the first missing answer of those who answer on paper."""
        if slips is not self.slips:
            self.past.clear()
        self.slips, self.typed = slips, ""
        self.uncovered_rows.clear()
        self.row, self.col = slips.begin
        self._lay_out()

    def follow(self, slips: PaperSlips) -> None:
        """Shows what others have keyed in, or slips in the place of those shown; the cursor, what is typed
        and what can be taken back stay with their slip."""
        old, self.slips = self.slips, slips
        ids, before = [person.id for person in slips.people], [person.id for person in old.people]
        if (ids, slips.keys) != (before, old.keys):
            self.past.clear()
            person = before[self.col] if self.col < len(before) else ""
            key = old.keys[self.row] if self.row < len(old.keys) else ""
            if person in ids and (key in slips.keys or self.row >= len(old.keys)):
                self.col = ids.index(person)
                self.row = list(slips.keys).index(key) if key else len(slips.keys)
            else:
                self.uncovered_rows.clear()
                self.typed, (self.row, self.col) = "", slips.begin
            self._lay_out()
        self.refresh()

    def on_resize(self) -> None:
        before = self.cut_question
        self._lay_out()
        if self.cut_question != before:
            self.moved()

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
        before = self._before(*here)
        if self._replaces(*here) or not self.slips.put(*here, typed):
            self.refused(typed)
            return False
        self._keyed(before)
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
        before = [self._before(*place) for place in places]
        yield
        self._keyed(*(was for was in before if self.slips.sign(was.row, was.col) != was.sign))

    def _before(self, row: int, col: int) -> Before:
        sign = "" if self.is_past_end else self.slips.sign(row, col)
        return Before(row, col, sign, bool(sign) and self.slips.is_own(row, col, sign))

    def _keyed(self, *before: Before) -> None:
        """Some answers were keyed in: a step that can be taken back."""
        for was in before:
            self.slips.keyed(was.row, was.col)
        if before:
            self.past.append(before)

    def _replaces(self, row: int, col: int) -> bool:
        return self.slips.replaces_phone(row, col) or self.slips.replaces_other(row, col)

    def _undo(self) -> bool:
        """Takes back what was keyed or pasted last; False where there is nothing."""
        if not self.past:
            return False
        step = self.past.pop()
        for row, col, sign, is_own in step:
            self.slips.put(row, col, sign)
            if is_own:
                self.slips.keyed(row, col)
        self.go(step[0].row, step[0].col)
        return True

    def _put(self, sign: str) -> None:
        here = self.row, self.col
        before = self._before(*here)
        is_asked = not self.is_past_end and (
            self.slips.replaces_other(*here) or (bool(sign) and self.slips.replaces_phone(*here))
        )
        if self.is_past_end or is_asked or not self.slips.put(*here, sign):
            self.refused_count += 1
            self.refused(sign)
        else:
            self._keyed(before)
            self.uncovered_rows.add(self.row)
            self._advance()
            self.keyed_last = here if sign else None

    def key_over(self, answer: str) -> None:
        """Keys an answer in over one given elsewhere, and what follows on the slip, as was agreed."""
        self.slips.keyed_over.add(self.slips.people[self.col].id)
        if not self.slips.is_typed:
            self._put(answer)
        elif self._keep(answer):
            self._advance()

    def _advance(self) -> None:
        """Moves down the slip, then to the top of the next one on paper."""
        questions = len(self.slips.questions)
        if self.row < questions - 1:
            self.go(self.row + 1, self.col)
        elif (col := self.slips.next_slip(self.col)) is not None:
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
        was = self._before(self.row, self.col)
        if was.sign and self.slips.replaces_other(self.row, self.col):
            self.refused("")
            return True
        self.slips.put(self.row, self.col, "")
        if was.sign:
            self._keyed(was)
        self.go(self.row, self.col)
        return bool(was.sign) or (self.row, self.col) != before

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

    def on_click(self, event: events.Click) -> None:
        label_width, slip_width, visible = self._columns()
        line, col = event.y - 1 + self.scroll_offset.y, (event.x - label_width - 1) // slip_width
        if self.typed and not self._keep(self.typed):
            return
        if self.slips.is_open and 0 <= line < len(self.lines) and 0 <= col < len(visible):
            self.go(self.lines[line][0], visible[col])
