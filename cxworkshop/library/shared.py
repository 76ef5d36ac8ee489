"""The library in a store that several people share: the store answers, and this laptop goes on with what it
has of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cxworkshop.errors import NotReached, NotSaved
from cxworkshop.language import Words, say
from cxworkshop.storage.file import folder as files
from cxworkshop.storage.file.unsent import is_unsent
from cxworkshop.storage.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cxworkshop.editing import OpenSession
    from cxworkshop.editing.sharing import SharedSession
    from cxworkshop.model.session import Session
    from cxworkshop.storage.figures import Figures
    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.inside import Contents
    from cxworkshop.storage.file.session_file import SessionFile
    from cxworkshop.storage.shared import SharedStore

SHORTEST = 3
"""Letters of the shortest word that a store looks for inside; shorter ones would be in everything."""


def store_at(address: str) -> SharedStore:
    """The store at an address. Raises WrongUse where that is none."""
    from cxworkshop.storage.postgres.store import PostgresStore

    return PostgresStore(address)


class SharedLibrary:
    is_shared = True

    def __init__(self, store: SharedStore) -> None:
        self.store = store

    @property
    def name(self) -> str:
        return self.store.name

    @property
    def folder(self) -> Path:
        return self.store.folder

    def at_hand(self, most: int = 0, *, archived: bool = False) -> list[Summary]:
        """All that was opened of it on this laptop, which is never much."""
        return [] if archived else self._marked(files.summaries(self.folder))

    def names_at_hand(self) -> list[str]:
        return [path.stem for path in files.paths(self.folder)]

    def summaries(self, *, archived: bool = False, whole: bool = False) -> list[Summary]:
        """Where something of a workshop is not in the store yet, it is listed wherever it is by now."""
        listed = self.store.summaries(archived=archived, whole=whole)
        paths = {summary.path for summary in listed}
        rest = [] if archived else [one for one in self.at_hand() if one.is_unsent and one.path not in paths]
        return [*self._marked(listed), *rest]

    def _marked(self, summaries: Iterable[Summary]) -> list[Summary]:
        """Each known by its name, as the store knows it, whatever its file here has in common with others."""
        from cxworkshop.storage.file.unsent import unsent

        waiting = unsent(self.folder)
        return [
            one._replace(session=one.slug, lineage=(), is_unsent=one.slug in waiting) for one in summaries
        ]

    def figures(self, on: date) -> Figures:
        return self.store.figures(on)

    def find(self, words: str) -> dict[Path, Contents]:
        from cxworkshop.storage.file.inside import contents_of  # only a search pays for the record

        if not any(len(word) >= SHORTEST for word in words.split()):
            return {}
        rows = self.store.find(words)
        return {self._path(slug): found for slug in rows if (found := contents_of(rows[slug])).rows}

    def resolve(self, session: str) -> Path:
        if (named := files.file_named(session)) is not None:
            return named
        known = self.names_at_hand()
        if session not in known:
            try:
                known = [summary.slug for summary in self.store.summaries()]
            except NotReached:
                if session not in known and not any(name.startswith(session) for name in known):
                    raise
        return self._path(files.name_meant(session, known, self.name))

    def _path(self, slug: str) -> Path:
        return self.folder / f"{slug}.json"

    def _is_ours(self, path: Path) -> bool:
        return path.parent == self.folder

    def read(self, path: Path) -> SessionFile:
        from cxworkshop.storage.file.session_file import SessionFile

        why, newest = self._fetch(path) if self._is_ours(path) else ("", None)
        file = SessionFile.read(path)
        if newest is not None and not is_unsent(path):
            file.session = newest
        file.notice = file.notice or why
        return file

    def _fetch(self, path: Path) -> tuple[Words, Session | None]:
        """Has the newest of a workshop in its file here; why that is not so, empty when it is. Where a window
        here has it open, the newest is no more than told: that window may have stopped."""
        opened, newest = self._opened(path), None
        try:
            opened.close()
            if opened.exchange is None:
                with closing(self.store.open(path.stem)) as held:
                    newest = held.session
            why = opened.reach.why if opened.reach.since is not None else ""
        except NotReached as error:
            if opened.exchange is not None:
                return error.words, None
            why = error.why
        except NotSaved as error:
            return error.words, None
        return say("{name} as this laptop has it: {why}.", name=path.stem, why=why) if why else "", newest

    def open(self, path: Path) -> OpenSession:
        from cxworkshop.editing import open_session

        return self._opened(path) if self._is_ours(path) else open_session(path)

    @contextmanager
    def changing(self, path: Path) -> Iterator[OpenSession]:
        """Where a window here has it open, through a file apart from its own, as from another laptop."""
        from cxworkshop.editing.sharing import SharedSession, open_shared

        with closing(self.open(path)) as opened:
            if not isinstance(opened, SharedSession) or opened.exchange is not None:
                yield opened
                return
        with TemporaryDirectory(prefix=".", dir=self.folder) as folder:
            try:
                apart = open_shared(self.store, path.stem, Path(folder))
            except NotReached as error:
                raise NotReached(
                    say(
                        "{name} is open in another window here, and the store is not reached: {why}. Change "
                        "it in that window, or close it there first.",
                        name=path.stem,
                        why=error.why,
                    ),
                    error.why,
                ) from None
            with closing(apart):
                yield apart

    def _opened(self, path: Path) -> SharedSession:
        from cxworkshop.editing.sharing import open_shared

        return open_shared(self.store, path.stem)

    def check_new(self) -> None:
        self.store.check_new()

    def create(self, name: str, session: Session) -> Path:
        return self._path(self.store.create(name, session))

    def said(self, path: Path) -> str:
        return path.stem if self._is_ours(path) else str(path.absolute())

    def archive(self, path: Path) -> Path:
        self.store.archive(path.stem)
        return path

    def unarchive(self, path: Path, to: Path) -> Path:
        self.store.archive(path.stem, archived=False)
        return path

    def duplicate(self, path: Path, name: str) -> Path:
        return self.create(files.slug(name), self.read(path).session)

    def restore(self, path: Path, copy: Copy | None = None) -> tuple[Path, Words]:
        from cxworkshop.storage.file.restoring import copy_meant
        from cxworkshop.storage.file.session_file import SessionFile

        copy = copy_meant(path, copy)
        return self.create(path.stem, SessionFile.read(copy.path).session), copy.when

    def copies(self, path: Path) -> Sequence[Copy]:
        from cxworkshop.storage.file.restoring import copies_of

        return copies_of(path)
