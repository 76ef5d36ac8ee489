"""What is done with the names of blind answers in one other version of a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from cxworkshop.errors import CxError, ReadOnly, Unreadable
from cxworkshop.model.session import Session


class Version(Protocol):
    """The file of a version."""

    def remove_names(self) -> None: ...

    def take_answers_of(self, sealed: Session) -> None: ...

    def close(self) -> None: ...


def put_answers(read: Callable[[Path], Version], sealed: Session, path: Path) -> bool:
    """Puts sealed answers in place of those of a version, which no other writes; False for one unreadable."""
    try:
        read(path).take_answers_of(sealed)
    except (Unreadable, ReadOnly):
        return False
    return True


def remove_names_from(open: Callable[[Path], Version], path: Path) -> bool:
    """Removes the names from blind answers in another file; False when it is open or cannot be read."""
    try:
        file = open(path)
    except Unreadable:
        return False
    try:
        file.remove_names()
    except CxError:
        return False
    finally:
        file.close()
    return True
