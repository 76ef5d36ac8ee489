"""Replaces a file whole or not at all; every session and document is written through this module."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_TRIES = 20


def replace_file(path: Path, data: bytes, guard: Callable[[], None] = lambda: None) -> None:
    """Replaces the file at `path` by `data`, readable by the user alone; on the disk when this returns.

    `guard` is called last and raises to keep the old file. Whatever is raised, the old file is untouched;
    only when the fsync of the folder fails may the new one have taken its place.
    """
    with tempfile.NamedTemporaryFile(
        "wb", prefix=f".{path.name}.", suffix=".tmp", dir=path.parent, delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            _to_disk(file.fileno())
            file.close()  # before it is moved: Windows moves no open file
            guard()
            _replace(temporary, path)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Flushes a folder, so that the names of its files are on the disk when this returns (POSIX only)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(path: Path) -> None:
    """Removes the temporary files that killed writers of `path` left beside it. The caller holds its lock."""
    with contextlib.suppress(OSError):
        for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
            leftover.unlink(missing_ok=True)


def _to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":  # fsync stops at the drive's cache there
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _replace(temporary: Path, path: Path) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            temporary.replace(path)
            return
        except (
            PermissionError
        ):  # on Windows a virus scanner or a sync client holds the file open for a moment
            if os.name != "nt" or attempt == _TRIES:
                raise
            time.sleep(0.05)
