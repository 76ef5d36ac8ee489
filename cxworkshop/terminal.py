"""Replacements for what Textual reads a terminal with: Escape is always a key of its own, and bytes that are
not text do not end the program. Installed by the app.

Most terminals send Escape as the first byte of every other special key. Textual waits a tenth of a second and
takes a key that follows sooner for a part of it: Escape and Enter become Enter, Escape and 5 become ∞.
Somebody who types ahead would then keep what she meant to give up.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Any, cast

from textual import events
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

Typed = events.Key | events.Paste
_ESCAPE = "\x1b"
_KITTY_ESCAPE = "[27u"
"""After the Escape byte: Escape in the Kitty protocol, which begins no other key."""
_SEQUENCE_STARTS = ("[", "O", _ESCAPE)
"""The second characters of all special keys."""
_LONE_ESCAPE = re.compile(_ESCAPE + r"(?=[^\[O\x1b])")
_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_LARGEST = 1_000
"""Columns or rows; a wall of screens has fewer."""


class EscapeParser(XTermParser):
    """Reads an Escape that begins no special key as the key Escape, however soon the next key follows, and
    what is pasted byte for byte. A sequence that Textual cannot read means nothing."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._ends_in_escape = False
        self._read = ""
        """The end of what was read before, which may begin a paste."""
        self._pasted: list[str] | None = None
        """The parts of a paste that has begun; the last one may begin its end."""

    def feed(self, data: str) -> Iterator[Message]:
        if not data:  # the end of the input
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                data = yield from self._feed_keys(data)
            else:
                data = yield from self._feed_paste(self._pasted, data)

    def _feed_keys(self, data: str) -> Generator[Message, None, str]:
        """Reads as far as a paste begins; what follows."""
        before, start, pasted = (self._read + data).partition(_PASTE_START)
        if not start:
            self._read = before[1 - len(_PASTE_START) :]
            yield from self._parsed(data)
            return ""
        if len(before) >= len(self._read):  # else its Escape has been read: that ends what stood before it
            yield from self._parsed(before[len(self._read) :] + _ESCAPE)
        self._restart()
        self._read, self._pasted = "", [""]
        return pasted

    def _feed_paste(self, parts: list[str], data: str) -> Generator[Message, None, str]:
        """Reads as far as the paste ends; what follows."""
        text, end, behind = (parts.pop() + data).partition(_PASTE_END)
        if end:
            self._pasted = None
            yield events.Paste("".join((*parts, text)))
        else:
            last = 1 - len(_PASTE_END)
            parts += text[:last], text[last:]
        return behind

    def _parsed(self, data: str) -> Iterator[Message]:
        is_inside = self._timeout_time is not None  # of a sequence
        if self._ends_in_escape and is_inside and not data.startswith(_SEQUENCE_STARTS):
            data = _KITTY_ESCAPE + data
        self._ends_in_escape = data.endswith(_ESCAPE)
        data = _LONE_ESCAPE.sub(_ESCAPE + _KITTY_ESCAPE, data)
        for piece in data if is_inside or _ESCAPE in data else (data,):
            try:
                yield from (message for message in super().feed(piece) if not _is_no_size(message))
            except (ValueError, ArithmeticError):  # a number beyond all characters, a window of no pixels
                self._restart()

    def _restart(self) -> None:
        """Forgets the sequence that is being read."""
        Parser.__init__(self)
        self._ends_in_escape = False


def _is_no_size(message: Message) -> bool:
    """Whether a terminal says it has a size that none can have: Textual would paint all of it."""
    return isinstance(message, events.Resize) and not all(0 < side <= _LARGEST for side in message.size)


class _TolerantDecoder:
    """Decodes bytes that are not text to a replacement character. An empty read means that the terminal
    has been closed: raises EOFError, because Textual would read for ever."""

    def __init__(self, name: str) -> None:
        self._decoder = getincrementaldecoder(name)("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        if not data and not final and hasattr(signal, "SIGHUP"):
            raise EOFError
        return self._decoder.decode(data, final)


def _tolerant_decoder(name: str) -> Callable[[], _TolerantDecoder]:
    return partial(_TolerantDecoder, name)


def _is_closed(error: BaseException) -> bool:
    """Whether reading has failed because the terminal has been closed."""
    is_end = isinstance(error, EOFError) or (isinstance(error, OSError) and error.errno == errno.EIO)
    return is_end and hasattr(signal, "SIGHUP")


class _DirectDriver(Driver):
    """Hands keys and pastes to the app's one queue, all that have come at a time: Textual would make a task
    of each. Remembers what ended the thread that reads, which Textual only prints."""

    take: Callable[[Typed], None]
    reading_error: BaseException | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._typed: deque[Typed] = deque()

    def send_message(self, message: Message) -> None:
        if not isinstance(message, events.Key | events.Paste):
            super().send_message(message)
            return
        self._typed.append(message)
        if len(self._typed) == 1:
            self._loop.call_soon_threadsafe(self._hand_over)

    def _hand_over(self) -> None:
        while self._typed:
            self.take(self._typed.popleft())

    def run_input_thread(self) -> None:
        thread: Any = super()
        try:
            thread.run_input_thread()
        except BaseException as error:
            if _is_closed(error):
                os.kill(os.getpid(), signal.SIGHUP)  # the terminal's own may come later, or not at all
                return
            self.reading_error = error
            raise


def direct_driver(driver: type[Driver], take: Callable[[Typed], None]) -> type[Driver]:
    """A driver that hands keys and pastes to `take`, in the app's event loop."""
    return cast(type[Driver], type("DirectDriver", (_DirectDriver, driver), {"take": staticmethod(take)}))


def install_terminal_readers(driver: type[Driver]) -> None:
    """Replaces the parser and the decoder in the module of a driver; Textual offers no other way."""
    module = sys.modules[driver.__module__]
    for name, replacement in (("XTermParser", EscapeParser), ("getincrementaldecoder", _tolerant_decoder)):
        if hasattr(module, name):
            setattr(module, name, replacement)
