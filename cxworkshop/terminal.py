"""What a terminal sends, made certain before Textual reads it: Escape is a key of its own, and no byte ends
the program.

Most terminals send Escape as the first byte of every other special key. Textual waits a tenth of a second for
what follows and takes a key that comes sooner for a part of it: Escape and Enter become Enter, Escape and 5
become ∞. Whoever types ahead would keep what she gave up.
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
_CERTAIN = "[27u"
"""Behind the first byte: Escape as the Kitty protocol says it, which is the beginning of nothing else."""
_BEGIN = ("[", "O", _ESCAPE)
"""What stands second in the special keys there are."""
_ALONE = re.compile(_ESCAPE + r"(?=[^\[O\x1b])")


class EscapeApart(XTermParser):
    """Takes an Escape that begins no special key for an Escape, however soon the next key comes."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._waits = False

    def feed(self, data: str) -> Iterable[Message]:
        if self._waits and self._timeout_time is not None and data and not data.startswith(_BEGIN):
            data = _CERTAIN + data
        self._waits = data.endswith(_ESCAPE)
        return super().feed(_ALONE.sub(_ESCAPE + _CERTAIN, data))


class _Tolerant:
    """Shows a stand-in for bytes that are no text. A terminal that says nothing more when asked has been
    closed: Textual would ask it for ever."""

    def __init__(self, name: str) -> None:
        self._decoder = getincrementaldecoder(name)("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        if not data and not final and hasattr(signal, "SIGHUP"):
            os.kill(os.getpid(), signal.SIGHUP)
            raise EOFError
        return self._decoder.decode(data, final)


def _tolerant(name: str) -> Callable[[], _Tolerant]:
    return partial(_Tolerant, name)


def attend(driver: type[Driver]) -> None:
    """Has the driver of this system read its terminal so. Textual offers no other place for it."""
    module = sys.modules[driver.__module__]
    for name, better in (("XTermParser", EscapeApart), ("getincrementaldecoder", _tolerant)):
        if hasattr(module, name):
            setattr(module, name, better)
