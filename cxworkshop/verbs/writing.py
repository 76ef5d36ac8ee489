"""The verbs that write files or print for other programs: write, restore, schema."""

# ruff: noqa: T201  # printing is what these are for

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError, NotSaved, WrongUse
from cxworkshop.language import _, say
from cxworkshop.verbs.arguments import DONE, NO, day_of, path_of, path_with_copies, printable, read

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.storage.file.session_file import SessionFile


def write(arguments: Namespace) -> int:
    from cxworkshop.documents import DOCUMENTS, write_document

    if not arguments.document:
        raise WrongUse(say("Which document? There is: {words}.", words=", ".join(DOCUMENTS)))
    file = read(path_of(arguments))
    if file.faults:
        print(f"{file.path.name}: {printable(file.read_only)}", file=sys.stderr)
    document_language = arguments.language or file.session.workshop.language or language.language()
    day = day_of(arguments)
    text = write_document(file.session, arguments.document, language=document_language, on=day)
    if arguments.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return DONE
    print(_write_file(arguments, file, text, document_language, day))
    return DONE


def _write_file(
    arguments: Namespace, file: SessionFile, text: str, document_language: str, day: date
) -> Path:
    from pathlib import Path

    from cxworkshop.documents.names import document_name
    from cxworkshop.storage.atomic import replace_file
    from cxworkshop.storage.file.folder import summary

    if arguments.output:
        path = Path(arguments.output).expanduser().absolute()
    else:
        path = (
            file.path.parent
            / f"{file.path.stem}-documents"
            / document_name(file.session, arguments.document, document_language, day)
        )
    try:
        if path.exists() and summary(path).readable:
            raise NotSaved(say("{file} is a workshop; no document takes its place.", file=path.name))
        if path.exists() and not arguments.replace:
            raise NotSaved(say("{file} is there already; --replace writes over it.", file=path))
        if not arguments.output:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, text.encode())
    except OSError as error:
        if isinstance(error, CxError):
            raise
        raise NotSaved(
            say("{file} could not be written: {why}.", file=path, why=error.strerror or str(error))
        ) from error
    return path


def restore(arguments: Namespace) -> int:
    from cxworkshop.storage.file.copies import copies
    from cxworkshop.storage.file.folder import summary
    from cxworkshop.storage.file.restoring import restore as restore_copy

    name, *numbers = arguments.named
    path = path_with_copies(arguments, name)
    older = copies(path.resolve())
    if not numbers:
        for number, copy in enumerate(older, 1):
            about = summary(copy.path)
            words = (
                about.trouble
                if not about.readable
                else f"{about.organisation} · {about.title} · {_('round')} {about.round}"
            )
            print(f"{number:>3}  {copy.when}  {printable(words)}")
        if not older:
            print(_("There is no older copy of {file} yet.").format(file=printable(path.name)))
        return DONE if older else NO
    if len(numbers) > 1 or not numbers[0].isdecimal() or not 0 < int(numbers[0]) <= len(older):
        number_text = " ".join(numbers)
        raise WrongUse(
            say(
                "There is no copy {number} of {file}; restore {name} lists them.",
                number=number_text,
                file=path.name,
                name=name,
            )
        )
    print(restore_copy(path, older[int(numbers[0]) - 1])[0])
    return DONE


def schema(_arguments: Namespace) -> int:
    import json

    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print(json.dumps(schema_of_a_file(), ensure_ascii=False, indent=2))
    return DONE
