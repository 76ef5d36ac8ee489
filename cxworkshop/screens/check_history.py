"""Undo and redo at a check-in: the cursor goes to what changed, and what was undone is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cxworkshop.language import N_, Words, say
from cxworkshop.method.checkins import Matter
from cxworkshop.model.place import Place, record_at
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.widgets.list_box import ListBox


class CheckList(Protocol):
    """What a check-in gives for its history."""

    workshop: Workshop
    shown: tuple[Matter, ...]
    rows: ListBox

    def moved(self) -> None:
        """Draws what is about the row under the cursor."""

    def tell(self, words: Words) -> None:
        """Shows a message until the next key."""


class CheckHistory:
    """Takes the last answer back, or makes it again."""

    def __init__(self, screen: CheckList) -> None:
        self.screen = screen

    def do_undo(self) -> None:
        self._reverse(self.screen.workshop.opened.undo, say("Nothing to undo."), N_("Undone: {what}"))

    def do_redo(self) -> None:
        self._reverse(self.screen.workshop.opened.redo, say("Nothing to redo."), N_("Redone: {what}"))

    def _reverse(self, reverse: Callable[[], Words | None], nothing: Words, done: str) -> None:
        screen, before = self.screen, self._state()
        what = reverse()
        now = self._state()
        changed = (i for i, row in enumerate(screen.shown) if before.get(row.place) != now[row.place])
        if (at := next(changed, None)) is not None:
            screen.rows.row = at
            screen.rows.draw_all()
            screen.moved()
        screen.tell(nothing if what is None else say(done, what=what))

    def _state(self) -> dict[Place, tuple[object, ...]]:
        """What each row says."""
        session = self.screen.workshop.session
        return {row.place: (row.line, record_at(session, row.place)) for row in self.screen.shown}
