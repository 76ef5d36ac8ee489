"""The facilitator's private notes, on top of the workshop: opened and closed by one key, and nowhere else."""

from __future__ import annotations

from typing import ClassVar

from cxworkshop.language import _, say
from cxworkshop.model.place import Place
from cxworkshop.screens.base import ChangeSource
from cxworkshop.screens.modes import NOTES as MODES_OF_NOTES
from cxworkshop.screens.record import RecordOwner, RecordScreen
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

    async def do_notes(self) -> None:
        """Closes the notes."""
        await self.do_back()
