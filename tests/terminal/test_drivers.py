"""The program where no terminal is: in a browser by textual-serve, which sets a driver and sends packets."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.method.demo import demo_session
from tests.terminal.terminal import HERE, PATIENCE

WEB = "textual.drivers.web_driver:WebDriver"
posix = pytest.mark.skipif(sys.platform == "win32", reason="other pipes")


def packet(keys: bytes) -> bytes:
    """Keys as textual-serve sends them."""
    return b"D" + len(keys).to_bytes(4, "big") + keys


class Browser:
    """The other end of a program that was started with a driver and without a terminal."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.painted = process, b""

    def until(self, text: bytes) -> None:
        assert self.process.stdout is not None
        deadline = time.monotonic() + PATIENCE
        while text not in self.painted:
            assert time.monotonic() < deadline, self.painted[-2000:]
            if select.select([self.process.stdout], [], [], 0.1)[0]:
                self.painted += os.read(self.process.stdout.fileno(), 1 << 16)

    def send(self, keys: bytes) -> None:
        assert self.process.stdin is not None
        self.painted = b""
        self.process.stdin.write(packet(keys))
        self.process.stdin.flush()

    def ended(self) -> int:
        """The exit code; what is painted meanwhile is taken."""
        assert self.process.stdout is not None
        while self.process.stdout.read(1 << 12):
            pass
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Goes, as when its window is closed."""
        assert self.process.stdin is not None
        self.process.stdin.close()


@contextmanager
def in_a_browser(folder: Path, *arguments: str, driver: str = WEB) -> Iterator[Browser]:
    path = folder / "koti.json"
    create(path, demo_session("en")).close()
    with subprocess.Popen(
        [sys.executable, "-m", "cxworkshop", "--language", "en", *arguments, str(path)],
        env={**os.environ, "TEXTUAL_DRIVER": driver, "COLUMNS": "100", "ROWS": "30", "PYTHONPATH": str(HERE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield Browser(process)
        finally:
            process.kill()


@posix
def test_it_works_without_a_terminal_where_a_driver_is_set(tmp_path: Path) -> None:
    with in_a_browser(tmp_path, "open") as browser:
        browser.until(b"Kuusilinna Koti Oy")
        browser.until(b"Missing here")
        browser.send(b"w")
        browser.until(b"Action plan")
        browser.send(b"\x11")
        assert browser.ended() == 0


@posix
def test_it_ends_when_the_browser_has_gone_and_lets_the_workshop_go(tmp_path: Path) -> None:
    with in_a_browser(tmp_path, "open") as browser:
        browser.until(b"Missing here")
        browser.close()
        assert browser.ended() == 129


@posix
def test_the_room_view_works_there_too(tmp_path: Path) -> None:
    with in_a_browser(tmp_path, "room") as browser:
        browser.until(b"paused")
        browser.send(b"\x11")
        assert browser.ended() == 0


@pytest.mark.parametrize("driver", ["nonsense", "textual.app:App", "textual.drivers.web_driver:Nobody"])
def test_a_driver_that_is_none_gets_a_clear_sentence(tmp_path: Path, driver: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cxworkshop", "--language", "en", "--sessions", str(tmp_path)],
        env={**os.environ, "TEXTUAL_DRIVER": driver, "PYTHONPATH": str(HERE)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"TEXTUAL_DRIVER is {driver}" in done.stderr
    assert "Traceback" not in done.stderr
