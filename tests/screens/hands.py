"""A facilitator at the program: types without waiting, and reads what the screen shows. The screens' tests
use it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.worker import Worker, WorkerCancelled

from cxworkshop import language
from cxworkshop.app import CxApp
from cxworkshop.language import Words
from cxworkshop.library import Library

TODAY = date(2026, 11, 5)
PATIENCE = 60.0
"""Seconds after which something will not come any more, however busy the machine is."""
A_BREATH = 0.002
"""Seconds in which a widget that has nothing else to do finds out that it is idle."""
NAMES = {
    " ": "space", "/": "slash", "!": "exclamation_mark", "?": "question_mark", "<": "less_than_sign",
    ">": "greater_than_sign",
    ",": "comma", "@": "at", "+": "plus", ".": "full_stop", ":": "colon", "*": "asterisk", "#": "number_sign",
}  # fmt: skip


class Hands:
    """Sends keys as a terminal sends them, all at once."""

    def __init__(self, app: CxApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Keys by their names, and what they lead to."""
        for key in keys:
            await self._send(key, " " if key == "space" else key if len(key) == 1 else None)
        await self.settled()

    async def type(self, text: str) -> None:
        """A text, character by character."""
        for sign in text:
            await self._send(NAMES.get(sign, sign), sign)
        await self.settled()

    async def paste(self, text: str) -> None:
        """A text at once."""
        await self.app.on_event(events.Paste(text))
        await self.settled()

    async def settled(self) -> None:
        """Until every key has been answered and painted."""
        async with asyncio.timeout(PATIENCE):  # a program that has ended answers no key
            await self.app.key_queue.join()
            rested = 0
            while rested < 3 and self.app.return_code is None:  # what rests may yet hear from what does not
                for worker in self._workers:
                    with suppress(WorkerCancelled):  # newer work has taken its place
                        await worker.wait()
                await self.pilot.pause(A_BREATH)  # and paints now what would be painted in a moment
                rested = rested + 1 if self._rests else 0

    @property
    def _workers(self) -> list[Worker[Any]]:
        return [worker for worker in self.app.workers if worker.name != "keys"]

    @property
    def _rests(self) -> bool:
        """Whether nothing waits to be done or painted. `Pilot.pause` asks the processor instead, which has
        done as little when the machine is too busy."""
        screen = self.app.screen
        pumps = [self.app, *screen.walk_children(with_self=True)]
        return not (
            any(not worker.is_finished for worker in self._workers)
            or screen._callbacks
            or screen._layout_required
            or any(pump._next_callbacks or not pump._message_queue.empty() for pump in pumps)
        )

    async def _send(self, key: str, character: str | None) -> None:
        await self.app.on_event(events.Key(key, character))

    @property
    def seen(self) -> str:
        """All lines of the screen."""
        screen = self.app.screen
        strips = screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def at_the_program(
    where: Path | Library,
    *,
    spoken: str = "en",
    size: tuple[int, int] = (120, 36),
    open_path: Path | None = None,
    troubles: Sequence[Words] = (),
) -> AsyncIterator[Hands]:
    """The program on a screen of a size, in a language."""
    before = language.language()
    language.use(spoken)
    try:
        app = CxApp(where, open_path=open_path, troubles=troubles, today=TODAY)
        async with app.run_test(size=size) as pilot:
            hands = Hands(app, pilot)
            await hands.settled()
            yield hands
    finally:
        language.use(before)
