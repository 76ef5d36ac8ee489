"""A screen on which words may follow a key: after one that was refused they are no commands."""

from __future__ import annotations

from cxworkshop.commands import is_always
from cxworkshop.language import Words, say
from cxworkshop.screens.over_workshop import OverTheDay
from cxworkshop.sheets.sheet import DIRECTIONS

ENDS_STOP = frozenset({"enter", "escape", "tab", "shift+tab", *DIRECTIONS})
"""The keys after which letters are commands again."""


class StopsCommands(OverTheDay):
    """Takes no command between a refused key and the end of the words that were meant to follow it."""

    stopped = False

    def stop(self, why: Words) -> None:
        self.stopped = True
        self.tell(why)

    def go_on(self) -> None:
        """Shows the commands again."""

    async def press(self, key: str, character: str | None) -> None:
        if self.stopped and not is_always(key):
            if key not in ENDS_STOP:
                self.tell(say("What is typed now goes nowhere, until Enter or Esc."))
                return
            self.stopped = False
            self.tell("")
            self.go_on()
            if key in ("enter", "escape"):
                return
        await super().press(key, character)
