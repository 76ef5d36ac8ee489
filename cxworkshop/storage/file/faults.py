"""Collects what is wrong in a file, which may be more than anybody reads; used by what reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cxworkshop.language import Words, say_n
from cxworkshop.model.place import Place
from cxworkshop.storage.store import Fault

MOST_FAULTS = 1000
"""How many faults are listed one by one; of a file with more of them the others are counted."""


@dataclass
class Faults:
    """The faults that are listed, and the number of the others."""

    listed: list[Fault] = field(default_factory=list)
    others: int = 0

    def add(self, words: Callable[[], Words], place: Place | None = None) -> None:
        """Lists a fault, or counts it; only then its words need not be made."""
        if len(self.listed) < MOST_FAULTS:
            self.listed.append(Fault(words(), place))
        else:
            self.others += 1

    def all(self) -> tuple[Fault, ...]:
        """Those that are listed, and a last one that tells how many others there are."""
        if not self.others:
            return tuple(self.listed)
        more = say_n("{n} more thing is wrong.", "{n} more things are wrong.", self.others)
        return (*self.listed, Fault(more))
