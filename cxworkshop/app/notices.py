"""Notices over every screen: each goes by itself after a minute, or as soon as it is no longer true."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cxworkshop.language import Words

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp
    from cxworkshop.editing import OpenSession

SHOWN_FOR = 60.0
"""Seconds."""


def always() -> bool:
    return True


class Notice(NamedTuple):
    """What is said, whether it `holds` still, and until when it is shown, in monotonic seconds."""

    words: str
    holds: Callable[[], bool]
    until: float


class Notices:
    """What is shown now."""

    def __init__(self, app: CxApp) -> None:
        self.app = app
        self.shown: list[Notice] = []
        self.arrivals = 0

    def add(self, words: Words, holds: Callable[[], bool] = always) -> None:
        self.app.noted.add(str(words))
        self.shown.append(Notice(str(words), holds, time.monotonic() + SHOWN_FOR))
        self.app.notify(str(words), severity="warning", timeout=SHOWN_FOR, markup=False)

    def tell_of(self, opened: OpenSession) -> None:
        """Takes into a session what other programs have stored, and says so until more comes; then what is
        to be known since this save."""
        if words := opened.take_in_news():
            number = self.arrivals = self.arrivals + 1
            self.look()
            self.add(words, lambda: number == self.arrivals)
        if str(opened.notice) not in self.app.noted:
            self.add(opened.notice)

    def look(self) -> None:
        """Takes away what is no longer true, and shows the others for as long as they have left."""
        now = time.monotonic()
        self.shown = [notice for notice in self.shown if notice.until > now]
        true = [notice for notice in self.shown if notice.holds()]
        if len(true) == len(self.shown):
            return
        self.shown = true
        self.app.clear_notifications()
        for notice in true:
            self.app.notify(notice.words, severity="warning", timeout=notice.until - now, markup=False)
