"""The rows of a check-in: what was promised stands in whole sentences, however many rows there are."""

from __future__ import annotations

import pytest

from cxworkshop.language import speaking
from cxworkshop.method.checkins import matters
from cxworkshop.method.demo import demo_session
from cxworkshop.sheets.check_list import listing
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.whole_rows import shown_lines
from tests.sheets.hands import ON


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize(("width", "height"), [(80, 17), (80, 8), (120, 29), (60, 12)])
def test_what_was_promised_is_never_cut(spoken: str, width: int, height: int) -> None:
    with speaking(spoken):
        session = demo_session(spoken)
        rows = Rows(whole=True)
        rows.resize(width, height)
        rows.show(listing(session, matters(session, "", ON), ON))
        assert len(rows.source) == 10
        for i in range(len(rows.source)):
            promised, first = rows.cells(i)[0], rows.layout[0][2]
            lines = shown_lines(promised, first, len(rows.lines.of(i)))
            assert " ".join(lines).split() == promised.text.split()
            assert all(len(line) <= first for line in lines)


def test_a_row_has_no_empty_lines_where_the_list_is_longer_than_the_screen() -> None:
    session = demo_session("en")
    rows = Rows(whole=True)
    rows.resize(80, 8)
    rows.show(listing(session, matters(session, "", ON), ON))
    heights = [len(rows.lines.of(i)) for i in range(len(rows.source))]
    assert rows.line_count == sum(heights) > 8
