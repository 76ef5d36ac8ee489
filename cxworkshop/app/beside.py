"""Whether another version of the workshop that is open has come beside it, as sync services put it there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.language import say

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp

LOOK_EVERY = 5.0
"""Seconds between two looks at the folder."""


class Beside:
    """Tells of each version once; what lies there at the first look is in the library."""

    def __init__(self, app: CxApp) -> None:
        self._app = app
        self._known: dict[Path, frozenset[Path]] = {}
        app.set_interval(LOOK_EVERY, lambda: app.run_worker(self.look(), group="beside", exclusive=True))

    async def look(self) -> None:
        from cxworkshop.storage.file.versions import came_beside

        for path in [opened.path for opened in self._app.opened if opened.shared is None]:
            self._known[path], came = await asyncio.to_thread(came_beside, path, self._known.get(path))
            for version in came:
                words = say(
                    "Another version of this workshop lies beside it now: {file}. The library makes the two "
                    "one when this one is closed.",
                    file=version.name,
                )
                self._app.notices.add(words, version.exists)
