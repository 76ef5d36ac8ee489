"""Escape and Alt on real keyboards: whatever a terminal sends with Escape at once costs no text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import ENTER, ESCAPE_BYTE, QUIT, Terminal, program


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "k.json", blank_session("en", date(2026, 11, 5), "Lanka")).close()
    return tmp_path / "k.json"


def opened(path: Path) -> Terminal:
    terminal = program(path.parent, "open", str(path))
    terminal.until("0 Landing", "Add")
    return terminal


def names(path: Path) -> list[str]:
    return [row["name"] for row in json.loads(path.read_text("utf-8"))["people"].values()]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        *((f"\x1b{sign}", "one two") for sign in "2789xu!:?q{[O\r\t\x11\x1aä"),
        ("\x1b\x7f", "one"),
        ("\x1bb\x1bd", "one"),
        ("\x1b\x1b[D\x0b", "one"),
        ("\x1b[1;3D\x0b", "one"),
        ("\x1bbX\x1bf!", "one Xtwo!"),
        ("\x1b\x1b[A", "one two"),
    ],
    ids=repr,
)
def test_what_is_typed_stays_whatever_comes_with_an_escape(path: Path, sent: str, name: str) -> None:
    with opened(path) as terminal:
        terminal.send("0aZero" + ENTER + "one two")
        terminal.until("one two")
        terminal.send(sent)
        terminal.quiet(0.25)
        terminal.send(ENTER + "Three" + ENTER)
        terminal.until("Three")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    assert names(path) == ["Zero", name, "Three"]


def test_escape_typed_ahead_gives_up_though_its_follower_comes_at_once_after(path: Path) -> None:
    with opened(path) as terminal:
        terminal.send("0aZero" + ENTER + "one two")
        terminal.until("one two")
        terminal.send(ESCAPE_BYTE)
        terminal.when(lambda seen: "one two" not in seen, "the cell to close")
        terminal.send("x")
        terminal.until("Removed: Zero")


def test_the_kitty_protocol_is_asked_for_and_given_back(path: Path) -> None:
    with opened(path) as terminal:
        terminal.send("0aZero" + ENTER + "one two\x1b[98;3u\x1b[27uaThree" + ENTER + QUIT)
        assert terminal.ended() == 0, terminal.seen
        assert terminal.raw.count(b"\x1b[>25u") == terminal.raw.count(b"\x1b[<u") == 1
    assert names(path) == ["Zero", "Three"]
