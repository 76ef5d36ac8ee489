"""How soon one facilitator sees what the other has typed, through a database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.store import PostgresStore
from tests.terminal.at_one_workshop import SLUG, both, seen_after, started

SOON = 0.3
"""Seconds."""


@pytest.mark.benchmark
def test_a_cell_typed_by_one_is_seen_by_the_other_within_three_tenths_of_a_second(
    postgres: Callable[[str], str], demo: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PostgresStore(postgres("anna")).create(SLUG, demo)
    with (
        started(postgres("anna"), tmp_path / "anna", monkeypatch) as anna,
        started(postgres("bo"), tmp_path / "bo", monkeypatch) as bo,
    ):
        both(anna, bo, lambda: "with bo" in anna.seen and "with anna" in bo.seen)
        taken = sorted(seen_after(anna, bo, 60))
    middle, most, worst = (1000 * taken[at] for at in (30, 57, 59))
    print(f"typed by one, seen by the other: half within {middle:.0f} ms, 95 % {most:.0f}, worst {worst:.0f}")
    assert taken[57] < SOON
