"""Connections that nobody keeps open for nothing: the web library bounds neither how many there are, nor how
long a request or a reader may take."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from cxworkshop.room.addresses import LOOPBACK
from cxworkshop.room.server.guards import Pace

PER_ADDRESS, ALL = 24, 160
"""Connections at once: of one address that is not this laptop, and of all such; the rest of the program needs
open files too."""
SECONDS = 5.0
"""In which a request is whole, and what is sent is taken."""


class Connections:
    """Who is connected, and how often each address asks."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.pace = Pace()

    def may_open(self, address: str) -> bool:
        if address == LOOPBACK:  # whoever fills the room does not keep its own page out
            return self.open[address] < ALL
        is_room = self.open[address] < PER_ADDRESS and self.open.total() < ALL
        return is_room and not self.pace.is_shut(address, time.monotonic())

    def closed(self, address: str) -> None:
        self.open[address] -= 1
        if self.open[address] <= 0:
            del self.open[address]


class Guarded(H11Protocol):
    """A connection that is cut when a request is not whole in time, or nobody takes what is sent."""

    among: Connections
    """Set by `guarded`: the web library makes connections from a class."""
    _address = ""
    _is_let_in = False
    _request_due: asyncio.TimerHandle | None = None
    _reader_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        made = cast(asyncio.Transport, transport)
        self._address = (made.get_extra_info("peername") or ("?",))[0]
        super().connection_made(made)
        if not self.among.may_open(self._address):
            made.abort()
            return
        self._is_let_in = True
        self.among.open[self._address] += 1
        self._request_due = self.loop.call_later(SECONDS, made.abort)

    def data_received(self, data: bytes) -> None:
        if not self._is_let_in or self.among.pace.is_shut(self._address, time.monotonic()):
            self.transport.abort()
            return
        super().data_received(data)
        if self.conn.their_state in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED):
            self._forget_request()
        elif self._request_due is None:
            self._request_due = self.loop.call_later(SECONDS, self.transport.abort)

    def _forget_request(self) -> None:
        if self._request_due is not None:
            self._request_due.cancel()
            self._request_due = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reader_due = self.loop.call_later(SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reader_due is not None:
            self._reader_due.cancel()
            self._reader_due = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_request()
        if self._is_let_in:
            self.among.closed(self._address)
        super().connection_lost(exc)


def guarded(connections: Connections) -> type[Guarded]:
    """The class of connections that are counted together."""
    return type("GuardedTogether", (Guarded,), {"among": connections})


def server_for(site: Callable[..., Awaitable[None]], connections: Connections) -> uvicorn.Server:
    """The web server for a site. It logs nothing: its terminal shows the program."""
    return uvicorn.Server(
        uvicorn.Config(
            site, http=guarded(connections), ws="none", lifespan="off", interface="asgi3",
            proxy_headers=False, server_header=False, date_header=False,
            log_config=None, log_level="critical", access_log=False,
            timeout_keep_alive=5, timeout_graceful_shutdown=1, backlog=128,
            h11_max_incomplete_event_size=8192,
        )
    )  # fmt: skip
