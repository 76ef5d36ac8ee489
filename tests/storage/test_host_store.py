"""Another facilitator's laptop as a store: it keeps the contract that others keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.host.store import HostStore
from tests.storage.host_laptop import Laptop
from tests.storage.shared_contract import HeldContract, waker

__all__ = ["waker"]


class OnALaptop:
    slug = "kuusilinna"

    def __init__(self, folder: Path, session: Session) -> None:
        self.session = session
        self.laptop = Laptop(folder / f"{self.slug}.json", session)

    def store(self, who: str = "Anna") -> HostStore:
        return self.laptop.store(who)


@pytest.fixture
def sharing(tmp_path: Path, demo: Session) -> Iterator[OnALaptop]:
    sharing = OnALaptop(tmp_path, demo)
    yield sharing
    sharing.laptop.close()


class TestOnALaptop(HeldContract):
    pass
