"""How a saved workshop looks in the library: its cells, the lines that preview it, the orders it can stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cxworkshop.commands import keyed
from cxworkshop.language import N_, _, date_text, percent, plural, say
from cxworkshop.storage.copies import copies
from cxworkshop.storage.folder import Card, last_edited_first
from cxworkshop.widgets.cells import Cell, Column
from cxworkshop.widgets.staircase import glyphs

if TYPE_CHECKING:
    from cxworkshop.screens.page import Page

ORGANISATION = Column("", N_("Organisation"), width=18, weight=2, importance=10)
WORKSHOP = Column("", N_("Workshop"), width=16, weight=3, importance=7)
ROUND = Column("", N_("Round"), width=8, importance=5)
STAIRCASE = Column("", N_("Staircase"), width=11, importance=9)
CLEAR = Column("", N_("Clear resp."), width=13, importance=6)
NEXT = Column("", N_("Next climb"), width=15, importance=8)
EDITED = Column("", N_("Edited"), width=12, importance=4)
COLUMNS = (ORGANISATION, WORKSHOP, ROUND, STAIRCASE, CLEAR, NEXT, EDITED)
ORDERS: tuple[tuple[Column, bool, Callable[[Card], Any]], ...] = (
    (EDITED, True, lambda card: -card.updated_at.timestamp() if card.updated_at else 0.0),
    (ORGANISATION, False, lambda card: (card.organisation or card.slug).casefold()),
    (WORKSHOP, False, lambda card: card.title.casefold()),
    (ROUND, True, lambda card: -(card.round or 0)),
    (STAIRCASE, True, lambda card: -card.steps_passed),
    (CLEAR, False, lambda card: 2.0 if card.clear_share is None else card.clear_share),
    (NEXT, False, lambda card: card.next_review_on or date.max),
)
"""What the library can be sorted by: the column, whether the greatest stands first, and the key. The first is the usual one."""

HEAD = 12
"""Cells for what the lines of the details are about."""


class Cards:
    """Cards as the source of rows. A cell is made when it is drawn, so a thousand cards cost no more than those in sight."""

    columns = COLUMNS

    def __init__(self, cards: Sequence[Card], today: date) -> None:
        self.cards, self.today = cards, today

    def __len__(self) -> int:
        return len(self.cards)

    def cell(self, row: int, column: Column) -> Cell:
        return self._cell(self.cards[row], column)

    def _cell(self, card: Card, column: Column) -> Cell:
        if not card.readable:
            return Cell(f"! {card.path.name}: {card.trouble} {keyed('({details}: details)')}", "bad", spans=True)
        if column is ORGANISATION:
            return Cell(card.organisation or card.slug)
        if column is WORKSHOP:
            return Cell(card.title)
        if column is ROUND:
            return Cell(str(card.round or ""))
        if column is STAIRCASE:
            return Cell(glyphs(card.steps), "accent")
        if column is CLEAR:
            return Cell(percent(card.clear_share))
        return self._next(card) if column is NEXT else self._edited(card)

    def _next(self, card: Card) -> Cell:
        due = card.next_review_on
        if due is not None and due < self.today:
            return Cell("! " + plural("overdue {n} d", "overdue {n} d", (self.today - due).days), "contested")
        return Cell("–", "muted") if due is None else Cell(date_text(due))

    def _edited(self, card: Card) -> Cell:
        if card.updated_at is None:
            return Cell()
        at = card.updated_at.astimezone()
        return Cell(f"{_('today')} {at:%H:%M}" if at.date() == self.today else date_text(at.date()), "muted")


def found(card: Card, want: str) -> bool:
    """Whether a card holds what is looked for."""
    return want.casefold() in f"{card.organisation} {card.title} {card.slug} {card.promise}".casefold()


def in_order(cards: Sequence[Card], order: int) -> list[Card]:
    """The cards in one of the orders; within it the last edited first, and what cannot be read at the end."""
    key = ORDERS[order][2]
    return sorted(sorted(cards, key=last_edited_first), key=lambda card: (not card.readable, key(card)) if card.readable else (True,))


def status_line(card: Card, today: date) -> str:
    """What is open in a workshop."""
    parts = [f"{_('round')} {card.round or 1}", plural("{n} open action", "{n} open actions", card.actions_open)]
    if overdue := card.actions_overdue(today):
        parts.append(plural("{n} overdue", "{n} overdue", overdue))
    if card.vacant:
        parts.append(f"○ {_('vacant')} {card.vacant}")
    if card.contested:
        parts.append(f"◆ {_('contested')} {card.contested}")
    return " · ".join(parts)


def write_details(card: Card, page: Page) -> None:
    """What is known of a file, and what can be done with one that cannot be read."""
    page.heading(card.organisation or card.path.name)
    page.gap()
    page.item(_("File"), str(card.path), HEAD)
    try:
        told = card.path.stat()
    except OSError as error:
        page.item(_("Trouble"), error.strerror or str(error), HEAD)
    else:
        written = datetime.fromtimestamp(told.st_mtime).astimezone()
        page.item(_("Size"), say("{n} bytes", n=told.st_size), HEAD)
        page.item(_("Written"), f"{date_text(written.date())} {written:%H:%M}", HEAD)
    if not card.readable:
        page.item(_("Trouble"), card.trouble, HEAD)
        page.gap()
        page.text(keyed("The file is left as it is. Put a sound copy in its place, or take it out of the way: {back}, then {archive}."))
        if held := copies(card.path):
            when = held[0].when
            page.text(
                keyed(
                    "{n} older copies are kept, the newest of {when}. It is brought back with: {back}, then {restore}.",
                    n=len(held),
                    when=when,
                )
            )
