"""What was being typed when the program ended is offered when the workshop is opened again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cxworkshop.app import program
from cxworkshop.editing import create, open_session
from cxworkshop.model.raw import written
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft, read_draft, write_draft
from tests.screens.hands import PATIENCE, Hands, at_the_program


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "DRAFT_DELAY", 0.01)


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    create(tmp_path / "k.json", demo).close()
    return tmp_path / "k.json"


@asynccontextmanager
async def at_the_workshop(path: Path) -> AsyncIterator[Hands]:
    async with at_the_program(path.parent, open_path=path) as hands:
        yield hands


async def put_aside(hands: Hands) -> None:
    """Until what is being typed has been put aside."""
    async with asyncio.timeout(PATIENCE):
        while hands.app.draft_timer is not None:
            await hands.pilot.pause(0.005)


async def noted(hands: Hands) -> Draft | None:
    (opened,) = hands.app.opened
    opened.save()  # until then what was kept stays aside too
    hands.app._save_draft_soon()  # as with any key
    await put_aside(hands)
    opened.save()
    return read_draft(opened.path)


async def test_what_is_typed_is_put_aside_and_gone_when_it_is_given_up(path: Path) -> None:
    async with at_the_workshop(path) as hands:
        await hands.press("1", "enter")
        assert await noted(hands) is None
        await hands.type("half a sent")
        draft = await noted(hands)
        assert draft is not None
        assert draft.text.endswith("half a sent")
        await hands.press("escape")
        assert await noted(hands) is None


async def test_what_is_kept_is_not_put_aside_any_more(path: Path) -> None:
    async with at_the_workshop(path) as hands:
        await hands.press("p")
        await hands.type("a thing")
        assert (await noted(hands) or Draft("", {})).text == "a thing"
        await hands.press("enter")
        assert await noted(hands) is None


@pytest.mark.parametrize(
    "keys",
    [("p",), ("d",), ("0", "a"), ("2", "tab", "a")],
    ids=["parking", "a decision", "a new row", "another list"],
)
async def test_it_comes_back_where_it_was_typed(path: Path, keys: tuple[str, ...]) -> None:
    async with at_the_workshop(path) as hands:
        await hands.press(*keys)
        await hands.type("half a sent")
        assert await noted(hands)
    async with at_the_workshop(path) as hands:
        assert "This was being typed" in hands.seen
        assert "half a sent" in hands.seen
        await hands.type("ence")
        await hands.press("enter")
        opened = hands.app.opened[0]
        assert "half a sentence" in json.dumps(written(opened.session))
        assert await noted(hands) is None
    async with at_the_workshop(path) as hands:
        assert "This was being typed" not in hands.seen


async def test_a_cell_that_was_open_is_open_again(path: Path) -> None:
    async with at_the_workshop(path) as hands:
        await hands.press("1", "enter")
        await hands.type(" and more")
        draft = await noted(hands)
    assert draft is not None
    assert draft.where["id"]
    async with at_the_workshop(path) as hands:
        await hands.press("enter")
        assert await noted(hands) is None
        hands.app.opened[0].save()
    assert draft.text in json.dumps(written(open_session(path).session))


async def test_what_has_no_place_any_more_goes_to_the_parking_lot(path: Path) -> None:
    write_draft(
        path,
        Draft("of somebody who is gone", {"step": "define", "table": "people", "id": "p99", "field": "name"}),
    )
    async with at_the_workshop(path) as hands:
        await hands.press("enter")
        assert hands.app.opened[0].session.round.parking[-1].text == "of somebody who is gone"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'{"text": 3, "where": {}}', b"\xff", b"[" * 100_000]
)
async def test_a_damaged_draft_is_no_draft(path: Path, content: bytes) -> None:
    path.with_name(".k.json.draft").write_bytes(content)
    async with at_the_workshop(path) as hands:
        assert "This was being typed" not in hands.seen


@pytest.mark.parametrize(
    "where", [{}, {"step": "nowhere", "sheet": "none"}, {"command": "frobnicate"}, {"id": "x", "table": 3}]
)
async def test_a_strange_draft_is_offered_all_the_same(path: Path, where: dict[str, object]) -> None:
    write_draft(path, Draft("something", where))
    async with at_the_workshop(path) as hands:
        assert "something" in hands.seen


async def test_a_new_workshop_half_filled_in_is_there_again_until_it_is_started_or_given_up(
    tmp_path: Path,
) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n")
        await hands.type("Kuusilinna")
        await hands.press("enter")
        await put_aside(hands)
    async with at_the_program(tmp_path) as hands:
        await hands.press("n")
        assert "Kuusilinna" in hands.seen
        assert "This was filled in" in hands.seen
        await hands.press("escape", "escape", "escape")
        await hands.press("n")
        assert "Kuusilinna" not in hands.seen
        await hands.type("Home")
        await put_aside(hands)
        await hands.press("ctrl+s")
    assert read_draft(tmp_path / "new workshop") is None


async def test_a_word_at_a_check_in_is_asked_again_where_it_was_typed(path: Path) -> None:
    async with at_the_workshop(path) as hands:
        await hands.press("i", "down", "l")
        await hands.type("+30d waits for")
        draft = await noted(hands)
        assert draft is not None
        assert (draft.text, draft.where["said"]) == ("+30d waits for", "later")
    async with at_the_workshop(path) as hands:
        assert "This was being typed" in hands.seen
        assert "Later" in hands.seen
        await hands.type(" parts")
        await hands.press("enter")
        lines = hands.app.opened[0].session.round.checkin_lines
        assert [(line.outcome, line.text) for line in lines] == [("slipped", "waits for parts")]
        assert await noted(hands) is None
    async with at_the_workshop(path) as hands:
        assert "This was being typed" not in hands.seen


@pytest.mark.parametrize(
    "where",
    [
        {"command": "hold_check_in"},
        {"command": "hold_check_in", "table": "actions", "id": "gone", "said": "met", "on": "2026-11-05"},
        {"command": "hold_check_in", "table": "actions", "id": "b01", "said": "odd", "on": "2026-11-05"},
        {"command": "hold_check_in", "table": "actions", "id": "b01", "said": "met", "on": "soon"},
    ],
)
async def test_a_word_on_what_is_gone_goes_to_the_parking_lot(path: Path, where: dict[str, object]) -> None:
    write_draft(path, Draft("of what is gone", where))
    async with at_the_workshop(path) as hands:
        await hands.press("enter")
        assert hands.app.opened[0].session.round.parking[-1].text == "of what is gone"
