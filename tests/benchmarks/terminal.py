"""A real terminal of 120×36 with a program in it, and a clock; the benchmarks press its keys."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

PATIENCE = 15.0
QUIET = 0.1
"""Seconds without a byte after which a repaint is over."""


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LC_ALL": "C.UTF-8",
}
"""A usual terminal, and a Python that keeps what it has compiled, as everybody's does."""


class Terminal:
    """Runs a program until the `with` ends. All times are in milliseconds."""

    def __init__(self, *arguments: str, rows: int = 36, columns: int = 120) -> None:
        self.started = time.perf_counter()
        self._program, self._end = pty.fork()
        if self._program == 0:
            os.execve(sys.executable, [sys.executable, *arguments], ENVIRONMENT)
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._program, signal.SIGKILL)
        os.waitpid(self._program, 0)
        os.close(self._end)

    def until(self, text: str) -> float:
        """How long after its start the program had painted `text`."""
        seen = b""
        while text.encode() not in seen:
            data = self._read(PATIENCE)
            assert data, f"{text!r} was not painted; the last of what was: {seen[-500:]!r}"
            seen += data
        return (time.perf_counter() - self.started) * 1e3

    def settled(self, quiet: float = QUIET) -> None:
        """Waits until nothing is painted any more."""
        while self._read(quiet):
            pass

    def written_within(self, seconds: float) -> bytes:
        """What comes next; nothing when nothing has come in that time."""
        return self._read(seconds)

    def memory(self, name: str) -> float:
        """What the program holds, in MiB, as Linux names it: VmRSS, RssAnon."""
        told = Path(f"/proc/{self._program}/status").read_text("ascii")
        return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith(f"{name}:"))

    def type(self, keys: str) -> None:
        """Sends keys; what they lead to is read by whoever waits for it."""
        os.write(self._end, keys.encode())

    def press(self, keys: str) -> float:
        """How long after the keys the last byte of the repaint came."""
        pressed = time.perf_counter()
        os.write(self._end, keys.encode())
        assert self._read(PATIENCE), f"nothing was painted after {keys!r}"
        while True:
            last = time.perf_counter()
            if not self._read(QUIET):
                return (last - pressed) * 1e3

    def answered(self, keys: str) -> float:
        """How long after the keys the first of their repaint came; a repaint is one write."""
        while self._read(0):  # what came by itself
            pass
        pressed = time.perf_counter()
        os.write(self._end, keys.encode())
        assert self._read(PATIENCE), f"nothing was painted after {keys!r}"
        return (time.perf_counter() - pressed) * 1e3

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._end], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._end, 1 << 16)
        except OSError:  # the program has ended
            return b""


def run(*arguments: str) -> float:
    """How long `python ARGUMENTS` takes, in milliseconds. Raises CalledProcessError when it fails."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=ENVIRONMENT)
    return (time.perf_counter() - began) * 1e3


def side_by_side(times: int, *measured: Callable[[], float]) -> list[float]:
    """The least of each, taken in turns: what is above it is whatever else the machine does, which may be
    half as much again."""
    rounds = [[one() for one in measured] for _round in range(times)]
    return [min(column) for column in zip(*rounds, strict=True)]
