"""The server of the room: the page for projectors, the ballot for phones and the door for other facilitators,
out of the facilitator's own program. The only place that knows the web library.

A daemon thread with a loop of its own, so that the keyboard never waits for the network. It is given frozen
values and hands over messages; it never sees the session, keeps no answer and logs nothing.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from cxworkshop.room.addresses import LOOPBACK
from cxworkshop.room.exchange import GuestSide, PhoneSide
from cxworkshop.room.keys import new_code
from cxworkshop.room.parts import Showing
from cxworkshop.room.server.connections import Connections, server_for
from cxworkshop.room.server.listening import listen
from cxworkshop.room.server.screens import STALE
from cxworkshop.room.server.site import PHONE, SCREEN, Site

_STARTS, _STOPS = 5.0, 1.5
"""Seconds that are waited for the thread at most."""
_SILENCE = logging.NullHandler()
"""Without it, warnings of libraries go to the terminal, which shows the program."""


@dataclass(frozen=True)
class RoomState:
    """Who follows, for the facilitator: the seconds since each screen said what it has painted; and whether
    any phone has asked for its page."""

    screens: tuple[float, ...] = ()
    has_phones: bool = False

    @property
    def silent_for(self) -> float | None:
        """The seconds for which the one that follows least does not follow; None where all do."""
        longest = max(self.screens, default=0.0)
        return longest if longest >= STALE else None


class RoomServer:
    """One opening of the room. Owned by the thread of the program; what it says crosses by
    call_soon_threadsafe."""

    def __init__(
        self, phones: PhoneSide | None = None, screen_code: str = "", guests: GuestSide | None = None
    ) -> None:
        self.screen_code, self.phones = screen_code or new_code(), phones
        self.host, self.port = LOOPBACK, 0
        self._connections = Connections()
        codes = {SCREEN: self.screen_code, **({PHONE: phones.code} if phones else {})}
        self._site = Site(codes, phones, self._connections.pace, guests)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server = server_for(self._site, self._connections)
        self._ready, self._ended = threading.Event(), threading.Event()

    def start(self, host: str = LOOPBACK, port: int = 0) -> int:
        """Serves this laptop, and where `host` is another address, its network. Gives the port: the one that
        is asked for where it is free. Raises RoomNotOpened."""
        sockets = listen(host, port)
        self.host, self.port = host, int(sockets[0].getsockname()[1])
        ends = "" if self.port == 80 else f":{self.port}"
        self._site.hosts = frozenset(f"{name}{ends}" for name in (LOOPBACK, "localhost", host))
        for name in ("uvicorn", "asyncio"):
            logging.getLogger(name).addHandler(_SILENCE)
        thread = threading.Thread(target=self._run, args=(sockets,), name="room", daemon=True)
        thread.start()
        self._ready.wait(_STARTS)
        return self.port

    @property
    def screen_url(self) -> str:
        return f"http://{self.host}:{self.port}/{self.screen_code}"

    @property
    def own_url(self) -> str:
        """The page's address on this laptop itself, which no firewall stands before."""
        return f"http://{LOOPBACK}:{self.port}/{self.screen_code}"

    @property
    def phone_url(self) -> str:
        """Empty where no phones are let in."""
        return f"http://{self.host}:{self.port}/{self.phones.code}" if self.phones else ""

    @property
    def guest_url(self) -> str:
        """What another facilitator opens."""
        return f"http://{self.host}:{self.port}"

    @property
    def state(self) -> RoomState:
        return RoomState(self._site.screens.silent(time.monotonic()), self._site.has_phones)

    def publish(self, showing: Showing) -> None:
        self._cross(lambda: self._site.publish(showing))

    def stop(self) -> None:
        """Tells the pages, and closes. Twice is once."""
        self._cross(self._close)
        self._ended.wait(_STOPS)

    def _close(self) -> None:
        self._site.close()
        self._server.should_exit = True

    def _cross(self, act: Callable[[], None]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended
                self._loop.call_soon_threadsafe(act)

    def _run(self, sockets: list[socket.socket]) -> None:
        try:
            asyncio.run(self._serve(sockets))
        finally:
            for listening in sockets:
                listening.close()
            self._loop = None
            self._ready.set()
            self._ended.set()

    async def _serve(self, sockets: list[socket.socket]) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)  # a lost connection is no news
        self._loop.call_soon(self._ready.set)
        await self._server.serve(sockets=sockets)
