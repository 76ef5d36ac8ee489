"""Finds workshops by their rows and by what is inside them, and says where it hit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cxworkshop.errors import CxError
from cxworkshop.language import Words, say, say_n
from cxworkshop.screens.asking import answer_of
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_list import asked_for, column_search, matches, names_of, wrapped
from cxworkshop.screens.library_reading import A_MOMENT
from cxworkshop.storage.summary import Summary
from cxworkshop.widgets.bars import Piece
from cxworkshop.widgets.entry import Entry

if TYPE_CHECKING:
    from cxworkshop.storage.file.inside import Contents, Inside

AT_ONCE = 50
"""Files that are looked into before what was found in them is shown."""
MOST_SHOWN = 2
"""Hits of a workshop that its preview shows."""


class Searched(Protocol):
    """What finding uses of the library."""

    entry: Entry

    @property
    def summaries(self) -> list[Summary]: ...


class LibraryFinding:
    """What is typed to find workshops, and what was read of the files for it. Calls `changed` when more or
    less may be shown."""

    def __init__(self, library: Searched, screen: KeyScreen, changed: Callable[[], None]) -> None:
        self.library, self.screen, self.changed = library, screen, changed
        self.search = ""
        self.contents: dict[Path, Contents] = {}
        self.all_read = asyncio.Event()
        """Whether every file has been looked into since something was searched."""
        self._is_asking = self._is_of_column = False

    def do_find(self) -> None:
        """Asks for words, and shows only the workshops that hold them."""
        self.find("")
        self.look_inside()
        self.library.entry.ask(
            say("Find"),
            lambda _text: None,
            say("whose workshop, or who and what is in it · a column: round 2 · esc all"),
            typed=self.find,
        )

    def find(self, text: str) -> None:
        self.search = text.strip()
        self._is_of_column = column_search(self.search) is not None
        if self.search and self.screen.cx.library.is_shared:
            self.look_inside()
        self.changed()

    def look_inside(self) -> None:
        """Looks into the files in a thread, where what is as it was is not read anew; or asks the store."""
        self.all_read.clear()
        if not self.screen.cx.library.is_shared:
            self.screen.run_worker(self._look_inside(), group="look", exclusive=True)
        elif not self._is_asking:
            self._is_asking = True
            self.screen.run_worker(self._ask(), group="look")

    async def _ask(self) -> None:
        """Asks the store for the words, one answer after the other, until that to the newest words is there;
        out of reach, looks into what this laptop has."""
        asked = ""
        try:
            while self.search and asked != self.search:
                asked = self.search
                try:
                    self.contents = await answer_of(partial(self._found_by_store, asked))
                except CxError:
                    self.contents = await answer_of(self._found_here)
                if asked == self.search:
                    self.all_read.set()
                self.changed()
        finally:
            self._is_asking = False
            self.all_read.set()

    def _found_by_store(self, words: str) -> dict[Path, Contents]:
        return self.screen.cx.library.find(words) or {}

    def _found_here(self) -> dict[Path, Contents]:
        return _contents_of([summary.path for summary in self.library.summaries if summary.readable])

    async def _look_inside(self) -> None:
        paths = [summary.path for summary in self.library.summaries if summary.readable]
        for begin in range(0, len(paths), AT_ONCE):
            self.contents |= await asyncio.to_thread(_contents_of, paths[begin : begin + AT_ONCE])
            if self.search:
                self.changed()
        self.all_read.set()
        if self.search:
            self.changed()

    @property
    def still_reads(self) -> bool:
        """Whether more may be found yet."""
        return bool(self.search) and not self.all_read.is_set()

    async def wait(self) -> None:
        """Until nothing more can be found, which a store has a moment for: keys after a search meet all that
        it finds."""
        if self.search:
            with suppress(TimeoutError):
                async with asyncio.timeout(A_MOMENT if self.screen.cx.library.is_shared else None):
                    await self.all_read.wait()

    # -- what was found --------------------------------------------------------------------------------------
    def found_in(self, summaries: Sequence[Summary]) -> list[Summary]:
        """The workshops that hold what is searched."""
        if not self.search:
            return list(summaries)
        is_asked_for = asked_for(self.search, self.screen.cx.today())
        return [
            summary
            for summary in summaries
            if is_asked_for(summary) or next(self._hits(summary), None) is not None
        ]

    def where(self, summary: Summary) -> Words:
        """The first place inside a workshop that was hit, and how many more; empty without one."""
        hits = [*self._hits(summary)]
        if len(hits) < 2:
            return hits[0].words if hits else ""
        return say("{hit} {more}", hit=hits[0].words, more=_and_more(len(hits) - 1))

    def lines(self, summary: Summary, width: int) -> list[list[Piece]]:
        """Where a workshop was hit, for its preview."""
        hits = [*self._hits(summary)]
        shown = [line for hit in hits[:MOST_SHOWN] for line in wrapped(hit.words, width, "accent", 1)]
        more = len(hits) - MOST_SHOWN
        return [*shown, *([[(str(_and_more(more)), "muted")]] if more > 0 else [])]

    def hits(self, summary: Summary) -> list[Inside]:
        """What was hit inside a workshop; nothing where its own names are what was searched."""
        is_itself = matches(summary, self.search, self.screen.cx.today())
        return [] if is_itself else [*self._hits(summary)]

    def _hits(self, summary: Summary) -> Iterator[Inside]:
        contents = self.contents.get(summary.path)
        if not self.search or contents is None or self._is_of_column:
            return iter(())
        return contents.hits(self.search, names_of(summary))


def _and_more(n: int) -> Words:
    return say_n("and {n} more", "and {n} more", n)


def _contents_of(paths: Sequence[Path]) -> dict[Path, Contents]:
    from cxworkshop.storage.file.inside import contents  # only a search pays for the record

    return {path: contents(path) for path in paths}
