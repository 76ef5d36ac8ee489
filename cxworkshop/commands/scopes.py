"""The parts of the program that commands work in, in the order in which help and documentation list them."""

from __future__ import annotations

from cxworkshop.commands.command import Scope
from cxworkshop.language import N_

SCOPES = {
    "everywhere": Scope(N_("everywhere")),
    "library": Scope(N_("library"), ("everywhere",)),
    "archive": Scope(N_("archive"), ("everywhere",)),
    "version": Scope(N_("another version in the library"), ("everywhere",)),
    "workshop": Scope(N_("workshop"), ("everywhere",)),
    "guide": Scope(N_("guide"), ("workshop", "everywhere")),
    "sheet": Scope(N_("list"), ("workshop", "new", "everywhere")),
    "card": Scope(N_("card"), ("sheet", "workshop", "everywhere")),
    "picture": Scope(N_("picture"), ("workshop", "everywhere")),
    "narrowed": Scope(N_("list with marked cells, sorted or filtered")),
    "cell": Scope(N_("open cell")),
    "choices": Scope(N_("open cell with a list")),
    "stopped": Scope(N_("list that refused to open a cell")),
    "new_row": Scope(N_("open new row")),
    "notes": Scope(N_("private notes"), ("everywhere",)),
    "parked": Scope(N_("parking lot"), ("everywhere",)),
    "faults": Scope(N_("what is wrong in a file"), ("everywhere",)),
    "new": Scope(N_("new workshop"), ("everywhere",)),
    "starters": Scope(N_("starter touchpoints"), ("new", "everywhere")),
    "documents": Scope(N_("documents"), ("everywhere",)),
    "holes": Scope(N_("what is missing in a document"), ("everywhere",)),
    "check_in": Scope(N_("what comes back in a document"), ("everywhere",)),
    "survey_file": Scope(N_("a file of survey answers")),
    "survey": Scope(N_("what survey answers are taken for"), ("everywhere",)),
    "ballot": Scope(N_("ballot grid"), is_fixed=True),
    "laptop": Scope(N_("the laptop goes round"), is_fixed=True),
    "answering": Scope(N_("answering on the laptop"), is_fixed=True),
    "reveal": Scope(N_("revealed ballot"), ("everywhere",)),
    "room_view": Scope(N_("the room view on this screen")),
    "due": Scope(N_("what is due in all workshops"), ("everywhere",)),
    "next_round": Scope(N_("next round"), ("everywhere",)),
    "checking": Scope(N_("check-in"), ("everywhere",)),
    "comparing": Scope(N_("two rounds beside each other"), ("everywhere",)),
    "merging": Scope(N_("two versions that become one"), ("everywhere",)),
    "versions": Scope(N_("versions"), ("everywhere",)),
    "joining": Scope(N_("another facilitator's workshop"), ("everywhere",)),
    "room_opening": Scope(N_("the room in browsers and on phones"), ("everywhere",)),
    "settings": Scope(N_("settings"), ("everywhere",)),
    "palette": Scope(N_("commands by name")),
    "finding": Scope(N_("finding words"), ("everywhere",)),
}
