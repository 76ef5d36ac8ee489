"""The commands of a workshop that open another screen."""

from __future__ import annotations

from cxworkshop.screens.workshop_parts import Workshop


class Exits:
    """Opens the ballot, the faults of the file, the documents."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def do_ballot(self) -> None:
        """The blind ballot: the slips of this list, or of responsibility, or their result once revealed."""
        from cxworkshop.screens.ballot import open_ballot

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
