"""The pictures say what the record says, and nothing that people said gets out of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.pictures import LENGTH, Bar, Gap, Level, Stair, text


def test_a_bar_has_a_sign_for_each_touchpoint() -> None:
    assert str(Bar((("●", 3), ("◐", 0), ("○", 2)), "today")) == "●●● ○○  today"


def test_a_level_shows_where_it_is_how_that_is_known_and_where_it_shall_be() -> None:
    assert str(Level(2, True, 4, "Door")) == "· ● · ▸ ·  Door"
    assert str(Level(2, False, 2, "Door")) == "· ○ · · ·  Door"
    assert str(Level(None, False, None, "Door")) == "· · · · ·  Door"


def test_a_gap_keeps_its_order_on_the_scale() -> None:
    line = str(Gap(-100, 100, -10, 9, 30, 60, "NPS"))
    assert line.startswith("−100 ")
    assert line.endswith(" 100  NPS")
    assert [line.index(sign) for sign in "├●┤▽"] == sorted(line.index(sign) for sign in "├●┤▽")


@given(st.lists(st.floats(-200, 200), min_size=4, max_size=4))
def test_a_figure_outside_the_scale_stands_at_its_end(figures: list[float]) -> None:
    guess, *interval = figures
    low, value, high = sorted(interval)
    line = str(Gap(0, 100, low, value, high, guess, ""))
    assert sum(line.count(sign) for sign in "·├─●┤▽") == LENGTH


def test_a_stair_is_higher_than_the_one_before() -> None:
    assert text([Stair(1, False, "Define"), Stair(0, True, "Landing")]) == (
        "```text\n    · Define\n✓ Landing\n```"
    )
    assert text([]) == ""


@given(st.text())
def test_a_name_in_a_picture_is_the_name_and_closes_nothing(name: str) -> None:
    (fence,) = MarkdownIt("commonmark").parse(text([Bar((("●", 1),), name)]))
    assert fence.type == "fence"
    assert fence.content.removeprefix("●").strip() == one_line(f"x{name}")[1:].strip()
