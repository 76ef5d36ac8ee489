"""What is to be known of a session file before anybody changes it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cxworkshop.language import Words, say
from cxworkshop.storage.file.copies import copies_folder
from cxworkshop.storage.file.lock import Lock, lock_path
from cxworkshop.storage.outside import is_link, is_write_protected

_MOST_NAMED = 3
"""Files that a sentence names."""


def protection(path: Path) -> Words:
    """Why a file is read-only before anything is known of its contents; "" when it is not."""
    if is_link(path):
        return say(
            "It is a link and is not written through; open {target} itself, or a copy under another name.",
            target=os.path.realpath(path),
        )
    if is_write_protected(path):
        return say("The file is read-only; it may be looked at and not changed.")
    return ""


def names_left(files: Sequence[Path] = (), folder: Path | None = None) -> Words:
    """That names could not be removed: from some files and folders, shown as they lie in a folder."""
    if not files or folder is None:
        return say(
            "Blind answers still have names in another version of this workshop, which is open elsewhere or "
            "cannot be changed; close or remove it, and open this one again."
        )
    named = [os.path.relpath(file, folder) for file in files[:_MOST_NAMED]]
    return say(
        "Blind answers still have names in another version of this workshop, or may have: {files}. It is "
        "open elsewhere, or cannot be read or changed; close or remove it, and open this one again.",
        files=", ".join([*named, *(["…"] if len(files) > _MOST_NAMED else [])]),
    )


def notice(path: Path, lock: Lock | None) -> Words:
    """What is to be known of a file that can be changed; "" when all is well."""
    if lock is None:
        return say(
            "It is open without a lock, because {file} could not be made: see that nobody else changes it "
            "meanwhile.",
            file=lock_path(path).name,
        )
    if is_link(copies_folder(path)):
        return say(
            "{folder} is a link: no older copies are kept or removed there.", folder=copies_folder(path).name
        )
    return ""
