"""Columns on a line: they drop out whole, the least important first."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.layout import WIDEST, lay_out
from cxworkshop.sheets.rows import Rows

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


def says(held: list[Column], content: list[int]) -> Callable[[Column], int]:
    known = {id(column): most for column, most in zip(held, content, strict=False)}
    return lambda column: known.get(id(column), 0)


contents = st.lists(st.integers(0, 120), min_size=9, max_size=9)


@given(columns, st.integers(1, 200), contents)
def test_columns_never_overlap_and_never_leave_the_line(
    held: list[Column], width: int, content: list[int]
) -> None:
    laid = lay_out(held, width, content_width=says(held, content))
    assert laid
    for (_c, x, w), (_d, after, _w) in pairwise(laid):
        assert x + w + 2 == after
    assert laid[-1][1] + laid[-1][2] <= width
    assert all(w >= 1 for _c, _x, w in laid)


@given(columns, st.integers(1, 200))
def test_a_column_that_is_left_out_is_no_more_important_than_one_that_is_kept(
    held: list[Column], width: int
) -> None:
    kept = [c for c, _x, _w in lay_out(held, width)]
    left_out = [c for c in held if not any(c is k for k in kept)]
    assert not left_out or max(c.importance for c in left_out) <= min(c.importance for c in kept)
    assert [c for c in held if any(c is k for k in kept)] == kept


def test_what_is_left_over_goes_to_the_columns_by_their_weight() -> None:
    name, role = Column("", "n", width=10, weight=3), Column("", "r", width=10, weight=1)
    assert [(x, w) for _c, x, w in lay_out((name, role), 62)] == [(0, 40), (42, 20)]


@given(columns, st.integers(1, 200), contents)
def test_what_stands_in_the_columns_decides_how_wide_they_are_and_never_which_are_there(
    held: list[Column], width: int, content: list[int]
) -> None:
    assert [c for c, _x, _w in lay_out(held, width, content_width=says(held, content))] == [
        c for c, _x, _w in lay_out(held, width)
    ]


def widths(held: list[Column], width: int, *content: int) -> list[int]:
    return [w for _c, _x, w in lay_out(held, width, content_width=says(held, list(content)))]


def test_nothing_is_cut_while_another_column_has_more_room_than_it_says() -> None:
    name, role, day = (
        Column("", "Name", width=16, weight=3),
        Column("", "Role", width=12, weight=3),
        Column("", "Seen", width=12),
    )
    assert widths([name, role, day], 60, 18, 24, 11) == [20, 25, 11]
    assert widths([name, role, day], 57, 18, 24, 11) == [18, 24, 11]


def test_the_most_important_text_is_there_in_full_first_and_the_weightiest_takes_what_is_left() -> None:
    goal, touchpoint = (
        Column("", "Goal", width=14, weight=5, importance=10),
        Column("", "Touchpoint", width=9, weight=2, importance=9),
    )
    assert widths([touchpoint, goal], 40, 32, 90) == [10, 28]
    assert widths([touchpoint, goal], 60, 32, 90) == [22, 36]
    assert widths([touchpoint, goal], 90, 32, 90) == [32, 56]


def test_what_matters_least_stands_only_where_the_main_text_has_ample_room() -> None:
    name, note = (
        Column("", "Name", width=14, weight=4, importance=10),
        Column("", "Note", width=10, weight=1, importance=1),
    )
    assert widths([name, note], 43, 9, 9) == [40]
    assert len(widths([name, note], 44, 9, 9)) == 2


def test_a_text_that_nobody_wrote_yet_takes_no_room_from_those_that_are_written() -> None:
    name, partner, day = (
        Column("", "Name", width=18, weight=4),
        Column("", "Partner", width=12, weight=1),
        Column("", "Due", width=11),
    )
    assert widths([name, partner, day], 60, 40, 0, 0) == [38, 7, 11]


def test_a_computed_column_that_says_nothing_leaves_its_room_to_the_texts() -> None:
    name, verdict = (
        Column("", "Name", width=24, weight=2, importance=10),
        Column(lambda reading, row: Cell(), "", width=18, importance=7),
    )
    assert widths([name, verdict], 50, 44, 0) == [44, 1]
    assert widths([name, verdict], 50, 44, 18) == [30, 18]


@given(columns, st.integers(1, 200), contents)
def test_a_longer_list_has_the_same_columns(held: list[Column], width: int, content: list[int]) -> None:
    short, long = (lay_out(held, width, content_width=says(held, content), reserved=free) for free in (0, 1))
    assert [c for c, _x, _w in short] == [c for c, _x, _w in long]
    assert long[-1][1] + long[-1][2] <= width


def test_a_list_that_scrolls_leaves_a_cell_between_its_last_column_and_the_bar() -> None:
    name, role = Column("", "Name", width=10, weight=3), Column("", "Role", width=10, weight=1)
    assert [x + w for _c, x, w in lay_out((name, role), 62, content_width=lambda _column: 60, reserved=1)][
        -1
    ] == 61
    assert [x + w for _c, x, w in lay_out((name, role), 22, content_width=lambda _column: 60, reserved=1)][
        -1
    ] == 22


def test_a_short_name_has_its_figures_near() -> None:
    person, load = Column("", "Person", width=16, weight=2), Column("", "Load", width=8)
    assert widths([person, load], 150, 14, 6) == [WIDEST, 6]
    assert widths([person, load], 150, 0, 0) == [140, 8]


def test_a_list_of_one_line_rows_keeps_its_columns_until_its_words_no_longer_fit() -> None:
    one = (Column("", "", width=10, weight=1), Column("", "", width=6))
    rows = Rows()
    rows.resize(80, 10)
    rows.show(Listing(one, ((Cell("a few words"), Cell("x")),)))
    before = rows.layout
    rows.show(Listing(one, ((Cell("a word"), Cell("y")),)))
    assert rows.layout is before
    longer = "as many words as have room in a line of this width"
    rows.show(Listing(one, ((Cell(longer), Cell("z")),)))
    assert rows.layout[0][2] >= len(longer)
