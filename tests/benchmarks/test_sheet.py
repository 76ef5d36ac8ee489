"""How soon a sheet of 2,000 rows answers a key, in a real terminal."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import pytest

from tests.benchmarks.terminal import Terminal, run

pytestmark = pytest.mark.benchmark
PYTHON_STARTS = 11.0
"""Milliseconds on the machine whose bounds these are; on a slower one they grow with its own."""


@pytest.fixture(scope="module")
def slowness() -> float:
    return max(1.0, median(run("-c", "pass") for _time in range(9)) / PYTHON_STARTS)


@pytest.fixture
def sheet() -> Iterator[Terminal]:
    with Terminal("-m", "tests.benchmarks.sheet_app", "2000") as terminal:
        terminal.until("Touchpoint 20")
        terminal.settled()
        yield terminal


def test_a_letter_is_painted_within_ten_milliseconds(sheet: Terminal, slowness: float) -> None:
    sheet.press("\r")
    painted = median(sheet.press("abcdefghij"[i % 10]) for i in range(30))
    print(f"letter: {painted:.1f} ms of at most {10 * slowness:.0f}")
    assert painted <= 10 * slowness


def test_a_change_is_made_and_painted_within_twenty_milliseconds(sheet: Terminal, slowness: float) -> None:
    times = []
    for _time in range(20):
        sheet.press("\r")
        sheet.press("Z")
        times.append(sheet.press("\r"))
    made = median(times)
    print(f"change and Enter: {made:.1f} ms of at most {20 * slowness:.0f}")
    assert made <= 20 * slowness
