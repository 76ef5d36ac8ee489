"""What every store promises that several programs write; tried on that in memory and on each real one.

A test module of a store has a fixture `sharing` and a class of its own under `HeldContract`, and under
`StoreContract` where the store keeps more than one session.
"""

from __future__ import annotations

import random
import select
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Protocol

import pytest

from cxworkshop.editing import ids
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.merge import merge
from cxworkshop.errors import CxError, Unreadable
from cxworkshop.model.ops import Ops, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.shared import Held, Newer, Put, SharedStore

ON = date(2026, 11, 21)
SOON = 1.0
"""Seconds within which a notice arrives on a busy machine; far less than `LONG`."""
LONG = 8.0


class Sharing(Protocol):
    """A store with one session in it, as several programs see it."""

    slug: str
    session: Session
    """As it was when it was stored."""

    def store(self, who: str = "Anna") -> SharedStore:
        """The store as another program sees it, of somebody with that name if the store lets them choose."""


@pytest.fixture
def waker() -> Iterator[tuple[socket.socket, socket.socket]]:
    """What wakes a waiting thread: the end it reads, and the end that is written."""
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


def renamed(session: Session, name: str, number: int = 0) -> Ops:
    place = Place("touchpoints", session.touchpoints[number].id, "name")
    return set_value(place, name).ops(session)


def edited(session: Session, seed: int, times: int = 12) -> Session:
    """The session after what somebody does to it: cells typed, rows added and removed, across tables."""
    dice, before = random.Random(seed), ids.SUFFIX
    ids.SUFFIX = "".join(dice.choices("bcdfghjklmnpqrstvwxz", k=4))
    try:
        for time_ in range(times):
            table = dice.choice(("touchpoints", "people", "parking", "goals", "actions"))
            rows = session.records(table)
            name = type(rows[0]).table.names if rows else "text"
            try:
                match dice.random():
                    case chance if chance < 0.3 or not rows:
                        change = add("parking", text=f"by {seed}, {time_} “äö\u2028🙂”")
                    case chance if chance < 0.4:
                        change = remove(Place(table, dice.choice(rows).id), ON)
                    case _:
                        change = set_value(Place(table, dice.choice(rows).id, name), f"{seed}/{time_}")
                session = change(session)
            except CxError:  # what cannot be removed stays
                continue
    finally:
        ids.SUFFIX = before
    return session


def put_all(held: Held, base: Session, mine: Session) -> Session:
    """Puts what was made of `base`, merged with what stands, until the store takes it."""
    while True:
        outcome = held.put(difference(base, mine))
        if isinstance(outcome, Put):
            return mine
        mine, base = merge(base, mine, outcome.session).session, outcome.session


class HeldContract:
    def test_the_session_is_as_it_was_stored(self, sharing: Sharing) -> None:
        held = sharing.store().open(sharing.slug)
        assert held.session == sharing.session
        assert not held.read_only
        assert held.newer() is None
        held.close()

    def test_what_is_put_is_there_for_whoever_opens_next(self, sharing: Sharing) -> None:
        held = sharing.store().open(sharing.slug)
        after = edited(held.session, 1, 30)
        before, revision = held.session, held.revision
        outcome = held.put(difference(before, after), ("one", "two"))
        assert isinstance(outcome, Put)
        assert outcome.revision == held.revision != revision
        assert held.session == after
        held.close()
        again = sharing.store("Bo").open(sharing.slug)
        assert again.session == after
        assert again.revision == outcome.revision
        again.close()

    def test_who_comes_second_gets_what_stands_and_nothing_is_overwritten(self, sharing: Sharing) -> None:
        anna, bo = sharing.store().open(sharing.slug), sharing.store("Bo").open(sharing.slug)
        base = bo.session
        assert isinstance(anna.put(renamed(anna.session, "hers")), Put)
        mine = set_value(Place("people", base.people[0].id, "role"), "his")(base)
        stands = bo.put(difference(base, mine))
        assert isinstance(stands, Newer)
        assert stands.session.touchpoints[0].name == "hers"
        assert (bo.session, bo.revision) == (stands.session, stands.revision)
        put_all(bo, stands.session, merge(base, mine, stands.session).session)
        found = anna.newer()
        assert found is not None
        assert found.session == bo.session == anna.session
        assert found.session.people[0].role == "his"
        assert anna.newer() is None
        anna.close()
        bo.close()

    def test_what_others_put_is_noticed_at_once(
        self, sharing: Sharing, waker: tuple[socket.socket, socket.socket]
    ) -> None:
        anna, bo = sharing.store().open(sharing.slug), sharing.store("Bo").open(sharing.slug)
        bo.wait(0, waker[0])  # listens from now on, whatever a store does at the first wait
        anna.put(renamed(anna.session, "news"))
        begun = time.monotonic()
        while (found := bo.newer()) is None and time.monotonic() - begun < LONG:
            bo.wait(LONG, waker[0])
        assert found is not None
        assert found.session.touchpoints[0].name == "news"
        assert time.monotonic() - begun < SOON
        anna.close()
        bo.close()

    def test_waiting_ends_when_it_is_woken_or_when_time_is_up(
        self, sharing: Sharing, waker: tuple[socket.socket, socket.socket]
    ) -> None:
        held = sharing.store().open(sharing.slug)
        begun = time.monotonic()
        held.wait(0.05, waker[0])
        waking = threading.Timer(0.05, lambda: waker[1].send(b"."))
        waking.start()
        while not select.select([waker[0]], [], [], 0)[0]:
            held.wait(LONG, waker[0])
        assert time.monotonic() - begun < SOON
        waking.join()
        held.close()

    def test_who_is_there_and_where_is_known_to_the_others(
        self, sharing: Sharing, waker: tuple[socket.socket, socket.socket]
    ) -> None:
        anna, bo = sharing.store().open(sharing.slug), sharing.store("Bo").open(sharing.slug)
        place = Place("touchpoints", sharing.session.touchpoints[1].id, "channel")
        begun = time.monotonic()
        anna.here(Place("touchpoints", sharing.session.touchpoints[0].id))
        anna.here(place)
        while place not in [one.place for one in bo.colleagues()] and time.monotonic() - begun < LONG:
            bo.wait(LONG, waker[0])
        (colleague,) = bo.colleagues()
        assert colleague.place == place
        assert colleague.name
        assert time.monotonic() - begun < SOON
        anna.here(None)
        anna.close()
        while bo.colleagues() and time.monotonic() - begun < LONG:
            bo.wait(0.1, waker[0])
        assert bo.colleagues() == ()
        bo.close()

    def test_opening_with_what_is_known_catches_up(self, sharing: Sharing) -> None:
        anna = sharing.store().open(sharing.slug)
        base, revision = anna.session, anna.revision
        anna.close()
        bo = sharing.store("Bo").open(sharing.slug)
        for seed in range(3):
            bo.put(difference(bo.session, edited(bo.session, seed)))
        again = sharing.store().open(sharing.slug, base, revision)
        found = again.newer()  # it may have caught up already
        assert again.session == bo.session == (found.session if found else bo.session)
        again.close()
        bo.close()

    def test_a_revision_that_the_store_does_not_know_is_trusted_no_further(self, sharing: Sharing) -> None:
        anna = sharing.store().open(sharing.slug, Session(), "of-another-time")
        found = anna.newer()
        assert anna.session == sharing.session == (found.session if found else sharing.session)
        anna.close()

    def test_random_work_of_two_ends_alike(self, sharing: Sharing) -> None:
        anna, bo = sharing.store().open(sharing.slug), sharing.store("Bo").open(sharing.slug)
        for seed in range(6):
            first, second = (anna, bo) if seed % 2 else (bo, anna)
            base = second.session
            put_all(first, first.session, edited(first.session, seed))
            put_all(second, base, edited(base, seed + 100))
            first.newer()
            assert first.session == second.session
        last = sharing.store().open(sharing.slug)
        assert last.session == anna.session
        for held in (anna, bo, last):
            held.close()

    def test_what_is_not_there_is_unreadable(self, sharing: Sharing) -> None:
        with pytest.raises(Unreadable):
            sharing.store().open("of-nobody")


class StoreContract(HeldContract):
    def test_a_taken_name_gets_a_number(self, sharing: Sharing) -> None:
        store = sharing.store()
        slug = store.create(sharing.slug, Session())
        assert slug != sharing.slug
        assert slug.startswith(sharing.slug)
        for name, session in ((sharing.slug, sharing.session), (slug, Session())):
            held = store.open(name)
            assert held.session == session
            held.close()

    def test_what_is_archived_is_listed_apart(self, sharing: Sharing) -> None:
        store = sharing.store()
        other = store.create("other", sharing.session)
        assert {summary.slug for summary in store.summaries()} == {sharing.slug, other}
        store.archive(other)
        assert [summary.slug for summary in store.summaries()] == [sharing.slug]
        assert [summary.slug for summary in store.summaries(archived=True)] == [other]
        store.archive(other, archived=False)
        assert store.summaries(archived=True) == []

    def test_whoever_has_an_archived_session_open_knows(self, sharing: Sharing) -> None:
        held = sharing.store().open(sharing.slug)
        other = sharing.store("Bo")
        known = [held.is_archived]
        for archived in (True, False):
            other.archive(sharing.slug, archived=archived)
            assert held.newer() is None
            known.append(held.is_archived)
        assert known == [False, True, False]
        held.close()

    def test_its_state_is_another_after_whatever_is_listed_otherwise(self, sharing: Sharing) -> None:
        store, other = sharing.store(), sharing.store("Bo")
        states = [store.state()]
        assert store.state() == states[0]
        new = other.create("other", sharing.session)
        states.append(store.state())
        held = other.open(sharing.slug)
        put_all(held, held.session, edited(held.session, 1))
        held.close()
        states.append(store.state())
        other.archive(new)
        states.append(store.state())
        other.archive(sharing.slug)
        other.archive(new, archived=False)
        states.append(store.state())
        assert len({*states}) == len(states)

    def test_a_summary_says_what_the_session_is_and_where_its_file_will_be(self, sharing: Sharing) -> None:
        store = sharing.store()
        (summary,) = store.summaries()
        assert summary.organisation == sharing.session.organisation.name
        assert summary.title == sharing.session.workshop.title
        assert summary.path == store.folder / f"{sharing.slug}.json"
