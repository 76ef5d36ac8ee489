"""A question whose answer is the next key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxworkshop.language import Words


@dataclass(frozen=True)
class Question:
    """A question with what is shown above it, and what to do when the answer is yes. `otherwise` is what
    space does, where a yes can only refuse; `picks` is what the digits 1, 2 … do. `anew` is called when
    others have changed something: it asks anew where that changes the question, or closes it."""

    words: Words
    yes: Callable[[], None]
    details: Sequence[Words] = ()
    otherwise: Callable[[], None] | None = None
    no: Callable[[], None] | None = None
    picks: Sequence[Callable[[], None]] = ()
    anew: Callable[[], None] | None = None

    def answer(self, key: str) -> None:
        """Does what a key says: a pick, yes, the other way where there is one, or no."""
        if key.isdecimal() and 0 < int(key) <= len(self.picks):
            self.picks[int(key) - 1]()
        elif key in ("enter", "y", "k"):
            self.yes()
        elif key == "space" and self.otherwise is not None:
            self.otherwise()
        elif self.no is not None:
            self.no()
