"""What the app does for workshops that others write too: it takes in what they have done, in its own thread,
and does not end before what was done here is put, or it is said that it is not."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from cxworkshop.app.guarded import GuardedApp
from cxworkshop.commands import keyed
from cxworkshop.errors import FileTrouble
from cxworkshop.language import Words, say
from cxworkshop.screens.base import KeyScreen

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession
    from cxworkshop.editing.sharing import SharedSession

PATIENCE = 2.0
"""Seconds that quitting waits for a store."""
AWAY = 5.0
"""Seconds without the other laptop after which it is said what to do."""
FAREWELL = 1.0
"""Seconds in which the others are told that nobody is here any more."""


class StoreTold(Message):
    """Something has come in from the store of a session, or it stands otherwise with the store."""

    def __init__(self, shared: SharedSession) -> None:
        super().__init__()
        self.shared = shared


class SharingApp(GuardedApp):
    """An app whose sessions may be of a store that others write too."""

    opened: list[OpenSession]

    def listen_to_store(self, opened: OpenSession) -> None:
        """Has news of the store of a session, if it has one, taken in between two keys."""
        if (shared := opened.shared) is not None:
            shared.on_told = lambda: self.post_message(StoreTold(shared))

    @property
    def is_store_late(self) -> bool:
        """Whether something has been on this laptop only for longer than a store takes."""
        return any(opened.shared is not None and opened.shared.is_late for opened in self.opened)

    def draw_headers(self) -> None:
        """Draws the lines at the top of all screens, which tell whether all is saved and what the room
        sees."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.draw_header()

    def on_store_told(self, message: StoreTold) -> None:
        shared = message.shared
        shared.take_news()
        if shared.reach.since is not None and shared.away_since != shared.reach.since:
            shared.away_since = shared.reach.since
            self.set_timer(AWAY, partial(self._tell_of_absence, shared, shared.reach.since))
        for screen in self.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.others_changed()

    async def on_unmount(self) -> None:
        """What the store has whole is closed, so that it need not stay here; the rest is saved at the end."""
        for opened in tuple(self.opened):
            if opened.shared is None:
                continue
            await asyncio.to_thread(opened.shared.say_farewell, FAREWELL)
            if self.ending is not None and opened.shared.is_put:
                self.opened.remove(opened)
                with suppress(FileTrouble):
                    await asyncio.to_thread(opened.close)
            elif self.ending is not None:
                self.ending.last_words = opened.shared.waiting

    def _tell_of_absence(self, shared: SharedSession, since: datetime) -> None:
        """Says what to do where the laptop that has the workshop may have got another address or code."""
        from cxworkshop.storage.host.store import HostStore

        if isinstance(shared.store, HostStore) and shared.reach.since == since:
            self.note(
                keyed("What you type is kept on this laptop. If the other facilitator's room has another "
                      "address or code by now, {admit} asks for it; nothing is lost."),
                lambda: shared.reach.since == since,
            )  # fmt: skip

    @abstractmethod
    def note(self, words: Words, holds: Callable[[], bool] = ...) -> None: ...

    async def not_put(self, opened: OpenSession) -> Words:
        """What is on this laptop only, for whom and why; empty when nothing is, and when that was said
        before."""
        words, shared = await self.waiting(opened), opened.shared
        if not words or shared is None or shared.was_warned_of == (session := shared.session):
            return ""
        shared.was_warned_of = session
        return f"{say('The same key once more ends.')} {words}"

    async def waiting(self, opened: OpenSession) -> Words:
        """What is on this laptop only, for whom and why; empty when nothing is."""
        shared = opened.shared
        if shared is None:
            return ""
        with suppress(TimeoutError, FileTrouble):  # of a disk that does not answer the header tells
            await asyncio.wait_for(asyncio.to_thread(shared.flush), PATIENCE)
        await asyncio.to_thread(shared.is_put_within, PATIENCE)
        return shared.waiting
