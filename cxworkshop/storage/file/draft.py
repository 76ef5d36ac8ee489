"""The draft: text that is typed and not entered yet, saved in `.<name>.json.draft` beside the session."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.storage.atomic import fsync_folder, replace_file
from cxworkshop.storage.outside import open_file


class Draft(NamedTuple):
    """A text, and where it was typed, in a form that the screen which restores it defines."""

    text: str
    where: dict[str, Any]


def write_draft(session: Path, draft: Draft | None) -> None:
    """Saves the draft; None removes it. Raises OSError."""
    path = draft_path(session)
    if draft is not None:
        replace_file(path, json.dumps(draft._asdict(), ensure_ascii=False).encode("utf-8", "replace"))
    elif os.path.lexists(path):
        path.unlink(missing_ok=True)
        fsync_folder(path.parent)


def read_draft(session: Path) -> Draft | None:
    """The draft left when the session was last open; None when there is none or it cannot be read."""
    try:
        with open_file(draft_path(session), follows_links=False) as file:
            draft = json.loads(file.read())
        text, where = draft["text"], draft["where"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Draft(text, where) if isinstance(text, str) and isinstance(where, dict) else None


def draft_path(session: Path) -> Path:
    """Where the draft of a session is saved."""
    return session.with_name(f".{session.name}.draft")
