"""Rows in whole sentences: how wide columns are and how many lines rows take, whatever stands in them."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Reading
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.text import fit
from cxworkshop.sheets.whole_rows import EMPTY, GAP, MOST, NARROW, READING, RowLines, plan, shown_lines
from tests.sheets.hands import AtSheet, begun, sheet_of

ON = date(2026, 11, 5)
NAME = Column(lambda *_a: Cell(), "Touchpoint", width=14, weight=3, importance=10)
GOAL = Column(lambda *_a: Cell(), "Goal", width=16, weight=5, importance=10)
DUE = Column(lambda *_a: Cell(), "Due", width=11, importance=8)
TEXT = "The appliance comes when promised, and the packaging leaves"


def rows_of(*texts: tuple[str, ...], times: int = 1) -> list[tuple[Cell, ...]]:
    return [tuple(Cell(text) for text in row) for row in texts] * times


words = st.text(st.sampled_from("aä –ß漢"), max_size=14)
texts = st.lists(words, max_size=30).map(" ".join)
columns = st.lists(
    st.builds(
        lambda width, weight: Column(lambda *_a: Cell(), "Heading", width=width, weight=weight),
        st.integers(1, 30),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=300)
@given(columns, st.data(), st.integers(1, 200), st.integers(1, 50))
def test_whatever_is_said_rows_and_columns_fit(
    held: list[Column], data: st.DataObject, width: int, height: int
) -> None:
    cell = st.builds(Cell, texts | words, short=st.sampled_from(["", "", "ab"]))
    rows = data.draw(st.lists(st.tuples(*[cell] * len(held)), max_size=12))
    planned = plan(held, rows, width, height)
    room = width - GAP * (len(held) - 1)
    assert len(planned.widths) == len(held)
    assert len(planned.heights) == len(rows)
    assert all(1 <= wide <= READING for wide in planned.widths)
    assert all(1 <= lines <= MOST for lines in planned.heights)
    if room >= len(held):
        assert sum(planned.widths) <= room
    if len(rows) <= height:
        assert sum(planned.heights) + planned.air * max(0, len(rows) - 1) <= height
    else:
        assert set(planned.heights) == {1}
        assert not planned.air
    if planned.whole and max(map(len, rows), default=0):
        for row, lines in zip(rows, planned.heights, strict=True):
            for said, wide in zip(row, planned.widths, strict=True):
                assert all(cell_len(line) <= wide for line in shown_lines(said, wide, lines))


def test_a_sentence_wraps_where_the_list_is_short_and_stands_on_one_line_where_it_is_long() -> None:
    row = ("The delivery to my home", TEXT, "30 Jun 2027")
    assert plan((NAME, GOAL, DUE), rows_of(row), 78, 13).heights == (2,)
    assert set(plan((NAME, GOAL, DUE), rows_of(row, times=14), 78, 13).heights) == {1}
    assert plan((NAME, GOAL, DUE), rows_of(row), 130, 13).heights == (1,)


def test_rows_that_wrap_have_air_between_them_where_there_is_room() -> None:
    row = ("The delivery to my home", TEXT, "30 Jun 2027")
    assert plan((NAME, GOAL, DUE), rows_of(row, times=4), 78, 11).air == 1
    assert plan((NAME, GOAL, DUE), rows_of(row, times=4), 78, 10).air == 0
    assert plan((NAME, GOAL, DUE), rows_of(row, times=4), 130, 20).air == 0


def test_a_date_is_never_cut_and_an_empty_column_gives_up_its_room() -> None:
    row = ("The delivery to my home", TEXT, "30 Jun 2027")
    assert plan((NAME, GOAL, DUE), rows_of(row), 60, 13).widths[2] == 11
    link = Column(lambda *_a: Cell(), "Business link", width=12, weight=2)
    planned = plan((NAME, GOAL, link, DUE), rows_of((*row[:2], "", row[2])), 78, 13)
    assert planned.widths[2] == len("Business link")
    assert planned.whole
    planned = plan((NAME, GOAL, link, DUE), rows_of((*row[:2], "", row[2])), 62, 13)
    assert planned.widths[2] == EMPTY
    assert planned.whole
    planned = plan((NAME, GOAL, link, DUE), rows_of((*row[:2], "", row[2])), 56, 3)
    assert planned.widths[2] == NARROW
    assert planned.whole


def test_no_text_is_wider_than_the_eye_reads() -> None:
    assert plan((NAME, GOAL), rows_of(("Invoice", TEXT * 3)), 300, 20).widths[1] == READING


def test_headings_are_whole_where_there_is_room_and_two_never_read_alike() -> None:
    titles = "May decide alone", "Up to", "Shared goal", "Shared figure", "Joint review"
    checks = [Column(lambda *_a: Cell(), title, width=8, weight=1) for title in titles]
    rows = rows_of(("The delivery to my home, with an appliance in it", "", "", "yes", "yes", ""), times=4)
    planned = plan((NAME, *checks), rows, 118, 20)
    assert planned.whole
    assert all(wide >= len(title) for wide, title in zip(planned.widths[1:], titles, strict=True))
    for width in range(56, 118, 3):
        planned = plan((NAME, *checks), rows, width, 20)
        cut = [fit(title, wide) for title, wide in zip(titles, planned.widths[1:], strict=True)]
        assert len({*cut}) == len(cut)


def test_a_row_takes_more_than_three_lines_only_while_it_would_be_cut_and_lines_are_free() -> None:
    long = " ".join([TEXT] * 4)
    assert plan((GOAL,), rows_of((long,)), 40, 20).heights == (6,)
    assert plan((GOAL,), rows_of((long,), (TEXT,)), 40, 6).heights == (4, 2)
    assert plan((GOAL,), rows_of((long,)), 72, 20).heights == (4,)
    assert max(plan((NAME, GOAL, DUE), rows_of(("Delivery", TEXT, "30 Jun 2027")), 48, 20).heights) <= 3


def test_lines_that_are_left_over_go_to_the_rows_still_cut_from_the_top() -> None:
    planned = plan((GOAL,), rows_of((TEXT,), times=4), 22, 6)
    assert planned.heights == (3, 1, 1, 1)


def test_people_stand_in_full_where_they_can_and_by_their_short_name_where_texts_need_the_room() -> None:
    owner = Column(lambda *_a: Cell(), "Owner", width=11, weight=1)
    row = (Cell(TEXT), Cell("Marja-Liisa Virtanen", short="M-L. Virtanen"))
    assert plan((GOAL, owner), [row], 60, 5).widths[1] == 20
    assert plan((GOAL, owner), [row] * 5, 47, 10).widths[1] == 13


def test_a_cut_cell_shows_its_beginning_on_all_of_its_lines() -> None:
    first, last = shown_lines(Cell(TEXT), 25, 2)
    assert first == "The appliance comes when"
    assert last == "promised, and the packaging leaves"
    assert shown_lines(Cell("Marja-Liisa Virtanen", short="M-L. V."), 10, 1) == ["M-L. V."]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=30), st.integers(0, 1))
def test_every_line_belongs_to_one_row(heights: list[int], air: int) -> None:
    lines = RowLines(tuple(heights), air)
    assert lines.count == sum(heights) + air * (len(heights) - 1)
    for row, height in enumerate(heights):
        assert [lines.row_at(line) for line in lines.of(row)] == [(row, k) for k in range(height)]
    assert all(before[-1] < after[0] for before, after in pairwise(map(lines.of, range(len(heights) + 1))))
    assert lines.for_rows(len(heights) + 2).of(len(heights) + 1)[0] == lines.tops[-1] + 1 + air


# ---- in the lists ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("spoken", "most"), [("en", 0), ("fi", 3)])
@pytest.mark.parametrize(
    "name", ["develop.goals", "define.vision", "implement.choices", "develop.goals_missing"]
)
def test_the_demo_reads_in_whole_sentences_on_a_projector(name: str, spoken: str, most: int) -> None:
    with speaking(spoken):
        rows = Rows(selects_rows=False)
        rows.resize(120, 27)
        rows.show(Grid(sheet_of(*name.split(".")), Reading(demo_session(spoken), ON)))
        cut = [
            cell.text
            for i in range(len(rows.source))
            for cell, (_c, _x, width) in zip(rows.cells(i), rows.layout, strict=True)
            if any(cell_len(line) > width for line in shown_lines(cell, width, len(rows.lines.of(i))))
        ]
    assert len(cut) <= (most if name == "develop.goals" else 0), cut


@pytest.mark.parametrize(("count", "most"), [(12, 40.0), (60, 40.0), (2000, 120.0)])
def test_a_list_is_laid_out_in_milliseconds(count: int, most: float) -> None:
    """Bounds many times what it takes on an idle machine: they tell a wrong order of growth, no more."""
    row = ("The delivery to my home", TEXT, "30 Jun 2027")
    rows = rows_of(row, times=count)
    began = time.perf_counter()
    plan((NAME, GOAL, DUE), rows, 78, 25)
    assert (time.perf_counter() - began) * 1000 < most


def test_nothing_moves_while_a_cell_is_open_and_all_is_laid_out_anew_afterwards() -> None:
    at = AtSheet(begun("Invoice", "Delivery"), size=(60, 20))
    before = at.rows.layout, at.rows.lines
    at.press("enter")
    at.type(" " + TEXT)
    at.press("tab")
    assert (at.rows.layout, at.rows.lines) == before
    at.press("escape")
    assert at.rows.lines.heights[0] > 1


def test_what_was_just_said_stands_in_whole_sentences_while_one_goes_on_adding() -> None:
    at = AtSheet(begun("Invoice", "Delivery"), size=(60, 20))
    at.press("a")
    for row in range(2, 5):
        before = at.rows.layout, at.rows.lines
        at.type(TEXT)
        assert (at.rows.layout, at.rows.lines) == before
        at.press("enter")
        assert at.cell.open is not None
        assert not any(cut_in(at.rows, row))
        assert at.rows.line_count <= 19


def test_within_a_new_row_nothing_moves_and_it_does_when_the_next_field_of_a_form_begins() -> None:
    at = AtSheet(begun("Invoice", "Delivery"), size=(60, 20))
    at.press("a")
    at.type(TEXT)
    layout = at.rows.layout
    at.press("tab")
    assert at.rows.layout == layout
    at = AtSheet(begun("Invoice"), sheet_of("define", "vision"), size=(60, 20))
    at.press("enter")
    at.type(TEXT + ". " + TEXT)
    at.press("down")
    assert at.cell.open is not None
    assert not any(cut_in(at.rows, 0))


def cut_in(rows: Rows, row: int) -> list[str]:
    """The cells of a row that are cut."""
    return [
        cell.text
        for cell, (_c, _x, width) in zip(rows.cells(row), rows.layout, strict=True)
        if any(cell_len(line) > width for line in shown_lines(cell, width, len(rows.lines.of(row))))
    ]


def test_a_page_down_is_a_page_of_lines() -> None:
    at = AtSheet(begun(*[TEXT] * 12), size=(70, 25))
    assert set(at.rows.lines.heights) == {2}
    at.press("pagedown")
    assert at.rows.row == 11
    at.press("pageup")
    assert at.rows.row == 0
