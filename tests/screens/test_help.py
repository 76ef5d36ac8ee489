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
        text = help_of(hands)
        assert "Whose phone" in text
        assert "finds what helps by what is seen" in text
        assert any("mandate" in line and "valtuutus" in line for line in text.splitlines())


async def test_help_over_an_open_cell_tells_the_keys_of_the_cell_first(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        text = help_of(hands)
        assert text.index("puts a thing on the parking lot") < text.index("keeps what was typed, and stays")
        await hands.press("enter")
        text = help_of(hands)
        assert text.index("keeps what was typed, and stays") < text.index("goes through what can be chosen")
        assert text.index("goes through what can be chosen") < text.index("puts a thing on the parking lot")


async def test_help_of_the_library_says_what_the_program_is(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        assert "It is not a project plan." in " ".join(help_of(hands).split())


async def test_help_of_the_form_tells_how_cells_are_kept(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n")
        text = help_of(hands)
        assert "makes the workshop" in text
        assert "keeps what was typed, and stays" in text


async def test_help_says_what_to_press_where_the_terminal_keeps_a_key(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        text = help_of(hands)
        second = [" ".join(line.split()) for line in text.splitlines()]
        assert "^q Quit ^p, then Quit" in second
        assert "^z Undo u · ^p, then Undo" in second
        assert "^y Redo U · ^p, then Redo" in second
        assert "f1 Help ? · ^p, then Help" in second
        assert "^p Commands :" in second
        assert "alt+↓ Move down J · ^p, then Move down" in second
        assert "^j begins a new line" in " ".join(text.split())


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
        text = " ".join(help_of(hands, width).split())
        for command in commands_in("sheet", "workshop"):
            assert _(command.title) in text
            assert all(key in text for key in keys_shown(command).split())
        assert "…" not in text


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
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(120, 80)) as hands:
        await hands.press("ctrl+p")
        lines = [" ".join(line.split()) for line in hands.seen.splitlines()]
        expected = {
            command.id: command
            for command in commands_in("sheet", "workshop", "everywhere")
            if command.by_name and command.id != "palette"
        }
        assert [
            command.id
            for command in expected.values()
            if not any(f" {_(command.title)} " in line for line in lines)
        ] == []
        assert any(
            f"{_('Previous step')} [ {_('looks one step down; the activity and its clock go on')}" in line
            for line in lines
        )
        assert isinstance(hands.app.screen, PaletteScreen)
        assert {command.id for command in hands.app.screen.matching} == set(expected)


def test_the_palette_finds_by_parts_of_a_name_in_either_language() -> None:
    all_commands = [command for command in commands_in("sheet", "workshop", "everywhere") if command.by_name]
    for typed in ("kieli", "Kie", "language", "lang"):
        assert matching_commands(all_commands, typed)[0].id == "language"
    assert matching_commands(all_commands, "step prev")[0].id == "previous_step"
    assert matching_commands(all_commands, "parking lot")[0].id == "park"
    assert matching_commands(all_commands, "undo")[0].id == "undo"
    assert matching_commands(all_commands, "xyzzy") == []


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_palette_tells_in_full_what_the_command_under_the_cursor_does(
    path: Path, spoken: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(80, 24)) as hands:
        await hands.press("ctrl+p", "down")
        assert (
            _(next(command for command in commands_in("sheet") if command.id == "open_record").help)
            in hands.seen
        )


@pytest.mark.parametrize(
    ("spoken", "text"), [("en", "No command is called that."), ("fi", "Sen nimistä komentoa ei ole.")]
)
async def test_what_no_command_is_called_is_said_in_the_readers_language(
    path: Path, spoken: str, text: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=(80, 24)) as hands:
        await hands.press("ctrl+p", *"xyzzy")
        assert text in hands.seen
        await hands.press("enter", "escape")
        assert text not in hands.seen


async def test_keys_typed_ahead_of_the_palette_are_its_own(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("ctrl+p", *"organ", *["backspace"] * 5, *"park", "enter", *"Chairs", "enter")
        assert "Parked: Chairs" in hands.seen


async def test_the_palette_opens_by_a_sign_too_where_a_terminal_keeps_ctrl_p_for_itself(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("colon")
        assert "Which command?" in hands.seen
