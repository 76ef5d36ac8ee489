"""The block of marked cells between a mark and the cursor, for copying, emptying and filling."""

from __future__ import annotations

from dataclasses import dataclass

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.clipboard import with_line_feeds, write_rows
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

    def text(self, grid: Grid, columns: list[Column]) -> str:
        """The cells as text that a spreadsheet accepts."""
        return write_rows(
            [_printable(grid.cell(i, columns[c]).text) for c in self.columns] for i in self.rows
        )


def _printable(text: str) -> str:
    """The text of a cell as it may be printed, with its line breaks."""
    return "\n".join(display(line) for line in with_line_feeds(text).split("\n"))
