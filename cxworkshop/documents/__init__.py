"""What is handed out: the documents of a workshop, and the words that say what is still missing in them.

The screens and the command line call `write_document` and `missing`. Importing this costs neither Jinja nor
the record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, say, speaking

if TYPE_CHECKING:
    from datetime import date

    from cxworkshop.language import Words
    from cxworkshop.model.session import Session

DOCUMENTS = {"plan": N_("Action plan"), "ballot": N_("Ballot sheet")}
"""The documents that can be written: the name the command line knows, and the title."""


def write_document(session: Session, name: str, *, language: str, on: date) -> str:
    """The text of a document of the round in view, as it is written on a day. Same record and day, same text.

    Raises WrongUse when there is no such document.
    """
    _known(name)
    from cxworkshop.documents.environment import our_environment

    with speaking(language):
        text = our_environment().get_template(f"{name}.md.j2").render(_printed(session, name, on))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def missing(session: Session, name: str) -> tuple[Words, ...]:
    """The holes a document will print: for each what is missing and which step supplies it.

    Raises WrongUse when there is no such document.
    """
    _known(name)
    if name == "ballot":
        from cxworkshop.documents.ballot_sheet import holes

        return holes(session)
    from cxworkshop.documents.plan.gaps import gaps

    return tuple(words for words in gaps(session).values() if words)


def _printed(session: Session, name: str, on: date) -> dict[str, Any]:
    """What the template of a document finds."""
    if name == "ballot":
        from cxworkshop.documents.ballot_sheet import ballot_sheet

        return {"sheet": ballot_sheet(session, on)}
    from cxworkshop.documents.plan import plan

    return plan(session, on)._asdict()


def _known(name: str) -> None:
    if name not in DOCUMENTS:
        raise WrongUse(
            say("There is no document {name}; there is: {names}.", name=name, names=", ".join(DOCUMENTS))
        )
