"""A second window shows what the first one writes, says whose the workshop is, and how it can be changed."""

from __future__ import annotations

import asyncio
import getpass
import os
from pathlib import Path

import pytest

from cxworkshop.editing import OpenSession, create, open_session
from cxworkshop.editing.changes import Change, add, move, set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.file import lock
from tests.screens.hands import A_BREATH, PATIENCE, Hands, at_the_program
from tests.screens.test_outside import words

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def path(tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(getpass, "getuser", lambda: "maija")
    create(path := tmp_path / "demo.json", demo).close()
    return path


def workshop(hands: Hands) -> WorkshopScreen:
    return next(screen for screen in hands.app.screen_stack if isinstance(screen, WorkshopScreen))


async def looked(hands: Hands) -> None:
    """After the next look at the file, which is made twice a second."""
    await workshop(hands).read_only_panel.look()
    await hands.settled()


def holds(path: Path, text: str) -> bool:
    return text in path.read_text("utf-8")


def damage(path: Path) -> None:
    path.write_text("{")


def wrote(first: OpenSession, *changes: Change) -> None:
    for change in changes:
        first.apply(change)
    first.save()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("spoken", "whose", "free"),
    [
        ("en", "read only: maija has it open", "e writes here"),
        ("fi", "auki muualla: maija", "e muokkaa tässä"),
    ],
)
async def test_whose_it_is_stands_in_the_header_until_it_is_free_and_then_the_key_that_writes(
    path: Path, size: tuple[int, int], spoken: str, whose: str, free: str
) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, open_path=path, size=size, spoken=spoken) as hands:
        await hands.press("down", "down")
        assert whose in hands.seen.splitlines()[0]
        first.close()
        await looked(hands)
        assert free in hands.seen.splitlines()[0]
        await hands.press("p")
        assert not workshop(hands).entry.is_open
        await hands.press("down", "e", "p", *"writtenhere", "enter")
        assert workshop(hands).session.records("parking")[-1].name_shown == "writtenhere"
    assert holds(path, "writtenhere")


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_first_window_writes_is_shown_and_the_cursor_stays_with_its_row(
    path: Path, size: tuple[int, int]
) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, open_path=path, size=size) as hands:
        here = first.session.touchpoints[2]
        assert workshop(hands).jump(Place("touchpoints", here.id))
        await hands.press("right")
        sheet = workshop(hands).sheet
        row = sheet.row
        before = Place("touchpoints", first.session.touchpoints[0].id)
        wrote(first, add("parking", text="said next door"), move(before, 99))
        await looked(hands)
        assert workshop(hands).session == first.session
        assert (sheet.row, sheet.place and sheet.place.id) == (row - 1, here.id)
        wrote(first, set_value(Place("organisation", "organisation", "name"), "Renamed Oy"))
        await looked(hands)
        assert "Renamed Oy" in hands.seen.splitlines()[0]
    first.close()


async def test_it_is_shown_by_itself(path: Path) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, open_path=path) as hands:
        wrote(first, set_value(Place("organisation", "organisation", "name"), "Renamed Oy"))
        async with asyncio.timeout(PATIENCE):
            while "Renamed Oy" not in hands.seen.splitlines()[0]:
                await hands.pilot.pause(A_BREATH)
    first.close()


async def test_what_cannot_be_read_any_more_is_said_and_the_last_state_stays(path: Path) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, open_path=path) as hands:
        before = workshop(hands).session
        damage(path)
        await looked(hands)
        assert "What is shown is as it was last" in words(hands)
        assert workshop(hands).session is before
    first.close()


async def test_a_workshop_that_somebody_was_quicker_to_take_stays_as_it_is(path: Path) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, open_path=path) as hands:
        first.close()
        await looked(hands)
        second = open_session(path)
        await hands.press("e")
        assert "maija has it open" in words(hands)
        await hands.press("e")  # asks again
        assert workshop(hands).opened.read_only
        second.close()
        await hands.press("e")
        assert not workshop(hands).opened.read_only


def test_a_lock_whose_program_was_killed_counts_as_free(path: Path) -> None:
    first = open_session(path)
    assert not lock.seems_free(path)
    text = lock.lock_path(path).read_text()
    first.close()
    assert lock.seems_free(path)
    lock.lock_path(path).write_text(text.replace(f'"pid": {os.getpid()}', '"pid": 99999999'))
    assert lock.seems_free(path)


# ---- a copy under another name -----------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_the_read_only_window_makes_a_copy_and_opens_it(path: Path, size: tuple[int, int]) -> None:
    first = open_session(path)
    async with at_the_program(path.parent, size=size) as hands:
        await hands.press("enter")
        assert "C makes one" in words(hands)
        await hands.press("colon", *"make", "enter")
        assert "demo-2" in words(hands)
        await hands.press("ctrl+u", *"Nextdoor", "enter", "p", *"saidhere", "enter")
        assert workshop(hands).opened.path.name == "nextdoor.json"
    assert holds(path.with_name("nextdoor.json"), "saidhere")
    assert not holds(path, "saidhere")
    first.close()


async def test_a_key_of_the_library_copies_under_another_name_and_takes_no_name_twice(path: Path) -> None:
    async with at_the_program(path.parent) as hands:
        await hands.press("c", "ctrl+u", *"demo", "enter")
        assert "demo.json is there already" in words(hands)
        await hands.press("ctrl+u", *"Tuesday", "enter")
        assert "Copied as tuesday.json" in words(hands)
        await hands.press("enter")
        assert workshop(hands).opened.path.name == "tuesday.json"
        assert not workshop(hands).opened.read_only
