"""Replacements for what Textual reads a terminal with: Escape is always a key of its own, and bytes that are
not text do not end the program. Installed by the app.

Most terminals send Escape as the first byte of every other special key. Textual waits a tenth of a second and
takes a key that follows sooner for a part of it: Escape and Enter become Enter, Escape and 5 become ∞.
Somebody who types ahead would then keep what she meant to give up.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

_ESCAPE = "\x1b"
_KITTY_ESCAPE = "[27u"
"""After the Escape byte: Escape in the Kitty protocol, which begins no other key."""
_SEQUENCE_STARTS = ("[", "O", _ESCAPE)
"""The second characters of all special keys."""
_LONE_ESCAPE = re.compile(_ESCAPE + r"(?=[^\[O\x1b])")


class EscapeParser(XTermParser):
    """Reads an Escape that begins no special key as the key Escape, however soon the next key follows."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._ends_in_escape = False

    def feed(self, data: str) -> Iterable[Message]:
        if (
            self._ends_in_escape
            and self._timeout_time is not None
            and data
            and not data.startswith(_SEQUENCE_STARTS)
        ):
            data = _KITTY_ESCAPE + data
        self._ends_in_escape = data.endswith(_ESCAPE)
        return super().feed(_LONE_ESCAPE.sub(_ESCAPE + _KITTY_ESCAPE, data))


class _TolerantDecoder:
    """Decodes bytes that are not text to a replacement character. An empty read means that the terminal
    has been closed: sends SIGHUP and raises EOFError, because Textual would read for ever."""

    def __init__(self, name: str) -> None:
        self._decoder = getincrementaldecoder(name)("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        if not data and not final and hasattr(signal, "SIGHUP"):
            os.kill(os.getpid(), signal.SIGHUP)
            raise EOFError
        return self._decoder.decode(data, final)


def _tolerant_decoder(name: str) -> Callable[[], _TolerantDecoder]:
    return partial(_TolerantDecoder, name)


def install_terminal_readers(driver: type[Driver]) -> None:
    """Replaces the parser and the decoder in the module of a driver; Textual offers no other way."""
    module = sys.modules[driver.__module__]
    for name, replacement in (("XTermParser", EscapeParser), ("getincrementaldecoder", _tolerant_decoder)):
        if hasattr(module, name):
            setattr(module, name, replacement)
