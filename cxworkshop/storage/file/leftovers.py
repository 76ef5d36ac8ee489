"""Removes what killed programs were writing when they ended: it may hold words that people said. Called when
a session is opened, and by the library."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.storage.atomic import remove_leftovers
from cxworkshop.storage.file.draft import draft_path
from cxworkshop.storage.file.folder import COMPANIONS
from cxworkshop.storage.file.past import past_path


def remove_leftovers_of(session: Path) -> None:
    """What is left of the file of a session, its lock, draft and history, its copies and documents."""
    beside = {f"{session.name}.lock", draft_path(session).name, past_path(session).name}
    remove_leftovers(session.parent, {session.name, *beside}.__contains__)
    for ending in COMPANIONS:
        remove_leftovers(session.with_name(session.stem + ending))


def remove_leftovers_in(folder: Path) -> None:
    """What is left of sessions, drafts and histories of whatever name."""
    remove_leftovers(folder, lambda name: name.endswith((".json", ".draft", ".undo")))
