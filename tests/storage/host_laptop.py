"""A laptop on which a workshop is open and a guest is let in, without its screen: a thread stands for the
program's."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from cxworkshop.editing import create, open_session
from cxworkshop.model.session import Session
from cxworkshop.room.guests import Guests
from cxworkshop.room.hub import Hub
from cxworkshop.room.keys import Guest, new_guest_code
from cxworkshop.room.server import RoomServer
from cxworkshop.storage.host.address import Address
from cxworkshop.storage.host.pairing import Pairing
from cxworkshop.storage.host.store import HostStore

_Made = TypeVar("_Made")
TOKENS = {"Anna": "a" * 43, "Bo": "b" * 43}


class Laptop:
    def __init__(self, path: Path, session: Session | None = None, port: int = 0) -> None:
        self.code = new_guest_code()
        self._acts: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self.opened = self.do(lambda: create(path, session) if session is not None else open_session(path))
        self.guests = self.do(self._guests)
        self.hub = self.guests.hub
        self.opened.on_saved = lambda _status: self._acts.put(self.hub.saved)
        self.server = RoomServer(guests=self.guests)
        self.server.start(port=port)

    def _guests(self) -> Guests:
        hub = Hub(self.opened)
        known = [
            Guest(id=name.lower(), name=name, digest=sha256(token.encode()).hexdigest())
            for name, token in TOKENS.items()
        ]
        about = {"workshop": "of-this-laptop", "slug": self.opened.path.stem, "title": "", "who": "Host"}
        return Guests(hub, self.code, about, self._acts.put, lambda: None, known)

    def _run(self) -> None:
        while (act := self._acts.get()) is not None:
            act()

    def do(self, act: Callable[[], _Made]) -> _Made:
        """Does something in the thread of the program."""
        done: Future[_Made] = Future()

        def acted() -> None:
            try:
                done.set_result(act())
            except Exception as error:  # noqa: BLE001  # whoever waits raises it
                done.set_exception(error)

        self._acts.put(acted)
        return done.result(10)

    def store(self, who: str = "Anna", port: int = 0) -> HostStore:
        """The store as a guest sees it, who has a laptop of her own; `port` where something is between."""
        address = Address("127.0.0.1", port or self.server.port)
        slug = self.opened.path.stem
        return HostStore(Pairing(address, TOKENS[who], f"of {who}", slug, "", "Host"))

    def close(self) -> None:
        if not self._thread.is_alive():
            return
        self.do(self.guests.close)
        self.server.stop()
        self.do(self.opened.close)
        self._acts.put(None)
        self._thread.join()
