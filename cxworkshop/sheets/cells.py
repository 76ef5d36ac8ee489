"""Cells, columns and ready lists: what the rows of every list are drawn from.

The model is imported where it is needed only: it costs about 30 ms, and the library shows rows without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cxworkshop.language import Message, _

if TYPE_CHECKING:
    from cxworkshop.model.kinds import Reading
    from cxworkshop.model.place import Place
    from cxworkshop.model.session import Session

Row = Mapping[str, "Place"]
"""The places a row joins, by alias. An alias is the name of a table, or any name for a place that includes
its field. A place without a table is the subject of a computed row and is not recorded."""


PRIORITY = "▌"
"""The mark of a row about a priority touchpoint."""


@dataclass(frozen=True)
class Cell:
    """What a cell shows.

    `tone` is "" or one of muted, good, unclear, contested, bad, accent. `short` replaces a text that does not
    fit. A cell that `spans` covers the columns after it. One that `keeps_ends` is cut in its middle. The
    `mark` of the first cell stands before its row.
    """

    text: str = ""
    tone: str = ""
    short: str = ""
    spans: bool = False
    keeps_ends: bool = False
    mark: str = ""


Computed = Callable[["Reading", "Row"], Cell]


@dataclass(frozen=True)
class Column:
    """One column. `content` is "alias.field", an alias whose place includes its field, or a function that
    computes the cell. Widths are in terminal cells. `when` says in which sessions the column is of use;
    without it in all. `each` gives the columns that stand in its place in a session: one for each measure.
    `otherwise` computes the cell of a row that lacks the place."""

    content: str | Computed
    title: str | Message = ""
    width: int = 10  # the minimum
    weight: int = 0  # its share of the remaining width
    importance: int = 5  # columns of low importance drop out first
    when: Callable[[Session], bool] | None = None
    each: Callable[[Session], Sequence[Column]] | None = None
    otherwise: Computed | None = None

    @property
    def alias(self) -> str:
        return self.content.split(".", 1)[0] if isinstance(self.content, str) else ""

    @property
    def field(self) -> str:
        """The field of the record; empty for a computed column and for an alias that includes its field."""
        return self.content.split(".", 1)[1] if isinstance(self.content, str) and "." in self.content else ""

    def place(self, row: Row) -> Place | None:
        """The place of this column's cell in a row; None when the cell is computed or the row lacks the
        record."""
        if not isinstance(self.content, str) or self.alias not in row:
            return None
        place = row[self.alias]
        return place.at(self.content.split(".", 1)[1]) if "." in self.content else place

    def heading(self) -> str:
        """The title in the reader's language; by default the label of the field."""
        if self.title or not isinstance(self.content, str) or "." not in self.content:
            return _(self.title) if isinstance(self.title, str) else str(self.title)
        from cxworkshop.model.place import field_of

        table, field = self.content.split(".", 1)
        return _(field_of(table, field).kind.label)

    @property
    def is_number(self) -> bool:
        if not isinstance(self.content, str) or "." not in self.content:
            return False
        from cxworkshop.model.kinds import Number
        from cxworkshop.model.place import field_of

        return isinstance(field_of(*self.content.split(".", 1)).kind, Number)

    @property
    def is_text(self) -> bool:
        """Whether its cells may wrap: with a weight, and no dates, numbers or people."""
        if not self.weight or not isinstance(self.content, str) or "." not in self.content:
            return self.weight > 0
        from cxworkshop.model.kinds import Choice, LongText, Reference, References, Text
        from cxworkshop.model.place import field_of

        kind = field_of(*self.content.split(".", 1)).kind
        is_person = isinstance(kind, Reference) and kind.to == "people" and not isinstance(kind, References)
        return isinstance(kind, Text | LongText | Choice | Reference) and not is_person


class Source(Protocol):
    """What rows are drawn from: the grid of a session, or a list of ready cells."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def __len__(self) -> int: ...

    def cell(self, row: int, column: Column) -> Cell: ...


@dataclass(frozen=True)
class Listing:
    """Ready cells, as the library, the findings and the documents have them."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.cells)

    def cell(self, row: int, column: Column) -> Cell:
        return self.cells[row][self.columns.index(column)]
