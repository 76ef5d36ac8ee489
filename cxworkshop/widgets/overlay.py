"""Draws the open cell over the lines of a sheet: the typed text, wrapped, and its options in a frame. All
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

from cxworkshop.language import Words, _, say
from cxworkshop.model.kinds import Option
from cxworkshop.sheets.editor import VISIBLE_OPTIONS, AddNew, Editor
from cxworkshop.sheets.text import beginning, display, fit, next_grapheme, wrap, wrapped_lines

Look = Callable[[str, str], Style]
"""The style of a look, in a tone."""
STEP = 8
"""Cells by which the box of a text grows during typing, so that it does not move with every letter."""
WIDEST = 64
"""The widest line of wrapped text: what the eye reads in one go."""
NARROWEST = 24
"""The width from which on a wrapped text is typed in its column, and options leave the names of rows free."""


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
    *,
    at: tuple[int, int],
    width: int,
    top: int,
    size: tuple[int, int],
    look: Look,
    names: int = 0,
    wraps: bool = False,
) -> Overlay:
    """The overlay of an editor whose cell is `at` (cell, line) and `width` wide, in an area of `size` (cells,
    lines) whose rows begin at line `top` with names that end before cell `names`. Where the cell `wraps` the
    text keeps its lines and grows downwards, else it grows to the right first.

    The text stays on the line of its cell while there is room below; of one that is longer than the area the
    lines around the caret are drawn. The options are under it, else above it, in a frame that leaves the line
    of the cell free, and the names where there is room beside them.
    """
    room, bottom = size[0], size[1] - 1
    drawn = Overlay()
    is_kept = wraps and width >= NARROWEST
    box, caret, lines = _text_box(editor, width, (room, max(1, bottom - top + 1)), look, is_kept)
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
    _draw_options(drawn, editor, (x, y, len(box)), (top, names), size, look)
    return drawn


def _draw_options(
    drawn: Overlay,
    editor: Editor,
    text: tuple[int, int, int],
    beside: tuple[int, int],
    size: tuple[int, int],
    look: Look,
) -> None:
    """Draws the options of a text at (cell, line, lines) under it, else above it; the rows begin at (line),
    their names end before (cell)."""
    (x, y, height), (top, names), room = text, beside, size[0]
    above, below = y - top, size[1] - y - height
    is_below = below >= min(above, len(editor.options) + 2, VISIBLE_OPTIONS + 2)
    left = max(0, x - 2)  # so that the texts of the options are aligned with the typed text
    if left < names <= room - NARROWEST:
        left = names
    framed = _framed_options(editor, (room - left, below if is_below else above), look)
    first = y + height if is_below else y - len(framed)
    for k, (strip, option) in enumerate(framed):
        drawn.lines[first + k] = max(0, min(left, room - strip.cell_length)), strip
        if option is not None:
            drawn.options[first + k] = option


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
    editor: Editor, width: int, room: tuple[int, int], look: Look, is_kept: bool
) -> tuple[list[Strip], tuple[int, int], list[tuple[int, str]]]:
    """The lines of the typed text that have room (cells, lines), the caret in them (cell, line), and the
    lines with their indexes. A width that `is_kept` has a cell for the caret beside it."""
    text, at = editor.line.text, editor.line.caret
    edit = look("edit", "")
    needed = WIDEST if "\n" in text else cell_len(display(beginning(text, WIDEST))) + 1
    if is_kept:
        width = min(width + 1, room[0])
    elif needed > width:
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


def _framed_options(editor: Editor, room: tuple[int, int], look: Look) -> list[tuple[Strip, int | None]]:
    """The options that have room (cells, lines) in a frame, each line with the index of its option, None for
    the frame. The lower edge tells how many there are."""
    options, seen = editor.options, min(VISIBLE_OPTIONS, room[1] - 2)
    if not options or seen < 1:
        return []
    first = max(0, min(editor.selected_index - seen + 2, len(options) - seen))
    shown = list(enumerate(options[first : first + seen], first))
    texts = [_option_text(editor, option) for _k, option in shown]
    count = ""
    if len(options) > seen:
        arrows = ("↑" if first else "") + ("↓" if first + seen < len(options) else "")
        count = f" {first + 1}–{first + seen} / {len(options)} {arrows} "
    everything = (_option_text(editor, option) for option in options)
    width = min(max(map(cell_len, (*everything, count))) + 2, max(1, room[0] - 2))
    edge, ground = look("choice", "accent"), look("choice", "")
    lines: list[tuple[Strip, int | None]] = [(Strip([Segment(f"╭{'─' * width}╮", edge)]), None)]
    for (k, _option), text in zip(shown, texts, strict=True):
        style = look("picked", "") if k == editor.selected_index and not editor.refused else ground
        sides = Segment("│", edge)
        lines.append((Strip([sides, Segment(fit(f" {text}", width), style), sides]), k))
    lower = fit(count, width).rstrip() if count else ""
    lines.append((Strip([Segment(f"╰{lower}{'─' * (width - cell_len(lower))}╯", edge)]), None))
    return lines


def _option_text(editor: Editor, option: Option) -> str:
    """The text of an option with what is said beside it; beside one that adds a row the keys that choose
    it."""
    if option.aside:
        return f"{display(option.text)}  {display(option.aside)}"
    if isinstance(option.value, AddNew) and editor.selected is None:
        return f"{display(option.text)}  {_('↓ or + before the name')}"
    return display(option.text)


def hint_for(is_question: bool, has_otherwise: bool = False, picks: int = 0) -> str:
    """The keys that end a question, or a filter. `picks`: how many digits are answers."""
    if picks:
        return str(say("1–{n} chooses · esc none", n=picks))
    if has_otherwise:
        return _("space: the rest · enter, esc: no")
    return _("enter yes · esc no") if is_question else _("enter keep · esc all rows")
