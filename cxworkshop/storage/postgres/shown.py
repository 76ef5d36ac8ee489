"""What is told of a session beside its rows: its header, its card, its words, and what is logged of ops."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop import __version__
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import KINDS
from cxworkshop.model.matching import folded
from cxworkshop.model.ops import Ops, key_of
from cxworkshop.model.ops_raw import raw_ops
from cxworkshop.model.session import TABLES, Session
from cxworkshop.storage.file.header import FORMAT, VERSION
from cxworkshop.storage.file.summary import headlines, summary

_VERSIONS = {"version": VERSION, "oldest_reader": 1, "oldest_writer": 1}
_NOT_LOGGED = frozenset({*KINDS, *(name for name, record in TABLES.items() if record.table.private)})
"""Blind answers and private notes."""


def header(before: dict[str, Any]) -> dict[str, Any]:
    """The header after a put, without card and date. A newer program that lets this one write keeps its
    numbers, and what it has written."""
    ours = {name: max(number, before.get(name, 1)) for name, number in _VERSIONS.items()}
    return {**before, "format": FORMAT, **ours, "program": f"cxworkshop {__version__}"}


def too_new(header: dict[str, Any]) -> Words:
    """Why a session cannot be changed by this program; empty when it can."""
    if header.get("oldest_writer", 1) <= VERSION:
        return ""
    return say("It was made by a newer version of the program; it may be looked at and not changed.")


def card(session: Session) -> dict[str, Any]:
    """The card, as in the header of a file; a text of the database cannot hold NUL."""
    shown: dict[str, Any] = _without_nul({**summary(session), "headlines": headlines(session, date.today())})
    return shown


def _without_nul(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "")
        case list():
            return [_without_nul(member) for member in value]
        case dict():
            return {_without_nul(key): _without_nul(member) for key, member in value.items()}
    return value


def words_of(session: Session) -> str:
    """Title and organisation, as they are compared."""
    return folded(f"{session.workshop.title}\n{session.organisation.name}".replace("\0", ""))


def logged(ops: Ops) -> list[list[Any]]:
    """What is logged of ops: nothing of blind answers and private notes, nor of words that stand for one."""
    return raw_ops(tuple(op for op in ops if not _is_private(*key_of(op))))


def _is_private(table: str, _number: int | None, id: str) -> bool:
    return table in _NOT_LOGGED or (table == "unread" and id.partition("/")[0] in _NOT_LOGGED)
