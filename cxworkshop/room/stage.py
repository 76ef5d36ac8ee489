"""What is shown of the day now, before, and behind the curtain. Each key gives a new stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cxworkshop.room.parts import AgendaLine, Clock, Look

REMEMBERED = 20
"""What was shown before, at most."""


@dataclass(frozen=True)
class Here:
    """What can be shown: an activity of the day with the view of it, a kind of `showing.VIEWS`. `row` is the
    id of the record that is talked about, `list` the list the view is of."""

    step: str
    activity: str
    view: str
    heading: str = ""
    row: str = ""
    ballot: str = "1"
    list: str = ""


@dataclass(frozen=True)
class Stage:
    now: Here
    past: tuple[Here, ...] = ()
    curtain: bool = False

    def show(self, here: Here) -> Stage:
        """Shows something else; what was shown is kept for `back`. Another row of it is no other thing."""
        if here == self.now:
            return self
        if replace(here, row="") == replace(self.now, row=""):
            return replace(self, now=here)
        return Stage(here, (*self.past, self.now)[-REMEMBERED:], self.curtain)

    def back(self) -> Stage:
        """Shows what was shown before; the same where there is nothing."""
        return Stage(self.past[-1], self.past[:-1], self.curtain) if self.past else self


@dataclass(frozen=True)
class Around:
    """What is shown and not recorded: the day it is judged on, the clock, where phones answer, how many are
    `joined`, how many have `answered` (None: as recorded), the look of the facilitator, the day's plan."""

    on: date
    clock: Clock | None = None
    url: str = ""
    joined: int = 0
    answered: int | None = None
    look: Look = "dark"
    agenda: tuple[AgendaLine, ...] = ()
