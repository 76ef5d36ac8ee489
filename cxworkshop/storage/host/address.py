"""Where another facilitator's laptop is. Asked at starts that name an address, so it loads nothing else."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from cxworkshop.errors import WrongUse
from cxworkshop.language import say

_SCHEME = "http://"


class Address(NamedTuple):
    host: str
    port: int

    def __str__(self) -> str:
        return self.host if self.port == 80 else f"{self.host}:{self.port}"


def is_address(text: str) -> bool:
    """Whether somebody means another laptop and no file."""
    return text.lower().startswith(_SCHEME)


def address_of(text: str) -> Address:
    """The address in what somebody typed; `http://` may be left out. Raises WrongUse."""
    from cxworkshop.storage.mistyped import LAPTOP, may_hold_a_password

    typed = text.strip() if is_address(text.strip()) else _SCHEME + text.strip()
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        host, port = "", 0
    if not host or not host.isascii() or any(sign in parts.netloc for sign in " %@"):
        if may_hold_a_password(text.partition("://")[2] or text):
            raise WrongUse(
                say(
                    "This is not the address of another facilitator's laptop, which looks so: {example}. It "
                    "is not repeated here, as a password may be in it.",
                    example=LAPTOP,
                )
            )
        raise WrongUse(say("{address} is no address, such as {example}.", address=text, example=LAPTOP))
    return Address(host, port)
