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
        text, at = self.text, self.at
        match key:
            case "backspace" | "ctrl+h":
                return self._without(previous_grapheme(text, at), at)
            case "delete":
                return self._without(at, next_grapheme(text, at))
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace":
                return self._without(self._word_start(), at)
            case "ctrl+delete" | "alt+d":
                return self._without(at, self._word_end())
            case "ctrl+u":
                return self._without(0, at)
            case "ctrl+k":
                return self._without(at, len(text))
        to = self._led_to(key)
        return Line(text, to) if to is not None else None

    def _without(self, begin: int, end: int) -> Line:
        return Line(self.text[:begin] + self.text[end:], begin)

    def _led_to(self, key: str) -> int | None:
        """Where a key puts the caret."""
        match key:
            case "left" | "ctrl+b":
                return previous_grapheme(self.text, self.at)
            case "right" | "ctrl+f":
                return next_grapheme(self.text, self.at)
            case "ctrl+left" | "alt+b":
                return self._word_start()
            case "ctrl+right" | "alt+f":
                return self._word_end()
            case "home" | "ctrl+a":
                return 0
            case "end" | "ctrl+e":
                return len(self.text)
        return None

    def _word_start(self) -> int:
        return len(re.sub(r"\S+\s*\Z", "", self.text[: self.at]))

    def _word_end(self) -> int:
        found = re.match(r"\s*\S*", self.text[self.at :])
        return self.at + (found.end() if found else 0)
