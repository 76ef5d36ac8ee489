"""Draws the open cell over the lines of a sheet: the typed text, wrapped, its options, and its fault. All
positions and widths are in terminal cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cxworkshop.language import Words, _
from cxworkshop.sheets.editor import VISIBLE_OPTIONS, Editor
from cxworkshop.sheets.text import beginning, display, fit, next_grapheme, wrap, wrapped_lines

Look = Callable[[str, str], Style]
"""The style of a look, in a tone."""
STEP = 8
"""Cells by which the box of a text grows during typing, so that it does not move with every letter."""
WIDEST = 64
"""The widest line of wrapped text: what the eye reads in one go."""


@dataclass
class Overlay:
    """What covers the lines of a sheet, by the line of the widget."""

    lines: dict[int, tuple[int, Strip]] = field(default_factory=dict)
    """The offset of each strip, and the strip."""
    text_lines: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The index in the typed text where a line begins, and the line."""
    options: dict[int, int] = field(default_factory=dict)
    """The index of the option."""
    caret: tuple[int, int] = (0, 0)
    """Cell and line."""
    left: int = 0
    """The offset of the typed text."""

    def over(self, strip: Strip, y: int) -> Strip:
        """A line of the sheet with its overlay."""
        if y not in self.lines:
            return strip
        x, piece = self.lines[y]
        return Strip.join([strip.crop(0, x), piece, strip.crop(x + piece.cell_length, strip.cell_length)])

    def text_at(self, x: int, y: int) -> int | None:
        """The index in the typed text at a point; None outside the text."""
        if y not in self.text_lines or not self.holds(x, y):
            return None
        begin, line = self.text_lines[y]
        index, cells = 0, x - self.left
        while index < len(line) and cell_len(display(line[: index + 1])) <= cells:
            index = next_grapheme(line, index)
        return begin + index

    def holds(self, x: int, y: int) -> bool:
        """Whether a point is on the overlay."""
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
    """The overlay of an editor whose cell is `at` (cell, line) and `width` wide, in an area of `size` (cells,
    lines) whose rows begin at line `top`.

    The text stays on the line of its cell while there is room below; of one that is longer than the area the
    lines around the caret are drawn. Options and fault are under it, else above it.
    """
    room, bottom = size[0], size[1] - 1
    drawn = Overlay()
    below = _below(editor, fault, (room, bottom - top + 1), look)
    box, caret, lines = _text_box(editor, width, (room, max(1, bottom - top + 1 - len(below))), look)
    x = drawn.left = max(0, min(at[0], room - box[0].cell_length))
    y = max(top, min(at[1], bottom - len(box) + 1))
    if x and box[0].cell_length > width:  # a gap before the box
        drawn.lines.update(
            {y + k: (x - 1, Strip([Segment(" ", look("edit", "")), *strip])) for k, strip in enumerate(box)}
        )
    else:
        drawn.lines.update({y + k: (x, strip) for k, strip in enumerate(box)})
    drawn.text_lines.update({y + k: line for k, line in enumerate(lines)})
    drawn.caret = x + caret[0], y + caret[1]
    first = y + len(box) if y + len(box) + len(below) <= bottom + 1 else max(top, y - len(below))
    for k, (strip, option) in enumerate(below):
        # one cell to the left, so that the texts of the options are aligned with the typed text
        drawn.lines[first + k] = max(0, min(x - 1, room - strip.cell_length)), strip
        if option is not None:
            drawn.options[first + k] = option
    return drawn


def last_lines(details: Sequence[Words], text: str, hint: str, size: tuple[int, int], look: Look) -> Overlay:
    """The overlay of a question or a filter: the last line of an area, below lines of details, each cut to
    two."""
    width, height = size
    wrapped = [_two_lines(str(words), width - 2) for words in details]
    lines = [line for lines in wrapped for line in lines][: max(0, height - 2)]
    strips = [Strip([Segment(fit(f" {line}", width), look("choice", ""))], width) for line in lines]
    question = fit(f" {display(text)}   {hint}", width)
    strips.append(Strip([Segment(question, look("cursor", ""))], width))
    return Overlay({height - len(strips) + k: (0, strip) for k, strip in enumerate(strips)})


def _two_lines(text: str, width: int) -> list[str]:
    """The first two lines of a text, cut where there are more."""
    lines = [line for _begin, line in islice(wrapped_lines(display(text), max(20, width)), 3)]
    return lines if len(lines) < 3 else [lines[0], fit(f"{lines[1]}…", width)]


def _text_box(
    editor: Editor, width: int, room: tuple[int, int], look: Look
) -> tuple[list[Strip], tuple[int, int], list[tuple[int, str]]]:
    """The lines of the typed text that have room (cells, lines), the caret in them (cell, line), and the
    lines with their indexes."""
    text, at = editor.line.text, editor.line.caret
    edit = look("edit", "")
    needed = WIDEST if "\n" in text else cell_len(display(beginning(text, WIDEST))) + 1
    if needed > width:
        width = max(width, min(-(-needed // STEP) * STEP, WIDEST, room[0] - 4))
    lines = wrap(text, width - 1)
    caret_line = bisect_right(lines, at, key=itemgetter(0)) - 1
    first = max(0, min(caret_line - room[1] // 2, len(lines) - room[1]))
    lines, caret_line = lines[first : first + room[1]], caret_line - first
    strips, caret = [], (0, 0)
    for k, (begin, line) in enumerate(lines):
        if k != caret_line:
            strips.append(Strip([Segment(fit(display(line), width), edit)], width))
            continue
        head, under, tail = (
            display(line[: at - begin]),
            display(line[at - begin : at - begin + 1]) or " ",
            display(line[at - begin + 1 :]),
        )
        caret = cell_len(head), k
        rest = max(0, width - cell_len(head) - cell_len(under))
        typed = [Segment(head, edit), Segment(under, look("caret", "")), Segment(fit(tail, rest), edit)]
        strips.append(Strip(typed).adjust_cell_length(width, edit))
    return strips, caret, lines


def _below(editor: Editor, fault: Words, room: tuple[int, int], look: Look) -> list[tuple[Strip, int | None]]:
    """The lines below the typed text that have room (cells, lines), each with the index of its option, None
    for other lines."""
    options = editor.options
    first = max(0, min(editor.selected_index - VISIBLE_OPTIONS + 2, len(options) - VISIBLE_OPTIONS))
    texts = [display(option.text) for option in options]
    width = min(max((cell_len(text) for text in texts), default=0) + 2, room[0])
    lines: list[tuple[Strip, int | None]] = []
    for k, text in enumerate(texts[first : first + VISIBLE_OPTIONS], first):
        style = look("picked" if k == editor.selected_index else "choice", "")
        lines.append((Strip([Segment(fit(" " + text, width), style)], width), k))
    if len(options) > VISIBLE_OPTIONS:
        arrows = ("↑" if first else "") + ("↓" if first + VISIBLE_OPTIONS < len(options) else "")
        count = f" {first + 1}–{first + VISIBLE_OPTIONS} / {len(options)} {arrows}"
        text = fit(count, max(width, cell_len(count) + 1))
        lines.append((Strip([Segment(text, look("choice", "muted"))]), None))
    if fault:
        lines_of_fault = wrapped_lines("! " + display(fault), max(20, room[0] - 4))
        for _begin, line in islice(lines_of_fault, max(1, room[1] // 2)):
            strip = Strip([Segment(f" {line} ", look("choice", "bad"))])
            lines.append((strip.adjust_cell_length(cell_len(line) + 2), None))
    return lines


def hint_for(is_question: bool, has_otherwise: bool = False) -> str:
    """The keys that end a question, or a filter."""
    if has_otherwise:
        return _("space without that · enter, esc no")
    return _("enter yes · esc no") if is_question else _("enter keep · esc all rows")
