"""Undo and redo at a check-in: the cursor goes to what changed, and what was undone is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cxworkshop.language import Words, say
from cxworkshop.method.checkins import Matter
from cxworkshop.model.place import Place, record_at
from cxworkshop.screens.workshop_history import REDONE, UNDONE, said_of
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.widgets.list_box import ListBox


class Answers(Protocol):
    """What the history uses of the list of a check-in."""

    workshop: Workshop
    shown: tuple[Matter, ...]
    rows: ListBox

    def moved(self) -> None: ...

    def tell(self, words: Words) -> None: ...

    def took_choice_back(self) -> bool: ...


class CheckHistory:
    """Takes the last answer back, or makes it again."""

    def __init__(self, screen: Answers) -> None:
        self.screen = screen

    def do_undo(self) -> None:
        """Takes back which check-in it is, while nothing was said at it, else the last answer."""
        if self.screen.took_choice_back():
            self.screen.tell(say(UNDONE, what=say("Which check")))
        else:
            self._reverse(self.screen.workshop.opened.undo, say("Nothing to undo."), UNDONE)

    def do_redo(self) -> None:
        self._reverse(self.screen.workshop.opened.redo, say("Nothing to redo."), REDONE)

    def _reverse(self, reverse: Callable[[], Words | None], nothing: Words, done: str) -> None:
        screen, before = self.screen, self._state()
        words = said_of(screen.workshop, reverse, nothing, done)
        now = self._state()
        changed = (i for i, row in enumerate(screen.shown) if before.get(row.place) != now[row.place])
        if (at := next(changed, None)) is not None:
            screen.rows.row = at
            screen.rows.draw_all()
            screen.moved()
        screen.tell(words)

    def _state(self) -> dict[Place, tuple[object, ...]]:
        """What each row says."""
        session = self.screen.workshop.session
        return {row.place: (row.line, record_at(session, row.place)) for row in self.screen.shown}
