"""What a database has acknowledged is there, whatever is killed, stopped or lost meanwhile."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.merge import merge
from cxworkshop.errors import NotReached
from cxworkshop.method.demo import demo_session
from cxworkshop.model.ops import Ops, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.held import PostgresHeld
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.storage.shared import Put
from tests import postgres_server

DEMO = demo_session("en")
HOUSE = Path(__file__).parents[3]
AGAIN_WITHIN = 5.0
"""Seconds after which a store that is there again is reached."""
WRITES = """
import sys
from tests.storage.postgres.test_durability import PostgresStore, named
held = PostgresStore(sys.argv[1]).open("demo")
for number in range(10**6):
    held.put(named(held.session, 0, number))
    print(number, flush=True)
"""


def named(session: Session, writer: int, number: int) -> Ops:
    """Ops that give the touchpoint of a writer a name with a number."""
    place = Place("touchpoints", session.touchpoints[writer].id, "name")
    return set_value(place, f"{writer}: {number}").ops(session)


def last(session: Session, writer: int) -> int:
    return int(session.touchpoints[writer].name.partition(": ")[2])


@pytest.fixture
def durable() -> Iterator[postgres_server.Server]:
    """A server of its own, which writes to the disk before it answers."""
    postgres_server.require()
    server = postgres_server.Server()
    try:
        server.start("-c", "fsync=on")
        server.prepare()
        yield server
    finally:
        server.close()


def test_a_program_that_is_killed_leaves_what_was_acknowledged(postgres: Callable[[str], str]) -> None:
    PostgresStore(postgres("anna")).create("demo", DEMO)
    writing = subprocess.Popen(
        [sys.executable, "-c", WRITES, postgres("anna")], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert writing.stdout is not None
    for _line in range(200):
        writing.stdout.readline()
    writing.send_signal(signal.SIGKILL)
    acknowledged = max([199, *map(int, writing.stdout.read().split())])
    writing.stdout.close()
    writing.wait()
    held = PostgresStore(postgres("bo")).open("demo")
    assert last(held.session, 0) >= acknowledged
    assert held.session.touchpoints[1:] == DEMO.touchpoints[1:]
    held.close()


def test_a_server_that_crashes_and_comes_back_has_what_it_acknowledged(
    durable: postgres_server.Server,
) -> None:
    store = PostgresStore(durable.address("anna", "workshops"))
    held = store.open(store.create("demo", DEMO))
    acknowledged = 0
    for stops in (signal.SIGQUIT, signal.SIGINT):
        ended = threading.Event()

        def write(ended: threading.Event = ended) -> None:
            nonlocal acknowledged
            while not ended.is_set():
                acknowledged = put(held, acknowledged + 1)

        writer = threading.Thread(target=write)
        writer.start()
        while acknowledged < 50:
            time.sleep(0.001)
        durable.stop(stops)
        durable.start("-c", "fsync=on")
        before, begun = acknowledged, time.monotonic()
        while acknowledged < before + 20:
            assert time.monotonic() - begun < AGAIN_WITHIN
            time.sleep(0.001)
        ended.set()
        writer.join()
        seen = PostgresStore(durable.address("bo", "workshops")).open("demo")
        assert last(seen.session, 0) == acknowledged
        seen.close()
    held.close()


def put(held: PostgresHeld, number: int) -> int:
    """Puts the number as the exchange does: again and again until it is taken."""
    while True:
        with suppress(NotReached):
            outcome = held.put(named(held.session, 0, number))
            if isinstance(outcome, Put):
                return number
            raise AssertionError(outcome)  # nobody else writes: it never meets itself
        time.sleep(0.02)


def test_who_is_not_told_sees_it_all_the_same(postgres: Callable[[str], str]) -> None:
    store = PostgresStore(postgres("anna"))
    anna, bo = store.open(store.create("demo", DEMO)), PostgresStore(postgres("bo")).open("demo")
    assert bo._connection is not None
    bo._connection.execute("unlisten *")
    anna.put(named(anna.session, 0, 7))
    near, far = socket.socketpair()
    with near, far:
        bo.wait(0.01, near)
    found = bo.newer()
    assert found is not None
    assert last(found.session, 0) == 7
    anna.close()
    bo.close()


@pytest.mark.parametrize("same", [True, False], ids=["one session", "each a session"])
def test_of_twenty_writers_every_acknowledged_put_is_there(
    postgres: Callable[[str], str], same: bool
) -> None:
    writers, times = 20, 4
    store = PostgresStore(postgres("anna"))
    slugs = [store.create("demo", DEMO)] * writers
    if not same:
        slugs = [store.create("own", DEMO) for _writer in range(writers)]

    def write(writer: int) -> None:
        held = PostgresStore(postgres("bo" if writer % 2 else "anna")).open(slugs[writer])
        for number in range(times):
            base = held.session
            mine = add("parking", id=f"w{writer}n{number}", text=f"{writer}: {number}")(base)
            while not isinstance(held.put(difference(base, mine)), Put):
                mine, base = merge(base, mine, held.session).session, held.session
        held.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for writer, slug in enumerate(slugs):
        held = store.open(slug)
        texts = [row.text for row in held.session.round.parking if row.id.startswith(f"w{writer}n")]
        assert texts == [f"{writer}: {number}" for number in range(times)]
        held.close()


def test_while_the_server_is_stopped_what_this_laptop_has_is_read_and_it_is_said(
    durable: postgres_server.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    at = durable.address("anna", "workshops")
    name = PostgresStore(at).create("stopped", DEMO)
    reading = (["show", name], ["check", name], ["write", name, "--document", "plan", "--output", "-"])
    for words in reading:
        assert main(["--sessions", at, *words]) == 0
        assert "as this laptop has it" not in capsys.readouterr().err
    durable.stop(signal.SIGINT)
    try:
        for words in reading:
            assert main(["--sessions", at, *words]) == 0
            assert "as this laptop has it" in capsys.readouterr().err
        for words in (["list"], ["due", "--on", "2030-01-01"]):
            assert main(["--sessions", at, *words]) == 2
            listed = capsys.readouterr()
            assert "What is listed is what this laptop has" in listed.err
            assert name in listed.out
    finally:
        durable.start()
