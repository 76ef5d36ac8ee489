"""The commands of the library that make or move files: archive, undo, bring back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from cxworkshop.commands import keyed
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.storage.file.copies import duplicate
from cxworkshop.storage.file.folder import Summary, archive, free_path, unarchive
from cxworkshop.widgets.entry import Entry


class Library(Protocol):
    """What the commands use of the screen."""

    entry: Entry

    @property
    def selected(self) -> Summary | None: ...

    def include(self, path: Path) -> None: ...

    def drop(self, path: Path) -> None: ...

    def tell(self, words: Words) -> None: ...


class LibraryFiles:
    """Files of the library, as its commands change them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.archived: list[tuple[Path, Path]] = []
        """The new and the old path of each archived file, the last one last."""

    async def do_archive(self) -> None:
        """Moves the file into the archive; undo brings it back."""
        library, selected = self.library, self.library.selected
        if selected is None:
            return
        try:
            self.archived.append((await asyncio.to_thread(archive, selected.path), selected.path))
        except CxError as error:
            library.tell(error.words)
            return
        library.drop(selected.path)
        name = selected.organisation or selected.title or selected.path.name
        library.tell(keyed("Archived: {name}. {undo} brings it back.", name=name))

    async def do_undo(self) -> None:
        """Brings back the file archived last."""
        try:
            path = await asyncio.to_thread(unarchive, *self.archived[-1])
        except CxError as error:
            self.library.tell(error.words)
            return
        self.archived.pop()
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
