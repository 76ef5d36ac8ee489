"""Two facilitators at one workshop in PostgreSQL, each with the whole program in a terminal."""

from __future__ import annotations

import signal
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from cxworkshop.editing.sharing.exchange import POLL
from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.store import PostgresStore
from tests.postgres_server import Server
from tests.terminal.at_one_workshop import SLUG, both, seen_after, shows, started, stored, typed
from tests.terminal.terminal import DOWN, ENTER, ESC, QUIT, UP

SOON, SEEN_AGAIN = 0.3, 5.0
"""Seconds within which the other sees what was typed, on a machine that has time; and what was put after a
cut, at worst."""


@pytest.fixture
def address(postgres: Callable[[str], str], demo: Session) -> Callable[[str], str]:
    PostgresStore(postgres("anna")).create(SLUG, demo)
    return postgres


def test_what_one_types_the_other_sees_and_both_stay_where_they_are_typed_at_once(
    address: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        started(address("anna"), tmp_path / "anna", monkeypatch) as anna,
        started(address("bo"), tmp_path / "bo", monkeypatch, columns=80, rows=24) as bo,
    ):
        both(anna, bo, lambda: "with bo" in anna.seen and "with anna" in bo.seen)
        both(anna, bo, lambda: any(line.endswith((" anna", " an")) for line in _rows(bo.seen)))
        taken = seen_after(anna, bo, 12)
        print("typed by one, seen by the other:", *(f"{1000 * each:.0f}" for each in taken), "ms")
        assert min(taken) < SOON
        assert statistics.median(taken) < POLL / 2, "it waits for no look at the store"
        anna.send(DOWN * 3)
        moved = both(
            anna,
            bo,
            lambda: any(line.endswith((" anna", " an")) for line in _rows(bo.seen) if "Getting" in line),
        )
        print(f"a moved cursor: {1000 * moved:.0f} ms")
        anna.send(UP * 3)
        bo.send("u")
        both(anna, bo, lambda: "Nothing to undo" in bo.seen)
        anna.send("u")
        both(anna, bo, lambda: "Typed 11" not in bo.seen and "Typed 10" in bo.seen)
        anna.send(f"{ENTER}\x15Annas")
        bo.send(f"{ENTER}\x15Bos")
        both(anna, bo, lambda: "Annas" in anna.seen and "Bos" in bo.seen)
        anna.send(ENTER)
        bo.send(ENTER)
        both(anna, bo, lambda: "≠" in anna.seen and "≠" in bo.seen)
        for terminal in (anna, bo):
            terminal.send(QUIT)
            assert terminal.ended() == 0
    session = stored(address("bo"))
    (aside,) = session.set_aside
    assert {f'"{session.touchpoints[0].name}"', aside.value} == {'"Annas"', '"Bos"'}


def _rows(seen: str) -> list[str]:
    return [line.rstrip("▁▂▃▄▅▆▇█ ") for line in seen.splitlines()[4:20]]


def test_a_killed_program_and_a_crashed_server_lose_nothing(
    demo: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    server.start("-c", "fsync=on")
    try:
        server.prepare()
        database = server.database()
        anna_at, bo_at = server.address("anna", database), server.address("bo", database)
        PostgresStore(anna_at).create(SLUG, demo)
        with started(bo_at, tmp_path / "bo", monkeypatch) as bo:
            with started(anna_at, tmp_path / "anna", monkeypatch) as anna:
                typed(anna, "Before the crash")
                both(anna, bo, lambda: "Before the crash" in bo.seen)
                server.stop(signal.SIGQUIT)
                both(anna, bo, lambda: "since" in anna.seen.splitlines()[0] + bo.seen.splitlines()[0])
                typed(anna, "While it was down")
                bo.send(DOWN)
                typed(bo, "And by Bo")
                anna.send(f"aRow of Anna{ENTER}{ESC}")
                bo.send(f"aRow of Bo{ENTER}{ESC}")
                for terminal, text in ((anna, "Row of Anna"), (bo, "Row of Bo")):
                    both(anna, bo, shows(terminal, text))
                    both(anna, bo, shows(terminal, "only on this laptop since"))
                anna.signal(signal.SIGKILL)
                anna.ended()
            with started(anna_at, tmp_path / "anna", monkeypatch, first="While it was down") as anna:
                server.start("-c", "fsync=on")
                again = both(anna, bo, lambda: "Row of Anna" in bo.seen and "Row of Bo" in anna.seen)
                print(f"seen again {again:.1f} s after the start of the server")
                assert again < SEEN_AGAIN
                bo.signal(signal.SIGKILL)
                bo.ended()
                anna.send(UP)
                anna.send(QUIT)
                assert anna.ended() == 0
        names = [touchpoint.name for touchpoint in stored(bo_at).touchpoints]
        assert names[:2] == ["While it was down", "And by Bo"]
        assert sorted(name or "" for name in names[-2:]) == ["Row of Anna", "Row of Bo"]
    finally:
        server.close()
