"""A thread that writes the newest of the values it is given and reports the outcome; the open session saves
with it, and waits for it only in `flush` and `close`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from cxworkshop.errors import FileTrouble, NotSaved, shortage
from cxworkshop.language import say
from cxworkshop.storage.file.disk_errors import why_not_written

Value = TypeVar("Value")
_LOOK_EVERY = 0.5
"""Seconds between two looks at what is on the disk."""
_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds until the next attempt after the first, second … failure; the last for all further ones."""


@dataclass(frozen=True)
class Saved:
    """The value is on the disk; `at` is when it was written."""

    at: datetime


Status = Saved | FileTrouble


class Saver(Generic[Value]):
    """`write` puts a value on the disk and returns when that was; `report` is called after each attempt. Both
    are called in the saver's thread."""

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
        self._last_put = self._last_saved = 0  # numbers of values, counted from 1
        self._attempts = 0
        self._failure: tuple[int, FileTrouble] | None = None  # number of the last failed attempt, and why
        self._requested = self._closing = False
        self._is_intact: Callable[[], bool] | None = None

    @property
    def is_done(self) -> bool:
        """Whether the newest value is on the disk."""
        with self._changed:
            return self._last_saved == self._last_put

    def put(self, value: Value) -> None:
        """Queues a value in place of an earlier one that is not written yet."""
        with self._changed:
            self._newest = [value]
            self._last_put += 1
            self._request()

    def watch(self, value: Value, is_intact: Callable[[], bool]) -> None:
        """Writes the newest value again, `value` when none was put, as soon as `is_intact` says that it is
        not on the disk any more. It is asked in the saver's thread while nothing else is to do, and before a
        flush."""
        with self._changed:
            self._newest = self._newest or [value]
            self._is_intact = is_intact
            self._request()

    def flush(self) -> None:
        """Returns when the last value put is on the disk. Raises FileTrouble when the next attempt fails."""
        if self.is_done:
            self._look()
        with self._changed:
            target, attempts = self._last_put, self._attempts
            if self._last_saved >= target:
                return
            self._request()
            self._changed.wait_for(lambda: self._last_saved >= target or self._failed_since(attempts))
            if self._last_saved < target and self._failure is not None:
                raise self._failure[1]

    def close(self) -> None:
        """Flushes and ends the thread, also when it raises."""
        try:
            self.flush()
        finally:
            with self._changed:
                self._closing = True
                self._changed.notify_all()
            if self._thread is not None:
                self._thread.join()

    def _look(self) -> None:
        if self._is_intact is not None and not self._is_intact():
            with self._changed:
                if self._last_saved == self._last_put:
                    self._last_put += 1
                    self._request()

    def _request(self) -> None:
        self._requested = True
        self._changed.notify_all()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
            try:
                self._thread.start()
            except RuntimeError:  # no memory for its stack: better that the screen waits than that it is lost
                self._thread = None
                self._write_newest()

    def _failed_since(self, attempts: int) -> bool:
        return self._failure is not None and self._failure[0] > attempts

    def _run(self) -> None:
        failures = 0
        while True:
            with self._changed:
                requested = self._changed.wait_for(
                    lambda: self._requested or self._closing, self._timeout(failures)
                )
                if self._closing:
                    return
                is_idle = self._last_put == self._last_saved and not requested
            if is_idle:
                self._look()
            else:
                failures = 0 if self._write_newest() else failures + 1

    def _write_newest(self) -> bool:
        """Writes the newest value, unless it is on the disk, and reports; False when that has failed."""
        with self._changed:
            self._requested = False
            number = self._last_put
            if number == self._last_saved:
                return True
            (value,) = self._newest
            self._attempts += 1
        status = self._attempt(value)
        with self._changed:
            if isinstance(status, Saved):
                self._last_saved = number
            else:
                self._failure = self._attempts, status
        try:
            self._report(status)
        finally:
            with self._changed:
                self._changed.notify_all()
        return isinstance(status, Saved)

    def _timeout(self, failures: int) -> float | None:
        if failures:
            return self._waits[min(failures, len(self._waits)) - 1]
        return None if self._is_intact is None else _LOOK_EVERY

    def _attempt(self, value: Value) -> Status:
        try:
            return Saved(self._write(value))
        except FileTrouble as error:
            return error
        # the edge of the thread: an error that is not reported here is lost
        except Exception as error:  # noqa: BLE001
            return _unexpected(error)


def _unexpected(error: Exception) -> NotSaved:
    why = why_not_written(error) if isinstance(error, OSError) else shortage(error)
    if not why:
        why = say("a mistake in the program ({what})", what=f"{type(error).__name__}: {error}")
    trouble = NotSaved(say("It could not be written: {why}.", why=why), why)
    trouble.__cause__ = error
    return trouble
