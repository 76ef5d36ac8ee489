"""What can be undone after a workshop is closed, in `.<name>.undo` beside it, for its user alone."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from cxworkshop.storage.atomic import fsync_folder, replace_file
from cxworkshop.storage.outside import open_file

_ENDING = ".undo"
_A_DAY = 24 * 60 * 60
_LIMIT = 1 << 24
"""Bytes that are read."""


def write_past(session: Path, text: str) -> None:
    """Saves the text; an empty one removes the file. Raises OSError."""
    path = past_path(session)
    if text:
        replace_file(path, text.encode("utf-8", "replace"))
    elif os.path.lexists(path):
        path.unlink(missing_ok=True)
        fsync_folder(path.parent)


def read_past(session: Path) -> str:
    """The text saved last; empty when there is none or it cannot be read. Any in its folder that is older
    than a day is removed, also of a workshop that nobody opens again."""
    _drop_old(session.parent)
    try:
        with open_file(past_path(session), follows_links=False) as file:
            return file.read(_LIMIT).decode(errors="replace")
    except OSError:
        return ""


def _drop_old(folder: Path) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(_ENDING):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _A_DAY:
                        Path(entry.path).unlink(missing_ok=True)


def past_path(session: Path) -> Path:
    """Where what can be undone of a session is saved."""
    return session.with_name(f".{session.stem}{_ENDING}")
