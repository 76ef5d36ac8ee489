"""The first row of a session file: what it is, who may read it, and the summary that the library shows.

The listing reads nothing else, so this module does not import TinyDB.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cxworkshop.errors import Unreadable
from cxworkshop.language import say

FORMAT = "cxworkshop"
VERSION = 1
HEADER, HEADER_ID = "header", "1"
LIMIT = 64 * 1024 * 1024
"""The largest file that is opened; the largest session tried, 2,000 touchpoints in two rounds, is a tenth of
it."""
_FIRST_LINE = 1024 * 1024


def read_header(path: Path) -> dict[str, Any]:
    """The header of a session file, from its first line. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            line = file.readline(_FIRST_LINE).decode("utf-8-sig").rstrip()
            header = json.loads(line.removesuffix(",") + ("}" if line.endswith(",") else ""))
            _ends_well(file)
    except OSError as error:
        raise Unreadable(say("It cannot be read: {why}.", why=error.strerror or str(error))) from None
    except (ValueError, RecursionError):
        header = _laid_out_anew(path)
    return understood(header)


def understood(tables: object) -> dict[str, Any]:
    """The header among the tables of a file; Unreadable when the file is somebody else's or made for a newer
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


def _laid_out_anew(path: Path) -> object:
    """The tables of a file whose rows do not stand one a line: somebody's editor has laid it out its own
    way."""
    try:
        if path.stat().st_size > LIMIT:
            raise Unreadable(say("It is too large for the file of a workshop."))
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError, MemoryError):
        raise Unreadable(say("It is damaged, or not the file of a workshop; it is left as it is.")) from None


def _ends_well(file: Any) -> None:
    file.seek(max(0, file.seek(0, 2) - 64))
    if not file.read().rstrip().endswith(b"}"):
        raise ValueError("the end is missing")
