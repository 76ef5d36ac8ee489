"""The pages that follow, as far as they say so themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST = 8
"""Screens at once."""
STALE, GONE = 2.0, 20.0
"""Seconds of silence after which a screen does not follow, and after which it is forgotten."""
_LONGEST_NAME = 12
_GOODBYE = "bye"


@dataclass(frozen=True)
class Screen:
    """`heard`: when it said last what it painted. `stay` counts its connections; `is_open`: it has one."""

    heard: float
    painted: int = -1
    stay: int = 0
    is_open: bool = True


class Screens:
    """By the name that each page gives itself."""

    def __init__(self) -> None:
        self._screens: dict[str, Screen] = {}

    def opened(self, name: str, now: float) -> bool:
        """Lets a screen in; one that comes again takes its own place. False where there are too many."""
        name = name[:_LONGEST_NAME]
        self._forget(now)
        before = self._screens.get(name)
        if before is None and sum(screen.is_open for screen in self._screens.values()) >= MOST:
            return False
        self._screens[name] = Screen(now, stay=before.stay + 1 if before else 1)
        return True

    def stay(self, name: str) -> int:
        """The number of a screen's connection now."""
        screen = self._screens.get(name[:_LONGEST_NAME])
        return screen.stay if screen else 0

    def may_stay(self, name: str, stay: int, now: float) -> bool:
        """Whether a connection is the screen's last one, and is answered."""
        screen = self._screens.get(name[:_LONGEST_NAME])
        return screen is not None and screen.stay == stay and now - screen.heard < GONE

    def left(self, name: str, stay: int) -> None:
        """A connection is gone; the screen may come again, or has not said that it went."""
        name = name[:_LONGEST_NAME]
        screen = self._screens.get(name)
        if screen and screen.stay == stay:
            self._screens[name] = replace(screen, is_open=False)

    def heard(self, name: str, painted: str, now: float) -> None:
        name = name[:_LONGEST_NAME]
        screen = self._screens.get(name)
        if screen is None:
            return
        if painted == _GOODBYE:
            del self._screens[name]
        elif painted[:9].isdecimal():
            self._screens[name] = replace(screen, heard=now, painted=int(painted[:9]))

    def silent(self, now: float) -> tuple[float, ...]:
        """The seconds since each screen was heard; those that are gone are forgotten. From any thread."""
        return tuple(sorted(now - s.heard for s in tuple(self._screens.values()) if now - s.heard < GONE))

    def _forget(self, now: float) -> None:
        self._screens = {name: s for name, s in self._screens.items() if now - s.heard < GONE}
