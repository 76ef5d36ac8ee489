"""What the server hands to the side of phones or guests and gets back, so that neither knows the other's
library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class PhoneRequest:
    """`path` is what stands behind the phones' code: "" for the page itself. Names of headers are lower case.
    What is refused whoever asks (hosts, origins, codes, bodies that are too large) is refused before."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    base: str = ""
    """The path of the page, such as /k7m3qx2p."""


@dataclass(frozen=True)
class PhoneResponse:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


class PhoneSide(Protocol):
    """Answers phones behind its code, in the thread of the server; it must not wait."""

    code: str

    def handle(self, request: PhoneRequest) -> PhoneResponse: ...


class GuestSide(Protocol):
    """Answers the programs of other facilitators, in the loop of the server."""

    def knows(self, token: str) -> bool:
        """Whether a secret was given here."""

    async def handle(self, request: PhoneRequest, token: str) -> PhoneResponse: ...
