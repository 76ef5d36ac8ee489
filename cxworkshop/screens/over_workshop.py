"""A screen that stands over an open workshop: the day goes on from it, and what was said there is found."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.findable import Findable


class OverTheDay(KeyScreen):
    """The key that carries the day closes it. Opened from the library there is no workshop below, and no
    day."""

    @property
    def _below(self) -> KeyScreen | None:
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack[1:] else None
        return below if isinstance(below, KeyScreen) else None

    @property
    def has_agenda(self) -> bool:
        """Whether a day goes on below."""
        return self._below is not None and self._below.situation.has_agenda

    async def do_next_activity(self) -> None:
        await self._carry_on("next_activity")

    async def do_previous_activity(self) -> None:
        await self._carry_on("previous_activity")

    async def _carry_on(self, command: str) -> None:
        below = self._below
        await self.app.pop_screen()
        if below is not None:
            await below.run(command)


class OverWorkshop(OverTheDay):
    """Going to what was found closes it."""

    @property
    def findable(self) -> Findable | None:
        return self._below.findable if self._below is not None else None

    async def leave_for(self, go: Callable[[], None]) -> None:
        below = self._below
        await self.app.pop_screen()
        if below is not None:
            await below.leave_for(go)
