"""What is missing in a step: listed beside the work, and from each finding the way to the cell that mends
it."""

from __future__ import annotations

import asyncio

from cxworkshop.commands import key_of, keyed
from cxworkshop.language import say
from cxworkshop.method import readiness, steps
from cxworkshop.method.checks.finding import Finding, without_repeats
from cxworkshop.model.place import Place
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.steps.headline import LEAD

PAUSE = 0.12
"""Seconds without a change before figures and findings are worked out."""


class Mending:
    """What the list of what is missing does."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def draw(self) -> None:
        """The open checks, and how many there are."""
        workshop = self.workshop
        musts = without_repeats(readiness.open_musts(*workshop.judged))
        shoulds = without_repeats((*musts, *readiness.open_shoulds(*workshop.judged)))[len(musts) :]
        count = len(musts) + len(shoulds)
        title = say("Missing here") if count else say("Nothing is missing here")
        workshop.missing_title.show(
            [(f" {title}", "strong"), (f"  {count}", "muted")] if count else [(f" ✓ {title}", "good")]
        )
        workshop.band.tell(f"{key_of('missing')} {title}  {count}" if count else "")
        workshop.missing.show_findings(musts, shoulds)

    async def judge(self) -> None:
        """Figures and findings of a large session take longer than a key may: they are worked out beside the
        keys, and a newer change begins them anew."""
        await asyncio.sleep(PAUSE)
        workshop = self.workshop
        reading, lead = workshop.reading, LEAD.get(workshop.at.step)
        await asyncio.to_thread(readiness.open_shoulds, *workshop.judged)
        workshop.figure = str(await asyncio.to_thread(lead, reading)) if lead else ""
        workshop.draw_tabs()
        workshop.draw_header()
        self.draw()

    def do_missing(self) -> None:
        """Gives the keys to the list of what is missing."""
        workshop = self.workshop
        self.draw()
        if not workshop.missing.findings:
            workshop.tell(keyed("Nothing is missing here. {climb} climbs."))
            return
        workshop.entered.add("missing")
        workshop.missing.row = 0
        workshop.set_class(True, "-missing")
        workshop.set_focus(workshop.missing)
        workshop.draw_keys()
        workshop.call_after_refresh(self.draw)

    def leave(self) -> None:
        """Back to the list."""
        workshop = self.workshop
        workshop.entered.discard("missing")
        workshop.set_class(False, "-missing")
        workshop.set_focus(workshop.sheet)
        workshop.draw_keys()
        workshop.call_after_refresh(workshop.draw_tabs)  # what changed meanwhile found them hidden

    def mend(self, finding: Finding) -> None:
        """From a missing check to the cell that mends it."""
        workshop = self.workshop
        self.leave()
        if not any(workshop.jump(place) for place in finding.places):
            self._ask_blindly(finding.places)
        workshop.tell(steps.gate(finding.check, workshop.session.organisation.sector).text)

    def _ask_blindly(self, places: tuple[Place, ...]) -> None:
        """What is asked blindly stands in no list: its slips are opened."""
        from cxworkshop.screens.ballot import ballot_screen
        from cxworkshop.sheets.slips import BLIND

        workshop = self.workshop
        table = places[0].table if places else ""
        if table in BLIND:
            workshop.opening = ballot_screen(workshop.opened, workshop.jump, BLIND[table])
