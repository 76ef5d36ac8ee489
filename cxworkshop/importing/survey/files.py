"""The files that can be read as survey answers: a path as people type it or drop it into a terminal, and
what begins so."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from cxworkshop.storage.file.folder import path_from

FORMS = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".parquet", ".jsonl", ".ndjson", ".json"}
)
"""How names of such files end."""
LISTED = 200
"""Names that are listed at most."""


class FileName(NamedTuple):
    """A file or folder that a typed text may become."""

    text: str
    """The whole line, as it would have been typed."""
    name: str
    is_folder: bool
    size: int = 0
    """In bytes."""
    changed_on: date | None = None


def typed_path(text: str) -> Path:
    """The path of a line: in quotes, with ~, with escaped blanks, or as an address, as terminals drop it."""
    text = text.strip()
    if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
        text = text[1:-1]
    elif text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    elif os.sep == "/" and not os.path.lexists(path_from(text)):
        text = re.sub(r"\\(.)", r"\1", text)
    return path_from(text)


def is_whole_path(text: str) -> bool:
    """Whether a text is the path of something that is there, from its root: what terminals drop."""
    bare = text.strip().lstrip("'\"")
    is_rooted = bare.startswith(("~", "file://")) or Path(bare).is_absolute()
    return is_rooted and os.path.lexists(typed_path(text))


def beginning_so(text: str) -> tuple[FileName, ...]:
    """The folders, then the files of survey answers, whose path begins with a typed text; by name."""
    typed = text.lstrip().lstrip("'\"")
    cut = max(typed.rfind(separator) for separator in (os.sep, os.altsep or os.sep)) + 1
    folder, begin = typed[:cut], typed[cut:].casefold()
    names: list[FileName] = []
    with suppress(OSError), os.scandir(typed_path(folder) if folder else Path()) as entries:
        for entry in entries:
            is_hidden = entry.name.startswith(".") and not begin.startswith(".")
            if entry.name.casefold().startswith(begin) and not is_hidden:
                names += _named(folder, entry)
    return tuple(sorted(names, key=lambda one: (not one.is_folder, one.name.casefold()))[:LISTED])


def _named(folder: str, entry: os.DirEntry[str]) -> list[FileName]:
    with suppress(OSError):
        if entry.is_dir():
            return [FileName(f"{folder}{entry.name}{os.sep}", entry.name + os.sep, True)]
        if Path(entry.name).suffix.lower() in FORMS and entry.is_file():
            about = entry.stat()
            day = datetime.fromtimestamp(about.st_mtime).astimezone().date()
            return [FileName(f"{folder}{entry.name}", entry.name, False, about.st_size, day)]
    return []


def completed(text: str, names: tuple[FileName, ...]) -> str:
    """The text as far as all these names go on alike."""
    alike = os.path.commonprefix([one.text for one in names])  # noqa: RUF071 – letters, not folders
    return alike if len(alike) > len(text) else text
