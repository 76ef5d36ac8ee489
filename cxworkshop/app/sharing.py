"""What the app does for workshops that others write too: it takes in what they have done, in its own thread,
and does not end before what was done here is put, or it is said that it is not."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.message import Message

from cxworkshop.app.guarded import GuardedApp
from cxworkshop.errors import FileTrouble
from cxworkshop.language import Words, say
from cxworkshop.screens.base import KeyScreen

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession
    from cxworkshop.editing.sharing import SharedSession

PATIENCE = 2.0
"""Seconds that quitting waits for a store."""
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

    def draw_headers(self) -> None:
        """Draws the lines at the top of all screens, which tell whether all is saved and what the room
        sees."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.draw_header()

    def on_store_told(self, message: StoreTold) -> None:
        message.shared.take_news()
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

    async def not_put(self, opened: OpenSession) -> Words:
        """Why something is not in the store; empty when everything is, and when that was said before."""
        shared = opened.shared
        if shared is None or await asyncio.to_thread(shared.is_put_within, PATIENCE):
            return ""
        if shared.was_warned_of == (session := shared.session):
            return ""
        shared.was_warned_of = session
        if leader := shared.store.leader:
            return say(
                "Not on the other laptop ({who}) yet: {why}. It stays here, and in your library. The same key "
                "once more ends.",
                who=leader,
                why=shared.not_put_why,
            )
        return say(
            "Not in the store yet: {why}. It stays on this laptop and is put there next time. The same key "
            "once more ends.",
            why=shared.not_put_why,
        )
