"""A database keeps what every shared store promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.store import PostgresStore
from tests.storage.shared_contract import StoreContract, waker

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
    pass
