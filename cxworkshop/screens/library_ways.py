"""The commands of the library that show something of the workshop under the cursor without opening it to be
changed, and the one that leads to its next round."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from cxworkshop.errors import CxError
from cxworkshop.language import say, use_sector
from cxworkshop.model.place import Place
from cxworkshop.screens.asking import answer_of
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_files import LibraryList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cxworkshop.method.coming import Due
    from cxworkshop.screens.workshop import WorkshopScreen
    from cxworkshop.storage.file.inside import Inside
    from cxworkshop.storage.file.session_file import SessionFile
    from cxworkshop.storage.summary import Summary

CHECKS = ("check_30", "check_90")
"""What is due and seen to on the screen of check-ins."""


class LibraryWays:
    """Opens screens on top of the library."""

    def __init__(self, library: LibraryList, screen: KeyScreen) -> None:
        self.library, self.screen = library, screen

    async def _read(self) -> SessionFile | None:
        """The workshop under the cursor, read only, so without a lock; None when it cannot be read, which is
        said."""
        if self.library.selected is None:
            return None
        try:
            return await answer_of(partial(self.library.cx.library.read, self.library.selected.path))
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

    async def do_beside(self) -> None:
        """The figures of the workshop under the cursor beside those of the other organisations."""
        from cxworkshop.method.beside import NEEDED
        from cxworkshop.screens.beside import BesideScreen
        from cxworkshop.storage.file.beside import teams_in

        library, selected = self.library, self.library.selected
        if selected is None:
            return
        troubles: list[CxError] = []
        teams = await asyncio.to_thread(
            teams_in, await self._whole(), selected.path, library.cx.today(), troubles.append
        )
        if len(teams) < NEEDED:
            library.tell(
                say(
                    "You beside the others takes {needed} organisations; the folder has {n}.",
                    needed=NEEDED,
                    n=len(teams),
                )
            )
            return
        await self.screen.app.push_screen(BesideScreen(teams))
        if troubles:
            library.cx.note(troubles[0].words)

    async def do_next_round(self) -> None:
        """Opens the workshop, with what its next round begins with on top."""
        selected = self.library.selected
        if selected is None:
            return
        if (workshop := await self._open(selected.path)) is not None:
            await workshop.run("next_round")

    async def _open(self, path: Path) -> WorkshopScreen | None:
        """Opens a workshop; None when it cannot be opened, which is said."""
        from cxworkshop.screens.workshop import WorkshopScreen

        try:
            await self.library.cx.open_workshop(path)
        except CxError as error:
            self.library.tell(error.words)
            return None
        return next(s for s in reversed(self.screen.app.screen_stack) if isinstance(s, WorkshopScreen))

    async def open_at(self, summary: Summary, hits: Sequence[Inside]) -> None:
        """Opens a workshop, at the first of some hits that is a row of its open round."""
        workshop = await self._open(summary.path)
        if workshop is None:
            return
        rows = ((hit, row) for hit in hits for row in workshop.session.records(hit.table))
        rows = ((hit, row) for hit, row in rows if row.name_shown == hit.text)
        places = (Place(hit.table, row.id, row.table.names) for hit, row in rows)
        next((place for place in places if workshop.jump(place)), None)

    async def _whole(self) -> list[Summary]:
        """What is listed, with what falls due and the figures of each; out of reach, what is here."""
        library = self.library.cx.library
        if not library.is_shared:
            return self.library.summaries
        try:
            return await answer_of(
                partial(library.summaries, archived=self.library.shows_archive, whole=True)
            )
        except CxError as error:
            self.library.cx.note(error.words)
            return await asyncio.to_thread(library.at_hand, 0)

    # -- what is due -----------------------------------------------------------------------------------------
    async def do_due(self) -> None:
        """What is due in all workshops of the folder."""
        from cxworkshop.screens.due import DueScreen
        from cxworkshop.storage.file.due import due_in

        library = self.library
        troubles: list[CxError] = []
        today = library.cx.today()
        due = await asyncio.to_thread(due_in, await self._whole(), today, troubles.append)
        await self.screen.app.push_screen(DueScreen(due, today, self._see_to))
        if troubles:
            library.cx.note(troubles[0].words)

    async def _see_to(self, due: Due) -> None:
        """Opens the workshop at the place of something that is due there."""
        from cxworkshop.method.due import place_of

        path = next(summary.path for summary in self.library.summaries if summary.slug == due.slug)
        if (workshop := await self._open(path)) is None:
            return
        if due.what.kind in CHECKS:
            await workshop.run("hold_check_in")
        else:
            workshop.jump(place_of(workshop.session, due.what))
