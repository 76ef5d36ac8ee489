"""The commands of the grid of a blind ballot that cannot be undone: sealing and revealing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.editing.changes import Change
from cxworkshop.editing.voting import reveal, seal, seal_figures
from cxworkshop.errors import CxError
from cxworkshop.language import say
from cxworkshop.method import ballots
from cxworkshop.screens.ballot_words import seal_words
from cxworkshop.sheets.slips import OwnershipSlips, ScoreSlips

if TYPE_CHECKING:
    from cxworkshop.screens.ballot import BallotScreen


class Sealing:
    """Asks before it seals or reveals."""

    def __init__(self, ballot: BallotScreen) -> None:
        self.ballot = ballot

    @property
    def state(self) -> str:
        return ballots.state(self.ballot.opened.session, self.ballot.number)

    def do_seal(self) -> None:
        """Reads back the last row of the slip keyed last and seals after Enter."""
        final = keyed(
            "This removes the names beside the answers; {undo} cannot undo it, or anything before it."
        )
        _who, silent = self.ballot.cx.phones_words
        self.ballot.ask(
            say("{told}. Seal? {final}", told=seal_words(self.ballot.slips, silent), final=final), self._seal
        )

    def _seal(self) -> None:
        if isinstance(self.ballot.slips, ScoreSlips):
            self._apply(seal_figures(self.ballot.slips.table))
            self.ballot.draw()
            self.ballot.show_message(say("Sealed. The answers have no names any more."))
        else:
            self._apply(seal(self.ballot.number, self.ballot.cx.now()))

    async def do_reveal(self) -> None:
        """Reveals after Enter, because that cannot be undone; shows a revealed ballot."""
        if not isinstance(self.ballot.slips, OwnershipSlips) or self.ballot.slips.refusal:
            return
        if self.state == "revealed":
            await self._show()
        elif self.state == "sealed":
            final = keyed("What the room has seen stays seen; {undo} cannot undo anything before the reveal.")
            self.ballot.ask(say("Reveal to the room now? {final}", final=final), self._reveal)
        else:
            self.ballot.refuse(self.ballot.nothing_done("enter"))

    async def _reveal(self) -> None:
        self._apply(reveal(self.ballot.number, self.ballot.cx.now()))
        await self._show()

    async def _show(self) -> None:
        from cxworkshop.screens.reveal import RevealScreen

        await self.ballot.app.switch_screen(
            RevealScreen(self.ballot.opened, self.ballot.jump, self.ballot.number)
        )

    def _apply(self, change: Change) -> None:
        try:
            self.ballot.opened.apply(change)
        except CxError as error:
            self.ballot.show_message(error.words, is_bad=True)
