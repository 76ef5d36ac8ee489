"""The whole program in a terminal: opening from the library, quitting in the middle, another size while a
cell is open."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.starting import blank_session
from cxworkshop.model.session import Session
from tests.terminal.terminal import ENTER, ESC, PALETTE, QUIT, TAB, Terminal, program


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "lanka.json", blank_session("en", date.today(), "Lanka")).close()
    return tmp_path / "lanka.json"


def record(path: Path) -> Session:
    return open_session(path).session


def alone(terminal: Terminal) -> bool:
    """Whether the terminal is as it was found: the usual screen, a cursor, no mouse and no pasted
    brackets."""
    off, on = (b"?1049l", b"?25h", b"?1000l", b"?2004l"), (b"?1049h", b"?25l", b"?1000h", b"?2004h")
    return all(terminal.raw.rfind(a) > terminal.raw.rfind(b) for a, b in zip(off, on, strict=True))


def test_keys_typed_ahead_into_a_workshop_that_is_only_being_opened_reach_it(path: Path) -> None:
    with program(path.parent) as terminal:
        terminal.until("Lanka", "1 workshop")
        terminal.send(
            f"{ENTER}aAnna Aalto{TAB}CEO{TAB}{ENTER}Timo Koski{ENTER}{ESC}1{TAB}aAd{ENTER}{ESC}{QUIT}"
        )
        assert terminal.ended() == 0
        assert alone(terminal)
    session = record(path)
    assert [(person.name, person.role) for person in session.people] == [
        ("Anna Aalto", "CEO"),
        ("Timo Koski", ""),
    ]
    assert [touchpoint.name for touchpoint in session.touchpoints] == ["Ad"]


def test_a_new_workshop_typed_in_one_go_is_there(tmp_path: Path) -> None:
    with program(tmp_path) as terminal:
        terminal.until("No workshops here yet")
        terminal.send("nLanka\x13aAnna Aalto\r\r1\taHome delivery\r" + ESC + QUIT)
        assert terminal.ended() == 0
    (path,) = tmp_path.glob("*.json")
    session = record(path)
    assert session.organisation.name == "Lanka"
    assert [person.name for person in session.people] == ["Anna Aalto"]
    assert [touchpoint.name for touchpoint in session.touchpoints] == ["Home delivery"]


def test_a_theme_chosen_in_the_palette_and_a_quit_right_behind_it_are_kept_for_the_next_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = path.parent / "settings.toml"
    settings.write_text("# mine\n", "utf-8")
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(settings))
    with program(path.parent) as terminal:
        terminal.until("Lanka", "1 workshop")
        terminal.send(
            f"{PALETTE}light{ENTER}{PALETTE}kieli{ENTER}{PALETTE}teema{ENTER}{PALETTE}theme{ENTER}{QUIT}"
        )
        assert terminal.ended() == 0
        assert alone(terminal)
    assert settings.read_text("utf-8") == 'theme = "light"\nlanguage = "fi"\n# mine\n'


def test_a_new_line_in_a_long_text_is_typed_as_the_help_says(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send(f"1{ENTER}one\ntwo{ENTER}{QUIT}")
        assert terminal.ended() == 0
    assert record(path).round.vision.definition == "one\ntwo"


@pytest.mark.parametrize("before", ["a", "/", "p", "m", "o", "?", "w", "a\x1b[200~one\ntwo\x1b[201~"])
def test_quitting_works_whatever_is_open_and_nothing_typed_behind_it_is_done(before: str, path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send("aAnna\r" + ESC + before + QUIT + "xxp" + "aGhost" + ENTER)
        assert terminal.ended() == 0
        assert alone(terminal)
    assert [person.name for person in record(path).people] == ["Anna"]


def test_another_size_while_a_cell_is_open_keeps_what_is_typed(path: Path) -> None:
    with program(path.parent, "open", str(path), columns=200, rows=60) as terminal:
        terminal.until("0 Landing")
        terminal.send("aAnna")
        terminal.until("+Anna")
        for columns, rows in ((80, 24), (40, 12), (120, 36)):
            terminal.resize(columns, rows)
            terminal.until("+Anna")
        terminal.send(" Aalto" + ENTER + ESC + QUIT)
        assert terminal.ended() == 0
    assert [person.name for person in record(path).people] == ["Anna Aalto"]


def test_without_a_terminal_it_says_so_in_a_line(path: Path) -> None:
    asked = [sys.executable, "-m", "cxworkshop", "--language", "en", "open", str(path)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "terminal" in done.stderr
