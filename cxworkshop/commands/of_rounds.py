"""Commands of rounds: the next one, two beside each other, check-ins, what is due. A part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.commands.situation import A_WORKSHOP, READABLE, SEVERAL_ROUNDS
from cxworkshop.language import N_

# fmt: off
OF_ROUNDS: tuple[Command, ...] = (
    Command("next_round", ("r",), N_("Next round"),
            N_("shows what the next round begins with, and closes this one; what this one began with on its "
               "first day"), "workshop", changes=True),
    Command("compare", ("equals_sign",), N_("Compare rounds"),
            N_("lays two rounds beside each other: figures, names, goals, deeds"), "workshop",
            needs=(SEVERAL_ROUNDS,)),
    Command("next_round", ("v",), N_("Next round"),
            N_("opens the workshop and shows what its next round begins with; Enter there begins it"),
            "library", 6, needs=(A_WORKSHOP, READABLE)),
    Command("compare", ("equals_sign",), N_("Compare rounds"),
            N_("lays two rounds of the workshop beside each other"), "library", needs=(A_WORKSHOP, READABLE)),
    Command("begin_round", ("enter",), N_("Close and begin"),
            N_("closes this round and begins the next; undo takes it back while nothing was done there"),
            "next_round", 9, changes=True),
    Command("begin_day", ("d",), N_("Day of the next round"),
            N_("gives the workshop the half day on which the team comes back: Measure and Redefine of this "
               "round first"), "next_round", 8, changes=True),
    Command("other_rounds", ("tab", "shift+tab"), N_("Other rounds"), N_("compares two other rounds"),
            "comparing", 9, by_key=True),
)
# fmt: on
