"""The documents of a workshop: their registry, their text, and what is still missing in them.

Called by the screens and the command line. Importing this module loads neither Jinja nor the record.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, say, sector, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cxworkshop.documents.firm import Firm
    from cxworkshop.language import Words
    from cxworkshop.model.session import Session


class Document(NamedTuple):
    """A document that can be written; its template is `templates/<name>.md.j2`."""

    title: str
    module: str
    """Where it is written, imported when it is first needed: a `Writer`."""
    is_personal: bool = False
    """Whether there is a page of each person; its module is a `PersonalWriter`."""


class Writer(Protocol):
    """What the module of a document defines."""

    def content(self, session: Session, on: date) -> Mapping[str, object]:
        """What the template prints, by name: the round in view, written on a day."""

    def missing(self, session: Session) -> tuple[Words, ...]:
        """For each gap that the document will print: what is missing and which step supplies it."""


class PersonalWriter(Writer, Protocol):
    """What the module of a document with a page of each person defines besides."""

    def content(self, session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
        """As `Writer.content`, of one person; of everybody when it is None."""

    def people(self, session: Session, on: date) -> tuple[str, ...]:
        """The ids of those who have a page, in the order of the record."""


DOCUMENTS = {
    "plan": Document(N_("Action plan"), "cxworkshop.documents.plan"),
    "ballot": Document(N_("Ballot sheet"), "cxworkshop.documents.ballot_sheet"),
    "background": Document(N_("What the plan rests on"), "cxworkshop.documents.background"),
    "owner": Document(N_("Page of a person"), "cxworkshop.documents.owner", is_personal=True),
}
"""Every document by the name that the command line knows."""


FORMS = {"md": "Markdown", "html": "HTML"}
"""What a document can be, by the end of its file's name."""


def documents(firm: Firm | None = None) -> dict[str, Document]:
    """Every document by name, with those that a firm adds. Raises FaultyTemplate."""
    return {**DOCUMENTS, **firm.added()} if firm else DOCUMENTS


def write_document(
    session: Session,
    name: str,
    *,
    language: str,
    on: date,
    person: str | None = None,
    form: str = "md",
    firm: Firm | None = None,
) -> str:
    """The text of a document of the round in view; it depends on nothing but the record and the day.

    `form`: one of FORMS. `person`: whose page of a personal document; everybody's pages when it is None.
    `firm`: whose templates and look. Raises WrongUse when there is no such document, FaultyTemplate.
    """
    writer = _writer(name, firm)

    with speaking(language, session.organisation.sector):
        if person:
            content = cast(PersonalWriter, writer).content(session, on, person)
        else:
            content = writer.content(session, on)
        text = _rendered(name, content, firm, language, on)
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    if form == "md":
        return text
    from cxworkshop.documents.html import html

    return html(text, language, firm.look) if firm else html(text, language)


def _rendered(name: str, content: Mapping[str, object], firm: Firm | None, language: str, on: date) -> str:
    """The Markdown of a template: of a firm's in a process of its own."""
    if not firm or not firm.sources:
        from cxworkshop.documents.environment import our_environment

        return our_environment().get_template(f"{name}.md.j2").render(content)
    from cxworkshop.documents.firm import task
    from cxworkshop.documents.firm.apart import written

    return written(task(firm, name, content, on, language, sector()))


def missing(session: Session, name: str, firm: Firm | None = None) -> tuple[Words, ...]:
    """What is missing in a document. Raises WrongUse when there is no such document."""
    return _writer(name, firm).missing(session)


def people_of(session: Session, name: str, on: date, firm: Firm | None = None) -> tuple[str, ...]:
    """The ids of those who have a page of their own in a document; empty where it is for everybody."""
    writer = _writer(name, firm)
    return cast(PersonalWriter, writer).people(session, on) if documents(firm)[name].is_personal else ()


def _writer(name: str, firm: Firm | None) -> Writer:
    known = documents(firm)
    if name not in known:
        raise WrongUse(
            say("There is no document {name}; there is: {names}.", name=name, names=", ".join(known))
        )
    return cast(Writer, import_module(known[name].module))
