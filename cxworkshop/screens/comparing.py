"""Two rounds beside each other on a page: figures, names, goals, deeds, and one sentence that says it all."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import ClassVar

from cxworkshop.commands import keyed
from cxworkshop.documents.compared import sections
from cxworkshop.language import say
from cxworkshop.method.revisit import compare
from cxworkshop.model.session import Session
from cxworkshop.screens.modes import Mode
from cxworkshop.screens.page import Page, PageScreen


class CompareScreen(PageScreen):
    """The last two rounds first; Tab goes through all pairs."""

    MODES: ClassVar = (
        Mode("comparing", "pages", ("comparing", "everywhere"), ("other_rounds", "help", "back", "quit")),
    )

    def __init__(self, session: Session, today: date) -> None:
        super().__init__(self._write)
        self.session, self.today = session, today
        self.pairs = pairs(session)
        self.place = 0

    def do_other_rounds(self, key: str) -> None:
        """Two other rounds: the next pair, or the one before."""
        if len(self.pairs) < 2:
            self.tell(say("There are no other rounds."))
            return
        self.place = (self.place + (-1 if key == "shift+tab" else 1)) % len(self.pairs)
        self.draw()

    def _write(self, page: Page) -> None:
        before, after = self.pairs[self.place]
        found = compare(self.session, before, after, self.today)
        page.heading(say("Round {before} and round {after}", before=before, after=after))
        if len(self.pairs) > 1:
            page.text(
                keyed("{k} of {n} pairs; {other_rounds} shows another.", k=self.place + 1, n=len(self.pairs))
            )
        page.gap()
        page.text(found.sentence)
        for heading, lines in sections(self.session.as_of(after), found):
            page.gap()
            page.heading(heading)
            for line in lines:
                page.listed("·", line)


def pairs(session: Session) -> list[tuple[int, int]]:
    """Any two rounds by their numbers, the earlier one first: the last two, then pairs further back."""
    numbers = [round_.number for round_ in session.rounds]
    return sorted(combinations(numbers, 2), key=lambda pair: (-pair[1], -pair[0]))
