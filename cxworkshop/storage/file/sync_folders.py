"""The folders in which sync services keep older versions of the files beside them; `names` looks for versions
of a session there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

NAMES = frozenset({
    ".stversions", ".dropbox.cache", ".sync", ".owncloud", ".nextcloud", ".SynologyWorkingDirectory",
    "@eaDir", "#recycle", "_gsdata_", ".versions", ".trash", ".Trash", ".Trashes", ".recycle",
})  # fmt: skip
"""Syncthing, Dropbox, Resilio, ownCloud, Nextcloud, Synology, GoodSync, and bins."""
DEEPEST, MOST = 4, 400
"""Levels of folders, and folders, that are looked into."""


def version_folders(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folders of versions in a folder with all in them, and those that could not be looked into, because
    they may not be read or are too many. Links are not followed."""
    reached: list[Path] = []
    unreached: list[Path] = []
    for name in sorted(NAMES & {path.name for path in _folders(folder, [])}):
        _walk(folder / name, 1, reached, unreached)
    return reached, unreached


def _walk(folder: Path, depth: int, reached: list[Path], unreached: list[Path]) -> None:
    if depth > DEEPEST or len(reached) >= MOST:
        unreached.append(folder)
        return
    before = len(unreached)
    inner = sorted(_folders(folder, unreached))
    if len(unreached) == before:
        reached.append(folder)
    for path in inner:
        _walk(path, depth + 1, reached, unreached)


def _folders(folder: Path, unreached: list[Path]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield folder / entry.name
    except OSError:
        unreached.append(folder)
