"""One thread that writes the newest value it has been given and says whether that worked; nobody ever waits
for it unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from cxworkshop.errors import FileTrouble, NotSaved
from cxworkshop.language import say

Value = TypeVar("Value")
_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds until the next try after the first, second … failure; the last one for ever after."""


@dataclass(frozen=True)
class Saved:
    """Everything up to the newest value is on the disk."""

    at: datetime


Status = Saved | FileTrouble


class Saver(Generic[Value]):
    """`write` puts a value on the disk and returns when that was; `report` hears of each try, in the saver's
    thread."""

    def __init__(
        self,
        write: Callable[[Value], datetime],
        report: Callable[[Status], None],
        waits: Sequence[float] = _WAITS,
    ) -> None:
        self._write, self._report, self._waits = write, report, waits
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._newest: list[Value] = []  # at most one
        self._given = self._saved = 0  # numbers of the values: the newest, and the newest on the disk
        self._tries = 0
        self._failure: tuple[int, FileTrouble] | None = (
            None  # the number of the last try that failed, and why
        )
        self._asked = self._closing = False

    @property
    def is_done(self) -> bool:
        """Whether the newest value is on the disk."""
        with self._changed:
            return self._saved == self._given

    def put(self, value: Value) -> None:
        """Gives the newest value; what was given before and is not written yet need not be."""
        with self._changed:
            self._newest = [value]
            self._given += 1
            self._ask()

    def flush(self) -> None:
        """Returns when what was given last is on the disk. Raises what the disk said when the next try
        fails."""
        with self._changed:
            wanted, tries = self._given, self._tries
            if self._saved >= wanted:
                return
            self._ask()
            self._changed.wait_for(lambda: self._saved >= wanted or self._failed_since(tries))
            if self._saved < wanted and self._failure is not None:
                raise self._failure[1]

    def close(self) -> None:
        """The last `flush`; the thread has ended when this returns or raises."""
        try:
            self.flush()
        finally:
            with self._changed:
                self._closing = True
                self._changed.notify_all()
            if self._thread is not None:
                self._thread.join()

    def _ask(self) -> None:
        self._asked = True
        self._changed.notify_all()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
            self._thread.start()

    def _failed_since(self, tries: int) -> bool:
        return self._failure is not None and self._failure[0] > tries

    def _run(self) -> None:
        failures = 0
        while True:
            with self._changed:
                again = self._waits[min(failures, len(self._waits)) - 1] if failures else None
                self._changed.wait_for(lambda: self._asked or self._closing, again)
                if self._closing:
                    return
                self._asked = False
                number = self._given
                if number == self._saved:
                    continue
                (value,) = self._newest
                self._tries += 1
            status = self._tried(value)
            failures = 0 if isinstance(status, Saved) else failures + 1
            with self._changed:
                if isinstance(status, Saved):
                    self._saved = number
                else:
                    self._failure = self._tries, status
            try:
                self._report(status)
            finally:
                with self._changed:
                    self._changed.notify_all()

    def _tried(self, value: Value) -> Status:
        try:
            return Saved(self._write(value))
        except FileTrouble as error:
            return error
        # the edge of the thread: what is not said here is said nowhere
        except Exception as error:  # noqa: BLE001
            return _unforeseen(error)


def _unforeseen(error: Exception) -> NotSaved:
    trouble = NotSaved(say("It could not be written: {why}.", why=f"{type(error).__name__}: {error}"))
    trouble.__cause__ = error
    return trouble
