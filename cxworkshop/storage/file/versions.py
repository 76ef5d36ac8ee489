"""Which files of a folder are versions of one workshop, and what each is: the library and `list` show copies
beneath their original.

Files are known by the id of the session in their headers, never by their names. What a copy is, its content
mark tells, for which it is read when it is shown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.language import Words, date_text, say, time_text
from cxworkshop.storage.file.folder import paths
from cxworkshop.storage.file.header import (
    GENERATIONS,
    LIMIT,
    content_mark,
    lineage,
    read_header,
    session_id,
    states,
)
from cxworkshop.storage.mirrors import name_of
from cxworkshop.storage.summary import Summary


def grouped(summaries: Sequence[Summary]) -> list[Summary]:
    """The summaries with the originals of copies, each copy behind its original; else in the order given."""
    return beneath(with_originals(summaries))


def with_originals(summaries: Sequence[Summary]) -> list[Summary]:
    """The summaries in their order; those that are copies know their original."""
    ids = _ids(summaries)
    families: dict[str, list[Summary]] = defaultdict(list)
    for summary, id in zip(summaries, ids, strict=True):
        families[id].append(summary)
    originals = {id: _original(family) for id, family in families.items() if id and len(family) > 1}
    return [
        summary._replace(original=original)
        if (original := originals.get(id)) is not None and original is not summary
        else summary
        for summary, id in zip(summaries, ids, strict=True)
    ]


def beneath(summaries: Iterable[Summary]) -> list[Summary]:
    """The same, each copy moved behind its original when that is among them."""
    listed = list(summaries)
    paths = {summary.path for summary in listed}
    copies: dict[Path, list[Summary]] = defaultdict(list)
    for summary in listed:
        if summary.original is not None and summary.original.path in paths:
            copies[summary.original.path].append(summary)
    if not copies:
        return listed
    moved = {copy.path for family in copies.values() for copy in family}
    return [
        version
        for summary in listed
        if summary.path not in moved
        for version in (summary, *copies.get(summary.path, ()))
    ]


def described(summary: Summary, today: date) -> Words:
    """What a copy is; empty for an original."""
    original, at = summary.original, summary.updated_at
    when = "–" if at is None else time_text(at) if at.date() == today else _day(at.date(), today)
    match standing(summary):
        case "same" if original is not None:
            return say("the same as {file}", file=name_of(original.path))
        case "older":
            return say("older copy of {when}", when=when)
        case "changed":
            return say("changed elsewhere, {when}", when=when)
    return ""


def standing(summary: Summary) -> str:
    """How a copy stands to its original: same, older or changed; empty for an original."""
    original = summary.original
    if original is None:
        return ""
    if mark_of(summary.path) == mark_of(original.path) != "":
        return "same"
    return "changed" if is_changed_elsewhere(summary) else "older"


def is_changed_elsewhere(summary: Summary) -> bool:
    """Whether a copy may have what its original has not."""
    original, mark = summary.original, mark_of(summary.path)
    return (
        original is not None
        and mark not in (*original.lineage, mark_of(original.path))
        and not _is_out_of_sight(summary, original)
    )


def is_to_be_merged(summary: Summary) -> bool:
    """Whether a copy was changed elsewhere and still is of the same workshop: one that somebody made to begin
    another with has another name by then."""
    original = summary.original
    return (
        summary.readable
        and original is not None
        and original.readable
        and (original.organisation, original.title) == (summary.organisation, summary.title)
        and is_changed_elsewhere(summary)
    )


def came_beside(session: Path, known: frozenset[Path] | None) -> tuple[frozenset[Path], Sequence[Path]]:
    """The files in the folder of a session, and those of them that are not `known`, are versions of it and
    may have what it has not. What cannot be read yet counts as not there."""
    try:
        there = frozenset(paths(session.parent))
        own = read_header(session)
    except Unreadable:
        return known or frozenset(), ()
    unread, came = set(), []
    for path in sorted(there - known) if known is not None else ():
        try:
            is_version = path != session and session_id(read_header(path)) == session_id(own) != ""
        except Unreadable:
            unread.add(path)
            continue
        if is_version and mark_of(path) not in (*lineage(own), *states(own), mark_of(session)):
            came.append(path)
    return there - unread, came


def mark_of(path: Path) -> str:
    """The mark of the rows in a file, whoever wrote it and when; empty when it cannot be read."""
    try:
        state = path.stat()
        return _mark(path, state.st_mtime_ns, state.st_size) if state.st_size <= LIMIT else ""
    except OSError:
        return ""


@lru_cache(maxsize=2000)
def _mark(path: Path, _written: int, _size: int) -> str:
    return content_mark(path.read_bytes())


def _ids(summaries: Sequence[Summary]) -> list[str]:
    """The id of each session, "" for what stands for itself. A file of before there were ids is known by the
    mark of its content, and looked into only when another file bears the same names."""
    names = Counter((summary.organisation, summary.title) for summary in summaries if summary.readable)
    known: dict[str, str] | None = None
    ids = []
    for summary in summaries:
        id = summary.session
        if not id and summary.readable and names[summary.organisation, summary.title] > 1:
            if known is None:
                known = {
                    mark: other.session for other in summaries for mark in other.lineage if other.session
                }
            mark = mark_of(summary.path)
            id = known.get(mark, mark)
        ids.append(id)
    return ids


def _original(family: Sequence[Summary]) -> Summary:
    """The file of the shortest name of which another is made, as every copy is that a program or a service
    has named; where there is none, the one last edited. The same in whatever order they are listed."""
    ordered = sorted(family, key=lambda summary: (len(summary.slug), summary.slug))
    for summary in ordered:
        if any(_is_made_of(other.slug, summary.slug) for other in family if other is not summary):
            return summary
    return max(ordered, key=lambda summary: summary.updated_at.timestamp() if summary.updated_at else 0.0)


def _is_made_of(name: str, part: str) -> bool:
    """Whether a name is another with something added, not a longer word that has it inside."""
    return part in name and bool(re.search(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", name))


def _is_out_of_sight(copy: Summary, original: Summary) -> bool:
    """Whether a copy is so much older that the original no longer lists where the two come from."""
    return bool(
        len(original.lineage) >= GENERATIONS
        and set(copy.lineage).isdisjoint(original.lineage)
        and copy.updated_at
        and original.updated_at
        and copy.updated_at < original.updated_at
    )


def _day(day: date, today: date) -> str:
    return date_text(day, with_year=day.year != today.year)
