"""How soon the library of a firm is there, scrolls, sorts and finds: five thousand workshops of a store that
answers at once, beside fifty."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.library.shared import SharedLibrary
from cxworkshop.method.demo import demo_session
from cxworkshop.storage.summary import Summary
from tests.library.firm import serving
from tests.screens.hands import at_the_program
from tests.storage.memory_store import MemoryStore

pytestmark = pytest.mark.benchmark
MANY, FEW = 5000, 50


class Firm(MemoryStore):
    """A store that has everything at hand: what is measured is the program."""

    def __init__(self, count: int, folder: Path) -> None:
        super().__init__(serving("Aava", session=demo_session("en")), folder)
        [one] = super().summaries(whole=False)
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        self.listed = [
            one._replace(
                slug=f"firm-{n}",
                path=folder / f"firm-{n}.json",
                organisation=f"{'Koti' if n % 5 else 'Sähkö'} {n % 700}",
                title=f"The climb of {n % 700}",
                updated_at=begin + timedelta(hours=n),
                steps_passed=n % 7,
            )
            for n in range(count)
        ]

    def summaries(self, *, archived: bool = False, whole: bool = True) -> list[Summary]:
        return [] if archived else list(self.listed)

    def find(self, words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        return {one.slug: [("touchpoints", f"Invoice: {words}")] for one in self.listed[:200]}


async def taken(count: int, folder: Path) -> dict[str, float]:
    """Milliseconds of the processor, of the least of some keys."""
    async with at_the_program(SharedLibrary(Firm(count, folder / "m"))) as hands:

        async def key(name: str) -> float:
            begin = time.process_time()
            await hands.press(name)
            return (time.process_time() - begin) * 1000

        async def least(*names: str) -> float:
            return min([await key(name) for name in names])

        times = {
            "down": await least(*["down"] * 5),
            "page": await least(*["pagedown", "pageup"] * 3),
            "sort": await least(*["s"] * 9),
        }
        await key("slash")
        times["letter"] = await least(*"invoice")
        return times


async def test_a_key_in_a_library_of_five_thousand_takes_no_longer_than_one_can_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path))
    few, many = await taken(FEW, tmp_path), await taken(MANY, tmp_path)
    for name in few:
        print(f"{name}: {FEW} workshops {few[name]:.0f} ms, {MANY} {many[name]:.0f} ms")
    assert many["down"] <= 2.5 * few["down"]
    assert many["page"] <= 2.5 * few["page"]
    assert many["sort"] <= 100
    assert many["letter"] <= 100
