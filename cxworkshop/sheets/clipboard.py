"""Reads and writes cells as spreadsheets copy them, for pasting into a list and copying out of it.

Cells are separated by tabs, rows by line breaks; a cell that contains a tab, a line break or a quotation mark
is quoted.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxworkshop.model.kinds import Kind

_MARKS = 100
"""More than any script has on a letter."""
_LITERAL_QUOTES = re.compile(r'(?:^|[\t\n])"[^"\t\n]+"(?=[\t\n]|\Z)')
"""A quoted cell that no spreadsheet would have quoted: the marks belong to its text."""


def with_line_feeds(text: str) -> str:
    """The text with every line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_pasted(text: str) -> str:
    """A pasted text as it is read: line feeds, and letters composed as they are typed (ä is one sign)."""
    text = with_line_feeds(text).removeprefix("\ufeff")
    if text.isascii() or unicodedata.is_normalized("NFC", text) or _is_endless(text):
        return text
    return unicodedata.normalize("NFC", text)


def _is_endless(text: str) -> bool:
    """Whether so many marks follow on one letter that composing them takes seconds: their square."""
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > _MARKS:
            return True
    return False


def in_one_line(text: str) -> str:
    """The text with a space for each line end, and none around it."""
    return with_line_feeds(text).strip("\n").replace("\n", " ")


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


@dataclass(frozen=True)
class CopiedCell:
    """A cell that is pasted: its text and, where it was copied in this program, the kind and value it had."""

    text: str
    kind: Kind | None = None
    value: Any = None


@dataclass(frozen=True)
class Copied:
    """What was copied last, kept in the program, as nobody knows whether the terminal passed it on."""

    rows: tuple[tuple[CopiedCell, ...], ...]

    @cached_property
    def text(self) -> str:
        """What goes to the clipboard: a single cell as it is, several as a spreadsheet accepts them."""
        return self.texts[0][0] if [len(row) for row in self.rows] == [1] else write_rows(self.texts)

    @property
    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]

    def is_pasted_as(self, text: str) -> bool:
        """Whether a pasted text is this, which the clipboard brings back with other line ends."""
        return as_pasted(text).rstrip("\n") == as_pasted(self.text).rstrip("\n")


class Clipboard:
    """What was copied last in this program; None before the first time."""

    copied: Copied | None = None


CLIPBOARD = Clipboard()
"""The program has one, as a terminal has."""
