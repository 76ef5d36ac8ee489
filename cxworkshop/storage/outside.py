"""Guards against what others may have put where a file or folder of the program belongs: a link, a pipe,
another disk. The store opens files and makes folders with it, and so does whoever writes a document."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

from cxworkshop.errors import NotSaved
from cxworkshop.language import say

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Does not wait for the other end of a pipe."""


def open_file(path: Path, *, follows_links: bool = True) -> BufferedReader:
    """Opens a file for reading. Raises OSError at once when there is something else: EISDIR for a folder,
    EINVAL for a pipe or a device, ELOOP for a link that is not to be followed."""
    descriptor = os.open(path, _READ if follows_links else _READ | getattr(os, "O_NOFOLLOW", 0))
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(code, os.strerror(code), str(path))
    return os.fdopen(descriptor, "rb")


def is_link(path: Path) -> bool:
    """Whether a path is a link; not where nobody can tell."""
    with suppress(OSError):
        return path.is_symlink()
    return False


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; not where nobody can tell."""
    with suppress(OSError):
        return path.is_dir()
    return False


def is_write_protected(path: Path) -> bool:
    """Whether the owner of a file has made it read-only, for others or also for himself. Replacing it would
    ask only the folder, and root is asked nothing."""
    try:
        return not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)
    except OSError:  # there is none
        return False


def check_replaceable(path: Path) -> None:
    """Raises NotSaved when anything but a file has that name: a document takes the place of no link,
    folder or device. Raises OSError when nobody may look."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise NotSaved(say("{file} is there already and is no file; it is left as it is.", file=path))


def make_folder(path: Path) -> None:
    """Makes a folder and those above it that are missing, for the user alone whatever the umask.
    Raises OSError."""
    missing = [path]
    missing += [folder for folder in path.parents if not os.path.lexists(folder)]
    for folder in reversed(missing):
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            folder.chmod(0o700)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def make_own_folder(path: Path) -> None:
    """Makes a folder that belongs to a session. Raises NotSaved when it is a link, OSError."""
    if is_link(path):
        raise NotSaved(say("{folder} is a link; nothing is written through it.", folder=path.name))
    make_folder(path)


class Disk:
    """The disk on which a folder was found first: without its stick, a mount point leads to another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number: int | None = None
        with suppress(OSError):
            self.accept()

    def accept(self) -> None:
        """The disk on which the folder is now is the right one. Raises OSError when there is no folder."""
        self._number = self._folder.stat().st_dev

    def is_another(self) -> bool:
        """Whether the folder is on another disk now. Raises OSError when there is no folder."""
        if self._number is None:
            self.accept()
        return self._folder.stat().st_dev != self._number

    def check(self) -> None:
        """Raises OSError when the folder is gone, or on another disk."""
        if self.is_another():
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(self._folder))
