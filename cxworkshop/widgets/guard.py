"""The last line of defence before the terminal: what every widget paints goes through here."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from cxworkshop.widgets.text import UNSHOWABLE


class ControlGuard(LineFilter):
    """No control or direction mark of somebody's text reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            s if s.control or not UNSHOWABLE.search(s.text) else Segment(UNSHOWABLE.sub("", s.text), s.style or Style.null())
            for s in segments
        ]
