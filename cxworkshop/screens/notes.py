"""Lists on top of whatever is shown, each opened and closed by one key: the facilitator's private notes, and
nowhere else; the parking lot."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from cxworkshop.language import _, say
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import ChangeSource
from cxworkshop.screens.findable import Findable, Named
from cxworkshop.screens.modes import NOTES as MODES_OF_NOTES
from cxworkshop.screens.modes import PARKED
from cxworkshop.screens.record import RecordOwner, RecordScreen
from cxworkshop.sheets.finding import Said, said_in
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.notes import NOTES
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps.redefine import PARKING


class ListScreen(RecordScreen):
    """A list in place of the form of a record."""

    LIST: ClassVar[SheetPlan]

    def __init__(self, owner: RecordOwner, source: ChangeSource) -> None:
        super().__init__(owner, source, [], _(self.LIST.title))

    @property
    def plan(self) -> SheetPlan:
        return self.LIST

    @property
    def is_gone(self) -> bool:
        return False

    def open_record(self, places: list[Place], title: str) -> None:
        """Says that the list shows all there is."""
        self.tell(say("There is no more of this than here."))


class ParkedScreen(ListScreen):
    """What is parked."""

    MODES: ClassVar = PARKED
    LIST = PARKING

    async def do_parked(self) -> None:
        """Closes the parking lot."""
        await self.do_back()


class NotesScreen(ListScreen):
    """The private notes."""

    MODES: ClassVar = MODES_OF_NOTES
    LIST = NOTES

    def __init__(self, owner: RecordOwner, source: ChangeSource, *, is_shared: bool) -> None:
        super().__init__(owner, source)
        if is_shared:
            self.heading = str(say("{title} · on this laptop only", title=self.heading))

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
