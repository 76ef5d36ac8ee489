"""A version with a name, and the way back to it, by keys."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.merge import merge
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies
from tests.screens.hands import at_the_program
from tests.screens.test_workshop import NAMES, begun, workshop


async def test_a_version_is_named_and_gone_back_to_and_that_is_taken_back(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "upper_s", *"before lunch", "enter")
        assert "Kept as “before lunch”." in at.seen
        await at.press("x")
        assert len(at.touchpoints) == 4
        await at.press("upper_b")
        assert "before lunch" in at.seen
        await at.press("enter")
        assert "Go back to “before lunch”?" in at.seen
        await at.press("enter")
        assert "Back to before lunch." in at.seen
        assert at.touchpoints == list(NAMES)
        await at.press("u")
        assert len(at.touchpoints) == 4
        names = [copy.name for copy in copies(tmp_path / "lanka.json") if copy.name]
        assert sorted(names) == ["before going back to before lunch", "before lunch"]


async def test_another_key_goes_nowhere(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "upper_s", *"noon", "enter", "x", "upper_b", "enter", "escape")
        assert len(at.touchpoints) == 4


async def test_a_name_that_is_too_long_stays_to_be_shortened(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("upper_s", *"x" * 61, "enter")
        assert "A version is named in 1 to 60 characters" in at.seen
        await at.press("backspace", "enter")
        assert "Kept as “xxx" in at.seen


async def test_without_versions_the_list_says_so(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("upper_b")
        assert "Nothing is kept yet." in at.seen
        await at.press("enter", "escape")
        assert at.app.screen is at.screen


async def test_a_version_that_comes_beside_the_open_workshop_is_told_once(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.app.beside.look()
        path, other = tmp_path / "lanka.json", tmp_path / "lanka (conflicted copy).json"
        shutil.copyfile(path, tmp_path / "lanka (1).json")  # the same, so nothing is to be said
        (tmp_path / "lanka (2).json").write_text("half", "utf-8")
        shutil.copyfile(path, other)
        elsewhere = open_session(other)
        elsewhere.apply(set_value(Place("workshop", "workshop", "facilitator"), "Theirs"))
        elsewhere.close()
        for _look in range(2):
            await at.app.beside.look()
        told = [shown.message for shown in at.app._notifications]
        assert [words.partition(": ")[2].partition(" The library")[0] for words in told] == [f"{other.name}."]


async def test_a_cell_changed_in_two_versions_is_settled_by_a_key_and_that_is_taken_back(
    tmp_path: Path,
) -> None:
    base = begun(*NAMES)
    here = Place("touchpoints", base.touchpoints[1].id, "name")
    mine, theirs = (set_value(here, name)(base) for name in ("Mine", "Theirs"))
    both = merge(base, mine, theirs, mine_is_newer=True).session
    async with workshop(tmp_path, both) as at:
        await at.press("upper_x")
        assert "≠Mine" in at.seen
        assert "which stands?" in at.seen
        await at.press("2")
        assert at.touchpoints[1] == "Theirs"
        assert "≠" not in at.seen
        await at.press("u")
        assert at.touchpoints[1] == "Mine"
        await at.press("m", *["down"] * 9, "upper_x", "enter")
        assert "≠" not in at.seen
        await at.press("upper_x")
        assert "Nothing is to be settled" in at.seen


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        (
            "en",
            "Nothing is missing here. c climbs. 1 cell in another step is to be settled (≠): X goes there.",
        ),
        ("fi", "1 solu toisessa askelmassa on ratkaistava (≠): X"),
    ],
)
async def test_where_nothing_is_missing_it_is_said_what_is_to_be_settled_in_another_step(
    tmp_path: Path, spoken: str, words: str
) -> None:
    base = demo_session("en")
    here = Place("touchpoints", base.touchpoints[1].id, "name")
    mine, theirs = (set_value(here, name)(base) for name in ("Mine", "Theirs"))
    both = merge(base, mine, theirs, mine_is_newer=True).session
    async with workshop(tmp_path, both, spoken=spoken) as at:
        await at.press("m")
        assert words in " ".join(at.seen.split())
        await at.press("upper_x")
        assert "≠Mine" in at.seen


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_what_another_program_writes_comes_onto_the_screen_while_a_cell_is_open(
    tmp_path: Path, demo: Session, spoken: str
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    shutil.copyfile(path, elsewhere := tmp_path / "elsewhere")
    first, second = (Place("touchpoints", row.id, "name") for row in demo.touchpoints[:2])
    theirs = open_session(elsewhere)
    theirs.apply(set_value(first, "Theirs"))
    theirs.close()
    async with at_the_program(tmp_path, open_path=path, spoken=spoken) as hands:
        await hands.press("1", "tab", "enter", "ctrl+u", *"Ours", "enter", "down", "enter", "ctrl+u", *"half")
        elsewhere.replace(path)
        opened = hands.app.opened[0]
        await asyncio.to_thread(opened.save)
        await hands.settled()
        (notice,) = (shown.message for shown in hands.app._notifications)
        assert notice.endswith("is marked ≠." if spoken == "en" else "on merkki ≠.")
        assert "≠" in hands.seen
        assert "half" in hands.seen
        await hands.press("enter")
        assert value_at(opened.session, second) == "half"
        await hands.press("u")
        assert value_at(opened.session, second) == value_at(demo, second)
        opened.apply(set_value(first, "Since"))
        later = set_value(first, "Theirs, later")(opened.session)
        opened.take_in(later, opened.session)
        await hands.press("u")
        assert value_at(opened.session, first) == "Theirs, later"
        assert ("it was changed since" if spoken == "en" else "muutettu sen jälkeen") in hands.seen
    assert [file.name for file in await asyncio.to_thread(lambda: [*tmp_path.glob("*.json")])] == ["k.json"]
