"""Columns on a line: they drop out whole, the least important first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.widgets.cells import Cell, Column, lay_out

columns = st.lists(
    st.builds(
        lambda w, g, i: Column(lambda *_a: Cell(), "x", width=w, weight=g, importance=i),
        st.integers(1, 30),
        st.integers(0, 5),
        st.integers(1, 10),
    ),
    min_size=1,
    max_size=9,
)


@given(columns, st.integers(1, 200))
def test_columns_never_overlap_and_never_leave_the_line(held: list[Column], width: int) -> None:
    laid = lay_out(held, width)
    assert laid
    for (_c, x, w), (_d, after, _w) in pairwise(laid):
        assert x + w + 2 == after
    assert laid[-1][1] + laid[-1][2] <= width
    assert all(w >= 1 for _c, _x, w in laid)


@given(columns, st.integers(1, 200))
def test_a_column_that_is_left_out_is_no_more_important_than_one_that_is_kept(held: list[Column], width: int) -> None:
    kept = [c for c, _x, _w in lay_out(held, width)]
    left_out = [c for c in held if not any(c is k for k in kept)]
    assert not left_out or max(c.importance for c in left_out) <= min(c.importance for c in kept)
    assert [c for c in held if any(c is k for k in kept)] == kept


def test_what_is_left_over_goes_to_the_columns_by_their_weight() -> None:
    name, role = Column("", "n", width=10, weight=3), Column("", "r", width=10, weight=1)
    assert [(x, w) for _c, x, w in lay_out((name, role), 62)] == [(0, 40), (42, 20)]
