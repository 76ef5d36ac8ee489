"""The commands of the library that make or move files: archive, undo, bring back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from cxworkshop.commands import keyed
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.screens.program import Program
from cxworkshop.storage.file.copies import duplicate
from cxworkshop.storage.file.folder import archive, free_path, unarchive
from cxworkshop.storage.summary import Summary
from cxworkshop.widgets.entry import Entry


class Library(Protocol):
    """What the commands use of the screen."""

    entry: Entry
    shows_archive: bool
    summaries: list[Summary]

    @property
    def cx(self) -> Program: ...

    @property
    def selected(self) -> Summary | None: ...

    def include(self, path: Path) -> None: ...

    def drop(self, path: Path) -> None: ...

    async def do_archived(self) -> None:
        """Shows the archive, or the library again."""

    def tell(self, words: Words) -> None: ...


class LibraryFiles:
    """Files of the library, as its commands change them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.archived: list[tuple[Path, Path]] = []
        """The new and the old path of each archived file, the last one last."""

    async def do_archive(self) -> None:
        """Moves the file into the archive, where undo brings it back from; one of the archive back."""
        library, selected = self.library, self.library.selected
        if selected is None:
            return
        try:
            if library.shows_archive:
                there = library.cx.folder / selected.path.name
                path = await asyncio.to_thread(unarchive, selected.path, there)
                self.archived = [moved for moved in self.archived if moved[0] != selected.path]
                words = say("Back in the library: {name}", name=path.name)
            else:
                self.archived.append((await asyncio.to_thread(archive, selected.path), selected.path))
                name = selected.organisation or selected.title or selected.path.name
                words = keyed(
                    "Archived: {name}. {undo} brings it back; {archived} shows the archive.", name=name
                )
        except CxError as error:
            library.tell(error.words)
            return
        library.drop(selected.path)
        library.tell(words)

    async def do_undo(self) -> None:
        """Brings back the file archived last."""
        try:
            path = await asyncio.to_thread(unarchive, *self.archived[-1])
        except CxError as error:
            self.library.tell(error.words)
            return
        self.archived.pop()
        if self.library.shows_archive:
            await self.library.do_archived()
        if path not in (summary.path for summary in self.library.summaries):
            self.library.include(path)
        self.library.tell(say("Back in the library: {name}", name=path.name))

    def do_duplicate(self) -> None:
        """Asks for a name and copies the workshop under the cursor under it."""
        library, selected = self.library, self.library.selected
        if selected is None:
            return

        def keep(name: str) -> Words | None:
            try:
                path = duplicate(selected.path, name)
            except CxError as error:
                return error.words
            library.include(path)
            library.tell(keyed("Copied as {name}. {open} opens it.", name=path.name))
            return None

        suggested = free_path(selected.path.parent, selected.path.stem).stem
        library.entry.ask(say("Name of the copy"), keep, text=suggested)

    async def do_restore(self) -> None:
        """Restores the newest older copy of the file under the cursor beside it."""
        selected = self.library.selected
        if selected is None:
            return
        from cxworkshop.storage.file.restoring import restore

        try:
            path, at = await asyncio.to_thread(restore, selected.path)
        except CxError as error:
            self.library.tell(error.words)
            return
        self.library.include(path)
        self.library.tell(say("Brought back as it was saved {when}: {name}", when=at, name=path.name))
