"""Where the workshops are that the library shows and the verbs name: a folder of files, or a store that
several people share.

Screens and verbs ask a `Library`, so they are the same for both. A workshop has the path of its file on this
laptop, also where it is kept in a store; then that file is a mirror, which may not be there yet.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, say
from cxworkshop.library.folder import FolderLibrary
from cxworkshop.storage.mistyped import looks_like_an_address, no_path
from cxworkshop.storage.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from cxworkshop.editing import OpenSession
    from cxworkshop.model.session import Session
    from cxworkshop.storage.figures import Figures
    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.inside import Contents
    from cxworkshop.storage.file.session_file import SessionFile

__all__ = ["FolderLibrary", "Library", "is_address", "library_at", "named_at"]


class Library(Protocol):
    """Each method but `at_hand` and `names_at_hand` may take long where `is_shared`, may be called in any
    thread, and raises NotReached there."""

    @property
    def name(self) -> str:
        """Where it is, as people read it."""

    @property
    def folder(self) -> Path:
        """Where the files are on this laptop."""

    @property
    def is_shared(self) -> bool:
        """Whether it is a store that others write as well, and that may be out of reach."""

    def at_hand(self, most: int, *, archived: bool = False) -> list[Summary]:
        """What a first screen can show at once, of a folder that many at most. Raises Unreadable."""

    def names_at_hand(self) -> list[str]:
        """The names of the workshops that are known without asking anybody. Raises Unreadable."""

    def summaries(self, *, archived: bool = False, whole: bool = False) -> list[Summary]:
        """Every workshop, last edited first; with `whole`, surely with what falls due and with the figures
        that are laid beside those of others. Raises Unreadable."""

    def figures(self, on: date) -> Figures:
        """The figures of all workshops together."""

    def find(self, words: str) -> dict[Path, Contents] | None:
        """What is inside the workshops that hold the words; None where the files are to be looked into."""

    def resolve(self, session: str) -> Path:
        """The file of a workshop named by its path, by its name, or by the beginning of only one name. Raises
        WrongUse, with the nearest names."""

    def read(self, path: Path) -> SessionFile:
        """The workshop as it stands, to be read. Raises Unreadable."""

    def open(self, path: Path) -> OpenSession:
        """Opens a workshop to be changed. Raises Unreadable."""

    def changing(self, path: Path) -> AbstractContextManager[OpenSession]:
        """As `open`, for what is changed in one go, and closed after it: in a store also while a window on
        this laptop has it open."""

    def check_new(self) -> None:
        """Raises NotSaved where whoever is here may make no workshop."""

    def create(self, name: str, session: Session) -> Path:
        """Puts a new workshop into it, with a number added where the name is taken. Raises NotSaved."""

    def said(self, path: Path) -> str:
        """What is said of where a workshop is, and taken in its place by the verbs: its path, or its name in
        the store."""

    def archive(self, path: Path) -> Path:
        """Puts a workshop away; its path from then on. Raises NotSaved, or ReadOnly while it is open."""

    def unarchive(self, path: Path, to: Path) -> Path:
        """Brings one back; its path from then on. Raises NotSaved."""

    def duplicate(self, path: Path, name: str) -> Path:
        """Copies a workshop under another name. Raises Unreadable, or NotSaved, also where that is taken."""

    def restore(self, path: Path, copy: Copy | None = None) -> tuple[Path, Words]:
        """Brings an older copy back (default: the newest that can be read) under a new name; its path, and
        when it was saved. Raises Unreadable, NotSaved."""

    def copies(self, path: Path) -> Sequence[Copy]:
        """The older copies of a workshop on this laptop, the newest first. Raises Unreadable."""


def is_address(text: str) -> bool:
    """Whether a text is the address of a store, and no path. Asked at every start. Raises WrongUse for what
    is an address and no library, or looks like one; it is not repeated."""
    if not looks_like_an_address(text):
        return False
    from cxworkshop.storage.host.address import address_of
    from cxworkshop.storage.host.address import is_address as is_address_of_a_laptop
    from cxworkshop.storage.postgres.address import is_address as is_address_of_a_database

    if is_address_of_a_laptop(text):
        raise WrongUse(
            say("Only “open” takes the address of another facilitator's laptop, which has one workshop: "
                "cxworkshop open {address}", address=f"http://{address_of(text)}")
        )  # fmt: skip
    if not is_address_of_a_database(text):
        raise WrongUse(no_path())
    return True


def named_at(session: str) -> tuple[str, str]:
    """The address of a store and the name of a workshop in it, which stands behind `#`; an empty address for
    what is a path or a name. Raises WrongUse for an address without a name."""
    if not is_address(session):
        return "", session
    address, _sign, name = session.partition("#")
    if looks_like_an_address(name):  # a password with # in it
        raise WrongUse(no_path())
    if not name:
        raise WrongUse(say("Which workshop of the store? Its name stands behind its address, after a #."))
    return address, name


def library_at(place: str, setting: str = "") -> Library:
    """The library at a folder or an address that somebody named; else at that of the environment or the
    setting, else the usual folder. Raises WrongUse."""
    from cxworkshop.storage.file.folder import default_folder, path_from

    named = place or os.environ.get("CXWORKSHOP_SESSIONS", "") or setting
    if is_address(named):
        from cxworkshop.library.shared import SharedLibrary, store_at

        return SharedLibrary(store_at(named))
    return FolderLibrary(path_from(place).absolute() if place else default_folder(setting))
