"""What is never let in: foreign hosts and origins, wrong codes, too much of anything. Pure, but for the time,
which is passed in."""

from __future__ import annotations

import hmac
from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from cxworkshop.room.addresses import LOOPBACK

_Kept = TypeVar("_Kept")
GUESSES, MINUTE = 10, 60.0
LONGEST_BODY = 4096
"""Bytes of what is sent to the room."""
BURST, A_SECOND = 200, 50.0
"""Requests of one address: at once, and a second for ever."""
SHUT = 10.0
"""Seconds for which an address is not heard that asked more often."""
ADDRESSES = 500
"""Addresses that are remembered, those heard last."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # no-referrer would make forms send "Origin: null"
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_ASKED_BY_ITSELF = (
    "",
    "favicon.ico",
    "robots.txt",
    "apple-touch-icon.png",
    "apple-touch-icon-precomposed.png",
)
"""What browsers ask for unasked: no guess."""


def refused(method: str, headers: Mapping[str, str], hosts: Collection[str]) -> tuple[int, str] | None:
    """Status and words for a request that is not for us: a foreign host is how a page elsewhere would read
    ours (DNS rebinding), a foreign origin how it would write here."""
    if headers.get("host", "").lower() not in hosts:
        return 421, "wrong host"
    if method not in ("GET", "POST"):
        return 405, "not allowed"
    if method == "POST":
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        if (origin is not None and _netloc(origin) not in hosts) or site not in ("same-origin", "none"):
            return 403, "wrong origin"
    return None


def _netloc(origin: str) -> str:
    """The host of an origin as a Host header writes it; empty for null and for what is none."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme == "http" else ""


class Codes:
    """The codes of the doors, and which addresses tried wrong ones."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._doors = {door: code.encode() for door, code in codes.items()}
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def door(self, code: str, address: str, now: float) -> str | None:
        """The door that a code opens, "" for none; None for an address that tried ten wrong ones in a minute:
        it waits, whatever it tries. Compares in the same time whatever is wrong."""
        if self.is_barred(address, now):
            return None
        typed = code.lower().encode()
        opened = [door for door, right in self._doors.items() if hmac.compare_digest(typed, right)]
        if not opened and code not in _ASKED_BY_ITSELF:
            self.wrong(address, now)
        return "".join(opened)

    def is_barred(self, address: str, now: float) -> bool:
        """Whether an address has tried too many wrong ones."""
        tried = self._wrong.get(address)
        return tried is not None and len(tried) == GUESSES and now - tried[0] < MINUTE

    def wrong(self, address: str, now: float) -> None:
        """A code was wrong, whatever it was for."""
        remembered(self._wrong, address, deque(maxlen=GUESSES)).append(now)


class Pace:
    """How often each address asks."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, list[float]] = OrderedDict()
        self._shut: OrderedDict[str, list[float]] = OrderedDict()

    def is_shut(self, address: str, now: float) -> bool:
        until = self._shut.get(address)
        return until is not None and now < until[0]

    def may(self, address: str, now: float) -> bool:
        """Whether an address may ask once more; where not, it is shut out for a while."""
        if address == LOOPBACK:
            return True
        pace = remembered(self._left, address, [float(BURST), now])
        pace[0] = min(float(BURST), pace[0] + A_SECOND * (now - pace[1])) - 1
        pace[1] = now
        if pace[0] >= 0:
            return True
        remembered(self._shut, address, [0.0])[0] = now + SHUT
        return False


def remembered(kept: OrderedDict[str, _Kept], address: str, new: _Kept) -> _Kept:
    """What is kept of an address, now as the one heard last; whoever was heard longest ago is forgotten."""
    value = kept.setdefault(address, new)
    kept.move_to_end(address)
    if len(kept) > ADDRESSES:
        kept.popitem(last=False)
    return value
