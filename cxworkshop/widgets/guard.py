"""The last line of defence before the terminal: what every widget paints goes through here."""

from __future__ import annotations

from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from cxworkshop.sheets.text import CONTROL_CHARACTERS


class ControlGuard(LineFilter):
    """No control or direction mark of somebody's text reaches the terminal, whatever the filters `before` it
    have made of it.

    It runs them itself: each filter that Textual runs keeps a copy of every line on the screen."""

    def __init__(self, *before: LineFilter) -> None:
        super().__init__()
        self.before = before

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        for one in self.before:
            segments = one.apply(segments, background)
        return [
            s
            if s.control or not CONTROL_CHARACTERS.search(s.text)
            else Segment(CONTROL_CHARACTERS.sub("", s.text), s.style or Style.null())
            for s in segments
        ]


guarded = cache(ControlGuard)
"""The one guard behind some filters: lines are kept by the filter they went through."""
