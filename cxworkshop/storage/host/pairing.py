"""How two laptops know each other: the code that is typed once, and what is kept here of it.

It is kept beside the file of the workshop, and found by the address or, at another address, by the workshop;
so what could not be sent yet goes there whatever address the other laptop has by then.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.errors import NotReached, NotUnderstood, WrongUse
from cxworkshop.language import say
from cxworkshop.storage.atomic import replace_file
from cxworkshop.storage.host.address import Address, address_of
from cxworkshop.storage.host.asking import Asking, not_reached
from cxworkshop.storage.host.wire import FORMAT
from cxworkshop.storage.mirrors import mirror_folder, stores_folder
from cxworkshop.storage.outside import make_folder

PAIRED = "host.txt"
"""No name of a session; of the user alone, like all that is beside it."""
_NAME = "another-laptop"
"""Begins the name of the folder, whatever the workshop is called there."""


class Pairing(NamedTuple):
    """Where the other laptop was last, the secret by which it knows this one; the id, the file name and the
    title of the workshop, and who leads it."""

    address: Address
    token: str
    workshop: str
    slug: str
    title: str
    who: str

    def __repr__(self) -> str:
        return f"<Pairing {self.address}>"

    @property
    def leader(self) -> str:
        """Who leads it; the address where that is not known."""
        return self.who or str(self.address)

    @property
    def folder(self) -> Path:
        return mirror_folder(_NAME, self.workshop)

    @property
    def mirror(self) -> Path:
        """The file of the workshop on this laptop; it may not be there."""
        return self.folder / f"{self.slug}.json"


def ask_to_join(address: Address, code: str, name: str) -> str:
    """Asks to be let in under a name: the secret for asking on. Raises NotReached, NotUnderstood for a wrong
    code, WrongUse where the programs do not understand each other."""
    asking = Asking(address)
    try:
        status, value = asking.ask("POST", "ask", {"code": code, "name": name, "format": FORMAT})
    finally:
        asking.close()
    match status:
        case 200 if isinstance(value, dict) and isinstance(value.get("token"), str):
            return str(value["token"])
        case 403:
            raise NotUnderstood(say("The code is not right. It stands on the other facilitator's screen."))
        case 409:
            raise WrongUse(
                say("The programs on the two laptops are of different versions and do not understand each "
                    "other; install the same on both.")
            )  # fmt: skip
        case 429:
            raise NotReached(say("Too many wrong codes: wait a minute."))
        case 503:
            raise NotReached(say("Too many ask to join there at once: wait a minute."))
    raise not_reached(address, say("what answers there is no workshop"))


def asked(address: Address, token: str) -> Pairing | None:
    """What is known once somebody there has let this laptop in; None as long as nobody has. Raises
    NotReached, NotUnderstood when they do not."""
    asking = Asking(address, token)
    try:
        status, value = asking.ask("GET", "asked")
    finally:
        asking.close()
    if status in (401, 403):
        raise NotUnderstood(say("Nobody has let you in."))
    if status != 200 or not isinstance(value, dict):
        raise not_reached(address, say("that laptop does not answer"))
    if value.get("state") != "in":
        return None
    pairing = _pairing(address, token, value)
    before = in_folder(pairing.folder)  # the file there may be called otherwise by now
    return pairing._replace(slug=before.slug) if before is not None and before.slug else pairing


def _pairing(address: Address, token: str, about: dict[str, Any]) -> Pairing:
    texts = (str(about.get(name, "")) for name in ("workshop", "slug", "title", "who"))
    return Pairing(address, token, *texts)


def keep(pairing: Pairing) -> None:
    """Raises OSError."""
    make_folder(pairing.folder)
    raw = {**pairing._asdict(), "address": str(pairing.address)}
    replace_file(pairing.folder / PAIRED, json.dumps(raw, ensure_ascii=False).encode())


def kept(address: Address) -> Pairing | None:
    """What is known of a laptop since it was joined last."""
    known = [pairing for pairing in all_kept() if pairing.address == address]
    return known[0] if known else None


def all_kept() -> list[Pairing]:
    """All that are kept, the last one first. Of a workshop that was closed on another day nothing is."""
    files: list[Path] = []
    with suppress(OSError):
        files = sorted(stores_folder().glob(f"*/{PAIRED}"), key=lambda file: -file.stat().st_mtime)
    known = [(file, pairing) for file in files if (pairing := in_folder(file.parent)) is not None]
    for file, pairing in known:
        if not pairing.slug and not _is_of_today(file):
            forget(pairing)
    return [pairing for file, pairing in known if file.exists()]


def _is_of_today(file: Path) -> bool:
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime).astimezone().date() == date.today()
    return False


def in_folder(folder: Path) -> Pairing | None:
    """What is kept in a folder; None for that of another store."""
    with suppress(OSError, ValueError, KeyError, TypeError, WrongUse):
        raw = json.loads((folder / PAIRED).read_bytes())
        return _pairing(address_of(raw["address"]), str(raw["token"]), raw)
    return None


def release(pairing: Pairing) -> None:
    """The workshop was closed here, and all of it is there: no name stays, nor what it is called. The secret
    does, for this day: whoever was let in opens it again without a code."""
    with suppress(OSError):
        keep(pairing._replace(slug="", title="", who=""))


def forget(pairing: Pairing) -> None:
    """Of what was let in nothing stays."""
    with suppress(OSError):
        (pairing.folder / PAIRED).unlink(missing_ok=True)
