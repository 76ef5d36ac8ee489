"""What the operating system says when a session file cannot be read or written, as errors of the program.

Used by every module that touches a session file. The listing imports it, so it does not import TinyDB.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from cxworkshop.errors import NotSaved, Unreadable, shortage
from cxworkshop.language import N_, Words, say
from cxworkshop.storage.outside import make_folder

_REASONS = {
    "EACCES": N_("it is not allowed"),
    "EPERM": N_("it is not allowed"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("your share of the disk is full"),
    "EFBIG": N_("it is too large for the disk"),
    "EROFS": N_("the disk is read-only"),
    "EIO": N_("the disk does not answer"),
    "EREMOTEIO": N_("the disk does not answer"),
    "ESTALE": N_("the disk does not answer"),
    "ETIMEDOUT": N_("the disk does not answer"),
    "ENXIO": N_("it is no file"),
    "ENODEV": N_("another disk is in its place"),
    "ENOMEDIUM": N_("there is no disk in the drive"),
    "EUCLEAN": N_("the disk is damaged"),
    "EBADMSG": N_("the disk is damaged"),
    "ECONNREFUSED": N_("the network does not answer"),
    "ECONNRESET": N_("the network does not answer"),
    "ECONNABORTED": N_("the network does not answer"),
    "EHOSTDOWN": N_("the network does not answer"),
    "EHOSTUNREACH": N_("the network does not answer"),
    "ENETDOWN": N_("the network does not answer"),
    "ENETUNREACH": N_("the network does not answer"),
    "ENOTCONN": N_("the network does not answer"),
    "EBUSY": N_("another program is using it"),
    "ETXTBSY": N_("another program is using it"),
    "EAGAIN": N_("another program is using it"),
    "EDEADLK": N_("another program is using it"),
    "ENOLCK": N_("another program is using it"),
    "EINTR": N_("it was interrupted"),
    "EISDIR": N_("it is a folder"),
    "EINVAL": N_("it is no file"),
    "ENOTDIR": N_("it is no folder"),
    "EEXIST": N_("it is there already"),
    "ENOTEMPTY": N_("it is there already"),
    "ENOENT": N_("it leads to nothing"),
    "ELOOP": N_("its links lead in a circle"),
    "EMLINK": N_("it has too many names"),
    "EXDEV": N_("it is on another disk"),
    "ENAMETOOLONG": N_("its name is too long"),
    "EILSEQ": N_("the disk does not take its name"),
    "ENOSYS": N_("the disk cannot do that"),
    "EOPNOTSUPP": N_("the disk cannot do that"),
    "ENOTSUP": N_("the disk cannot do that"),
    "EPIPE": N_("its reader has gone"),
    "EBADF": N_("it is closed"),
}
"""Why something cannot be read or written, by the name of the system's error; not every system has all. What
a system is short of has its words in `cxworkshop.errors`."""
_WRITING = {
    "EINVAL": N_("the disk does not take it"),
    "ENOENT": N_("the folder is gone"),
    "ENOTDIR": N_("its folder is no folder"),
    "ELOOP": N_("the links of its folder lead in a circle"),
}
"""What is said otherwise where something is written."""
_WINDOWS = {
    19: "EROFS",
    20: "ENOMEDIUM",
    21: "ENOMEDIUM",
    23: "EIO",
    32: "EBUSY",
    33: "EBUSY",
    39: "ENOSPC",
    53: "ENETUNREACH",
    55: "ENETUNREACH",
    59: "ENETUNREACH",
    64: "ENETUNREACH",
    67: "ENETUNREACH",
    121: "ETIMEDOUT",
    1224: "EBUSY",
    1231: "ENETUNREACH",
    1392: "EUCLEAN",
}
"""Errors of Windows by their own numbers, where Python makes EACCES, ENOENT or EINVAL of them: whoever reads
that it is not allowed asks his administrator and does not close the other program. Source: winerror.h."""


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
    why = why_not_written(error)
    return NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why), why)


def why_unreadable(error: OSError | MemoryError) -> Words:
    """Why something cannot be read, in plain words."""
    return _reason(error, {})


def why_not_written(error: OSError) -> Words:
    """Why something cannot be written, in plain words."""
    return _reason(error, _WRITING)


def _reason(error: OSError | MemoryError, others: Mapping[str, str]) -> Words:
    if why := shortage(error):
        return why
    number = getattr(error, "errno", None) or 0
    windows = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    name = windows or errno.errorcode.get(number, str(number))
    if reason := others.get(name) or _REASONS.get(name):
        return say(reason)
    # never the system's own words: they are in another language than the reader's
    return say("the system reports the error {name}", name=name)


def check_new(path: Path) -> None:
    """Makes the folder of a new file when it is missing. Raises NotSaved, also when the file exists."""
    try:
        make_folder(path.parent)
    except OSError as error:
        raise not_saved(path, error) from error
    if os.path.lexists(path):
        raise NotSaved(say("{file} is there already; it is left as it is.", file=path.name))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise not_saved(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
