"""What is settled in the file holds unless a flag or the environment says otherwise; what is wrong in it is
said in words."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from textual import events
from textual.keys import _character_to_key

from cxworkshop import app, cli, commands, language, settings
from cxworkshop.errors import NotSaved
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.help import write_help
from cxworkshop.screens.page import Page
from cxworkshop.settings import read
from cxworkshop.settings.file import save_setting, with_entry
from cxworkshop.settings.keys import key_from
from tests.screens.hands import Hands, at_the_program


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("CXWORKSHOP_LANGUAGE", "CXWORKSHOP_SESSIONS"):
        monkeypatch.delenv(name, raising=False)
    settings.forget()
    yield path
    settings.forget()
    commands.rebind({})
    language.use("en")


def troubles(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [str(trouble).removeprefix(f"{path}, ") for trouble in read(str(path)).troubles]


def test_without_a_file_nothing_is_settled(own_settings: Path) -> None:
    assert read(str(own_settings)) == settings.Settings()


def test_what_is_right_holds_and_what_is_wrong_names_entry_and_the_nearest_that_is_right(
    own_settings: Path,
) -> None:
    assert troubles(
        own_settings,
        'languge = "fi"\nlanguage = "fi"\ntheme = "lihgt"\nfolder = 3\n[keys]\nclim = "f5"\npark = "f6"',
    ) == [
        "languge: there is no entry languge. Try: language",
        "theme: lihgt is not known. Try: light",
        "folder: 3 is no folder. Try: ~/cxworkshop",
        "keys.clim: there is no command clim. Try: climb",
    ]
    loaded = read(str(own_settings))
    assert (loaded.language, loaded.theme, loaded.folder, loaded.keys) == ("fi", "", "", {"park": ("f6",)})


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("postgresql://anna@db.example/cx", ""),
        ("postgresql://anna:gehe1m@db.example/cx", "a password does not belong here"),
        ("postgresql://db.example/cx?password=gehe1m", "a password does not belong here"),
        ("postgresql://anna:gehe1m@here@db.example/cx", "it is no address of a store"),
        ("http://anna:gehe1m@db.example", "it is no address of a store"),
    ],
)
def test_the_folder_may_be_the_address_of_a_store_and_holds_no_password(
    own_settings: Path, address: str, trouble: str
) -> None:
    own_settings.write_text(f'folder = "{address}"\n', "utf-8")
    now = settings.settings()
    assert now.folder == ("" if trouble else address)
    assert [trouble in str(words) for words in now.troubles] == [True] * bool(trouble)
    assert "gehe1m" not in repr(now) + "".join(map(str, now.troubles))


def test_a_file_that_is_no_toml_is_named_with_the_line(own_settings: Path) -> None:
    (trouble,) = troubles(own_settings, 'language = "fi"\ntheme = dark')
    assert trouble.startswith("line 2: theme = dark cannot be read. Words stand in quotes")
    (trouble,) = troubles(own_settings, 'theme = "dark"\ntheme = "light"')
    assert "line 2" in trouble
    own_settings.write_bytes(b'theme = "\xe4"')
    assert [str(trouble) for trouble in read(str(own_settings)).troubles] == [
        f"{own_settings} cannot be read: it is no text in UTF-8"
    ]


def test_a_key_that_is_another_commands_is_left_out(own_settings: Path) -> None:
    assert troubles(own_settings, '[keys]\npark = "a"\ndecide = "§§"\nclimb = []') == [
        "keys.decide: §§ is no key. Try: f5, ctrl+k, Q",
        "keys.climb: [] is no key. Try: f5, ctrl+k, Q",
        "keys.park: the key is already that of add. Try: p",
    ]
    assert read(str(own_settings)).keys == {}


@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_the_key_that_is_tried_instead_can_be_written_into_the_file(own_settings: Path, spoken: str) -> None:
    language.use(spoken)
    for line in ('tick = "^s"', 'undo = "x"', 'find = "n"', 'redo = "d"', 'theme = "tab"'):
        (said,) = troubles(own_settings, f"[keys]\n{line}")
        tried = said.rpartition(": ")[2].split(", ")
        assert troubles(own_settings, f"[keys]\n{line.split()[0]} = {json.dumps(tried)}") == []


def test_two_commands_may_change_keys_with_each_other(own_settings: Path) -> None:
    assert troubles(own_settings, '[keys]\npark = "d"\ndecide = "p"') == []
    assert getattr(commands.command_for("d", "workshop"), "id", "") == "park"
    assert getattr(commands.command_for("p", "workshop"), "id", "") == "decide"


@pytest.mark.parametrize("sign", [*"aZ9ö!?/\\@-+_.,;:§#%&()='<>|~*"])
def test_every_sign_is_called_as_the_terminals_reader_calls_it(sign: str) -> None:
    assert key_from(sign) == _character_to_key(sign)
    assert commands.key_name(key_from(sign)) == sign


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_from(text) for text in ("^k", "Ctrl+K", "esc", "F5", "shift+tab", "hello", "")] == [
        "ctrl+k", "ctrl+k", "escape", "f5", "shift+tab", "", "",
    ]  # fmt: skip


def test_no_two_commands_listen_to_one_key_where_both_can_be_asked_for() -> None:
    assert [
        (command.id, command.where, other.id)
        for command in commands.COMMANDS
        if (other := commands.clash(command))
    ] == []


def test_every_command_that_can_be_asked_for_has_a_key_that_no_terminal_swallows_or_is_in_the_palette() -> (
    None
):
    palette = next(command for command in commands.COMMANDS if command.id == "palette")
    assert "colon" in palette.keys
    assert all(command.title for command in commands.COMMANDS if command.by_name)


# ---- in force ----------------------------------------------------------------------------------------------
def test_flag_environment_settings_is_the_order(
    own_settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own_settings.write_text(f'language = "fi"\nfolder = "{own_settings.parent / "mine"}"')

    def trouble(*arguments: str) -> str:
        cli.main([*arguments, "list"])
        return capsys.readouterr().out

    assert trouble() == f"Kansiossa ei ole työpajoja: {own_settings.parent / 'mine'}.\n"
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", "en")
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(own_settings.parent / "there"))
    assert trouble() == f"No workshops in {own_settings.parent / 'there'}.\n"
    assert trouble("--language", "fi", "--sessions", "/here") == "Kansiossa ei ole työpajoja: /here.\n"


def test_the_command_line_says_what_is_wrong_on_stderr_and_goes_on(
    own_settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_settings.write_text('theme = "drak"')
    assert cli.main(["--sessions", "/nowhere", "list"]) == 0
    said = capsys.readouterr()
    assert said.err == f"cxworkshop: {own_settings}, theme: drak is not known. Try: dark\n"
    assert "No workshops" in said.out


def test_a_screen_starts_with_the_theme_of_the_settings(
    own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_settings.write_text('theme = "light"\nx = 1')
    asked: dict[str, object] = {}

    def run(**given: object) -> int:
        asked.update(given)
        return 0

    monkeypatch.setattr(app, "run", run)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True)
    assert cli.main([]) == 0
    # of any kind
    assert (asked["theme"], len(list(asked["troubles"]))) == ("light", 1)  # type: ignore[call-overload]


def write(path: Path, text: str) -> settings.Settings:
    path.write_text(text, encoding="utf-8")
    return read(str(path))


async def test_the_library_says_once_what_is_wrong(own_settings: Path, tmp_path: Path) -> None:
    loaded = write(own_settings, 'theme = "drak"')
    async with at_the_program(tmp_path / "none", troubles=loaded.troubles) as hands:
        assert "drak is not known" in hands.seen
        await hands.press("down")
        assert "drak is not known" not in hands.seen


async def test_a_chosen_key_works_and_shows_and_the_usual_one_is_free(
    own_settings: Path, tmp_path: Path
) -> None:
    write(own_settings, '[keys]\nnew = "f5"\nremove = "Q"')
    async with at_the_program(tmp_path / "none") as hands:
        assert "f5 New" in hands.seen.splitlines()[-1]
        await hands.press("n", "f5", *"Lanka", "enter", "tab", *"Al", "enter", *"Bo", "enter", "escape")
        await hands.press("x")
        assert "▶Bo" in hands.seen
        await hands.press("Q")
        assert "▶Bo" not in hands.seen
        assert "Q Remove" in hands.seen.splitlines()[-1]


async def test_words_name_the_key_that_works_now(own_settings: Path, tmp_path: Path) -> None:
    write(
        own_settings,
        '[keys]\nnew = "f5"\nremove = "Q"\nundo = "Z"\nadd = "&"\nstart = "f6"\nback = "f7"\npark = "f8"',
    )
    async with at_the_program(tmp_path / "none") as hands:
        assert "f5  begins the first" in hands.seen
        await hands.press("f5", *"Lanka", "enter")
        assert "f6 starts" in hands.seen
        await hands.press("f7")
        assert "f7 once more leaves the form, f6 starts" in hands.seen
        await hands.press("f6")
        assert "Who is in the room? & adds the first" in hands.seen
        await hands.press("ampersand", *"Bo", "enter", "escape", "Q")
        assert "Z brings it back" in hands.seen
        await hands.press("Z")
        assert "▶Bo" in hands.seen
        await hands.press("f7", "f7")
        assert "f5 New" in hands.seen


async def test_help_the_palette_and_quitting_work_from_an_open_cell_by_the_keys_chosen(
    own_settings: Path, tmp_path: Path
) -> None:
    write(own_settings, '[keys]\nquit = "f10"\nhelp = ["?", "f3"]\npalette = "f9"')
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press("n", *"Lan", "f3")
        assert "NEW WORKSHOP" in hands.seen
        await hands.press("escape", "f9")
        assert "Which command?" in hands.seen
        await hands.press("f9")
        assert "Which command?" not in hands.seen
        await hands.press("question_mark", "f10")
    assert hands.app.return_code == 0


def test_no_words_name_a_key_that_can_be_another_one() -> None:
    with (Path(language.__file__).parents[1] / "locale" / "fi" / "LC_MESSAGES" / "cxworkshop.po").open(
        "rb"
    ) as file:
        said = [
            words
            for message in read_po(file)
            for words in (message.id, message.string)
            if isinstance(words, str)
        ]
    free = {
        commands.key_name(command.keys[0])
        for command in commands.COMMANDS
        if commands.may_be_rebound(command) and command.keys
    }
    verbs = (
        "adds|begins|opens|starts|brings|takes|climbs|parks|writes|records|keys|once"
        "|lisää|aloittaa|avaa|palauttaa|kumoaa|kirjaa"
    )
    named = rf"(?:^|[.;:?] )(?:{'|'.join(map(re.escape, sorted(free - {'enter', 'tab'})))}) (?:{verbs})\b"
    assert [words for words in said if re.search(named, words)] == []


def test_a_key_that_no_terminal_sends_or_that_moves_the_cursor_is_refused(own_settings: Path) -> None:
    assert troubles(
        own_settings, '[keys]\npark = "ctrl+m"\nclimb = "down"\nadd = ["+", "alt+a"]\nundo = ["z", 5]'
    ) == [
        "keys.park: most terminals send ctrl+m as another key. Try: f5, ctrl+k, Q",
        "keys.climb: down moves the cursor. Try: f5, ctrl+k, Q",
        "keys.add: most terminals send alt+a as another key. Try: f5, ctrl+k, Q",
        "keys.undo: 5 is no key. Try: f5, ctrl+k, Q",
    ]
    assert troubles(own_settings, '[keys]\npark = "Shift+P"') == []
    assert read(str(own_settings)).keys == {"park": ("P",)}


def test_a_line_in_the_wrong_part_of_the_file_is_told_where_it_belongs(own_settings: Path) -> None:
    assert troubles(
        own_settings, 'park = "f5"\n[keys]\ntheme = "dark"\nfolder = "~/here"\nedit = "e"\n[kyes]'
    ) == [
        "park: there is no entry park. Try: park below [keys]",
        "keys.theme: this line stands below [keys]. Try: theme above it",
        "keys.folder: this line stands below [keys]. Try: folder above it",
        "keys.edit: its keys stay as they are: enter f2.",
        "kyes: there is no entry kyes. Try: keys",
    ]


@pytest.mark.parametrize(("spoken", "trouble"), [("en", "there is no command"), ("fi", "komentoa")])
def test_a_command_is_found_by_what_it_is_called_on_the_screen(
    own_settings: Path, spoken: str, trouble: str
) -> None:
    language.use(spoken)
    for named, id in (
        ("parkking", "park"),
        ("Whole record", "open_record"),
        ("Pysäköi", "park" if spoken == "fi" else ""),
    ):
        (said,) = troubles(own_settings, f'[keys]\n"{named}" = "f5"')
        assert trouble in said
        assert said.endswith(f": {id}" if id else "…")


# ---- commands without a key of their own, and commands of several places -----------------------------------
async def test_the_language_and_the_theme_can_have_a_key_that_works_everywhere(
    own_settings: Path, tmp_path: Path
) -> None:
    assert write(own_settings, '[keys]\nlanguage = "f6"\ntheme = ["f7", "W"]').troubles == ()
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press("f6")
        assert "Uusi" in hands.seen.splitlines()[-1]
        await hands.press("f6", "W")
        assert hands.app.theme == "cx-light"
        await hands.press("n", *"LaW", "f7", "f6")
        assert hands.app.theme == "cx-dark"
        assert "LaW" in hands.seen
        assert "Uusi työpaja" in hands.seen
        await hands.press("f6", "enter", "ctrl+s", "b", "f7")
        assert hands.app.theme == "cx-light"
        assert "f7 W" in help_of(hands)


async def test_a_key_put_on_a_command_of_several_places_works_in_each(
    own_settings: Path, tmp_path: Path
) -> None:
    assert write(own_settings, '[keys]\nundo = "f8"').troubles == ()
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press("n", *"Lanka", "enter", "f8")
        assert "Undone" in hands.seen
        await hands.press(
            "u", "f8", *["enter", *"Lanka", "enter"], "ctrl+s", "a", *"Bo", "enter", "escape", "f8"
        )
        assert "▶Bo" not in hands.seen
        await hands.press("escape", "escape", "x", "f8")
        assert "Back in the library" in hands.seen


def help_of(hands: Hands) -> str:
    page = Page(96)
    assert isinstance(hands.app.screen, KeyScreen)
    write_help(hands.app.screen, page)
    return "\n".join(line.text for line in page.lines)


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


# ---- what is chosen on a screen ----------------------------------------------------------------------------
THEIRS = """# mine
theme = 'dark'   # at night
folder = "~/here"

# my keys
[keys]
climb = "f5"  # up
theme = "f6"
"""


async def test_the_next_start_begins_with_what_was_chosen_and_no_other_sign_changes(
    own_settings: Path, tmp_path: Path
) -> None:
    write(own_settings, THEIRS)
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press(
            "f6",
            "ctrl+p",
            *"language",
            "enter",
            "ctrl+p",
            *"kieli",
            "enter",
            "ctrl+p",
            *"language",
            "enter",
            "ctrl+q",
        )
    expected = THEIRS.replace("'dark'", '"light"').replace('"~/here"\n', '"~/here"\nlanguage = "fi"\n')
    assert text_of(own_settings) == expected
    loaded = read(str(own_settings))
    assert (loaded.theme, loaded.language, loaded.folder) == ("light", "fi", "~/here")


async def test_a_file_is_made_where_there_is_none(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "not" / "there" / "settings.toml"
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(path))
    async with at_the_program(tmp_path / "none") as hands:
        await hands.press("ctrl+p", *"light", "enter")
    assert text_of(path) == 'theme = "light"\n'


async def test_a_file_that_cannot_be_read_is_left_as_it_is_and_the_choice_holds(
    own_settings: Path, tmp_path: Path
) -> None:
    write(own_settings, "theme = dark\n")
    async with at_the_program(tmp_path / "none", size=(200, 60)) as hands:
        await hands.press("ctrl+p", *"light", "enter")
        assert hands.app.theme == "cx-light"
        assert "is left as it is: theme cannot be put into it" in " ".join(hands.seen.split())
        await hands.press("n")
        assert "New workshop" in hands.seen
    assert text_of(own_settings) == "theme = dark\n"


async def test_a_folder_that_cannot_be_written_to_is_said_in_words(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "file", "")
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "file" / "settings.toml"))
    async with at_the_program(tmp_path / "none", size=(200, 60)) as hands:
        await hands.press("ctrl+p", *"light", "enter")
        assert hands.app.theme == "cx-light"
        assert "cannot be written" in hands.seen
        beside_the_stair = " ".join(" ".join(line[46:] for line in hands.seen.splitlines()).split())
        assert "What was chosen holds until the program ends." in beside_the_stair


async def test_keys_are_answered_while_the_disk_takes_its_time(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(settings.file, "save_setting", lambda _entry, _value: let_go.wait(10))
    write(own_settings, '[keys]\ntheme = "f6"')
    async with at_the_program(tmp_path / "none") as hands:
        try:
            for key in ("f6", "n"):
                await hands.app.on_event(events.Key(key, None))
            await hands.app.key_queue.join()
            await hands.pilot.pause()
            assert "New workshop" in hands.seen
        finally:
            let_go.set()


def test_a_flag_wins_over_what_was_chosen(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_setting(("theme",), "light")
    save_setting(("language",), "fi")
    shown: list[tuple[object, object]] = []

    def run(**given: object) -> int:
        shown.append((given["language"], given["theme"]))
        return 0

    monkeypatch.setattr(app, "run", run)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True)
    for given in ([], ["--theme", "dark", "--language", "en"]):
        settings.forget()
        assert cli.main(given) == 0
    assert shown == [("fi", "light"), ("en", "dark")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 'theme = "light"\n'),
        ("theme = 'dark'", 'theme = "light"'),
        ("  theme='dark'#x\r\n", '  theme="light"#x\r\n'),
        ("# theme = 1\r\n[keys]\r\n", 'theme = "light"\r\n# theme = 1\r\n[keys]\r\n'),
        ('language = "fi"', 'language = "fi"\ntheme = "light"\n'),
        ('"theme" = "drak"  # no theme\n', '"theme" = "light"  # no theme\n'),
        ('[keys]\ntheme = "f6"', 'theme = "light"\n[keys]\ntheme = "f6"'),
    ],
)
def test_one_entry_changes_and_no_other_sign(text: str, expected: str) -> None:
    assert with_entry(text, ("theme",), "light") == expected


@pytest.mark.parametrize(
    "text", ["theme = dark", 'folder = """\ntheme = "dark"\n"""', 'theme = """dark"""', "theme.x = 1"]
)
def test_what_cannot_be_changed_surely_is_not_changed(own_settings: Path, text: str) -> None:
    own_settings.write_text(text, "utf-8")
    with pytest.raises(NotSaved, match='Try: theme = "light"'):
        save_setting(("theme",), "light")
    assert own_settings.read_text("utf-8") == text


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_no_settings_and_is_never_waited_for(
    own_settings: Path, make: Callable[[Path], None]
) -> None:
    make(own_settings)
    (trouble,) = settings.read(str(own_settings)).troubles
    assert "cannot be read" in str(trouble)


def test_a_link_stays_a_link_and_nobodys_settings_stay_nobodys(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real.toml").write_text("# kept\n")
    own_settings.symlink_to(tmp_path / "real.toml")
    save_setting(("theme",), "light")
    assert own_settings.is_symlink()
    assert (tmp_path / "real.toml").read_text() == 'theme = "light"\n# kept\n'
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", os.devnull)
    save_setting(("theme",), "light")
    assert not Path(os.devnull).is_file()
