"""How TinyDB reads and writes our files: a row a line, the header first, and never over somebody else's
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

from cxworkshop.errors import ChangedOutside, Unreadable
from cxworkshop.language import Words, say
from cxworkshop.storage.atomic import replace_file
from cxworkshop.storage.file.header import HEADER, LIMIT

Tables = dict[str, Any]


class Lines(str):
    """The rows of a table as the text they have in the file."""

    __slots__ = ()


class RowStorage(Storage):
    """The tables of one file. A table may be given as `Lines`, so that what did not change is not encoded
    again.

    `slips` are what JSON does not allow and can still be read past: the same key twice, numbers that are
    none.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.slips: list[Words] = []
        self.before_replacing: Callable[[], None] = lambda: None
        self._stamp: tuple[int, int, int] | None = None
        self.mark = ""
        """What the rows are known by that stand in the file."""
        self._ours: set[bytes] = set()

    def read(self) -> Tables | None:
        """The tables; None when there is no file. Raises Unreadable, and has changed nothing then."""
        try:
            if self.path.stat().st_size > LIMIT:
                raise Unreadable(say("It is too large for the file of a workshop."))
            stamp, raw = self._stamp_now(), self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unreadable(say("It cannot be read: {why}.", why=error.strerror or str(error))) from None
        tables = self._parsed(raw)
        self._stamp, self._ours, self.mark = stamp, {_digest(raw)}, _mark(raw)
        return tables

    def write(self, data: Tables) -> None:
        """Replaces the file, whole or not at all. Raises ChangedOutside, or OSError when the disk refuses."""
        raw = _text(data).encode()
        # before the disk is touched: after a failed fsync of the folder the new file may stand there, and it
        # is ours
        self._ours.add(digest := _digest(raw))
        replace_file(self.path, raw, guard=self._about_to_replace)
        self._stamp, self._ours, self.mark = self._stamp_now(), {digest}, _mark(raw)

    def _parsed(self, raw: bytes) -> Tables:
        self.slips = []
        try:
            text = raw.decode("utf-8-sig")
            found = json.loads(text, parse_constant=self._constant, object_pairs_hook=self._object)
            if "\\ud" in text.casefold() and _is_no_text(found):
                self.slips.append(say("Half a character stands in a text."))
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
        if not isinstance(found, dict):
            raise Unreadable(say("It is not the file of a workshop; it is left as it is."))
        return found

    def _constant(self, name: str) -> float:
        self.slips.append(say("{value} stands where a number belongs.", value=name))
        return math.nan

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            twice = [name for name, times in Counter(name for name, _value in pairs).items() if times > 1]
            self.slips.append(
                say(
                    "The key {key} stands twice in {row}.",
                    key=", ".join(twice),
                    row=str(found.get("id", say("a table"))),
                )
            )
        return found

    def _about_to_replace(self) -> None:
        self._refuse_a_change_from_outside()
        self.before_replacing()

    def _refuse_a_change_from_outside(self) -> None:
        now = self._stamp_now()
        if now is None or now == self._stamp:
            return
        # a sync client may write the same bytes anew: only other content is somebody's change
        if _digest(self.path.read_bytes()) not in self._ours:
            raise ChangedOutside(
                say("{file} was changed by somebody else since it was read.", file=self.path.name)
            )

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_json(value: object) -> str:
    """The value on one line, as it stands in a file."""
    return _ENCODER.encode(value)


def _text(data: Tables) -> str:
    return "{" + ",\n".join(f"{as_json(name)}:{_table(name, rows)}" for name, rows in data.items()) + "}\n"


def _table(name: str, rows: object) -> str:
    if isinstance(rows, dict):
        rows = Lines(",\n".join(f"{as_json(document)}:{as_json(row)}" for document, row in rows.items()))
    if not isinstance(rows, Lines):  # somebody else's, and no table: kept as it is
        return as_json(rows)
    return f"{{{rows}}}" if name == HEADER or not rows else f"{{\n{rows}\n}}"


def _is_no_text(found: object) -> bool:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw).digest()


def _mark(raw: bytes) -> str:
    """What the rows of a file are known by, whoever wrote it and when: all behind its first line."""
    return hashlib.blake2b(raw.partition(b"\n")[2], digest_size=6).hexdigest()
