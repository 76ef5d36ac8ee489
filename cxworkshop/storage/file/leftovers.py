"""What a killed program leaves beside a session file."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.storage.atomic import remove_leftovers
from cxworkshop.storage.file.draft import draft_path
from cxworkshop.storage.file.folder import COMPANIONS


def remove_leftovers_of(session: Path) -> None:
    """Removes what killed programs left of the file, its lock and draft, its copies and documents."""
    name = session.name
    remove_leftovers(session.parent, {name, f"{name}.lock", draft_path(session).name}.__contains__)
    for ending in COMPANIONS:
        remove_leftovers(session.with_name(session.stem + ending))
