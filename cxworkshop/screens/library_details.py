"""The details of a workshop of the library: its file, what is wrong with it, and the figures of all
together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from cxworkshop.commands import keyed
from cxworkshop.language import _, date_text, plural, say, time_text
from cxworkshop.screens.library_list import HEAD
from cxworkshop.screens.page import Page
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.disk_errors import why_unreadable
from cxworkshop.storage.file.versions import described, with_originals
from cxworkshop.storage.mirrors import name_of
from cxworkshop.storage.summary import Summary


def _write_file(path: Path, page: Page) -> None:
    page.item(_("File"), str(path), HEAD)
    try:
        stat = path.stat()
    except OSError as error:
        page.item(_("Trouble"), why_unreadable(error), HEAD)
    else:
        written = datetime.fromtimestamp(stat.st_mtime).astimezone()
        page.item(_("Size"), plural("{n} byte", "{n} bytes", stat.st_size), HEAD)
        page.item(_("Written"), f"{date_text(written.date())} {time_text(written)}", HEAD)


def write_figures(summaries: Sequence[Summary], today: date, page: Page) -> None:
    """Writes the figures of all workshops together."""
    from cxworkshop.storage.figures import figures, told  # only a look at them pays for it

    page.gap()
    page.heading(_("All workshops"))
    page.gap()
    for label, words in told(figures(with_originals(summaries), today)):
        page.item(label, words, HEAD + 5)


def write_details(summary: Summary, today: date, page: Page, store: str = "") -> None:
    """Writes the details of a file, and what to do with an unreadable one; `store` keeps the workshop, if one
    does."""
    page.heading(summary.organisation or name_of(summary.path))
    page.gap()
    if store:
        page.item(_("Store"), f"{store} · {summary.slug}", HEAD)
    if store and not summary.path.exists():
        page.item(_("File"), _("none on this laptop: it was not opened here"), HEAD)
    else:
        _write_file(summary.path, page)
    if summary.original is not None:
        page.item(_("Version"), described(summary, today), HEAD)
        page.item(_("Original"), name_of(summary.original.path), HEAD)
    if summary.flaw:
        page.item(_("Trouble"), summary.flaw, HEAD)
    if not summary.readable:
        page.item(_("Trouble"), summary.trouble, HEAD)
        page.gap()
        if summary.is_newer:
            page.text(say("Nothing is wrong with it, and it is left as it is."))
            return
        page.text(keyed("Put a sound copy in its place, or take it out of the way: {back}, then {archive}."))
        if older := copies_offered(summary.path):
            page.text(
                keyed(
                    "Its older copies: {n}, the newest of {when}. It is brought back with: {back}, then "
                    "{restore}.",
                    n=len(older),
                    when=older[0].when,
                )
            )
