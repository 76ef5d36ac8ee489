"""Private notes stay private: they are shown by their own key only, and nothing else reads them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.method.steps import STEPS
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps import plans
from cxworkshop.storage.file.draft import Draft, write_draft
from tests.screens.hands import at_the_program

SAID = "She sighs at Antti"


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    create(tmp_path / "k.json", demo).close()
    return tmp_path / "k.json"


def test_no_list_of_a_step_shows_notes() -> None:
    assert [plan.id for step in STEPS for plan in plans(step) if plan.table == "notes"] == []


async def test_a_note_is_kept_undone_and_redone_without_being_read_back(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("7", "n")
        await hands.type(SAID)
        await hands.press("enter")
        (opened,) = hands.app.opened
        assert [note.text for note in opened.session.round.notes] == [SAID]
        assert "shows your private notes" in hands.seen
        for keys in ((), ("u",), ("U",), *[("tab",)] * len(plans("closing")), ("m",), ("escape",)):
            await hands.press(*keys)
            assert SAID not in hands.seen


async def test_the_revealed_ballot_shows_the_notes_and_finds_what_was_said(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3", "b", "n")
        await hands.type(SAID)
        await hands.press("enter", "N")
        assert SAID in hands.seen
        await hands.press("N", "F")
        await hands.type("Sorvi")
        assert SAID not in hands.seen
        await hands.press("enter")
        assert "shared picture" not in hands.seen
        assert "Sorvi" in hands.seen


async def test_one_key_shows_the_notes_and_hides_them_again(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        for _time in range(2):
            await hands.press("N")
            await hands.press("a")
            await hands.type(SAID)
            await hands.press("enter", "escape")
            assert SAID in hands.seen
            await hands.press("N")
            assert SAID not in hands.seen
        await hands.press("N", "x", "x")
        assert SAID not in hands.seen
        await hands.press("u")
        assert SAID in hands.seen
        await hands.press("escape")
        assert SAID not in hands.seen


@pytest.mark.parametrize(
    "where",
    [
        {"step": "closing", "command": "note"},
        {"step": "define", "sheet": "notes", "field": "text"},
        {"step": "define", "sheet": "notes", "table": "notes", "id": "n1", "field": "text"},
    ],
)
async def test_a_note_that_was_being_typed_is_kept_and_not_shown(
    path: Path, demo: Session, where: dict[str, str]
) -> None:
    write_draft(path, Draft(SAID, where))
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("right")
        assert SAID not in hands.seen
    opened = open_session(path)
    assert [note.text for note in opened.session.round.notes] == [SAID]
    assert opened.session.round.parking == demo.round.parking
    assert opened.draft is None
    opened.close()
