"""What was called saved is there, whole, whenever a program is killed, and whoever else writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forked")
def test_nothing_is_lost_and_nothing_is_corrupt_when_programs_are_killed_or_write_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.killed", "40", "2"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert len(lines) == 4
    assert [line for line in lines if not line.endswith("0 lost, 0 corrupt")] == []
    assert [line for line in lines if " 0 saved" in line] == []
