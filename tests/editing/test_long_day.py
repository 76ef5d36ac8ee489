"""A workshop of twelve hours takes no more memory than its record and the steps that can be undone."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from cxworkshop.editing import OpenSession, create
from cxworkshop.editing.changes import set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft

CHANGES = 1200
"""One every twenty seconds, of six hours."""


def test_memory_does_not_grow_in_twelve_hours(tmp_path: Path, demo: Session) -> None:
    opened = create(tmp_path / "long.json", demo)
    half_a_day(opened)  # as many steps are kept for undo then as ever
    tracemalloc.start()
    try:
        half_a_day(opened)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        half_a_day(opened)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        opened.close()
    assert grown < 500_000


def half_a_day(opened: OpenSession) -> None:
    people = [person.id for person in opened.session.people]
    for number in range(CHANGES):
        opened.put_draft(Draft(f"Role {number:06d}", {}))
        opened.apply(set_value(Place("people", people[number % len(people)], "role"), f"Role {number:06d}"))
        if number % 7 == 0:
            opened.undo()
            opened.redo()
        if number % 20 == 0:
            opened.save()
    opened.put_draft(None)
    opened.save()
