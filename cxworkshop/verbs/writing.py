"""The verbs that hand something out: write, restore, schema."""

# ruff: noqa: T201  # printing is what these are for

from __future__ import annotations

import sys
from argparse import Namespace as Asked
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError, NotSaved, WrongUse
from cxworkshop.language import _, say
from cxworkshop.verbs.naming import DONE, NO, day_of, path_of, path_once, plain, read

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.storage.file.session_file import SessionFile


def write(asked: Asked) -> int:
    from cxworkshop.documents import DOCUMENTS, write_document

    if not asked.document:
        raise WrongUse(say("Which document? There is: {words}.", words=", ".join(DOCUMENTS)))
    file = read(path_of(asked))
    if file.faults:
        print(f"{file.path.name}: {plain(file.read_only)}", file=sys.stderr)
    spoken, day = asked.language or file.session.workshop.language or language.language(), day_of(asked)
    text = write_document(file.session, asked.document, language=spoken, on=day)
    if asked.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return DONE
    print(_kept(asked, file, text, spoken, day))
    return DONE


def _kept(asked: Asked, file: SessionFile, text: str, spoken: str, day: date) -> Path:
    from pathlib import Path

    from cxworkshop.documents.names import document_name
    from cxworkshop.storage.atomic import replace_file
    from cxworkshop.storage.file.folder import summary

    if asked.output:
        path = Path(asked.output).expanduser().absolute()
    else:
        path = (
            file.path.parent
            / f"{file.path.stem}-documents"
            / document_name(file.session, asked.document, spoken, day)
        )
    try:
        if path.exists() and summary(path).readable:
            raise NotSaved(say("{file} is a workshop; no document takes its place.", file=path.name))
        if path.exists() and not asked.replace:
            raise NotSaved(say("{file} is there already; --replace writes over it.", file=path))
        if not asked.output:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, text.encode())
    except OSError as error:
        if isinstance(error, CxError):
            raise
        raise NotSaved(
            say("{file} could not be written: {why}.", file=path, why=error.strerror or str(error))
        ) from error
    return path


def restore(asked: Asked) -> int:
    from cxworkshop.storage.file.copies import copies
    from cxworkshop.storage.file.folder import summary
    from cxworkshop.storage.file.restoring import restore

    name, *numbers = asked.named
    path = path_once(asked, name)
    held = copies(path.resolve())
    if not numbers:
        for number, copy in enumerate(held, 1):
            told = summary(copy.path)
            about = (
                told.trouble
                if not told.readable
                else f"{told.organisation} · {told.title} · {_('round')} {told.round}"
            )
            print(f"{number:>3}  {copy.when}  {plain(about)}")
        if not held:
            print(_("There is no older copy of {file} yet.").format(file=plain(path.name)))
        return DONE if held else NO
    if len(numbers) > 1 or not numbers[0].isdecimal() or not 0 < int(numbers[0]) <= len(held):
        asked_for = " ".join(numbers)
        raise WrongUse(
            say(
                "There is no copy {number} of {file}; restore {name} lists them.",
                number=asked_for,
                file=path.name,
                name=name,
            )
        )
    print(restore(path, held[int(numbers[0]) - 1])[0])
    return DONE


def schema(_asked: Asked) -> int:
    import json

    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print(json.dumps(schema_of_a_file(), ensure_ascii=False, indent=2))
    return DONE
