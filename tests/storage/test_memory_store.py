"""The store of our own tests keeps the contract that the others keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from tests.storage.memory_store import MemoryStore, Server, Version
from tests.storage.shared_contract import StoreContract, waker

__all__ = ["waker"]


class InMemory:
    slug = "kuusilinna"

    def __init__(self, folder: Path, session: Session) -> None:
        self.folder, self.session = folder, session
        self.server = Server({self.slug: Version(1, session)})

    def store(self, who: str = "Anna") -> MemoryStore:
        return MemoryStore(self.server, self.folder, who)


@pytest.fixture
def sharing(tmp_path: Path, demo: Session) -> InMemory:
    return InMemory(tmp_path, demo)


class TestInMemory(StoreContract):
    pass
