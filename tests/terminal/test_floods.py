"""Floods and stray bytes in a real terminal: what is typed and pasted arrives as it was sent, and quitting is
answered meanwhile."""

from __future__ import annotations

import json
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import ENTER, ESC, QUIT, Terminal, paste, program

FLOOD = ("They look at the boss before every answer. " * 3_000)[:100_000]
AT_ONCE = 20.0
"""Seconds for a hundred thousand keys from terminal to disk on a busy machine; key by key it took minutes."""
REPLIES = (
    "\x1b[999999999999u",
    "\x1b[97:65;1u",
    "\x1b[55296u",
    "\x1b[48;99999;99999;1;1t",
    "\x1b[48;36;120;0;0t\x1b[<0;5;5M\x1b[<0;5;5m",
    "\x1b[<99999999;99999999;99999999M",
    "\x1b[99999999;99999999R",
    "\x1b[?9999999999;9$y",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1bP1$r0m\x1b\\",
)
"""What terminals answer, or would with a number that is wrong."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    create(tmp_path / "s" / "k.json", blank_session("en", date(2026, 11, 21), "Kuusilinna")).close()
    return tmp_path / "s" / "k.json"


def vision(path: Path) -> str:
    return open_session(path).session.round.vision.definition


@pytest.mark.parametrize("place", ["1\r", "p", "1\ta"], ids=["cell", "prompt", "new row"])
def test_a_hundred_thousand_keys_are_in_the_draft_and_quitting_behind_them_is_answered(
    path: Path, place: str
) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        began = time.monotonic()
        terminal.send(place + FLOOD + QUIT)
        assert terminal.ended() == 0
        assert time.monotonic() - began < AT_ONCE
    assert json.loads(path.with_name(".k.json.draft").read_text("utf-8"))["text"] == FLOOD


def test_a_signal_in_the_middle_of_a_flood_ends_it_with_what_was_typed_so_far(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send("p" + FLOOD)
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 143
    text = json.loads(path.with_name(".k.json.draft").read_text("utf-8"))["text"]
    assert FLOOD.startswith(text)
    assert len(text) > len(FLOOD) / 2  # but for what the terminal held back


@pytest.mark.parametrize("place", ["1\r", "p", "\x10", "1\t/"], ids=["cell", "prompt", "palette", "filter"])
def test_a_paste_of_a_million_characters_is_refused_and_the_next_key_answered(path: Path, place: str) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send(place)
        terminal.quiet(0.2)
        terminal.send(paste("word word\n" * 100_000))
        terminal.until("1,000,000 characters")
        terminal.send(ESC + QUIT)
        assert terminal.ended() == 0


def test_pasted_bytes_of_every_kind_are_recorded_as_they_are(path: Path) -> None:
    text = "".join(map(chr, [*range(10), *range(11, 13), *range(14, 256), 0x2028, 0x202E]))
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send("1\r" + paste(f"a{text}b") + "c" + ENTER + QUIT)
        assert terminal.ended() == 0
    assert vision(path) == f"a{text}bc"


@pytest.mark.parametrize("reply", REPLIES, ids=repr)
def test_a_strange_reply_of_the_terminal_ends_nothing(path: Path, reply: str) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("0 Landing")
        terminal.send(reply)
        terminal.quiet(0.3)
        terminal.send(ESC + ESC)
        terminal.quiet(0.3)
        terminal.send("7a" + "still here" + ENTER + QUIT)
        assert terminal.ended() == 0, terminal.seen
    assert "still here" in path.read_text("utf-8")


def test_the_log_of_what_reads_the_terminal_holds_the_way_to_its_mistake(path: Path, tmp_path: Path) -> None:
    planted = (
        "from textual._xterm_parser import XTermParser as P\nfrom cxworkshop.cli import main\nfeed = P.feed\n"
        "def broken(self, data):\n    return {}['anybody'] if 'z' in data else feed(self, data)\n"
        "P.feed = broken\n"
        f"raise SystemExit(main(['--language', 'en', 'open', {str(path)!r}]))"
    )
    with Terminal("-c", planted) as terminal:
        terminal.until("0 Landing")
        terminal.send("z")
        assert terminal.ended() == 1
        assert b"A mistake in the program has ended it (KeyError)" in terminal.raw
    (log,) = (tmp_path / "state").glob("crash-*.log")
    told = log.read_text("utf-8")
    assert "terminal.py" in told
    assert "in _parsed" in told
    assert "KeyError" in told
