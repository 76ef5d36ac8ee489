"""The library in a folder of files, which are there whenever they are asked for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.errors import Unreadable
from cxworkshop.language import Words, say
from cxworkshop.storage.file import folder as files
from cxworkshop.storage.outside import is_link
from cxworkshop.storage.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from cxworkshop.editing import OpenSession
    from cxworkshop.model.session import Session
    from cxworkshop.storage.figures import Figures
    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.session_file import SessionFile


class FolderLibrary:
    is_shared = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        return str(self.folder)

    def at_hand(self, most: int, *, archived: bool = False) -> list[Summary]:
        """The files that were written last."""
        paths = files.paths_last_written_first(self._folder(archived))
        return [files.summary(path) for path in paths[:most]]

    def names_at_hand(self) -> list[str]:
        return [path.stem for path in files.paths(self.folder)]

    def summaries(self, *, archived: bool = False, whole: bool = False) -> list[Summary]:
        return files.summaries(self._folder(archived))

    def _folder(self, archived: bool) -> Path:
        folder = self.folder / files.ARCHIVE if archived else self.folder
        if archived and is_link(folder):
            raise Unreadable(say("{folder} is a link; nothing is written through it.", folder=folder.name))
        return folder

    def figures(self, on: date) -> Figures:
        from cxworkshop.storage.figures import figures
        from cxworkshop.storage.file.versions import with_originals

        return figures(with_originals(self.summaries()), on)

    def find(self, words: str) -> None:
        """The files are looked into while somebody types."""

    def resolve(self, session: str) -> Path:
        return files.resolve(session, self.folder)

    def read(self, path: Path) -> SessionFile:
        from cxworkshop.storage.file.session_file import SessionFile

        return SessionFile.read(path)

    def open(self, path: Path) -> OpenSession:
        from cxworkshop.editing import open_session

        return open_session(path)

    def changing(self, path: Path) -> AbstractContextManager[OpenSession]:
        return closing(self.open(path))

    def check_new(self) -> None:
        """The form is filled in also for a folder that is to come."""

    def create(self, name: str, session: Session) -> Path:
        from cxworkshop.editing import create

        opened = create(files.free_path(self.folder, name), session)
        opened.close()
        return opened.path

    def said(self, path: Path) -> str:
        return str(path.absolute())

    def archive(self, path: Path) -> Path:
        return files.archive(path)

    def unarchive(self, path: Path, to: Path) -> Path:
        return files.unarchive(path, to)

    def duplicate(self, path: Path, name: str) -> Path:
        from cxworkshop.storage.file.copies import duplicate

        return duplicate(path, name)

    def restore(self, path: Path, copy: Copy | None = None) -> tuple[Path, Words]:
        from cxworkshop.storage.file.restoring import restore

        return restore(path, copy)

    def copies(self, path: Path) -> Sequence[Copy]:
        from cxworkshop.storage.file.restoring import copies_of

        return copies_of(path)
