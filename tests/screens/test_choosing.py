"""An open cell says what its keys do now: among choices the arrows choose, and what is marked shows as a
whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop import WorkshopScreen
from tests.screens.hands import at_the_program


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    made = tmp_path / "demo.json"
    create(made, demo).close()
    return made


async def test_the_arrow_is_said_to_choose_until_only_one_thing_can_be_meant(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 24)) as hands:
        await hands.press("4", "tab", "right", "enter")
        assert "↓ Choose" in hands.seen
        assert "Cell below" not in hands.seen
        await hands.type("pe")
        assert "↓ Cell below" in hands.seen
        assert "Choose" not in hands.seen


async def test_a_list_longer_than_what_is_in_sight_says_so(path: Path, demo: Session) -> None:
    async with at_the_program(path.parent, open_path=path, size=(120, 36)) as hands:
        await hands.press("4", "tab")
        assert isinstance(hands.app.screen, WorkshopScreen)
        hands.app.screen.sheet.go_to_place(Place("actions", demo.round.actions[4].id, "goal"))
        await hands.press("enter")
        count = len(demo.round.goals)
        assert f"1–7 / {count} ↓" in hands.seen
        await hands.press("up")
        assert f"{count - 6}–{count} / {count} ↑" in hands.seen


async def test_the_cursors_row_shows_what_is_marked_in_it(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("4", "tab", "down", "right", "shift+right", "shift+down")
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        sheet = screen.sheet
        ground = sheet.look("edit").bgcolor
        marked = [
            sum(seg.style is not None and seg.style.bgcolor == ground for seg in sheet.line(i, i + 1))
            for i in (0, 1, 2, 3)
        ]
        assert marked == [0, 2, 1, 0]
