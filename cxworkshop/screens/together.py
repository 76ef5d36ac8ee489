"""Who else has the workshop open, where they are, and what they have just done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.editing.taking_in import to_be_known
from cxworkshop.language import _, plural
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Row

if TYPE_CHECKING:
    from cxworkshop.editing.merge import Merged


class Together:
    """Tells the others where the cursor is, and shows where theirs are. At rest where nobody else writes."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.was_archived = False

    def begin(self) -> None:
        opened = self.workshop.opened
        opened.on_coming, opened.on_came_in = self._coming, self._came_in
        self.show()

    def show(self) -> None:
        """Shows where the others are now."""
        self._show_archived()
        self.workshop.sheet.show_others(self.workshop.cx.colleagues(self.workshop.opened))

    def _show_archived(self) -> None:
        """Says once that somebody has put the workshop away."""
        shared = self.workshop.opened.shared
        was_archived, self.was_archived = self.was_archived, shared is not None and shared.reach.is_archived
        if shared is not None and self.was_archived and not was_archived:
            words = keyed(
                "This workshop is archived: somebody has taken it out of the library. All you do is kept; "
                "{archived} there shows the archive, {archive} brings it back."
            )
            self.workshop.cx.note(words, lambda: shared.reach.is_archived)

    def be_here(self) -> None:
        """Tells the others where the cursor is."""
        sheet = self.workshop.sheet
        records = sheet.grid.record_places(sheet.row) if sheet.row < len(sheet.grid) else []
        self.workshop.cx.be_at(self.workshop.opened, sheet.place or next(iter(records), None))

    def _coming(self, theirs: Session) -> None:
        """Keeps what is typed into a row that somebody else has removed: the row stays for it."""
        sheet = self.workshop.sheet
        open = sheet.open
        if open is None or open.place is None or record_at(theirs, open.place) is not None:
            return
        with sheet.changing_state():
            if open.editor.is_touched:
                sheet.state.cell.commit()
            else:
                sheet.state.cell.close()

    def _came_in(self, before: Session, merged: Merged) -> None:
        """Says what has come in, where it changes what is on the screen, or where two have met in a cell."""
        workshop, sheet = self.workshop, self.workshop.sheet
        told = to_be_known(before, merged)
        is_busy = sheet.open is not None or sheet.question is not None or sheet.filter_line is not None
        if not told and not is_busy and (count := _changed_rows(before, merged.session, sheet.grid.rows)):
            told = [
                plural("{who}: {n} row changed here.", "{who}: {n} rows changed here.", count, who=self._who)
            ]
        if told:
            workshop.tell(" ".join(told))

    @property
    def _who(self) -> str:
        """Who may have done it: those who are there."""
        names = dict.fromkeys(other.name for other in self.workshop.cx.colleagues(self.workshop.opened))
        return ", ".join(names) or _("Somebody else")


def _changed_rows(before: Session, after: Session, rows: Sequence[Row]) -> int:
    """How many rows of a list read otherwise now, or are new."""

    def differs(place: Place) -> bool:
        was = before.find(place.table, place.id, place.round)
        return was is not (now := after.find(place.table, place.id, place.round)) and was != now

    return sum(any(place.table and differs(place) for place in row.values()) for row in rows)
