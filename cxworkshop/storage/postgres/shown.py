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
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session
from cxworkshop.storage.file.header import FORMAT, VERSION
from cxworkshop.storage.file.inside import FOUND_IN
from cxworkshop.storage.file.row_storage import as_json
from cxworkshop.storage.file.summary import headlines, summary

_LONG = ("coming", "headlines")
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


def cards(session: Session) -> dict[str, str]:
    """What the library shows, in two columns as JSON: `card` is what is short, `more` what is long. A text of
    the database cannot hold NUL."""
    shown = _without_nul({**summary(session), "headlines": headlines(session, date.today())})
    more = {name: shown.pop(name) for name in _LONG}
    return {"card": as_json(shown), "more": as_json(more)}


def _without_nul(value: Any) -> Any:
    match value:
        case str():
            return without_nul(value)
        case list():
            return [_without_nul(member) for member in value]
        case dict():
            return {_without_nul(key): _without_nul(member) for key, member in value.items()}
    return value


def words_of(session: Session) -> str:
    """All that a session is found by, as it is compared: title, organisation, and what rows are known by."""
    about = [session.workshop.title, session.organisation.name]
    rows = (
        known_as(record) for name, _number, rows in session.tables() if name in FOUND_IN for record in rows
    )
    return "\n".join(dict.fromkeys(filter(None, map(folded, map(without_nul, (*about, *rows))))))


def known_as(record: Record) -> str:
    """What a row is known by."""
    return without_nul(getattr(record, record.table.names, "") or "")


def without_nul(text: str) -> str:
    """The text without the one character that a text of the database cannot hold; in a `doc` it is
    escaped."""
    return text.replace("\0", "")


def logged(ops: Ops) -> list[list[Any]]:
    """What is logged of ops: nothing of blind answers and private notes, nor of words that stand for one."""
    return raw_ops(tuple(op for op in ops if not _is_private(*key_of(op))))


def _is_private(table: str, _number: int | None, id: str) -> bool:
    return table in _NOT_LOGGED or (table == "unread" and id.partition("/")[0] in _NOT_LOGGED)
