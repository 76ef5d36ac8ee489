"""A real terminal with the program in it and a screen to read: tests of the whole program send bytes and
look."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 60.0
"""Seconds after which something will not come any more."""
HERE = Path(__file__).resolve().parents[2]


class Terminal:
    """Runs `python ARGUMENTS`, or another program, in a terminal until the `with` ends."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 120,
        rows: int = 36,
        run: str = sys.executable,
        harness: str = "1",
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        self.code: int | None = None
        self.is_open = True
        self._stream = pyte.ByteStream(self.screen)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(HERE),
            "CXWORKSHOP_HARNESS": harness,
        }
        self._program, self._end = pty.fork()
        if self._program == 0:
            os.execve(run, [run, *arguments], environment)
        self.resize(columns, rows)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.code is None:
            os.kill(self._program, signal.SIGKILL)
            os.waitpid(self._program, 0)
        if self.is_open:
            self.close()

    @property
    def end(self) -> int:
        """Our end of the terminal, whose settings are those of the other."""
        return self._end

    def close(self) -> None:
        """Closes the window."""
        self.is_open = False
        os.close(self._end)

    def signal(self, number: signal.Signals) -> None:
        """Sends the program a signal; one to stop has stopped it when this returns."""
        os.kill(self._program, number)
        if number == signal.SIGTSTP and self._states:
            deadline = time.monotonic() + PATIENCE
            while "T" not in self._states:
                assert time.monotonic() < deadline, f"it does not stop; seen is\n{self.seen}"
                self._read(0.01)

    @property
    def seen(self) -> str:
        """The lines of the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def resize(self, columns: int, rows: int) -> None:
        """Another size, as when the window is pulled."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str | bytes) -> None:
        """Bytes, in as many writes as the terminal takes."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            self._read(0)
            if select.select([], [self._end], [], 0.01)[1]:
                data = data[os.write(self._end, data[:512]) :]

    def push(self, keys: str) -> bool:
        """Keys into a terminal whose screen nobody reads; False when it takes no more."""
        time.sleep(0.002)
        return bool(select.select([], [self._end], [], 0.2)[1]) and os.write(self._end, keys.encode()) > 0

    def until(self, *texts: str) -> str:
        """The screen when it shows all of the texts."""
        return self.when(lambda seen: all(text in seen for text in texts), f"{texts} to be seen")

    def when(self, holds: Callable[[str], bool], what: str) -> str:
        """The screen when something holds of it."""
        deadline = time.monotonic() + PATIENCE
        while not holds(self.seen):
            assert time.monotonic() < deadline, f"waited for {what}; seen is\n{self.seen}"
            self._read(0.05)
        return self.seen

    def look(self) -> str:
        """The screen as it is a moment later; for two terminals that are read in turn."""
        self._read(0.002)
        return self.seen

    def quiet(self, seconds: float) -> None:
        """Until nothing has been painted for that long, and nothing is being done."""
        deadline = time.monotonic() + PATIENCE
        while self._read(seconds) or self._is_busy:
            assert time.monotonic() < deadline, f"it never rests; seen is\n{self.seen}"

    @property
    def _is_busy(self) -> bool:
        """Whether the program computes or would, on a machine that lets others go first."""
        return not self._states.isdisjoint("RD")

    @property
    def _states(self) -> set[str]:
        """What its threads are doing, in the letters of `ps`. Linux tells."""
        states = set()
        for thread in Path(f"/proc/{self._program}/task").glob("*/stat"):
            with suppress(OSError, IndexError):
                states.add(thread.read_text("utf-8", "replace").rpartition(")")[2].split()[0])
        return states

    def ended(self, *, reading: bool = True) -> int:
        """The exit code, when the program has ended. Without `reading` nobody takes what it paints."""
        deadline = time.monotonic() + PATIENCE
        while self.code is None:
            assert time.monotonic() < deadline, f"it has not ended; seen is\n{self.seen}"
            if reading:
                self._read(0.05)
            else:
                time.sleep(0.05)
            pid, status = os.waitpid(self._program, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        if self.is_open:
            self.quiet(0.05)
        return self.code

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._end], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self._end, 1 << 16)
        except OSError:  # the program has ended
            return b""
        self.raw += data
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return data


_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*u")
"""The Kitty protocol's questions, which pyte would print."""


def program(folder: Path, *arguments: str, columns: int = 120, rows: int = 36) -> Terminal:
    """The program in English, with its sessions in a folder."""
    return Terminal(
        "-m",
        "cxworkshop",
        "--language",
        "en",
        "--sessions",
        str(folder),
        *arguments,
        columns=columns,
        rows=rows,
    )


ESC = "\x1b[27u"
"""Escape in the Kitty protocol, which the program asks for: what follows is a key of its own."""
ESCAPE_BYTE = "\x1b"
"""Escape in all other terminals, where what follows at once is Alt and that key."""
ENTER, TAB, BACK_TAB, BACKSPACE = "\r", "\t", "\x1b[Z", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
UNDO, FILL, QUIT, PALETTE = "\x1a", "\x04", "\x11", "\x10"


def paste(text: str) -> str:
    """A text as a terminal pastes it."""
    return f"\x1b[200~{text}\x1b[201~"


def keys(*parts: str) -> list[str]:
    """The single keys of texts and special keys; a paste is one."""
    found: list[str] = []
    for part in parts:
        found += re.findall(r"\x1b\[200~.*?\x1b\[201~|\x1b\[27u|\x1b\[.|.", part, re.DOTALL)
    return found
