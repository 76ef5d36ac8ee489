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
    each: str = ""
    """The table of whose rows each has a page, people or partners; its module is a `PersonalWriter`."""

    @property
    def is_personal(self) -> bool:
        return bool(self.each)


class Writer(Protocol):
    """What the module of a document defines."""

    def content(self, session: Session, on: date) -> Mapping[str, object]:
        """What the template prints, by name: the round in view, written on a day."""

    def missing(self, session: Session) -> tuple[Words, ...]:
        """For each gap that the document will print: what is missing and which step supplies it."""


class PersonalWriter(Writer, Protocol):
    """What the module of a document with a page of each person or partner defines besides."""

    def content(self, session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
        """As `Writer.content`, of one of them; of all when it is None."""

    def people(self, session: Session, on: date) -> tuple[str, ...]:
        """The ids of those who have a page, in the order of the record."""


DOCUMENTS = {
    "plan": Document(N_("Action plan"), "cxworkshop.documents.plan"),
    "board": Document(N_("Page for the board"), "cxworkshop.documents.board"),
    "owner": Document(N_("Page of a person"), "cxworkshop.documents.owner", each="people"),
    "mail": Document(N_("Mail with a person's page"), "cxworkshop.documents.mail", each="people"),
    "partner": Document(N_("Sheet for a partner"), "cxworkshop.documents.partner", each="partners"),
    "background": Document(N_("What the plan rests on"), "cxworkshop.documents.background"),
    "kpi-wall": Document(N_("Wall of figures"), "cxworkshop.documents.kpi_wall"),
    "check-30": Document(N_("Check after 30 days"), "cxworkshop.documents.check_30"),
    "check-90": Document(N_("Check after 90 days"), "cxworkshop.documents.check_90"),
    "briefing": Document(N_("Briefing for the sponsor"), "cxworkshop.documents.briefing"),
    "preparation": Document(N_("Before the day"), "cxworkshop.documents.preparation"),
    "ballot": Document(N_("Ballot sheet"), "cxworkshop.documents.ballot_sheet"),
    "ballots": Document(N_("Ballot sheets, one a seat"), "cxworkshop.documents.ballot_sheets"),
    "goal-cards": Document(N_("Goal cards"), "cxworkshop.documents.goal_cards"),
    "log": Document(N_("Facilitator's log"), "cxworkshop.documents.log"),
}
"""Every document by the name that the command line knows."""

BALLOTS = frozenset({"ballot", "ballots"})
"""The documents whose printing fixes the letters of the candidates."""


FORMS = {"md": "Markdown", "html": "HTML"}
"""What a document can be, by the end of its file's name."""


def write_document(
    session: Session, name: str, *, language: str, on: date, person: str | None = None, form: str = "md"
) -> str:
    """The text of a document of the round in view; it depends on nothing but the record and the day.

    `form`: one of FORMS. `person`: whose page of a personal document, a partner's of `partner`; all pages
    when it is None.
    Raises WrongUse when there is no such document.
    """
    writer = _writer(name)
    from cxworkshop.documents.environment import our_environment

    with speaking(language, session.organisation.sector):
        if person:
            content = cast(PersonalWriter, writer).content(session, on, person)
        else:
            content = writer.content(session, on)
        text = our_environment().get_template(f"{name}.md.j2").render(content)
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    if form == "md":
        return text
    from cxworkshop.documents.html import html

    return html(text, language)


def missing(session: Session, name: str) -> tuple[Words, ...]:
    """What is missing in a document. Raises WrongUse when there is no such document."""
    return _writer(name).missing(session)


def people_of(session: Session, name: str, on: date) -> tuple[str, ...]:
    """The ids of those who have a page of their own in a document; empty where it is for everybody."""
    writer = _writer(name)
    return cast(PersonalWriter, writer).people(session, on) if DOCUMENTS[name].is_personal else ()


def _writer(name: str) -> Writer:
    if name not in DOCUMENTS:
        raise WrongUse(
            say("There is no document {name}; there is: {names}.", name=name, names=", ".join(DOCUMENTS))
        )
    return cast(Writer, import_module(DOCUMENTS[name].module))
