"""Cells, columns and ready lists: what rows are drawn from. Importing this costs nothing of the record, so
the library may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cxworkshop.language import _

if TYPE_CHECKING:
    from cxworkshop.model.kinds import Reading
    from cxworkshop.model.place import Place

Row = Mapping[str, "Place"]
"""The addresses a row joins, by alias. An alias is a table's name, or any name for a place that already has
its field. A place without a table says what a computed row is about: nothing of it is recorded."""


@dataclass(frozen=True)
class Cell:
    """What a cell shows. `tone`: "" as it is, else muted, good, unclear, contested, bad or accent. `short`
    stands where the text does not fit. One that `spans` runs over the columns behind it."""

    text: str = ""
    tone: str = ""
    short: str = ""
    spans: bool = False


Computed = Callable[["Reading", "Row"], Cell]


@dataclass(frozen=True)
class Column:
    """One column. `of` is "alias.field", an alias whose place has its field, or a function that computes the
    cell."""

    of: str | Computed
    title: str = ""
    width: int = 10  # the least it needs
    weight: int = 0  # its share of what is left over
    importance: int = 5  # the low ones drop out first

    @property
    def alias(self) -> str:
        return self.of.split(".", 1)[0] if isinstance(self.of, str) else ""

    @property
    def field(self) -> str:
        """The field of the record of `alias`; empty for computed columns and whole places."""
        return self.of.split(".", 1)[1] if isinstance(self.of, str) and "." in self.of else ""

    def place(self, row: Row) -> Place | None:
        """The address of this column's cell in a row; None when it is computed or the row has no such
        record."""
        if not isinstance(self.of, str) or self.alias not in row:
            return None
        place = row[self.alias]
        return place.at(self.of.split(".", 1)[1]) if "." in self.of else place

    def heading(self) -> str:
        """The column's title in the reader's language."""
        if self.title or not isinstance(self.of, str) or "." not in self.of:
            return _(self.title)
        from cxworkshop.model.place import field_of

        table, field = self.of.split(".", 1)
        return _(field_of(table, field).kind.label)

    @property
    def is_number(self) -> bool:
        if not isinstance(self.of, str) or "." not in self.of:
            return False
        from cxworkshop.model.kinds import Number
        from cxworkshop.model.place import field_of

        return isinstance(field_of(*self.of.split(".", 1)).kind, Number)


class Source(Protocol):
    """What rows are drawn from: a grid of a session, or a list of ready cells."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def __len__(self) -> int: ...

    def cell(self, row: int, column: Column) -> Cell: ...


@dataclass(frozen=True)
class Listing:
    """Ready cells: the library, the findings, the documents."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.cells)

    def cell(self, row: int, column: Column) -> Cell:
        return self.cells[row][self.columns.index(column)]
