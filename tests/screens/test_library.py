"""The library: what is in the folder, found, sorted, put away and brought back, and what is wrong with a file
in words."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import time_text
from cxworkshop.model.organisation import Organisation, Person, Workshop
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens import library
from cxworkshop.screens.library_list import ORDERS
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.file.session_file import SessionFile
from tests.screens.hands import at_the_program

AT = datetime(2026, 11, 5, 14, 3, tzinfo=UTC)


def made(folder: Path, name: str, days: int = 0, session: Session | None = None) -> Path:
    """A workshop of an organisation, edited some days ago."""
    path = folder / f"{name.lower()}.json"
    values = {
        "organisation": Organisation(id="organisation", name=name),
        "workshop": Workshop(id="workshop", title=f"The climb of {name}"),
    }
    at = AT - timedelta(days=days)
    SessionFile.create(path, (session or Session()).model_copy(update=values), at)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def faulty(path: Path, demo: Session) -> Path:
    """The demo with a due date that is none."""
    SessionFile.create(path, demo, AT)
    path.write_text(
        path.read_text("utf-8").replace('"due_on":"2026-11-30"', '"due_on":"2026-13-30"'), "utf-8"
    )
    return path


def names(seen: str, *candidates: str) -> list[str]:
    """Which of some names stand in the rows, from the top."""
    rows = seen.splitlines()[2:-11]
    return [name for line in rows for name in candidates if line[2:].startswith(name)]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_an_empty_library_shows_the_stair_and_says_how_to_begin(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_program(tmp_path, size=size) as hands:
        assert "n   begins the first" in hands.seen
        assert "nothing of it is kept" in " ".join(hands.seen.split())
        assert "3 Organise ░" in hands.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_what_matters_of_a_workshop_is_seen_before_it_is_opened(
    tmp_path: Path, demo: Session, size: tuple[int, int]
) -> None:
    path = tmp_path / "k.json"
    SessionFile.create(path, demo.model_copy(update={"rounds": demo.rounds[:1]}), AT)
    async with at_the_program(tmp_path, size=size) as hands:
        assert "without extra trips or phone calls”" in hands.seen
        assert "2 open" in hands.seen
        assert "○ 3 vacant · ◆ 3 contested" in hands.seen
        assert ("3 Organise !" in hands.seen) == (size[0] >= 100)


async def test_the_palette_offers_only_what_can_be_done(tmp_path: Path) -> None:
    made(tmp_path, "Aaa")
    async with at_the_program(tmp_path) as hands:
        await hands.press("ctrl+p")
        assert "Archive" in hands.seen
        assert "Details" in hands.seen
        assert "Bring back" not in hands.seen


async def test_a_file_that_cannot_be_read_offers_no_opening(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text("{")
    async with at_the_program(tmp_path) as hands:
        assert "x takes it out of the way; o tells more." in hands.seen
        assert "Open" not in hands.seen.splitlines()[-1]
        assert "Documents" not in hands.seen.splitlines()[-1]


async def test_the_last_edited_stands_first_and_s_sorts_by_the_columns(tmp_path: Path) -> None:
    for days, name in enumerate(("Cee", "Aaa", "Bee")):
        made(tmp_path, name, days)
    async with at_the_program(tmp_path) as hands:
        assert names(hands.seen, "Aaa", "Bee", "Cee") == ["Cee", "Aaa", "Bee"]
        await hands.press("s")
        assert names(hands.seen, "Aaa", "Bee", "Cee") == ["Aaa", "Bee", "Cee"]
        assert "Sorted by: Organisation" in hands.seen


async def test_the_column_that_is_sorted_by_is_in_sight(tmp_path: Path) -> None:
    made(tmp_path, "Aaa")
    async with at_the_program(tmp_path, size=(120, 36)) as hands:
        for column, _down, _key in (*ORDERS[1:], ORDERS[0]):
            await hands.press("s")
            heading = next(line for line in hands.seen.splitlines() if "Organisation" in line)
            assert column.heading()[:8] in heading


async def test_find_shows_what_holds_the_words_while_they_are_typed_and_escape_shows_all(
    tmp_path: Path,
) -> None:
    for name in ("Aaa", "Bee"):
        made(tmp_path, name)
    async with at_the_program(tmp_path) as hands:
        await hands.press("slash", *"of be")
        assert names(hands.seen, "Aaa", "Bee") == ["Bee"]
        await hands.press("enter")
        assert "1 / 2 workshops" in hands.seen
        await hands.press("escape")
        assert sorted(names(hands.seen, "Aaa", "Bee")) == ["Aaa", "Bee"]


async def test_an_archived_workshop_leaves_the_list_and_undo_brings_it_back(tmp_path: Path) -> None:
    path = made(tmp_path, "Aaa")
    text = path.read_bytes()
    async with at_the_program(tmp_path) as hands:
        await hands.press("x")
        assert names(hands.seen, "Aaa") == []
        assert (tmp_path / "archive" / "aaa.json").read_bytes() == text
        await hands.press("u")
        assert names(hands.seen, "Aaa") == ["Aaa"]
    assert path.read_bytes() == text


async def test_a_file_that_cannot_be_read_is_named_and_explained_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text('{"a": 1}')
    async with at_the_program(tmp_path) as hands:
        assert "! odd.json: It is not the file of a workshop" in hands.seen
        await hands.press("o")
        assert "8 bytes" in hands.seen
        await hands.press("escape", "enter")
        assert "Put a sound copy in its place" in hands.seen
    assert (tmp_path / "odd.json").read_text() == '{"a": 1}'


@pytest.mark.parametrize("directly", [False, True])
async def test_a_file_with_faults_opens_to_be_read_and_lists_them_by_place(
    tmp_path: Path, demo: Session, directly: bool
) -> None:
    path = faulty(tmp_path / "faulty.json", demo)
    text = path.read_bytes()
    async with at_the_program(tmp_path, open_path=path if directly else None) as hands:
        if not directly:
            await hands.press("enter")
        assert "Due: 2026-13-30" in hands.seen
        await hands.press("enter")
        assert "4 Implement" in hands.seen.splitlines()[0]
        assert "▶Agents' own" in hands.seen
        await hands.press("escape" if directly else "exclamation_mark")
        await hands.press("exclamation_mark")
        assert "Due: 2026-13-30" in hands.seen
    assert path.read_bytes() == text


async def test_the_cursor_goes_from_fault_to_fault_however_many_lines_each_takes(
    tmp_path: Path, demo: Session
) -> None:
    path = faulty(tmp_path / "faulty.json", demo)
    path.write_text(
        path.read_text("utf-8").replace('"delivered_by":"own"', '"delivered_by":"ours"', 2), "utf-8"
    )
    async with at_the_program(tmp_path, size=(80, 24)) as hands:
        await hands.press("enter")
        assert [line.split("!")[1].strip()[:20] for line in hands.seen.splitlines() if "row" in line] == [
            "Touchpoints, row 1, ",
            "Touchpoints, row 3, ",
            "Actions, round 2, ro",
        ]
        await hands.press("down", "down", "up", "down", "enter")
        assert "4 Implement" in hands.seen.splitlines()[0]


async def test_documents_are_read_from_the_library(tmp_path: Path, demo: Session) -> None:
    made(tmp_path, "Aaa", session=demo)
    async with at_the_program(tmp_path) as hands:
        await hands.press("w")
        assert "Action plan – Aaa" in hands.seen
        assert "holes will be printed" in hands.seen
        await hands.press("escape")
        assert "1 workshop" in hands.seen
        await hands.press("enter")
        assert "read only" not in hands.seen


async def test_a_small_screen_tells_which_holes_a_document_has(tmp_path: Path, demo: Session) -> None:
    made(tmp_path, "Aaa", session=demo)
    async with at_the_program(tmp_path, size=(80, 24)) as hands:
        await hands.press("w")
        assert "holes will be printed" in hands.seen
        assert "Still open:" in hands.seen
        assert "(Closing)." in hands.seen


async def test_keys_typed_ahead_find_also_what_was_not_read_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "READ_FIRST", 2)
    for days, name in enumerate(("Aaa", "Bee", "Cee", "Dee")):
        made(tmp_path, name, days)
    async with at_the_program(tmp_path) as hands:
        await hands.press("slash", *"dee", "enter", "enter")
        assert "Dee" in hands.seen.splitlines()[0]
        assert "0 Landing" in hands.seen


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_keys_fit_a_small_screen(tmp_path: Path, spoken: str) -> None:
    made(tmp_path, "Aaa")
    async with at_the_program(tmp_path, spoken=spoken, size=(80, 24)) as hands:
        assert "n " in hands.seen.splitlines()[-1]
        assert "?" in hands.seen.splitlines()[-1]


async def test_of_a_file_that_cannot_be_read_an_older_copy_is_brought_back_and_the_file_stays(
    tmp_path: Path, demo: Session
) -> None:
    path = made(tmp_path, "K", session=demo)
    file = SessionFile.open(path)
    file.write(demo, AT)
    file.close()
    path.write_bytes(b"{")
    async with at_the_program(tmp_path) as hands:
        assert "Bring back" in hands.seen
        await hands.press("enter")
        assert "older copies" in hands.seen
        await hands.press("escape", "b")
        assert "k-2.json" in hands.seen
        await hands.press("enter")
        assert "read only" not in hands.seen
    assert path.read_bytes() == b"{"


# ---- versions of one workshop, and headers of any shape ------------------------------------
async def test_copies_stand_beneath_their_original_and_say_what_they_are(tmp_path: Path) -> None:
    path = made(tmp_path, "Aaa")
    shutil.copyfile(path, tmp_path / "aaa (conflicted copy 2026-11-05).json")
    made(tmp_path, "Bee", days=1)
    file = SessionFile.open(path)
    os.utime(path, (0, 0))  # so that the save keeps a copy
    file.write(file.session.model_copy(update={"people": (Person(id="p1"),)}), AT + timedelta(hours=1))
    file.close()
    shutil.copyfile(path, tmp_path / "aaa-LAPTOP.json")
    async with at_the_program(tmp_path) as hands:
        rows = [line[1:].split("  ")[0].strip() for line in hands.seen.splitlines()[3:7]]
        assert rows == [
            "Aaa",
            "└ the same as aaa.json",
            f"└ older copy of {time_text(AT.astimezone())}",
            "Bee",
        ]
        assert "aaa (confl… copy 2026-11-05).json" in hands.seen
        await hands.press("s", "down", "o")
        assert "the same as aaa.json" in hands.seen
        await hands.press("escape", "x")
        rows = [line[1:].split("  ")[0].strip() for line in hands.seen.splitlines()[3:6]]
        assert rows == ["Aaa", f"└ older copy of {time_text(AT.astimezone())}", "Bee"]


def changed_twice(folder: Path) -> tuple[Path, Path]:
    """A workshop and its version, each with something of its own, and one cell that both changed."""
    path = made(folder, "Aaa")
    other = Path(shutil.copyfile(path, folder / "aaa (conflicted copy 2026-11-05).json"))
    for hour, version in enumerate((path, other), 1):
        file = SessionFile.open(version)
        said = add("parking", text=f"Parked in {hour}").ops(file.session)
        leads = set_value(Place("workshop", "workshop", "facilitator"), f"Leader {hour}").ops(file.session)
        file.put((*said, *leads), AT + timedelta(hours=hour))
        file.close()
    return path, other


async def test_a_version_that_was_changed_elsewhere_is_merged_with_its_original(tmp_path: Path) -> None:
    path, other = changed_twice(tmp_path)
    async with at_the_program(tmp_path) as hands:
        assert "2 versions · The climb of Aaa" in hands.seen
        assert "1 workshop" in hands.seen
        assert "2 workshops" not in hands.seen
        assert "└ enter merges" in hands.seen
        assert "enter Open" in hands.seen
        await hands.press("down")
        assert "enter Merge" in hands.seen
        assert "enter Open" not in hands.seen
        await hands.press("enter")
        assert "“Leader 2” stands, “Leader 1” was set aside" in hands.seen
        assert "Parked in 2" in hands.seen
        await hands.press("escape")
        assert other.exists()
        await hands.press("enter", "enter")
        assert "Merged. 1 cell is to be settled" in hands.seen
        assert "└" not in hands.seen
    assert not other.exists()
    merged = SessionFile.read(path).session
    assert {row.text for row in merged.round.parking} == {"Parked in 1", "Parked in 2"}


async def test_a_version_is_opened_alone_or_says_why_it_cannot_be_merged(tmp_path: Path) -> None:
    path, other = changed_twice(tmp_path)
    async with at_the_program(tmp_path) as hands:
        await hands.press("down", "enter", "o")
        assert isinstance(hands.app.screen, WorkshopScreen)
        assert hands.app.screen.opened.path == other
        await hands.press("escape", "escape", "down")
        held = SessionFile.open(path)
        await hands.press("enter", "enter")
        assert "aaa.json" in hands.seen
        held.close()
    assert other.exists()


async def test_workshops_of_one_title_are_told_apart_by_their_files(tmp_path: Path) -> None:
    made(tmp_path / "x", "Aaa").rename(tmp_path / "first.json")
    made(tmp_path / "x", "Aaa").rename(tmp_path / "second.json")
    async with at_the_program(tmp_path) as hands:
        assert "The climb of Aaa · first.json" in hands.seen
        assert "The climb of Aaa · second.json" in hands.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_files_of_one_long_title_are_told_apart_where_the_title_fills_the_column(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for name in ("first", "second"):
        made(tmp_path / "x", "From the first order to the first use of a kitchen").rename(
            tmp_path / f"{name}.json"
        )
    async with at_the_program(tmp_path, size=size) as hands:
        assert "first.json" in hands.seen
        assert "second.json" in hands.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_versions_with_long_names_are_told_apart_by_their_ends(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = made(tmp_path, "Aaa")
    for day in ("12", "13"):
        shutil.copyfile(path, tmp_path / f"aaa (Johanna's conflicted copy of a long name 2026-11-{day}).json")
    async with at_the_program(tmp_path, size=size) as hands:
        assert "-11-12).json" in hands.seen
        assert "-11-13).json" in hands.seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_header_of_any_shape_says_so_in_its_row_and_stops_no_other(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    made(tmp_path, "Aaa")
    values = ("9" * 400, "NaN", '"0001-01-01T00:00:00+14:00"', '"9999-12-31T23:59:59-12:00"', "[[1]]", "{}")
    for number, value in enumerate(values):
        names = (
            "title",
            "steps",
            "clear_share",
            "vacant",
            "actions_due",
            "next_review_on",
            "round",
            "promise",
        )
        card = ",".join(f'"{name}":{value}' for name in names)
        head = f'"format":"cxworkshop","version":1,"updated_at":{value},"card":{{{card}}}'
        (tmp_path / f"odd{number}.json").write_text(f'{{"header":{{"1":{{{head}}}}}}}')
    async with at_the_program(tmp_path, size=size) as hands:
        for _order in range(7):
            assert "Aaa" in hands.seen
            await hands.press("s")
        assert hands.seen.count("! odd") >= len(values)
        for _row in range(len(values)):
            await hands.press("down", "o", "escape")
        assert "Not understood in its first row: updated_at, card." in hands.seen
