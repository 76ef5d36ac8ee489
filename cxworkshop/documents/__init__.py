"""The documents of a workshop: their registry, their text, and what is still missing in them.

Called by the screens and the command line. Importing this module loads neither Jinja nor the record.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, _, say, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cxworkshop.documents.firm import Firm
    from cxworkshop.documents.lists import List
    from cxworkshop.documents.tree import About
    from cxworkshop.language import Words
    from cxworkshop.model.session import Session


FORMS = {
    "md": "Markdown",
    "txt": N_("Plain text"),
    "html": "HTML",
    "docx": "Word",
    "pdf": "PDF",
    "csv": "CSV",
    "ics": "iCalendar",
    "json": "JSON",
}
"""What a document can be, by the end of its file's name."""
PAGES = ("md", "html", "docx", "pdf")
"""What every document that has a template can be."""
TEXTS = frozenset({"md", "txt", "html", "csv", "ics", "json"})
"""The forms that a terminal can show."""


class Document(NamedTuple):
    """A document that can be written."""

    title: str
    module: str
    """Where it is written, imported when it is first needed: a `Writer`."""
    each: str = ""
    """The table of whose rows each has a page, people or partners; its module is a `PersonalWriter`."""
    forms: tuple[str, ...] = PAGES
    """What it can be, of FORMS; the usual one first. A `TableWriter` for `csv`."""
    audience: str = ""
    """For whom it is; empty where nobody says."""
    template: str = ""
    """The name of its template when that is not its own: `templates/<name>.md.j2`."""

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


class TableWriter(Writer, Protocol):
    """What the module of a document that can be a list of values defines besides."""

    def table(self, session: Session, on: date) -> List:
        """The list: the round in view, on a day."""


class PersonalWriter(Writer, Protocol):
    """What the module of a document with a page of each person or partner defines besides."""

    def content(self, session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
        """As `Writer.content`, of one of them; of all when it is None."""

    def people(self, session: Session, on: date) -> tuple[str, ...]:
        """The ids of those who have a page, in the order of the record."""


def _list(title: str, module: str, *forms: str) -> Document:
    audience = N_("other programs, and whoever wants a list")
    return Document(title, f"cxworkshop.documents.lists.{module}", "", forms, audience, template="list")


_EACH, _SEAT = N_("each person with a part in it"), N_("each person in the room, before anybody speaks")
_ROOM = "cxworkshop.documents"
DOCUMENTS = {
    "plan": Document(
        N_("Action plan"), f"{_ROOM}.plan", "", (*PAGES, "csv"), audience=N_("everybody who was there")
    ),
    "ballot": Document(N_("Ballot sheet"), f"{_ROOM}.ballot_sheet", audience=_SEAT),
    "background": Document(
        N_("What the plan rests on"), f"{_ROOM}.background", audience=N_("whoever wants to look something up")
    ),
    "owner": Document(N_("Page of a person"), f"{_ROOM}.owner", "people", audience=_EACH),
    "board": Document(N_("Page for the board"), f"{_ROOM}.board", audience=N_("the board")),
    "mail": Document(
        N_("Mail with a person's page"), f"{_ROOM}.mail", "people", ("txt", *PAGES), audience=_EACH
    ),
    "partner": Document(
        N_("Sheet for a partner"),
        f"{_ROOM}.partner",
        "partners",
        audience=N_("each partner; nothing internal"),
    ),
    "kpi-wall": Document(N_("Wall of figures"), f"{_ROOM}.kpi_wall", audience=N_("the whole staff")),
    "check-30": Document(
        N_("Check after 30 days"), f"{_ROOM}.check_30", audience=N_("everybody, at the check after 30 days")
    ),
    "check-90": Document(
        N_("Check after 90 days"), f"{_ROOM}.check_90", audience=N_("everybody, at the check after 90 days")
    ),
    "briefing": Document(N_("Briefing for the sponsor"), f"{_ROOM}.briefing", audience=N_("the sponsor")),
    "preparation": Document(
        N_("Before the day"), f"{_ROOM}.preparation", audience=N_("those who prepare the day")
    ),
    "ballots": Document(N_("Ballot sheets, one a seat"), f"{_ROOM}.ballot_sheets", audience=_SEAT),
    "goal-cards": Document(
        N_("Goal cards"), f"{_ROOM}.goal_cards", audience=N_("the groups that write the goals")
    ),
    "log": Document(
        N_("Facilitator's log"), f"{_ROOM}.log", audience=N_("the facilitator; not for distribution")
    ),
    "actions": _list(N_("Actions"), "actions", "csv", *PAGES),
    "owners": _list(N_("Responsibilities"), "owners", "csv", *PAGES),
    "measures": _list(N_("Measures"), "measures", "csv", *PAGES),
    "calendar": _list(N_("Calendar"), "calendar", "ics", "csv", *PAGES),
    "session": _list(N_("Values of the record"), "session", "json"),
}
"""Every document by the name that the command line knows."""

BALLOTS = frozenset({"ballot", "ballots"})
"""The documents whose printing fixes the letters of the candidates."""


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
    firm: Firm | None = None,
) -> str:
    """The text of a document of the round in view, Markdown where it has it; it depends on nothing but the
    record and the day.

    `person`: whose page of a personal document, a partner's of `partner`; all pages when it is None. `firm`:
    whose templates. Raises WrongUse when there is no such document, FaultyTemplate.
    """
    forms = _document(name, firm).forms
    form = "md" if "md" in forms else forms[0]
    written = written_document(session, name, language=language, on=on, person=person, form=form, firm=firm)
    return written.data.decode()


def written_document(
    session: Session,
    name: str,
    *,
    language: str,
    on: date,
    person: str | None = None,
    form: str = "md",
    firm: Firm | None = None,
) -> Written:
    """The file of a document in a form: as `write_document`, the same bytes every time.

    `firm`: whose templates and look. Raises WrongUse when there is no such document, or when it has no such
    form, FaultyTemplate.
    """
    check_form(name, form, firm)
    document = _document(name, firm)
    with speaking(language, session.organisation.sector):
        if form not in (*PAGES, "txt"):
            return _values(session, document, language, on, form)
        content = _content(session, document, on, person)
        text = _markdown(name, document, content, on, firm)
        if form == "md":
            from cxworkshop.documents.as_printed import as_printed

            return Written(as_printed(session, text).encode())
        return _pages(text, content, _about(session, document, language, on), form, firm)


def _content(session: Session, document: Document, on: date, person: str | None) -> Mapping[str, object]:
    from cxworkshop.method.intervals import as_known

    writer, session = _writer(document), as_known(session, on)
    return (
        cast(PersonalWriter, writer).content(session, on, person) if person else writer.content(session, on)
    )


def _markdown(
    name: str, document: Document, content: Mapping[str, object], on: date, firm: Firm | None
) -> str:
    """What a template makes of the contents: a firm's in a process of its own."""
    template = f"{document.template or name}.md.j2"
    if firm and firm.sources:
        from cxworkshop.documents.firm import task
        from cxworkshop.documents.firm.apart import text_of

        own = f"{name}.md.j2"
        text = text_of(task(firm, own if own in firm.sources else template, content, on))
    else:
        from cxworkshop.documents.environment import our_environment

        text = our_environment().get_template(template).render(content)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _pages(text: str, content: Mapping[str, object], about: About, form: str, firm: Firm | None) -> Written:
    """The Markdown of a document in a form that has pages."""
    from cxworkshop.documents.look import Look
    from cxworkshop.documents.pictures import pictures_in
    from cxworkshop.documents.reader import read
    from cxworkshop.documents.tree import Tree
    from cxworkshop.documents.writers import encoded

    tree = Tree(about, read(text, pictures_in(content.values())))
    return encoded(form, tree, firm.look if firm else Look())


def _values(session: Session, document: Document, language: str, on: date, form: str) -> Written:
    """A document in a form without pages, from plain values."""
    from cxworkshop.documents.writers import encoded
    from cxworkshop.method.intervals import as_known

    session = as_known(session, on)
    match form:
        case "csv":
            return encoded("csv", cast(TableWriter, _writer(document)).table(session, on), language)
        case "ics":
            from cxworkshop.documents.lists.calendar import events

            title = session.organisation.name or session.workshop.title
            return encoded("ics", events(session, on), title, on)
        case _:
            return encoded("json", _writer(document).content(session, on))


def _about(session: Session, document: Document, language: str, on: date) -> About:
    from cxworkshop.documents.tree import About

    organisation = session.organisation.name or session.workshop.title
    state = "" if session.round.is_closed else _("Draft")
    return About(_(document.title), organisation, language, on, state)


def check_form(name: str, form: str, firm: Firm | None = None) -> None:
    """Raises WrongUse when there is no such document, or when it has no such form."""
    if form not in (forms := _document(name, firm).forms):
        words = say(
            "{name} cannot be {form}; it can be: {forms}.", name=name, form=form, forms=", ".join(forms)
        )
        raise WrongUse(words)


def missing(session: Session, name: str, firm: Firm | None = None) -> tuple[Words, ...]:
    """What is missing in a document. Raises WrongUse when there is no such document."""
    return _writer(_document(name, firm)).missing(session)


def people_of(session: Session, name: str, on: date, firm: Firm | None = None) -> tuple[str, ...]:
    """The ids of those who have a page of their own in a document; empty where it is for everybody."""
    document = _document(name, firm)
    return cast(PersonalWriter, _writer(document)).people(session, on) if document.is_personal else ()


def _writer(document: Document) -> Writer:
    return cast(Writer, import_module(document.module))


def _document(name: str, firm: Firm | None) -> Document:
    """Raises WrongUse when there is no such document."""
    known = documents(firm)
    if name not in known:
        raise WrongUse(
            say("There is no document {name}; there is: {names}.", name=name, names=", ".join(known))
        )
    return known[name]
