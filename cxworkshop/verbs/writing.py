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
    from datetime import date
    from pathlib import Path

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
    from cxworkshop.storage.file.folder import summary
    from cxworkshop.storage.file.restoring import copies_of
    from cxworkshop.storage.file.restoring import restore as restore_copy

    name, *numbers = arguments.named
    path = path_with_copies(arguments, name)
    older = copies_of(path)
    if not numbers:
        for number, copy in enumerate(older, 1):
            about = summary(copy.path)
            words = (
                about.trouble
                if not about.readable
                else f"{about.organisation} · {about.title} · {_('round')} {about.round}"
            )
            print_line(f"{number:>3}  {copy.when}  {words}")
        if not older:
            print_line(_("There is no older copy of {file} yet.").format(file=path.name))
        return DONE if older else NO
    known = {str(number): copy for number, copy in enumerate(older, 1)}
    if len(numbers) > 1 or numbers[0] not in known:
        number_text = quoted(" ".join(numbers))
        raise WrongUse(
            say(
                "There is no copy {number} of {file}; restore {name} lists them.",
                number=number_text,
                file=path.name,
                name=name,
            )
        )
    print_made(restore_copy(path, known[numbers[0]])[0])
    return DONE


def schema(_arguments: Namespace) -> int:
    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print_json(schema_of_a_file())
    return DONE
