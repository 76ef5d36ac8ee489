"""The tables of a Word file: heads that repeat, rows that stay whole while they are short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxworkshop.documents import tree
from cxworkshop.documents.look import Look
from cxworkshop.documents.tree import Run, plain
from cxworkshop.documents.writers.docx_elements import element, paragraph, put, sub
from cxworkshop.documents.writers.docx_styles import CELL, GRID, TILES
from cxworkshop.documents.writers.html import LONG

TWENTIETHS = 567
"""Twentieths of a point in a centimetre."""


def table(block: tree.Table, width: float, styles: Mapping[str, str], look: Look) -> Any:
    """A table as wide as so many centimetres."""
    widths = [round(share * width * TWENTIETHS) for share in block.widths]
    new = _empty(widths, styles.get(GRID), has_head=True)
    head = _row(new, is_head=True)
    for cell, wide in zip(block.head, widths, strict=True):
        put(_cell(head, wide, styles, keep_next=True), cell, look)
    for row in block.rows:
        if row.is_group:
            into = _cell(_row(new), sum(widths), styles, span=len(widths), keep_next=True)
            put(into, (Run(plain(row.cells[0])),), look, bold=True, ink="accent")
            continue
        is_long = sum(len(plain(cell)) for cell in row.cells) > LONG
        of_table = _row(new, is_long=is_long)
        for cell, wide in zip(row.cells, widths, strict=True):
            put(_cell(of_table, wide, styles), cell, look, signed=True)
    return new


def tiles(block: tree.Table, width: float, styles: Mapping[str, str], look: Look) -> Any:
    """Figures side by side: what it is, the figure, and the rest beneath."""
    wide = round(width * TWENTIETHS / block.beside)
    new = _empty([wide] * block.beside, styles.get(TILES), has_head=False)
    for begin in range(0, len(block.rows), block.beside):
        of_table, line = _row(new), block.tiles[begin : begin + block.beside]
        for tile in line:
            first = _cell(of_table, wide, styles)
            put(first, tile.label, look, bold=True)
            put(_next(first, styles), (Run(tile.figure),), look, size=19, ink="accent", bold=True)
            for note in tile.notes:
                put(_next(first, styles), note, look, size=8, ink="soft")
        for _place in range(len(line), block.beside):
            _cell(of_table, wide, styles)
    return new


def _empty(widths: list[int], style: str | None, *, has_head: bool) -> Any:
    new = element("tbl")
    about = sub(new, "tblPr")
    if style:
        sub(about, "tblStyle", val=style)
    sub(about, "tblW", w=str(sum(widths)), type="dxa")
    sub(about, "tblLayout", type="fixed")
    looks = {"firstRow": str(int(has_head)), "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
    sub(about, "tblLook", val="0020" if has_head else "0000", **looks, noHBand="1", noVBand="1")
    grid = sub(new, "tblGrid")
    for wide in widths:
        sub(grid, "gridCol", w=str(wide))
    return new


def _row(of_table: Any, *, is_head: bool = False, is_long: bool = False) -> Any:
    new = sub(of_table, "tr")
    about = sub(new, "trPr")
    if not is_long:
        sub(about, "cantSplit")
    if is_head:
        sub(about, "tblHeader")
    return new


def _cell(
    of_row: Any, wide: int, styles: Mapping[str, str], *, span: int = 1, keep_next: bool = False
) -> Any:
    """The first paragraph of a new cell."""
    new = sub(of_row, "tc")
    about = sub(new, "tcPr")
    sub(about, "tcW", w=str(wide), type="dxa")
    if span > 1:
        sub(about, "gridSpan", val=str(span))
    words = paragraph(styles.get(CELL), keep_next=keep_next)
    new.append(words)
    return words


def _next(words: Any, styles: Mapping[str, str]) -> Any:
    """One more paragraph at the end of the cell of a paragraph."""
    new = paragraph(styles.get(CELL), is_tight=True)
    words.getparent().append(new)
    return new
