"""Several programs with one session of a store in memory, each with a laptop of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cxworkshop.editing.sharing import SharedSession, open_shared
from cxworkshop.method.private import without_notes
from cxworkshop.model.session import Session
from cxworkshop.storage.file.session_file import SessionFile
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


def kill(opened: SharedSession) -> None:
    """Ends the program as a signal would: nothing more of it reaches the store or the disk, which must be
    dead already. What the system takes back then, its lock, is free."""
    store, exchange = opened.store, opened.exchange
    assert isinstance(store, MemoryStore)
    store.is_dead = True
    if opened._saver is not None:
        with suppress(OSError):
            opened._saver.close()
    if exchange is not None:
        exchange.close(PATIENCE)
    assert isinstance(opened._stored, SessionFile)
    opened._stored.keep_lock(None)


def meet(*people: SharedSession, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Returns when each has what all others have done but their notes, or it does not go on."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and goes_on():
        for opened in people:
            opened.take_news()
        if all(opened.is_put for opened in people) and _are_equal(people):
            return
        time.sleep(0.001)  # what they wait for are other threads
    assert not goes_on(), [(opened.is_put, opened.reach) for opened in people]


def _are_equal(people: tuple[SharedSession, ...]) -> bool:
    store = people[0].store
    assert isinstance(store, MemoryStore)
    return all(without_notes(opened.session) == store.server.versions[SLUG].session for opened in people)
