"""What a session file says beside the session, and what two files say together when they become one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from cxworkshop.model.ops import RowKey
from cxworkshop.model.session import Session
from cxworkshop.storage.file import header as headers
from cxworkshop.storage.file.header import GENERATIONS, STATES, VERSION
from cxworkshop.storage.file.reading import DOCUMENT_LIMIT
from cxworkshop.storage.file.row_texts import RowTexts
from cxworkshop.storage.file.summary import headlines, summary

_VERSIONS = {"version": VERSION, "oldest_reader": 1, "oldest_writer": 1}
"""Of the files this program writes: their version, and the oldest versions that may read and write them."""


class Frame(NamedTuple):
    """Its header, id, lineage and content mark, the tables that this program does not know, and the document
    ids."""

    header: dict[str, Any]
    id: str
    lineage: list[str]
    mark: str
    unknown: dict[str, Any]
    texts: RowTexts

    @property
    def saved_at(self) -> datetime:
        return headers.moment(self.header.get("updated_at")) or datetime.fromtimestamp(0).astimezone()

    def next_header(
        self, session: Session, at: datetime, store_revision: str, *, keeps_copy: bool, names_pending: bool
    ) -> dict[str, Any]:
        """The header of the next save; `keeps_copy`: that of the present file is kept."""
        values = {
            "updated_at": at.isoformat(timespec="seconds"),
            "last_id": self.texts.last_id,
            "session": self.id,
            "lineage": [*self.lineage, self.mark][-GENERATIONS:] if keeps_copy else self.lineage,
            "states": list(headers.states(self.header)),
            "card": {**summary(session), "headlines": headlines(session, at.date())},
            **({headers.STORE_REVISION: store_revision} if store_revision else {}),
        }
        return headers.new_header(self.header, values, _VERSIONS, names_pending=names_pending)


def new_frame(id: str) -> Frame:
    """The frame of a file that is not written yet."""
    return Frame({}, id, [], "", {}, RowTexts(int(headers.HEADER_ID), {}))


def frame_of(
    header: dict[str, Any], mark: str, unknown: dict[str, Any], last_id: int, documents: Mapping[RowKey, int]
) -> Frame:
    """The frame of a file with that header and content mark. One from before sessions had ids takes its
    content mark, so that its copies get the same id."""
    told = header.get("last_id")
    used = told if type(told) is int and told < DOCUMENT_LIMIT else 1
    texts = RowTexts(max(last_id, used), documents)
    return Frame(
        header, headers.session_id(header) or mark, list(headers.lineage(header)), mark, unknown, texts
    )


def frame_of_store(header: Mapping[str, Any]) -> Frame | None:
    """The frame of the first file here of a session that a store keeps: a version of whatever was copied
    into it or out of it. None where the store does not say which session it is."""
    known = {name: header[name] for name in ("session", "lineage", "states") if name in header}
    return frame_of(known, "", {}, 1, {}) if headers.session_id(known) else None


def merged_frame(one: Frame, other: Frame, unknown: Mapping[str, Any]) -> tuple[Frame, datetime]:
    """The frame of the file that two become, whichever of them is given first, and its date: the later one
    of both. `unknown`: those tables of the older version that both come from."""
    older, newer = sorted((one, other), key=lambda frame: (frame.saved_at, frame.mark))
    marks = dict.fromkeys((*older.lineage, older.mark, *newer.lineage, newer.mark))
    recent = dict.fromkeys((*headers.states(older.header), *headers.states(newer.header)))
    frame = Frame(
        {**older.header, **newer.header, "states": [*recent][-STATES:]},
        min(one.id, other.id),
        [*marks][-GENERATIONS:],
        "",
        _unknown(unknown, older.unknown, newer.unknown),
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
