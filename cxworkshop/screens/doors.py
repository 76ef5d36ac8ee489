"""The screens that a workshop leads to: its ballots, its documents, and what is wrong in its file."""

from __future__ import annotations

from cxworkshop.screens.workshop_parts import Workshop


class Doors:
    """What the commands do that open another screen over the work."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def do_ballot(self) -> None:
        """The blind ballot as far as it is: the slips to key in, or what they say."""
        from cxworkshop.screens.ballot import ballot_screen

        workshop = self.workshop
        first = "confidence_scores" if workshop.at.step == "closing" else ""
        workshop.opening = ballot_screen(workshop.opened, workshop.jump, first)

    def do_faults(self) -> None:
        """Everything that is wrong in the file."""
        from cxworkshop.screens.faults import FaultsScreen
        from cxworkshop.storage.file.copies import copies

        opened = self.workshop.opened
        restoring = f"cxworkshop restore {opened.path.stem}" if copies(opened.path) else ""
        self.workshop.opening = FaultsScreen(opened.faults, self.workshop.jump, restoring)

    def do_documents(self) -> None:
        """What can be handed out."""
        from cxworkshop.screens.documents import DocumentsScreen

        self.workshop.opening = DocumentsScreen(self.workshop.opened)
