"""What happens outside while nobody types is seen within a second, in a real terminal; and while nothing
happens, nothing is painted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import QUIT, Terminal, program

A_SECOND = 1.0
SLACK = 3.0
"""Times as long as on a machine that does nothing else."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "stick" / "k.json", blank_session("en", date(2026, 11, 21), "Kuusilinna")).close()
    return tmp_path / "stick" / "k.json"


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("Landing", "saved")
        terminal.quiet(0.5)
        yield terminal


def test_a_removed_file_is_told_within_a_second_and_written_anew(terminal: Terminal, path: Path) -> None:
    path.unlink()
    began = time.monotonic()
    terminal.until("k.json was removed by somebody else")
    assert time.monotonic() - began < A_SECOND * SLACK
    terminal.until("✓ saved")
    assert open_session(path).session.workshop.title == "Kuusilinna"


def test_a_folder_in_its_place_is_told_within_a_second_and_the_work_is_beside(
    terminal: Terminal, path: Path
) -> None:
    path.unlink()
    path.mkdir()
    began = time.monotonic()
    terminal.until("k-2.json")
    assert time.monotonic() - began < A_SECOND * SLACK
    assert open_session(path.with_name("k-2.json")).session.workshop.title == "Kuusilinna"


def test_a_folder_that_goes_is_told_within_a_second_and_until_it_is_back(
    terminal: Terminal, path: Path
) -> None:
    away = path.parent.rename(path.parent.with_name("pulled out"))
    began = time.monotonic()
    terminal.until("NOT SAVED")
    assert time.monotonic() - began < A_SECOND * SLACK
    away.rename(path.parent)
    terminal.when(lambda seen: "NOT SAVED" not in seen and "✓ saved" in seen, "it to be saved again")
    terminal.send(QUIT)
    assert terminal.ended() == 0


def test_while_nothing_happens_not_a_byte_is_painted(terminal: Terminal) -> None:
    painted = len(terminal.raw)
    time.sleep(2)
    terminal.quiet(0.1)
    assert len(terminal.raw) == painted
