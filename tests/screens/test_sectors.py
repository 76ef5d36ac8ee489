"""The screens of a municipality and of an association: every list with its guide and help, the ballot, its
result and the documents speak their words; what they do not have is not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import set_value
from cxworkshop.language import sector
from cxworkshop.method.steps import STEPS
from cxworkshop.model.place import Place
from cxworkshop.screens.workshop import WorkshopScreen
from tests.filled import filled
from tests.screens.hands import at_the_program
from tests.screens.test_everywhere import quickly
from tests.test_sectors import wrong_words

SIZE = (200, 60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sectors")


def path_of(folder: Path, of: str, spoken: str) -> Path:
    path = folder / f"{of}-{spoken}.json"
    if not path.exists():
        create(path, filled(of, spoken)).close()
    return path


def on_the_page(seen: str) -> str:
    """What stands on a page, without the lines that it cuts at its sides."""
    return "\n".join(line.split("│")[1] for line in seen.split("\n") if line.count("│") > 1)


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("of", ["public", "third_sector"])
async def test_no_screen_says_another_sectors_words(folder: Path, of: str, spoken: str) -> None:
    path, seen = path_of(folder, of, spoken), list[str]()
    async with at_the_program(folder, open_path=path, spoken=spoken, size=SIZE) as hands:
        assert sector() == of
        await hands.press("g")
        for number in range(len(STEPS)):
            await quickly(hands, str(number))
            screen = hands.app.screen
            assert isinstance(screen, WorkshopScreen)
            for _plan in screen.position.plans:
                seen.append(hands.seen)
                await quickly(hands, "tab")
            await quickly(hands, "question_mark", *["pagedown"] * 2)
            seen.append(on_the_page(hands.seen))
            await quickly(hands, "escape")
        for keys in (["3", "b"], ["w"], ["7", "b"], ["0", "m"], ["0", "o"], ["1", "o"], [":"]):
            await hands.press(*keys)
            seen.append(on_the_page(hands.seen) if keys[-1] == "o" else hands.seen)
            await hands.press("escape", "escape")
        assert wrong_words("\n".join(seen), of, spoken) == []
    assert sector() == "private"


@pytest.mark.parametrize("of", ["private", "public", "third_sector"])
async def test_a_balance_of_customers_is_asked_for_where_there_is_one(folder: Path, of: str) -> None:
    with_one = folder / f"balance-{of}.json"
    create(with_one, filled(of, "en", balance=True)).close()
    for path, is_asked in ((with_one, True), (path_of(folder, of, "en"), of == "private")):
        async with at_the_program(folder, open_path=path) as hands:
            await hands.press("4", "A", "shift+tab")
            assert ("Customers at the start" in hands.seen) == is_asked


async def test_the_words_follow_the_sector_at_once_and_undo_brings_them_back(folder: Path) -> None:
    path = folder / "turning.json"
    create(path, filled("private", "en")).close()
    async with at_the_program(folder, open_path=path, size=SIZE) as hands:
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        await hands.press("4", "A", "shift+tab")
        assert "Margin per customer" in hands.seen
        screen.apply(set_value(Place("organisation", "organisation", "sector"), "public"))
        await hands.press("shift+tab")
        assert sector() == "public"
        assert "Margin per customer" not in hands.seen
        assert "For the core task" in hands.seen
        await hands.press("u")
        assert sector() == "private"
        assert "For owners" in hands.seen


async def test_a_new_workshop_offers_the_starters_of_its_sector(folder: Path) -> None:
    async with at_the_program(folder, spoken="fi") as hands:
        await hands.press("n")
        await hands.type("Kuntala")
        await hands.press("down", "down")
        await hands.type("kolmas")
        await hands.press("enter", "tab", "tab")
        assert "Jäseneksi liittyminen" in hands.seen
        assert "Hakemuksen täyttäminen" not in hands.seen
