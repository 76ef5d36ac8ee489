"""What should hold every time is settled on a screen: it holds at once, is written into the file, and what
cannot hold is said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop import commands, language, settings
from cxworkshop.method import thresholds
from cxworkshop.method.limits import put_in_force, said_otherwise
from tests.screens.hands import Hands, at_the_program


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(path))
    settings.forget()
    yield path
    settings.forget()
    commands.rebind({})
    put_in_force({})
    language.use("en")


def text_of(file: Path) -> str:
    return file.read_text() if file.exists() else ""


async def written(hands: Hands) -> None:
    await asyncio.gather(*(worker.wait() for worker in hands.app.workers if worker.group == "settings"))
    await hands.pilot.pause()


async def settle(hands: Hands, group: int, row: int, *keys: str) -> None:
    await hands.press("comma", *["tab"] * group, *["down"] * row, "enter", *keys)
    await written(hands)


async def test_language_and_theme_change_at_once_and_are_written(file: Path, tmp_path: Path) -> None:
    async with at_the_program(tmp_path / "none") as hands:
        await settle(hands, 0, 0)
        assert "Ohjelman kieli" in hands.seen
        await hands.press("down", "enter")
        await written(hands)
        assert hands.app.theme == "cx-light"
    assert text_of(file) == 'language = "fi"\ntheme = "light"\n'


async def test_a_new_workshop_begins_with_what_is_settled(file: Path, tmp_path: Path) -> None:
    async with at_the_program(tmp_path / "none") as hands:
        await settle(hands, 1, 0, *"Kallio", "enter")
        await hands.press("down", "enter", "escape", "n")
        assert "Kallio" in hands.seen
        assert "public" in hands.seen
    assert text_of(file) == '[new]\norganisation = "Kallio"\nsector = "public"\n'


async def test_a_limit_counts_at_once_and_the_usual_one_comes_back(file: Path, tmp_path: Path) -> None:
    async with at_the_program(tmp_path / "none") as hands:
        await settle(hands, 2, 0, *["backspace"] * 3, *"40", "enter")
        assert "40 is not a number from 51 to 100" in hands.seen
        await hands.press(*["backspace"] * 2, *"80", "enter")
        await written(hands)
        assert thresholds.HELD == 0.8
        assert [str(words) for words in said_otherwise()] == ["Held from: here 80%, usually 75%."]
        assert text_of(file) == "[limits]\nheld = 80\n"
        await hands.press("delete")
        await written(hands)
    assert thresholds.HELD == 0.75
    assert text_of(file) == "[limits]\n"


async def test_a_key_that_another_command_has_is_refused_and_a_free_one_works(
    file: Path, tmp_path: Path
) -> None:
    async with at_the_program(tmp_path / "none") as hands:
        await settle(hands, 3, 0, *"n", "enter")
        assert "the key is already that of new" in hands.seen
        await hands.press("backspace", *"f6", "enter")
        await written(hands)
        await hands.press("escape", "f6")
        assert "Help" in hands.seen
        assert "Switching" not in hands.seen
    assert text_of(file) == '[keys]\nhelp = ["f6"]\n'


async def test_a_folder_of_templates_must_be_there(file: Path, tmp_path: Path) -> None:
    async with at_the_program(tmp_path / "none", size=(120, 36)) as hands:
        await settle(hands, 0, 3, *"/nowhere", "enter")
        assert "There is no folder /nowhere." in hands.seen
    assert text_of(file) == ""


async def test_without_a_place_to_write_a_choice_holds_until_the_program_ends(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "file" / "settings.toml"))
    async with at_the_program(tmp_path / "none", size=(120, 36)) as hands:
        await settle(hands, 2, 3, "backspace", *"6", "enter")
        assert thresholds.LOAD == 6


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[limits]\nheld = 20", "limits.held: 20 is not a number from 51 to 100."),
        ("[limits]\nhold = 80", "limits.hold: there is no entry hold. Try: held"),
        ("[limits]\nheld = true", "limits.held: true is not a number from 51 to 100."),
        ("[limits]\nload = 2.5", "limits.load: 2.5 is not a number from 1 to 20."),
        ('[new]\nsector = "pubic"', "new.sector: pubic is not known. Try: private, public, third_sector"),
        ("[new]\nfacilitator = 3", "new.facilitator: 3 is no text in quotes."),
        ("load = 3", "load: there is no entry load. Try: load below [limits]"),
        ("limits = 3", "limits: 3 is no table. Try: [limits] load = 5"),
        ("templates = 3", "templates: 3 is no folder. Try: ~/templates"),
    ],
)
def test_a_wrong_entry_of_a_table_is_named_and_the_usual_holds(file: Path, text: str, fault: str) -> None:
    file.write_text(text)
    (trouble,) = settings.settings().troubles
    assert str(trouble).removeprefix(f"{file}, ") == fault
    assert (thresholds.HELD, thresholds.LOAD) == (0.75, 4)
