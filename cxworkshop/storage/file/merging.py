"""Two files of one workshop: the older version that both come from.

An ancestor is known by its content mark in the lineage of both, never by names or times: a wrong one would
take work back, none loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.folder import paths
from cxworkshop.storage.file.header import (
    content_mark,
    lineage,
    moment,
    read_header,
    session_id,
    states,
)


def ancestor(one: Path, other: Path) -> Path | None:
    """The newest file of which both have been made: one of the two, a copy of either, or another version
    beside them. None where there is none any more. Raises Unreadable."""
    lines = [_marks(path) for path in (one, other)]
    found = {
        path: sum(len(line) - line[::-1].index(mark) for line in lines)
        for path in _candidates(one, other)
        if all((mark := _mark(path)) in line for line in lines)
    }
    # what comes later in both lines was made of the other, whatever the clocks of two laptops say
    return max(found, key=lambda path: (found[path], _saved(path)), default=None)


def _marks(path: Path) -> tuple[str, ...]:
    header = read_header(path)
    return (*lineage(header), *states(header), _mark(path))


def _mark(path: Path) -> str:
    try:
        return content_mark(path.read_bytes())
    except OSError:
        return ""


def _candidates(one: Path, other: Path) -> Iterator[Path]:
    for path in (one, other):
        yield path
        yield from (copy.path for copy in copies_offered(path))
    id = session_id(read_header(one))
    for path in {path for folder in (one.parent, other.parent) for path in paths(folder)} - {one, other}:
        with suppress(Unreadable):
            if id and session_id(read_header(path)) == id:
                yield path


def _saved(path: Path) -> float:
    """When a file says that it was saved, in seconds; 0 where it says nothing."""
    with suppress(Unreadable, ValueError):
        at = moment(read_header(path).get("updated_at"))
        return at.timestamp() if at is not None else 0.0
    return 0.0
