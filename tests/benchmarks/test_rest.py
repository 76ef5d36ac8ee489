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


def at_rest(painted: str, *arguments: str) -> tuple[float, float]:
    """What a program holds when it has painted that and nothing more comes, and how much of it is its own
    alone, in MiB."""
    with Terminal(*arguments) as terminal:
        terminal.until(painted)
        terminal.settled(1)
        return terminal.memory("VmRSS"), terminal.memory("RssAnon")


def test_nothing_is_written_to_the_terminal_while_nobody_types(demo: Path) -> None:
    with Terminal("-m", "cxworkshop", "open", str(demo)) as terminal:
        terminal.until("Missing here")
        terminal.settled(0.5)
        terminal.press("1")
        terminal.settled(0.5)
        assert terminal.written_within(SILENCE) == b""


def test_an_open_workshop_holds_at_most_seventeen_mebibytes_more_than_a_bare_app(demo: Path) -> None:
    """50 MiB resident where a bare app takes 33; a difference, as builds of Python differ by more than what
    is held here."""
    bare, bare_own = at_rest("painted", str(bare_app.__file__))
    held, own = at_rest("Missing here", "-m", "cxworkshop", "open", str(demo))
    print(
        f"at rest: bare app {bare:.1f} MiB resident, {bare_own:.1f} its own; workshop {held:.1f} (aim 50), "
        f"{own:.1f} its own"
    )
    assert held - bare <= 17


def test_a_first_change_and_its_save_hold_two_mebibytes_more_at_most(demo: Path) -> None:
    with Terminal("-m", "cxworkshop", "open", str(demo)) as terminal:
        terminal.until("Missing here")
        terminal.settled(0.5)
        before = terminal.memory("VmRSS")
        terminal.press("!Ring the carrier @Pekka +30d\r")
        terminal.settled(1)
        print(f"a first change: {terminal.memory('VmRSS') - before:.1f} MiB of at most 2")
        assert terminal.memory("VmRSS") - before <= 2
