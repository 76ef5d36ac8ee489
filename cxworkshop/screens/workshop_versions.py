"""Versions with a name: keeping the present state as one, and going back; and the cells in which two versions
met that became one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

from cxworkshop.commands import keyed
from cxworkshop.editing.changes import Change
from cxworkshop.editing.settling import keep_what_stands, take_other
from cxworkshop.editing.versions import go_back
from cxworkshop.errors import CxError, quoted
from cxworkshop.language import Words, say
from cxworkshop.method.settling import aside_shown, asides, asides_at, shown
from cxworkshop.model.place import Place, record_at, value_at
from cxworkshop.model.raw import raw_value
from cxworkshop.model.session import TABLES, Session
from cxworkshop.model.set_aside import SetAside
from cxworkshop.screens.capture import Capture
from cxworkshop.screens.together import Together
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.text import shorten
from cxworkshop.storage.file.copies import LONGEST_NAME, Copy
from cxworkshop.storage.file.session_file import SessionFile

NAME = 30
"""Cells of the name of a cell in the question which of its values stands."""
Seen = tuple[Any, tuple[SetAside, ...]]
"""What stands in a cell, and what was set aside there."""


class Versions:
    """Keeps versions of the workshop, and goes back to them. The disk is never waited for."""

    def __init__(self, workshop: Workshop, capture: Capture, together: Together) -> None:
        self.workshop, self.capture, self.together = workshop, capture, together

    def do_keep_version(self) -> None:
        """Asks for the name of the present state."""

        def keep(name: str) -> None:
            self.workshop.run_worker(self._keep(name), group="versions")

        self.capture.command = "keep_version"
        self.workshop.entry.ask(say("Name of this version"), keep, say("before lunch"))

    def do_versions(self) -> None:
        """Lists what is kept."""
        from cxworkshop.screens.versions import VersionsScreen

        workshop = self.workshop
        workshop.pending_screen = VersionsScreen(workshop.opened.versions(), self._ask)

    def do_settle(self) -> None:
        """Asks which value stands in the cell under the cursor, else in the next cell with several."""
        workshop = self.workshop
        session, place = workshop.session, workshop.sheet.place
        if place is None or not asides_at(session, place):
            cells = (cell for cell in asides(session) if cell.round in (None, session.round.number))
            place = next((cell for cell in cells if record_at(session, cell) is not None), None)
            if place is None:
                workshop.tell(say("Nothing is to be settled: no cell was changed in two versions."))
                return
            workshop.jump(place)
        self._ask_which(place, asides_at(session, place))

    def _ask_which(self, place: Place, others: Sequence[SetAside]) -> None:
        workshop, session = self.workshop, self.workshop.session
        stands = value_at(session, place)
        values = [shown(session, place, stands), *(aside_shown(session, row) for row in others)]
        if TABLES[place.table].table.private:
            aside = str(say("the text that was set aside"))
            values = [str(say("the text that stands")), *[aside] * len(others)]
        cell = place if others[0].of_round is None else place._replace(round=others[0].of_round)
        raw = [raw_value(stands), *(row.value for row in others)]
        writers = [self.together.writers.of(cell, value) for value in raw]
        changes = [keep_what_stands(place), *map(take_other, others)]
        seen = stands, tuple(others)
        picks = [partial(self._settle, place, seen, change) for change in changes]
        workshop.ask(
            Question(
                say("{cell}: which stands? Enter: 1", cell=shorten(str(changes[0].name(session)), NAME)),
                picks[0],
                [
                    f"{number}  {value}" + (f"  ({who})" if who else "")
                    for number, (value, who) in enumerate(zip(values, writers, strict=True), 1)
                ],
                picks=picks,
                anew=partial(self._ask_anew, place, seen),
            )
        )

    def _is_otherwise(self, place: Place, seen: Seen) -> bool:
        session = self.workshop.session
        if record_at(session, place) is None:
            return True
        return seen != (value_at(session, place), tuple(asides_at(session, place)))

    def _ask_anew(self, place: Place, seen: Seen) -> None:
        """Asks as the cell is now; where somebody else has settled it, says what stands."""
        workshop, session = self.workshop, self.workshop.session
        if not self._is_otherwise(place, seen):
            return
        workshop.sheet.state.question = None
        if record_at(session, place) is not None and (others := asides_at(session, place)):
            self._ask_which(place, others)
            return
        words = say("{who} has settled this cell.", who=self.together.who)
        if record_at(session, place) is not None and not TABLES[place.table].table.private:
            value = quoted(shown(session, place, value_at(session, place)))
            words = say("{who} has settled this cell: “{value}” stands.", who=self.together.who, value=value)
        workshop.sheet.refuse_text(words)

    def _settle(self, place: Place, seen: Seen, change: Change) -> None:
        workshop = self.workshop
        if self._is_otherwise(place, seen):
            self._ask_anew(place, seen)
            return
        fault = workshop.apply(change)
        workshop.tell(fault or keyed("Settled. {undo} takes that back."))

    async def _keep(self, name: str) -> None:
        workshop = self.workshop
        fault = await self._kept(name)
        if not fault:
            workshop.tell(keyed("Kept as “{name}”. {versions} goes back to it.", name=name))
            return
        self.do_keep_version()
        workshop.entry.resume(name)
        workshop.entry.refuse(fault)

    async def _kept(self, name: str) -> Words:
        """Keeps the present state under a name; why it could not be, else nothing."""
        try:
            await asyncio.to_thread(self.workshop.opened.keep_version, name)
        except CxError as error:
            return error.words
        return ""

    def _ask(self, version: Copy) -> None:
        workshop, name = self.workshop, version.name or version.when
        if why := workshop.opened.read_only:
            workshop.tell(why)
            return

        def yes() -> None:
            workshop.run_worker(self._go_back(version, name), group="versions")

        workshop.ask(
            Question(say("Go back to “{name}”?", name=name), yes, [f"{version.when}  {version.name}"])
        )

    async def _go_back(self, version: Copy, name: str) -> None:
        """Goes back, once what is there now is kept as a version of its own."""
        workshop = self.workshop
        try:
            before: Session = (await asyncio.to_thread(SessionFile.read, version.path)).session
        except CxError as error:
            workshop.tell(error.words)
            return
        kept_as = str(say("before going back to {name}", name=name))[:LONGEST_NAME]
        fault = await self._kept(kept_as) or workshop.apply(go_back(before, name))
        workshop.tell(fault or keyed("Back to {name}. {undo} takes that back.", name=name))
