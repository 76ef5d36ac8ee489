"""TinyDB's storage for session files: the header first, one row a line, and no write over another program's
change."""

from __future__ import annotations

import hashlib
import json
import math
import os
import stat
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from cxworkshop.errors import ChangedOutside, NotSaved, Unreadable, quoted
from cxworkshop.language import Words, say
from cxworkshop.storage.atomic import replace_file
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.file.faults import Faults
from cxworkshop.storage.file.header import (
    EMPTY,
    HEADER,
    HEADER_ID,
    LIMIT,
    STATES,
    content_mark,
    is_blank,
    read_json,
)
from cxworkshop.storage.outside import Disk, is_write_protected, open_file

Tables = dict[str, Any]


class Lines(str):
    """The rows of a table, already encoded as in the file."""

    __slots__ = ()


class RowStorage(Storage):
    """The tables of one file. A table written as `Lines` is not encoded again.

    `syntax_faults` are breaches of JSON that can be read past: a key that stands twice, NaN. `mark` is a
    digest of the rows in the file, the same whoever wrote them and when. `before_replacing` is called when a
    new file is ready to take the place of the old one.
    """

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        super().__init__()
        self.path = path
        self.disk = disk or Disk(path.parent)
        self.syntax_faults = Faults()
        self.before_replacing: Callable[[], None] = lambda: None
        self._stamp: tuple[int, int, int] | None = None
        self.mark = ""
        self._own_digests: set[bytes] = set()

    def on(self, disk: Disk) -> RowStorage:
        """The same on the disk where the file was first."""
        self.disk = disk
        return self

    def read(self) -> Tables | None:
        """The tables; None when there is no file. Raises Unreadable."""
        try:
            with open_file(self.path) as file:
                status = os.fstat(file.fileno())
                if status.st_size > LIMIT:
                    raise Unreadable(say("It is too large for the file of a workshop."))
                raw = file.read()
        except FileNotFoundError:
            return None
        except (OSError, MemoryError) as error:
            raise unreadable(error) from None
        tables = self._parsed(raw)
        self._stamp, self._own_digests, self.mark = _stamp(status), {_digest(raw)}, content_mark(raw)
        return tables

    def write(self, data: Tables) -> None:
        """Replaces the file, whole or not at all. Raises ChangedOutside, or OSError when the disk refuses."""
        raw = _text(data)
        # before the disk is touched: after a failed fsync of the folder the new file may already be in place
        self._own_digests.add(digest := _digest(raw))
        self.check_disk()
        replace_file(self.path, raw, guard=self._about_to_replace)
        self._stamp, self._own_digests, self.mark = self._stamp_now(), {digest}, content_mark(raw)

    def _stamp_now(self) -> tuple[int, int, int]:
        return _stamp(self.path.lstat())

    def outside_change(self) -> Words:
        """What another program has done to the file since it was read or written here; "" when nothing.
        Raises OSError."""
        name = self.path.name
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            return say("{file} was removed by somebody else.", file=name) if self._stamp else ""
        if not stat.S_ISREG(status.st_mode):
            return say("{file} was replaced by somebody else, by something that is no file.", file=name)
        if (stamp := _stamp(status)) != self._stamp:
            with open_file(self.path, follows_links=False) as file:
                digest = _digest(file.read())
            if digest not in self._own_digests:
                return say("{file} was changed by somebody else since it was read.", file=name)
            self._stamp = stamp  # a sync client has rewritten the same bytes
        return ""

    def check_disk(self) -> None:
        """Raises OSError when the folder is gone, or on another disk that has not this very file."""
        if self.disk.is_another():
            if not self._stamp or self.outside_change():
                self.disk.check()
            self.disk.accept()  # the stick is back under another number

    def _parsed(self, raw: bytes) -> Tables:
        if is_blank(raw):
            raise Unreadable(EMPTY)
        try:
            text = raw.decode("utf-8-sig")
            tables = read_json(text, self._hooks)
            if "\\ud" in text.casefold() and _has_half_character(tables):
                self.syntax_faults.add(lambda: say("Half a character stands in a text."))
        except json.JSONDecodeError as error:
            raise Unreadable(
                say("It is damaged in line {line}, column {column}.", line=error.lineno, column=error.colno)
            ) from None
        except UnicodeDecodeError:
            raise Unreadable(say("It is not text in UTF-8.")) from None
        except MemoryError as error:
            raise unreadable(error) from None
        except (ValueError, RecursionError):
            raise Unreadable(
                say("It is damaged, or not the file of a workshop; it is left as it is.")
            ) from None
        if not isinstance(tables, dict):
            raise Unreadable(say("It is not the file of a workshop; it is left as it is."))
        return tables

    def _hooks(self) -> dict[str, Any]:
        self.syntax_faults = Faults()
        return {"parse_constant": self._constant, "object_pairs_hook": self._object}

    def _constant(self, name: str) -> float:
        self.syntax_faults.add(lambda: say("{value} stands where a number belongs.", value=name))
        return math.nan

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) != len(pairs):
            self.syntax_faults.add(partial(_stands_twice, pairs, values))
        return values

    def _about_to_replace(self) -> None:
        self.check_disk()
        if (change := self.outside_change()) and os.path.lexists(self.path):
            raise ChangedOutside(change)
        if is_write_protected(self.path):
            why = say("the file is read-only")
            raise NotSaved(say("{file} could not be written: {why}.", file=self.path.name, why=why), why)
        self.before_replacing()


def _stands_twice(pairs: Sequence[tuple[str, Any]], values: dict[str, Any]) -> Words:
    twice = [name for name, times in Counter(name for name, _value in pairs).items() if times > 1]
    row = quoted(values.get("id", say("a table")))
    return say("The key {key} stands twice in {row}.", key=quoted(", ".join(twice)), row=row)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_json(value: object) -> str:
    """The value as compact JSON on one line, as the file has it."""
    return _ENCODER.encode(value)


def _text(data: Tables) -> bytes:
    """The whole file. Its header comes to list what the rows are known by."""
    header = {HEADER: data[HEADER]} if HEADER in data else {}
    rest = _lines({name: rows for name, rows in data.items() if name != HEADER}) + b"}\n"
    if header and len(data) > 1:
        row = header[HEADER][HEADER_ID]
        mark = content_mark(b"\n" + rest)
        row["states"] = [*(other for other in row.get("states", ()) if other != mark), mark][-STATES:]
        rest = b",\n" + rest
    return b"{" + _lines(header) + rest


def _lines(data: Tables) -> bytes:
    return ",\n".join(f"{as_json(name)}:{_table(name, rows)}" for name, rows in data.items()).encode()


def _table(name: str, rows: object) -> str:
    if isinstance(rows, dict):
        rows = Lines(",\n".join(f"{as_json(document)}:{as_json(row)}" for document, row in rows.items()))
    if not isinstance(rows, Lines):  # an unknown entry that is no table is kept as it is
        return as_json(rows)
    return f"{{{rows}}}" if name == HEADER or not rows else f"{{\n{rows}\n}}"


def _has_half_character(tables: object) -> bool:
    try:
        json.dumps(tables, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return True
    return False


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw).digest()
