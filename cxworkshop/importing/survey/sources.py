"""The rows of a survey file with the lines they begin on, whatever form it has; and the libraries for forms
that Python does not read itself."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cxworkshop.errors import Unreadable, WrongUse
from cxworkshop.importing.survey.shapes import Look, Reason
from cxworkshop.language import say

if TYPE_CHECKING:
    import duckdb
    import python_calamine

LONGEST = 200
"""Lines that one row may take up: a mark that is open longer is never closed."""
FETCHED = 50_000
"""Rows that are taken from the engine at once."""
OBJECTS = 1000
"""JSON lines from which the columns are gathered."""
ESCAPED = "surrogateescape"
"""Bytes that the encoding does not know stay apart, so that only cells that are read complain of them."""


class Row(NamedTuple):
    """A row, or why it is none; `text` as it stands in a text file."""

    line: int
    cells: list[str]
    fault: Reason | None = None
    text: str = ""


def rows_of(look: Look) -> Iterator[Row]:
    """Every row below the heading; blank ones are none. Raises Unreadable."""
    if look.form == "xlsx":
        rows = workbook_rows(look.path, look.sheet)
        for line, row in islice(rows, look.skip + look.heading_rows, None):
            if any(cells := list(map(cell, row))):
                yield Row(line, cells)
    elif look.form == "jsonl":
        yield from _objects(look)
    elif look.form == "parquet":
        yield from _parquet_rows(look)
    else:
        with look.path.open(encoding=look.encoding, errors=ESCAPED) as lines:
            yield from csv_rows(lines, look)


# ---- text --------------------------------------------------------------------------------------------------
def csv_rows(lines: Iterable[str], look: Look) -> Iterator[Row]:
    """The rows of a text. A mark that is opened and not closed costs its own line, and none of those behind
    it; delimiters at the end cost nothing."""
    source = _Lines(lines)
    delimiter, width, above = look.delimiter, len(look.names), look.skip + look.heading_rows
    for first in source:
        line, text, fault = source.number, first, None
        if look.quotes and '"' in first:
            cells, fault, text = _quoted_row(source, first, delimiter, width, above > 0)
        else:
            cells = first.rstrip("\n").split(delimiter)
        if (more := len(cells) - width) > 0 and text.rstrip("\n").endswith(delimiter * more):
            del cells[width:]
        if above > 0:
            above -= 1
        elif fault:
            yield Row(line, [], fault, text)
        elif len(cells) == width:
            yield Row(line, cells, None, text)
        elif not text.isspace():
            yield Row(line, [], "misshapen", text)


class _Lines:
    """The lines of a text, numbered from 1; some can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._again = iter(lines), deque[str]()
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)


def _quoted_row(
    source: _Lines, first: str, delimiter: str, width: int, is_heading: bool
) -> tuple[list[str], Reason | None, str]:
    """The cells of a row with quotation marks, why it is none, and its text."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        yield first
        for line in islice(source, LONGEST):
            taken.append(line)
            yield line

    try:
        cells = _parsed(lines(), delimiter)
    except csv.Error:
        source.give_back(taken)
        return [], "unclosed", first
    if taken and len(cells) != width and not is_heading and _has_row(taken, delimiter, width):
        source.give_back(taken)
        return [], "unclosed", first
    return cells, None, first + "".join(taken)


def _parsed(lines: Iterator[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True))


def _has_row(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether one of the lines, alone, is as wide as a row."""
    for line in lines:
        try:
            if len(_parsed(iter([line]), delimiter)) == width:
                return True
        except csv.Error:
            continue
    return False


# ---- JSON lines --------------------------------------------------------------------------------------------
def first_objects(
    path: Path, encoding: str, shown: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The names of all keys of the first lines, and the first rows."""
    with path.open(encoding=encoding, errors=ESCAPED) as lines:
        objects = [value for value in map(_object, islice(lines, OBJECTS)) if value is not None]
    if not objects:
        raise Unreadable(say("It is JSON, and has no line with an answer: each line must be an object."))
    names = tuple(dict.fromkeys(key for value in objects for key in value))
    return names, tuple(tuple(cell(value.get(name)) for name in names) for value in objects[:shown])


def _object(line: str) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _objects(look: Look) -> Iterator[Row]:
    with look.path.open(encoding=look.encoding, errors=ESCAPED) as lines:
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            if (value := _object(line)) is None:
                yield Row(number, [], "misshapen", line)
            else:
                yield Row(number, [cell(value.get(name)) for name in look.names])


# ---- workbooks, Parquet ------------------------------------------------------------------------------------
def calamine(path: Path) -> python_calamine.CalamineWorkbook:
    """The workbook of a path. Raises Unreadable, and WrongUse where the library is missing."""
    try:
        import python_calamine
    except ImportError:
        raise missing() from None
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except (python_calamine.CalamineError, OSError) as error:
        raise Unreadable(say("It is no workbook that can be read. Save it as .xlsx or CSV.")) from error


def workbook_rows(path: Path, sheet: str) -> Iterator[tuple[int, list[object]]]:
    """Rows of a sheet with their numbers in it."""
    with closing(calamine(path)) as book:
        yield from enumerate(book.get_sheet_by_name(sheet).iter_rows(), 1)


def columns_of_parquet(path: Path, shown: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The names of the columns, and the first rows."""
    with engine() as connection:
        try:
            answer = connection.execute("select * from read_parquet(?) limit ?", [unglobbed(path), shown])
            names = tuple(str(column[0]) for column in answer.description or ())
            return names, tuple(tuple(map(cell, row)) for row in answer.fetchall())
        except duckdb_error() as error:
            raise Unreadable(say("It is no Parquet file that can be read.")) from error


def _parquet_rows(look: Look) -> Iterator[Row]:
    with engine() as connection:
        answer = connection.execute("select columns(*)::varchar from read_parquet(?)", [unglobbed(look.path)])
        number = count(1)
        while part := answer.fetchmany(FETCHED):
            for row in part:
                yield Row(next(number), [text or "" for text in row])


def engine() -> duckdb.DuckDBPyConnection:
    """An engine in memory that fetches nothing. Raises WrongUse where it is not installed."""
    try:
        import duckdb  # 69 MB, 80 ms: only here
    except ImportError:
        raise missing() from None
    return duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": "768MiB",
        }
    )


def unglobbed(path: Path) -> str:
    """A path of which the engine takes every sign as it is: answers[1].csv is no pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def duckdb_error() -> type[Exception]:
    import duckdb

    return duckdb.Error


def missing() -> WrongUse:
    if hasattr(sys, "frozen"):
        return WrongUse(
            say(
                "Parquet files are not read in the folder that starts without installing. Save the answers "
                "as CSV or as a workbook; an installed cxworkshop reads Parquet too."
            )
        )
    return WrongUse(
        say(
            "Workbooks and Parquet files need libraries that are not installed. They are the extra "
            "“feedback” of cxworkshop. With pip: pip install {extra}; with pipx: pipx install --force "
            "{extra}; with uv: uv tool install {extra}; in a clone: make feedback. CSV and JSON lines need "
            "nothing more.",
            extra="'cxworkshop[feedback]'",
        )
    )


def cell(value: object) -> str:
    """A cell of a workbook, a Parquet file or a JSON line as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value)
