"""The bar of a survey file that is being read in a thread: how far it is, and whether somebody stopped it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from textual.timer import Timer

from cxworkshop.language import plural, say
from cxworkshop.screens.base import KeyScreen

SOON = 1.0
"""Seconds that a key typed ahead waits for the end of the reading."""
EVERY = 0.2
"""Seconds between two pictures of the bar."""
BAR = 20
"""Cells of the bar."""
LONG = 4
"""Cells of it that move."""


class Reading:
    """One reading after the other; `draw` is called while one goes on."""

    def __init__(self, draw: Callable[[], object]) -> None:
        self.draw = draw
        self.rows, self.is_stopped, self.began_at = 0, False, 0.0
        self._timer: Timer | None = None
        self._is_over = asyncio.Event()

    @property
    def goes_on(self) -> bool:
        return self._timer is not None

    def begin(self, screen: KeyScreen) -> None:
        self.rows, self.is_stopped, self.began_at = 0, False, monotonic()
        self._is_over.clear()
        self._timer = screen.set_interval(EVERY, self.draw)

    def end(self) -> None:
        """Nothing is read any more; keys wait until what was read is shown."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def is_shown(self) -> None:
        self._is_over.set()

    async def soon(self) -> None:
        """Waits a little for what is read to be shown."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), SOON)

    def going(self, rows: int) -> bool:
        """Notes how many rows have been read, in the thread that reads; says whether to go on."""
        self.rows = rows or self.rows
        return not self.is_stopped

    @property
    def bar(self) -> str:
        """The bar with rows and seconds."""
        passed = monotonic() - self.began_at
        at = int(passed / EVERY) % BAR
        bar = "".join("█" if (at - i) % BAR < LONG else "░" for i in range(BAR))
        rows = plural("{n} row", "{n} rows", self.rows) if self.rows else ""
        return " · ".join(filter(None, (bar, rows, str(say("{n} s", n=int(passed))))))
