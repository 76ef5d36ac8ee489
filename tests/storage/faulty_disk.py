"""A disk that fails when it is told: every operation on files is counted, and one of them does something
else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

OPERATIONS = ("open", "fsync", "replace", "rename", "link", "unlink", "mkdir", "stat")


class FaultyDisk:
    """Counts what is done; `at` is asked before each operation and raises, or ends the process, when its turn
    has come."""

    def __init__(self, at: Callable[[int, str], object]) -> None:
        self.done: list[str] = []
        self._at = at

    def next(self, name: str) -> None:
        """Another operation begins."""
        self.done.append(name)
        self._at(len(self.done), name)


@contextmanager
def counting(disk: FaultyDisk) -> Iterator[FaultyDisk]:
    """Everything that is written meanwhile goes through the disk."""

    def through(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            disk.next(name)
            return real(*arguments, **named)

        return counted

    named_file = tempfile.NamedTemporaryFile

    def file(*arguments: Any, **named: Any) -> Any:
        made: Any = named_file(*arguments, **named)
        write = made.write

        def short(data: bytes) -> int:
            """Half of it is written when the disk fails in the middle."""
            half = len(data) // 2
            write(data[:half])
            made.flush()
            disk.next("write")
            return half + int(write(data[half:]))

        made.write = short
        return made

    patches = [patch.object(os, name, through(name, getattr(os, name))) for name in OPERATIONS]
    with patch.object(tempfile, "NamedTemporaryFile", file):
        for one in patches:
            one.start()
        try:
            yield disk
        finally:
            for one in patches:
                one.stop()
