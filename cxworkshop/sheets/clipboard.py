"""Reads and writes cells as spreadsheets copy them, for pasting into a list and copying out of it.

Cells are separated by tabs, rows by line breaks; a cell that contains a tab, a line break or a quotation mark
is quoted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_LITERAL_QUOTES = re.compile(r'(?:^|[\t\n])"[^"\t\n]+"(?=[\t\n]|\Z)')
"""A quoted cell that no spreadsheet would have quoted: the marks belong to its text."""


def with_line_feeds(text: str) -> str:
    """The text with every line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_rows(text: str) -> list[list[str]]:
    """The rows of a pasted text. Where its quotation marks do not enclose cells they are ordinary characters,
    and each line is a row."""
    text = with_line_feeds(text)
    try:
        if not _LITERAL_QUOTES.search(text):
            return [row or [""] for row in csv.reader(StringIO(text, newline=""), "excel-tab", strict=True)]
    except csv.Error:
        pass
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def write_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text that a spreadsheet accepts."""
    text = StringIO()
    csv.writer(text, "excel-tab", lineterminator="\n").writerows(rows)
    return text.getvalue().removesuffix("\n")
