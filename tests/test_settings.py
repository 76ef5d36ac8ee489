"""What is settled in the file holds unless a flag or the environment says otherwise; what is wrong in it is said in words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from textual.keys import _character_to_key

from cxworkshop import app, cli, commands, language, settings
from cxworkshop.settings import key_from, read
from tests.screens.hands import at_the_program


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("CXWORKSHOP_LANGUAGE", "CXWORKSHOP_SESSIONS"):
        monkeypatch.delenv(name, raising=False)
    settings.settings.cache_clear()
    yield path
    settings.settings.cache_clear()
    commands.rebind({})
    language.use("en")


def troubles(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [str(trouble).removeprefix(f"{path}, ") for trouble in read(str(path)).troubles]


def test_without_a_file_nothing_is_settled(own_settings: Path) -> None:
    assert read(str(own_settings)) == settings.Settings()


def test_what_is_right_holds_and_what_is_wrong_names_entry_and_the_nearest_that_is_right(own_settings: Path) -> None:
    assert troubles(own_settings, 'languge = "fi"\nlanguage = "fi"\ntheme = "lihgt"\nfolder = 3\n[keys]\nclim = "f5"\npark = "f6"') == [
        "languge: there is no entry languge. Try: language",
        "theme: lihgt is not known. Try: light",
        "folder: 3 is no folder. Try: ~/cxworkshop",
        "keys.clim: there is no command clim. Try: climb",
    ]
    found = read(str(own_settings))
    assert (found.language, found.theme, found.folder, found.keys) == ("fi", "", "", {"park": ("f6",)})


def test_a_file_that_is_no_toml_is_named_with_the_line(own_settings: Path) -> None:
    (told,) = troubles(own_settings, 'language = "fi"\ntheme = dark')
    assert str(own_settings) in told
    assert "line 2" in told


def test_a_key_that_is_another_commands_is_left_out(own_settings: Path) -> None:
    assert troubles(own_settings, '[keys]\npark = "a"\ndecide = "§§"\nclimb = []') == [
        "keys.decide: §§ is no key. Try: c, ctrl+k, f5",
        "keys.climb: [] is no key. Try: c, ctrl+k, f5",
        "keys.park: the key is already that of add. Try: p",
    ]
    assert read(str(own_settings)).keys == {}


def test_two_commands_may_change_keys_with_each_other(own_settings: Path) -> None:
    assert troubles(own_settings, '[keys]\npark = "d"\ndecide = "p"') == []
    assert (getattr(commands.command_for("d", "workshop"), "id", ""), commands.usual_key("d", "workshop")) == ("park", "p")


@pytest.mark.parametrize("sign", [*"aZ9ö!?/\\@-+_.,;:§#%&()='<>|~*"])
def test_every_sign_is_called_as_the_terminals_reader_calls_it(sign: str) -> None:
    assert key_from(sign) == _character_to_key(sign)
    assert commands.key_name(key_from(sign)) == sign


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_from(text) for text in ("^k", "Ctrl+K", "esc", "F5", "shift+tab", "hello", "")] == [
        "ctrl+k", "ctrl+k", "escape", "f5", "shift+tab", "", "",
    ]  # fmt: skip


def test_no_two_commands_listen_to_one_key_where_both_can_be_asked_for() -> None:
    assert [(one.id, one.where, other.id) for one in commands.COMMANDS if (other := commands.clash(one))] == []


def test_every_command_that_can_be_asked_for_has_a_key_that_no_terminal_swallows_or_is_in_the_palette() -> None:
    palette = next(one for one in commands.COMMANDS if one.id == "palette")
    assert "colon" in palette.keys
    assert all(one.title for one in commands.COMMANDS if one.asked)


# ---- in force --------------------------------------------------------------------------------------------------------
def test_flag_environment_settings_is_the_order(
    own_settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own_settings.write_text(f'language = "fi"\nfolder = "{own_settings.parent / "mine"}"')

    def told(*arguments: str) -> str:
        cli.main([*arguments, "list"])
        return capsys.readouterr().out

    assert told() == f"Kansiossa ei ole työpajoja: {own_settings.parent / 'mine'}.\n"
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", "en")
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(own_settings.parent / "there"))
    assert told() == f"No workshops in {own_settings.parent / 'there'}.\n"
    assert told("--language", "fi", "--sessions", "/here") == "Kansiossa ei ole työpajoja: /here.\n"


def test_the_command_line_says_what_is_wrong_on_stderr_and_goes_on(own_settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_settings.write_text('theme = "drak"')
    assert cli.main(["--sessions", "/nowhere", "list"]) == 0
    said = capsys.readouterr()
    assert said.err == f"cxworkshop: {own_settings}, theme: drak is not known. Try: dark\n"
    assert "No workshops" in said.out


def test_a_screen_starts_with_the_theme_of_the_settings(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_settings.write_text('theme = "light"\nx = 1')
    asked: dict[str, object] = {}

    def run(**given: object) -> int:
        asked.update(given)
        return 0

    monkeypatch.setattr(app, "run", run)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True)
    assert cli.main([]) == 0
    assert (asked["theme"], len(list(asked["troubles"]))) == ("light", 1)  # type: ignore[call-overload]  # of any kind


def write(path: Path, text: str) -> settings.Settings:
    path.write_text(text, encoding="utf-8")
    return read(str(path))


async def test_the_library_says_once_what_is_wrong(own_settings: Path, tmp_path: Path) -> None:
    found = write(own_settings, 'theme = "drak"')
    async with at_the_program(tmp_path / "none", troubles=found.troubles) as hands:
        assert "drak is not known" in hands.seen
        await hands.press("down")
        assert "drak is not known" not in hands.seen


async def test_a_chosen_key_works_and_shows_and_the_usual_one_is_free(own_settings: Path, tmp_path: Path) -> None:
    write(own_settings, '[keys]\nnew = "f5"\nremove = "Q"')
    async with at_the_program(tmp_path / "none") as hands:
        assert "f5 New" in hands.seen.splitlines()[-1]
        await hands.press("n", "f5", *"Lanka", "enter", "tab", *"Bo", "enter", "escape")
        await hands.press("x")
        assert "▶Bo" in hands.seen
        await hands.press("Q")
        assert "▶Bo" not in hands.seen
        assert "Q Remove" in hands.seen.splitlines()[-1]


async def test_words_name_the_key_that_works_now(own_settings: Path, tmp_path: Path) -> None:
    write(own_settings, '[keys]\nnew = "f5"\nremove = "Q"\nundo = "Z"\nadd = "+"\nstart = "f6"\nback = "f7"\npark = "f8"')
    async with at_the_program(tmp_path / "none") as hands:
        assert "f5 begins the first; m opens" in hands.seen
        await hands.press("f5", *"Lanka", "enter")
        assert "f6 starts" in hands.seen
        await hands.press("f7")
        assert "f7 once more leaves the form, f6 starts" in hands.seen
        await hands.press("f6")
        assert "Who is in the room? + adds the first" in hands.seen
        await hands.press("plus", *"Bo", "enter", "escape", "Q")
        assert "Z brings it back" in hands.seen
        await hands.press("Z")
        assert "▶Bo" in hands.seen
        await hands.press("f7", "f7")
        assert "f5 New" in hands.seen


async def test_help_the_palette_and_quitting_work_from_an_open_cell_by_the_keys_chosen(own_settings: Path, tmp_path: Path) -> None:
    write(own_settings, '[keys]\nquit = "f10"\nhelp = ["?", "f2"]\npalette = "f9"')
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press("n", *"Lan", "f2")
        assert "NEW WORKSHOP" in hands.seen
        await hands.press("escape", "f9")
        assert "Which command?" in hands.seen
        await hands.press("escape", "question_mark", "f10")
    assert hands.app.return_code == 0


def test_no_words_name_a_key_that_can_be_another_one() -> None:
    with (Path(language.__file__).parents[1] / "locale" / "fi" / "LC_MESSAGES" / "cxworkshop.po").open("rb") as file:
        said = [words for message in read_po(file) for words in (message.id, message.string) if isinstance(words, str)]
    free = {commands.key_name(one.keys[0]) for one in commands.COMMANDS if commands.may_be_rebound(one) and one.keys}
    verbs = "adds|begins|opens|starts|brings|takes|climbs|parks|writes|records|keys|once|lisää|aloittaa|avaa|palauttaa|kumoaa|kirjaa"
    named = rf"(?:^|[.;:?] )(?:{'|'.join(map(re.escape, sorted(free - {'enter', 'tab'})))}) (?:{verbs})\b"
    assert [words for words in said if re.search(named, words)] == []
