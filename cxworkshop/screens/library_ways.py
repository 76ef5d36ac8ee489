"""The commands of the library that show something of the workshop under the cursor without opening it to be
changed, and the one that leads to its next round."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cxworkshop.errors import CxError
from cxworkshop.language import say, use_sector
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_files import Library

if TYPE_CHECKING:
    from cxworkshop.storage.file.session_file import SessionFile


class LibraryWays:
    """Opens screens on top of the library."""

    def __init__(self, library: Library, screen: KeyScreen) -> None:
        self.library, self.screen = library, screen

    async def _read(self) -> SessionFile | None:
        """The workshop under the cursor, read only, so without a lock; None when it cannot be read, which is
        said."""
        from cxworkshop.storage.file.session_file import SessionFile

        if self.library.selected is None:
            return None
        try:
            return await asyncio.to_thread(SessionFile.read, self.library.selected.path)
        except CxError as error:
            self.library.tell(error.words)
            return None

    async def do_documents(self) -> None:
        """The documents of the workshop under the cursor."""
        if (file := await self._read()) is not None:
            from cxworkshop.screens.documents import DocumentsScreen

            await self.screen.app.push_screen(DocumentsScreen(file))

    async def do_compare(self) -> None:
        """The last two rounds of the workshop under the cursor beside each other."""
        if (file := await self._read()) is None:
            return
        if len(file.session.rounds) < 2:
            self.library.tell(say("There is one round only; nothing is there to compare it with yet."))
            return
        from cxworkshop.screens.comparing import CompareScreen

        use_sector(file.session.organisation.sector)
        await self.screen.app.push_screen(CompareScreen(file.session, self.library.cx.today()))

    async def do_next_round(self) -> None:
        """Opens the workshop, with what its next round begins with on top."""
        selected = self.library.selected
        if selected is None:
            return
        try:
            await self.library.cx.open_workshop(selected.path)
        except CxError as error:
            self.library.tell(error.words)
            return
        workshop = self.screen.app.screen
        if isinstance(workshop, KeyScreen):
            await workshop.run("next_round")
