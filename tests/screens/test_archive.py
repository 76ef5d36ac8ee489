"""What was archived is found and brought back whenever the program is started; the library says no untruth of
a file that it does not know whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import add
from cxworkshop.editing.starting import blank_session, started
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies_folder
from tests.screens.hands import at_the_program
from tests.screens.test_outside import words

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def folder(tmp_path: Path, demo: Session) -> Path:
    create(tmp_path / "demo.json", demo).close()
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.json"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("spoken", "count"), [("en", "1 archived"), ("fi", "1 arkistoitu")])
async def test_an_archived_workshop_comes_back_after_a_restart(
    folder: Path, size: tuple[int, int], spoken: str, count: str
) -> None:
    async with at_the_program(folder, size=size, spoken=spoken) as hands:
        await hands.press("x")
        assert names_in(folder) == []
    async with at_the_program(folder, size=size, spoken=spoken) as hands:
        await hands.press("a")
        assert "Kuusilinna Koti Oy" in hands.seen
        assert count in hands.seen.splitlines()[0]
        await hands.press("x", "escape")
        assert names_in(folder) == ["demo.json"]
        assert "Kuusilinna Koti Oy" in hands.seen


async def test_an_empty_archive_says_so_and_the_same_key_leaves_it(folder: Path) -> None:
    async with at_the_program(folder) as hands:
        await hands.press("a")
        assert "Nothing is archived" in words(hands)
        await hands.press("a")
        assert "Kuusilinna Koti Oy" in hands.seen
        await hands.press("x", "a", "u")
        assert names_in(folder) == ["demo.json"]
        assert words(hands).count("demo.json") == 1
        assert "Kuusilinna Koti Oy" in hands.seen


async def test_an_archive_that_is_a_link_is_not_followed(folder: Path) -> None:
    (folder / "theirs").mkdir()
    (folder / "archive").symlink_to(folder / "theirs")
    async with at_the_program(folder) as hands:
        await hands.press("a")
        assert "archive is a link" in words(hands)


# ---- what is said of a workshop ----------------------------------------------------------------------------
BLANK = started(blank_session("en", date(2026, 11, 1), "Spring"))
NOTHING = "Nothing is recorded yet"


@pytest.mark.parametrize(
    ("session", "is_blank"),
    [
        (BLANK, True),
        (add("people", name="Anna")(BLANK), True),
        (add("parking", text="said")(BLANK), False),
        (add("partners", name="Carrier")(BLANK), False),
    ],
)
async def test_nothing_is_recorded_is_said_only_where_nothing_is(
    tmp_path: Path, session: Session, is_blank: bool
) -> None:
    create(tmp_path / "k.json", session).close()
    async with at_the_program(tmp_path) as hands:
        assert (NOTHING in words(hands)) is is_blank


def without(folder: Path, *names: str) -> None:
    """Takes fields out of the card in the header of the demo, as another version would."""
    path = folder / "demo.json"
    tables = json.loads(path.read_text("utf-8"))
    card = tables["header"]["1"]["card"]
    tables["header"]["1"]["card"] = {name: value for name, value in card.items() if name not in names}
    path.write_text(json.dumps(tables), "utf-8")


async def test_nor_of_a_file_whose_header_does_not_tell(folder: Path) -> None:
    without(folder, "begun", "steps_passed", "promise", "clear_share", "actions_due")
    async with at_the_program(folder) as hands:
        assert NOTHING not in words(hands)
        assert "shows what is recorded" in words(hands)


def of_a_newer_version(folder: Path) -> None:
    path = folder / "demo.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["header"]["1"] |= {"version": 9, "oldest_reader": 9, "program": "cxworkshop 9.9"}
    path.write_text(json.dumps(tables), "utf-8")


async def test_a_file_of_a_newer_version_is_not_called_damaged(folder: Path) -> None:
    of_a_newer_version(folder)
    copies_folder(folder / "demo.json").mkdir()
    async with at_the_program(folder) as hands:
        for key in ("down", "o"):
            await hands.press(key)
            assert "update the program" in words(hands)
            assert "Nothing is wrong with it" in words(hands)
            assert "sound copy" not in words(hands)
            assert "o: details" not in words(hands)


@pytest.mark.parametrize(("n", "kept"), [(1, "Its older copies: 1, "), (2, "Its older copies: 2, ")])
async def test_the_details_of_a_damaged_file_count_its_older_copies(folder: Path, n: int, kept: str) -> None:
    copies_folder(folder / "demo.json").mkdir()
    for minute in range(n):
        copy = copies_folder(folder / "demo.json") / f"20261112T09{minute:02}00Z.json"
        copy.write_bytes((folder / "demo.json").read_bytes())
    (folder / "demo.json").write_text("{")
    async with at_the_program(folder) as hands:
        await hands.press("o")
        assert kept in words(hands)
