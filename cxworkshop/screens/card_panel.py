"""The card of a touchpoint in the place of a list: what stands around it, and the commands that turn it."""

from __future__ import annotations

from cxworkshop.language import Words, say
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.card import SUBJECT

BESIDE = 160
"""Columns from which the touchpoints stand at the left of the card."""


class CardPanel:
    """Turns from list to card and from card to card."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def show(self) -> None:
        """Draws what stands around the card; hides it beside a list."""
        workshop, position = self.workshop, self.workshop.position
        is_card = position.is_card
        workshop.set_class(is_card, "-card")
        workshop.set_class(is_card and workshop.size.width >= BESIDE, "-card-beside")
        if is_card:
            from cxworkshop.sheets.steps import touchpoint_card as card

            workshop.card_head.show(*card.head(workshop.session, position.touchpoint))
            if workshop.size.width >= BESIDE:
                self._draw_index()

    def _draw_index(self) -> None:
        """Draws the list beside the card, with its cursor on the touchpoint of the card."""
        from cxworkshop.sheets.steps import touchpoint_card as card

        index, here = self.workshop.index, self.workshop.position.touchpoint
        ids = self._touchpoints
        index.always_shows_cursor = True
        with index.painting():
            index.rows.show(card.index(self.workshop.reading))
            index.rows.go(ids.index(here) if here in ids else 0, 0)

    def follow(self) -> None:
        """Shows the card of the touchpoint that was clicked in the list beside it."""

        workshop = self.workshop
        ids, row = self._touchpoints, workshop.index.row
        if workshop.position.is_card and row < len(ids):
            self._go(workshop.position.to_card(ids[row]), self._line)

    @property
    def _touchpoints(self) -> list[str]:
        """The ids of the touchpoints whose cards follow each other: while only the priorities are shown,
        theirs."""
        from cxworkshop.method import derived
        from cxworkshop.sheets.steps import touchpoint_card as card

        session = self.workshop.session
        ids = card.touchpoints(session)
        if self.workshop.position.priorities_since is None:
            return ids
        priority_ids = derived.priorities(session)
        return [id for id in ids if id in priority_ids] or ids

    @property
    def _line(self) -> int:
        """The index of the field under the cursor; after typing that of the field where it began."""
        sheet = self.workshop.sheet
        began = sheet.state.cell.began
        row = sheet.row if began is None else min(began, len(sheet.grid.rows) - 1)
        return int(sheet.grid.rows[row][SUBJECT].field)

    def _go(self, position: Navigation, line: int) -> None:
        """Shows a card with the cursor at a field; where it has no such line, at the one before."""
        self.workshop.go(position)
        sheet = self.workshop.sheet
        lines = [int(row[SUBJECT].field) for row in sheet.grid.rows]
        sheet.go(lines.index(max((k for k in lines if k <= line), default=lines[0])), 1)

    def open(self, position: Navigation) -> None:
        """Shows a list as the card of the touchpoint that its activity begins with, itself without one."""
        from cxworkshop.sheets.steps import touchpoint_card as card

        touchpoint = card.first_unfinished(self.workshop.reading, position.plan.id)
        if touchpoint and position.plan.has_cards:
            self._go(position.to_card(touchpoint), card.first_line(position.plan.id))
        else:
            self.workshop.go(position)

    def open_with(self, table: str) -> None:
        """Turns to the first card whose touchpoint has a row in a table; stays without one."""
        from cxworkshop.sheets.steps import touchpoint_card as card

        position, rows = self.workshop.position, self.workshop.session.records(table)
        having = {getattr(row, "touchpoint", None) for row in rows}
        if touchpoint := next((id for id in self._touchpoints if id in having), ""):
            self._go(position.to_card(touchpoint), card.first_line(position.plan.id))

    def open_here(self) -> None:
        """Turns to the card of the touchpoint under the cursor; the first one's where there is none."""
        from cxworkshop.sheets.steps import touchpoint_card as card

        workshop, position = self.workshop, self.workshop.position
        rows, row = workshop.sheet.grid.rows, workshop.sheet.row
        here = card.touchpoint_of(workshop.session, rows[row]) if row < len(rows) else ""
        touchpoint = here or next(iter(self._touchpoints), "")
        if touchpoint:
            self._go(position.to_card(touchpoint), card.first_line(position.plan.id))
        else:
            workshop.tell(say("There is no touchpoint yet: they are added in 1 Define."))

    def leave(self, view: str) -> None:
        """Turns to another view of the list, with the cursor on the row of the touchpoint."""
        from cxworkshop.sheets.steps import touchpoint_card as card

        workshop, touchpoint = self.workshop, self.workshop.position.touchpoint
        workshop.go(workshop.position.to_view(view))
        ids = [card.touchpoint_of(workshop.session, row) for row in workshop.sheet.grid.rows]
        if touchpoint in ids:
            workshop.sheet.go(ids.index(touchpoint), workshop.sheet.col)

    # -- the commands ----------------------------------------------------------------------------------------
    def do_next_touchpoint(self) -> None:
        self._turn(1, say("This is the last touchpoint."))

    def do_previous_touchpoint(self) -> None:
        self._turn(-1, say("This is the first touchpoint."))

    def _turn(self, by: int, at_the_end: Words) -> None:

        workshop, position = self.workshop, self.workshop.position
        ids = self._touchpoints
        at = ids.index(position.touchpoint) + by if position.touchpoint in ids else 0
        if 0 <= at < len(ids):
            self._go(position.to_card(ids[at]), self._line)
        else:
            workshop.tell(at_the_end)
