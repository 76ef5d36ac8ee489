"""What is due in the workshops of a folder, from the headers of their files; the verb due and the library use
it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cxworkshop.errors import CxError
from cxworkshop.method.coming import Coming, Due
from cxworkshop.storage.file.versions import with_originals
from cxworkshop.storage.summary import Summary


def due_in(summaries: Sequence[Summary], on: date, refused: Callable[[CxError], object]) -> list[Due]:
    """What is due on a day in all workshops that can be read, in no order, of several versions of one in the
    original; `refused` hears of one that cannot be read after all."""
    due: list[Due] = []
    for summary in with_originals(summaries):
        if not summary.readable or summary.original is not None:
            continue
        try:
            coming = _coming(summary)
        except CxError as error:
            refused(error)
        else:
            due += [Due(summary.organisation, summary.slug, one) for one in coming if one.is_due(on)]
    return due


def _coming(summary: Summary) -> tuple[Coming, ...]:
    """From the header; of a file that an older program wrote, from the whole of it. Raises Unreadable."""
    if summary.coming is not None:
        return summary.coming
    from cxworkshop.method.due import coming
    from cxworkshop.storage.file.session_file import SessionFile

    return coming(SessionFile.read(summary.path).session)
