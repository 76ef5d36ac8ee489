"""The line being typed: an immutable text with a caret, and what each editing key makes of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxworkshop.sheets.text import next_grapheme, previous_grapheme


@dataclass(frozen=True)
class Line:
    """A text and the caret's place in it."""

    text: str = ""
    at: int = 0

    @classmethod
    def of(cls, text: str) -> Line:
        """The text with the caret behind it."""
        return cls(text, len(text))

    def insert(self, text: str) -> Line:
        """The line with `text` at the caret."""
        return Line(self.text[: self.at] + text + self.text[self.at :], self.at + len(text))

    def press(self, key: str) -> Line | None:
        """The line after an editing key; None when the key means nothing here."""
        return self._moved(key) or self._cut(key)

    def _moved(self, key: str) -> Line | None:
        text, at = self.text, self.at
        match key:
            case "left" | "ctrl+b":
                return Line(text, previous_grapheme(text, at))
            case "right" | "ctrl+f":
                return Line(text, next_grapheme(text, at))
            case "ctrl+left" | "alt+b":
                return Line(text, self._word_start())
            case "ctrl+right" | "alt+f":
                return Line(text, self._word_end())
            case "home" | "ctrl+a":
                return Line(text, 0)
            case "end" | "ctrl+e":
                return Line(text, len(text))
        return None

    def _cut(self, key: str) -> Line | None:
        text, at = self.text, self.at
        match key:
            case "backspace" | "ctrl+h":
                before = previous_grapheme(text, at)
                return Line(text[:before] + text[at:], before)
            case "delete":
                return Line(text[:at] + text[next_grapheme(text, at) :], at)
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace":
                return Line(text[: self._word_start()] + text[at:], self._word_start())
            case "ctrl+delete" | "alt+d":
                return Line(text[:at] + text[self._word_end() :], at)
            case "ctrl+u":
                return Line(text[at:], 0)
            case "ctrl+k":
                return Line(text[:at], at)
        return None

    def _word_start(self) -> int:
        return len(re.sub(r"\S+\s*\Z", "", self.text[: self.at]))

    def _word_end(self) -> int:
        found = re.match(r"\s*\S*", self.text[self.at :])
        return self.at + (found.end() if found else 0)
