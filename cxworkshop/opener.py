"""Opens a file or folder with the program that the system has for it; for screens. Nothing waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cxworkshop.language import Words, say

_PATIENCE = 1.5
"""Seconds in which an opener that fails has failed."""


def open_outside(path: Path) -> Words:
    """Opens a file or a folder; why that could not be, empty when it is open. Takes up to two seconds, so it
    is called in a thread."""
    if not path.exists():
        return say("{file} is gone.", file=path.name)
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606
        except OSError:  # no program is set for such files, or somebody has said no
            return _refused(path)
        return ""
    if (command := _command()) is None:
        return say("There is no desktop here. It is {file} in {folder}", file=path.name, folder=path.parent)
    try:
        opened = subprocess.Popen(  # noqa: S603
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it keeps off our terminal, and lives on after us
        )
    except OSError:
        return _refused(path)
    try:
        is_open = opened.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:  # the program itself, which stays open
        is_open = True
    return "" if is_open else _refused(path)


def _refused(path: Path) -> Words:
    return say("The system does not open it. It is {file} in {folder}", file=path.name, folder=path.parent)


def _command() -> list[str] | None:
    """What opens a file here; None where nobody would see it."""
    if sys.platform == "darwin":
        return ["open"]
    names = ["termux-open", "wslview"]
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        names.append("xdg-open")
    return next(([found] for name in names if (found := shutil.which(name))), None)
