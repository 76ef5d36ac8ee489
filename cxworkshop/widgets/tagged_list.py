"""A list with words at the right end of some rows: where others are who have the same workshop open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from cxworkshop.sheets.cells import Source
from cxworkshop.sheets.grid_rows import GridRows
from cxworkshop.sheets.others import Tag, tags
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.row_strips import tagged

if TYPE_CHECKING:
    from cxworkshop.storage.shared import Colleague


class TaggedList(ListBox):
    """A list of the rows of a grid."""

    rows: GridRows
    others: Sequence[Colleague] = ()
    _tags: tuple[Source, Mapping[int, Tag]] | None = None

    def show_others(self, others: Sequence[Colleague]) -> None:
        """Shows beside their rows where others are."""
        if others == self.others:
            return
        with self.painting():
            self.others, self._tags = others, None

    @property
    def tags(self) -> Mapping[int, Tag]:
        if not self.others:
            return {}
        if self._tags is None or self._tags[0] is not self.source:
            self._tags = self.source, tags(self.rows.grid, self.others)
        return self._tags[1]

    def decorated_lines(self) -> set[int]:
        return super().decorated_lines() | {y for i in self.tags for y in self._ys(i)}

    def line(self, line: int, y: int) -> Strip:
        strip = super().line(line, y)
        row, part = self.rows.lines.row_at(line)
        tag = self.tags.get(row) if part == 0 else None
        return tagged(strip, (tag.name, tag.initials), self.look("on accent")) if tag else strip
