"""A workshop that may only be looked at offers what works there, and says how to get one that can be
changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxworkshop.commands import COMMANDS
from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import set_value
from cxworkshop.language import language
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.help import write_help
from cxworkshop.screens.page import Page
from tests.screens.hands import Hands, at_the_program

CHANGING = {command.id for command in COMMANDS if command.changes}


@pytest.fixture
def faulty(tmp_path: Path, demo: Session) -> Path:
    """The demo with a date that is none, and an older copy of it."""
    path = tmp_path / "demo.json"
    create(path, demo).close()
    opened = open_session(path)
    opened.apply(set_value(Place("workshop", "workshop", "title"), "Another"))
    opened.close()
    tables = json.loads(path.read_text("utf-8"))
    list(tables["goals"].values())[2]["due_on"] = "2026-13-01"
    path.write_text(json.dumps(tables), "utf-8")
    return path


@pytest.fixture
def held(tmp_path: Path, demo: Session) -> Path:
    """The demo, which somebody else has open."""
    path = tmp_path / "demo.json"
    create(path, demo).close()
    return path


def words(hands: Hands) -> str:
    """What is on the screen, in a row."""
    return " ".join(hands.seen.replace("│", " ").split())


def offered(hands: Hands) -> set[str]:
    screen = hands.app.screen
    assert isinstance(screen, KeyScreen)
    page = Page(96)
    write_help(screen, page)
    helped = {
        command.id
        for line in page.lines
        for command in COMMANDS
        if f" {command.title} " in line.text and line.text.rstrip().endswith(command.help)
    }
    return {
        *(command.id for command in screen.commands()),
        *helped,
        *(command.id for command in screen.keys.shown),
    }


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_only_what_works_is_offered(faulty: Path, size: tuple[int, int]) -> None:
    assert language() == "en"
    async with at_the_program(faulty.parent, open_path=faulty, size=size) as hands:
        await hands.press("escape", "2")
        assert offered(hands) & CHANGING == set()
        assert {"documents", "step", "filter", "faults", "ballot"} <= offered(hands)
        await hands.press("o")
        assert not {"Edit", "Undo", "Toggle"} & set(hands.seen.split())


async def test_what_would_change_something_is_refused_at_once_and_in_words(held: Path) -> None:
    other = open_session(held)
    async with at_the_program(held.parent, open_path=held) as hands:
        assert "only a copy under another name can be changed" in words(hands)
        await hands.press("down")
        assert "under another name" not in words(hands)
        for key in ("a", "enter", "x", "p", "u", "c"):
            await hands.press(key)
            assert "under another name" in words(hands), key
            await hands.press("down")
        await hands.press("1", "tab", "slash", *"app", "enter")
        assert "under another name" not in words(hands)
    other.close()


async def test_a_faulty_file_refuses_to_be_typed_into(faulty: Path) -> None:
    async with at_the_program(faulty.parent, open_path=faulty) as hands:
        await hands.press("escape", "2")
        for key in ("enter", "a", "x"):
            await hands.press("down", key)
            assert "it may be looked at and not changed" in words(hands), key
            assert hands.app.screen.sheet.open is None  # type: ignore[attr-defined]


async def test_older_copies_of_a_faulty_file_are_told_of_with_the_command_that_lists_them(
    faulty: Path,
) -> None:
    async with at_the_program(faulty.parent, open_path=faulty, size=(200, 60)) as hands:
        assert "cxworkshop restore demo lists older copies" in hands.seen
