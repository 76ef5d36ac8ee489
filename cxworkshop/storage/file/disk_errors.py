"""What the operating system says when a session file cannot be read or written, as errors of the program.

Used by every module that touches a session file. The listing imports it, so it does not import TinyDB.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from cxworkshop.errors import NotSaved, Unreadable, shortage
from cxworkshop.language import N_, Words, say

_READING = {
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EIO: N_("the disk does not answer"),
    errno.EISDIR: N_("it is a folder"),
    errno.EINVAL: N_("it is no file"),
    errno.ENXIO: N_("it is no file"),
    errno.ENOTDIR: N_("it is no folder"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.ENOENT: N_("it leads to nothing"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ESTALE: N_("the disk does not answer"),
    errno.ETIMEDOUT: N_("the disk does not answer"),
}
_WRITING = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOENT: N_("the folder is gone"),
    errno.ENODEV: N_("another disk is in its place"),
    errno.ENOTDIR: N_("its folder is no folder"),
    errno.ELOOP: N_("the links of its folder lead in a circle"),
    errno.EIO: N_("the disk does not answer"),
    errno.ESTALE: N_("the disk does not answer"),
    errno.ETIMEDOUT: N_("the disk does not answer"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EFBIG: N_("it is too large for the disk"),
}


def unreadable(error: OSError | MemoryError, path: Path | None = None) -> Unreadable:
    """The error for a file, or a folder at `path`, that the system does not let us read."""
    why = why_unreadable(error)
    if path is not None:
        return Unreadable(say("{folder} cannot be read: {why}.", folder=path, why=why))
    return Unreadable(say("It cannot be read: {why}.", why=why))


def not_saved(path: Path, error: OSError) -> NotSaved:
    """The error for a file that the system does not let us write, with a reason in plain words."""
    if isinstance(error, NotSaved):
        return error
    return NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why_not_written(error)))


def why_unreadable(error: OSError | MemoryError) -> Words:
    """Why something cannot be read, in plain words."""
    return _reason(error, _READING)


def why_not_written(error: OSError) -> Words:
    """Why something cannot be written, in plain words."""
    return _reason(error, _WRITING)


def _reason(error: OSError | MemoryError, reasons: Mapping[int, str]) -> Words:
    if why := shortage(error):
        return why
    reason = reasons.get(getattr(error, "errno", None) or 0)
    return say(reason) if reason else getattr(error, "strerror", None) or str(error)
