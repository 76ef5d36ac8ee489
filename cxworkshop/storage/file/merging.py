"""Two files of one workshop: the older version that both come from, and the file that becomes both.

An ancestor is known by its content mark in the lineage of both, never by names or times: a wrong one would
take work back, none loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.errors import Unreadable
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.header import GENERATIONS, content_mark, lineage, moment, read_header
from cxworkshop.storage.file.row_texts import RowTexts


def ancestor(one: Path, other: Path) -> Path | None:
    """The newest file of which both have been made: one of the two, or a copy of either. None where neither
    has such a copy any more. Raises Unreadable."""
    lines = [_marks(path) for path in (one, other)]
    found = {
        path: sum(line.index(mark) for line in lines)
        for path in _candidates(one, other)
        if all((mark := _mark(path)) in line for line in lines)
    }
    return max(found, key=lambda path: (_saved(path), found[path]), default=None)


def _marks(path: Path) -> tuple[str, ...]:
    return (*lineage(read_header(path)), _mark(path))


def _mark(path: Path) -> str:
    try:
        return content_mark(path.read_bytes())
    except OSError:
        return ""


def _candidates(one: Path, other: Path) -> Iterator[Path]:
    for path in (one, other):
        yield path
        yield from (copy.path for copy in copies_offered(path))


def _saved(path: Path) -> float:
    """When a file says that it was saved, in seconds; 0 where it says nothing."""
    with suppress(Unreadable, ValueError):
        at = moment(read_header(path).get("updated_at"))
        return at.timestamp() if at is not None else 0.0
    return 0.0


class Frame(NamedTuple):
    """What a file says beside the session: its header, id, lineage and content mark, the tables that this
    program does not know, and the document ids."""

    header: dict[str, Any]
    id: str
    lineage: list[str]
    mark: str
    unknown: dict[str, Any]
    texts: RowTexts

    @property
    def saved_at(self) -> datetime:
        return moment(self.header.get("updated_at")) or datetime.fromtimestamp(0).astimezone()


def merged_frame(one: Frame, other: Frame, base: Frame | None) -> tuple[Frame, datetime]:
    """The frame of the file that two become, whichever of them is given first, and its date: the later one
    of both."""
    older, newer = sorted((one, other), key=lambda frame: (frame.saved_at, frame.mark))
    marks = dict.fromkeys((*older.lineage, older.mark, *newer.lineage, newer.mark))
    frame = Frame(
        {**older.header, **newer.header},
        min(one.id, other.id),
        [*marks][-GENERATIONS:],
        "",
        _unknown(base.unknown if base is not None else {}, older.unknown, newer.unknown),
        _texts(older.texts, newer.texts),
    )
    return frame, newer.saved_at


def _texts(older: RowTexts, newer: RowTexts) -> RowTexts:
    """The document ids of the rows of two files: those of the older one, and of the other as far as they are
    free in their table."""
    documents = older.documents
    taken = {(table, document) for (table, _number, _row), document in documents.items()}
    for key, document in newer.documents.items():
        if key not in documents and (key[0], document) not in taken:
            documents[key] = document
            taken.add((key[0], document))
    return RowTexts(max(older.last_id, newer.last_id), documents)


def _unknown(base: Mapping[str, Any], older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that this program does not know, by their rows; of a row that both have changed the newer
    one stands. What is no table is taken whole."""
    tables: dict[str, Any] = {}
    for name in sorted({*older, *newer}):
        was, old, new = base.get(name), older.get(name), newer.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            tables[name] = _rows(was if isinstance(was, dict) else {}, old, new)
        elif new == was and name in older:
            tables[name] = old
        elif name in newer:
            tables[name] = new
        elif old != was:
            tables[name] = old
    return tables


def _rows(was: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    rows = dict(old)
    for document, row in new.items():
        if document not in old:
            if row != was.get(document):
                rows[document] = row
        elif row != old[document] and row != was.get(document):
            is_another = was.get(document) is None and _id(row) != _id(old[document])
            rows[_free(document, rows, new) if is_another else document] = row
    for document, row in old.items():
        if document not in new and document in was and row == was[document]:
            del rows[document]
    return rows


def _free(document: str, *rows: Mapping[str, Any]) -> str:
    numbers = (int(key) for key in (document, *chain(*rows)) if key.isdecimal())
    return str(max(numbers, default=0) + 1)


def _id(row: Any) -> Any:
    return row.get("id") if isinstance(row, dict) else None
