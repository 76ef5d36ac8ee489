"""Undo and redo on the screen of a workshop: the cursor goes to what changed, and what was undone is said."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.language import N_, Words, say
from cxworkshop.method.derived import cell_name
from cxworkshop.screens.workshop_parts import Workshop

UNDONE, REDONE = N_("Undone: {what}"), N_("Redone: {what}")


class History:
    """Takes the last change back, or makes it again."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def undo(self) -> None:
        self._reverse(self.workshop.opened.undo, say("Nothing to undo."), UNDONE)

    def redo(self) -> None:
        self._reverse(self.workshop.opened.redo, say("Nothing to redo."), REDONE)

    def _reverse(self, reverse: Callable[[], Words | None], nothing: Words, done: str) -> None:
        workshop = self.workshop
        before, session = workshop.sheet.grid, workshop.session
        words = said_of(workshop, reverse, nothing, done)
        if workshop.session is not session:
            workshop.sheet.go_to_change(before)
        workshop.tell(words)


def said_of(workshop: Workshop, reverse: Callable[[], Words | None], nothing: Words, done: str) -> Words:
    """Takes a step back or makes it again: what was done, or why not."""
    session = workshop.session
    what = reverse()
    if what is None:
        return nothing
    left = workshop.opened.left
    if workshop.session is session and any(place.field for place in left):
        return say("{what}: stays, because it was changed since.", what=what)
    if workshop.session is session:
        return say("{what}: stays, because what came later needs it.", what=what)
    if left:
        where = cell_name(workshop.session, left[0])
        return say("{done} · stays as it is: {place}", done=say(done, what=what), place=where)
    return say(done, what=what)
