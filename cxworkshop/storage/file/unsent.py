"""Which sessions of a store have something on this laptop that is not in the store yet; a listing asks, so
nothing of the record is imported."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.storage.file.header import content_mark, read_header

AGREED = ".base"
"""The ending of the file that says what was agreed with the store, beside that of the session."""
REVISION, MARK = "revision", "mark"
"""In its header: the revision of the store; the content mark of the session's file while that holds nothing
else."""


def unsent(folder: Path) -> set[str]:
    """The names, without their endings, of the files in the folder that hold what the store has not yet."""
    return {path.stem for path in folder.glob("*.json") if is_unsent(path)}


def is_unsent(path: Path) -> bool:
    try:
        mark = read_header(path.with_suffix(AGREED)).get(MARK)
        return bool(content_mark(path.read_bytes()) != mark)
    except (Unreadable, OSError):
        return True
