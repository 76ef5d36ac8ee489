"""The library: every saved workshop with its stair, and the way to a new one. Costs neither the record nor its checks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import commands_in
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, date_text, percent, plural, say
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.storage.folder import Card, cards
from cxworkshop.widgets.bars import Bar, Entry, KeyBar
from cxworkshop.widgets.cells import Cell, Column, Listing
from cxworkshop.widgets.rows import Rows
from cxworkshop.widgets.staircase import glyphs

if TYPE_CHECKING:
    from datetime import date

COLUMNS = (
    Column("", N_("Organisation"), width=18, weight=2, importance=10),
    Column("", N_("Workshop"), width=16, weight=3, importance=7),
    Column("", N_("Round"), width=6, importance=5),
    Column("", N_("Staircase"), width=9, importance=9),
    Column("", N_("Clear resp."), width=11, importance=6),
    Column("", N_("Next climb"), width=15, importance=8),
    Column("", N_("Edited"), width=12, importance=4),
)


class LibraryScreen(KeyScreen):
    """The first screen."""

    WHERE: ClassVar = ("library", "everywhere")
    CSS_PATH = "library.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self.shown: list[Card] = []
        self.wanted = ""
        self.header = Bar(id="header")
        self.rows = Rows(id="library", chosen=lambda _row: self._run("open"), moved=self._moved)
        self.about, self.promise = Bar(id="about", classes="-plain"), Bar(id="promise", classes="-plain")
        self.entry = Entry(id="entry", changed=self._moved)
        self.keys = KeyBar(self._run, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.rows
        yield self.about
        yield self.promise
        yield self.entry
        yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.cards = cards(self.cx.folder)
        self.draw()

    @property
    def pane(self) -> Pane:
        return self.entry if self.entry.is_asked else self.rows

    @property
    def where(self) -> tuple[str, ...]:
        return ("cell",) if self.entry.is_asked else self.WHERE

    async def reload(self) -> None:
        """Reads the folder anew, as after a workshop was closed."""
        self.cards = await asyncio.to_thread(cards, self.cx.folder)
        self.draw()

    def draw(self) -> None:
        want = self.wanted.casefold()
        self.shown = [card for card in self.cards if want in f"{card.organisation} {card.title} {card.slug} {card.promise}".casefold()]
        self.rows.empty = _("No workshops here yet. n begins the first; m opens a demo to rehearse with.")
        today = self.cx.today()
        self.rows.show(Listing(COLUMNS, tuple(_cells(card, today) for card in self.shown)))
        count = plural("{n} workshop", "{n} workshops", len(self.cards))
        self.header.show([(" CX Workshop", "strong"), (f"   {self.cx.folder}", "muted")], [(count, "muted"), (" ", "")])
        self._moved()

    def _moved(self) -> None:
        if not self.is_attached:
            return
        card = self._card
        self.about.show([])
        self.promise.show([])
        if card is not None and card.readable:
            self.about.show([(f" {card.organisation or card.title}", "strong"), (f"  {_status_line(card, self.cx.today())}", "muted")])
            self.promise.show([(f" “{card.promise}”" if card.promise else "", "")])
        elif card is not None:
            self.about.show([(f" {card.path.name}: {card.trouble}", "bad")])
        shown = [c for c in commands_in("cell") if c.id in ("keep", "give_up")] if self.entry.is_asked else commands_in(*self.WHERE)
        self.keys.show_commands([c for c in shown if c.id != "back"])

    @property
    def _card(self) -> Card | None:
        return self.shown[self.rows.row] if self.rows.row < len(self.shown) else None

    def _run(self, id: str) -> None:
        self.app.call_later(self.run, id)

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter" and not self.entry.is_asked:
            await self.do_open()
        else:
            await super().press(key, character)

    # -- commands ------------------------------------------------------------------------------------------------------
    async def do_open(self) -> None:
        """Opens the workshop under the cursor; one that cannot be read says why and stays as it is."""
        card = self._card
        if card is None:
            await self.do_new()
            return
        try:
            await self.cx.open_workshop(card.path)
        except CxError as error:
            self.about.show([(f" {error}", "bad")])

    async def do_new(self) -> None:
        from cxworkshop.screens.new import NewScreen

        await self.app.push_screen(NewScreen())

    async def do_demo(self) -> None:
        """A throw-away copy of the demo."""
        from cxworkshop.rehearsal import demo_copy

        path = await asyncio.to_thread(demo_copy)
        await self.cx.open_workshop(path, throwaway=True)

    def do_find(self) -> None:
        def keep(text: str) -> Words | None:
            self.wanted = text
            self.draw()
            return None

        self.wanted = ""
        self.draw()
        self.entry.ask(say("Find"), keep, say("organisation, workshop or promise · esc all"))


def _cells(card: Card, today: date) -> tuple[Cell, ...]:
    if not card.readable:
        return (Cell(f"! {card.path.name}", "bad"), Cell(str(card.trouble), "bad"), *(Cell() for _column in COLUMNS[2:]))
    due = card.next_review_on
    review = Cell("–", "muted") if due is None else Cell(date_text(due))
    if due is not None and due < today:
        review = Cell("! " + plural("overdue {n} d", "overdue {n} d", (today - due).days), "contested")
    edited = ""
    if card.updated_at is not None:
        at = card.updated_at.astimezone()
        edited = f"{_('today')} {at:%H:%M}" if at.date() == today else date_text(at.date())
    return (
        Cell(card.organisation or card.slug),
        Cell(card.title),
        Cell(str(card.round or "")),
        Cell(glyphs(card.steps), "accent"),
        Cell(percent(card.clear_share)),
        review,
        Cell(edited, "muted"),
    )


def _status_line(card: Card, today: date) -> str:
    parts = [f"{_('round')} {card.round}", plural("{n} open action", "{n} open actions", card.actions_open)]
    if overdue := card.actions_overdue(today):
        parts.append(plural("{n} overdue", "{n} overdue", overdue))
    if card.vacant:
        parts.append(f"○ {_('vacant')} {card.vacant}")
    if card.contested:
        parts.append(f"◆ {_('contested')} {card.contested}")
    return " · ".join(parts)
