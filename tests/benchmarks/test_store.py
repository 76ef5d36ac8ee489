"""A firm's workshops in PostgreSQL, through its row-level security: listed, found, opened, put by twenty at
once. Fewer than what is promised unless CXWORKSHOP_BENCH_SESSIONS and CXWORKSHOP_BENCH_SECONDS say so: `make
bench-store` takes five thousand, and a minute."""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.editing.merge import merge
from cxworkshop.method.demo import demo_session
from cxworkshop.model.ops import difference
from cxworkshop.storage.postgres.store import MOST_FOUND, PostgresStore
from cxworkshop.storage.shared import Put
from tests import postgres_server
from tests.benchmarks.store_work import fill

pytestmark = pytest.mark.benchmark
SESSIONS = int(os.environ.get("CXWORKSHOP_BENCH_SESSIONS", "300"))
SECONDS = float(os.environ.get("CXWORKSHOP_BENCH_SECONDS", "3"))
LIST, FIND, PUT = 300.0, 100.0, 100.0
"""Milliseconds: the library, a letter typed into its filter, a change until it is in the database."""
WRITERS, A_SECOND = 20, 4
"""People who write at once, and the changes that each of them makes a second."""
AS_ON_A_SERVER = (
    "shared_buffers=512MB",
    "work_mem=16MB",
    "max_wal_size=2GB",
    "max_connections=60",
    "fsync=on",
)
DEMO = demo_session("en")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database with so many sessions as large as the demo, as anna sees it."""
    postgres_server.require()
    server = postgres_server.Server()
    try:
        server.start(*(part for setting in AS_ON_A_SERVER for part in ("-c", setting)))
        server.prepare()
        PostgresStore(server.address("anna", "workshops")).create("demo", DEMO)
        begun = time.monotonic()
        fill(server.address("admin", "workshops"), SESSIONS)
        print(f"{SESSIONS} workshops made in {time.monotonic() - begun:.0f} s")
        yield server.address("anna", "workshops")
    finally:
        server.close()


def took(ask: Callable[[], object], times: int = 7) -> list[float]:
    """Milliseconds of each time, the first of all left out; in order."""
    ask()
    each = []
    for _time in range(times):
        begun = time.perf_counter()
        ask()
        each.append((time.perf_counter() - begun) * 1000)
    return sorted(each)


def test_the_library_is_listed_and_counted(address: str) -> None:
    store = PostgresStore(address)
    assert len(store.summaries(whole=False)) == SESSIONS + 1
    brief, whole = took(lambda: store.summaries(whole=False)), took(store.summaries)
    counted = took(lambda: store.figures(date(2026, 11, 30)))
    print(
        f"list {statistics.median(brief):.0f} ms, with what falls due {statistics.median(whole):.0f} ms, "
        f"figures {statistics.median(counted):.0f} ms"
    )
    assert brief[0] <= LIST
    assert counted[0] <= FIND


@pytest.mark.parametrize("words", ["c4ca4238a0b92", "customer", "firm", "w-1", "e", "zqx", "workshop 49"])
def test_any_word_is_found(address: str, words: str) -> None:
    store = PostgresStore(address)
    each = took(lambda: store.find(words))
    print(
        f"find {words!r}: {statistics.median(each):.0f} ms, {len(store.find(words))} of at most {MOST_FOUND}"
    )
    assert each[0] <= FIND


def test_a_workshop_is_opened_and_a_change_is_put(address: str) -> None:
    store = PostgresStore(address)
    opened = took(lambda: store.open("demo").close())
    held = store.open("demo")
    session, revision = held.session, held.revision
    again = took(lambda: store.open("demo", session, revision).close())
    number = iter(range(10**6))

    def put() -> None:
        held.put(difference(held.session, add("parking", text=f"thought {next(number)}")(held.session)))

    each, idle = took(put, 40), took(held.newer, 40)
    held.close()
    print(
        f"open {statistics.median(opened):.0f} ms, with what is known {statistics.median(again):.0f} ms; "
        f"put p50 {statistics.median(each):.1f}, p95 {each[-2]:.1f} ms; look for news {idle[20]:.1f} ms"
    )
    assert each[0] <= PUT


@pytest.mark.parametrize("same", [False, True], ids=["each a workshop", "all one workshop"])
def test_twenty_write_at_once_and_every_acknowledged_put_is_there(address: str, same: bool) -> None:
    store = PostgresStore(address)
    slugs = [store.create(f"of-{writer}", DEMO) for writer in range(1 if same else WRITERS)]
    each: list[float] = []
    met: list[int] = []
    acknowledged: list[list[str]] = [[] for _writer in range(WRITERS)]
    end = time.monotonic() + SECONDS

    def write(writer: int) -> None:
        held = PostgresStore(address).open(slugs[writer % len(slugs)])
        while time.monotonic() < end:
            text = f"{writer}: {len(acknowledged[writer])}"
            base = held.session
            mine = add("parking", id=f"w{writer}n{len(acknowledged[writer])}", text=text)(base)
            begun = time.perf_counter()
            while not isinstance(held.put(difference(base, mine)), Put):
                met.append(writer)
                mine, base = merge(base, mine, held.session).session, held.session
            each.append((time.perf_counter() - begun) * 1000)
            acknowledged[writer].append(text)
            time.sleep(max(0.0, 1 / A_SECOND - (time.perf_counter() - begun)))
        held.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    each.sort()
    where = "one workshop" if same else "a workshop each"
    p50, p99 = each[len(each) // 2], each[len(each) * 99 // 100]
    print(
        f"{WRITERS} writers, {where}: {len(each) / SECONDS:.0f} puts/s, p50 {p50:.1f}, p99 {p99:.1f} ms, "
        f"{len(met)} met another"
    )
    for writer, texts in enumerate(acknowledged):
        held = store.open(slugs[writer % len(slugs)])
        mine = [row.text for row in held.session.round.parking if row.id.startswith(f"w{writer}n")]
        held.close()
        assert mine == texts
