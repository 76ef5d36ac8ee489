"""How the program ends: by quitting, a signal or an error of its own. Used by the app: the terminal is
restored, the work is on the disk, and the exit code tells what happened.

Signals are handled by Python's handlers: asyncio's would wait while a terminal that has stopped reading
blocks the event loop. A thread forces the end when the app does not end within PATIENCE seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from types import FrameType
from typing import Protocol

from cxworkshop.errors import ChangedOutside, shortage
from cxworkshop.language import Words, say, time_text
from cxworkshop.language.harmless import display
from cxworkshop.printing import print_error

PATIENCE = 2.0
"""Seconds the app has to end when asked; then the terminal is restored and the end forced."""
LAST_SAVE = 8.0
"""Seconds the disk then has for the last save."""
_CLOSED = getattr(signal, "SIGHUP", signal.SIGTERM)
"""The signal of a terminal that has been closed."""
_PAINTING = "textual-output"
"""The name of the thread that writes to the terminal."""
SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
    if hasattr(signal, name)
)
"""Windows has three of them: SIGBREAK is ctrl+break, and a window that is closed."""
_RESET = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m\r"
)
"""Switches off what Textual switches on: synchronised painting, paste and mouse reports, key protocol,
alternate screen."""


class Saveable(Protocol):
    """What an ending needs of an open session."""

    @property
    def saved_at(self) -> datetime | None: ...

    def save(self) -> None: ...


class Ending:
    """Ends the app on a signal or an error. `sessions` is the app's own list of open sessions.

    `ask` ends the app in order with an exit code; it is called in `loop`, the running event loop.
    """

    def __init__(self, ask: Callable[[int], object], sessions: Sequence[Saveable]) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.sessions = sessions
        self.code: int | None = None
        self.error: BaseException | None = None
        self.last_words: Words = ""
        self.is_forced = False
        self.has_begun = threading.Event()
        self.has_left_the_screen = threading.Event()
        self.is_over = threading.Event()
        self._ask = ask
        self._terminal = _Terminal()
        self.restoring = threading.Lock()

    def on_signal(self, number: int, _frame: FrameType | None = None) -> None:
        """The handler of signals: ends with 128 plus the number of the signal."""
        if self.loop is None:
            raise SystemExit(128 + number)
        self._end(128 + number)

    def report_error(self, error: BaseException) -> None:
        """Ends with 1 after an error of the program, with 3 after one of the system. May be called from any
        thread."""
        if self.code is None:  # errors while everything is taken down are ignored
            self.error = error
            self._end(3 if shortage(error) else 1)

    def save(self) -> str:
        """Saves every open session; returns the reasons of those that could not be saved, else an empty
        text."""
        faults = []
        for session in self.sessions:
            try:
                session.save()
            except ChangedOutside as conflict:  # it is on the disk, under another name
                self.last_words = conflict.words
            except OSError as error:
                faults.append(str(error))
        return " ".join(faults)

    def restore(self) -> None:
        """Restores the terminal, also one that has stopped reading."""
        with self.restoring:
            self.is_forced = True
            self._terminal.restore()

    def print_line(self, words: Words) -> None:
        """Prints a line on the terminal after the screen has gone."""
        with self.restoring:
            if self.is_forced:
                self._terminal.send(f"cxworkshop: {display(words)}\r\n")
                return
        print_error(words, sys.__stderr__)

    def _end(self, code: int) -> None:
        if self.code is not None:
            return
        self.code = code
        self.has_begun.set()
        if self.loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended by itself
                self.loop.call_soon_threadsafe(self._ask, code)

    def watch(self) -> None:
        """Forces the end when the app does not end. Runs in a thread from the start, because a signal
        handler cannot safely start one."""
        self.has_begun.wait()
        if self.is_over.is_set():
            return
        if not self.has_left_the_screen.wait(PATIENCE):
            self.restore()
        unsaved: list[str] = []
        saving = threading.Thread(target=lambda: unsaved.append(self.save()), name="last save", daemon=True)
        saving.start()
        saving.join(LAST_SAVE)
        if self.has_left_the_screen.is_set() and self.is_over.wait(PATIENCE):
            return
        why = unsaved[0] if unsaved else str(say("the disk does not answer"))
        if why:
            self.print_line(say("NOT SAVED: {why}", why=why))
        os._exit(self.code or 1)


@contextmanager
def handling_signals(ending: Ending) -> Iterator[None]:
    """Passes signals, and errors in threads, to the ending while the block runs."""
    before = {number: signal.signal(number, ending.on_signal) for number in SIGNALS}
    threading.Thread(target=ending.watch, name="ending", daemon=True).start()
    hook = threading.excepthook
    threading.excepthook = partial(_thread_failed, ending)
    try:
        yield
    finally:
        with ending.restoring:
            ending.is_over.set()
        ending.has_begun.set()
        threading.excepthook = hook
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _thread_failed(ending: Ending, args: threading.ExceptHookArgs) -> None:
    error = args.exc_value or args.exc_type()
    is_closed = isinstance(error, OSError) and error.errno == errno.EIO
    if is_closed and args.thread is not None and args.thread.name == _PAINTING:
        ending.on_signal(_CLOSED)  # the terminal has gone while it was painted
    else:
        ending.report_error(error)


def finish(ending: Ending, code: int | None) -> int:
    """Saves all sessions, prints a line when the end was not asked for or a save failed, and returns the exit
    code."""
    unsaved = ending.save()
    trouble = say("NOT SAVED: {why}", why=unsaved) if unsaved else ""
    if ending.error is not None:
        ending.print_line(
            _error_words(ending.error, trouble or ending.last_words or _saved_words(ending.sessions))
        )
    elif words := trouble or ending.last_words:
        ending.print_line(words)
    if ending.code is not None:
        return ending.code
    if code is None:  # the screen ended without being asked to
        return 1
    return 3 if unsaved else code


def _saved_words(sessions: Sequence[Saveable]) -> Words:
    moments = [moment for session in sessions if (moment := session.saved_at)]
    if not moments:
        return say("No workshop was open.")
    return say("Everything is saved, up to {time}.", time=time_text(max(moments).astimezone(), seconds=True))


def _error_words(error: BaseException, state: Words) -> Words:
    if why := shortage(error):
        return say("The program had to end: {why}. {kept}", why=why, kept=state)
    from cxworkshop.storage.crash_log import write_crash_log
    from cxworkshop.storage.file.disk_errors import why_not_written

    try:
        path = write_crash_log(error, datetime.now().astimezone())
        where = say("How it came to that, and nothing anybody said: {path}", path=path)
    except OSError as trouble:
        where = say(
            "How it came to that could not be written down: {why}.",
            why=why_not_written(trouble),
        )
    return say(
        "A mistake in the program has ended it ({kind}). {kept} {where}",
        kind=type(error).__name__,
        kept=state,
        where=where,
    )


# ---- the terminal ------------------------------------------------------------------------------------------
class _Terminal:
    """The state of the terminal at the start."""

    def __init__(self) -> None:
        self._name, self._attributes = "", None
        if sys.platform != "win32":
            import termios

            with contextlib.suppress(OSError, termios.error):
                self._name, self._attributes = os.ttyname(2), termios.tcgetattr(0)

    def restore(self) -> None:
        """Restores the terminal, also one that has stopped reading."""
        if sys.platform == "win32":
            if sys.__stderr__ is not None and sys.__stderr__.isatty():
                _send_to_console(_RESET)
        elif self._attributes is not None:
            import termios

            # in the background the terminal would stop us for this
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self._attributes)
                termios.tcflush(0, termios.TCIFLUSH)
            self.send(_RESET)

    def send(self, text: str) -> None:
        """Writes a last text to the terminal without blocking."""
        if sys.platform == "win32":
            _send_to_console(text)
        elif self._attributes is not None:
            import termios

            with contextlib.suppress(OSError, termios.error):
                # opened anew: the shell has the same descriptors, and would not wait for the terminal any
                # more either
                terminal = os.open(self._name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                for _try in range(100):
                    with contextlib.suppress(BlockingIOError):
                        if os.write(terminal, text.encode()) == len(text.encode()):
                            break
                    termios.tcflush(terminal, termios.TCOFLUSH)
                    _interrupt_writers()
                    time.sleep(0.005)
                os.close(terminal)


def _send_to_console(text: str) -> None:
    """Writes to the console of Windows, which blocks whoever writes while somebody marks text in the window:
    a thread waits for that, and we do for a moment."""

    def write() -> None:
        with contextlib.suppress(OSError, ValueError):
            if sys.__stderr__ is not None:
                sys.__stderr__.write(text)
                sys.__stderr__.flush()

    writer = threading.Thread(target=write, name="last words", daemon=True)
    writer.start()
    writer.join(PATIENCE)


def _interrupt_writers() -> None:
    """Interrupts threads blocked in a write to the terminal: after a signal they retry and find stderr
    redirected."""
    if sys.platform != "win32":
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and thread.ident is not None:
                with contextlib.suppress(OSError):
                    signal.pthread_kill(thread.ident, signal.SIGTERM)
