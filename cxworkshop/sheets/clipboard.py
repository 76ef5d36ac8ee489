"""Cells as spreadsheets copy and paste them: parted by tabs, a row a line, in quotation marks where a cell
holds a tab, a line break or such a mark. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_OWN_MARKS = re.compile(r'(?:^|[\t\n])"[^"\t\n]+"(?=[\t\n]|\Z)')
"""A cell that no spreadsheet would put in quotation marks: they are its own."""


def with_line_feeds(text: str) -> str:
    """The text with the line ends that are used here."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_rows(text: str) -> list[list[str]]:
    """The rows of a pasted text. Where the quotation marks make no cells they are signs like any other, and
    each line is a row."""
    text = with_line_feeds(text)
    try:
        if not _OWN_MARKS.search(text):
            return [row or [""] for row in csv.reader(StringIO(text, newline=""), "excel-tab", strict=True)]
    except csv.Error:
        pass
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def write_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a spreadsheet takes them."""
    text = StringIO()
    csv.writer(text, "excel-tab", lineterminator="\n").writerows(rows)
    return text.getvalue().removesuffix("\n")
