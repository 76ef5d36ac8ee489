"""The commands of a workshop about its rounds: check-ins, the next, the one before, two of them compared."""

from __future__ import annotations

from cxworkshop.errors import CxError
from cxworkshop.screens.workshop_parts import Workshop


class Rounds:
    """Opens the pages of rounds."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.asked_why: set[int] = set()
        """The rounds for which a reason for closing was asked."""

    def do_next_round(self) -> None:
        """What the next round begins with; on the day a round began, what that one began with: as long as
        nothing was done, and again once its closing was passed."""
        from cxworkshop.method.lookup import is_passed
        from cxworkshop.method.revisit import has_just_begun
        from cxworkshop.screens.next_round import NextRoundScreen, write_begun
        from cxworkshop.screens.page import PageScreen

        workshop = self.workshop
        session, today = workshop.session, workshop.cx.today()
        is_first_day = len(session.rounds) > 1 and session.round.started_on == today
        if has_just_begun(session, today) or (is_first_day and is_passed(session, "closing")):
            workshop.pending_screen = PageScreen(lambda page: write_begun(workshop.session, page))
        else:
            workshop.pending_screen = NextRoundScreen(workshop, self.asked_why)

    def do_hold_check_in(self) -> None:
        """Promises and open actions one by one."""
        from cxworkshop.screens.check_list import CheckListScreen

        self.workshop.pending_screen = CheckListScreen(self.workshop)

    def do_compare(self) -> None:
        """The last two rounds beside each other."""
        from cxworkshop.screens.comparing import CompareScreen

        self.workshop.pending_screen = CompareScreen(self.workshop.session, self.workshop.cx.today())

    async def do_earlier_round(self) -> None:
        """The round before the one in view, to be looked at."""
        workshop = self.workshop
        try:
            await workshop.cx.look_at_round(workshop.opened, workshop.session.rounds[-2].number)
        except CxError as error:
            workshop.tell(error.words)
