"""What the operating system says when a session file cannot be read or written, as errors of the program.

Used by every module that touches a session file. The listing imports it, so it does not import TinyDB.
"""

from __future__ import annotations

import errno
from pathlib import Path

from cxworkshop.errors import NotSaved, Unreadable
from cxworkshop.language import N_, say

_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOENT: N_("the folder is gone"),
    errno.EIO: N_("the disk does not answer"),
}


def unreadable(error: OSError) -> Unreadable:
    """The error for a file that the system does not let us read."""
    return Unreadable(say("It cannot be read: {why}.", why=error.strerror or str(error)))


def not_saved(path: Path, error: OSError) -> NotSaved:
    """The error for a file that the system does not let us write, with a reason in plain words."""
    reason = _REASONS.get(error.errno or 0)
    why = say(reason) if reason else error.strerror or str(error)
    return NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why))
