"""The facilitator's private notes, on top of the workshop: opened and closed by one key, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from cxworkshop.language import _, say
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import ChangeSource
from cxworkshop.screens.findable import Findable, Named
from cxworkshop.screens.modes import NOTES as MODES_OF_NOTES
from cxworkshop.screens.record import RecordOwner, RecordScreen
from cxworkshop.sheets.finding import Said, said_in
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.notes import NOTES
from cxworkshop.sheets.plan import SheetPlan


class NotesScreen(RecordScreen):
    """A list in place of the form of a record."""

    MODES: ClassVar = MODES_OF_NOTES

    def __init__(self, owner: RecordOwner, source: ChangeSource) -> None:
        super().__init__(owner, source, [], _(NOTES.title))

    @property
    def plan(self) -> SheetPlan:
        return NOTES

    @property
    def is_gone(self) -> bool:
        return False

    def open_record(self, places: list[Place], title: str) -> None:
        """Says that the list shows all there is."""
        self.tell(say("A note has no more than this."))

    @property
    def session(self) -> Session:
        return self.reading.session

    @property
    def findable(self) -> Findable:
        """The notes alone, which nothing else finds."""
        return self

    def texts(self) -> list[Said]:
        return [*said_in(self.session, "", NOTES, set())]

    def named(self) -> list[Named]:
        return []

    def go_to_said(self, said: Said) -> None:
        if not self.sheet.go_to_place(said.place):
            self.sheet.set_view(View())  # a filter hides it
            self.sheet.go_to_place(said.place)

    async def leave_for(self, go: Callable[[], None]) -> None:
        go()

    async def do_notes(self) -> None:
        """Closes the notes."""
        await self.do_back()
