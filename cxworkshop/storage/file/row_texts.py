"""The rows of a session as the text of its file, encoded once and used again while they stay the same.

`SessionFile` writes through it: a change of one cell among 8,000 rows encodes one row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cxworkshop.model.ops import RowKey
from cxworkshop.model.raw import written
from cxworkshop.model.record import Record
from cxworkshop.model.session import Round, RoundFacts, Session
from cxworkshop.storage.file.row_storage import Lines, Tables, as_json


class _Line(NamedTuple):
    """A row as it was last encoded: the object (None: not encoded yet), its document id, its text."""

    record: Record | None
    document: int
    text: str


class _Block(NamedTuple):
    """A table of one round as it was last encoded."""

    rows: tuple[Record, ...] | None
    lines: dict[str, _Line]
    text: str


_EMPTY = _Block(None, {}, "")


class RowTexts:
    """The texts of all rows, and the document id of each. `last_id` is the highest document id in use."""

    def __init__(self, last_id: int, documents: Mapping[RowKey, int]) -> None:
        self.last_id = last_id
        self._blocks: dict[tuple[str, int | None], _Block] = {}
        for (table, number, row), document in documents.items():
            block = self._blocks.setdefault((table, number), _Block(None, {}, ""))
            block.lines[row] = _Line(None, document, "")

    @property
    def documents(self) -> dict[RowKey, int]:
        """The document id of each row."""
        return {
            (*table, row): line.document
            for table, block in self._blocks.items()
            for row, line in block.lines.items()
        }

    def tables(self, session: Session) -> Tables:
        """The tables of a session as `Lines`. A table that is the same object as last time keeps its text; in
        a changed one, so does each row that is the same object. New rows get the next document ids."""
        tables: dict[str, list[str]] = {}
        blocks: dict[tuple[str, int | None], _Block] = {}
        for table, number, rows in session.tables():
            block = self._blocks.get((table, number), _EMPTY)
            if block.rows is not rows:
                block = self._encoded(rows, number, block)
            blocks[table, number] = block
            if rows:
                tables.setdefault(table, []).append(block.text)
        self._blocks = blocks
        return {table: Lines(",\n".join(texts)) for table, texts in tables.items()}

    def _encoded(self, rows: tuple[Record, ...], number: int | None, before: _Block) -> _Block:
        lines: dict[str, _Line] = {}
        texts = []
        for record in rows:
            line = before.lines.get(record.id)
            if line is None or record.id in lines:
                self.last_id += 1
                line = _Line(record, self.last_id, _text(record, number, self.last_id))
            elif line.record is not record:
                line = _Line(record, line.document, _text(record, number, line.document))
            lines[record.id] = line
            texts.append(line.text)
        return _Block(rows, lines, ",\n".join(texts))


def _text(record: Record, number: int | None, document: int) -> str:
    text = as_json(written(record, RoundFacts if isinstance(record, Round) else None))
    of_round = "" if number is None else f'"round":{number},'
    return f'"{document}":{{{of_round}{text[1:]}'
