"""The verb that makes two versions of a workshop one: merge, also for git."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import WrongUse
from cxworkshop.language import _, plural, say, speaking
from cxworkshop.printing import print_error, print_made
from cxworkshop.storage.mirrors import is_mirror, name_of
from cxworkshop.verbs.arguments import DONE, NO, Named, named_in

if TYPE_CHECKING:
    from cxworkshop.editing.merge.files import Joined


def merge(arguments: Namespace) -> int:
    """Prints the path of what both are now; on the error output what is to be known. NO when something is to
    be settled."""
    from cxworkshop.editing.merge.files import merge_files
    from cxworkshop.storage.file.folder import path_named

    if arguments.git:
        return _merge_for_git(arguments)
    if len(arguments.named) != 2:
        raise WrongUse(say("{verb} needs to know which: {what}.", verb="merge", what=_("SESSION SESSION…")))
    one, other = (named_in(arguments, name) for name in arguments.named)
    if one.path == other.path:
        raise WrongUse(say("{file} is named twice; a merge takes two versions.", file=name_of(one.path)))
    base = named_in(arguments, arguments.base).path if arguments.base else None
    output = path_named(arguments.output).absolute() if arguments.output else None
    for named in (one, other):
        _fetch(named)
    joined = merge_files(one.path, other.path, base, output)
    if output is None:
        _put(one, other)
    print_made(output or one.library.said(one.path))
    return _told(joined)


def _fetch(named: Named) -> None:
    """Has the newest of a workshop of a store in its file here. Raises NotReached."""
    if is_mirror(named.path):
        named.read()


def _put(one: Named, other: Named) -> None:
    """Puts what two have become into the store that keeps it; the other one is in the archive of its store
    from now on. Raises NotReached, NotSaved."""
    if is_mirror(one.path):
        with one.opened() as now:
            now.save()
    if is_mirror(other.path):
        other.library.archive(other.path)


def _merge_for_git(arguments: Namespace) -> int:
    """The older version, ours and theirs; ours becomes the result. Git takes NO for a conflict that is still
    to be settled in the file."""
    from cxworkshop.editing.merge.files import merge_files
    from cxworkshop.storage.file.folder import path_from

    if len(arguments.named) != 3:
        raise WrongUse(say("{verb} needs to know which: {what}.", verb="merge --git", what="%O %A %B"))
    base, ours, theirs = (path_from(name).absolute() for name in arguments.named)
    return _told(merge_files(ours, theirs, base, tidy=False))


def _told(joined: Joined) -> int:
    from cxworkshop.method.settling import aside_words

    session = joined.merged.session
    with speaking(language.language(), session.organisation.sector):
        for words in joined.told:
            print_error(words)
        for row in joined.merged.kept:
            print_error(aside_words(session, row))
    if count := len(session.set_aside):
        print_error(
            plural(
                "{n} cell is to be settled: it is marked ≠ in the workshop.",
                "{n} cells are to be settled: they are marked ≠ in the workshop.",
                count,
            )
        )
    return NO if count else DONE
