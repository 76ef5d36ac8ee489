"""What verbs that record share: whether somebody at a terminal wants it."""

from __future__ import annotations

import sys

from cxworkshop.language import _
from cxworkshop.printing import flush, print_line

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
