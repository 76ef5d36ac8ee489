"""What is read on a page: Markdown as lines of a width, its tables calm."""

from __future__ import annotations

from cxworkshop.widgets.pages import markdown_lines

TABLE = "| a | b |\n|---|---|\n| {} | two |\n| three | four |\n"


def told(text: str, width: int) -> list[str]:
    """The lines as they are read."""
    return [line.text.rstrip() for line in markdown_lines(text, width)]


def test_a_heading_stands_at_the_left_edge() -> None:
    assert told("# Action plan\n\nwords", 40)[0] == "Action plan"


def test_rows_that_fit_stand_close_and_rows_of_several_lines_stand_apart() -> None:
    close, apart = (
        told(TABLE.format("one"), 40),
        told(TABLE.format("one word after the other, on and on"), 24),
    )
    assert close.index("three  four") == close.index("one    two") + 1
    assert apart[apart.index(next(line for line in apart if line.startswith("three"))) - 1] == ""


def test_no_word_of_a_table_is_cut() -> None:
    word = "Pitkäsanainenyhdyssana"
    assert word in "".join(line.split("  ")[0] for line in told(TABLE.format(word), 20))
