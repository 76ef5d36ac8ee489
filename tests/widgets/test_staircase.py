"""The staircase: eight lines whatever the width, and signs that nothing cuts."""

import pytest
from rich.cells import cell_len

from cxworkshop.language import speaking
from cxworkshop.method.steps import STEPS, step
from cxworkshop.widgets.staircase import band, glyphs, stairs

STATES = {"landing": "passed", "define": "passed", "develop": "passed_with_override"}
names = {name: step(name).name for name in STEPS}
public = {name: step(name, "public").name for name in STEPS}


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("width", range(28, 43))
@pytest.mark.parametrize("told", [names, public])
def test_every_stair_has_a_line_and_no_line_is_too_wide(
    width: int, language: str, told: dict[str, str]
) -> None:
    with speaking(language):
        for current in STEPS:
            lines = stairs(told, current, STATES, width)
            assert len(lines) == 8
            assert {sum(cell_len(text) for text, _tone in line) for line in lines} <= {width}, lines


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("width", range(28, 43))
def test_a_passed_stair_and_one_with_an_open_must_show_their_sign_at_every_width(
    width: int, language: str
) -> None:
    with speaking(language):
        for told in (names, public):
            for sign, state in (("✓", "passed"), ("!", "passed_with_override")):
                lines = stairs(told, "closing", dict.fromkeys(STEPS, state), width)
                assert all(sign in "".join(text for text, _tone in line) for line in lines), lines


def test_tones_tell_where_one_stands_what_is_done_and_what_lies_ahead() -> None:
    lines = stairs(names, "organise", STATES, 33)[::-1]
    assert [next(tone for text, tone in line if text.strip()) for line in lines] == [
        "done",
        "done",
        "open",
        "now",
        *["ahead"] * 4,
    ]
    top, ground = "".join(t for t, _tone in lines[6]), "".join(t for t, _tone in lines[0])
    assert "6 Redefine ░░░" in top
    assert ground.startswith("0 Landing ✓ ▔")
    develop = "".join(t for t, _tone in lines[2])
    assert "!" in develop
    assert "█" in develop


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("current", STEPS)
def test_the_band_fits_the_narrowest_screen(current: str, language: str) -> None:
    with speaking(language):
        parts = band(public, current, dict.fromkeys(STEPS, "passed_with_override"), 80)
        assert sum(cell_len(text) for text, _tone in parts) <= 80
        assert str(public[current]) in "".join(text for text, _tone in parts)


def test_a_list_shows_the_climb_in_six_signs() -> None:
    assert glyphs(STATES) == "▁▂░░░░"
    assert glyphs({}) == "░" * 6


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("told", [names, public])
def test_a_tall_screen_has_stairs_of_two_lines_with_every_sign_and_name_whole(
    told: dict[str, str], language: str
) -> None:
    with speaking(language):
        lines = [
            "".join(text for text, _tone in line)
            for line in stairs(told, "organise", dict.fromkeys(STEPS, "passed"), 40, rise=2)
        ]
        assert len(lines) == 14
        assert {cell_len(line) for line in lines} == {40}
        for i, step in enumerate(STEPS):
            assert any(f"{i} {told[step]} ✓" in line for line in lines)


def test_the_band_rises_and_carries_the_signs_of_the_climb() -> None:
    told = "".join(text for text, _tone in band(names, "organise", STATES, 80))
    assert told.split() == ["0✓", "▁1✓", "▂2!", "▃3", "Organise", "▄4", "▅5", "▆6", "7"]
