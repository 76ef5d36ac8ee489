"""What the page of the room paints."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.room import page
from cxworkshop.room.lines import lines_of
from cxworkshop.room.page.html import SOFT_HYPHEN, breakable
from cxworkshop.room.parts import Cell, Clock, Curtain, Listing, Progress, Question, Showing, Stair
from tests.room.showings import VIEWS, sample

SMALLEST = 2.5
"""The least size of text, in hundredths of the height: 1/40."""


def whole(name: str, **changed: object) -> str:
    return page.page(sample(name).model_copy(update=changed), 3, "/k7m3qx2p", now=0.0)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_a_valid_page_on_one_line_with_no_style_and_no_script_of_its_own(name: str) -> None:
    html = whole(name)
    html5lib.HTMLParser(strict=True).parse(html)
    assert "\n" not in html
    assert "style=" not in html
    assert re.findall(r"<script[^>]*>[^<]", html) == []
    assert not re.search(r"(src|href)=\"(?!/k7m3qx2p/)", html)


def test_every_class_of_text_has_a_size_that_the_last_row_reads() -> None:
    css = page.asset("room.css").decode()
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?(\d*\.?\d+)vh", css)]
    assert sizes
    assert min(sizes) >= SMALLEST
    assert "px" not in css


def test_the_curtain_leaves_nothing_but_the_name_and_the_clock() -> None:
    html = page.fragment(
        sample("list").model_copy(
            update={
                "view": Curtain(),
                "clock": Clock(ends_at=125, minutes=30),
                "heading": "SECRET",
                "step": "SECRET",
            }
        ),
        now=0.0,
    )
    words = re.sub(r"<[^>]*>", " ", html).split()
    assert words == ["Kuusilinna", "Koti", "Oy", "2:05"]
    assert "SECRET" not in html


@pytest.mark.parametrize(
    ("left", "text", "tone"),
    [
        (1800, "30:00", ""),
        (359, "5:59", "amber"),
        (0, "0:00", "amber"),
        (-0.4, "0:00", "amber"),
        (-125, "+2:05 !", "red"),
    ],
)
def test_the_clock_says_by_a_sign_too_when_the_time_is_over(left: float, text: str, tone: str) -> None:
    assert (page.clock_text(left), page.clock_tone(left, 30)) == (text, tone)


def test_the_page_speaks_the_language_of_what_it_shows() -> None:
    html = whole("gap", language="fi")
    assert 'lang="fi"' in html
    assert "mitä asiakkaat sanoivat" in html


def test_a_name_is_never_cut_in_a_bar_that_is_too_short_for_it() -> None:
    html = page.fragment(sample("reveal"), now=0.0)
    assert ">Virtasalmi</text>" in html
    assert ">nobody</text>" not in html
    assert "nobody 1" in html


HOSTILE = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "&lt;b&gt;",
        "\x1b[31mred",
        "a\nb\r\nc",
        "\u202eabc",
        "{n}",
        "data: x\n\n",
    ]
)


@given(HOSTILE, HOSTILE)
def test_text_that_people_said_is_text(words: str, more: str) -> None:
    """In the page as in one event: whatever is said makes no element, no attribute and no line."""
    showing = Showing(
        organisation=words,
        round=more,
        step=words,
        stairs=(Stair(name=more, state="now"),),
        activity=words,
        heading=more,
        view=Listing(heads=(words, more), rows=((Cell(text=more), Cell(text=words)),), at=0, more=more),
    )
    plain = showing.model_copy(
        update={
            "organisation": "a",
            "round": "a",
            "step": "a",
            "stairs": (Stair(name="a", state="now"),),
            "activity": "a",
            "heading": "a",
            "view": Listing(heads=("a", "a"), rows=((Cell(text="a"), Cell(text="a")),), at=0, more="a"),
        }
    )
    html = page.fragment(showing, now=0.0)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", html)
    if all(text.strip() for text in (words, more)):
        assert tags_of(html) == tags_of(page.fragment(plain, now=0.0))


def tags_of(html: str) -> list[tuple[str, list[str]]]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(str(element.tag), sorted(element.keys())) for element in tree.iter()]


def test_lines_of_the_ground_rules_are_lines() -> None:
    html = page.fragment(sample("rules").model_copy(update={"view": Question(words="one\ntwo")}), now=0.0)
    assert "one&#10;two" in html


def test_long_words_are_broken_as_finnish_is_where_there_is_no_room() -> None:
    assert (
        breakable("Yhteydenotto asiakaspalveluun").replace(SOFT_HYPHEN, "-")
        == "Yhtey-denot-to asia-kas-pal-veluun"
    )
    assert breakable("Warranty repair") == "Warranty repair"


@pytest.mark.parametrize("name", ["progress", "sealed"])
def test_page_and_terminal_say_in_the_same_words_how_many_have_answered(name: str) -> None:
    made = sample(name)
    terminal = " ".join("".join(text for text, _tone in line) for line in lines_of(made, 120, 20, 0.0))
    painted = " ".join(re.sub(r"<[^>]*>", " ", page.fragment(made, now=0.0)).split())
    assert isinstance(made.view, Progress)
    words = f"of {made.view.of} have answered"
    assert f"{made.view.n} {words}" in painted
    assert words in " ".join(terminal.split())
    assert ("✓ sealed" in painted) == ("✓ sealed" in terminal) == (name == "sealed")


def test_who_answers_takes_the_room_of_a_card_on_which_nothing_else_stands() -> None:
    made = sample("card")
    bare = made.view.model_copy(update={"goal": "no goal yet", "measure": "", "actions": ()})
    assert "columns roomy" in page.fragment(made.model_copy(update={"view": bare}), now=0.0)
    assert "roomy" not in page.fragment(made, now=0.0)
