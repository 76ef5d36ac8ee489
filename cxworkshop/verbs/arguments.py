"""What the arguments of a verb stand for: folder, session file, day; and the exit codes. Used by all
verbs."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cxworkshop import language
from cxworkshop.errors import NewerVersion, NotReached, NotSaved, NotUnderstood, Unreadable, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.printing import print_error
from cxworkshop.settings import settings
from cxworkshop.storage.mistyped import looks_like_an_address, no_word

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.editing import OpenSession
    from cxworkshop.library import Library
    from cxworkshop.storage.file.session_file import SessionFile
    from cxworkshop.storage.summary import Summary

_Result = TypeVar("_Result")
DONE, NO, WRONG, NOT_WRITTEN = 0, 1, 2, 3
"""Exit codes: done, the answer is no, wrong use or unreadable input, something could not be written."""


class Named(NamedTuple):
    """A workshop that somebody named: the library that keeps it, and its file on this laptop."""

    library: Library
    path: Path

    def read(self) -> SessionFile:
        """The workshop as it stands. Raises Unreadable with the name of its file in the words."""
        file = _with_file_name(self.path, self.library.read)
        if file.notice and self.library.is_shared:
            print_error(file.notice)
        return file

    @contextmanager
    def opened(self) -> Iterator[OpenSession]:
        """The workshop as it is now. Raises NotSaved when it cannot be changed."""
        with self.library.changing(self.path) as session:
            if session.read_only:
                from cxworkshop.storage.mirrors import name_of

                raise NotSaved(say("{file}: {why}", file=name_of(self.path), why=session.read_only))
            yield session


def library_of(arguments: Namespace) -> Library:
    """Where the workshops are: what a flag names, else the environment or the settings."""
    from cxworkshop.library import library_at

    return library_at(arguments.sessions or "", settings().folder)


def listed_in(library: Library, *, whole: bool = False) -> tuple[list[Summary], int]:
    """The workshops of a library; while a store is out of reach those that this laptop has, with WRONG, and
    that is said."""
    try:
        return library.summaries(whole=whole), DONE
    except NotReached as error:
        print_error(say("{why} What is listed is what this laptop has.", why=error.words))
        return library.at_hand(0), WRONG


def named_in(arguments: Namespace, name: str | None = None) -> Named:
    """The workshop that is named by a path, by a name in the library, or by the address of a store with the
    name behind `#`. Raises WrongUse, Unreadable and NotReached."""
    from cxworkshop.library import library_at, named_at

    text: str = name or arguments.named
    address, inside = named_at(text)
    library = library_at(address) if address else library_of(arguments)
    return Named(library, library.resolve(inside))


def named_with_copies(arguments: Namespace, name: str) -> Named:
    """The workshop that is named, also a removed one that has copies."""
    from pathlib import Path

    from cxworkshop.storage.file.copies import copies_offered

    library = library_of(arguments)
    path = Path(name) if name.endswith(".json") else library.folder / f"{name}.json"
    if not os.path.lexists(path) and copies_offered(path):
        return Named(library, path.absolute())
    return named_in(arguments, name)


def check_header(path: Path) -> None:
    """Reads the first line of a file only. Raises Unreadable when that is not the header of a session."""
    from cxworkshop.storage.file.header import read_header

    _with_file_name(path, read_header)


def _with_file_name(path: Path, read: Callable[[Path], _Result]) -> _Result:
    """What `read` returns for a file. Raises Unreadable with the name of the file in its words."""
    try:
        return read(path)
    except Unreadable as error:
        from cxworkshop.storage.mirrors import name_of  # only a fault pays for it

        words = error.words if isinstance(error, NewerVersion) else with_copies(path, error.words)
        raise Unreadable(say("{file}: {why}", file=name_of(path), why=words)) from None


def with_copies(path: Path, why: Words) -> Words:
    """Why a file cannot be read, and how its older copies are brought back, if there are any."""
    from cxworkshop.storage.file.copies import copies_offered
    from cxworkshop.storage.file.folder import default_folder
    from cxworkshop.storage.mirrors import is_mirror

    if not (n := len(copies_offered(path))):
        return why
    is_found_by_name = is_mirror(path) or path.parent == default_folder(settings().folder)
    return say(
        "{why} Its older copies ({n}): cxworkshop restore {name} lists them; with a number it brings one "
        "back.",
        why=why,
        n=n,
        name=shlex.quote(path.stem if is_found_by_name else str(path)),
    )


def unknown_word(fault: Words, word: str, known: Iterable[str]) -> Words:
    """The fault, with the nearest known word, else with all of them. An address is not repeated."""
    if looks_like_an_address(word):
        return no_word()
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
