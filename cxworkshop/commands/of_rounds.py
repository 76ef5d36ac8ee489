"""Commands of rounds: the next one, two beside each other, check-ins, what is due. A part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.commands.situation import (
    A_DEED,
    A_MATTER,
    A_WORKSHOP,
    AN_EARLIER_ROUND,
    ANOTHER_CHECK,
    OURS,
    READABLE,
    SEVERAL_ROUNDS,
)
from cxworkshop.language import N_, NC_

# fmt: off
OF_ROUNDS: tuple[Command, ...] = (
    Command("next_round", ("M", "upper_m"), N_("Next round"),
            N_("shows what the next round begins with, and closes this one; what this one began with on its "
               "first day"), "workshop", changes=True),
    Command("compare", ("equals_sign",), N_("Compare rounds"),
            N_("lays two rounds beside each other: figures, names, goals, deeds"), "workshop",
            needs=(SEVERAL_ROUNDS,)),
    Command("earlier_round", ("E", "upper_e"), N_("Round before"),
            N_("looks at the round before, with its lists and documents as they were; Back returns"),
            "workshop", needs=(AN_EARLIER_ROUND,)),
    Command("next_round", ("v",), N_("Next round"),
            N_("opens the workshop and shows what its next round begins with; Enter there begins it"),
            "library", 6, needs=(A_WORKSHOP, OURS, READABLE)),
    Command("compare", ("equals_sign",), N_("Compare rounds"),
            N_("lays two rounds of the workshop beside each other"), "library",
            needs=(A_WORKSHOP, OURS, READABLE)),
    Command("due", ("d",), N_("What is due"),
            N_("what is due in all workshops, by whom to call; Enter there opens the workshop at it"),
            "library", 5),
    Command("beside", ("y",), N_("You beside the others"),
            N_("the figures of the team beside those of the other organisations in the folder, without a "
               "name"),
            "library", needs=(A_WORKSHOP, OURS, READABLE)),
    Command("see_to_it", ("enter",), N_("See to it"), N_("opens the workshop where it is seen to"), "due", 9,
            by_name=False),
    Command("begin_round", ("enter",), N_("Close and begin"),
            N_("closes this round and begins the next; undo takes it back while nothing was done there"),
            "next_round", 9, changes=True),
    Command("begin_day", ("d",), N_("Day of the next round"),
            N_("gives the workshop the half day on which the team comes back: Measure and Redefine of this "
               "round first"), "next_round", 8, changes=True),
    Command("hold_check_in", ("i",), N_("Check-in"),
            N_("goes through promises and open actions one by one, between two rounds"), "workshop",
            changes=True),
    Command("met", ("d",), N_("Done"), N_("it is done, the promise is kept; then a day and a word, or Enter"),
            "checking", 9, changes=True, begins_text=True, needs=(A_MATTER,)),
    Command("going", ("g",), N_("In progress"), N_("it goes on; until when, where its date has passed"),
            "checking", 8, changes=True, begins_text=True, needs=(A_MATTER,)),
    Command("stuck", ("b",), N_("Blocked"), N_("what would unblock it, and until when?"), "checking", 8,
            changes=True, begins_text=True, needs=(A_MATTER, A_DEED)),
    Command("later", ("l",), NC_("check-in", "Later"),
            N_("gives it another date: +30d and why, from its date or from today; Enter alone: two weeks"),
            "checking", 8, changes=True, begins_text=True, needs=(A_MATTER,)),
    Command("given_up", ("x",), N_("Dropped"), N_("it is dropped, the promise is not kept"), "checking", 7,
            changes=True, begins_text=True, needs=(A_MATTER,)),
    Command("which_check", ("c",), N_("Which check"),
            N_("holds it as the check after 30 days, after 90 days, or one in between"), "checking", 7,
            changes=True, needs=(ANOTHER_CHECK,)),
    Command("acknowledged", ("a",), N_("Acknowledged"),
            N_("the one who follows up has acknowledged it, or has not"), "checking", 4, changes=True),
    Command("holds", ("o",), N_("Responsibility"),
            N_("everybody still answers for what was agreed: yes; no, and whose not; open"), "checking", 4,
            changes=True, begins_text=True),
    Command("undo", ("u", "ctrl+z"), N_("Undo"), N_("takes the last change back"), "checking", 5,
            changes=True),
    Command("redo", ("U", "upper_u", "ctrl+y"), N_("Redo"), N_("makes it again"), "checking", changes=True),
    Command("other_rounds", ("tab", "shift+tab"), N_("Other rounds"), N_("compares two other rounds"),
            "comparing", 9, by_key=True),
)
# fmt: on
