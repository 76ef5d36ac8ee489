"""What is being typed and not kept yet, in a small file beside the session: `.<name>.json.draft`, gone with
the last key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.storage.atomic import fsync_folder, replace_file


class Draft(NamedTuple):
    """A text, and where it was being typed, in the words of whoever goes there again."""

    text: str
    where: dict[str, Any]


def write_draft(session: Path, draft: Draft | None) -> None:
    """Puts the draft on the disk, or takes it away. Raises OSError."""
    path = _path(session)
    if draft is not None:
        replace_file(path, json.dumps(draft._asdict(), ensure_ascii=False).encode("utf-8", "replace"))
    elif path.exists():
        path.unlink(missing_ok=True)
        fsync_folder(path.parent)


def read_draft(session: Path) -> Draft | None:
    """What was being typed when the session was last open; None when nothing was, or nobody can tell."""
    try:
        draft = json.loads(_path(session).read_bytes())
        text, where = draft["text"], draft["where"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Draft(text, where) if isinstance(text, str) and isinstance(where, dict) else None


def _path(session: Path) -> Path:
    return session.with_name(f".{session.name}.draft")
