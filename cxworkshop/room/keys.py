"""What an opening of the room is known by: port, codes and the secret of its cookies. Kept until the room
closes, so that after a crash phones find their seats again at the same address; who has been let in to write
is kept for the day, so that they come back when it is opened again."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from cxworkshop.room.left_open import path_of
from cxworkshop.room.parts import Part
from cxworkshop.storage.atomic import replace_file
from cxworkshop.storage.outside import make_folder

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What a code is made of: nothing that looks like something else on a wall."""
_CODE_LENGTH = 8
_GUEST_CODE_LENGTH = 6
"""Shorter: whoever has it still waits until somebody lets him in."""


def new_code(length: int = _CODE_LENGTH) -> str:
    """A code that somebody can type from a screen."""
    return "".join(secrets.choice(_SIGNS) for _ in range(length))


def new_guest_code() -> str:
    return new_code(_GUEST_CODE_LENGTH)


class Guest(Part):
    """Somebody who may write the workshop, too; the SHA-256 of the secret that the program there has."""

    id: str
    name: str
    digest: str


class Keys(Part):
    """`secret` is hexadecimal. `revoked`: seats that never sit again. `closed_on`: the day on which the room
    was closed, None while it is open; then only `host`, `port` and `guests` are worth something."""

    host: str = ""
    port: int = 0
    closed_on: date | None = None
    screen_code: str
    phone_code: str
    secret: str
    revoked: tuple[str, ...] = ()
    guest_code: str = Field(default_factory=new_guest_code)
    guests: tuple[Guest, ...] = ()

    def __repr__(self) -> str:
        return "<Keys>"

    @classmethod
    def new(cls) -> Keys:
        return cls(screen_code=new_code(), phone_code=new_code(), secret=secrets.token_hex(32))

    def closed(self, on: date) -> Keys:
        """New ones, for whoever was let in to come back to on that day."""
        kept = {name: getattr(self, name) for name in ("host", "port", "guests")}
        return Keys.new().model_copy(update={**kept, "closed_on": on})


def kept(session_file: Path) -> Keys | None:
    """The keys of a room that was not closed; None without any that can be read."""
    keys = _read(session_file)
    return keys if keys is not None and keys.closed_on is None else None


def for_opening(session_file: Path, today: date) -> Keys:
    """The keys with which the room opens: those of before, where it was not closed; else new ones, that know
    who was let in today."""
    keys = _read(session_file)
    return keys if keys is not None and keys.closed_on in (None, today) else Keys.new()


def _read(session_file: Path) -> Keys | None:
    with suppress(OSError, ValidationError):
        return Keys.model_validate_json(path_of(session_file).read_bytes())
    return None


def keep(session_file: Path, keys: Keys) -> None:
    """Keeps keys, readable by the user alone. Raises OSError."""
    path = path_of(session_file)
    make_folder(path.parent)
    replace_file(path, keys.model_dump_json().encode())


def forget(session_file: Path) -> None:
    """The room is closed, and nobody was let in to write."""
    with suppress(OSError):
        path_of(session_file).unlink(missing_ok=True)
