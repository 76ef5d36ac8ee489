"""Two programs in two terminals, each as on a laptop of its own, with one workshop of PostgreSQL open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.store import PostgresStore
from tests.terminal.terminal import ENTER, PATIENCE, Terminal

SLUG = "kuusilinna"
CLEAR = "\x15"


@contextmanager
def started(
    address: str,
    laptop: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    columns: int = 120,
    rows: int = 36,
    first: str = "Seeing our ad",
) -> Iterator[Terminal]:
    """The program with the workshop open, in Define with the cursor on the first touchpoint, which begins
    so."""
    monkeypatch.setenv("CXWORKSHOP_STORES", str(laptop / "stores"))
    monkeypatch.setenv("CXWORKSHOP_STATE", str(laptop / "state"))
    arguments = ("-m", "cxworkshop", "--sessions", address, "open", SLUG)
    # without the harness, under which all programs give new rows the same letters
    with Terminal(*arguments, columns=columns, rows=rows, harness="") as terminal:
        terminal.until("Kuusilinna")
        terminal.send("1")
        while f"▶{first}" not in terminal.seen:
            terminal.send("\t")
            terminal.quiet(0.1)
        yield terminal


def stored(address: str) -> Session:
    """The workshop as it stands in the store."""
    held = PostgresStore(address).open(SLUG)
    held.close()
    return held.session


def typed(terminal: Terminal, text: str) -> None:
    """Puts a text into the cell under the cursor."""
    terminal.send(f"{ENTER}{CLEAR}{text}{ENTER}")


def shows(terminal: Terminal, text: str) -> Callable[[], bool]:
    return lambda: text in terminal.seen


def both(one: Terminal, other: Terminal, holds: Callable[[], bool]) -> float:
    """Reads both screens until something holds; how many seconds that took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < PATIENCE, f"{one.seen}\n\n{other.seen}"
        for terminal in (one, other):
            terminal.look()
    return time.monotonic() - begun


def seen_after(one: Terminal, other: Terminal, times: int) -> list[float]:
    """Seconds from the last key of a cell that one types to its text on the other's screen, so many times."""
    taken = []
    for number in range(times):
        typed(one, f"Typed {number}")
        taken.append(both(one, other, shows(other, f"Typed {number}")))
    return taken
