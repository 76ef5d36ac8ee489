"""The documents of a workshop: their registry, their text, and what is still missing in them.

Called by the screens and the command line. Importing this module loads neither Jinja nor the record.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, _, date_text, say, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cxworkshop.documents.tree import About
    from cxworkshop.language import Words
    from cxworkshop.model.session import Session


FORMS = {"md": "Markdown", "html": "HTML"}
"""What a document can be, by the end of its file's name."""
PAGES = ("md", "html")
"""What every document that has a template can be."""


class Document(NamedTuple):
    """A document that can be written; its template is `templates/<name>.md.j2`."""

    title: str
    module: str
    """Where it is written, imported when it is first needed: a `Writer`."""
    each: str = ""
    """The table of whose rows each has a page, people or partners; its module is a `PersonalWriter`."""
    forms: tuple[str, ...] = PAGES
    """What it can be, of FORMS; the usual one first."""

    @property
    def is_personal(self) -> bool:
        return bool(self.each)


class Written(NamedTuple):
    """A document in a form."""

    data: bytes
    notes: tuple[str, ...] = ()
    """What the form could not hold, in words."""


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
    "ballot": Document(N_("Ballot sheet"), "cxworkshop.documents.ballot_sheet"),
    "background": Document(N_("What the plan rests on"), "cxworkshop.documents.background"),
    "owner": Document(N_("Page of a person"), "cxworkshop.documents.owner", each="people"),
    "board": Document(N_("Page for the board"), "cxworkshop.documents.board"),
    "mail": Document(N_("Mail with a person's page"), "cxworkshop.documents.mail", each="people"),
    "partner": Document(N_("Sheet for a partner"), "cxworkshop.documents.partner", each="partners"),
    "kpi-wall": Document(N_("Wall of figures"), "cxworkshop.documents.kpi_wall"),
    "check-30": Document(N_("Check after 30 days"), "cxworkshop.documents.check_30"),
    "check-90": Document(N_("Check after 90 days"), "cxworkshop.documents.check_90"),
    "briefing": Document(N_("Briefing for the sponsor"), "cxworkshop.documents.briefing"),
    "preparation": Document(N_("Before the day"), "cxworkshop.documents.preparation"),
    "ballots": Document(N_("Ballot sheets, one a seat"), "cxworkshop.documents.ballot_sheets"),
    "goal-cards": Document(N_("Goal cards"), "cxworkshop.documents.goal_cards"),
    "log": Document(N_("Facilitator's log"), "cxworkshop.documents.log"),
}
"""Every document by the name that the command line knows."""

BALLOTS = frozenset({"ballot", "ballots"})
"""The documents whose printing fixes the letters of the candidates."""


def write_document(session: Session, name: str, *, language: str, on: date, person: str | None = None) -> str:
    """The Markdown of a document of the round in view; it depends on nothing but the record and the day.

    `person`: whose page of a personal document, a partner's of `partner`; all pages when it is None.
    Raises WrongUse when there is no such document.
    """
    with speaking(language, session.organisation.sector):
        return _markdown(name, _content(session, name, on, person))


def written_document(
    session: Session,
    name: str,
    *,
    language: str,
    on: date,
    person: str | None = None,
    form: str = "md",
) -> Written:
    """The file of a document in a form: as `write_document`, the same bytes every time.

    Raises WrongUse when there is no such document, or when it has no such form.
    """
    check_form(name, form)
    with speaking(language, session.organisation.sector):
        content = _content(session, name, on, person)
        text = _markdown(name, content)
        if form == "md":
            return Written(text.encode())
        return _pages(text, content, _about(session, name, language, on), form)


def _content(session: Session, name: str, on: date, person: str | None) -> Mapping[str, object]:
    writer = _writer(name)
    return (
        cast(PersonalWriter, writer).content(session, on, person) if person else writer.content(session, on)
    )


def _markdown(name: str, content: Mapping[str, object]) -> str:
    from cxworkshop.documents.environment import our_environment

    text = our_environment().get_template(f"{name}.md.j2").render(content)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _pages(text: str, content: Mapping[str, object], about: About, form: str) -> Written:
    """The Markdown of a document in a form that has pages."""
    from cxworkshop.documents.look import Look
    from cxworkshop.documents.pictures import pictures_in
    from cxworkshop.documents.reader import read
    from cxworkshop.documents.tree import Tree

    writer = import_module(f"cxworkshop.documents.writers.{form}")
    made: Written = writer.write(Tree(about, read(text, pictures_in(content.values()))), Look())
    return made


def _about(session: Session, name: str, language: str, on: date) -> About:
    from cxworkshop.documents.tree import About

    organisation = session.organisation.name or session.workshop.title
    state = "" if session.round.is_closed else _("Draft")
    return About(_(DOCUMENTS[name].title), organisation, language, date_text(on), state)


def check_form(name: str, form: str) -> None:
    """Raises WrongUse when there is no such document, or when it has no such form."""
    _writer(name)
    if form not in (forms := DOCUMENTS[name].forms):
        words = say(
            "{name} cannot be {form}; it can be: {forms}.", name=name, form=form, forms=", ".join(forms)
        )
        raise WrongUse(words)


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
