"""A workshop of twelve hours takes no more memory than its record and the steps that can be undone."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.editing import OpenSession, create
from cxworkshop.editing.changes import set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft
from cxworkshop.storage.file.session_file import SessionFile

CHANGES = 1200
"""One every twenty seconds, of six hours."""


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> threading.Lock:
    """Whoever has it keeps the disk from writing. A session that was written keeps what was computed of it,
    so as many must be written in one half of the day as in the other, however busy the machine is."""
    disk, write = threading.Lock(), SessionFile.write

    def when_let(*given: Any) -> None:
        with disk:
            write(*given)

    monkeypatch.setattr(SessionFile, "write", when_let)
    return disk


def test_memory_does_not_grow_in_twelve_hours(tmp_path: Path, demo: Session, disk: threading.Lock) -> None:
    opened = create(tmp_path / "long.json", demo)
    tracemalloc.start()
    try:
        half_a_day(opened, disk)  # as many steps are kept for undo then as ever
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        half_a_day(opened, disk)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        opened.close()
    assert grown < 500_000


def half_a_day(opened: OpenSession, disk: threading.Lock) -> None:
    people = [person.id for person in opened.session.people]
    for first in range(0, CHANGES, 20):
        with disk:
            for number in range(first, first + 20):
                role = f"Role {number:06d}"
                opened.put_draft(Draft(role, {}))
                opened.apply(set_value(Place("people", people[number % len(people)], "role"), role))
                if number % 7 == 0:
                    opened.undo()
                    opened.redo()
        opened.save()
    opened.put_draft(None)
    opened.save()
