"""Restores an older copy of a session under a new name; the library and the verb `restore` use it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.language import say
from cxworkshop.storage.file.copies import Copy, copies, copy_beside
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.session_file import SessionFile


def newest_readable_copy(session: Path) -> Copy | None:
    """The newest older copy of a session that can be opened."""
    for copy in copies(session.resolve()):
        with suppress(Unreadable):
            SessionFile.read(copy.path)
            return copy
    return None


def restore(session: Path, copy: Copy | None = None) -> tuple[Path, str]:
    """Restores a copy (default: the newest that can be read) under a new name: its new path, and when it was
    saved, in the reader's form.

    Raises Unreadable when there is no readable copy, NotSaved when it cannot be written.
    """
    copy = copy or newest_readable_copy(session)
    if copy is None:
        raise Unreadable(say("There is no older copy of {file} that can be read.", file=session.name))
    try:
        return copy_beside(session.resolve(), copy), copy.when
    except OSError as error:
        raise not_saved(session, error) from error
