"""The commands of the guide, which stands beside or over the list of a workshop: show, next prompt, tick a
difficulty."""

from __future__ import annotations

from cxworkshop.commands import keyed
from cxworkshop.editing.climb import toggle_difficulty
from cxworkshop.language import say
from cxworkshop.method import steps
from cxworkshop.method.speaking import most_senior, speaking_order, unplaced
from cxworkshop.screens.workshop_parts import Workshop

BESIDE = 110
"""Columns from which the guide stands beside the list, which has no fewer than 76."""


class GuidePanel:
    """Shows the guide and runs its commands."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def draw(self) -> None:
        """Draws the guide of the current step."""
        workshop, step = self.workshop, self.workshop.position.step
        if workshop.guide.is_shown:
            session = workshop.session
            ticked = {
                record.failure
                for record in session.round.failures_met
                if record.step == step and record.failure
            }
            on = workshop.cx.today()
            order, waiting = speaking_order(session, on), unplaced(session, on)
            workshop.guide.show(
                steps.step(step, session.organisation.sector),
                [session.name_of("people", person.id) for person in order if person not in waiting],
                ticked,
                [session.name_of("people", person.id) for person in waiting],
                is_ranked=most_senior(order) is not None,
            )

    def place(self) -> None:
        """Places the guide beside the list where there is room, else over it, where it has the keys."""
        workshop = self.workshop
        is_shown, width = workshop.guide.is_shown, workshop.size.width
        workshop.set_class(is_shown and width < BESIDE, "-guide-over")
        if is_shown and width < BESIDE:
            self._take_keys()

    def _take_keys(self) -> None:
        """Gives the keys to the guide; one part at a time has them."""
        if "missing" in self.workshop.entered_modes:
            self.workshop.leave_missing()
        self.workshop.entered_modes.add("guide")

    def do_guide(self) -> None:
        """Shows or hides the guide; in the place of what is missing it is shown."""
        workshop = self.workshop
        is_covered = "missing" in workshop.entered_modes
        if is_covered:
            workshop.leave_missing()
        workshop.entered_modes.discard("guide")
        workshop.guide.set_class(is_covered or not workshop.guide.is_shown, "-shown")
        workshop.guide.picked = -1
        self.place()
        self.draw()
        workshop.draw_keys()
        workshop.call_after_refresh(workshop.draw_tabs)
        workshop.call_after_refresh(workshop.draw_header)
        if workshop.guide.is_shown and "guide" not in workshop.entered_modes:
            workshop.tell(keyed("{difficulty} gives the keys to the guide; pgdn then shows the rest of it."))

    def do_next_prompt(self) -> None:
        """Goes to the next prompt; shows the guide when it is hidden."""
        if self.workshop.guide.is_shown:
            self.workshop.guide.next_prompt()
        else:
            self.do_guide()

    def do_difficulty(self) -> None:
        """Gives the keys to the list of difficulties."""
        workshop, guide = self.workshop, self.workshop.guide
        if "guide" in workshop.entered_modes and guide.picked >= 0:
            workshop.tell(say("The arrows go through what goes wrong."))
        if not guide.is_shown:
            self.do_guide()
        self._take_keys()
        guide.pick(max(0, guide.picked))
        workshop.call_after_refresh(lambda: guide.pick(guide.picked))
        workshop.draw_keys()

    def do_tick(self) -> None:
        """Ticks the difficulty under the cursor."""
        self.tick(self.workshop.guide.picked)

    def tick(self, sign: int) -> None:
        """Records that the group met a difficulty, or takes that back. `sign` is its index; -1 is none."""
        workshop = self.workshop
        if sign >= 0:
            change = toggle_difficulty(
                workshop.session, workshop.position.step, sign + 1, workshop.cx.today()
            )
            if (fault := workshop.apply(change)) is not None:
                workshop.tell(fault)

    def leave(self) -> None:
        """Returns the keys to the list; a guide over it is hidden."""
        workshop = self.workshop
        workshop.entered_modes.discard("guide")
        workshop.guide.pick(-1)
        if workshop.has_class("-guide-over"):
            self.do_guide()
        workshop.draw_keys()
