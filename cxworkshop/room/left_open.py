"""Where the keys of a room lie while it is open: what is left there after a crash says that it was. Loads
nothing of the room."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cxworkshop.storage.crash_log import state_folder


def path_of(session_file: Path) -> Path:
    """The file of a session's keys."""
    name = sha256(str(session_file.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / f"room-{name}.json"
