"""The room view as lines: whole words in any size, text that stays text, a clock that counts by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxworkshop.language.harmless import CONTROL_CHARACTERS
from cxworkshop.room import parts as p
from cxworkshop.room.lines import DRAWN, clock_text, lines_of
from cxworkshop.room.lines.large import HEIGHT, large
from cxworkshop.room.lines.lists import widths_of
from cxworkshop.room.lines.stacked import stacked, window
from cxworkshop.room.lines.votes import bar_of
from cxworkshop.sheets.pieces import Line
from cxworkshop.widgets.looks import LOOKS
from tests.room.samples import NOW, TOUCHPOINTS, VIEWS, VOTES, showing

SIZES = ((80, 24), (100, 30), (120, 36), (160, 45), (200, 60))


def text_of(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _tone in line).rstrip() for line in lines)


def seen(kind: str, width: int = 120, height: int = 36, **changed: object) -> str:
    return text_of(lines_of(showing(kind, **changed), width, height, NOW))


def test_every_kind_of_view_is_drawn() -> None:
    kinds = {kind for view in p.View.__args__[0].__args__ for kind in [view.model_fields["kind"].default]}
    assert kinds == {*DRAWN, "curtain", "paused"}


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_a_view_takes_the_lines_there_are_and_cuts_nothing(kind: str, size: tuple[int, int]) -> None:
    lines = lines_of(showing(kind), *size, NOW)
    assert len(lines) == size[1]
    assert all(sum(cell_len(text) for text, _tone in line) <= size[0] for line in lines)
    assert {tone for line in lines for _text, tone in line if tone} <= set(LOOKS)
    assert "…" not in text_of(lines)
    assert "Kuusilinna Koti Oy" in text_of(lines)


@pytest.mark.parametrize("kind", VIEWS)
@given(width=st.integers(1, 210), height=st.integers(1, 70))
def test_no_size_breaks_a_view(kind: str, width: int, height: int) -> None:
    lines = lines_of(showing(kind), width, height, NOW)
    assert len(lines) == height


@pytest.mark.parametrize("kind", ["matrix", "journey"])
@pytest.mark.parametrize("size", SIZES)
def test_a_picture_says_how_many_it_leaves_out(kind: str, size: tuple[int, int]) -> None:
    told = showing(kind)
    more = told.model_copy(update={"view": told.view.model_copy(update={"more": "984 more"})})
    assert "984 more" in text_of(lines_of(more, *size, NOW))


@pytest.mark.parametrize("kind", VIEWS)
def test_an_empty_view_is_drawn(kind: str) -> None:
    view = VIEWS[kind]
    values = {name: getattr(view, name) for name in type(view).model_fields if name not in ("kind", "state")}
    bare = {name: type(value)() for name, value in values.items() if isinstance(value, tuple | str)}
    empty = view.model_copy(update=bare)
    for height in (24, 3):
        assert len(lines_of(showing(kind, view=empty, stairs=(), heading=""), 80, height, NOW)) == height


HOSTILE = "[red]x[/] \x1b[31m\x9b2J\u202eevil\u2066 👩‍👩‍👧 日本語 " + "pitkäsana" * 12


def hostile(value: object) -> object:
    """The value with a hostile text in the place of each of its texts, but for words of ours."""
    if isinstance(value, p.Part):
        kept = {"kind", "state", "tone", "basis", "language", "look"}
        return value.model_copy(
            update={n: hostile(getattr(value, n)) for n in type(value).model_fields if n not in kept}
        )
    if isinstance(value, tuple):
        return tuple(hostile(part) for part in value)
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_what_people_said_stays_text(kind: str, size: tuple[int, int]) -> None:
    told = hostile(showing(kind))
    assert isinstance(told, p.Showing)
    lines = lines_of(told, *size, NOW)
    texts = [text for line in lines for text, _tone in line]
    assert not any(CONTROL_CHARACTERS.search(text) for text in texts)
    assert all(sum(cell_len(text) for text, _tone in line) <= size[0] for line in lines)


# ---- frame -------------------------------------------------------------------------------------------------
def test_the_top_line_says_who_where_and_how_long() -> None:
    top = seen("list", 120, 24).splitlines()[0]
    for words in ("Kuusilinna Koti Oy", "round 1", "▁▂▃▄▅▆▇█", "3 Organise", "What the ballot says", "39:56"):
        assert words in top


def test_a_name_that_stands_below_as_the_heading_is_not_said_above_too() -> None:
    text = seen("list", 120, 24, activity="Welcome and ground rules", heading="Welcome and ground rules")
    assert text.count("Welcome and ground rules") == 1


def test_without_room_the_name_of_the_organisation_stays_whole() -> None:
    name = "Etelä-Pohjanmaan hyvinvointialueen kotihoidon yksikkö"
    assert name in seen("list", 80, 24, organisation=name).splitlines()[0]


@pytest.mark.parametrize(
    ("left", "running", "text"),
    [(2396, True, "39:56"), (0, True, "0:00"), (-130, True, "+2:10"), (300, False, "‖ 5:00"),
     (-61, False, "‖ +1:01"), (5400, True, "90:00")],
)  # fmt: skip
def test_the_clock_counts_by_itself_and_stands_when_it_is_stopped(
    left: int, running: bool, text: str
) -> None:
    clock = p.Clock(ends_at=NOW + left if running else left, minutes=40, running=running)
    assert clock_text(clock, NOW) == text
    later = clock_text(clock, NOW + 1)
    assert (later == text) == (not running)


def test_behind_the_curtain_are_the_organisation_and_the_clock_only() -> None:
    text = seen("curtain", 120, 36)
    assert "Kuusilinna Koti Oy" in text
    for words in ("round 1", "Organise", "ballot", "responsibility", "▁"):
        assert words not in text
    assert "39:56" in seen("curtain", 80, 12)


def test_paused_says_so_and_whose_room_it_is() -> None:
    assert {"Kuusilinna Koti Oy", "paused"} <= {line.strip() for line in seen("paused").splitlines()}


# ---- lists -------------------------------------------------------------------------------------------------
def test_a_list_shows_every_name_whole_and_marks_the_row_that_is_talked_about() -> None:
    text = seen("list", 200, 60)
    assert all(name in text for name, _stage in TOUCHPOINTS)
    assert "▶ The delivery to my home" in text
    assert "2 more" in text


def test_of_a_list_without_room_the_row_that_is_talked_about_is_shown_and_the_others_are_counted() -> None:
    assert "▶ The delivery to my home" in seen("list", 100, 24)
    assert "↑ 1   ↓ 5" in seen("list", 80, 24)


def test_columns_are_as_wide_as_their_texts_where_there_is_room() -> None:
    assert widths_of([["ab", "abcdef"], ["abc", "a"]], 40) == [3, 6]
    assert sum(widths_of([["word " * 30, "short"], ["x", "y"]], 40)) <= 37


def test_a_word_is_broken_after_every_name_has_been() -> None:
    rows = [["kevätkampanjasta toimitukseen", "Marja\N{NO-BREAK SPACE}Lehtoranta", "käyttöpääomaa"]]
    assert widths_of(rows, 47) == [16, 12, 13]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.integers(-1, 40), st.integers(1, 60))
def test_of_blocks_those_that_fit_are_shown_around_the_one_that_is_talked_about(
    heights: list[int], at: int, room: int
) -> None:
    shown = window(heights, at, room)
    assert max(0, min(at, len(heights) - 1)) in shown
    assert len(shown) == 1 or sum(heights[i] for i in shown) <= room
    assert stacked([], -room) == []
    blocks: list[list[Line]] = [[((f"{i}", ""),)] * height for i, height in enumerate(heights)]
    assert len(stacked(blocks, room, at)) <= max(room, max(heights) + 1)


# ---- pictures ----------------------------------------------------------------------------------------------
def test_the_staircase_names_every_step_and_marks_where_we_are() -> None:
    text = seen("staircase", 100, 30)
    assert all(stair.name in text for stair in showing("staircase").stairs)
    assert "3 Organise ▶" in text
    assert "2 Develop !" in text


def test_the_matrix_is_a_table_and_a_list_where_that_has_no_room() -> None:
    assert all(name in seen("matrix", 200, 60) for name, _stage in TOUCHPOINTS)
    low = seen("matrix", 80, 20)
    assert "★ The delivery to my home" in low
    row = next(line for line in low.splitlines() if "★ The delivery to my home" in line)
    assert row.split()[-2:] == ["3", "2"]


def test_the_journey_shows_a_touchpoint_a_line_with_its_level() -> None:
    line = next(line for line in seen("journey").splitlines() if "The installation" in line)
    assert line.count("●") == 1
    assert "4 above" in line


def test_guesses_stand_above_what_customers_say() -> None:
    text = seen("gap")
    assert "We believe 15 points more than customers say." in text
    assert text.index("▾") < text.index("━●") < text.index("65.1")


def test_a_large_figure_keeps_its_shape() -> None:
    assert len(large("14:05")) == HEIGHT
    shapes = {tuple(large(digit)) for digit in "0123456789"}
    assert len(shapes) == 10


# ---- the ballot --------------------------------------------------------------------------------------------
def test_how_many_have_answered_is_said_in_words_and_dots_and_by_nobodys_name() -> None:
    text = seen("progress")
    assert "of 15 have answered" in text
    assert text.count("●") == 14
    assert text.count("○") == 1


@pytest.mark.parametrize("vote", VOTES, ids=lambda vote: vote.status)
@pytest.mark.parametrize("width", [24, 40, 80])
def test_a_bar_shows_each_answer_and_the_longest_for_the_one_given_most(vote: p.Vote, width: int) -> None:
    pieces = [(text, tone) for text, tone in bar_of(vote, width) if tone]
    assert len(pieces) == len(vote.pieces)
    assert all(part.short in text or part.label in text
               for part, (text, _tone) in zip(vote.pieces, pieces, strict=True))  # fmt: skip
    assert sum(cell_len(text) for text, _tone in bar_of(vote, width)) <= width


def test_of_few_answers_only_the_status_is_shown() -> None:
    few = p.Vote(sign="◐", status="unclear, few answers", tone="muted", name="The installation")
    view = VIEWS["reveal"].model_copy(update={"votes": (few,)})
    line = next(line for line in seen("reveal", view=view).splitlines() if "The installation" in line)
    assert line.split() == ["◐", "unclear,", "few", "answers", "The", "installation"]
