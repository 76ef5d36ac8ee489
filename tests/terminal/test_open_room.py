"""The room for browsers, opened from the program in a real terminal: floods from outside, and what is left
when the program is killed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.method.demo import demo_session
from tests.room import attacks
from tests.terminal.terminal import ENTER, ESC, QUIT, Terminal, program

SECONDS = 3.0


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    create(tmp_path / "s" / "k.json", demo_session("en")).close()
    return tmp_path / "s" / "k.json"


def opened(terminal: Terminal) -> str:
    """The page's address after the room was opened on this laptop alone."""
    terminal.until("Next climb on")
    terminal.send("O")
    terminal.until("This laptop only")
    terminal.send("\x1b[H" + ENTER)
    terminal.until("● open")
    terminal.when(lambda seen: re.search(r"http://127\.0\.0\.1:\d+/\w{8}", seen) is not None, "its address")
    found = re.search(r"http://127\.0\.0\.1:\d+/\w{8}", terminal.seen)
    assert found, terminal.seen
    return found[0]


def read(url: str) -> str:
    with urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())


def test_floods_from_the_network_reach_neither_the_keyboard_nor_the_record(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        url = opened(terminal)
        port = url.split(":")[2].split("/")[0]
        terminal.send(ESC)
        terminal.until("Next climb on")
        words = [f"What they said {i}" for i in range(8)]
        command = [sys.executable, str(attacks.__file__), port, str(SECONDS)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attack:
            for said in words:
                terminal.send(f"p{said}\r")
                terminal.until(said[-3:])
            printed, _errors = attack.communicate(timeout=30)
        assert "wrong codes" in printed
        assert "Kuusilinna" in read(url)
        terminal.send(QUIT)
        assert terminal.ended() == 0
    assert {row.text for row in open_session(path).session.round.parking} >= set(words)


def test_killed_and_begun_again_the_room_is_at_its_address_and_nothing_is_lost(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        url = opened(terminal)
        terminal.send(ESC + "pKept before the crash\r")
        terminal.when(lambda _seen: "Kept before the crash" in path.read_text("utf-8"), "it to be saved")
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("The room was open when the program ended")
        assert opened(terminal) == url
        assert "Kuusilinna" in read(url)
        terminal.send(QUIT)
        assert terminal.ended() == 0
    assert "Kept before the crash" in json.dumps(json.loads(path.read_text("utf-8")))
    assert not list((path.parent.parent / "state").glob("room-*"))
