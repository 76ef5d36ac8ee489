"""What a command says of itself, and how it judges whether it is useful now."""

from __future__ import annotations

from dataclasses import dataclass

from cxworkshop.commands.situation import Need, Situation
from cxworkshop.language import Words, say


@dataclass(frozen=True)
class Scope:
    """A part of the program that commands work in.

    `over` are the parts whose commands can be asked for at the same time, so that no two may listen to one
    key. Where `is_fixed`, letters and signs are answers, and keys are not free to choose.
    """

    title: str
    over: tuple[str, ...] = ()
    is_fixed: bool = False


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for.

    `keys` are Textual's names; the first one is shown. `where` is the scope it works in. `bar` is its weight
    in the key bar, 0 when it is only in the help and the palette. `asked` commands are run by name; the
    others belong to a list or an open cell and are keys only. What `changes` the record of a workshop does
    nothing for one that may only be looked at. What works `by_key` is told which of its keys was pressed.
    `called` is what many keys are called together.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: str
    bar: int = 0
    asked: bool = True
    changes: bool = False
    by_key: bool = False
    called: str = ""
    needs: tuple[Need, ...] = ()

    def works(self, now: Situation) -> bool:
        """Whether it may do anything here at all: the help tells of it."""
        return not (self.changes and now.read_only)

    def is_useful(self, now: Situation) -> bool:
        """Whether it stands in the key bar."""
        return self.works(now) and all(need.holds(now) for need in self.needs)

    def is_named(self, now: Situation) -> bool:
        """Whether it is among the commands by name."""
        return self.asked and self.works(now) and all(n.is_named or n.holds(now) for n in self.needs)

    def refusal(self, now: Situation) -> Words:
        """Why it does nothing now, to be said; empty when it does, or answers for itself."""
        if not self.works(now):
            return now.read_only
        return next((say(need.why) for need in self.needs if need.why and not need.holds(now)), "")
