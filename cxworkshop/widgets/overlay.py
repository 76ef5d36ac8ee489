"""The open cell, drawn over the lines it needs: the text being typed, wrapped, what can be picked, and what
is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cxworkshop.language import Words, _
from cxworkshop.sheets.editor import SHOWN, Editor
from cxworkshop.sheets.text import display, fit, next_grapheme, wrap

Look = Callable[[str, str], Style]
"""The style of a part of the rows, in a tone."""
STEP = 8
"""Cells by which the line of a text grows with what is typed."""
WIDEST = 64
"""Cells of a line of wrapped text: what the eye reads in one go."""


@dataclass
class Overlay:
    """Strips by the line they stand on, each with where it begins; the typed text and the options by line;
    the caret's cell and line."""

    lines: dict[int, tuple[int, Strip]] = field(default_factory=dict)
    typed: dict[int, tuple[int, str]] = field(
        default_factory=dict
    )  # where in the text a line begins, and the line
    offers: dict[int, int] = field(default_factory=dict)
    caret: tuple[int, int] = (0, 0)
    left: int = 0  # the cell where each line of the typed text begins

    def over(self, strip: Strip, y: int) -> Strip:
        """A line with what lies over it."""
        if y not in self.lines:
            return strip
        x, piece = self.lines[y]
        return Strip.join([strip.crop(0, x), piece, strip.crop(x + piece.cell_length, strip.cell_length)])

    def text_at(self, x: int, y: int) -> int | None:
        """The place in the typed text that a point means; None beside it."""
        if y not in self.typed or not self.holds(x, y):
            return None
        begin, line = self.typed[y]
        at, cells = 0, x - self.left
        while at < len(line) and cell_len(display(line[: at + 1])) <= cells:
            at = next_grapheme(line, at)
        return begin + at

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies on it."""
        return y in self.lines and 0 <= x - self.lines[y][0] < self.lines[y][1].cell_length


def overlay(
    editor: Editor,
    fault: Words,
    *,
    at: tuple[int, int],
    width: int,
    top: int,
    size: tuple[int, int],
    look: Look,
) -> Overlay:
    """Draws an editor whose cell begins `at` (cell, line) and is `width` wide, on an area of `size` whose
    lines begin at `top`.

    The text keeps the line of its cell while there is room below; options and faults stand under it, else
    above.
    """
    room, bottom = size[0], size[1] - 1
    found = Overlay()
    box, spot, lines = _box(editor, width, room, look)
    x = found.left = max(0, min(at[0], room - box[0].cell_length))
    y = max(top, min(at[1], bottom - len(box) + 1))
    if x and box[0].cell_length > width:  # what it lies over ends before it, not against it
        found.lines.update(
            {y + k: (x - 1, Strip([Segment(" ", look("edit", "")), *strip])) for k, strip in enumerate(box)}
        )
    else:
        found.lines.update({y + k: (x, strip) for k, strip in enumerate(box)})
    found.typed.update({y + k: line for k, line in enumerate(lines)})
    found.caret = x + spot[0], y + spot[1]
    below = _below(editor, fault, room, look)
    first = y + len(box) if y + len(box) + len(below) <= bottom + 1 else max(top, y - len(below))
    for k, (strip, offer) in enumerate(below):
        found.lines[first + k] = (
            max(0, min(x - 1, room - strip.cell_length)),
            strip,
        )  # so texts stand under what is typed
        if offer is not None:
            found.offers[first + k] = offer
    return found


def last_line(text: str, hint: str, size: tuple[int, int], style: Style) -> Overlay:
    """A question or a filter on the last line of an area."""
    return Overlay(
        {size[1] - 1: (0, Strip([Segment(fit(f" {display(text)}   {hint}", size[0]), style)], size[0]))}
    )


def _box(
    editor: Editor, width: int, room: int, look: Look
) -> tuple[list[Strip], tuple[int, int], list[tuple[int, str]]]:
    text, at = editor.line.text, editor.line.caret
    edit = look("edit", "")
    needed = WIDEST if "\n" in text else cell_len(display(text)) + 1
    if needed > width:  # by a few cells at a time, so that it does not stir with every letter
        width = max(width, min(-(-needed // STEP) * STEP, WIDEST, room - 4))
    lines = wrap(text, width - 1)
    on = max(k for k, (begin, _text) in enumerate(lines) if begin <= at)
    strips, spot = [], (0, 0)
    for k, (begin, line) in enumerate(lines):
        if k != on:
            strips.append(Strip([Segment(fit(display(line), width), edit)], width))
            continue
        head, under, tail = (
            display(line[: at - begin]),
            display(line[at - begin : at - begin + 1]) or " ",
            display(line[at - begin + 1 :]),
        )
        spot = cell_len(head), k
        rest = max(0, width - cell_len(head) - cell_len(under))
        typed = [Segment(head, edit), Segment(under, look("caret", "")), Segment(fit(tail, rest), edit)]
        strips.append(Strip(typed).adjust_cell_length(width, edit))
    return strips, spot, lines


def _below(editor: Editor, fault: Words, room: int, look: Look) -> list[tuple[Strip, int | None]]:
    offers = editor.offers
    first = max(0, min(editor.picked - SHOWN + 2, len(offers) - SHOWN))
    texts = [display(offer.text) for offer in offers]
    wide = min(max((cell_len(text) for text in texts), default=0) + 2, room)
    found: list[tuple[Strip, int | None]] = []
    for k, text in enumerate(texts[first : first + SHOWN], first):
        found.append(
            (
                Strip(
                    [Segment(fit(" " + text, wide), look("picked" if k == editor.picked else "choice", ""))],
                    wide,
                ),
                k,
            )
        )
    if len(offers) > SHOWN:
        arrows = ("↑" if first else "") + ("↓" if first + SHOWN < len(offers) else "")
        told = f" {first + 1}–{first + SHOWN} / {len(offers)} {arrows}"
        found.append(
            (Strip([Segment(fit(told, max(wide, cell_len(told) + 1)), look("choice", "muted"))]), None)
        )
    if fault:
        for _begin, line in wrap("! " + display(fault), max(20, room - 4)):
            found.append(
                (
                    Strip([Segment(f" {line} ", look("choice", "bad"))]).adjust_cell_length(
                        cell_len(line) + 2
                    ),
                    None,
                )
            )
    return found


def hint_of(asking: bool) -> str:
    """What ends a question, or a filter."""
    return _("enter yes · esc no") if asking else _("enter keep · esc all rows")
