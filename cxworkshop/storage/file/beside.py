"""The figures of each organisation in a folder, from the headers of their files; the library lays one beside
the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cxworkshop.errors import CxError
from cxworkshop.method.beside import Headline, Team, one_each
from cxworkshop.storage.file.versions import with_originals
from cxworkshop.storage.summary import Summary


def teams_in(
    summaries: Sequence[Summary], own: Path, on: date, refused: Callable[[CxError], object]
) -> list[Team]:
    """Each organisation of a folder once, by its newest workshop, that of `own` by that file; `refused` hears
    of one that cannot be read after all."""
    return one_each(_teams(summaries, own, on, refused))


def _teams(
    summaries: Sequence[Summary], own: Path, on: date, refused: Callable[[CxError], object]
) -> Iterator[Team]:
    for summary in with_originals(summaries):
        is_own = summary.path == own
        if not summary.readable or (summary.original is not None and not is_own):
            continue
        try:
            figures = _figures(summary, on)
        except CxError as error:
            refused(error)
        else:
            edited = summary.updated_at.timestamp() if summary.updated_at else 0.0
            yield Team(summary.organisation, edited, figures, is_own)


def _figures(summary: Summary, on: date) -> tuple[Headline, ...]:
    """From the header; of a file that an older program wrote, from the whole of it. Raises Unreadable."""
    if summary.headlines is not None:
        return summary.headlines
    from cxworkshop.method.headlines import told
    from cxworkshop.storage.file.session_file import SessionFile

    return told(SessionFile.read(summary.path).session, on)
