"""One line of typed text with a caret, and the effect of each editing key; used by open cells, filters and
the entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxworkshop.sheets.text import next_grapheme, previous_grapheme


@dataclass(frozen=True)
class Line:
    """A text and the index of the caret in it."""

    text: str = ""
    caret: int = 0

    @classmethod
    def of(cls, text: str) -> Line:
        """The text with the caret at its end."""
        return cls(text, len(text))

    def insert(self, text: str) -> Line:
        """The line with `text` inserted at the caret."""
        return Line(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def press(self, key: str) -> Line | None:
        """The line after an editing key; None for any other key."""
        text, caret = self.text, self.caret
        match key:
            case "backspace" | "ctrl+h":
                return self._without(previous_grapheme(text, caret), caret)
            case "delete":
                return self._without(caret, next_grapheme(text, caret))
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace":
                return self._without(self._word_start(), caret)
            case "ctrl+delete" | "alt+delete" | "escape+delete" | "alt+d":
                return self._without(caret, self._word_end())
            case "ctrl+u":
                return self._without(0, caret)
            case "ctrl+k":
                return self._without(caret, len(text))
        moved = self._caret_after(key)
        return Line(text, moved) if moved is not None else None

    def _without(self, begin: int, end: int) -> Line:
        return Line(self.text[:begin] + self.text[end:], begin)

    def _caret_after(self, key: str) -> int | None:
        """The caret after a key that moves it; None for any other key."""
        match key:
            case "left" | "ctrl+b":
                return previous_grapheme(self.text, self.caret)
            case "right" | "ctrl+f":
                return next_grapheme(self.text, self.caret)
            case "ctrl+left" | "alt+left" | "escape+left" | "alt+b":
                return self._word_start()
            case "ctrl+right" | "alt+right" | "escape+right" | "alt+f":
                return self._word_end()
            case "home" | "ctrl+a":
                return 0
            case "end" | "ctrl+e":
                return len(self.text)
        return None

    def _word_start(self) -> int:
        words = self.text[: self.caret].rstrip()
        return len(words) - len(words.rsplit(maxsplit=1)[-1]) if words else self.caret

    def _word_end(self) -> int:
        word = re.match(r"\s*\S*", self.text[self.caret :])
        return self.caret + (word.end() if word else 0)
