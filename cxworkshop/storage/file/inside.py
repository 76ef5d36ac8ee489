"""What can be found inside the workshops of a folder: who is in them, what their customers meet, what is
wanted, agreed and parked. The library finds workshops by it.

Reads the rows of a file without making a session of them, which takes a tenth of the time; it needs no lock,
and a file with faults is found too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.language import Words, say
from cxworkshop.model.matching import folded
from cxworkshop.model.raw import is_text
from cxworkshop.model.session import TABLES
from cxworkshop.storage.file.header import LIMIT
from cxworkshop.storage.outside import open_file

FOUND_IN = (
    "touchpoints",
    "people",
    "partners",
    "experience_goals",
    "goals",
    "actions",
    "decisions",
    "parking",
)
"""The tables whose rows are found, by what they are known by; never by ids, answers or private notes."""


class Inside(NamedTuple):
    """What a row is known by, as written and as it is compared."""

    table: str
    text: str
    compared: str

    @property
    def words(self) -> Words:
        """What it is, and its text."""
        return say("{thing}: {text}", thing=say(TABLES[self.table].table.singular), text=self.text)


class Contents(NamedTuple):
    """What is found in a workshop, each text once, and all of them as they are compared."""

    rows: tuple[Inside, ...] = ()
    compared: str = ""

    def hits(self, search: str, about: str) -> Iterator[Inside]:
        """The rows that hold some of the typed words, while the names of their workshop, `about`, hold all
        others: "sampo answer" is a goal of Sampo."""
        words = folded(search).split()
        others = [word for word in words if word not in folded(about)]
        if not all(word in self.compared for word in others):
            return
        for row in self.rows:
            if all(word in row.compared for word in others) and any(word in row.compared for word in words):
                yield row


def contents(path: Path) -> Contents:
    """What is found in a file, read once while it stays as it is; nothing in one that cannot be read."""
    try:
        state = path.stat()
        return _contents(path, state.st_mtime_ns, state.st_size) if state.st_size <= LIMIT else Contents()
    except OSError:
        return Contents()


@lru_cache(maxsize=2000)
def _contents(path: Path, _written: int, _size: int) -> Contents:
    with open_file(path) as file:
        raw = file.read()
    try:
        tables = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError):
        return Contents()
    return contents_of(_rows(tables if isinstance(tables, dict) else {}))


def contents_of(rows: Iterable[tuple[str, str]]) -> Contents:
    """What is found of rows: the table of each, and the text that it is known by."""
    inside = tuple(
        Inside(table, text, folded(text)) for table, text in dict.fromkeys(rows) if table in FOUND_IN
    )
    return Contents(inside, "\n".join(row.compared for row in inside))


def _rows(tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for table in FOUND_IN:
        names, rows = TABLES[table].table.names, tables.get(table)
        for row in rows.values() if isinstance(rows, dict) else ():
            text = row.get(names) if isinstance(row, dict) else None
            if type(text) is str and text.strip() and is_text(text):
                yield table, text
