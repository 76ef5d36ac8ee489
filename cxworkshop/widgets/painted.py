"""What a list has painted, to tell what has changed since."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.sheets.cells import Source
from cxworkshop.sheets.layout import Layout
from cxworkshop.sheets.whole_rows import RowLines


class Painted(NamedTuple):
    """The state that was painted last. `current_row` is the row that is kept visible; `decorated_lines` are
    the lines of the widget that show more than their cells."""

    source: Source
    layout: Layout
    lines: RowLines
    line_count: int
    words_without_rows: str
    current_row: int
    decorated_lines: set[int]
