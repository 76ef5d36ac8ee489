"""Help is for where one stands, and the palette knows every command by its plain name, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.commands import commands_in, keys_shown
from cxworkshop.editing import create
from cxworkshop.language import _
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.help import write_help
from cxworkshop.screens.page import Page
from cxworkshop.screens.palette import PaletteScreen, matching_commands
from tests.screens.hands import Hands, at_the_program


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    made = tmp_path / "demo.json"
    create(made, demo).close()
    return made


def help_of(hands: Hands, width: int = 96) -> str:
    page = Page(width)
    assert isinstance(hands.app.screen, KeyScreen)
    write_help(hands.app.screen, page)
    assert max(line.cell_length for line in page.lines) <= width
    return "\n".join(line.text for line in page.lines)


async def test_help_tells_what_the_step_is_for_its_keys_and_its_terms_in_both_languages(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        told = help_of(hands)
        assert "Whose phone" in told
        assert "finds what helps by what is seen" in told
        assert any("mandate" in line and "valtuutus" in line for line in told.splitlines())


async def test_help_over_an_open_cell_tells_the_keys_of_the_cell_first(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        told = help_of(hands)
        assert told.index("puts a thing on the parking lot") < told.index("keeps what was typed, and stays")
        await hands.press("enter")
        told = help_of(hands)
        assert told.index("keeps what was typed, and stays") < told.index("goes through what can be chosen")
        assert told.index("goes through what can be chosen") < told.index("puts a thing on the parking lot")


async def test_help_of_the_library_says_what_the_program_is(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        assert "It is not a project plan." in " ".join(help_of(hands).split())


async def test_help_of_the_form_tells_how_cells_are_kept(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n")
        told = help_of(hands)
        assert "makes the workshop" in told
        assert "keeps what was typed, and stays" in told


async def test_help_says_what_to_press_where_the_terminal_keeps_a_key(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        told = help_of(hands)
        second = [" ".join(line.split()) for line in told.splitlines()]
        assert "^q Quit ^p, then Quit" in second
        assert "^z Undo u · ^p, then Undo" in second
        assert "^y Redo U · ^p, then Redo" in second
        assert "f1 Help ? · ^p, then Help" in second
        assert "^p Commands :" in second
        assert "alt+↓ Move down J · ^p, then Move down" in second
        assert "^j begins a new line" in " ".join(told.split())


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_help_fits_a_small_screen(path: Path, spoken: str) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(80, 24)) as hands:
        for step in "01234567":
            await hands.press(step)
            help_of(hands, 69)


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("width", [69, 94])
async def test_help_cuts_no_key_and_no_title(path: Path, width: int, spoken: str) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken) as hands:
        await hands.press("3")
        told = " ".join(help_of(hands, width).split())
        for command in commands_in("sheet", "workshop"):
            assert _(command.title) in told
            assert all(key in told for key in keys_shown(command).split())
        assert "…" not in told


async def test_help_counts_what_to_ask_in_front_of_the_words(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        prompts = help_of(hands, 69).split("Ask the room")[1].split("\n\n")[0].splitlines()[1:]
        assert len(prompts) > 7
        assert all(line.startswith("   ") != line[0].isdigit() for line in prompts)


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_palette_has_every_command_that_can_be_asked_for_by_its_plain_name_and_no_other(
    path: Path, spoken: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(120, 60)) as hands:
        await hands.press("ctrl+p")
        lines = [" ".join(line.split()) for line in hands.seen.splitlines()]
        wanted = {
            one.id: one
            for one in commands_in("sheet", "workshop", "everywhere")
            if one.by_name and one.id != "palette"
        }
        assert [
            one.id for one in wanted.values() if not any(f" {_(one.title)} " in line for line in lines)
        ] == []
        assert any(f"{_('Previous step')} < [ {_('goes one step down')}" in line for line in lines)
        assert isinstance(hands.app.screen, PaletteScreen)
        assert {one.id for one in hands.app.screen.matching} == set(wanted)


def test_the_palette_finds_by_parts_of_a_name_in_either_language() -> None:
    known = [one for one in commands_in("sheet", "workshop", "everywhere") if one.by_name]
    for typed in ("kieli", "Kie", "language", "lang"):
        assert matching_commands(known, typed)[0].id == "language"
    assert matching_commands(known, "step prev")[0].id == "previous_step"
    assert matching_commands(known, "parking lot")[0].id == "park"
    assert matching_commands(known, "undo")[0].id == "undo"
    assert matching_commands(known, "xyzzy") == []


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_palette_tells_in_full_what_the_command_under_the_cursor_does(
    path: Path, spoken: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(80, 24)) as hands:
        await hands.press("ctrl+p", "down")
        assert _(next(one for one in commands_in("sheet") if one.id == "open_record").help) in hands.seen


@pytest.mark.parametrize(
    ("spoken", "told"), [("en", "No command is called that."), ("fi", "Sen nimistä komentoa ei ole.")]
)
async def test_what_no_command_is_called_is_said_in_the_readers_language(
    path: Path, spoken: str, told: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(80, 24)) as hands:
        await hands.press("ctrl+p", *"xyzzy")
        assert told in hands.seen
        await hands.press("enter", "escape")
        assert told not in hands.seen


async def test_keys_typed_ahead_of_the_palette_are_its_own(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("ctrl+p", *"organ", *["backspace"] * 5, *"park", "enter", *"Chairs", "enter")
        assert "Park: Chairs" in hands.seen


async def test_the_palette_opens_by_a_sign_too_where_a_terminal_keeps_ctrl_p_for_itself(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("colon")
        assert "Which command?" in hands.seen
