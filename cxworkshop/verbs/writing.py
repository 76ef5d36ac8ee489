"""The verbs that write files or print for other programs: write, restore, schema."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import WrongUse, quoted
from cxworkshop.language import _, say
from cxworkshop.printing import print_document, print_error, print_json, print_line, print_made
from cxworkshop.storage.mirrors import name_of
from cxworkshop.verbs.arguments import DONE, NO, day_of, document_of, named_in, named_with_copies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cxworkshop.documents import Document, Written
    from cxworkshop.documents.firm import Firm
    from cxworkshop.handing_out import Handout
    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.session_file import SessionFile


def write(arguments: Namespace) -> int:
    from cxworkshop.documents import BALLOTS, missing
    from cxworkshop.editing.printing import record_printed
    from cxworkshop.firm_folder import firm_in_force

    firm = firm_in_force(arguments.templates)
    names = _documents(arguments, firm)
    named = named_in(arguments)
    file = named.read()
    if file.faults:
        print_error(say("{file}: {why}", file=name_of(file.path), why=file.read_only))
    handouts = [handout for name in names for handout in _handouts(arguments, file, name, firm)]
    if not handouts:
        raise WrongUse(next(iter(missing(file.session, names[0], firm)), say("Nobody has a page yet.")))
    if arguments.output == "-":
        _print(handouts[0], file)
    else:
        for path, document in _write_files(arguments, file, handouts).items():
            print_made(path)
            for note in document.notes:
                print_error(say("{file}: {why}", file=path.name, why=note))
    if not BALLOTS.isdisjoint(names) and (why := record_printed(file.path, named.library.changing)):
        print_error(say("Written, but the letters of the ballot sheet are not fixed: {why}", why=why))
    return DONE


def _documents(arguments: Namespace, firm: Firm | None) -> tuple[str, ...]:
    """The names of the documents that are asked for. Raises WrongUse when that is not plain."""
    from cxworkshop.documents import check_form, documents
    from cxworkshop.handing_out import EVERYBODY

    known = documents(firm)
    name = document_of(arguments, (*known, EVERYBODY)) or ("owner" if arguments.owner else "")
    if not name:
        names = ", ".join((*known, EVERYBODY))
        raise WrongUse(say("Which document? There is: {words}.", words=names))
    if arguments.owner and not (name in known and known[name].is_personal):
        raise WrongUse(say("{name} is for everybody; --owner writes the page of a person.", name=name))
    if name == EVERYBODY:
        if arguments.output:
            raise WrongUse(say("Several documents go to a folder beside the workshop, not to one file."))
        form = arguments.format
        return tuple(name for name, document in known.items() if not form or form in document.forms)
    if form := arguments.format or _end(arguments):
        check_form(name, form, firm)
    if known[name].is_personal and not arguments.owner:
        raise WrongUse(
            say("Which partner? Name one with --owner, or all.")
            if known[name].each == "partners"
            else say("Whose page? Name somebody with --owner, or all.")
        )
    return (name,)


def _form(arguments: Namespace, document: Document) -> str:
    """The form that is asked for, by its name or by the end of the file's, else the usual one."""
    end = _end(arguments)
    return arguments.format or (end if end in document.forms else document.forms[0])


def _end(arguments: Namespace) -> str:
    """The end of the name of the file that is asked for, which says its form; empty without one, and for a
    text of any form."""
    from pathlib import PurePath

    return PurePath(arguments.output or "").suffix.lower().removeprefix(".").removesuffix("txt")


def _handouts(arguments: Namespace, file: SessionFile, name: str, firm: Firm | None) -> Sequence[Handout]:
    """A document in the form that is asked for, else its usual one; a page for each person who is meant."""
    from cxworkshop.documents import documents
    from cxworkshop.handing_out import EVERYBODY, Handout, for_everybody, person_named

    document, session = documents(firm)[name], file.session
    spoken = arguments.language or session.workshop.language or language.language()
    handout = Handout(name, spoken, day_of(arguments), form=_form(arguments, document), firm=firm)
    if not document.is_personal:
        return (handout,)
    if arguments.owner and arguments.owner != EVERYBODY:
        return (handout._replace(person=person_named(session, arguments.owner, document.each)),)
    return (handout,) if arguments.output else for_everybody(session, handout)


def _print(handout: Handout, file: SessionFile) -> None:
    """Raises WrongUse where a terminal would be written full of what is no text."""
    import sys

    from cxworkshop.documents import FORMS, TEXTS

    if handout.form not in TEXTS and sys.stdout.isatty():
        words = say("{form} is not for a terminal; name a file with --output.", form=_(FORMS[handout.form]))
        raise WrongUse(words)
    print_document(handout.written(file.session).data)


def _write_files(
    arguments: Namespace, file: SessionFile, handouts: Sequence[Handout]
) -> Mapping[Path, Written]:
    """Where each document went, and what it is."""
    from cxworkshop.handing_out import files_of, hand_out
    from cxworkshop.storage.file.folder import documents_folder, path_named

    if arguments.output:
        path = path_named(arguments.output).absolute()
        files = {path: handouts[0].written(file.session)}
        hand_out(files, replace=arguments.replace)
        return files
    files = files_of(file.session, file.path, handouts)
    hand_out(files, replace=arguments.replace, folder=documents_folder(file.path))
    return files


def restore(arguments: Namespace) -> int:
    name, *words = arguments.named
    library, path = named_with_copies(arguments, name)
    older = library.copies(path)
    if words:
        restored, _at = library.restore(path, _copy_meant(older, " ".join(words), path, name))
        print_made(library.said(restored))
        return DONE
    for number, copy in enumerate(older, 1):
        print_line(f"{number:>3}  {copy.when}  {_about(copy)}")
    if not older:
        print_line(_("There is no older copy of {file} yet.").format(file=name_of(path)))
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
    from cxworkshop.model.matching import folded, match, several

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
            file=name_of(path),
            name=name,
        )
    )


def schema(_arguments: Namespace) -> int:
    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print_json(schema_of_a_file())
    return DONE
