"""Reads pasted cells as values of their columns, and keeps what is not understood; the paste asks here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Words, say, say_n
from cxworkshop.model.kinds import Kind, Reading, Reference
from cxworkshop.model.matching import folded
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.clipboard import CopiedCell
from cxworkshop.sheets.editor import is_named_freely

FAULTS = 3
"""Kinds of fault that are named."""


MISSING = object()
"""Stands for a value that is not understood."""


@dataclass
class CellReader:
    """Reads cells as values, each text once, and keeps what is not understood by its words, with the numbers
    of its lines."""

    reading: Reading
    faults: dict[str, tuple[Words, list[int]]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    """The cells that are not understood."""
    newcomer: str = ""
    """The first name that is on no list, where one may be added."""
    shortened: dict[str, str] = field(default_factory=dict)
    """The names that were taken by a part of them, by what stands in the cell."""
    _values: dict[tuple[Kind, str], Any] = field(default_factory=dict)

    def value(self, kind: Kind, cell: CopiedCell, line: int) -> Any:
        """The value of a cell, MISSING when it is not understood."""
        if cell.kind is not None and self._is_kept(cell, kind):
            return cell.value
        key = kind, cell.text
        if key not in self._values:
            try:
                self._values[key] = kind.parse(cell.text.strip(), self.reading)
            except NotUnderstood as fault:
                self._values[key] = fault
        value = self._values[key]
        if not isinstance(value, NotUnderstood):
            if isinstance(kind, Reference) and value:
                self._compare(kind, cell.text, value)
            return value
        self.refuse(value.words, line)
        self.unread.append(cell.text)
        if not self.newcomer and isinstance(kind, Reference) and self._is_new(kind, cell.text):
            self.newcomer = " ".join(cell.text.split())
        return MISSING

    def _is_new(self, kind: Reference, text: str) -> bool:
        """Whether a name that is like none of a list may be added to it."""
        return is_named_freely(TABLES[kind.to].table) and not kind.match(text, self.reading).possible

    def _compare(self, kind: Reference, text: str, value: Any) -> None:
        if text not in self.shortened and folded(name := kind.typed(value, self.reading)) != folded(text):
            self.shortened[text] = name

    def refuse(self, why: Words, line: int) -> None:
        """Keeps why something on a line is not understood."""
        lines = self.faults.setdefault(str(why), (why, []))[1]
        if line not in lines[-1:]:
            lines.append(line)

    def _is_kept(self, cell: CopiedCell, kind: Kind) -> bool:
        """Whether a value that was copied means the same here: the rows that it names still are those."""
        same = isinstance(kind, Reference) and type(cell.kind) is type(kind) and cell.kind.to == kind.to
        if not same:
            return cell.kind is kind
        return kind.typed(cell.value, self.reading) == cell.text

    def remarks(self) -> list[Words]:
        """What is not understood, and where."""
        remarks: list[Words] = [
            say_n("Line {lines}: {why}", "Lines {lines}: {why}", len(lines), lines=_numbers(lines), why=why)
            for why, lines in self.faults.values()
        ]
        more = len(remarks) - FAULTS
        return [*remarks[:FAULTS], say("{n} more", n=more)] if more > 0 else remarks


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
