"""The pictures as SVG are sound, say what they show in words, and hold whatever people called things."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import DARK, Colours
from cxworkshop.documents.pictures import Bar, Gap, Level, Picture, Stair
from cxworkshop.documents.svg import MOST, WIDTH, alt, drawings
from cxworkshop.language import speaking

SVG = "{http://www.w3.org/2000/svg}"
PICTURES: list[Picture] = [
    (Bar((("●", 10), ("◐", 4), ("◆", 1), ("○", 0)), "today"),),
    (Level(2, True, 4, "Door"), Level(None, False, None, "Till")),
    (Gap(-100, 100, -10, 9, 30, 60, "NPS"),),
    (Stair(0, True, "Define"), Stair(1, False, "Develop")),
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


@given(st.text(), st.sampled_from(PICTURES))
def test_whatever_things_are_called_the_drawing_is_sound(said: str, picture: Picture) -> None:
    renamed: Picture = tuple(line._replace(label=f"x{said}") for line in picture)
    for root in drawn(renamed):
        assert one_line(f"x{said}") in (root.get("aria-label") or "")
        assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
            *("svg", "text", "rect", "line", "circle", "path", "polyline")
        }
