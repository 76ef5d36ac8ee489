"""What a survey file is before it is counted: its form, encoding, delimiter, heading and first rows. Only the
head of the file is read."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice, zip_longest
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.importing.survey.shapes import Look
from cxworkshop.importing.survey.sources import (
    calamine,
    cell,
    columns_of_parquet,
    first_objects,
    workbook_rows,
)
from cxworkshop.importing.survey.words import KINDS
from cxworkshop.language import N_, say
from cxworkshop.method.surveys import plain
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.outside import open_file

HEAD = 1 << 18
"""Bytes of a text file that are looked at."""
SHOWN, LOOKED_AT = 50, 60
"""Rows below the heading that are kept as a sample, and rows from which the heading is found."""
DELIMITERS = ";\t,|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_DATA = (
    (b"%PDF", N_("It is a PDF. Export the answers as CSV or as a workbook.")),
    (b"{\\rtf", N_("It is rich text. Export the answers as CSV or as a workbook.")),
    (b"\x1f\x8b", N_("It is packed. Unpack it first.")),
    (b"\x89PNG", N_("It is a picture. Export the answers as CSV or as a workbook.")),
    (b"\xff\xd8\xff", N_("It is a picture. Export the answers as CSV or as a workbook.")),
)


def look(path: Path, *, heading_rows: int | None = None, sheet: str = "", quotes: bool = True) -> Look:
    """What the file is, or what somebody said it is: how many heading rows, which sheet of a workbook, and
    whether quotation marks are read as such. Raises Unreadable, and WrongUse where a library is missing."""
    try:
        with open_file(path) as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise Unreadable(say("There is no file {file}.", file=path)) from None
    except OSError as error:
        raise about(path, unreadable(error)) from error
    try:
        return _look(path, head, heading_rows, sheet, quotes)
    except Unreadable as error:
        raise about(path, error) from error


def about(path: Path, error: Unreadable) -> Unreadable:
    """The error with the name of the file in its words."""
    return Unreadable(say("{file}: {why}", file=path.name, why=error.words))


def _look(path: Path, head: bytes, heading_rows: int | None, sheet: str, quotes: bool) -> Look:
    if not head.strip():
        raise Unreadable(say("It is empty."))
    for begin, words in _NOT_DATA:
        if head.startswith(begin):
            raise Unreadable(say(words))
    if head.startswith(b"PAR1"):
        names, sample = columns_of_parquet(path, SHOWN)
        return Look(path, "parquet", names, sample, heading_rows=0)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _look_at_workbook(path, heading_rows, sheet)
    encoding = encoding_of(head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if text.lstrip().startswith("{") and path.suffix.lower() not in (".csv", ".tsv"):
        names, sample = first_objects(path, encoding, SHOWN)
        return Look(path, "jsonl", names, sample, encoding, heading_rows=0)
    if sum(not (sign.isprintable() or sign in "\t\r\n\f") for sign in text[:1000]) > len(text[:1000]) // 50:
        raise Unreadable(say("It is no text. Export the answers as CSV or as a workbook."))
    if text.lstrip()[:9].lower() in ("<!doctype", "<html>"):
        raise Unreadable(say("It is a page for a browser. Export the answers as CSV or as a workbook."))
    first = text.split("\n", 1)[0].strip()
    delimiter = first[4:5] or "\t" if first.lower().startswith("sep=") else delimiter_of(text, quotes)
    grid = list(islice(_cells(text, delimiter, quotes), LOOKED_AT))
    skip, rows, names, sample = _headed(grid, heading_rows)
    return Look(path, "csv", names, sample, encoding, delimiter, skip, rows, quotes=quotes)


def _look_at_workbook(path: Path, heading_rows: int | None, sheet: str) -> Look:
    sheets = calamine(path).sheet_names
    if sheet and sheet not in sheets:
        raise Unreadable(
            say("It has no sheet {name}. There is: {names}.", name=sheet, names=", ".join(sheets))
        )
    sheet = sheet or sheets[0]
    grid = [tuple(map(cell, row)) for _line, row in islice(workbook_rows(path, sheet), LOOKED_AT)]
    skip, rows, names, sample = _headed(grid, heading_rows)
    return Look(path, "xlsx", names, sample, "", "", skip, rows, sheet)


def encoding_of(head: bytes) -> str:
    """By its mark; else UTF-8 unless more of its letters are broken than whole; else Windows' Western
    European. One stray byte must not turn every ä of a UTF-8 file into Ã¤."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) > len(head) // 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)
    broken = text.count("\ufffd")
    return "utf-8" if sum(not sign.isascii() for sign in text) - broken >= broken else "cp1252"


def delimiter_of(text: str, quotes: bool = True) -> str:
    """The one that cuts the first rows into the same number of columns most often, and into the most
    columns."""

    def steadiness(delimiter: str) -> tuple[float, int]:
        rows = islice(_cells(text, delimiter, quotes), LOOKED_AT)
        widths = [len(row) for row in rows if any(row)]
        widths = widths[:-1] or widths  # the head ends somewhere in a row
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return (times / len(widths), width) if width > 1 else (0.0, 1)

    return max(DELIMITERS, key=steadiness)


def _cells(text: str, delimiter: str, quotes: bool) -> Iterable[tuple[str, ...]]:
    lines = io.StringIO(text, newline=None)
    mark = '"' if quotes else None
    try:
        for row in csv.reader(
            lines, delimiter=delimiter, skipinitialspace=True, quotechar=mark, quoting=0 if quotes else 3
        ):
            yield tuple(row)
    except csv.Error:  # a cell that is too long: what came before it is shown
        return


# ---- the heading -------------------------------------------------------------------------------------------
_Rows = tuple[tuple[str, ...], ...]
_SCALE = re.compile(r"\(?\d{1,2} ?- ?\d{1,3}\)?")


def _headed(grid: Sequence[tuple[str, ...]], rows: int | None) -> tuple[int, int, tuple[str, ...], _Rows]:
    """Rows before the heading, rows of the heading, the names of the columns, and the sample."""
    if not any(any(map(str.strip, row)) for row in grid):
        raise Unreadable(say("It is empty."))
    skip = _titles(grid)
    body = grid[skip:]
    if rows is None:
        rows = _heading_rows(body)
    sample = tuple(row for row in body[rows:] if any(map(str.strip, row)))[:SHOWN]
    names = _names(body[:rows])
    widths = Counter(map(len, sample))
    width = max(widths, key=lambda width: (widths[width], width)) if sample else len(names)
    is_padded = not any(names[width:])  # a delimiter at the end of the heading, or of the rows
    names = (*names, *[""] * (width - len(names)))
    return skip, rows, names[:width] if is_padded else names, sample


def _titles(grid: Sequence[tuple[str, ...]]) -> int:
    """Rows before the heading. A title fills a cell or two; a heading of merged questions more."""
    filled = [sum(bool(text.strip()) for text in row) for row in grid]
    widths = Counter(filter(None, filled))
    usual = max(widths, key=lambda width: (widths[width], width))
    return next((i for i, count in enumerate(filled) if count and (count > 2 or count * 2 > usual)), 0)


def _heading_rows(body: Sequence[tuple[str, ...]]) -> int:
    """Three where Qualtrics writes its ids, two where a row of parts lies under merged questions, else one;
    and one more where a row of scales lies below."""
    for rows in (3, 2):
        if len(body) >= rows and any("importid" in text.lower() for text in body[rows - 1]):
            return rows
    rows = 2 if _has_parts(body) else 1
    return rows + (len(body) > rows and _says_kinds(body[rows]))


def _has_parts(body: Sequence[tuple[str, ...]]) -> bool:
    """Whether the second row has the parts of merged questions."""
    gaps = [i for i, text in enumerate(body[0]) if not text.strip()]
    if len(body) < 2 or not gaps:
        return False
    parts = sum(_is_words(body[1][i]) for i in gaps if i < len(body[1]))
    filled = list(filter(str.strip, body[1]))
    has_data = 4 * sum(not _is_words(text) for text in filled) > len(filled)
    return parts * 2 > len(gaps) and not has_data


def _says_kinds(row: Sequence[str]) -> bool:
    """Whether most cells of a row say what is answered in their columns, and of what scale: 0–10, yes/no."""
    filled = list(filter(str.strip, row))
    kinds = sum(plain(text) in KINDS or _SCALE.fullmatch(plain(text)) is not None for text in filled)
    return bool(filled) and kinds * 4 >= len(filled) * 3


def _is_words(text: str) -> bool:
    return bool(text.strip()) and not re.match(r"^\W*\d", text)


def _names(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The heading rows joined, a merged question carried to the right; of Qualtrics' three the words."""
    if len(rows) == 1:
        return tuple(map(str.strip, rows[0]))
    if len(rows) == 3 and any("importid" in text.lower() for text in rows[2]):
        return tuple(words.strip() or key.strip() for key, words in zip_longest(*rows[:2], fillvalue=""))
    names: list[str] = []
    tops = [""] * len(rows)
    for column in zip_longest(*rows, fillvalue=""):
        parts = [text.strip() for text in column]
        if parts[0]:
            tops = parts
        tops = [part or top for part, top in zip(parts[:-1], tops[:-1], strict=True)] + [parts[-1]]
        names.append(_joined(dict.fromkeys(filter(None, tops))))
    return tuple(names)


def _joined(parts: Collection[str]) -> str:
    """The heading of a column: a scale stands behind in brackets, the kind of an answer is left out."""
    said = [part for i, part in enumerate(parts) if i == 0 or plain(part) not in KINDS]
    asked = [part for part in said if not _SCALE.fullmatch(plain(part))]
    scales = [f" ({part.strip('()')})" for part in said if part not in asked] if asked else said
    return " – ".join(asked) + "".join(scales)
