"""A terminal that is closed while it is read or painted ends the program as one whose hang-up came first."""

from __future__ import annotations

import errno
import os
import signal
import threading

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from cxworkshop.endings import Ending, handling_signals
from cxworkshop.terminal import direct_driver

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs a hang-up")
EIO = OSError(errno.EIO, os.strerror(errno.EIO))


class Reader(HeadlessDriver):
    """Reads a terminal, in vain."""

    error: BaseException

    def run_input_thread(self) -> None:
        raise self.error


def read(error: BaseException) -> None:
    driver = direct_driver(Reader, lambda _typed: None)
    made = driver.__new__(driver)
    made.error = error  # type: ignore[attr-defined]  # of Reader
    made.run_input_thread()  # type: ignore[attr-defined]  # of Reader


@pytest.mark.parametrize("error", [EIO, EOFError()])
def test_who_reads_a_closed_terminal_hangs_up(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _process, number: sent.append(number))
    read(error)
    assert sent == [signal.SIGHUP]


def test_any_other_error_of_reading_is_one_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "kill", lambda _process, _number: pytest.fail("it has not been closed"))
    with pytest.raises(ValueError, match="odd"):
        read(ValueError("odd"))


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("textual-output", EIO, 128 + 1),
        ("textual-output", ValueError("odd"), 1),
        ("another", EIO, 1),
    ],
)
def test_a_terminal_that_goes_while_it_is_painted_is_no_mistake(
    name: str, error: BaseException, code: int
) -> None:
    def fail() -> None:
        raise error

    ending = Ending(lambda _code: None, ())
    ending.is_over.set()  # so that nothing forces the end of the tests
    with handling_signals(ending):
        ending.loop = Loop()  # type: ignore[assignment]  # of which only this is asked
        thread = threading.Thread(target=fail, name=name)
        thread.start()
        thread.join()
    assert ending.code == code


class Loop:
    def call_soon_threadsafe(self, *_arguments: object) -> None:
        pass
