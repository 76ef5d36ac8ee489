"""The documents of a workshop: their registry, their text, and what is still missing in them.

Called by the screens and the command line. Importing this module loads neither Jinja nor the record.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, say, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cxworkshop.language import Words
    from cxworkshop.model.session import Session


class Document(NamedTuple):
    """A document that can be written; its template is `templates/<name>.md.j2`."""

    title: str
    module: str
    """Where it is written, imported when it is first needed: a `Writer`."""


class Writer(Protocol):
    """What the module of a document defines."""

    def content(self, session: Session, on: date) -> Mapping[str, object]:
        """What the template prints, by name: the round in view, written on a day."""

    def missing(self, session: Session) -> tuple[Words, ...]:
        """For each gap that the document will print: what is missing and which step supplies it."""


DOCUMENTS = {
    "plan": Document(N_("Action plan"), "cxworkshop.documents.plan"),
    "ballot": Document(N_("Ballot sheet"), "cxworkshop.documents.ballot_sheet"),
}
"""Every document by the name that the command line knows."""


def write_document(session: Session, name: str, *, language: str, on: date) -> str:
    """The text of a document of the round in view; it depends on nothing but the record and the day.

    Raises WrongUse when there is no such document.
    """
    writer = _writer(name)
    from cxworkshop.documents.environment import our_environment

    with speaking(language, session.organisation.sector):
        text = our_environment().get_template(f"{name}.md.j2").render(writer.content(session, on))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def missing(session: Session, name: str) -> tuple[Words, ...]:
    """What is missing in a document. Raises WrongUse when there is no such document."""
    return _writer(name).missing(session)


def _writer(name: str) -> Writer:
    if name not in DOCUMENTS:
        raise WrongUse(
            say("There is no document {name}; there is: {names}.", name=name, names=", ".join(DOCUMENTS))
        )
    return cast(Writer, import_module(DOCUMENTS[name].module))
