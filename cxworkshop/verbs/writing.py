"""The verbs that write files or print for other programs: write, restore, schema."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import WrongUse, quoted
from cxworkshop.language import _, say
from cxworkshop.printing import print_document, print_error, print_json, print_line, print_made
from cxworkshop.verbs.arguments import DONE, NO, day_of, document_of, path_of, path_with_copies, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cxworkshop.documents.firm import Firm
    from cxworkshop.handing_out import Handout
    from cxworkshop.storage.file.copies import Copy
    from cxworkshop.storage.file.session_file import SessionFile


def write(arguments: Namespace) -> int:
    from cxworkshop.editing.printing import record_printed
    from cxworkshop.firm_folder import firm_in_force
    from cxworkshop.handing_out import Handout

    firm = firm_in_force(arguments.templates)
    name = _document(arguments, firm)
    file = read(path_of(arguments))
    if file.faults:
        print_error(say("{file}: {why}", file=file.path.name, why=file.read_only))
    document_language = arguments.language or file.session.workshop.language or language.language()
    handout = Handout(name, document_language, day_of(arguments), form=arguments.format or "md", firm=firm)
    if arguments.output == "-":
        print_document(_of_whom(arguments, file, handout).written(file.session).data)
    else:
        for path in _write_files(arguments, file, handout):
            print_made(path)
    if name == "ballot" and (why := record_printed(file.path)):
        print_error(say("The letters of this sheet are not fixed: {why}", why=why))
    return DONE


def _document(arguments: Namespace, firm: Firm | None) -> str:
    """The name of the document that is asked for. Raises WrongUse when that is not plain."""
    from cxworkshop.documents import documents

    known = documents(firm)
    name = document_of(arguments, firm) or ("owner" if arguments.owner else "")
    if not name:
        raise WrongUse(say("Which document? There is: {words}.", words=", ".join(known)))
    if arguments.owner and not known[name].is_personal:
        raise WrongUse(say("{name} is for everybody; --owner writes the page of a person.", name=name))
    if known[name].is_personal and not arguments.owner:
        raise WrongUse(say("Whose page? Name somebody with --owner, or all."))
    return name


def _of_whom(arguments: Namespace, file: SessionFile, handout: Handout) -> Handout:
    """The document of the person who was named; of everybody without a name."""
    from cxworkshop.handing_out import EVERYBODY, person_named

    if not arguments.owner or arguments.owner == EVERYBODY:
        return handout
    return handout._replace(person=person_named(file.session, arguments.owner))


def _write_files(arguments: Namespace, file: SessionFile, handout: Handout) -> list[Path]:
    """Where the document went, or the page of each person."""
    from cxworkshop.handing_out import EVERYBODY, files_of, for_everybody, hand_out
    from cxworkshop.storage.file.folder import documents_folder, path_from

    session = file.session
    if arguments.output:
        path = path_from(arguments.output).absolute()
        document = _of_whom(arguments, file, handout).written(session)
        hand_out({path: document}, replace=arguments.replace)
        return [path]
    if arguments.owner == EVERYBODY:
        handouts = for_everybody(session, handout)
        if not handouts:
            raise WrongUse(say("Nobody has a page yet."))
    else:
        handouts = (_of_whom(arguments, file, handout),)
    files = files_of(session, file.path, handouts)
    hand_out(files, replace=arguments.replace, folder=documents_folder(file.path))
    return list(files)


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
            file=path.name,
            name=name,
        )
    )


def schema(_arguments: Namespace) -> int:
    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print_json(schema_of_a_file())
    return DONE
