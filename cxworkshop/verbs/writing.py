"""The verbs that write files or print for other programs: write, restore, schema."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError, NotSaved, WrongUse, quoted
from cxworkshop.language import _, say
from cxworkshop.printing import print_document, print_error, print_json, print_line, print_made
from cxworkshop.verbs.arguments import DONE, NO, day_of, path_of, path_with_copies, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.session_file import SessionFile


def write(arguments: Namespace) -> int:
    from cxworkshop.documents import DOCUMENTS, write_document
    from cxworkshop.editing.printing import record_printed

    if not arguments.document:
        raise WrongUse(say("Which document? There is: {words}.", words=", ".join(DOCUMENTS)))
    file = read(path_of(arguments))
    if file.faults:
        print_error(say("{file}: {why}", file=file.path.name, why=file.read_only))
    if arguments.document == "ballot" and (why := record_printed(file.path)):
        print_error(say("The letters of this sheet are not fixed: {why}", why=why))
    document_language = arguments.language or file.session.workshop.language or language.language()
    day = day_of(arguments)
    text = write_document(file.session, arguments.document, language=document_language, on=day)
    if arguments.output == "-":
        print_document(text)
        return DONE
    print_made(_write_file(arguments, file, text, document_language, day))
    return DONE


def _write_file(
    arguments: Namespace, file: SessionFile, text: str, document_language: str, day: date
) -> Path:
    from cxworkshop.documents.names import document_name
    from cxworkshop.storage.atomic import remove_leftovers, replace_file
    from cxworkshop.storage.file.disk_errors import why_not_written
    from cxworkshop.storage.file.folder import documents_folder, path_from, summary
    from cxworkshop.storage.outside import check_replaceable, make_own_folder

    if arguments.output:
        path = path_from(arguments.output).absolute()
    else:
        name = document_name(file.session, arguments.document, document_language, day)
        path = documents_folder(file.path) / name
    try:
        if not arguments.output:
            make_own_folder(path.parent)
        check_replaceable(path)
        if path.exists() and summary(path).readable:
            raise NotSaved(say("{file} is a workshop; no document takes its place.", file=path.name))
        if path.exists() and not arguments.replace:
            raise NotSaved(say("{file} is there already; --replace writes over it.", file=path))
        remove_leftovers(path.parent, {path.name}.__contains__ if arguments.output else bool)
        replace_file(path, text.encode())
    except OSError as error:
        if isinstance(error, CxError):
            raise
        raise NotSaved(
            say("{file} could not be written: {why}.", file=path, why=why_not_written(error))
        ) from error
    return path


def restore(arguments: Namespace) -> int:
    from cxworkshop.storage.file.restoring import copies_of
    from cxworkshop.storage.file.restoring import restore as restore_copy

    name, *words = arguments.named
    path = path_with_copies(arguments, name)
    older = copies_of(path)
    if words:
        print_made(restore_copy(path, _copy_meant(older, " ".join(words), path, name))[0])
        return DONE
    for number, copy in enumerate(older, 1):
        print_line(f"{number:>3}  {copy.when}  {_about(copy)}")
    if not older:
        print_line(_("There is no older copy of {file} yet.").format(file=path.name))
    return DONE if older else NO


def _about(copy: Copy) -> str:
    """What a copy is, the name of a version first."""
    from cxworkshop.storage.file.folder import summary

    about = summary(copy.path)
    words = f"{about.organisation} · {about.title} · {_('round')} {about.round}"
    named = f"“{copy.name}”  " if copy.name else ""
    return f"{named}{words if about.readable else about.trouble}"


def _copy_meant(older: Sequence[Copy], text: str, path: Path, name: str) -> Copy:
    """The copy with a number, else the newest version with a name. Raises WrongUse."""
    from cxworkshop.model.kind import Option
    from cxworkshop.model.kinds import several
    from cxworkshop.model.matching import folded, match

    known = {str(number): copy for number, copy in enumerate(older, 1)}
    if text in known:
        return known[text]
    newest = {folded(copy.name): copy for copy in reversed(older) if copy.name}
    matched = match([Option(copy, copy.name) for copy in newest.values()], text)
    if matched.taken is not None:
        meant: Copy = matched.taken.value
        return meant
    if matched.possible:
        raise WrongUse(several(quoted(text), matched))
    raise WrongUse(
        say(
            "There is no copy {number} of {file}; restore {name} lists them.",
            number=quoted(text),
            file=path.name,
            name=name,
        )
    )


def schema(_arguments: Namespace) -> int:
    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print_json(schema_of_a_file())
    return DONE
