"""The address of a PostgreSQL database: read strictly, and shown only without what may be secret in it.

What is read as an address is never quoted, and neither is what libpq says of it: it repeats a password.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, say
from cxworkshop.storage.mistyped import STORE

BEGINNINGS = ("postgresql://", "postgres://")
EXAMPLE = STORE
_HOST = r"(?:\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._%-]*)(?::[0-9]{1,5})?"
_ADDRESS = re.compile(
    r"postgres(?:ql)?://"
    r"(?:(?P<user>[^:@/?#\s]*)(?P<password>:[^@/?#\s]*)?@)?"
    rf"(?P<hosts>{_HOST}(?:,{_HOST})*)"
    r"(?:/(?P<database>[^/?#@\s]*))?"
    r"(?:\?(?P<options>[^?#\s]*))?",
    re.ASCII,
)
_WRONG = re.compile("%(?![0-9A-Fa-f]{2})|%00")
_SECRETS = {"password", "sslpassword"}
_PLAIN = re.compile(r"[\w.,:%\[\]/@ -]+")


@dataclass(frozen=True, repr=False)
class Address:
    """Where a database is. `name` is what people read, `identity` tells one from another whatever the
    password is; only libpq reads `text`."""

    text: str
    name: str
    identity: str
    has_password: bool

    def __repr__(self) -> str:
        return self.name


def is_address(text: str) -> bool:
    """Whether somebody means a database by it, and no path."""
    return text.strip().lower().startswith(BEGINNINGS)


def address(text: str) -> Address:
    """The address in a text. Raises WrongUse, which does not repeat it."""
    parts = _ADDRESS.fullmatch(text.strip())
    if parts is None or _WRONG.search(text):
        raise not_an_address()
    try:
        unquote(text, errors="strict")
        options = dict(
            parse_qsl(parts["options"] or "", keep_blank_values=True, strict_parsing=bool(parts["options"]))
        )
        values = [unquote(parts[name] or "", errors="strict") for name in ("user", "hosts", "database")]
    except ValueError:
        raise not_an_address() from None
    user = options.get("user", "") or values[0]
    hosts = options.get("host", "") or options.get("hostaddr", "") or values[1]
    port, database = options.get("port", ""), options.get("dbname", "") or values[2]
    shown = f"{user}@" * bool(user) + hosts + f":{port}" * bool(port) + f"/{database}"
    if not _PLAIN.fullmatch(shown):
        raise not_an_address()
    open_ = {key: value for key, value in sorted(options.items()) if key not in _SECRETS}
    identity = repr((user, hosts, port, database, open_))
    has_password = bool(parts["password"]) or bool(_SECRETS & set(options))
    return Address(text.strip(), f"postgresql://{shown}", identity, has_password)


def not_an_address() -> WrongUse:
    return WrongUse(
        say(
            "This is not the address of a PostgreSQL database, which looks so: {example}. It is not repeated "
            "here, as a password may be in it. In a user, password or name, write @ as %40, / as %2F, : as "
            "%3A, # as %23 and a space as %20.",
            example=EXAMPLE,
        )
    )


def password_words() -> Words:
    """What is said of a password in an address: others on a machine see what was typed, and a shell keeps
    it."""
    return say(
        "The address holds a password. Put it into the password file of PostgreSQL instead: ~/.pgpass, on "
        "Windows {file}.",
        file=r"%APPDATA%\postgresql\pgpass.conf",
    )
