"""The header, the first row of a session file: format, versions, and the summary that the library shows.

A listing of sessions reads nothing else, so this module does not import TinyDB.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cxworkshop.errors import Unreadable
from cxworkshop.language import say
from cxworkshop.storage.file.disk_errors import unreadable

FORMAT = "cxworkshop"
VERSION = 1
HEADER, HEADER_ID = "header", "1"
LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is opened. The largest session tried (2,000 touchpoints, two rounds) has a
tenth."""
_FIRST_LINE = 1024 * 1024


def read_header(path: Path) -> dict[str, Any]:
    """The header of a session file, read from its first line. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            line = file.readline(_FIRST_LINE).decode("utf-8-sig").rstrip()
            header = json.loads(line.removesuffix(",") + ("}" if line.endswith(",") else ""))
            _check_end(file)
    except OSError as error:
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
    if not all(
        isinstance(header.get(name, 1), int)
        for name in ("version", "oldest_reader", "oldest_writer", "last_id")
    ):
        raise Unreadable(say("Its first row is damaged."))
    if header.get("oldest_reader", 1) > VERSION:
        program = str(header.get("program"))
        raise Unreadable(
            say(
                "It was made by a newer version of the program ({program}); update the program to open it.",
                program=program,
            )
        )
    return header


def _reformatted(path: Path) -> object:
    """The tables of a file without one row a line, as an editor that formats JSON leaves it."""
    try:
        if path.stat().st_size > LIMIT:
            raise Unreadable(say("It is too large for the file of a workshop."))
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError, MemoryError):
        raise Unreadable(say("It is damaged, or not the file of a workshop; it is left as it is.")) from None


def _check_end(file: Any) -> None:
    file.seek(max(0, file.seek(0, 2) - 64))
    if not file.read().rstrip().endswith(b"}"):
        raise ValueError("the end is missing")
