"""The staircase, drawn large, and in small as a sign of where one is."""

from __future__ import annotations

from cxworkshop.language import NC_, _
from cxworkshop.room.page.html import block, box, breakable, element, picture, tag, words_at
from cxworkshop.room.parts import Stair, Staircase

_FILLED = {"done": "f-good", "open": "f-contested", "now": "f-accent", "ahead": "f-line"}
_SIGNS = {"done": "✓", "open": "!", "now": "▶", "ahead": ""}
_STATES = {
    "done": NC_("stair", "done"),
    "open": NC_("stair", "passed with something open"),
    "now": NC_("stair", "now"),
    "ahead": NC_("stair", "ahead"),
}
_ABOVE = 16.0
"""The room for a name above its tread."""
_TOP, _RISE = 82.0, 74.0
"""Where the first stair's tread is, and how much higher the last one's is, in per cent of the height."""


def staircase(view: Staircase, stairs: tuple[Stair, ...]) -> str:
    """The stairs rise to the right; names stand on the treads. The figure stands in the free corner."""
    width = 100 / max(1, len(stairs))
    drawn = "".join(
        _stair(stair, i * width, _TOP - _RISE * i / max(1, len(stairs) - 1), width)
        for i, stair in enumerate(stairs)
    )
    label = ", ".join(f"{stair.name}: {_(_STATES[stair.state])}" for stair in stairs)
    beside = element("p", view.figure, "figure") + element("p", view.caption, "caption")
    return tag("div", tag("div", beside, "beside") + picture(drawn, "whole", label), "fill")


def _stair(stair: Stair, x: float, y: float, width: float) -> str:
    filled = _FILLED[stair.state]
    tone = {"now": "accent strong", "ahead": "muted"}.get(stair.state, "")
    middle, wide = x + width * 0.485, width * 0.97
    return (
        block(x, y, wide, 100 - y, f"{filled} body")
        + block(x, y, wide, "1.3vh", filled)
        + box(
            x, y - _ABOVE, wide, _ABOVE, tag("div", element("span", breakable(stair.name)), f"tread {tone}")
        )
        + words_at(middle, y, _SIGNS[stair.state], f"t-m centre {tone}", "2em")
    )


def band(stairs: tuple[Stair, ...]) -> str:
    """The staircase in small; its words stand beside it."""
    width = 100 / max(1, len(stairs))
    drawn = "".join(
        block(
            i * width,
            88 - 88 * i / len(stairs),
            width * 0.86,
            12 + 88 * i / len(stairs),
            _FILLED[stair.state],
        )
        for i, stair in enumerate(stairs)
    )
    return picture(drawn, "band") if stairs else ""
