"""What the arguments of a verb stand for: folder, session file, day; and the exit codes. Used by all
verbs."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

from cxworkshop import language
from cxworkshop.errors import NewerVersion, NotUnderstood, Unreadable, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.settings import settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.storage.file.session_file import SessionFile

_Result = TypeVar("_Result")
DONE, NO, WRONG, NOT_WRITTEN = 0, 1, 2, 3
"""Exit codes: done, the answer is no, wrong use or unreadable input, something could not be written."""


def folder_of(arguments: Namespace) -> Path:
    from cxworkshop.storage.file.folder import default_folder, path_from

    if arguments.sessions:
        return path_from(arguments.sessions).absolute()
    return default_folder(settings().folder)


def path_of(arguments: Namespace, name: str | None = None) -> Path:
    from cxworkshop.storage.file.folder import resolve

    return resolve(name or arguments.named, folder_of(arguments))


def path_with_copies(arguments: Namespace, name: str) -> Path:
    """The path of a session file, also of a removed one that has copies."""
    from pathlib import Path

    from cxworkshop.storage.file.copies import copies_offered

    path = Path(name) if name.endswith(".json") else folder_of(arguments) / f"{name}.json"
    return path.absolute() if not os.path.lexists(path) and copies_offered(path) else path_of(arguments, name)


def check_header(path: Path) -> None:
    """Reads the first line of a file only. Raises Unreadable when that is not the header of a session."""
    from cxworkshop.storage.file.header import read_header

    _with_file_name(path, read_header)


def read(path: Path) -> SessionFile:
    from cxworkshop.storage.file.session_file import SessionFile

    return _with_file_name(path, SessionFile.read)


def _with_file_name(path: Path, read: Callable[[Path], _Result]) -> _Result:
    """What `read` returns for a file. Raises Unreadable with the name of the file in its words."""
    try:
        return read(path)
    except Unreadable as error:
        words = error.words if isinstance(error, NewerVersion) else with_copies(path, error.words)
        raise Unreadable(say("{file}: {why}", file=path.name, why=words)) from None


def with_copies(path: Path, why: Words) -> Words:
    """Why a file cannot be read, and how its older copies are brought back, if there are any."""
    from cxworkshop.storage.file.copies import copies_offered
    from cxworkshop.storage.file.folder import default_folder

    if not (n := len(copies_offered(path))):
        return why
    is_found_by_name = path.parent == default_folder(settings().folder)
    return say(
        "{why} Its older copies ({n}): cxworkshop restore {name} lists them; with a number it brings one "
        "back.",
        why=why,
        n=n,
        name=shlex.quote(path.stem if is_found_by_name else str(path)),
    )


def unknown_word(fault: Words, word: str, known: Iterable[str]) -> Words:
    """The fault, with the nearest known word, else with all of them."""
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    known = tuple(known)
    if near := nearest(word, known):
        return say("{what} Did you mean {near}?", what=fault, near=near)
    return say("{what} There is: {words}.", what=fault, words=", ".join(known))


def document_of(arguments: Namespace, known: Collection[str]) -> str:
    """The name of the document that is asked for; empty when none is. Raises WrongUse."""
    name: str = arguments.document or ""
    if name and name not in known:
        fault = say("{flag} cannot be {word}.", flag="--document", word=name)
        raise WrongUse(unknown_word(fault, name, known))
    return name


def today_here() -> date:
    from datetime import datetime

    return datetime.now().astimezone().date()


def day_of(arguments: Namespace) -> date:
    from cxworkshop.model.date_kinds import YEARS
    from cxworkshop.model.dates import read_day

    today = today_here()
    if not arguments.on:
        return today
    day = read_day(arguments.on, today, language.language())
    if day is None or day.year not in YEARS:
        raise NotUnderstood(say("{value} is not a date, such as 2026-11-30 or +30d.", value=arguments.on))
    return day
