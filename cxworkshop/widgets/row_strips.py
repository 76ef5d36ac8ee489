"""The lines of a row: texts, each as wide as its column, with gaps between and a mark before the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cxworkshop.sheets.cells import PRIORITY, Cell
from cxworkshop.sheets.layout import Layout
from cxworkshop.sheets.text import fit, fit_right
from cxworkshop.sheets.whole_rows import shown_lines

Parts = list[tuple[str, Style]]
"""The texts of a line, each with its style."""
CellStyle = Callable[[int, Cell], Style]
"""The style of a cell by its index and itself."""


def aligned(cells: Sequence[Cell], layout: Layout, style: CellStyle, height: int = 1) -> list[Parts]:
    """The texts of each of the `height` lines of a row, as wide as their columns."""
    lines: list[Parts] = [[] for _line in range(height)]
    for j, ((column, _x, width), cell) in enumerate(zip(layout, cells, strict=True)):
        look, fitted = style(j, cell), fit_right if column.is_number else fit
        shown = shown_lines(cell, width, height)
        for k, parts in enumerate(lines):
            parts.append((fitted(shown[k] if k < len(shown) else "", width), look))
    return lines


def row_strips(lines: Sequence[Parts], gap: Style, width: int, mark: Segment) -> list[Strip]:
    """The lines of a row in a list of `width` cells; the mark of a priority stands before each."""
    strips = []
    for k, parts in enumerate(lines):
        segments = [Segment(" ", gap) if k and mark.text != PRIORITY else mark]
        for text, style in parts:
            segments += [Segment(text, style), Segment("  ", gap)]
        strips.append(Strip(segments).adjust_cell_length(width, gap))
    return strips


def tagged(strip: Strip, words: Sequence[str], look: Style) -> Strip:
    """The line with the first of some words that fits into an empty end; else the last of them in an empty
    place, or at the end over what stands there."""
    text, width = strip.text, strip.cell_length
    is_plain = cell_len(text) == len(text)
    labels = [f" {word} " for word in words]
    for label in labels:
        if is_plain and not text[max(0, width - cell_len(label)) :].strip():
            return _with(strip, width - cell_len(label), label, look)
    size = cell_len(labels[-1])
    gap = text.rfind(" " * size) if is_plain else -1
    return _with(strip, gap if gap > 0 else max(0, width - size), labels[-1], look)


def _with(strip: Strip, at: int, word: str, look: Style) -> Strip:
    label = Strip([Segment(word, look)])
    return Strip.join([strip.crop(0, at), label, strip.crop(at + label.cell_length, strip.cell_length)])
