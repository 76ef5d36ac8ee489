"""The verb due: what is due in all workshops of a folder, by whom to call."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.language import _
from cxworkshop.language.harmless import display
from cxworkshop.printing import print_error, print_json, print_line
from cxworkshop.verbs.arguments import DONE, day_of, folder_of

if TYPE_CHECKING:
    from cxworkshop.method.coming import Due


def due(arguments: Namespace) -> int:
    from cxworkshop.method.coming import by_whom
    from cxworkshop.storage.file.due import due_in
    from cxworkshop.storage.file.folder import summaries

    day, listed = day_of(arguments), summaries(folder_of(arguments))
    for summary in listed:
        if summary.trouble:
            print_error(f"{summary.path.name}: {summary.trouble}")
    groups = by_whom(due_in(listed, day, lambda error: print_error(error.words)))
    if arguments.json:
        print_json([_as_json(one) for _organisation, _who, rows in groups for one in rows])
        return DONE
    if not groups:
        print_line(_("Nothing is due."))
    for organisation, who, rows in groups:
        print_line(display(" · ".join(part for part in (who or _("nobody named"), organisation) if part)))
        for one in rows:
            print_line(display(f"  {language.date_text(one.what.day)}  {one.what.words}  ({one.slug})"))
    return DONE


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
