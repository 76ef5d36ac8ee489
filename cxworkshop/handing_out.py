"""Where a document goes: its folder, its name, what it never takes the place of; for screens and verbs."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cxworkshop.documents import PAGES, Written, documents, people_of, write_document, written_document
from cxworkshop.documents.firm import Firm
from cxworkshop.documents.names import document_name
from cxworkshop.errors import NotSaved, WrongUse, quoted
from cxworkshop.language import N_, say
from cxworkshop.model.kind import Option
from cxworkshop.model.matching import match, several
from cxworkshop.model.session import Session
from cxworkshop.storage.atomic import remove_leftovers, replace_files
from cxworkshop.storage.file.disk_errors import not_saved, why_not_written
from cxworkshop.storage.file.folder import documents_folder, summary
from cxworkshop.storage.outside import check_replaceable, make_own_folder

EVERYBODY = "all"


class Handout(NamedTuple):
    """A document on its way to a file."""

    document: str
    language: str
    on: date
    person: str | None = None
    """Whose page it is; an id."""
    form: str = "md"
    firm: Firm | None = None
    """Whose templates and look it has."""

    def text(self, session: Session) -> str:
        """Its Markdown, whatever its form is."""
        return write_document(
            session,
            self.document,
            language=self.language,
            on=self.on,
            person=self.person,
            firm=self.firm,
        )

    @property
    def is_text(self) -> bool:
        """Whether it can be plain text, as a mail."""
        return "txt" in documents(self.firm)[self.document].forms

    def copied(self, session: Session) -> str:
        """What is copied of it: plain text where it can be that, else its Markdown."""
        if not self.is_text:
            return self.text(session)
        return self._replace(form="txt").written(session).data.decode()

    def written(self, session: Session) -> Written:
        return written_document(
            session,
            self.document,
            language=self.language,
            on=self.on,
            person=self.person,
            form=self.form,
            firm=self.firm,
        )

    def name(self, session: Session) -> str:
        each = documents(self.firm)[self.document].each
        return document_name(session, self.document, self.language, self.on, self.person, self.form, each)


def for_everybody(session: Session, handout: Handout) -> tuple[Handout, ...]:
    """A page for each person who has one."""
    people = people_of(session, handout.document, handout.on, handout.firm)
    return tuple(handout._replace(person=person) for person in people)


def all_documents(session: Session, handout: Handout) -> tuple[Handout, ...]:
    """Every document, a page for each person who has one, in the form of `handout` or the usual one; lists,
    calendar and mails in their usual form besides."""
    made: list[Handout] = []
    for name, document in documents(handout.firm).items():
        usual = document.forms[0]
        chosen = handout.form if handout.form in document.forms else usual
        for form in dict.fromkeys((chosen, chosen if usual in PAGES else usual)):
            this = handout._replace(document=name, form=form, person=None)
            made += for_everybody(session, this) if document.is_personal else (this,)
    return tuple(made)


def paths_of(session: Session, workshop: Path, handouts: Iterable[Handout]) -> dict[Path, Handout]:
    """Where each document goes beside the workshop; names that read the same have a number."""
    paths: dict[Path, Handout] = {}
    for handout in handouts:
        first = path = documents_folder(workshop) / handout.name(session)
        number = 1
        while path in paths:
            number += 1
            path = first.with_name(first.name.replace(".", f"-{number}.", 1))
        paths[path] = handout
    return paths


def files_of(session: Session, workshop: Path, handouts: Iterable[Handout]) -> dict[Path, Written]:
    """The file of each document beside the workshop."""
    paths = paths_of(session, workshop, handouts)
    return {path: handout.written(session) for path, handout in paths.items()}


def person_named(session: Session, words: str, table: str = "people") -> str:
    """The id of the person, or of the partner, whom somebody calls so, by id or by name.

    Raises WrongUse when that is nobody, or may be several.
    """
    options = [Option(row.id, session.name_of(table, row.id)) for row in session.records(table)]
    if any(option.value == words for option in options):
        return words
    meant = match(options, words)
    if taken := meant.taken or (meant.candidates[0] if len(meant.candidates) == 1 else None):
        return str(taken.value)
    if meant.possible:
        raise WrongUse(several(quoted(words), meant))
    names = "; ".join(option.text for option in options)
    if not names:
        raise WrongUse(say("There is nobody called {name}, and nobody else either.", name=quoted(words)))
    raise WrongUse(say("There is nobody called {name}. There is: {names}.", name=quoted(words), names=names))


def replaced(files: Mapping[Path, Written]) -> tuple[Path, ...]:
    """The files that are there already and say something else; one that stays as it is is none of them."""
    return tuple(path for path, document in files.items() if _is_another(path, document.data))


def _is_another(path: Path, data: bytes) -> bool:
    if not path.exists():
        return False
    return not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data


def hand_out(files: Mapping[Path, Written], *, replace: bool, folder: Path | None = None) -> None:
    """Writes documents, none of them when one may not be written; makes `folder` first.

    Raises NotSaved when a file is there and may not be replaced, when it is a workshop, or when the system
    does not let us write.
    """
    path = folder
    try:
        if folder is not None:
            make_own_folder(folder)
        for path in files:
            if not path.parent.exists():
                why = say("there is no folder {folder}", folder=path.parent)
                raise NotSaved(say("{file} could not be written: {why}.", file=path.name, why=why))
            check_replaceable(path)
            if path.exists() and summary(path).readable:
                raise NotSaved(say("{file} is a workshop; no document takes its place.", file=path.name))
        if not replace and (there := replaced(files)):
            raise NotSaved(say("{file} is there already; --replace writes over it.", file=there[0]))
        for parent in {path.parent for path in files}:
            remove_leftovers(parent, {path.name for path in files}.__contains__ if folder is None else bool)
        replace_files({path: document.data for path, document in files.items()})
    except OSError as error:
        raise _not_written(path or Path(), files, error) from error


def _not_written(path: Path, files: Mapping[Path, Written], error: OSError) -> NotSaved:
    """Why documents could not be written, and that none of several is there."""
    if isinstance(error, NotSaved):
        return error
    why = why_not_written(error)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        words = N_(
            "Nothing can be written into {folder}: {why}. On the command line --output FILE writes a "
            "document elsewhere."
        )
        return NotSaved(say(words, folder=next(iter(files), path).parent, why=why), why)
    if len(files) == 1:
        return not_saved(path, error)
    words = N_("{n} documents could not be written: {why}. None of them is in {folder}.")
    return NotSaved(say(words, n=len(files), why=why, folder=path.parent), why)
