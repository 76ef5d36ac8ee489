"""Several programs with one session of a store in memory, each with a laptop of its own."""

from __future__ import annotations

import time
from pathlib import Path

from cxworkshop.editing.sharing import SharedSession, open_shared
from cxworkshop.model.session import Session
from tests.storage.memory_store import MemoryStore, Server, Version

SLUG = "kuusilinna"
PATIENCE = 20.0
"""Seconds after which something has not come and does not come."""


def serving(session: Session) -> Server:
    return Server({SLUG: Version(1, session)})


def store_of(server: Server, folder: Path, who: str) -> MemoryStore:
    return MemoryStore(server, folder / who, who)


def opened_by(who: str, server: Server, folder: Path) -> SharedSession:
    """The session as a program has it that takes in what comes when it is told to (`meet`)."""
    opened = open_shared(store_of(server, folder, who), SLUG)
    opened.on_told = lambda: None
    return opened


def meet(*people: SharedSession) -> None:
    """Returns when each has what all others have done."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for opened in people:
            opened.take_news()
        if all(opened.is_put for opened in people) and _are_equal(people):
            return
        time.sleep(0.001)  # what they wait for are other threads
    raise AssertionError([(opened.is_put, opened.reach) for opened in people])


def _are_equal(people: tuple[SharedSession, ...]) -> bool:
    newest = people[0].store.server.versions[SLUG].session  # type: ignore[attr-defined]  # ours in memory
    return all(opened.session == newest for opened in people)
