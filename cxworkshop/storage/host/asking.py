"""Asks the program on another facilitator's laptop, over plain HTTP in the local network, with the standard
library alone."""

from __future__ import annotations

import http.client
import socket
from typing import Any, NamedTuple
from urllib.parse import urlencode

from cxworkshop.errors import NotReached, NotUnderstood
from cxworkshop.language import Words, say
from cxworkshop.storage.host.address import Address
from cxworkshop.storage.host.wire import DOOR, LONGEST_INFLATED, packed, unpacked

WITHIN = 4.0
"""Seconds in which the other laptop answers; it waits shorter for its own disk."""
_GONE = (http.client.HTTPException, OSError)


class Answer(NamedTuple):
    """`value` is what was sent with a status under 300, or with 409; else None."""

    status: int
    value: Any


class Asking:
    """One connection, opened when something is asked and again when it was closed. It belongs to one
    thread."""

    def __init__(self, address: Address, token: str = "", who: str = "") -> None:
        self.address, self.who = address, who
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, value: Any = None, **query: str) -> Answer:
        """Raises NotReached. What was sent over a connection that had been closed meanwhile is sent once
        more; a laptop that says nothing is not waited for twice."""
        was_open = self._connection is not None
        try:
            self.send(method, path, value, **query)
            return self.answer()
        except NotReached as error:
            if not was_open or isinstance(error.__cause__, TimeoutError):
                raise
        self.send(method, path, value, **query)
        return self.answer()

    def send(self, method: str, path: str, value: Any = None, **query: str) -> socket.socket:
        """Asks without waiting; what can be read once the answer comes. Raises NotReached."""
        target = f"/{DOOR}/{path}" + (f"?{urlencode(query)}" if query else "")
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(*self.address, timeout=WITHIN)
                self._connection.connect()
            self._connection.request(method, target, None if value is None else packed(value), self._headers)
        except _GONE as error:
            raise self._lost(error) from error
        sock: socket.socket = self._connection.sock
        return sock

    def answer(self) -> Answer:
        """What came. Raises NotReached."""
        assert self._connection is not None
        try:
            with self._connection.getresponse() as response:
                data = response.read(LONGEST_INFLATED)
                is_over = response.will_close or not response.isclosed()
            if is_over:
                self.close()
        except _GONE as error:
            raise self._lost(error) from error
        if response.status >= 300 and response.status != 409:
            return Answer(response.status, None)
        try:
            return Answer(response.status, unpacked(data) if data else None)
        except NotUnderstood as error:
            raise NotReached(error.words) from None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _lost(self, error: BaseException) -> NotReached:
        self.close()
        return not_reached(self.address, _why(error, self.who))


def not_reached(address: Address, why: Words) -> NotReached:
    words = say("The other facilitator's laptop ({address}) is not reached: {why}.", address=address, why=why)
    return NotReached(words, why)


def _why(error: BaseException, who: str) -> Words:
    """`who` has the other laptop, where that is known."""
    match error:
        case TimeoutError() if who:
            return say("{who}'s laptop does not answer", who=who)
        case ConnectionRefusedError() | http.client.RemoteDisconnected() | ConnectionResetError() if who:
            return say("{who}'s room is closed, or elsewhere", who=who)
        case TimeoutError():
            return say("that laptop does not answer")
        case ConnectionRefusedError() | http.client.RemoteDisconnected() | ConnectionResetError():
            return say("the room is not open there")
        case socket.gaierror():
            return say("there is no such address")
        case OSError():
            return say("there is no way to it in this network")
    return say("what answers there is no workshop")
