"""The list of what is missing in a step: draws it, gives it the keys, and goes from a finding to its cell."""

from __future__ import annotations

import asyncio

from cxworkshop.commands import key_of, keyed
from cxworkshop.language import Words, say, say_n
from cxworkshop.method import readiness, steps
from cxworkshop.method.checks.finding import Finding, without_repeats
from cxworkshop.method.settling import asides, asides_at
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.steps.headline import HEADLINES

PAUSE = 0.12
"""Seconds without a change before figures and findings are computed."""


class MissingPanel:
    """Shows the open checks of the current step."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def draw(self) -> None:
        """Draws the open checks and their number."""
        workshop = self.workshop
        musts = without_repeats(readiness.open_musts(*workshop.check_arguments))
        shoulds = without_repeats((*musts, *readiness.open_shoulds(*workshop.check_arguments)))[len(musts) :]
        count = len(musts) + len(shoulds)
        title = say("Missing here") if count else say("Nothing is missing here")
        workshop.missing_title.show(
            [(f" {title}", "strong"), (f"  {count}", "muted")] if count else [(f" ✓ {title}", "good")]
        )
        workshop.missing.show_findings(musts, shoulds, readiness.overridden(*workshop.check_arguments))
        workshop.missing_count = count
        workshop.draw_tabs()

    async def update_figures(self) -> None:
        """Computes figures and findings in a thread, because in a large session they take longer than a
        key may. A newer change cancels this and starts it again."""
        await asyncio.sleep(PAUSE)
        workshop = self.workshop
        reading, headline = workshop.reading, HEADLINES.get(workshop.position.step)
        await asyncio.to_thread(readiness.open_shoulds, *workshop.check_arguments)
        workshop.figure = str(await asyncio.to_thread(headline, reading)) if headline else ""
        self.draw()
        workshop.draw_header()

    def do_missing(self) -> None:
        """Gives the keys to the list; takes them back from it."""
        workshop = self.workshop
        if "missing" in workshop.entered_modes:
            self.leave()
            return
        self.draw()
        if not workshop.missing.findings:
            workshop.tell(_nothing_missing(workshop.session))
            return
        if "guide" in workshop.entered_modes:  # one part at a time has the keys
            workshop.leave_guide()
        workshop.entered_modes.add("missing")
        workshop.missing.row = 0
        workshop.set_class(True, "-missing")
        workshop.set_focus(workshop.missing)
        workshop.draw_keys()
        workshop.call_after_refresh(self.draw)

    def leave(self) -> None:
        """Returns the keys to the sheet."""
        workshop = self.workshop
        workshop.entered_modes.discard("missing")
        workshop.set_class(False, "-missing")
        workshop.set_focus(workshop.sheet)
        workshop.draw_keys()
        workshop.call_after_refresh(workshop.draw_tabs)  # they were hidden meanwhile

    def go_to_finding(self, finding: Finding) -> None:
        """Goes from a finding to the first place that mends it."""
        workshop = self.workshop
        self.leave()
        if not any(workshop.jump(place) for place in finding.places):
            self._open_ballot(finding.places)
        if finding.places and asides_at(workshop.session, finding.places[0]):
            workshop.run_later("settle")
            return
        workshop.tell(
            steps.gate(finding.check, workshop.session.organisation.sector).text
            if finding.check
            else finding.words  # of a tie, which is about several
            if finding.places[1:]
            else say("Type it anew, or empty the cell.")
        )

    def _open_ballot(self, places: tuple[Place, ...]) -> None:
        """Opens the slips of a blind table, which no list shows."""
        from cxworkshop.screens.ballot_opening import open_ballot
        from cxworkshop.sheets.slips import BLIND

        table = places[0].table if places else ""
        if table in BLIND:
            open_ballot(self.workshop, BLIND[table])


def _nothing_missing(session: Session) -> Words:
    """That nothing is missing in a step; what is to be settled elsewhere."""
    climbs = keyed("Nothing is missing here. {climb} climbs.")
    count = sum(place.round in (None, session.round.number) for place in asides(session))
    elsewhere = say_n(
        "{n} cell in another step is to be settled (≠): {settle} goes there.",
        "{n} cells in other steps are to be settled (≠): {settle} goes there.",
        count,
        settle=key_of("settle"),
    )
    return f"{climbs} {elsewhere}" if count else climbs
