"""What is copied from a spreadsheet arrives as its cells, and the other way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.sheets.clipboard import read_rows, write_rows

texts = st.text(
    st.one_of(st.sampled_from("\"\t\n ,;'a"), st.characters(exclude_characters="\r", codec="utf-8"))
)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(blocks)
def test_any_block_of_texts_is_read_back_as_it_was_written(block: list[list[str]]) -> None:
    assert read_rows(write_rows(block)) == block


@given(blocks)
def test_the_line_ends_of_another_system_make_the_same_rows(block: list[list[str]]) -> None:
    assert read_rows(write_rows(block).replace("\n", "\r\n") + "\r\n") == block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\nc\td\n", [["a", "b"], ["c", "d"]]),
        ('Name\t"first\nsecond"\tlast', [["Name", "first\nsecond", "last"]]),
        ('"say ""hi"""\tb', [['say "hi"', "b"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ('6" pipe\tb', [['6" pipe', "b"]]),
    ],
)
def test_cells_are_read_as_spreadsheets_write_them(text: str, rows: list[list[str]]) -> None:
    assert read_rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        '"Hello" she said',
        '"Never again',
        '"Never again\nthey said',
        '"Where is it?"',
        'a\t"b"\nc\td',
        '"We answer"\n"the phone"',
        '"One" and\t"two"',
    ],
)
def test_a_text_that_merely_begins_with_a_quotation_mark_stays_text(text: str) -> None:
    assert read_rows(text) == [line.split("\t") for line in text.split("\n")]
