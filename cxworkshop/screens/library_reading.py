"""Reads what is in the library: at once what is at hand, then everything, while keys go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from cxworkshop.errors import CxError, NotReached
from cxworkshop.language import Words, say, time_text
from cxworkshop.library import Library
from cxworkshop.screens.asking import PATIENCE, answer_of
from cxworkshop.screens.base import KeyScreen
from cxworkshop.storage.outside import make_folder
from cxworkshop.storage.summary import Summary

LOOK_AGAIN = 5.0
"""Seconds between two looks at a store: whether others have changed something, and whether it is reached."""
A_MOMENT = 1.0
"""Seconds that keys wait for a store at most."""


class LibraryReading:
    """What was read. Calls `changed` when that is more or other."""

    def __init__(self, screen: KeyScreen, most_at_hand: int, changed: Callable[[], None]) -> None:
        self.screen, self.most_at_hand, self.changed = screen, most_at_hand, changed
        self.summaries: list[Summary] = []
        self.away: list[Summary] = []
        """What is on another facilitator's laptop, and here as well."""
        self.shows_archive = False
        self.trouble: Words = ""
        """Why not everything could be read."""
        self.since: datetime | None = None
        """Since when a store is out of reach."""
        self.all_read = asyncio.Event()
        self._state = ""  # of the store, when it was read
        self._is_looking = False
        self._readings = 0

    @property
    def is_shared(self) -> bool:
        return self.screen.cx.library.is_shared

    @property
    def out_of_reach(self) -> Words:
        """Since when the store is out of reach, and why; empty while it is not."""
        if self.since is None:
            return ""
        return say(
            "{trouble} What is shown is what this laptop has; it is tried again by itself.",
            trouble=self.trouble,
        )

    def begin(self) -> None:
        """Reads what is at hand, and the rest after the first paint."""
        self._read_at_hand()
        if self.is_shared:
            with suppress(OSError):  # what is written there then says why it cannot be
                make_folder(self.screen.cx.library.folder)
            self.screen.set_interval(LOOK_AGAIN, self._look_again)

    def read_on(self) -> None:
        self.screen.run_worker(self._read_on(), group="read", exclusive=True)

    async def read_again(self) -> None:
        """Reads everything again, in view of what is known; a store is not waited for."""
        if self.is_shared:
            self.read_on()
            return
        known = {summary.path: summary for summary in self.summaries}
        await asyncio.to_thread(self._read_at_hand)
        at_hand = {summary.path for summary in self.summaries}
        self.summaries += [summary for path, summary in known.items() if path not in at_hand]
        self.changed()
        await self._read_on()

    async def turn(self, *, to_archive: bool) -> None:
        """Reads the archive instead, or the library again."""
        self.shows_archive, self.summaries = to_archive, []
        if self.is_shared:
            self._read_at_hand()
            self.changed()
        await self.read_again()

    async def wait(self) -> None:
        """Until everything is read; a store has a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(A_MOMENT if self.is_shared else None):
                await self.all_read.wait()
        self.all_read.set()

    def _look_again(self) -> None:
        if self.since is not None:
            self.read_on()
        elif self.screen.is_active and self.all_read.is_set() and not self._is_looking:
            self.screen.run_worker(self._look(), group="look")

    async def _look(self) -> None:
        """Reads what others have changed in the store, and says that it is out of reach."""
        library, is_archive, reading = self.screen.cx.library, self.shows_archive, self._readings
        self._is_looking = True
        try:
            state = await answer_of(library.state)
        except CxError as error:
            here = await asyncio.to_thread(self._here, library, is_archive)
            if reading == self._readings:
                self._fail(error, here)
                self.changed()
        else:
            if state != self._state and reading == self._readings:
                self.read_on()
        finally:
            self._is_looking = False

    def _here(self, library: Library, is_archive: bool) -> dict[Path, Summary]:
        """What this laptop has of a store."""
        with suppress(CxError):
            if library.is_shared:
                return {one.path: one for one in library.at_hand(0, archived=is_archive)}
        return {}

    def _fail(self, error: CxError, here: dict[Path, Summary]) -> None:
        self.trouble = error.words
        if not self.is_shared:
            self.summaries = []
            return
        known = {summary.path: summary for summary in self.summaries}
        self.summaries = list({**known, **here}.values())
        self.since = self.since or self.screen.cx.now()
        if isinstance(error, NotReached):
            self.trouble = say(
                "The store has not been reached since {time}: {why}.",
                time=time_text(self.since),
                why=error.why,
            )

    def _read_at_hand(self) -> None:
        self.trouble = ""
        try:
            self.summaries = self.screen.cx.library.at_hand(self.most_at_hand, archived=self.shows_archive)
        except CxError as error:
            self.summaries, self.trouble = [], error.words

    async def _read_on(self) -> None:
        """Reads everything in a thread, and removes what killed programs left."""
        from cxworkshop.library.away import on_other_laptops
        from cxworkshop.storage.file.leftovers import remove_leftovers_in

        library, is_archive = self.screen.cx.library, self.shows_archive
        await asyncio.to_thread(remove_leftovers_in, library.folder)
        self.away = [] if is_archive else await asyncio.to_thread(on_other_laptops)
        self._readings += 1
        reading = self._readings
        try:
            state, read = await answer_of(
                partial(_read, library, is_archive), PATIENCE if self.is_shared else None
            )
        except CxError as error:
            here = await asyncio.to_thread(self._here, library, is_archive)
            if reading == self._readings:
                self._fail(error, here)
        else:
            if reading == self._readings and is_archive == self.shows_archive:
                self.summaries, self.since, self.trouble, self._state = read, None, "", state
        self.changed()
        self.all_read.set()


def _read(library: Library, is_archive: bool) -> tuple[str, list[Summary]]:
    """The state that the workshops are in at least, and all of them."""
    state = library.state()
    return state, library.summaries(archived=is_archive)
