"""The header, the first row of a session file: format, versions, and the summary that the library shows.

A listing of sessions reads nothing else, so this module does not import TinyDB.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cxworkshop import __version__
from cxworkshop.errors import NewerVersion, Unreadable, quoted
from cxworkshop.language import say
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.outside import open_file

FORMAT = "cxworkshop"
VERSION = 1
HEADER, HEADER_ID = "header", "1"
NAMES_PENDING = "names_pending"
"""True in a header while other versions of the session may have names that it has no more."""
STORE_REVISION = "store_revision"
"""Of which revision of its store a session has everything that stood there."""
LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is opened. The largest session tried (2,000 touchpoints, two rounds) has a
tenth."""
GENERATIONS = 60
"""How many older copies the header lists by their content marks."""
STATES = 30
"""How many of its latest states the header lists so, the file's own last."""
EMPTY = say("It is empty; it is left as it is.")
_FIRST_LINE = 1024 * 1024
_MANY_DIGITS = 4000
"""Python refuses to read an integer of 4,300 digits: that takes time with the square of their number."""
_YEARS = range(1971, 9000)
"""Those for which every system converts a moment from any time zone to any other, and into a number."""


def new_header(
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    versions: Mapping[str, int],
    *,
    names_pending: bool,
) -> dict[str, Any]:
    """The header of the next save. A newer version that lets this one write keeps its version numbers, as its
    fields are still in the file; entries of `before` that are not known here stay."""
    header = {
        "format": FORMAT,
        **{name: max(ours, before.get(name, 1)) for name, ours in versions.items()},
        "program": f"cxworkshop {__version__}",
        **values,
        **({NAMES_PENDING: True} if names_pending else {}),
    }
    known = {*header, NAMES_PENDING}
    return {**header, **{name: value for name, value in before.items() if name not in known}}


def read_header(path: Path) -> dict[str, Any]:
    """The header of a session file, read from its first line. Raises Unreadable."""
    try:
        with open_file(path) as file:
            line = file.readline(_FIRST_LINE).decode("utf-8-sig").rstrip()
            header = read_json(line.removesuffix(",") + ("}" if line.endswith(",") else ""))
            _check_end(file)
    except (OSError, MemoryError) as error:
        raise unreadable(error) from None
    except (ValueError, RecursionError):
        header = _reformatted(path)
    return valid_header(header)


def valid_header(tables: object) -> dict[str, Any]:
    """The header among the tables of a file. Raises Unreadable for a file of another program or of a newer
    version."""
    rows = tables.get(HEADER) if isinstance(tables, dict) else None
    header = rows.get(HEADER_ID) if isinstance(rows, dict) else None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise Unreadable(say("It is not the file of a workshop; it is left as it is."))
    for name in ("version", "oldest_reader", "oldest_writer"):
        version = header.get(name, 1)
        if type(version) is not int or version < 1:
            raise Unreadable(
                say("Its first row is damaged: {field} is {value}.", field=name, value=quoted(version))
            )
    if header.get("oldest_reader", 1) > VERSION:
        program = quoted(header.get("program"))
        words = say(
            "It was made by a newer version of the program ({program}); update the program to open it.",
            program=program,
        )
        raise NewerVersion(words, header.get("version", 1), program)
    return header


def read_json(text: str, hooks: Callable[[], dict[str, Any]] = dict) -> Any:
    """The value of a JSON text. An integer of more digits than Python reads becomes a Decimal, which is valid
    nowhere; everything is read anew then, with new hooks. Raises ValueError, RecursionError, MemoryError."""
    try:
        return json.loads(text, **hooks())
    except json.JSONDecodeError:
        raise
    except ValueError:
        from decimal import Decimal  # only such a file pays for it

        return json.loads(text, **hooks(), parse_int=lambda digits: _integer(digits, Decimal))


def _integer(digits: str, of_many: Callable[[str], Any]) -> Any:
    return int(digits) if len(digits) < _MANY_DIGITS else of_many(digits)


def is_blank(raw: bytes) -> bool:
    """Whether nothing stands in a file but what a power cut leaves: no bytes, or zeros."""
    return not raw.strip(b"\0 \t\r\n")


def session_id(header: dict[str, Any]) -> str:
    """The id of the session; empty in the files of before there were any, or when it is none."""
    id = header.get("session")
    return id if type(id) is str and id.isascii() else ""


def lineage(header: dict[str, Any]) -> tuple[str, ...]:
    """The content marks of the older copies that the file has come from, the last one last."""
    return _marks(header, "lineage")


def states(header: dict[str, Any]) -> tuple[str, ...]:
    """The content marks of the latest states of the file, its own last; where that is another, a program that
    does not know them has made it of the last one."""
    return _marks(header, "states")


def _marks(header: dict[str, Any], name: str) -> tuple[str, ...]:
    marks = header.get(name)
    return tuple(mark for mark in marks if type(mark) is str) if isinstance(marks, list) else ()


def content_mark(raw: bytes) -> str:
    """A digest of all but the first line, the header: the same for the same rows. Of all where that is one
    line, as another program may have written it."""
    import hashlib  # costs a listing of workshops without copies some milliseconds

    return hashlib.blake2b(raw.partition(b"\n")[2] or raw, digest_size=6).hexdigest()


def moment(text: object) -> datetime | None:
    """The moment in a header, in local time; None when it is none, or no clock can show it."""
    try:
        at = datetime.fromisoformat(text).astimezone() if type(text) is str else None
        return at if at is None or at.year in _YEARS else None
    except (ValueError, OverflowError, OSError):
        return None


def _reformatted(path: Path) -> object:
    """The tables of a file without one row a line, as an editor that formats JSON leaves it."""
    try:
        with open_file(path) as file:
            if os.fstat(file.fileno()).st_size > LIMIT:
                raise Unreadable(say("It is too large for the file of a workshop."))
            raw = file.read()
            if is_blank(raw):
                raise Unreadable(EMPTY)
            return read_json(raw.decode("utf-8-sig"))
    except MemoryError as error:
        raise unreadable(error) from None
    except (OSError, ValueError, RecursionError):
        raise Unreadable(say("It is damaged, or not the file of a workshop; it is left as it is.")) from None


def _check_end(file: Any) -> None:
    file.seek(max(0, file.seek(0, 2) - 64))
    if not file.read().rstrip().endswith(b"}"):
        raise ValueError("the end is missing")
