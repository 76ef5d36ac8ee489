"""A Showing as lines of a terminal: drawn anew for each size, by the second terminal and by the facilitator's
own screen.

Pure: what is not in a Showing cannot be drawn. What does not fit is counted or left out, never cut within a
word while there is room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rich.cells import cell_len

from cxworkshop.language import _
from cxworkshop.room.lines.large import HEIGHT, large
from cxworkshop.room.lines.lists import agenda, board, card, listing, question
from cxworkshop.room.lines.pictures import gap, journey, matrix, staircase
from cxworkshop.room.lines.votes import progress, reveal
from cxworkshop.room.parts import Clock, Showing, Stair, View
from cxworkshop.sheets.pieces import Line, Piece, cells, cropped, paragraph
from cxworkshop.sheets.text import display, shorten

WIDEST = 168
"""Cells of a line, beyond which the eye loses its way back."""
LEAST = 40
"""Cells that are drawn for; a narrower terminal shows the beginning."""
TREADS = "▁▂▃▄▅▆▇█"
STAIR_TONES = {"done": "good", "open": "contested", "now": "accent", "ahead": "muted"}
DRAWN: Mapping[str, Callable[[Any, Showing, int, int], list[Line]]] = {
    "staircase": staircase,
    "list": listing,
    "card": card,
    "progress": progress,
    "reveal": reveal,
    "matrix": matrix,
    "journey": journey,
    "gap": gap,
    "agenda": agenda,
    "board": board,
    "question": question,
}
"""What draws the body of a view in so many cells and lines, by its kind."""
ALONE = ("curtain", "paused")
"""Views that nothing but the name of the organisation stands above."""


def lines_of(showing: Showing, width: int, height: int, now: float) -> list[Line]:
    """`height` lines of at most `width` cells; `now` in seconds since the epoch."""
    margin = max(2 if width < 100 else 4, (width - WIDEST) // 2)
    room = max(LEAST, width - 2 * margin)
    if showing.view.kind in ALONE:
        lines = _alone(showing, room, height, now)
    else:
        lines = _framed(showing, room, height, now)
    lead = (" " * margin, "")
    whole = ((lead, *line) if line else () for line in (*lines, *((),) * height)[:height])
    return [line if cells(line) <= width else tuple(cropped(line, width)) for line in whole]


def clock_text(clock: Clock | None, now: float) -> str:
    """What is left, in minutes and seconds, with a plus when it runs over; a sign before it while it
    stands."""
    if clock is None:
        return ""
    left = int(clock.ends_at - now if clock.running else clock.ends_at)
    text = f"{'+' if left < 0 else ''}{abs(left) // 60}:{abs(left) % 60:02d}"
    return text if clock.running else f"‖ {text}"


def is_over(clock: Clock | None, now: float) -> bool:
    return clock is not None and (clock.ends_at - now if clock.running else clock.ends_at) < 0


# ---- the frame ---------------------------------------------------------------------------------------------
def _framed(showing: Showing, width: int, height: int, now: float) -> list[Line]:
    air: list[Line] = [()] if height >= 30 else []
    lines = [*air, _top_line(showing, width, now), *air, ()]
    if showing.heading:
        lines += [*paragraph(showing.heading, width, "accent"), ()]
    return [*lines, *DRAWN[showing.view.kind](showing.view, showing, width, height - len(lines) - len(air))]


def _top_line(showing: Showing, width: int, now: float) -> Line:
    """The organisation and where the day is; the clock at the right. What has no room is left out whole."""
    clock = clock_text(showing.clock, now)
    right: list[Piece] = [(clock, "bad" if is_over(showing.clock, now) else "strong")] if clock else []
    parts: list[list[Piece]] = [
        [("  ", ""), (display(showing.round), "muted")],
        [("  ", ""), *band(showing.stairs)],
        [("  ", ""), (display(showing.step), "accent")],
        [("  ", ""), (display(showing.activity), "muted")] if showing.activity != showing.heading else [],
    ]
    room = width - cells(right) - 2
    for gives_way in (3, 0, 1, 2):
        if cell_len(display(showing.organisation)) + sum(map(cells, parts)) <= room:
            break
        parts[gives_way] = []
    shown = [piece for part in parts for piece in part if piece[0].strip() or len(part) > 1]
    name = shorten(showing.organisation, max(8, room - cells(shown)))
    left: list[Piece] = [(name, "strong"), *shown]
    return (*left, (" " * (width - cells(left) - cells(right)), ""), *right)


def band(stairs: tuple[Stair, ...]) -> list[Piece]:
    """The climb as a strip of rising treads."""
    return [(tread, STAIR_TONES[stair.state]) for tread, stair in zip(TREADS, stairs, strict=False)]


def _alone(showing: Showing, width: int, height: int, now: float) -> list[Line]:
    """The name of the organisation in the middle, with the clock or why nothing is shown below it."""
    block = [_centred(line, width) for line in paragraph(showing.organisation, width, "strong")]
    block += [(), *(_centred(line, width) for line in _below(showing.view, showing.clock, height, now))]
    return [*((),) * max(0, (height - len(block)) // 2 - 1), *block]


def _below(view: View, clock: Clock | None, height: int, now: float) -> list[Line]:
    if view.kind == "paused":
        why: list[Line] = [((display(view.why), "muted"),)] if view.why else []
        return [((_("paused"), "muted"),), *why]
    if clock is None:
        return []
    text = clock_text(clock, now).replace("‖ ", "")
    tone = "bad" if is_over(clock, now) else "muted" if not clock.running else "accent"
    block = large(text, tone) if height >= 3 * HEIGHT else [((text, tone),)]
    wide = max(map(cells, block))
    return [(*line, (" " * (wide - cells(line)), "")) for line in block]


def _centred(line: Line, width: int) -> Line:
    return ((" " * max(0, (width - cells(line)) // 2), ""), *line)
