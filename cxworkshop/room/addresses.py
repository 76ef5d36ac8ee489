"""Where the room can be reached: the addresses of this laptop. Nothing is sent to find them."""

from __future__ import annotations

import socket
from contextlib import suppress

LOOPBACK = "127.0.0.1"
_ELSEWHERE = ("192.0.2.1", 9)
"""An address of documentation, which nobody has: asked for the way there, the system names our own."""


def addresses() -> tuple[str, ...]:
    """The addresses of this laptop in its networks, the one that packets leave by first; none without a
    network. It may ask the system's resolver: not for the thread of the screen."""
    seen: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)
        seen.append(probe.getsockname()[0])
    with suppress(OSError):
        entries = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
        seen += [str(entry[4][0]) for entry in entries]
    return tuple(dict.fromkeys(address for address in seen if not address.startswith(("127.", "0."))))


def is_ours(address: str) -> bool:
    """Whether this laptop still has the address: another network gives it another one."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True
