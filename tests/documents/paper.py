"""How many pages a document in Markdown takes: A4, 9 points, margins of 15 mm, tables as wide as the page.

Such a page holds LINES lines of WIDTH characters: a character of a text face is 0.47 em wide on average, a
line 1.25 em high. A blank line and the space around a heading take half a line, the rules of a table a fifth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from math import ceil

LINES, WIDTH = 67, 120
_MARK_ALONE = re.compile(r"^<!--.*-->\n\n?", re.MULTILINE)
"""What a template tells the writers; it takes no room."""
_MARKS = re.compile(r"\\(?=[^\w\s])|\*\*?|&#\d+;|<!--.*?-->")


def pages(text: str) -> float:
    return round(sum(_heights(_MARK_ALONE.sub("", text))) / LINES, 6)


def _heights(text: str) -> Iterator[float]:
    """The lines that each line of the text takes on paper."""
    for is_table, group in groupby(text.split("\n"), key=lambda line: line.startswith("|")):
        lines = list(group)
        yield from _table(lines) if is_table else map(_line, lines)


def _line(line: str) -> float:
    shown = _MARKS.sub("", line)
    if not shown.strip():
        return 0.5
    if line.startswith("#"):
        return 1.5
    indent = len(line) - len(line.lstrip()) + 2 * line.lstrip().startswith(("-", ">"))
    return ceil(len(shown.strip()) / (WIDTH - indent))


def _table(lines: list[str]) -> Iterator[float]:
    rows = [[_MARKS.sub("", cell).strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    del rows[1]  # the dashes under the heading
    columns = _widths(rows)
    for row in rows:
        yield 0.2 + max(ceil(len(cell) / column) or 1 for cell, column in zip(row, columns, strict=False))


def _widths(rows: list[list[str]]) -> list[float]:
    """Columns as browsers make them: the longest word, and a share by how much longer the longest cell is."""
    columns = [[row[i] for row in rows if i < len(row)] for i in range(max(map(len, rows)))]
    least = [2 + max(len(word) for cell in cells for word in cell.split(" ")) for cells in columns]
    most = [2 + max(map(len, cells)) for cells in columns]
    if sum(most) <= WIDTH:
        return [each - 2 for each in most]
    spare, wanted = max(0, WIDTH - sum(least)), sum(most) - sum(least)
    return [low + spare * (high - low) / wanted - 2 for low, high in zip(least, most, strict=True)]
