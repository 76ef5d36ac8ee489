"""How the program ends: quit, told to by a signal, or by a mistake of its own. The terminal is left as it was
found, the work is on the disk, and the exit code tells what happened.

Python calls the handler of a signal also while a terminal that has stopped reading holds up everything else;
asyncio's own would wait for it. A thread stands by for when asking does not help.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import Protocol

from cxworkshop.errors import ChangedOutside
from cxworkshop.language import Words, say, time_text

PATIENCE = 2.0
"""Seconds that asking to end may take; then the terminal is restored and the end forced."""
LAST_SAVE = 8.0
"""Seconds that the disk may take after that for what is not on it yet."""
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)
)
RESTORED = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m\r"
)
"""What switches off everything that Textual switches on: synchronised painting, paste and mouse reports, its
keys, its screen."""


class Kept(Protocol):
    """A session as an ending sees it."""

    @property
    def saved_at(self) -> datetime | None: ...

    def save(self) -> None: ...


class Ending:
    """Waits for the end of a program on the screen. `kept` are the sessions open at that time.

    `ask` ends the program in peace with an exit code. It is called in `loop`, once that is there.
    """

    def __init__(self, ask: Callable[[int], object], kept: Sequence[Kept]) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.kept = kept
        self.code: int | None = None
        self.error: BaseException | None = None
        self.moved = ""
        self.is_forced = False
        self.begun = threading.Event()
        self.is_off_the_screen = threading.Event()
        self.is_over = threading.Event()
        self._ask = ask
        self._found = _Found()
        self.restoring = threading.Lock()

    def told(self, number: int, _frame: FrameType | None = None) -> None:
        """The handler of signals: ends with 128 and the signal's number."""
        if self.loop is None:
            raise SystemExit(128 + number)
        self._end(128 + number)

    def failed(self, error: BaseException) -> None:
        """The program has made a mistake: ends with 1. Any thread may say so."""
        if self.code is None:  # what fails while everything is taken down is no news
            self.error = error
            self._end(1)

    def save(self) -> str:
        """The last save of everything that is open; why not, where something could not be written."""
        faults = []
        for opened in self.kept:
            try:
                opened.save()
            except ChangedOutside as moved:  # it is on the disk, under another name
                self.moved = str(moved)
            except OSError as error:
                faults.append(str(error))
        return " ".join(faults)

    def restore(self) -> None:
        """Puts the terminal back as it was found, also one that nobody reads."""
        with self.restoring:
            self.is_forced = True
            self._found.restore()

    def tell(self, words: Words) -> None:
        """A line on the terminal when the screen has gone from it."""
        with self.restoring:
            if self.is_forced:
                self._found.send(f"cxworkshop: {words}\r\n")
                return
        with contextlib.suppress(OSError, ValueError):  # there is nobody any more
            print(f"cxworkshop: {words}", file=sys.__stderr__, flush=True)

    def _end(self, code: int) -> None:
        if self.code is not None:
            return
        self.code = code
        self.begun.set()
        if self.loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended by itself
                self.loop.call_soon_threadsafe(self._ask, code)

    def stand_by(self) -> None:
        """What a thread does from the start: a handler of signals cannot begin one safely."""
        self.begun.wait()
        if self.is_over.is_set():
            return
        if not self.is_off_the_screen.wait(PATIENCE):
            self.restore()
        unsaved: list[str] = []
        saving = threading.Thread(target=lambda: unsaved.append(self.save()), name="last save", daemon=True)
        saving.start()
        saving.join(LAST_SAVE)
        if self.is_off_the_screen.is_set() and self.is_over.wait(PATIENCE):
            return
        why = unsaved[0] if unsaved else str(say("the disk does not answer"))
        if why:
            self.tell(say("NOT SAVED: {why}", why=why))
        os._exit(self.code or 1)


@contextmanager
def attended(ending: Ending) -> Iterator[None]:
    """Signals, and mistakes in threads, come to the ending meanwhile."""
    before = {number: signal.signal(number, ending.told) for number in SIGNALS}
    threading.Thread(target=ending.stand_by, name="ending", daemon=True).start()
    hook = threading.excepthook
    threading.excepthook = lambda told: ending.failed(told.exc_value or told.exc_type())
    try:
        yield
    finally:
        with ending.restoring:
            ending.is_over.set()
        ending.begun.set()
        threading.excepthook = hook
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def ended(ending: Ending, code: int | None) -> int:
    """Saves what is not on the disk yet, says in a line what happened where that was not planned, and gives
    the exit code."""
    unsaved = ending.save()
    kept = say("NOT SAVED: {why}", why=unsaved) if unsaved else ""
    if ending.error is not None:
        ending.tell(_about(ending.error, kept or _saved(ending.kept)))
    elif told := kept or ending.moved:
        ending.tell(told)
    if ending.code is not None:
        return ending.code
    if code is None:  # the screen went without being asked to
        return 1
    return 3 if unsaved else code


def _saved(kept: Sequence[Kept]) -> Words:
    moments = [moment for opened in kept if (moment := opened.saved_at)]
    if not moments:
        return say("No workshop was open.")
    return say("Everything is saved, up to {time}.", time=time_text(max(moments).astimezone(), seconds=True))


def _about(error: BaseException, kept: Words) -> Words:
    from cxworkshop.storage.crash_log import write_crash_log

    try:
        path = write_crash_log(error, datetime.now().astimezone())
        where = say("How it came to that, and nothing anybody said: {path}", path=path)
    except OSError as trouble:
        where = say(
            "How it came to that could not be written down: {why}.",
            why=trouble.strerror or type(trouble).__name__,
        )
    return say(
        "A mistake in the program has ended it ({kind}). {kept} {where}",
        kind=type(error).__name__,
        kept=kept,
        where=where,
    )


# ---- the terminal ------------------------------------------------------------------------------------------
class _Found:
    """The terminal as it was found."""

    def __init__(self) -> None:
        self._name, self._attributes = "", None
        if os.name == "posix":
            import termios

            with contextlib.suppress(OSError, termios.error):
                self._name, self._attributes = os.ttyname(2), termios.tcgetattr(0)

    def restore(self) -> None:
        """Puts the terminal back, also one that nobody reads."""
        if self._attributes is None:
            return
        import termios

        signal.pthread_sigmask(
            signal.SIG_BLOCK, {signal.SIGTTOU}
        )  # in the background the terminal would stop us for this
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            termios.tcflush(0, termios.TCIFLUSH)
        self.send(RESTORED)

    def send(self, text: str) -> None:
        """Sends the terminal the last it hears, without waiting until somebody reads it."""
        if self._attributes is None:
            return
        import termios

        with contextlib.suppress(OSError, termios.error):
            # opened anew: the shell has the same descriptors, and would not wait for the terminal any more
            # either
            terminal = os.open(self._name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            for _try in range(100):
                with contextlib.suppress(BlockingIOError):
                    if os.write(terminal, text.encode()) == len(text.encode()):
                        break
                termios.tcflush(terminal, termios.TCOFLUSH)
                _interrupt_the_others()
                time.sleep(0.005)
            os.close(terminal)


def _interrupt_the_others() -> None:
    """Who waits for the terminal holds it. A signal that is answered already has them ask again, and then
    they find nothing."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.ident is not None:
            with contextlib.suppress(OSError):
                signal.pthread_kill(thread.ident, signal.SIGTERM)
