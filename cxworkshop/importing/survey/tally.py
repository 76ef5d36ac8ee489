"""Counting: the only part that touches rows. Different texts are counted and nothing is interpreted, so a
tally of ten million answers has some 30,000 entries, and a changed choice needs no second reading."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cxworkshop.errors import NotSaved, Unreadable, WrongUse
from cxworkshop.importing.survey.columns import item_of
from cxworkshop.importing.survey.look import about
from cxworkshop.importing.survey.shapes import Item, Look, Reason, Roles, SourceFile, Tally
from cxworkshop.importing.survey.sources import Row, rows_of
from cxworkshop.importing.survey.statement import BY_DAYS, BY_GROUPS, DAY_ALONE, SHORTEST, SIGNS
from cxworkshop.importing.survey.words import TESTS, TOTAL
from cxworkshop.language import say
from cxworkshop.method.surveys import plain
from cxworkshop.storage.file.disk_errors import unreadable

ENGINE_FROM = 20 << 20
"""Bytes from which a text file is counted by the engine, where that is installed."""
LARGEST = 2_000_000
"""Entries of a tally: a column of free text has as many as rows."""
EVERY = 20_000
"""Rows after which the progress is told."""
_TOTAL = re.compile(TOTAL, re.IGNORECASE)
_TIMES = re.compile(r"([0-9]{1,15})(?:[.,]0{1,2})?")
Going = Callable[[int], bool]
"""Told the rows read so far, where they are known, else 0; says whether to go on."""


class Cancelled(Exception):
    """Somebody stopped the reading."""


def tally(look: Look, roles: Roles, going: Going = lambda _rows: True) -> Tally:
    """Counts a file: by the engine where it is large or Parquet, else in Python. Raises Cancelled,
    Unreadable, and WrongUse where no column of answers is known."""
    if not roles.answers:
        raise WrongUse(
            say("{file} has no column of answers that is known: say which it is.", file=look.path.name)
        )
    try:
        return _reader(look)(look, roles, going)
    except Unreadable as error:
        raise about(look.path, error) from error
    except NotSaved:
        raise
    except OSError as error:
        raise about(look.path, unreadable(error)) from error


def _reader(look: Look) -> Callable[[Look, Roles, Going], Tally]:
    if look.form == "parquet" or (look.form == "csv" and look.path.stat().st_size >= ENGINE_FROM):
        try:
            from cxworkshop.importing.survey.by_engine import by_engine
        except ImportError:  # Python reads text as well, only slower
            return by_rows
        return by_engine
    return by_rows


def added(tallies: Iterable[Tally]) -> Tally:
    """Several files as one."""
    parts = tuple(tallies)
    answers: Counter[tuple[Item, str, str]] = Counter()
    cover: Counter[tuple[Item, str, str, str]] = Counter()
    aside: Counter[Reason] = Counter()
    for part in parts:
        answers.update(part.answers)
        cover.update(part.cover)
        aside.update(part.aside)
    files = tuple(file for part in parts for file in part.files)
    return Tally(answers, cover, aside, files, any(part.or_more for part in parts))


def digest_of(path: Path) -> str:
    """The sha256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def items_of(look: Look, roles: Roles) -> tuple[Item, ...]:
    """What each column of answers is about, in a wide file."""
    return tuple(item_of(look.names[i]) for i in roles.answers)


def items_in_row(look: Look, roles: Roles, touchpoint: str, question: str) -> tuple[Item, ...]:
    """What each answer of a row is about, in a long file. Without a column of touchpoints the question speaks
    of one; without one of questions the headings of the answers ask, as they do beside a question that has
    several answers."""
    about = item_of(question) if roles.touchpoint is None else Item(touchpoint, question)
    if roles.question is not None and len(roles.answers) == 1:
        return (about,)
    asked = (" – ".join(filter(None, (about.question, look.names[i]))) for i in roles.answers)
    return tuple(Item(about.touchpoint, text) for text in asked)


def columns_read(roles: Roles) -> tuple[int, ...]:
    """The columns that are looked into; the first may say that a row is a total."""
    about = (roles.touchpoint, roles.question, roles.day, roles.segment, roles.event, roles.status)
    columns = {0, *roles.answers, *about, roles.times, roles.counted_by} - {None}
    return tuple(sorted(column for column in columns if column is not None))


def by_rows(look: Look, roles: Roles, going: Going = lambda _rows: True) -> Tally:
    """Counts in Python, row by row."""
    counting = Counting(look, roles)
    with ThreadPoolExecutor(1) as pool:
        digest = pool.submit(digest_of, look.path)
        for rows, row in enumerate(rows_of(look), 1):
            counting.add(row)
            if rows % EVERY == 0:
                check_size(len(counting.answers))
                if not going(rows):
                    raise Cancelled
    files = (SourceFile(look.path.name, digest.result(), counting.rows),)
    return Tally(counting.answers, counting.cover, counting.aside, files)


def check_size(entries: int) -> None:
    """Raises Unreadable when there are more different answers than people give."""
    if entries > LARGEST:
        raise Unreadable(
            say("There are more than {n} different answers: is a column of answers free text?", n=LARGEST)
        )


class Counting:
    """What of a file has been counted so far."""

    def __init__(self, look: Look, roles: Roles) -> None:
        self.look, self.roles = look, roles
        self.items = () if roles.is_long else items_of(look, roles)
        self.read = columns_read(roles)
        self.answers: Counter[tuple[Item, str, str]] = Counter()
        self.cover: Counter[tuple[Item, str, str, str]] = Counter()
        self.aside: Counter[Reason] = Counter()
        self.rows = 0

    def add(self, row: Row) -> None:
        self.rows += 1
        if fault := fault_of(row, self.roles, self.read):
            self.aside[fault] += 1
            return
        roles, cells = self.roles, row.cells
        touchpoint, question, segment, event = (
            "" if i is None else cells[i].strip()
            for i in (roles.touchpoint, roles.question, roles.segment, roles.event)
        )
        day = "" if roles.day is None else whole_day(cells[roles.day])
        counted_by = "" if roles.counted_by is None else plain(cells[roles.counted_by])
        times = 1 if roles.times is None else times_of(cells[roles.times]) or 0
        items = self.items or items_in_row(self.look, roles, touchpoint, question)
        for item, i in zip(items, roles.answers, strict=True):
            answer = cells[i].strip()
            if counted_by != BY_GROUPS:
                self.answers[item, answer, day] += times
            if counted_by != BY_DAYS:
                self.cover[item, answer, segment, event] += times


def fault_of(row: Row, roles: Roles, read: Iterable[int]) -> Reason | None:
    """Why a whole row is not counted."""
    if row.fault:
        return row.fault
    cells = row.cells
    if not (text := "".join(cells[i] for i in read)).isascii() and not _is_readable(text):
        return "unreadable"
    if _TOTAL.fullmatch(cells[0]):
        return "total"
    if roles.times is not None and times_of(cells[roles.times]) is None:
        return "no_count"
    return "test" if roles.status is not None and plain(cells[roles.status]) in TESTS else None


def _is_readable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def times_of(text: str) -> int | None:
    """How many answers a row stands for; None when that is no number."""
    parts = _TIMES.fullmatch(text.strip(" "))
    return int(parts[1]) if parts else None


def whole_day(text: str) -> str:
    """A day without the time behind it."""
    bare = text.lstrip(" ")
    if len(bare) > DAY_ALONE:
        first = bare.replace("T", " ").split(" ", 1)[0]
        bare = first if len(first) >= SHORTEST and not {*first} - {*SIGNS} else bare
    return bare.strip()
