"""The verb that takes edited documents back: checkin."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop.errors import WrongUse
from cxworkshop.language import _, plural, say
from cxworkshop.printing import print_line
from cxworkshop.verbs.arguments import DONE, NO, Named, day_of, named_in
from cxworkshop.verbs.recording import is_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxworkshop.importing.checkin import CheckIn
    from cxworkshop.language import Words
    from cxworkshop.model.session import Session


def checkin(arguments: Namespace) -> int:
    """Prints what documents say of the actions, and records it when told to. NO when nothing was recorded
    that could be, or when something is not clear."""
    from cxworkshop.importing.document_file import check_in_files
    from cxworkshop.storage.file.folder import path_named

    name, *files = arguments.named
    if not files:
        raise WrongUse(say("{verb} needs to know which: {what}.", verb="checkin", what=_("SESSION FILE…")))
    named = named_in(arguments, name)
    session = named.read().session
    checked = check_in_files(session, [path_named(file) for file in files], day_of(arguments))
    _print_checked(checked, session)
    if checked.news:
        if not (arguments.yes or is_wanted()):
            print_line(_("Nothing was recorded."))
            return NO
        recorded, left = _record(named, files, arguments)
        print_line(f"{recorded}.")
        if left:
            print_line(left)
    return NO if checked.unclear else DONE


def _print_checked(checked: CheckIn, session: Session) -> None:
    for update in checked.news:
        print_line(f"✓ {update.about(session)}: {update.news}")
    if not checked.news:
        print_line(plural("Nothing new in {n} action.", "Nothing new in {n} actions.", checked.marked))
    _print_list(_("Not clear, so not recorded:"), checked.unclear)
    _print_list(_("Of no action of this workshop, so left out:"), checked.unknown)


def _print_list(heading: str, lines: Iterable[Words]) -> None:
    for number, words in enumerate(lines):
        if not number:
            print_line(heading)
        print_line(f"  {words}")


def _record(named: Named, files: Iterable[str], arguments: Namespace) -> tuple[Words, Words]:
    """Reads the documents once more, into the session as it is now, and saves it: what was recorded, and
    which checks that leaves due. Raises NotSaved."""
    from cxworkshop.importing.document_file import check_in_files
    from cxworkshop.method.due import checks_left
    from cxworkshop.storage.file.folder import path_named

    with named.opened() as now:
        paths = [path_named(file) for file in files]
        change = check_in_files(now.session, paths, day_of(arguments)).change(now.session)
        now.apply(change)
        now.save()
        return change.name(now.session), checks_left(now.session, day_of(arguments))
