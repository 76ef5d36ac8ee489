"""What the host's laptop and a guest's send each other, as bytes: JSON, deflated. Both sides read and write
it with this module."""

from __future__ import annotations

import json
import zlib
from typing import Any, NamedTuple

from cxworkshop.errors import CxError, NotUnderstood
from cxworkshop.language import say
from cxworkshop.model.ops import Ops, apply, difference
from cxworkshop.model.ops_raw import ops_of, raw_ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.shared import Colleague

DOOR = "with"
"""The path behind which guests are answered."""
FORMAT = 1
"""Counts up when older programs could not read what is sent."""
LONGEST, LONGEST_INFLATED = 4 << 20, 64 << 20
"""Bytes of one message, as it is sent and as it is read: a list of 5,000 pasted rows has a thirtieth of
that."""


class News(NamedTuple):
    """What leads to a revision: from what was known there, or, when it `is_whole`, from nothing."""

    revision: str
    is_whole: bool
    ops: Ops

    @classmethod
    def between(cls, before: Session | None, after: Session, revision: str) -> News:
        return cls(revision, before is None, difference(before or Session(), after))

    def applied(self, known: Session) -> Session:
        """Raises Stale where `known` is not what it was made for."""
        return apply(Session() if self.is_whole else known, self.ops)

    @property
    def raw(self) -> dict[str, Any]:
        return {"revision": self.revision, "whole": self.is_whole, "ops": raw_ops(self.ops)}


def news_of(raw: Any) -> News:
    """Raises NotUnderstood."""
    try:
        return News(str(raw["revision"]), bool(raw["whole"]), ops_of(raw["ops"]))
    except (CxError, ValueError, TypeError, KeyError) as error:
        raise _not_understood() from error


def ops_in(raw: Any) -> Ops:
    """Raises NotUnderstood where there is a change that this program does not know."""
    try:
        return ops_of(raw)
    except (CxError, ValueError, TypeError, KeyError) as error:
        raise _not_understood() from error


def raw_place(place: Place | None) -> list[Any] | None:
    return None if place is None else list(place)


def place_of(raw: Any) -> Place | None:
    """None for whatever is no place."""
    match raw:
        case [str(), str(), str(), int() | None]:
            return Place(*raw)
    return None


def raw_colleagues(colleagues: tuple[Colleague, ...]) -> list[Any]:
    return [[one.program, one.name, raw_place(one.place)] for one in colleagues]


def colleagues_of(raw: Any) -> tuple[Colleague, ...]:
    """Raises NotUnderstood."""
    try:
        return tuple(Colleague(str(program), str(name), place_of(place)) for program, name, place in raw)
    except (TypeError, ValueError) as error:
        raise _not_understood() from error


def packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpacked(data: bytes) -> Any:
    """Raises NotUnderstood for what is nothing of ours, or larger than anything of ours."""
    inflating = zlib.decompressobj()
    try:
        text = inflating.decompress(data, LONGEST_INFLATED)
        if not inflating.eof:
            raise _not_understood()
        return json.loads(text)
    except (zlib.error, ValueError, RecursionError) as error:
        raise _not_understood() from error


def _not_understood() -> NotUnderstood:
    return NotUnderstood(
        say("What the other laptop has sent is not understood here: its program is of another version.")
    )
