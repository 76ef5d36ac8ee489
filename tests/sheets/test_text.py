"""Text made ready for cells: what is shown, how wide it is, where it is cut and wrapped."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxworkshop.sheets.text import (
    display,
    fit,
    fit_right,
    next_grapheme,
    previous_grapheme,
    shorten_middle,
    wrap,
)

said = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("abc 日本é\u0301👍🏽❤\ufe0f\u200d\n\t\x1b")
    ),
    max_size=60,
)
widths = st.integers(1, 40)


@given(st.text())
def test_nothing_that_is_shown_commands_the_terminal(text: str) -> None:
    assert not [
        c
        for c in display(text)
        if unicodedata.category(c) in ("Cc", "Cs") or c in "\u2028\u2029\u202a\u202e\u2066\u2069"
    ]


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_what_people_said_is_shown_as_they_said_it(text: str) -> None:
    assert display(text) == text


@given(said, widths)
@example("日本", 1)
@example("日本", 2)
@example("❤\ufe0f❤\ufe0f", 3)
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int) -> None:
    assert cell_len(fit(display(text), width)) == width
    assert cell_len(fit_right(display(text), width)) == width


def test_what_is_cut_says_so() -> None:
    assert fit("Home delivery", 8) == "Home de…"
    assert fit("Home", 8) == "Home    "
    assert fit_right("42", 5) == "   42"
    assert fit("Home", 0) == ""


@given(said, st.integers(2, 40))
def test_wrapping_loses_no_word_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(line for _begin, line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(cell_len(line) <= width for _begin, line in lines)
    assert all(text[begin : begin + len(line)] == line for begin, line in lines)
    assert [begin for begin, _line in lines] == sorted({begin for begin, _line in lines})


def test_lines_break_at_spaces_and_begin_with_words() -> None:
    assert [line.rstrip() for _begin, line in wrap("Home delivery on time", 13)] == [
        "Home delivery",
        "on time",
    ]
    assert [line.rstrip() for _begin, line in wrap("one\ntwo three", 5)] == ["one", "two", "three"]
    assert [line for _begin, line in wrap("verkkokauppatilaus", 8)] == ["verkko", "kauppati", "laus"]


@given(said)
def test_a_step_forward_and_a_step_back_meet(text: str) -> None:
    stops = [0]
    while stops[-1] < len(text):
        stops.append(next_grapheme(text, stops[-1]))
    assert stops == sorted(set(stops))
    back = [len(text)]
    while back[-1] > 0:
        back.append(previous_grapheme(text, back[-1]))
    assert back[::-1] == stops


@pytest.mark.parametrize(
    "sign", ["👨\u200d👩\u200d👧", "🇫🇮", "1\ufe0f\u20e3", "हि", "क्षि", "e\u0301", "👍🏽", "각"]
)
def test_a_sign_is_one_sign_however_many_characters_it_has(sign: str) -> None:
    assert next_grapheme(sign + "x", 0) == len(sign)
    assert previous_grapheme("x" + sign, 1 + len(sign)) == 1
    assert previous_grapheme(f"🇸🇪{sign}", 2 + len(sign)) == 2


@given(said, st.integers(6, 40))
def test_a_text_cut_in_the_middle_keeps_both_its_ends(text: str, width: int) -> None:
    cut = shorten_middle(text, width)
    assert cell_len(cut) <= width
    if cell_len(display(text)) <= width:
        assert cut == display(text)
    elif text.isascii() and text.isprintable():
        assert cut.endswith(text[-(width // 2) :])
        assert "…" in cut


def test_a_run_without_a_space_is_broken_between_its_words_before_it_is_broken_in_one() -> None:
    run = "Noora Saarelma 8 (nimesi itsensä)".replace(" ", "\N{NO-BREAK SPACE}")
    for text in (run, f"●{run}"):
        assert [line.split("\N{NO-BREAK SPACE}")[-1] for _begin, line in wrap(text, 30)][-1] == "itsensä)"
        assert "".join(line for _begin, line in wrap(text, 30)) == text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("päivystyspuheluun, mediaani", 17, ["päivystyspuhe", "luun, mediaani"]),
        ("vakuutuskorvauksen hakeminen", 17, ["vakuutuskorvauk", "sen hakeminen"]),
        ("Kysely · Puhelu", 8, ["Kysely ·", "Puhelu"]),
        ("Kysely · Puhelu", 6, ["Kyse", "ly ·", "Puhelu"]),
        ("nousee 61 % tänään", 10, ["nousee", "61 %", "tänään"]),
        ("verkko-ostoskori", 10, ["verkko-", "ostoskori"]),
        ("aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]),
        ("Anna (p. 5) tuli", 9, ["Anna (p.", "5) tuli"]),
    ],
)
def test_no_line_begins_with_punctuation_and_words_are_broken_where_they_can_be_read(
    text: str, width: int, lines: list[str]
) -> None:
    assert [line.rstrip() for _begin, line in wrap(text, width)] == lines


@given(st.text("aeklst ,.·-–漢", max_size=60), st.integers(4, 30))
def test_only_punctuation_wider_than_a_line_begins_one(text: str, width: int) -> None:
    begins = [begin for begin, _line in wrap(text, width)]
    assert "".join(text[a:b] for a, b in zip(begins, [*begins[1:], None], strict=True)) == text
    for begin in begins[1:]:
        if begin == len(text):  # below a full line that ends in a space, for the cursor
            continue
        if text[begin] in ",.·–":
            before = text[:begin].rpartition(" ")[2].rstrip(",.·–-")  # three letters are not broken
            assert (
                not text[max(0, begin - width + 1) : begin].strip(" ,.·–-")
                or "漢" in text
                or len(before) <= 3
            )
