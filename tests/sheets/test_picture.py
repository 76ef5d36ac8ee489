"""Pictures without a screen: their lines, the spots in them, and where each key takes the cursor."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.model.place import Place
from cxworkshop.sheets.picture import Canvas, Drawing, Item, same_spot, spot_after
from cxworkshop.sheets.pieces import Line, cells, cropped, paragraph
from cxworkshop.sheets.scale import Mark, Scale, Span


def item(row: int, *words: str) -> Item:
    return Item(tuple(((word, "name"),) for word in words), row, Place("actions", f"a{row}", "title"))


def text(line: Line) -> str:
    return "".join(piece for piece, _tone in line)


def board() -> Drawing:
    """Two columns over each other's spots, then one spot that is as wide as both."""
    canvas = Canvas()
    canvas.put((0, 10, [item(0, "one", "two"), item(1, "three")]), (12, 10, [item(2, "four")]), air=1)
    canvas.say()
    canvas.put((0, 22, [item(3, "below both")]))
    return canvas.drawing


def test_columns_stand_side_by_side_with_air_and_each_item_is_a_spot() -> None:
    drawing = board()
    assert [text(line).rstrip() for line in drawing.body] == [
        "one         four",
        "two",
        "",
        "three",
        "",
        "below both",
    ]
    assert [(spot.row, spot.line, spot.height, spot.x) for spot in drawing.spots] == [
        (0, 0, 2, 0),
        (1, 3, 1, 0),
        (2, 0, 1, 12),
        (3, 5, 1, 0),
    ]


@pytest.mark.parametrize(
    ("at", "key", "to"),
    [
        (0, "down", 1),
        (1, "down", 3),
        (2, "down", 3),
        (3, "down", 3),
        (1, "up", 0),
        (3, "up", 1),
        (0, "right", 2),
        (1, "right", 2),
        (2, "left", 0),
        (2, "right", 2),
        (0, "pagedown", 3),
        (3, "pageup", 0),
        (2, "end", 3),
        (3, "home", 0),
        (0, "x", 0),
    ],
)
def test_arrows_go_to_the_nearest_spot_and_pages_and_ends_further(at: int, key: str, to: int) -> None:
    assert spot_after(board().spots, at, key, 9) == to


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=20),
    st.lists(st.sampled_from(["up", "down", "left", "right", "pageup", "pagedown", "home", "end"])),
)
def test_whatever_keys_are_pressed_the_cursor_is_on_a_spot_and_down_then_goes_on(
    shape: list[tuple[int, int]], keys: list[str]
) -> None:
    columns: list[list[Item]] = [[], [], [], []]
    for row, (column, height) in enumerate(shape):
        columns[column].append(item(row, *["x"] * height))
    canvas = Canvas()
    canvas.put(*((12 * k, 10, items) for k, items in enumerate(columns)))
    spots, at = canvas.drawing.spots, 0
    for key in keys:
        at = spot_after(spots, at, key, 5)
        assert 0 <= at < len(spots)
    for above, below in pairwise([i for i, spot in enumerate(spots) if spot.x == spots[at].x]):
        assert spot_after(spots, above, "down", 5) == below
        assert spot_after(spots, below, "up", 5) == above


def test_the_cursor_stays_on_its_cell_else_on_its_row_when_the_picture_changes() -> None:
    spots = board().spots
    assert same_spot(spots, 2, Place("actions", "a2", "title")) == 2
    assert same_spot(spots, 2, Place("actions", "a2", "due_on")) == 2
    assert same_spot(spots, 77, None) == 0


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(4, 30))
def test_what_people_said_never_leaves_its_column_whatever_signs_it_has(words: str, width: int) -> None:
    lines = paragraph(words, width, "name", ("● ", "good"))
    assert all(cells(line) <= width for line in lines)
    assert all(cells(cropped(line, width)) == width for line in lines)
    assert not any(ord(sign) < 32 for line in lines for sign in text(line))


def test_a_scale_shows_its_marks_over_its_spans_over_its_dots() -> None:
    scale = Scale(1, 5, (1, 2, 3, 4, 5), 21)
    line = scale.line([Mark(4, "│"), Mark(2, "●")], [Span(2, 4)])
    assert "".join(sign for sign, _tone in line) == "·    ●─────────│    ·"
    assert scale.line([Mark(9, "●", "bad")])[-1] == ("●", "bad")


@pytest.mark.parametrize(
    ("width", "shown"),
    [(41, "1 far below      3 meets      5 far above"), (27, "1 far below  3  5 far above")],
)
def test_words_over_a_scale_are_shortened_before_they_meet(width: int, shown: str) -> None:
    scale = Scale(1, 5, (), width)
    words = scale.axis([(1, "1 far below"), (3, "3 meets"), (5, "5 far above")])
    assert words == shown
