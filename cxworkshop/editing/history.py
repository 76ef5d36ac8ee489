"""What was done and what was taken back: whole values, which share all that did not change."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from cxworkshop.language import Words
from cxworkshop.model.session import Session

_LONGEST = 1000
"""Steps that can be taken back. Each holds the tuple of the table it changed: 16 kB at 2,000 rows."""


class Step(NamedTuple):
    """One change: what it is called, and the session on either side of it."""

    name: Words
    before: Session
    after: Session


class History:
    """The steps done and undone. Nothing here changes a session: whoever asks puts the value back."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=_LONGEST)
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """A new step; what was undone before it can be redone no more."""
        self._done.append(step)
        self._undone.clear()

    def bar(self) -> None:
        """Forgets everything: neither undo nor redo goes past this point."""
        self._done.clear()
        self._undone.clear()

    def undo(self) -> Step | None:
        """The step to take back; None when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The step to do again; None when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]
