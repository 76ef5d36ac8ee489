"""What a verb was asked for: which folder, which session, which day; and the words it answers with."""

from __future__ import annotations

from argparse import Namespace as Asked
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cxworkshop import language
from cxworkshop.errors import NotUnderstood, Unreadable
from cxworkshop.language import say
from cxworkshop.settings import settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.storage.file.session_file import SessionFile

_Read = TypeVar("_Read")
DONE, NO, WRONG, NOT_WRITTEN = 0, 1, 2, 3
"""What the program ends with: done, the answer is no, wrong use or unreadable input, something could not be
written."""


def folder_of(asked: Asked) -> Path:
    from pathlib import Path

    from cxworkshop.storage.file.folder import default_folder

    if asked.sessions:
        return Path(asked.sessions).expanduser().absolute()
    return default_folder(settings().folder)


def path_of(asked: Asked, name: str | None = None) -> Path:
    from cxworkshop.storage.file.folder import resolve

    return resolve(name or asked.named, folder_of(asked))


def path_once(asked: Asked, name: str) -> Path:
    """The path of a session, also of one that is gone and has copies."""
    from pathlib import Path

    from cxworkshop.storage.file.copies import copies

    gone = Path(name) if name.endswith(".json") else folder_of(asked) / f"{name}.json"
    return gone.absolute() if not gone.exists() and copies(gone) else path_of(asked, name)


def check_header(path: Path) -> None:
    """Raises Unreadable for what is no session by its first line; the rest of a file is read when its screen
    is there."""
    from cxworkshop.storage.file.header import read_header

    by_name(path, read_header)


def read(path: Path) -> SessionFile:
    from cxworkshop.storage.file.session_file import SessionFile

    return by_name(path, SessionFile.read)


def by_name(path: Path, read: Callable[[Path], _Read]) -> _Read:
    """What `read` makes of a file; what is wrong with it is said with the file's name."""
    try:
        return read(path)
    except Unreadable as error:
        raise Unreadable(say("{file}: {why}", file=path.name, why=error.words)) from None


def day_of(asked: Asked) -> date:
    from datetime import datetime

    from cxworkshop.model.dates import read_day

    today = datetime.now().astimezone().date()
    if not asked.on:
        return today
    day = read_day(asked.on, today, language.language())
    if day is None:
        raise NotUnderstood(say("{value} is not a date, such as 2026-11-30 or +30d.", value=asked.on))
    return day


def plain(text: object) -> str:
    """Text as it may stand in a terminal: what people wrote into a file does nothing there."""
    from cxworkshop.sheets.text import display

    return display(text)
