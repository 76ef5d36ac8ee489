"""What is due in all workshops, and the workshops beside each other, in the library."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import add, set_value
from cxworkshop.method.coming import Coming
from cxworkshop.method.due import coming, place_of
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.check_list import CheckListScreen
from cxworkshop.screens.library_list import CHECKED, CLEAR, OPEN, ORDERS, Summaries, in_order, preview
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.file.folder import summary
from cxworkshop.storage.summary import Summary
from tests.screens.hands import TODAY, at_the_program
from tests.screens.test_workshop import begun


def late(organisation: str, action: str, days: int) -> Session:
    """A workshop with an action that Timo should have done."""
    session = set_value(Place("organisation", "organisation", "name"), organisation)(begun("Home delivery"))
    session = add("actions", title="In time", owner="p02", due_on=TODAY + timedelta(days=3))(session)
    return add("actions", title=action, owner="p02", due_on=TODAY - timedelta(days=days))(session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "a.json", late("Aalto Oy", "Call the carrier", 2)).close()
    create(tmp_path / "b.json", late("Beta Oy", "Answer the reviews", 30)).close()
    (tmp_path / "broken.json").write_text("{")
    return tmp_path


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_whoever_has_waited_longest_is_called_first(
    folder: Path, size: tuple[int, int], spoken: str
) -> None:
    async with at_the_program(folder, size=size, spoken=spoken) as hands:
        await hands.press("d")
        rows = [line for line in hands.seen.splitlines() if "Timo Koski" in line and "·" not in line]
        assert ["Beta Oy" in rows[0], "Aalto Oy" in rows[1]] == [True, True]
        assert "In time" not in hands.seen


async def test_what_is_due_today_is_shown_today(tmp_path: Path) -> None:
    create(tmp_path / "a.json", late("Aalto Oy", "Call the carrier", 0)).close()
    async with at_the_program(tmp_path) as hands:
        await hands.press("d")
        assert any("due today" in line for line in hands.seen.splitlines() if "Call the carrier" in line)


async def test_enter_opens_the_workshop_at_what_is_due(folder: Path) -> None:
    async with at_the_program(folder) as hands:
        await hands.press("d", "down", "enter")
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        assert (screen.opened.path.name, screen.plan.id) == ("a.json", "actions")
        assert screen.sheet.grid.rows[screen.sheet.row]["actions"].id == screen.session.round.actions[1].id


async def test_a_check_that_is_due_opens_the_check_in(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=40))(begun())
    session = add("actions", title="Some day")(session)
    create(tmp_path / "w.json", session).close()
    async with at_the_program(tmp_path) as hands:
        await hands.press("d", "enter")
        assert isinstance(hands.app.screen, CheckListScreen)


async def test_nothing_due_is_said(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("d")
        assert "Nothing is due." in hands.seen
        await hands.press("enter", "escape")


def test_everything_that_falls_due_has_a_place(demo: Session) -> None:
    for one in coming(demo):
        place = place_of(demo, one)
        assert place.table
        if one.kind in ("action", "promise", "vacant", "goal", "evidence"):
            assert demo.find(place.table, place.id) is not None or place.table in ("ownerships", "reviews")
            assert place.id
    assert place_of(demo, Coming("action", TODAY, "", "of another file")) == Place("actions", "")


# ---- the workshops beside each other -----------------------------------------------------------------------
def test_the_library_shows_the_round_before_what_is_open_and_the_last_check_in(
    tmp_path: Path, demo: Session
) -> None:
    held = add("checkins", kind="check_30", held_on=date(2026, 10, 1), responsibility_holds=True)(demo)
    create(tmp_path / "w.json", held).close()
    found = summary(tmp_path / "w.json")
    rows = Summaries([found], date(2027, 2, 1))
    shown = [rows.cell(0, column).text for column in (CLEAR, OPEN, CHECKED)]
    assert shown == ["36% → 67%", "10 · ! 6 overdue", "1 Oct 2026"]


@pytest.mark.parametrize(("days", "words"), [(20, ()), (75, ("30",)), (95, ("30", "90"))])
def test_the_preview_says_which_checks_are_outstanding(
    tmp_path: Path, days: int, words: tuple[str, ...]
) -> None:
    session = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=days))(begun())
    create(tmp_path / "w.json", add("actions", title="Some day")(session)).close()
    for is_short in (True, False):
        lines = preview(summary(tmp_path / "w.json"), TODAY, 80, is_short)
        text = "\n".join("".join(piece[0] for piece in line) for line in lines)
        assert re.findall(r"! check after (\d+) days", text) == list(words)


async def test_the_check_that_is_due_first_is_held_by_name_and_the_other_by_one_key(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=95))(begun())
    create(tmp_path / "w.json", add("actions", title="Some day")(session)).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "w.json") as hands:
        await hands.press("i")
        assert "after 30 days" in hands.seen
        assert "c Which check" in hands.seen
        await hands.press("c")
        assert "after 90 days" in hands.seen
        await hands.press("u", "d", "enter")
        [held] = hands.app.opened[0].session.round.checkins
        assert (held.kind, held.held_on) == ("check_30", TODAY)


def test_a_header_of_an_older_program_shows_what_it_has(tmp_path: Path, demo: Session) -> None:
    create(tmp_path / "w.json", demo).close()
    path = tmp_path / "w.json"
    first, rest = path.read_text("utf-8").split("\n", 1)
    for name in ("clear_before", "checked_on"):
        assert f'"{name}"' in first + rest
    text = path.read_text("utf-8").replace('"clear_before"', '"later_a"').replace('"checked_on"', '"later_b"')
    path.write_text(text, "utf-8")
    found = summary(path)
    assert (found.trouble, found.flaw, found.clear_before, found.checked_on) == ("", "", None, None)
    assert Summaries([found], TODAY).cell(0, CLEAR).text == "67%"


def test_workshops_are_sorted_by_open_actions_and_by_the_last_check_in() -> None:
    one = Summary("one", Path("one.json"), actions_due=(None,), checked_on=TODAY)
    two = Summary("two", Path("two.json"), actions_due=(None, None), checked_on=TODAY - timedelta(days=1))
    never = Summary("never", Path("never.json"))
    by = {column: k for k, (column, _down, _key) in enumerate(ORDERS)}
    for column, slugs in ((OPEN, ["two", "one", "never"]), (CHECKED, ["never", "two", "one"])):
        assert [row.slug for row in in_order([one, two, never], by[column])] == slugs
