"""A filter over everything that is painted: no control character of a text reaches the terminal."""

from __future__ import annotations

from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from cxworkshop.sheets.text import CONTROL_CHARACTERS


class ControlGuard(LineFilter):
    """Removes control and direction characters from painted text, after the filters `before` it.

    It runs those itself, as each filter that Textual runs keeps a copy of every line on the screen.
    """

    def __init__(self, *before: LineFilter) -> None:
        super().__init__()
        self.before = before

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        for line_filter in self.before:
            segments = line_filter.apply(segments, background)
        return [
            s
            if s.control or not CONTROL_CHARACTERS.search(s.text)
            else Segment(CONTROL_CHARACTERS.sub("", s.text), s.style or Style.null())
            for s in segments
        ]


guarded = cache(ControlGuard)
"""The guard after some filters, the same object each time, as Textual caches lines by filter."""
