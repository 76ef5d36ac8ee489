"""The block of marked cells between a mark and the cursor, for copying, emptying and filling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.kinds import YesNo
from cxworkshop.model.place import Place, value_at
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.clipboard import Copied, CopiedCell, with_line_feeds
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.text import display


@dataclass(frozen=True)
class MarkedCells:
    """A block of adjacent rows and columns."""

    rows: range
    columns: range

    @classmethod
    def between(cls, mark: tuple[int, int], cursor: tuple[int, int]) -> MarkedCells:
        """The block between a mark and the cursor, (row, column) each, both included."""
        (row, col), (other_row, other_col) = mark, cursor
        return cls(
            range(min(row, other_row), max(row, other_row) + 1),
            range(min(col, other_col), max(col, other_col) + 1),
        )

    def places(self, grid: Grid, columns: list[Column]) -> list[Place]:
        """The places of the cells that are recorded."""
        rows = [i for i in self.rows if i < len(grid)]
        return [
            place
            for i in rows
            for c in self.columns
            if c < len(columns) and (place := grid.place(i, columns[c])) is not None
        ]

    def beside(
        self, grid: Grid, columns: list[Column], source: int, rows: Sequence[int]
    ) -> list[tuple[Place, list[Place]]]:
        """The recorded cells of a row in these columns, each with those of other rows."""
        marked = [columns[c] for c in self.columns if c < len(columns)] if len(grid) else []
        return [
            (place, [other for i in rows if (other := grid.place(i, column)) is not None])
            for column in marked
            if (place := grid.place(source, column)) is not None
        ]

    def copied(self, grid: Grid, columns: list[Column]) -> Copied:
        """The cells with their values."""
        return Copied(tuple(tuple(_copied(grid, i, columns[c]) for c in self.columns) for i in self.rows))


def _copied(grid: Grid, row: int, column: Column) -> CopiedCell:
    """A cell with its value, and the text that is read back as that value. A blind answer stays covered."""
    place, shown = grid.place(row, column), grid.cell(row, column).text
    if place is None or place.table in BLIND_TABLES:
        return CopiedCell(_harmless(shown))
    session = grid.reading.session
    kind, value = grid.kind(place), value_at(session, place)
    is_shown = isinstance(kind, YesNo) or (value is None and kind.derived)
    return CopiedCell(_harmless(shown if is_shown else kind.typed(value, grid.reading)), kind, value)


def _harmless(text: str) -> str:
    """The text of a cell as it may be handed to other programs, with its line breaks and tabs."""
    return "".join(sign if sign in "\n\t" else display(sign) for sign in with_line_feeds(text))
