"""The verb `templates`: what there is to print and to build with, and our own templates to begin with."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import _, say
from cxworkshop.printing import print_line, print_made
from cxworkshop.verbs.arguments import DONE, document_of

if TYPE_CHECKING:
    from cxworkshop.documents.firm import Firm
    from cxworkshop.documents.firm.context import Name


def templates(arguments: Namespace) -> int:
    from cxworkshop.documents import documents
    from cxworkshop.documents.firm.apart import read_through
    from cxworkshop.firm_folder import firm_in_force

    if arguments.copy:
        return _copy(arguments.copy)
    firm = firm_in_force(arguments.templates)
    if firm:
        read_through(firm)
    document = document_of(
        arguments, [name for name, known in documents(firm).items() if "md" in known.forms]
    )
    for line in _contents(document, firm) if document else _everything(firm):
        print_line(line)
    return DONE


def _everything(firm: Firm | None) -> Iterator[str]:
    """The documents and their templates, and what templates are built with."""
    from cxworkshop.documents import documents
    from cxworkshop.documents.firm import CONTEXT_VERSION, ENDING
    from cxworkshop.documents.firm.context import filters, shapes
    from cxworkshop.documents.firm.sandbox import MARKS

    own = firm.sources if firm else {}
    yield _("Documents")
    for name, document in documents(firm).items():
        is_own = name + ENDING in own
        template = (
            f"{name if is_own else document.template or name}{ENDING} ({_('yours') if is_own else _('ours')})"
        )
        yield f"  {name:<12} {_(document.title)}{f' · {template}' if 'md' in document.forms else ''}"
    if parts := [name for name in own if name.removesuffix(ENDING) not in documents(firm)]:
        yield _("Parts that are yours")
        yield from (f"  {name}" for name in parts)
    yield _("Shapes")
    yield from (f"  {call}: {about}" for call, about in shapes())
    yield _("Filters")
    yield f"  {', '.join(filters())}"
    yield _("Marks")
    yield f"  {' '.join(f'<!-- {name} -->' for name in MARKS)}"
    yield _("What a document can print (version {n}): {command}").format(
        n=CONTEXT_VERSION, command="cxworkshop templates --document plan"
    )


def _contents(document: str, firm: Firm | None) -> Iterator[str]:
    """What the template of a document can print: each name with its type, then the types."""
    from cxworkshop.documents.firm import contents_of
    from cxworkshop.documents.firm.context import contents, everywhere, names, types_of

    named = contents(contents_of(firm, document))
    yield _("In every template")
    yield from _lines(everywhere())
    yield _("Contents of {document}").format(document=document)
    yield from _lines(named)
    for owner in types_of(named):
        yield owner.__name__
        yield from _lines(names(owner))


def _lines(named: tuple[Name, ...]) -> Iterator[str]:
    for name in named:
        yield f"  {name.name} ({name.kind}){': ' if name.said else ''}{name.said}"


def _copy(named: str) -> int:
    """Copies our templates into a new folder, with a look to change."""
    from cxworkshop.documents.firm import our_sources
    from cxworkshop.documents.firm.look_file import NAME, example
    from cxworkshop.storage.atomic import replace_file
    from cxworkshop.storage.file.disk_errors import not_saved
    from cxworkshop.storage.file.folder import path_named
    from cxworkshop.storage.outside import make_folder

    folder = path_named(named).absolute()
    try:
        if folder.exists() or folder.is_symlink():
            raise NotSaved(say("{file} is there already; name a new folder.", file=folder))
        for name, text in {**our_sources(), NAME: example()}.items():
            make_folder((folder / name).parent)
            replace_file(folder / name, text.encode())
    except OSError as error:
        raise not_saved(folder, error) from error
    print_made(folder)
    return DONE
