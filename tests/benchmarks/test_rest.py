"""What an open workshop costs while nobody does anything: memory, and not a byte to the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import bare_app
from tests.benchmarks.terminal import Terminal, run

pytestmark = pytest.mark.benchmark
SILENCE = 3.0
"""Seconds."""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    run("-m", "cxworkshop", "--sessions", str(tmp_path), "demo", "--copy")
    return next(tmp_path.glob("*.json"))


def at_rest(*arguments: str) -> tuple[float, float]:
    """What a program holds when nothing is painted any more, and how much of that is its own alone, in MiB."""
    with Terminal(*arguments) as terminal:
        terminal.settled(0.5)
        return terminal.memory("VmRSS"), terminal.memory("RssAnon")


def test_nothing_is_written_to_the_terminal_while_nobody_types(demo: Path) -> None:
    with Terminal("-m", "cxworkshop", "open", str(demo)) as terminal:
        terminal.until("Missing here")
        terminal.settled(0.5)
        terminal.press("1")
        terminal.settled(0.5)
        assert terminal.written_within(SILENCE) == b""


def test_an_open_workshop_holds_at_most_fifty_mebibytes_of_its_own(demo: Path) -> None:
    """Its own: what ending it would free. Resident besides are pages of Python and of libraries, which programs share.
    Of the rest above a bare app, half is the library that checks records, with the checks it has built."""
    bare, bare_own = at_rest(str(bare_app.__file__))
    held, own = at_rest("-m", "cxworkshop", "open", str(demo))
    print(
        f"at rest: bare app {bare:.0f} MiB resident, {bare_own:.0f} its own; workshop {held:.0f} resident, {own:.0f} its own of at most 50"
    )
    assert own <= 50
    assert held - bare <= 30
