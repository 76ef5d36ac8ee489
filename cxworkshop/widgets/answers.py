"""The grid into which blind answers are keyed, one character an answer: every printable character is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual import events

from cxworkshop.sheets.paper_slips import Keyed, PaperSlips
from cxworkshop.widgets.slips_view import SlipsView


class AnswerGrid(SlipsView, can_focus=True):
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
        self.past: list[tuple[Keyed, ...]] = []
        """What was keyed or pasted, the newest last."""
        self.agreed: set[tuple[str, str]] = set()
        """The slips (kind, person) of which it was agreed that they are keyed over what was given
        elsewhere."""
        self.moved, self.refused = moved, refused

    def show(self, slips: PaperSlips) -> None:
        if slips is not self.slips:
            self.past.clear()
        super().show(slips)

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
        if self.asks_first(typed) or not self._store(*here, typed):
            self.refused(typed)
            return False
        self.typed = ""
        return True

    def asks_first(self, sign: str) -> bool:
        """Whether a sign under the cursor would take the place of an answer that was given elsewhere, without
        that being agreed."""
        slip = self.slips.slip.id, self.slips.people[self.col].id
        return slip not in self.agreed and self.slips.replaces(self.row, self.col, sign)

    def _store(self, row: int, col: int, sign: str) -> bool:
        """Stores a sign, so that it can be taken back, and lets it be seen. False when it is no answer."""
        slips = self.slips
        key, who = slips.keys[row], slips.people[col].id
        before, keyed_before = slips.sign(row, col), slips.keyed_sign(row, col)
        if not slips.put(row, col, sign):
            return False
        after = slips.sign(row, col)
        if sign or after != before:
            self.past.append((Keyed(key, who, before, keyed_before, after),))
        self.uncovered.pop(key, None)
        if sign:
            self.uncovered[key] = after
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
        slips = self.slips
        places = [(r, c) for c in range(len(slips.headings)) for r in range(len(slips.questions))]
        before = [(slips.sign(*place), slips.keyed_sign(*place)) for place in places]
        yield
        step = tuple(
            Keyed(slips.keys[row], slips.people[col].id, *was, slips.sign(row, col))
            for (row, col), was in zip(places, before, strict=True)
            if slips.sign(row, col) != was[0]
        )
        if step:
            self.past.append(step)

    def _undo(self) -> bool:
        """Takes back what was keyed or pasted last; False where there is nothing. What comes back is
        covered."""
        if not self.past:
            return False
        step = self.past.pop()
        here = self.slips.undo(step)
        for keyed in step:
            self.uncovered.pop(keyed.question, None)
        if here is not None:
            self.go(*here)
        return True

    def _put(self, sign: str) -> None:
        here = self.row, self.col
        if self.is_past_end or self.asks_first(sign) or not self._store(*here, sign):
            self.refused_count += bool(sign)
            self.refused(sign)
        else:
            slips = self.slips
            keyed = slips.keys[self.row], slips.people[self.col].id, slips.sign(*here)
            self._advance()
            self.keyed_last = keyed if sign else None

    def key_over(self, answer: str) -> None:
        """Keys an answer in over one that was given elsewhere, and what follows on the slip, as was
        agreed."""
        self.agreed.add((self.slips.slip.id, self.slips.people[self.col].id))
        if not answer or not self.slips.is_typed:
            self._put(answer)
        elif self._keep(answer):
            self._advance()

    def _advance(self) -> None:
        """Moves down the slip, then to the top of the next one that nobody has begun."""
        questions = len(self.slips.questions)
        if self.row < questions - 1:
            self.go(self.row + 1, self.col)
        elif (col := self.slips.next_slip(self.col, self.taken)) is not None:
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
        if self.asks_first(""):
            self.go(self.row, self.col)
            self.refused("")
            return True
        self._store(self.row, self.col, "")
        self.go(self.row, self.col)
        return bool(sign) or (self.row, self.col) != before

    def go(self, row: int, col: int) -> None:
        """Moves the cursor. On the last slip it can go one row past the last answer."""
        self.refused_count = 0
        slip = max(0, min(col, len(self.slips.headings) - 1))
        if slip != self.col:
            self.uncovered.clear()
        self.col = slip
        extra = 1 if self.col == len(self.slips.headings) - 1 else 0
        self.row = max(0, min(row, len(self.slips.questions) - 1 + extra))
        self._reveal()
        self.refresh()
        self.moved()

    def on_click(self, event: events.Click) -> None:
        label_width, slip_width, visible = self._columns()
        line, col = event.y - self._head + self.scroll_offset.y, (event.x - label_width - 1) // slip_width
        if self.typed and not self._keep(self.typed):
            return
        if self.slips.is_open and 0 <= line < len(self.lines) and 0 <= col < len(visible):
            self.go(self.lines[line][0], visible[col])
