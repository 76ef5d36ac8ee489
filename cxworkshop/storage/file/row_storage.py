"""TinyDB's storage for session files: the header first, one row a line, and no write over another program's
change."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from cxworkshop.errors import ChangedOutside, Unreadable, quoted
from cxworkshop.language import Words, say
from cxworkshop.storage.atomic import replace_file
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.file.header import HEADER, LIMIT, content_mark, read_json

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

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.syntax_faults: list[Words] = []
        self.before_replacing: Callable[[], None] = lambda: None
        self._stamp: tuple[int, int, int] | None = None
        self.mark = ""
        self._own_digests: set[bytes] = set()

    def read(self) -> Tables | None:
        """The tables; None when there is no file. Raises Unreadable."""
        try:
            if self.path.stat().st_size > LIMIT:
                raise Unreadable(say("It is too large for the file of a workshop."))
            stamp, raw = self._stamp_now(), self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreadable(error) from None
        tables = self._parsed(raw)
        self._stamp, self._own_digests, self.mark = stamp, {_digest(raw)}, content_mark(raw)
        return tables

    def write(self, data: Tables) -> None:
        """Replaces the file, whole or not at all. Raises ChangedOutside, or OSError when the disk refuses."""
        raw = _text(data).encode()
        # before the disk is touched: after a failed fsync of the folder the new file may already be in place
        self._own_digests.add(digest := _digest(raw))
        replace_file(self.path, raw, guard=self._about_to_replace)
        self._stamp, self._own_digests, self.mark = self._stamp_now(), {digest}, content_mark(raw)

    def _parsed(self, raw: bytes) -> Tables:
        try:
            text = raw.decode("utf-8-sig")
            tables = read_json(text, self._hooks)
            if "\\ud" in text.casefold() and _has_half_character(tables):
                self.syntax_faults.append(say("Half a character stands in a text."))
        except json.JSONDecodeError as error:
            raise Unreadable(
                say("It is damaged in line {line}, column {column}.", line=error.lineno, column=error.colno)
            ) from None
        except UnicodeDecodeError:
            raise Unreadable(say("It is not text in UTF-8.")) from None
        except (ValueError, RecursionError, MemoryError):
            raise Unreadable(
                say("It is damaged, or not the file of a workshop; it is left as it is.")
            ) from None
        if not isinstance(tables, dict):
            raise Unreadable(say("It is not the file of a workshop; it is left as it is."))
        return tables

    def _hooks(self) -> dict[str, Any]:
        self.syntax_faults = []
        return {"parse_constant": self._constant, "object_pairs_hook": self._object}

    def _constant(self, name: str) -> float:
        self.syntax_faults.append(say("{value} stands where a number belongs.", value=name))
        return math.nan

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) != len(pairs):
            twice = [name for name, times in Counter(name for name, _value in pairs).items() if times > 1]
            self.syntax_faults.append(
                say(
                    "The key {key} stands twice in {row}.",
                    key=quoted(", ".join(twice)),
                    row=quoted(values.get("id", say("a table"))),
                )
            )
        return values

    def _about_to_replace(self) -> None:
        self._refuse_outside_change()
        self.before_replacing()

    def _refuse_outside_change(self) -> None:
        now = self._stamp_now()
        if now is None or now == self._stamp:
            return
        # a sync client may rewrite the same bytes: only other content is a change
        if _digest(self.path.read_bytes()) not in self._own_digests:
            raise ChangedOutside(
                say("{file} was changed by somebody else since it was read.", file=self.path.name)
            )

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_json(value: object) -> str:
    """The value as compact JSON on one line, as the file has it."""
    return _ENCODER.encode(value)


def _text(data: Tables) -> str:
    return "{" + ",\n".join(f"{as_json(name)}:{_table(name, rows)}" for name, rows in data.items()) + "}\n"


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


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw).digest()
