"""The guide of a workshop: shown beside the work or over it, gone through, and ticked where a difficulty was
met."""

from __future__ import annotations

from cxworkshop.editing.climb import toggle_difficulty
from cxworkshop.method import steps
from cxworkshop.method.speaking import speaking_order
from cxworkshop.screens.workshop_parts import Workshop

BESIDE, ROOMY = 120, 140
"""The widths from which the guide stands beside the work, and beside the work and the staircase."""


class Guiding:
    """What the commands of the guide do."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def draw(self) -> None:
        """The guide of the step one is in."""
        workshop, step = self.workshop, self.workshop.at.step
        if workshop.guide.is_shown:
            session = workshop.session
            met = {one.failure for one in session.round.failures_met if one.step == step and one.failure}
            workshop.guide.tell(steps.step(step, session.organisation.sector), speaking_order(session), met)

    def place(self) -> None:
        """Beside the work where there is room, else over it; there it has the keys."""
        workshop = self.workshop
        is_shown, width = workshop.guide.is_shown, workshop.size.width
        workshop.set_class(is_shown and width < BESIDE, "-guide-over")
        workshop.set_class(is_shown and width < ROOMY, "-guide-first")
        if is_shown and width < BESIDE:
            workshop.entered.add("guide")

    def do_guide(self) -> None:
        """Shows or hides the guide."""
        workshop = self.workshop
        workshop.entered.discard("guide")
        workshop.guide.set_class(not workshop.guide.is_shown, "-shown")
        workshop.guide.picked = -1
        self.place()
        self.draw()
        workshop.draw_keys()
        workshop.call_after_refresh(workshop.draw_tabs)
        workshop.call_after_refresh(workshop.draw_header)

    def do_next_prompt(self) -> None:
        """The next thing to ask the room."""
        if self.workshop.guide.is_shown:
            self.workshop.guide.next_prompt()
        else:
            self.do_guide()

    def do_difficulty(self) -> None:
        """Gives the keys to the signs that it goes wrong."""
        workshop, guide = self.workshop, self.workshop.guide
        if not guide.is_shown:
            self.do_guide()
        workshop.entered.add("guide")
        guide.pick(max(0, guide.picked))
        workshop.call_after_refresh(lambda: guide.pick(guide.picked))
        workshop.draw_keys()

    def do_tick(self) -> None:
        """Ticks the difficulty under the cursor."""
        self.tick(self.workshop.guide.picked)

    def tick(self, sign: int) -> None:
        """Says that the group met a difficulty, or did not after all."""
        workshop = self.workshop
        if sign >= 0:
            met = toggle_difficulty(workshop.session, workshop.at.step, sign + 1, workshop.cx.today())
            if (fault := workshop.apply(met)) is not None:
                workshop.tell(fault)

    def leave(self) -> None:
        """Back to the list; beside it the guide stays."""
        workshop = self.workshop
        workshop.entered.discard("guide")
        workshop.guide.pick(-1)
        if workshop.has_class("-guide-over"):
            self.do_guide()
        workshop.draw_keys()
