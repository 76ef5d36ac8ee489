"""The verb due: what is due in all workshops of a folder, by whom to call."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.language import _
from cxworkshop.printing import print_error, print_json_text, print_lines
from cxworkshop.storage.mirrors import name_of
from cxworkshop.verbs.arguments import day_of, library_of, listed_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxworkshop.method.coming import Due


def due(arguments: Namespace) -> int:
    import gc

    from cxworkshop.method.coming import by_whom
    from cxworkshop.storage.file.due import due_in

    gc.disable()  # thousands of rows are made and all are printed: looking for garbage finds none
    day = day_of(arguments)
    listed, code = listed_in(library_of(arguments), whole=True)
    for summary in listed:
        if summary.trouble:
            print_error(f"{name_of(summary.path)}: {summary.trouble}")
    groups = by_whom(due_in(listed, day, lambda error: print_error(error.words)))
    if arguments.json:
        print_json_text(_as_json(groups))
        return code
    print_lines(_lines(groups, day) if groups else (_("Nothing is due."),))
    return code


def _lines(groups: Sequence[tuple[str, str, Sequence[Due]]], on: date) -> Iterator[str]:
    from cxworkshop.method.coming import KINDS

    day_text = cache(language.date_text)  # a few hundred days stand in thousands of lines
    today = f"{day_text(on)}, {_('due today')}"
    kinds = {kind: _(words) for kind, words in KINDS.items()}
    for organisation, who, rows in groups:
        yield " · ".join(part for part in (who or _("nobody named"), organisation) if part)
        for one in rows:
            when = today if one.what.day == on else day_text(one.what.day)
            yield f"  {when}  {one.what.said_of(kinds[one.what.kind])}  ({one.slug})"


def _as_json(groups: Sequence[tuple[str, str, Sequence[Due]]]) -> str:
    """The same for other programs, a member a line. Most words stand in many of thousands of rows, so each is
    quoted once, which takes a third of the time of an encoder."""
    from json.encoder import encode_basestring

    quoted, day_text = cache(encode_basestring), cache(date.isoformat)
    members = (
        f'{{"slug": {quoted(slug)},\n"organisation": {quoted(organisation)},\n'
        f'"who": {quoted(who) if who else "null"},\n"kind": {quoted(kind)},\n"day": "{day_text(day)}",\n'
        f'"text": {quoted(text)},\n"more": {more}}}'
        for _organisation, _who, rows in groups
        for organisation, slug, (kind, day, who, text, more) in rows
    )
    return "[" + ",\n".join(members) + "]"
