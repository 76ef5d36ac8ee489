"""The time of day that the program goes by; in a rehearsal it runs faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime


def local_time() -> datetime:
    """The time with its zone."""
    return datetime.now().astimezone()


class PacedClock:
    """Shows the time of `read`; after `run` it goes on from there, `pace` times as fast."""

    def __init__(self, read: Callable[[], datetime] = local_time) -> None:
        self._read, self.pace = read, 1
        self._since: tuple[datetime, datetime] | None = None
        """When the pace was set: the true time, and what was shown."""

    def now(self) -> datetime:
        """The time shown."""
        true = self._read()
        if self._since is None:
            return true
        since, shown = self._since
        return shown + (true - since) * self.pace

    def run(self, pace: int) -> None:
        """Goes on at another pace."""
        self._since, self.pace = (self._read(), self.now()), pace
