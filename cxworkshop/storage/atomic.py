"""Replaces a file whole or not at all; every session and document is written through this module."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

_TRIES = 20
_TEMPORARY = re.compile(r"\.(.+)\.[a-z0-9_]+\.tmp", re.DOTALL)
"""The name of a temporary file, with that of the file it is written for."""


def replace_file(path: Path, data: bytes, guard: Callable[[], None] = lambda: None) -> None:
    """Replaces the file at `path` by `data`, readable by the user alone; on the disk when this returns.

    `guard` is called last and raises to keep the old file. Whatever is raised, the old file is untouched;
    only when the fsync of the folder fails may the new one have taken its place.
    """
    file = _temporary_file(path)
    temporary = Path(file.name)
    try:
        if sys.platform != "win32":
            os.fchmod(file.fileno(), 0o600)  # whatever the umask
        file.write(data)
        file.flush()
        _to_disk(file.fileno())
        # Windows moves no open file; elsewhere it stays locked until it has its name
        if sys.platform == "win32":
            file.close()
        guard()
        _replace(temporary, path)
        file.close()
    except BaseException:
        with contextlib.suppress(OSError):  # a full disk refuses what is left in the buffer once more
            file.close()
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Replaces several files, as `replace_file`, all of them or none: each has been written under a temporary
    name before the first has its own. Where a name is refused after all, those that are new are removed."""
    temporaries: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, data in files.items():
            temporaries[path] = _written_beside(path, data)
        for path, temporary in temporaries.items():
            is_new = not os.path.lexists(path)
            _replace(temporary, path)
            made += [path] if is_new else []
    except BaseException:
        for path in (*temporaries.values(), *made):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    for folder in {path.parent for path in files}:
        fsync_folder(folder)


def _written_beside(path: Path, data: bytes) -> Path:
    """A temporary file for `path`, on the disk; closed, since there may be more of them than may be open."""
    file = _temporary_file(path)
    temporary = Path(file.name)
    try:
        with file:
            if sys.platform != "win32":
                os.fchmod(file.fileno(), 0o600)  # whatever the umask
            file.write(data)
            file.flush()
            _to_disk(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def fsync_folder(folder: Path) -> None:
    """Flushes a folder, so that the names of its files are on the disk when this returns (POSIX only)."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _to_disk(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(folder: Path, is_ours: Callable[[str], bool] = bool) -> None:
    """Removes the temporary files that killed programs left in a folder, of the files whose names `is_ours`;
    not those that are being written now, and not through a link."""
    with contextlib.suppress(OSError):
        if not folder.is_symlink():
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
            for name in names:
                match = _TEMPORARY.fullmatch(name)
                if match is not None and is_ours(match[1]):
                    _remove_unless_written(folder / name)


def _temporary_file(path: Path) -> IO[bytes]:
    """A new file beside `path`, locked as long as it is open."""
    while True:
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - whoever fills it closes it
            "wb", prefix=f".{path.name}.", suffix=".tmp", dir=path.parent, delete=False
        )
        # in between another program may have taken it for one that was left
        if _lock(file.fileno()) and os.path.lexists(file.name):
            return file
        file.close()


def _lock(descriptor: int) -> bool:
    """Locks a file; False when another program has. Where disk or system cannot lock, nobody has."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass
    return True


def _remove_unless_written(path: Path) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":  # there no open file can be removed
            path.unlink()
            return
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if _lock(descriptor):
                path.unlink()
        finally:
            os.close(descriptor)


def _to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":  # fsync stops at the drive's cache there
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _replace(temporary: Path, path: Path) -> None:
    # on Windows a virus scanner or a sync client holds the file open for a moment
    tries = _TRIES if sys.platform == "win32" else 1
    for attempt in range(1, tries + 1):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if attempt == tries:
                raise
            time.sleep(0.05)
