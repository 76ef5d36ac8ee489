"""Restores an older copy of a session under a new name; the library and the verb `restore` use it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.language import say
from cxworkshop.storage.file.copies import Copy, copies, copies_folder, copy_beside
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.file.session_file import SessionFile


def copies_of(session: Path) -> list[Copy]:
    """The older copies of a session, the newest first; of one that is a link, those of what it leads to.
    Raises Unreadable."""
    try:
        return copies(Path(os.path.realpath(session)))
    except OSError as error:
        raise unreadable(error, copies_folder(session)) from error


def newest_readable_copy(session: Path) -> Copy | None:
    """The newest older copy of a session that can be opened. Raises Unreadable when nobody may look."""
    for copy in copies_of(session):
        with suppress(Unreadable):
            SessionFile.read(copy.path)
            return copy
    return None


def restore(session: Path, copy: Copy | None = None) -> tuple[Path, str]:
    """Restores a copy (default: the newest that can be read) under a new name: its new path, and when it was
    saved, in the reader's form.

    Raises Unreadable when there is no readable copy, NotSaved when it cannot be written.
    """
    copy = copy_meant(session, copy)
    return copy_beside(session, copy), copy.when


def copy_meant(session: Path, copy: Copy | None) -> Copy:
    """The copy, else the newest that can be read. Raises Unreadable when there is none."""
    copy = copy or newest_readable_copy(session)
    if copy is None:
        raise Unreadable(say("There is no older copy of {file} that can be read.", file=session.name))
    return copy
