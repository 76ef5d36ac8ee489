"""The verb due: what is due in all workshops of a folder, by whom to call."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError
from cxworkshop.language import _
from cxworkshop.language.harmless import display
from cxworkshop.printing import print_error, print_json, print_line
from cxworkshop.verbs.arguments import DONE, day_of, folder_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxworkshop.method.coming import Coming, Due
    from cxworkshop.storage.file.folder import Summary


def due(arguments: Namespace) -> int:
    from cxworkshop.method.coming import Due, by_whom
    from cxworkshop.storage.file.folder import summaries

    day, folder = day_of(arguments), folder_of(arguments)
    found = [
        Due(summary.organisation, summary.slug, one)
        for summary in summaries(folder)
        if _counts(summary)
        for one in _coming(summary)
        if one.is_due(day)
    ]
    groups = by_whom(found)
    if arguments.json:
        print_json([_as_json(one) for _organisation, _who, rows in groups for one in rows])
        return DONE
    if not groups:
        print_line(_("Nothing is due."))
    for organisation, who, rows in groups:
        print_line(display(" · ".join(part for part in (who or _("nobody named"), organisation) if part)))
        for one in rows:
            print_line(display(f"  {_line(one)}"))
    return DONE


def _counts(summary: Summary) -> bool:
    """Whether a file is a workshop of its own that can be read; what cannot is named on the way."""
    if summary.trouble:
        print_error(f"{summary.path.name}: {summary.trouble}")
    return summary.readable


def _coming(summary: Summary) -> Iterator[Coming]:
    """From the header; of a file that an older program wrote, from the whole of it."""
    if summary.coming is not None:
        yield from summary.coming
        return
    from cxworkshop.method.due import coming

    try:
        yield from coming(read(summary.path).session)
    except CxError as error:
        print_error(error.words)


def _line(one: Due) -> str:
    from cxworkshop.method.coming import KINDS

    what = one.what
    more = _(" and {n} more").format(n=what.more) if what.more else ""
    return f"{language.date_text(what.day)}  {_(KINDS[what.kind])}: {what.text}{more}  ({one.slug})"


def _as_json(one: Due) -> dict[str, object]:
    return {
        "slug": one.slug,
        "organisation": one.organisation,
        "who": one.what.who or None,
        "kind": one.what.kind,
        "day": one.what.day.isoformat(),
        "text": one.what.text,
        "more": one.what.more,
    }
