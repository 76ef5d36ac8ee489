"""A screen that stands over an open workshop: what was said there is found from it."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.findable import Findable


class OverWorkshop(KeyScreen):
    """Going to what was found closes it. Opened from the library there is no workshop below, and nothing to
    find."""

    @property
    def _below(self) -> KeyScreen | None:
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack[1:] else None
        return below if isinstance(below, KeyScreen) else None

    @property
    def findable(self) -> Findable | None:
        return self._below.findable if self._below is not None else None

    async def leave_for(self, go: Callable[[], None]) -> None:
        below = self._below
        await self.app.pop_screen()
        if below is not None:
            await below.leave_for(go)
