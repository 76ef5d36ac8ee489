"""A session that is on no disk yet, changed and taken back as an open one is, until a workshop starts."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.editing.changes import Change
from cxworkshop.editing.history import History, Step
from cxworkshop.language import Words
from cxworkshop.model.session import Session

Listener = Callable[[Session, Session], None]


class NotStarted:
    """Says when it changes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._history = History()
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Has `listener(before, after)` called after each change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, change: Change) -> None:
        """Makes a change. Raises what the change raises."""
        after = change(self.session)
        self._history.add(Step(change.name(self.session), self.session, after))
        self._put(after)

    def undo(self) -> Words | None:
        """Takes the last change back; its name, or None when there is none."""
        step = self._history.undo()
        if step is not None:
            self._put(step.before)
        return step and step.name

    def redo(self) -> Words | None:
        """Makes the change that was taken back again; its name, or None when there is none."""
        step = self._history.redo()
        if step is not None:
            self._put(step.after)
        return step and step.name

    def _put(self, after: Session) -> None:
        before, self.session = self.session, after
        for listener in tuple(self._listeners):
            listener(before, after)
