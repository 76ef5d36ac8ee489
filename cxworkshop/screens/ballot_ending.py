"""How the grid of a blind ballot seals and reveals, and what that is for others who have it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from textual.app import App

from cxworkshop.commands import keyed
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.editing.voting import reveal, seal, seal_figures
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.model.place import Place
from cxworkshop.screens.ballot_words import seal_words
from cxworkshop.screens.program import Program
from cxworkshop.sheets.others_slips import at_slips, is_at
from cxworkshop.sheets.slips import OwnershipSlips, ScoreSlips


class Slips(Protocol):
    """What the keys use of the screen of the slips."""

    opened: OpenSession
    jump: Callable[[Place], object]
    number: str
    slip_sheets: list[OwnershipSlips | ScoreSlips]

    @property
    def app(self) -> App[Any]: ...

    @property
    def cx(self) -> Program: ...

    @property
    def slips(self) -> OwnershipSlips | ScoreSlips: ...

    @property
    def ballot_state(self) -> str: ...

    @property
    def is_on_top(self) -> bool:
        """Whether no other screen covers it."""

    def ask_below(self, words: Words, yes: Callable[[], object]) -> None: ...

    def tell_below(self, words: Words, *, is_bad: bool = False) -> None: ...

    def refuse(self, why: Words) -> None: ...

    def nothing_done(self, key: str) -> Words: ...


class BallotEnding:
    """The keys that end a ballot."""

    def __init__(self, screen: Slips) -> None:
        self.screen = screen

    def do_seal(self) -> None:
        """Reads back the last row of the slip keyed last and seals after Enter."""
        screen = self.screen
        final = keyed(
            "This removes the names beside the answers; {undo} cannot undo it, or anything before it."
        )
        _who, silent = screen.cx.phones_words
        told = seal_words(screen.slips, silent)
        if others := at_slips(screen.cx.colleagues(screen.opened), screen.slip_sheets, screen.slips):
            told = say("{progress}. {few}", progress=told, few=others)
        screen.ask_below(say("{told}. Seal? {final}", told=told, final=final), self._seal)

    def _seal(self) -> None:
        screen = self.screen
        if isinstance(screen.slips, ScoreSlips):
            self._apply(seal_figures(screen.slips.table))
            screen.tell_below(say("Sealed. The answers have no names any more."))
        else:
            self._apply(seal(screen.number, screen.cx.now()))

    async def do_reveal(self) -> None:
        """Reveals after Enter, because that cannot be undone; shows a revealed ballot."""
        screen = self.screen
        if not isinstance(screen.slips, OwnershipSlips) or screen.slips.refusal:
            return
        if screen.ballot_state == "revealed":
            await self._show()
        elif screen.ballot_state == "sealed":
            final = keyed("What the room has seen stays seen; {undo} cannot undo anything before the reveal.")
            screen.ask_below(say("Reveal to the room now? {final}", final=final), self._reveal)
        else:
            screen.refuse(screen.nothing_done("enter"))

    async def _reveal(self) -> None:
        screen = self.screen
        self._apply(reveal(screen.number, screen.cx.now()))
        await self._show(self._who_shows_it())

    def _who_shows_it(self) -> Words:
        """Whose laptop shows a ballot to the room that is revealed here, where its program is elsewhere."""
        screen = self.screen
        if screen.cx.has_phones:
            return ""
        elsewhere = [
            other.name for other in screen.cx.colleagues(screen.opened) if not is_at(other, screen.slips)
        ]
        if not elsewhere:
            return ""
        return keyed(
            "Revealed. The wall shows what is on the laptop of the room: {who} shows it there with {ballot}.",
            who=", ".join(elsewhere),
        )

    def others_revealed(self) -> None:
        """Shows what somebody else has revealed, so that the room sees it where this laptop has the wall."""
        screen = self.screen
        is_shown = isinstance(screen.slips, OwnershipSlips) and screen.ballot_state == "revealed"
        if is_shown and screen.is_on_top:
            screen.app.call_later(self._show, say("Another facilitator has revealed it."))

    async def _show(self, words: Words = "") -> None:
        from cxworkshop.screens.reveal import RevealScreen

        screen = self.screen
        if screen.is_on_top:
            await screen.app.switch_screen(RevealScreen(screen.opened, screen.jump, screen.number, words))

    def _apply(self, change: Change) -> None:
        try:
            self.screen.opened.apply(change)
        except CxError as error:
            self.screen.tell_below(error.words, is_bad=True)
