"""The commands of the screen of the documents and of what comes back from them: a part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.commands.situation import HOLES, PERSONAL, SEVERAL_FORMS, SOMEBODY
from cxworkshop.language import N_

# fmt: off
OF_DOCUMENTS: tuple[Command, ...] = (
    Command("write", ("enter", "w"), N_("Write"), N_("writes the document to a file"), "documents", 9),
    Command("next_document", ("tab",), N_("Next document"), N_("shows the next document"), "documents", 8),
    Command("previous_document", ("shift+tab",), N_("Document before"), N_("shows the document before"),
            "documents"),
    Command("next_person", ("n",), N_("Next person"), N_("shows the page of the next person"), "documents", 7,
            needs=(PERSONAL, SOMEBODY)),
    Command("previous_person", ("N", "upper_n"), N_("Person before"),
            N_("shows the page of the person before"), "documents", needs=(PERSONAL, SOMEBODY)),
    Command("write_all", ("a",), N_("Everybody's pages"), N_("writes a page for everybody"), "documents", 7,
            needs=(PERSONAL, SOMEBODY)),
    Command("write_everything", ("A", "upper_a"), N_("All documents"),
            N_("writes every document, and a page for everybody"), "documents", 5),
    Command("document_form", ("f",), N_("Other form"),
            N_("makes it Markdown, a page for a browser, or what else it can be"), "documents", 6,
            needs=(SEVERAL_FORMS,)),
    Command("document_language", ("l",), N_("Other language"),
            N_("shows the document in the other language"), "documents", 6),
    Command("open_document", ("o",), N_("Open it"),
            N_("opens the written file with the program that the system has for it"), "documents", 5),
    Command("copy_document", ("y", "ctrl+c"), N_("Copy"),
            N_("puts the text of the document on the clipboard"), "documents", 4),
    Command("holes", ("m",), N_("Missing"),
            N_("goes through what is missing in it; Enter goes to the step that mends it"), "documents", 6,
            needs=(HOLES,)),
    Command("check_in", ("c",), N_("Check in"),
            N_("takes back what was ticked and written at the actions of a document; shows it first"),
            "documents", 5, changes=True, begins_text=True),
    Command("go_to_hole", ("enter",), N_("Go there"), N_("goes to the step that mends it"), "holes", 9),
    Command("record", ("enter",), N_("Record"), N_("records what was understood, as one step"), "check_in",
            9, by_name=False),
)
# fmt: on
