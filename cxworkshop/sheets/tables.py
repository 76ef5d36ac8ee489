"""Reads a pasted text as the table that it was: cells of a spreadsheet, a file parted by semicolons or
commas, a table in Markdown, lines with bullets or numbers before them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from cxworkshop.sheets.clipboard import in_one_line, read_rows

_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
"""The line below the headings of a table in Markdown."""
_PIPE = re.compile(r"(?<!\\)\|")
_BULLET = r"[-*+•‣◦·▪▫■□●○–—➢➔→►✓§\uf0b7\uf0a7\uf0d8\uf0fc]"
_NUMBER = r"(?:\(?\d{1,3}[.)]|\(?(?:[a-zäöå]|[ivx]{1,4})\))"
MARK = re.compile(rf"\s*(?:{_BULLET}|o|{_NUMBER}|\d{{1,4}})\s*")
"""A cell that holds nothing but a bullet or a number."""
BEFORE_LINE = re.compile(rf"\A\s*(?:(?:{_BULLET}|{_NUMBER})\s+(?:\[[ xX]\]\s+)?|☐\s*|•\s*)")
"""A bullet or a number at the beginning of a line, and the box of a task."""
_COUNTED = re.compile(r"\s*\(?(\d+)[.)]?\s*")
_NUMBERING = {"", "#", "no", "no.", "nr", "nr.", "nro", "nro.", "n:o", "n", "id"}
"""Headings of a column of numbers."""


@dataclass(frozen=True)
class Table:
    """A way to read a text. One with a `separator` is meant only where it fits a list, as sentences have
    commas and semicolons too. Markdown marks its headings."""

    rows: list[list[str]]
    separator: str = ""
    has_headings: bool = False


def readings(text: str) -> Iterator[Table]:
    """The ways in which a text may be read, the last one for certain."""
    text = text.rstrip("\n")  # a line before the first one is an empty cell
    if (table := _markdown(text)) is not None:
        yield table
        return
    rows = read_rows(text)
    if all(len(row) == 1 and "\n" not in row[0] for row in rows):
        for separator in ";,":
            if separated := _separated(text, separator):
                yield Table(separated, separator)
    yield Table(rows)


def _markdown(text: str) -> Table | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    has_rule = len(lines) > 1 and "|" in lines[0] and _RULE.fullmatch(lines[1]) is not None
    if not has_rule and not all(len(line) > 2 and line[0] == line[-1] == "|" for line in lines):
        return None
    rows = [
        [_unescaped(cell) for cell in _PIPE.split(line.removeprefix("|").removesuffix("|"))]
        for line in lines
        if not ("|" in line and _RULE.fullmatch(line))
    ]
    return Table(rows, has_headings=has_rule and any(rows[0])) if rows else None


def _unescaped(cell: str) -> str:
    """The text of a cell of Markdown."""
    return re.sub(r"<br\s*/?>", "\n", cell.strip().replace("\\|", "|").strip("*"))


def _separated(text: str, separator: str) -> list[list[str]]:
    """The rows of a file with a separator; none where the lines have different numbers of cells."""
    try:
        rows = [
            row
            for row in csv.reader(
                StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
            )
            if row
        ]
    except csv.Error:
        return []
    return rows if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 else []


def without_marks(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the bullets or numbers that stand before all of them, in a column of their own or at the
    beginning of the text."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return rows
    is_headed = len(filled) > 1 and filled[0][0].strip().casefold() in _NUMBERING
    marked = filled[1:] if is_headed else filled
    if all(len(row) > 1 and MARK.fullmatch(row[0]) for row in marked) and _counts(marked):
        return [row[1:] or [""] for row in rows]
    if all(BEFORE_LINE.match(row[0]) for row in filled) and _counts(filled):
        return [[BEFORE_LINE.sub("", row[0], count=1), *row[1:]] for row in rows]
    return rows


def _counts(rows: list[list[str]]) -> bool:
    """Whether the numbers before some rows, if there are any, count: a single one, a price, a year do not."""
    if all(row[0].strip().isdecimal() for row in rows) and int(rows[0][0]) > 1:
        return False
    counted = [match for row in rows if (match := _COUNTED.match(row[0]))]
    numbers = [int(match[1]) for match in counted]
    if not numbers:
        return True
    if len(numbers) < len(rows):  # a list in a list
        return all(match[0].strip().endswith((".", ")")) for match in counted)
    first, count = numbers[0], len(rows)
    is_same = {first} == {*numbers} and "." in rows[0][0]  # Markdown writes 1. before each
    return count > 1 and len(numbers) == count and (is_same or numbers == [*range(first, first + count)])


_NO_NAME = re.compile(r"@|#|\d|\+\d")
"""What a cell begins with that is a day or a touchpoint, or a name that has its @."""


def captured_lines(text: str) -> list[str]:
    """The lines of a text that are captured one by one; a row of cells as "what @who when"."""
    rows = without_marks([row for row in [*readings(text)][-1].rows if any(cell.strip() for cell in row)])
    return [
        " ".join(
            f"@{cell}" if i == 1 and not _NO_NAME.match(cell) else cell
            for i, cell in enumerate(map(in_one_line, map(str.strip, row)))
            if cell
        )
        for row in rows
    ]
