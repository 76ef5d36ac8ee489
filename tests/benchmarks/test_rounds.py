"""How soon many rounds are opened and compared, and how soon a thousand workshops tell what is due."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from cxworkshop.editing import create
from cxworkshop.method.privacy import reduced
from cxworkshop.method.revisit import next_round
from tests.benchmarks.terminal import Terminal, run, side_by_side
from tests.documents.large import large

pytestmark = pytest.mark.benchmark
PYTHON_STARTS = 11.0
"""Milliseconds on the machine whose bounds these are; on a slower one they grow with its own."""


@pytest.fixture(scope="module")
def slowness() -> float:
    return max(1.0, median(run("-c", "pass") for _time in range(9)) / PYTHON_STARTS)


@pytest.fixture
def ten_rounds(tmp_path: Path) -> Path:
    """Sixty touchpoints, ten rounds."""
    session = reduced(large("en", 2, 60))
    for year in range(2027, 2035):
        session = next_round(session, date(year, 5, 6))
    assert len(session.rounds) == 10
    create(tmp_path / "ten.json", session).close()
    return tmp_path / "ten.json"


def _painted(terminal: Terminal, key: str) -> float:
    """Milliseconds to the repaint of a key; what is missing in a step is counted a pause later."""
    painted = terminal.answered(key)
    terminal.settled(0.3)
    return painted


def test_ten_rounds_are_opened_and_compared_without_a_wait(ten_rounds: Path, slowness: float) -> None:
    with Terminal("-m", "cxworkshop", "open", str(ten_rounds)) as terminal:
        terminal.until("missing")
        terminal.settled(0.5)
        typed = median(_painted(terminal, key) for key in "123456" * 3)
        terminal.type("=")
        terminal.until("Round 9 and round 10")
        terminal.settled(0.5)
        compared = median(terminal.press("\t") for _time in range(12))
    print(f"step: {typed:.0f} ms, compared: {compared:.0f} ms of at most {100 * slowness:.0f}")
    assert typed <= 100 * slowness
    assert compared <= 100 * slowness


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of as many workshops, of which none is a copy of another."""
    folder = tmp_path_factory.mktemp("thousand")
    run("-m", "cxworkshop", "--sessions", str(folder), "demo", "--copy")
    (first,) = folder.glob("*.json")
    text = first.read_text("utf-8")
    own = re.search(r'"session":"(\w+)"', text)
    assert own is not None
    for number in range(1, 1000):
        (folder / f"{number}.json").write_text(text.replace(own[1], f"{number:012}"), "utf-8")
    return folder


@pytest.mark.parametrize("on", ["2027-02-01", "2030-02-01"], ids=["some is due", "everything is overdue"])
def test_what_is_due_in_a_thousand_workshops_is_told_as_soon_as_they_are_listed(
    thousand: Path, on: str
) -> None:
    verb = ("-m", "cxworkshop", "--sessions", str(thousand))
    listed, due = side_by_side(5, lambda: run(*verb, "list"), lambda: run(*verb, "due", "--on", on))
    print(f"list {listed:.0f} ms, due {due:.0f} ms: {due / listed:.2f} of at most 1.5")
    assert due / listed <= 1.5


def test_letters_are_painted_while_a_thousand_workshops_are_looked_into(
    thousand: Path, slowness: float
) -> None:
    with Terminal("-m", "cxworkshop", "--sessions", str(thousand)) as terminal:
        terminal.until("Kuusilinna")
        terminal.settled(1)
        terminal.press("/")
        painted = median(_painted(terminal, letter) for letter in "noora saarelma")
    print(f"letter of a search: {painted:.0f} ms of at most {100 * slowness:.0f}")
    assert painted <= 100 * slowness
