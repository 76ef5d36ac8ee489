"""Replacements for what Textual reads a terminal with: Escape and Alt are told apart, and bytes that are not
text do not end the program. Installed by the app.

Most terminals send Escape as one byte, and a key that is pressed with Alt or Option as that byte and the
key, in one write. Textual takes whatever follows Escape within a tenth of a second for a part of it. Here
an Escape belongs to what was read together with it; what is read later is a key of its own. In the Kitty
protocol, which Textual asks for, both have names of their own.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import Any, cast

from textual import constants, events
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.message import Message

from cxworkshop.errors import WrongUse, quoted
from cxworkshop.language import say

DRIVER = "TEXTUAL_DRIVER"
"""The variable by which textual-serve and others set who paints and reads keys."""
Typed = events.Key | events.Paste
_ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\[\[[A-E]|\[M[^\x1b]{3}|\[[0-?]*[ -/]*[@-LN-Z\\-~]|\[[<=>?\d][0-?]*M|O[ -~]")
"""After the Escape byte: a special key, a click, a reply of the terminal."""
_BEGUN = re.compile(r"(\[(\[|M[^\x1b]{0,2}|[0-?]*[ -/]*)|O)?\Z")
"""After the Escape byte: what a sequence begins with, at the end of what has been read."""
_PASTE_START, _PASTE_END = "[200~", "\x1b[201~"
_LARGEST = 1_000
"""Columns or rows; a wall of screens has fewer."""


class EscapeParser(XTermParser):
    """Reads keys, clicks and replies, and what is pasted byte for byte.

    Escape and a character that are read at once are alt and that character, which types nothing: `alt+b`.
    Escape and a special key are `escape+up`. A sequence that Textual cannot read means nothing.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._begun = ""
        """The end of what was read before, when a sequence may begin there: Escape bytes and more."""
        self._begun_until = 0.0
        """The time when it ends all the same."""
        self._pasted: list[str] | None = None
        """The parts of a paste that has begun; the last one may begin its end."""

    def feed(self, data: str) -> Iterator[Message]:
        if self._begun and not self._goes_on(data):
            yield from self._end_begun()
        if not data:  # the end of the input
            yield from super().feed(data)
        data, self._begun = self._begun + data, ""
        while data:
            if self._pasted is not None:
                data, messages = self._paste(self._pasted, data)
            else:
                data, messages = self._next(data)
            yield from messages

    def tick(self) -> Iterator[Message]:
        """What was begun and has not gone on in time."""
        if self._begun and monotonic() >= self._begun_until:
            yield from self._end_begun()

    def _goes_on(self, data: str) -> bool:
        """Whether what was begun goes on; a lone Escape does with the second character of a sequence."""
        starts = data[:1] if self._begun.strip(_ESCAPE) else ("[", "O")
        return data.startswith(starts) and data[:1] not in ("", _ESCAPE) and monotonic() < self._begun_until

    def _end_begun(self) -> list[Message]:
        """What was begun, as keys. A torn sequence means nothing."""
        after, escapes = self._begun.lstrip(_ESCAPE), self._begun.count(_ESCAPE)
        self._begun = ""
        if len(after) == 1:
            return [self._with_alt(after)]
        return [events.Key("escape", _ESCAPE) for _escape in range(escapes - bool(after))]

    def _next(self, data: str) -> tuple[str, list[Message]]:
        """What follows, and the keys of a text, or of Escapes and what belongs to them."""
        before, start, _rest = data.partition(_ESCAPE)
        if before:
            return data[len(before) :], self._parsed(before)
        after = data.lstrip(_ESCAPE)
        escapes: list[Message] = [events.Key("escape", _ESCAPE) for _byte in data[1 : -len(after) or None]]
        if after.startswith(_PASTE_START):
            self._pasted = [""]
            return after.removeprefix(_PASTE_START), escapes
        if (sequence := _SEQUENCE.match(after)) is not None:
            messages = self._parsed(start + sequence[0])
            if self._timeout_time is not None:  # Textual waits for more
                self._restart()
            if escapes and all(isinstance(message, events.Key) for message in messages):
                return after[sequence.end() :], [
                    events.Key(f"escape+{message.key}", None)
                    for message in messages
                    if isinstance(message, events.Key)
                ]
            return after[sequence.end() :], [*escapes, *messages]
        if _BEGUN.match(after) is not None:
            self._begun, self._begun_until = data, monotonic() + constants.ESCAPE_DELAY
            return "", []
        return after[1:], [self._with_alt(after[0])]

    def _with_alt(self, character: str) -> events.Key:
        """A character with Alt. It types nothing: what the keyboard would have typed is not known."""
        keys = (message.key for message in self._parsed(character) if isinstance(message, events.Key))
        shift = "shift+" if character.isupper() else ""
        return events.Key(f"alt+{shift}{next(keys, character).lower()}", None)

    def _paste(self, parts: list[str], data: str) -> tuple[str, list[Message]]:
        """What follows, and the paste when it has ended."""
        text, end, behind = (parts.pop() + data).partition(_PASTE_END)
        if end:
            self._pasted = None
            return behind, [events.Paste("".join((*parts, text)))]
        last = 1 - len(_PASTE_END)
        parts += text[:last], text[last:]
        return "", []

    def _parsed(self, data: str) -> list[Message]:
        """What Textual reads in it."""
        try:
            return [message for message in super().feed(data) if not _is_no_size(message)]
        except (ValueError, ArithmeticError):  # a number beyond all characters, a window of no pixels
            self._restart()
            return []

    def _restart(self) -> None:
        """Forgets the sequence that Textual reads."""
        Parser.__init__(self)


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
            if not self._was_asked_to_stop and hasattr(signal, "SIGHUP"):
                os.kill(os.getpid(), signal.SIGHUP)  # whoever sent the keys, such as a browser, has gone
        except BaseException as error:
            if sys.platform != "win32" and _is_closed(error):
                os.kill(os.getpid(), signal.SIGHUP)  # the terminal's own may come later, or not at all
                return
            self.reading_error = error
            raise

    @property
    def _was_asked_to_stop(self) -> bool:
        asked: threading.Event | None = getattr(self, "exit_event", None)
        return asked is None or asked.is_set()


def check_driver() -> None:
    """Raises WrongUse when the environment names a driver for Textual that there is none of."""
    try:
        App[None]().get_driver_class()
    except (AttributeError, ImportError, RuntimeError, ValueError):
        raise WrongUse(
            say(
                "{variable} is {value}, and that is no driver of Textual's. Without {variable} the program "
                "uses the terminal it is started in.",
                variable=DRIVER,
                value=quoted(os.environ.get(DRIVER)),
            )
        ) from None


def direct_driver(driver: type[Driver], take: Callable[[Typed], None]) -> type[Driver]:
    """A driver that hands keys and pastes to `take`, in the app's event loop."""
    return cast(type[Driver], type("DirectDriver", (_DirectDriver, driver), {"take": staticmethod(take)}))


def install_terminal_readers(driver: type[Driver]) -> None:
    """Replaces the parser and the decoder in the module of a driver; Textual offers no other way."""
    module = sys.modules[driver.__module__]
    for name, replacement in (("XTermParser", EscapeParser), ("getincrementaldecoder", _tolerant_decoder)):
        if hasattr(module, name):
            setattr(module, name, replacement)
