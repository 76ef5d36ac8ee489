"""An earlier round on top of the workshop, to be looked at: its lists and documents as they were."""

from __future__ import annotations

from dataclasses import replace

from cxworkshop.commands import Situation
from cxworkshop.screens.workshop import WorkshopScreen


class EarlierRoundScreen(WorkshopScreen):
    """The workshop up to a round that is closed; Back returns to where one was."""

    @property
    def situation(self) -> Situation:
        return replace(super().situation, is_copied_only=False, has_library=True)

    async def do_back(self) -> None:
        if self.mode.leave or self.position.origin is not None:
            await super().do_back()
        else:
            await self.ways.leave(is_sure=True)
