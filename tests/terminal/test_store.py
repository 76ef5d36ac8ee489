"""The whole program over a store in PostgreSQL: the library goes on while the server is stopped, and no end
waits for it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop.method.demo import demo_session
from cxworkshop.storage.postgres.store import PostgresStore
from tests import postgres_server
from tests.library.firm import workshop_of
from tests.terminal.terminal import DOWN, ENTER, ESC, QUIT, Terminal

SOON = 10.0
"""Seconds within which the program ends, whatever it waits for."""


@pytest.fixture
def server() -> Iterator[postgres_server.Server]:
    if why := postgres_server.missing():
        pytest.skip(why)
    server = postgres_server.Server()
    try:
        server.start()
        server.prepare()
        yield server
    finally:
        server.close()


@pytest.fixture
def address(server: postgres_server.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with the workshops of two organisations."""
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    address = server.address("anna", server.database())
    store = PostgresStore(address)
    for name in ("Aava", "Bora"):
        store.create(name.lower(), workshop_of(name, demo_session("en")))
    return address


def library(address: str, *arguments: str) -> Terminal:
    return Terminal("-m", "cxworkshop", "--language", "en", "--sessions", address, *arguments)


def tell_all(server: postgres_server.Server, number: signal.Signals) -> None:
    """Sends a signal to the server and to all that it has started."""
    below = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text("utf-8").split()
    for pid in (server.pid, *map(int, below)):
        os.kill(pid, number)


def test_the_library_goes_on_while_the_server_is_stopped(
    address: str, server: postgres_server.Server
) -> None:
    with library(address) as terminal:
        terminal.until("Aava", "Bora", "2 workshops")
        terminal.send(ENTER)
        opened = terminal.until("6 Redefine", "✓ saved")
        terminal.send(ESC + ESC)
        terminal.until("2 workshops")
        server.stop(signal.SIGQUIT)
        terminal.send("a")  # asks for the archive
        terminal.until("not reached since", "has not been reached")
        terminal.send("a")
        terminal.until("The climb of")
        terminal.send(ENTER)
        terminal.until("6 Redefine", "✓ saved")
        assert opened.splitlines()[0].split()[0] in terminal.seen.splitlines()[0]
        terminal.send(ESC + ESC)
        terminal.until("not reached since")
        server.start()
        terminal.until("2 workshops")
        terminal.when(lambda seen: "not reached" not in seen, "the store to be reached")
        terminal.send(DOWN + QUIT)
        assert terminal.ended() == 0


def test_a_workshop_that_is_not_here_ends_with_a_sentence(
    address: str, server: postgres_server.Server
) -> None:
    server.stop(signal.SIGQUIT)
    with library(address, "open", "aava") as terminal:
        assert terminal.ended() == 2
        assert "is not reached" in terminal.seen


def test_the_end_waits_for_no_store(address: str, server: postgres_server.Server) -> None:
    """A server that is halted takes the connection and says nothing."""
    with library(address) as terminal:
        terminal.until("2 workshops")
        try:
            tell_all(server, signal.SIGSTOP)
            terminal.send("a")
            begun = time.monotonic()
            terminal.send(QUIT)
            assert terminal.ended() == 0
            assert time.monotonic() - begun < SOON
        finally:
            tell_all(server, signal.SIGCONT)
