"""Opens the session in a file, or in a new one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cxworkshop.editing.open_session import OpenSession
from cxworkshop.model.session import Session
from cxworkshop.storage.file.session_file import SessionFile


def open_session(path: Path | str) -> OpenSession:
    """Opens the session in a file. Raises Unreadable.

    Nothing is written until the first change, except that blind answers of an earlier day lose their names at
    once.
    """
    opened = OpenSession(SessionFile.open(Path(path)))
    opened.forget_names_of_another_day()
    return opened


def create(path: Path | str, session: Session) -> OpenSession:
    """Opens a session in a new file, which is on the disk when this returns. Raises NotSaved."""
    return OpenSession(SessionFile.create(Path(path), session, datetime.now().astimezone()))
