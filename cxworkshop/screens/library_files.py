"""The commands of the library that make or move workshops: archive, undo, bring back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from cxworkshop.commands import keyed
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.language.harmless import display
from cxworkshop.screens.asking import PATIENCE, Answer, answer_of
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.program import Program
from cxworkshop.storage.file.folder import free_path
from cxworkshop.storage.mirrors import name_of
from cxworkshop.storage.summary import Summary
from cxworkshop.widgets.entry import Entry


class LibraryList(Protocol):
    """What the commands use of the screen."""

    entry: Entry

    @property
    def cx(self) -> Program: ...

    @property
    def summaries(self) -> list[Summary]: ...

    @property
    def shows_archive(self) -> bool: ...

    @property
    def selected(self) -> Summary | None: ...

    def include(self, path: Path) -> None: ...

    def drop(self, path: Path) -> None: ...

    async def do_archived(self) -> None:
        """Shows the archive, or the library again."""

    def tell(self, words: Words) -> None: ...


class LibraryFiles:
    """Workshops of the library, as its commands change them. Keys wait for files, and never for a store."""

    def __init__(self, library: LibraryList, screen: KeyScreen) -> None:
        self.library, self.screen = library, screen
        self.archived: list[tuple[Path, Path]] = []
        """The new and the old path of each archived workshop, the last one last."""
        self.asked_about: Path | None = None
        """The workshop of which it was said last who is in it."""

    async def _do(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        if self.library.cx.library.is_shared:
            self.screen.run_worker(work(), group="files")
        else:
            await work()

    async def _asked(self, work: Callable[[], Answer]) -> Answer | None:
        """What the library answers; None where it refuses, which is said."""
        try:
            return await answer_of(work, PATIENCE if self.library.cx.library.is_shared else None)
        except CxError as error:
            self.library.tell(error.words)
            return None

    async def do_archive(self) -> None:
        """Moves the workshop into the archive, where undo brings it back from; one of the archive back."""
        if (selected := self.library.selected) is not None:
            await self._do(
                partial(self._take_back if self.library.shows_archive else self._archive, selected)
            )

    async def _archive(self, selected: Summary) -> None:
        library = self.library
        who = await self._asked(partial(library.cx.library.who_is_in, selected.path))
        if who is None or (who and self.asked_about != selected.path):
            self._ask_about(selected, who or ())
            return
        self.asked_about = None
        path = await self._asked(partial(library.cx.library.archive, selected.path))
        if path is not None:
            self.archived.append((path, selected.path))
            name = selected.organisation or selected.title or name_of(selected.path)
            if library.shows_archive:  # a key came before the store had answered
                library.include(path)
            else:
                library.drop(selected.path)
            library.tell(
                keyed("Archived: {name}. {undo} brings it back; {archived} shows the archive.", name=name)
            )

    def _ask_about(self, selected: Summary, who: Sequence[str]) -> None:
        """Says who is in a workshop that is to be archived."""
        if who:
            self.asked_about = selected.path
            self.library.tell(
                keyed(
                    "{who} has it open. {archive} once more archives it for all; whoever is in it is told.",
                    who=", ".join(map(display, who)),
                )
            )

    async def _take_back(self, selected: Summary) -> None:
        library = self.library
        there = library.cx.library.folder / selected.path.name
        path = await self._asked(partial(library.cx.library.unarchive, selected.path, there))
        if path is not None:
            self.archived = [moved for moved in self.archived if moved[0] != selected.path]
            library.drop(selected.path)
            library.tell(say("Back in the library: {name}", name=name_of(path)))

    async def do_undo(self) -> None:
        """Brings back the workshop archived last."""
        await self._do(self._undo)

    async def _undo(self) -> None:
        library = self.library
        path = await self._asked(partial(library.cx.library.unarchive, *self.archived[-1]))
        if path is None:
            return
        self.archived.pop()
        if library.shows_archive:
            await library.do_archived()
        library.include(path)
        library.tell(say("Back in the library: {name}", name=name_of(path)))

    def do_duplicate(self) -> None:
        """Asks for a name and copies the workshop under the cursor under it."""
        library, selected = self.library, self.library.selected
        if selected is None:
            return

        def keep(name: str) -> Words | None:
            copied = partial(library.cx.library.duplicate, selected.path, name)
            if library.cx.library.is_shared:
                self.screen.run_worker(self._duplicate(copied), group="files")
                return None
            try:
                self._tell_copied(copied())
            except CxError as error:
                return error.words
            return None

        suggested = free_path(selected.path.parent, selected.path.stem).stem
        library.entry.ask(say("Name of the copy"), keep, text=suggested)

    async def _duplicate(self, copied: Callable[[], Path]) -> None:
        if (path := await self._asked(copied)) is not None:
            self._tell_copied(path)

    def _tell_copied(self, path: Path) -> None:
        self.library.include(path)
        if self.library.cx.library.is_shared:
            words = keyed(
                "Copied as {name}, without what was answered in an open ballot. {open} opens it.",
                name=path.stem,
            )
        else:
            words = keyed("Copied as {name}. {open} opens it.", name=path.name)
        self.library.tell(words)

    async def do_restore(self) -> None:
        """Restores the newest older copy of the file under the cursor beside it."""
        if (selected := self.library.selected) is not None:
            await self._do(partial(self._restore, selected))

    async def _restore(self, selected: Summary) -> None:
        library = self.library
        restored = await self._asked(partial(library.cx.library.restore, selected.path))
        if restored is not None:
            path, at = restored
            library.include(path)
            library.tell(say("Brought back as it was saved {when}: {name}", when=at, name=name_of(path)))
