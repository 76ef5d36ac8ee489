"""A database keeps what every shared store promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.figures import figures
from cxworkshop.storage.file.folder import summary
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.storage.shared import Held, SharedStore
from cxworkshop.storage.summary import Summary
from tests.storage.shared_contract import StoreContract, renamed, waker

__all__ = ["waker"]


class InPostgres:
    slug = "kuusilinna"

    def __init__(self, address: Callable[[str], str], session: Session) -> None:
        self.address, self.session = address, session
        self.store().create(self.slug, session)

    def store(self, who: str = "Anna") -> PostgresStore:
        return PostgresStore(self.address(who.casefold()))


@pytest.fixture
def sharing(postgres: Callable[[str], str], demo: Session) -> InPostgres:
    return InPostgres(postgres, demo)


class TestInPostgres(StoreContract):
    def test_it_is_a_shared_store(self, sharing: InPostgres) -> None:
        store: SharedStore = sharing.store()
        held: Held = store.open(sharing.slug)
        held.close()

    def test_a_summary_says_all_that_a_file_says(self, sharing: InPostgres, tmp_path: Path) -> None:
        path = tmp_path / "kuusilinna.json"
        SessionFile.create(path, sharing.session, datetime.now().astimezone()).close()
        of_file, (of_store,) = summary(path), sharing.store().summaries()
        assert of_store.coming
        for name in set(Summary._fields) - {"path", "session", "updated_at"}:
            assert getattr(of_store, name) == getattr(of_file, name), name
        assert of_store == sharing.store().summaries()[0]

    def test_figures_are_those_of_the_summaries(self, sharing: InPostgres) -> None:
        store = sharing.store()
        for slug, session in (("one", sharing.session.as_of(1)), ("empty", Session()), ("put", Session())):
            store.create(slug, session)
        store.archive("put")
        for on in (date(2026, 3, 1), date(2026, 11, 30), date(2027, 6, 1)):
            assert store.figures(on) == figures(store.summaries(), on)

    def test_workshops_are_found_by_any_word_that_stands_in_their_rows(self, sharing: InPostgres) -> None:
        store = sharing.store()
        touchpoint, person = sharing.session.touchpoints[0].name, sharing.session.people[0].name
        word = max(touchpoint.split(), key=len)
        store.create("empty", Session())
        assert ("touchpoints", touchpoint) in store.find(word)[sharing.slug]
        assert ("touchpoints", touchpoint) in store.find(word[1:-1].upper())[sharing.slug]
        both = store.find(f"{word} {person[:2]}")
        assert list(both) == [sharing.slug]
        assert {("touchpoints", touchpoint), ("people", person)} <= set(both[sharing.slug])
        for nothing in ("", "%", "_", "\\", f"{word} nowhere", "\0"):
            assert sharing.slug not in store.find(nothing)
        held = store.open(sharing.slug)
        held.put(renamed(held.session, "Wäxed 50% röad"))
        held.close()
        for words in ("wäxed", "50%", "RÖAD 50%"):
            assert store.find(words) == {sharing.slug: [("touchpoints", "Wäxed 50% röad")]}
        store.archive(sharing.slug)
        assert store.find("wäxed") == {}
