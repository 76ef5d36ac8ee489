"""A block of marked cells: from where the mark was set to where the cursor is. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.clipboard import with_line_feeds, write_rows
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.text import display


@dataclass(frozen=True)
class Marked:
    """Rows and columns in a row, both ends included."""

    rows: range
    columns: range

    @classmethod
    def between(cls, mark: tuple[int, int], cursor: tuple[int, int]) -> Marked:
        """The cells between a mark and the cursor."""
        (row, col), (other_row, other_col) = mark, cursor
        return cls(
            range(min(row, other_row), max(row, other_row) + 1),
            range(min(col, other_col), max(col, other_col) + 1),
        )

    def places(self, grid: Grid, columns: list[Column]) -> list[Place]:
        """The addresses of the cells that have one."""
        rows = [i for i in self.rows if i < len(grid)]
        return [
            place
            for i in rows
            for c in self.columns
            if c < len(columns) and (place := grid.place(i, columns[c])) is not None
        ]

    def text(self, grid: Grid, columns: list[Column]) -> str:
        """The cells as text that a spreadsheet takes."""
        return write_rows([_text(grid.cell(i, columns[c]).text) for c in self.columns] for i in self.rows)


def _text(text: str) -> str:
    """What a cell shows, with its line breaks."""
    return "\n".join(display(line) for line in with_line_feeds(text).split("\n"))
