"""Undo and redo on the screen of a workshop: the cursor goes to what changed, and what was undone is said."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.language import N_, Words, say
from cxworkshop.screens.workshop_parts import Workshop


class History:
    """Takes the last change back, or makes it again."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def undo(self) -> None:
        self._reverse(self.workshop.opened.undo, say("Nothing to undo."), N_("Undone: {what}"))

    def redo(self) -> None:
        self._reverse(self.workshop.opened.redo, say("Nothing to redo."), N_("Redone: {what}"))

    def _reverse(self, reverse: Callable[[], Words | None], nothing: Words, done: str) -> None:
        workshop = self.workshop
        before, session = workshop.sheet.grid, workshop.session
        what = reverse()
        if what is None:
            workshop.tell(nothing)
        elif workshop.session is session:
            workshop.tell(say("{what}: stays, because what came later needs it.", what=what))
        else:
            workshop.sheet.go_to_change(before)
            workshop.tell(say(done, what=what))
