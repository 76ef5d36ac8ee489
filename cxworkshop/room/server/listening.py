"""Opens the doors: binds before anything is promised, so that a taken port is said in a sentence."""

from __future__ import annotations

import errno
import os
import socket
import sys

from cxworkshop.errors import RoomNotOpened
from cxworkshop.language import Words, say
from cxworkshop.room.addresses import LOOPBACK

PORT, TRIED = 8765, 10
"""The port that is tried first when none is asked for, short to type, and how many are tried from there on:
a firewall is told so once. `CXWORKSHOP_PORT` names another first one."""
_TAKEN = {errno.EADDRINUSE, errno.EACCES}


def listen(host: str, port: int = 0) -> list[socket.socket]:
    """Sockets of this laptop and, where `host` is another address, of its network; both with one port: that
    which is asked for, else the first that is free. Raises RoomNotOpened."""
    for tried in (port,) if port else (*_ports(), 0):
        try:
            return _bound(host, tried)
        except OSError as error:
            if error.errno in _TAKEN and not port:
                continue
            raise RoomNotOpened(_why(error, host, port)) from None
    raise RoomNotOpened(_why(OSError(errno.EADDRINUSE, ""), host, port))


def _ports() -> range:
    named = os.environ.get("CXWORKSHOP_PORT", "")
    first = int(named) if named.isascii() and named.isdecimal() and 0 < int(named) < 1 << 16 else PORT
    return range(first, min(first + TRIED, 1 << 16))


def _bound(host: str, port: int) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    try:
        for address in dict.fromkeys((LOOPBACK, host)):
            sockets.append(_socket())
            sockets[-1].bind((address, port))
            sockets[-1].listen()
            port = sockets[-1].getsockname()[1]
    except OSError:
        for opened in sockets:
            opened.close()
        raise
    return sockets


def _socket() -> socket.socket:
    """A program that begins again takes its port again, and no other program shares it."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return opened


def _why(error: OSError, host: str, port: int) -> Words:
    match error.errno:
        case errno.EADDRINUSE:
            return say("Another program uses port {port}. Close it, or choose another port.", port=str(port))
        case errno.EADDRNOTAVAIL:
            return say("This laptop has no address {address} any more. Choose another one.", address=host)
        case _:
            return say("The room could not be opened at {address}: {why}.",
                       address=host, why=os.strerror(error.errno or errno.EIO))  # fmt: skip
