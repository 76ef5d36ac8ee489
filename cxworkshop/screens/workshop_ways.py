"""The commands of a workshop that lead elsewhere: to another step, list or screen."""

from __future__ import annotations

from cxworkshop.language import Words, say
from cxworkshop.method import steps
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.workshop_parts import Workshop


class Ways:
    """Goes to steps and lists; opens the ballot, the faults of the file, the documents."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    # -- steps and lists -------------------------------------------------------------------------------------
    def _go_to(self, position: Navigation, why_not: Words) -> None:
        workshop = self.workshop
        if position.plan is workshop.position.plan and "missing" not in workshop.entered_modes:
            workshop.tell(why_not)
        else:
            workshop.go(position)

    def do_step(self, key: str) -> None:
        """Goes to the step whose number was pressed."""
        self._go_to(self.workshop.position.to_step(steps.STEPS[int(key)]), say("You stand there already."))

    def do_previous_step(self) -> None:
        self._go_to(self.workshop.position.by_steps(-1), say("There is no step below the landing."))

    def do_next_step(self) -> None:
        self._go_to(self.workshop.position.by_steps(1), say("There is no step after the closing."))

    def do_next_sheet(self) -> None:
        self._go_to(self.workshop.position.by_lists(1), say("This step has one list."))

    def do_previous_sheet(self) -> None:
        self._go_to(self.workshop.position.by_lists(-1), say("This step has one list."))

    # -- screens ---------------------------------------------------------------------------------------------
    def do_ballot(self) -> None:
        """The blind ballot: the slips of this list, or of responsibility, or their result once revealed."""
        from cxworkshop.screens.ballot_opening import open_ballot

        workshop = self.workshop
        plan = workshop.position.plan
        open_ballot(workshop, plan.ballot or ("confidence_scores" if workshop.step == "closing" else ""))

    def do_faults(self) -> None:
        """Everything that is wrong in the file."""
        from cxworkshop.screens.faults import FaultsScreen

        self.workshop.pending_screen = FaultsScreen(self.workshop.opened, self.workshop.jump)

    def do_documents(self) -> None:
        """The documents of this workshop."""
        from cxworkshop.screens.documents import DocumentsScreen

        self.workshop.pending_screen = DocumentsScreen(self.workshop.opened)
