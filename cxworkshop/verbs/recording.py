"""What verbs that record share: whether somebody at a terminal wants it, and the session of a file, open to
be changed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import _, say
from cxworkshop.printing import flush, print_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cxworkshop.editing import OpenSession

_YES = ("y", "yes", "k", "kyllä", "j")


def is_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def typed_line() -> str:
    """What somebody types, who has seen all that was printed."""
    flush()
    return sys.stdin.readline().strip()


def is_wanted() -> bool:
    """Whether somebody at a terminal says so; nobody does elsewhere."""
    if not is_terminal():
        return False
    print_line(_("Record this? Answer y to record it; anything else does not."))
    return typed_line().casefold() in _YES


@contextmanager
def opened(path: Path) -> Iterator[OpenSession]:
    """The session in a file as it is now. Raises NotSaved when it cannot be changed."""
    from cxworkshop.editing import open_session

    session = open_session(path)
    try:
        if session.read_only:
            raise NotSaved(say("{file}: {why}", file=path.name, why=session.read_only))
        yield session
    finally:
        session.close()
