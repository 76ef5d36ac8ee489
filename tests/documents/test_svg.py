"""The pictures as SVG are sound, say what they show in words, and hold whatever people called things."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import DARK, Colours
from cxworkshop.documents.pictures import (
    Bar,
    Gap,
    Level,
    Moment,
    Picture,
    Stair,
    Trend,
    Way,
    Weight,
)
from cxworkshop.documents.svg import MOST, WIDTH, alt, drawings
from cxworkshop.language import speaking

SVG = "{http://www.w3.org/2000/svg}"
PICTURES: list[Picture] = [
    (Bar((("●", 10), ("◐", 4), ("◆", 1), ("○", 0)), "today"),),
    (Level(2, True, 4, "Door"), Level(None, False, None, "Till")),
    (Gap(-100, 100, -10, 9, 30, 60, "NPS"),),
    (Stair(0, True, "Define"), Stair(1, False, "Develop")),
    (Gap(0, 100, 11, 15, 19, 75, "Exceeded", ((70, 1), (75, 2)), "we guessed 75: overestimate"),),
    (
        Trend(
            (Moment(date(2026, 1, 20), 1, 9, 16, "9 (1…16)"), Moment(date(2026, 10, 15), 13, 21, 28, "21")),
            -10,
            40,
            (20,),
            "+12, a real change",
            "NPS",
        ),
    ),
    (Way(-0.1, 0.5, 1.6, "14 → 5, now 9.4", "Quick"), Way(None, None, None, "1 → 2, not measured", "New")),
    (Weight(10, 10, True, "10 = 5 × 2, priority", "Door"), Weight(4, 10, False, "4 = 4 × 1", "Till")),
]


def drawn(picture: Picture, colours: Colours = DARK) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg, _words in drawings(picture, colours, "'A 3', 'B'")]


@pytest.mark.parametrize(
    ("picture", "words"),
    list(
        zip(
            PICTURES,
            [
                "today: held 10, unclear 4, contested 1.",
                "Door: 2 → 4, a fact; Till: ?.",
                "NPS: customers say 9 (−10…30), we guessed 60.",
                "Define: passed; Develop: not passed yet.",
                "Exceeded: we guessed 75: overestimate.",
                "NPS: 9 (1…16) 20 Jan 2026, 21 15 Oct 2026, +12, a real change.",
                "Quick: 14 → 5, now 9.4; New: 1 → 2, not measured.",
                "Door: 10 = 5 × 2, priority; Till: 4 = 4 × 1.",
            ],
            strict=True,
        )
    ),
)
def test_a_picture_is_told_in_words(picture: Picture, words: str) -> None:
    with speaking("en"):
        assert alt(picture) == words
        (root,) = drawn(picture)
    assert root.get("aria-label") == words
    assert root.get("font-family") == "'A 3', 'B'"


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_the_colours_that_it_is_given(picture: Picture) -> None:
    variables = Colours(*(f"var(--{name})" for name in Colours._fields))
    used = {
        colour
        for root in drawn(picture, variables)
        for part in root.iter()
        for colour in (part.get("fill"), part.get("stroke"))
        if colour
    }
    assert used <= {*variables, "none"}


def test_a_bar_divides_as_its_counts_do() -> None:
    (root,) = drawn(PICTURES[0])
    wide = [float(rect.get("width", "")) for rect in root.iter(f"{SVG}rect")]
    assert len(wide) == 3
    assert wide[0] / wide[1] == pytest.approx(10 / 4, rel=0.05)


def test_a_long_journey_is_drawn_in_pieces_that_a_page_holds() -> None:
    roots = drawn(tuple(Level(3, True, 4, f"Touchpoint {n}") for n in range(2 * MOST + 1)))
    assert len(roots) == 3
    assert max(float(root.get("viewBox", "").split()[3]) for root in roots) < 1.2 * WIDTH


def test_the_journey_is_not_drawn_over_what_is_unknown() -> None:
    levels = [Level(now, True, None, "Stop") for now in (2, 3, None, 4, 5)]
    (root,) = drawn(tuple(levels))
    runs = [len(part.get("points", "").split()) for part in root.iter(f"{SVG}polyline")]
    assert runs == [2, 2]


def test_in_black_and_white_a_fact_is_filled_and_our_own_view_is_not() -> None:
    ink = Colours(**dict.fromkeys(Colours._fields, "black"))._replace(paper="white")
    (root,) = drawn(
        (Level(2, True, None, "Fact"), Level(2, False, None, "View"), Level(2, True, None, "W", 1)), ink
    )
    dots = [(part.get("fill"), part.get("r")) for part in root.iter(f"{SVG}circle")]
    assert dots == [("black", "5"), ("white", "5"), ("white", "3"), ("black", "5")]


def test_each_guess_is_a_dot_and_equal_ones_stand_above_each_other() -> None:
    (root,) = drawn((Gap(0, 100, 10, 20, 30, 50, "NPS", ((40, 1), (50, 3))),))
    _figure, *guesses = root.iter(f"{SVG}circle")
    assert len(guesses) == 4
    places = [(dot.get("cx"), dot.get("cy")) for dot in guesses]
    assert len(set(places)) == 4
    assert len({x for x, _y in places}) == 2


def test_time_goes_to_the_right_by_days_and_a_line_is_where_the_target_is() -> None:
    days = (date(2026, 1, 1), date(2026, 1, 31), date(2026, 12, 31))
    moments = tuple(Moment(day, 1, 2, 3, "2") for day in days)
    (root,) = drawn((Trend(moments, 0, 5, (4,), "", "Days"),))
    first, second, last = (float(dot.get("cx", "")) for dot in root.iter(f"{SVG}circle"))
    assert (second - first) / (last - first) == pytest.approx(30 / 364, abs=0.01)
    (target,) = (part for part in root.iter(f"{SVG}line") if part.get("stroke-dasharray"))
    y = float(target.get("y1", ""))
    assert y < min(float(dot.get("cy", "")) for dot in root.iter(f"{SVG}circle"))


@given(st.text(), st.sampled_from(PICTURES))
def test_whatever_things_are_called_the_drawing_is_sound(said: str, picture: Picture) -> None:
    renamed: Picture = tuple(line._replace(label=f"x{said}") for line in picture)
    for root in drawn(renamed):
        assert one_line(f"x{said}") in (root.get("aria-label") or "")
        assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
            *("svg", "text", "rect", "line", "circle", "path", "polyline")
        }
