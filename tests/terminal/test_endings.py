"""Whatever ends the program, the terminal is left as it was found, the work is on the disk and the exit code
tells what happened."""

from __future__ import annotations

import os
import signal
import stat
import termios
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import ENTER, QUIT, Terminal, program

OFF = {
    "?1049l": "?1049h",
    "?25h": "?25l",
    "?2004l": "?2004h",
    "?1000l": "?1000h",
    "?1003l": "?1003h",
    "?1004l": "?1004h",
    "<u": ">25u",
}
"""What must be the last word about the screen, the cursor, paste, mouse, focus and keys; and what is not."""
SECRET = "we never told them"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "stick" / "k.json", blank_session("en", date(2026, 11, 21), "Kuusilinna")).close()
    return tmp_path / "stick" / "k.json"


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    with program(path.parent, "open", str(path)) as terminal:
        found = termios.tcgetattr(terminal.end)
        typed(terminal)
        yield terminal
        if terminal.code is not None and terminal.is_open:
            assert restored(terminal) == []
            assert termios.tcgetattr(terminal.end) == found


def broken(path: Path, planted: str) -> Terminal:
    """The program with a mistake planted in it: code that runs before it starts."""
    started = f"raise SystemExit(main(['--language', 'en', 'open', {str(path)!r}]))"
    return Terminal("-c", f"from cxworkshop.cli import main\n{planted}\n{started}")


def typed(terminal: Terminal) -> None:
    terminal.until("Landing", "saved")
    terminal.send(f"p{SECRET}{ENTER}")
    terminal.until(f"saved {SECRET}")


def restored(terminal: Terminal) -> list[str]:
    """What the terminal was not told to be again."""
    return [
        off
        for off, on in OFF.items()
        if terminal.raw.rfind(f"[{off}".encode()) < terminal.raw.rfind(f"[{on}".encode())
    ]


def parked(path: Path) -> list[str]:
    return [row.text for row in open_session(path).session.round.parking]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_ends_it_with_everything_saved_and_the_terminal_as_it_was(
    terminal: Terminal, path: Path, number: signal.Signals
) -> None:
    began = time.monotonic()
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert time.monotonic() - began < 5
    assert parked(path) == [SECRET]


def test_it_ends_and_restores_a_terminal_that_has_stopped_reading(terminal: Terminal, path: Path) -> None:
    for _times in range(2000):  # until its output has nowhere to go
        if not terminal.push("]["):
            break
    time.sleep(0.5)
    began = time.monotonic()
    terminal.signal(signal.SIGTERM)
    assert terminal.ended(reading=False) == 143
    assert time.monotonic() - began < 5
    assert parked(path) == [SECRET]


def test_a_closed_window_ends_it(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        typed(terminal)
        terminal.close()
        assert terminal.ended(reading=False) == 128 + signal.SIGHUP
    assert parked(path) == [SECRET]


def test_a_closed_window_ends_it_also_under_nohup(path: Path) -> None:
    started = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\nfrom cxworkshop.cli import main\n"
    )
    with Terminal("-c", f"{started}sys.exit(main(['open', {str(path)!r}]))") as terminal:
        typed(terminal)
        terminal.close()
        assert terminal.ended(reading=False) == 128 + signal.SIGHUP


def test_quitting_is_zero(terminal: Terminal) -> None:
    terminal.send(QUIT)
    assert terminal.ended() == 0


MISTAKES = {
    "in a key's command": (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "W.do_climb = lambda self: {}[self.session.round.parking[0].text]"
    ),
    "in a handler": (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\nfrom cxworkshop.app import CxApp as A\n"
        "def climb(self): self.app.call_later(lambda: 1 / 0)\nW.do_climb = climb"
    ),
    "in a worker": (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "async def fail(): raise ValueError(SECRET)\n"
        "def climb(self): self.run_worker(fail())\nW.do_climb = climb"
    ),
    "in a worker's thread": (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "def fail(): raise ValueError(SECRET)\n"
        "def climb(self): self.run_worker(fail, thread=True)\nW.do_climb = climb"
    ),
    "in a thread": (
        "import threading\nfrom cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "def fail(): raise ValueError(SECRET)\n"
        "def climb(self): threading.Thread(target=fail).start()\nW.do_climb = climb"
    ),
    "in a task nobody waits for": (
        "import asyncio, gc\nfrom cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "async def fail(): raise ValueError(SECRET)\n"
        "async def climb(self): asyncio.get_running_loop().create_task(fail()); await asyncio.sleep(0.01); "
        "gc.collect()\nW.do_climb = climb"
    ),
    "in a timer": (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\n"
        "def climb(self): self.set_timer(0.01, lambda: {}[SECRET])\nW.do_climb = climb"
    ),
    "while painting": (
        "from cxworkshop.widgets.sheet import Sheet\nfrom cxworkshop.screens.workshop import "
        "WorkshopScreen as W\n"
        "def climb(self): Sheet.render_line = lambda self, y: {}[SECRET]; self.sheet.refresh()\nW.do_climb "
        "= climb"
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_anywhere_is_one_line_and_a_log_without_anybody_s_words(
    path: Path, state: Path, planted: str
) -> None:
    planted = (
        f"SECRET = {SECRET!r}\n{planted}"  # on a line of its own: a traceback shows the lines it went through
    )
    with broken(path, planted) as terminal:
        found = termios.tcgetattr(terminal.end)
        typed(terminal)
        begin = len(terminal.raw)
        terminal.send("c")
        assert terminal.ended() == 1
        assert restored(terminal) == []
        assert termios.tcgetattr(terminal.end) == found
        left = terminal.raw[begin:].rpartition(b"\x1b[?1049l")[2].decode()
    (log,) = (state).glob("crash-*.log")
    assert left.count("cxworkshop: A mistake in the program has ended it") == 1
    assert "Everything is saved, up to" in left
    assert str(log) in left
    assert "Traceback" not in left
    assert SECRET not in left + log.read_text("utf-8")
    assert "File " in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert parked(path) == [SECRET]


def test_a_mistake_before_anything_is_on_the_screen_ends_it_too(path: Path, state: Path) -> None:
    planted = (
        "from cxworkshop.screens.workshop import WorkshopScreen as W\nW.compose = lambda self: {}['nobody']"
    )
    with broken(path, planted) as terminal:
        assert terminal.ended() == 1
        assert b"A mistake in the program has ended it" in terminal.raw
        assert restored(terminal) == []


def test_bytes_that_are_no_text_do_not_end_it(terminal: Terminal) -> None:
    terminal.send(b"pa\xe4b\xff\r")
    terminal.until("saved a�b�")


def is_taken(terminal: Terminal) -> bool:
    """Whether the program has the screen, and each key as it is typed: the one comes before the other, and in
    between Enter would be turned into another key."""
    keys_by_line = termios.tcgetattr(terminal.end)[3] & termios.ICANON
    return restored(terminal) != [] and not keys_by_line


def test_it_stops_and_comes_back(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTSTP)
    terminal.when(lambda _seen: restored(terminal) == [], "the terminal to be given back")
    terminal.signal(signal.SIGCONT)
    terminal.when(lambda _seen: is_taken(terminal), "screen and keys to be taken again")
    terminal.send("pback again\r")
    terminal.until("saved back again")


@pytest.mark.parametrize("size", [(1, 1), (300, 1), (1, 200)])
def test_no_size_of_the_window_ends_it(terminal: Terminal, size: tuple[int, int]) -> None:
    terminal.resize(*size)
    terminal.quiet(0.3)
    terminal.resize(120, 36)
    terminal.until(SECRET)


def test_what_cannot_be_written_is_said_before_it_ends(terminal: Terminal, path: Path) -> None:
    away = path.parent.rename(path.parent.with_name("pulled out"))
    terminal.send("pafter the stick was pulled\r")
    terminal.until("NOT SAVED")
    terminal.send(QUIT)
    terminal.until("Quit once more")
    terminal.send(QUIT)
    assert terminal.ended() == 3
    assert b"cxworkshop: NOT SAVED" in terminal.raw
    assert parked(away / path.name) == [SECRET]
    away.rename(path.parent)


def test_a_disk_that_comes_back_has_everything_when_it_ends(terminal: Terminal, path: Path) -> None:
    away = path.parent.rename(path.parent.with_name("pulled out"))
    terminal.send("pafter the stick was pulled\r")
    terminal.until("NOT SAVED")
    terminal.send(QUIT)
    terminal.until("Quit once more")
    away.rename(path.parent)
    terminal.send(QUIT)
    assert terminal.ended() == 0
    assert parked(path) == [SECRET, "after the stick was pulled"]


def test_environment_of_another_alphabet_paints_all_signs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    with program(path.parent, "open", str(path)) as terminal:
        assert "─" in terminal.until("Landing", "─") or os.name == "nt"


def test_what_was_being_typed_comes_back_after_a_kill_but_for_the_last_two_seconds(path: Path) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        typed(terminal)
        terminal.send("phalf a sent")
        terminal.until("half a sent")
        deadline = time.monotonic() + 2
        while not path.with_name(".k.json.draft").exists():
            assert time.monotonic() < deadline
            terminal.quiet(0.05)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("This was being typed", "half a sent")
        terminal.send("ence\r")
        terminal.until("saved half a sentence")
        terminal.send(QUIT)
        assert terminal.ended() == 0
    assert parked(path) == [SECRET, "half a sentence"]
    assert sorted(one.name for one in path.parent.iterdir()) == [".k.undo", "k-copies", "k.json"]


def test_a_signal_in_the_middle_of_a_word_loses_not_even_that(terminal: Terminal, path: Path) -> None:
    terminal.send("phalf a sent")
    terminal.until("half a sent")
    terminal.signal(signal.SIGTERM)
    assert terminal.ended() == 143
    assert "half a sent" in path.with_name(".k.json.draft").read_text("utf-8")


def test_whoever_opens_it_second_is_told_who_has_it_and_may_look(terminal: Terminal, path: Path) -> None:
    with program(path.parent, "open", str(path)) as second:
        second.until("read only", "has it open on", "since")
        second.send("pnever said\r")
        second.quiet(0.3)
        second.send(QUIT)
        assert second.ended() == 0
    terminal.send("pand on\r")
    terminal.until("saved and on")
    assert parked(path) == [SECRET, "and on"]


def test_what_cannot_be_saved_is_seen_within_a_second_and_until_it_can(
    terminal: Terminal, path: Path
) -> None:
    away = path.parent.rename(path.parent.with_name("pulled out"))
    terminal.send("pafter the stick was pulled\r")
    began = time.monotonic()
    terminal.until("NOT SAVED")
    assert time.monotonic() - began < 1
    away.rename(path.parent)
    terminal.until("saved after the stick was pulled")
    assert "NOT SAVED" not in terminal.seen


def test_what_another_program_writes_is_said_and_both_are_in_the_file(terminal: Terminal, path: Path) -> None:
    theirs = path.read_text("utf-8").replace(SECRET, "we told them all")
    path.write_text(theirs, "utf-8")
    terminal.send("pours goes on\r")
    terminal.until("1 change from another program came in.")
    terminal.until("saved ours goes on")
    assert parked(path) == ["we told them all", "ours goes on"]
    assert not path.with_name("k-2.json").exists()
    terminal.send(QUIT)
    assert terminal.ended() == 0
