"""Whatever several people do at once, also while the store is out of reach and programs are killed: all end
with the same session, nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from tests.editing.sharing.random_work import work

OPERATIONS = 6 * int(os.environ.get("EXAMPLES", "50"))


@pytest.mark.parametrize(("people", "seed"), [(2, 1), (2, 2), (3, 3)])
def test_random_work_ends_alike_and_whole(tmp_path: Path, demo: Session, people: int, seed: int) -> None:
    figures = work(tmp_path, demo, OPERATIONS, people, seed)
    assert (figures.lost, figures.twice, figures.untrue) == ([], [], []), figures
