"""The pictures say what the record says, and nothing that people said gets out of them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cxworkshop.documents import charts
from cxworkshop.documents.escape import one_line
from cxworkshop.documents.pictures import LENGTH, Bar, Gap, Level, Moment, Stair, Trend, Way, Weight, text
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import reduced


def test_a_bar_has_a_sign_for_each_touchpoint() -> None:
    assert str(Bar((("●", 3), ("◐", 0), ("○", 2)), "today")) == "●●● ○○  today"


def test_a_level_shows_where_it_is_how_that_is_known_and_where_it_shall_be() -> None:
    assert str(Level(2, True, 4, "Door")) == "· ● · ▸ ·  Door"
    assert str(Level(2, False, 2, "Door")) == "· ○ · · ·  Door"
    assert str(Level(None, False, None, "Door")) == "· · · · ·  Door"
    assert str(Level(2, False, 4, "Door", is_unknown=True)) == "· ? · ▸ ·  Door"


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


def test_a_level_shows_where_it_was() -> None:
    assert str(Level(3, True, 4, "Door", 2)) == "· ◦ ● ▸ ·  Door"
    assert str(Level(3, True, 4, "Door", 3)) == "· · ● ▸ ·  Door"


def test_each_guess_is_a_sign_on_the_scale() -> None:
    line = str(Gap(0, 100, 10, 20, 30, 62, "NPS", ((50, 1), (55, 2), (62, 1), (80, 1))))
    assert (line.count("∘"), line.count("▽")) == (3, 1)


def test_figures_over_time_are_told_in_words() -> None:
    moments = tuple(
        Moment(date(2026, month, 1), 1, 2, 3, words) for month, words in ((1, "9 (1…16)"), (10, "21"))
    )
    with speaking("en"):
        fence = text((Trend(moments, 0, 30, (), "a real change", "NPS\n```"),))
    lines = fence.split("\n")[1:-1]
    assert lines == ["NPS ```", "  1 Jan 2026: 9 (1…16)", "  1 Oct 2026: 21", "  a real change"]


def test_a_goal_stands_between_its_start_and_its_target() -> None:
    line, words = Way(0.3, 0.5, 0.7, "14 → 5", "Quick").lines
    assert [line.index(sign) for sign in "◦├●┤▸"] == sorted(line.index(sign) for sign in "◦├●┤▸")
    assert line.endswith("  Quick")
    assert words.strip() == "14 → 5"
    assert not set("├●┤") & set(Way(None, None, None, "", "New").lines[0])
    assert "●" in Way(-0.1, 0, 0.1, "", "At its start").lines[0]
    assert "●──" in Way(-0.5, -0.4, 0.0, "", "Its margin ends at the start").lines[0]


def test_a_score_is_as_long_as_it_is_high() -> None:
    longest, half = str(Weight(10, 10, True, "10", "Door")), str(Weight(5, 10, False, "5", "Till"))
    assert longest.count("█") == 15
    assert half.count("█") == 8
    assert len(longest.split(" ", maxsplit=1)[0]) == len(half.split(" ", maxsplit=1)[0])


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


def test_documents_count_guesses_and_print_none_of_them() -> None:
    session = reduced(demo_session("en").as_of(1))
    with speaking("en"):
        nps, delivery = charts.gaps(RecordView(session, date(2026, 11, 21)))
    assert nps.label == "Would recommend us (NPS)"
    assert sum(count for _about, count in nps.guessed) == 8
    assert {guess.value for guess in session.round.guesses if guess.measure == "m01"} >= {45}
    assert 45 not in dict(nps.guessed)
    assert delivery.label == "Satisfied with the delivery"
    assert dict(nps.guessed)[30] == 2


def test_a_series_by_month_is_told_by_month() -> None:
    moments = tuple(Moment(date(2026, month, 28), 1, 2, 3, "21", f"2026-{month:02}") for month in (1, 2))
    with speaking("en"):
        assert Trend(moments, 0, 30, (), "", "NPS").lines[1:3] == ("  Jan 2026: 21", "  Feb 2026: 21")
