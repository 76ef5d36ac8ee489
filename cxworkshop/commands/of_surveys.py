"""The commands of importing survey answers: a part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.commands.situation import ANSWERED_OR_RECORDED
from cxworkshop.language import N_

OPTION_KEYS = "1234567890abcdefg"
"""The keys of options, one after the other; none of them is that of another command of the page."""

# fmt: off
OF_SURVEYS: tuple[Command, ...] = (
    Command("import_answers", ("I", "upper_i"), N_("Import answers"),
            N_("reads a file of survey answers into measures and figures; shows first what was understood"),
            "workshop", changes=True, begins_text=True),
    Command("read_file", ("enter",), N_("Read it"), N_("reads the file that is typed, or under the cursor"),
            "survey_file", 9, by_name=False),
    Command("complete", ("tab",), N_("Complete"), N_("types on as far as all names are alike"), "survey_file",
            8, by_name=False),
    Command("take_or_record", ("enter",), N_("Take it or record"),
            N_("answers what is open as it is proposed; where nothing is open, records figures as one step"),
            "survey", 9, by_name=False, needs=(ANSWERED_OR_RECORDED,)),
    Command("say_option", tuple(OPTION_KEYS), N_("Say it"),
            N_("says the option of that number or letter"), "survey", 8, by_name=False, by_key=True,
            keys_label="1–9"),
    Command("next_option", ("space",), N_("Next option"), N_("says the option after the one in force"),
            "survey", 6, by_name=False),
    Command("say_touchpoint", ("t",), N_("Type it"),
            N_("types the touchpoint of the workshop that it is, or the days of answers without a day"),
            "survey", 7, begins_text=True),
    Command("not_counted", ("l",), N_("Not counted"),
            N_("lists the rows that are not counted, each with its line and why"), "survey", 5),
)
# fmt: on
