"""Who else has the workshop open, where they are, and what they have just done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.language import Words, _, say
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.coming_in import Writers, rows_done, to_be_said
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Row
from cxworkshop.sheets.in_use import records_in_use

if TYPE_CHECKING:
    from cxworkshop.editing.merge import Merged


class Together:
    """Tells the others where the cursor is, and shows where theirs are. At rest where nobody else writes."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.writers = Writers()
        self.was_typed_into = False
        """Whether something was typed before what comes in now."""
        self.rows: Sequence[Row] = ()
        """The rows of the list before that."""
        self.was_archived = False

    def begin(self) -> None:
        opened = self.workshop.opened
        self.workshop.hears(opened, self._changed)
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

    @property
    def _screens(self) -> list[KeyScreen]:
        """The screens over the workshop, and itself."""
        return [screen for screen in self.workshop.cx.screen_stack if isinstance(screen, KeyScreen)]

    def _changed(self, before: Session, after: Session) -> None:
        """Something was changed here, maybe in a cell that somebody else had changed while it was open."""
        if not self.workshop.opened.is_taking_in:
            self.writers.met(before, after, self.who, is_here=True)

    def _coming(self) -> list[Place]:
        """The rows that are worked on here: they stay, also where somebody else has removed them."""
        workshop, screens = self.workshop, self._screens
        self.was_typed_into, self.rows = screens[-1].is_typed_into, workshop.sheet.grid.rows
        here = records_in_use(workshop.sheet.state)
        card = workshop.position.touchpoint if workshop.position.is_card else ""
        places = [*here, *([Place("touchpoints", card)] if here and card else [])]
        return [*places, *(place for screen in screens for place in screen.in_use)]

    def _came_in(self, before: Session, merged: Merged) -> None:
        """Says what has come in, where it changes what is on the screen, or where two have met. What is still
        typed where that has gone is no command."""
        workshop, sheet, top = self.workshop, self.workshop.sheet, self._screens[-1]
        self.writers.met(before, merged.session, self.who, is_here=False)
        if sheet.question is not None and sheet.question.anew is not None:
            sheet.question.anew()
        told: list[Words] = [*to_be_said(before, merged, self.who, workshop.opened.steps[0])]
        if self.was_typed_into and not top.is_typed_into:
            why = say("{who} has changed what you were working on.", who=self.who)
            top.stop(" ".join(map(str, [why, *told])))
            return
        if not told and not self.was_typed_into:
            told += rows_done(before, merged.session, self.rows, sheet.grid.rows, self.who)
        if _revealed(before) < _revealed(merged.session):
            told.append(
                keyed("{who} has revealed the ballot: {ballot} shows it, on the wall too.", who=self.who)
            )
        if told:
            workshop.tell(" ".join(map(str, told)))

    @property
    def who(self) -> str:
        """Who may have done it: those who are there."""
        names = dict.fromkeys(other.name for other in self.workshop.cx.colleagues(self.workshop.opened))
        return ", ".join(names) or _("Somebody else")


def _revealed(session: Session) -> int:
    """How many ballots of the round the room has seen."""
    return sum(row.revealed_at is not None for row in session.round.ballots)
