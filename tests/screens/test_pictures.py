"""Pictures in the place of a list: a key turns to them, arrows go from name to name, Enter to the row."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.method import day
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft
from tests.screens.hands import TODAY
from tests.screens.test_workshop import NAMES, At, begun, workshop

MATRIX = ("1", "tab", "tab", "V")


def placed() -> Session:
    """Five touchpoints of importance 5: two on target, two a level short, one that nobody knows."""
    session = begun(*NAMES)
    for i, (now, target) in enumerate(((4, 4), (3, 4), (5, 4), (2, 3), (None, 4)), 1):
        for field, value in (("importance", 5), ("level_now", now), ("level_target", target)):
            session = set_value(Place("touchpoint_states", f"tp{i:02}", field), value)(session)
    return session


def acted() -> Session:
    """Three actions, of which one has no date."""
    session = begun("Invoice")
    for i, due_on in enumerate((None, "2026-11-20", "2027-06-01")):
        session = add("actions", id=f"a{i}", title=f"Deed {i}", owner="p01")(session)
        place = Place("actions", f"a{i}", "due_on")
        session = set_value(place, due_on and date.fromisoformat(due_on))(session)
    return session


def under_cursor(at: At) -> Place | None:
    spot = at.screen.picture.spot
    return spot.place if spot is not None else None


async def test_v_turns_through_the_views_of_a_list_and_the_other_v_back(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press("1", "tab", "tab")
        seen = []
        for _i in range(3):
            await at.press("v")
            seen.append(at.screen.position.view)
        assert seen == ["journey", "matrix", ""]
        await at.press("V")
        assert at.screen.position.view == "matrix"
        assert "list · journey · matrix" in at.seen
        assert "one level short" in at.seen


async def test_arrows_go_from_name_to_name_and_the_lines_below_tell_of_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press(*MATRIX)
        assert under_cursor(at) == Place("touchpoint_states", "tp01", "priority")
        await at.press("right")
        assert under_cursor(at) == Place("touchpoint_states", "tp02", "priority")
        await at.press("down", "down")
        assert under_cursor(at) == Place("touchpoint_states", "tp05", "level_now")
        assert "Returning a chair · Level now" in at.seen
        assert "▶" in at.seen


async def test_the_cell_of_the_first_name_is_gone_to_as_that_of_any_other(tmp_path: Path) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press("1", "tab", "tab", "v", "enter")
        assert at.screen.sheet.place == Place("touchpoint_states", "tp01", "level_now")


async def test_the_side_of_a_choice_is_the_same_in_list_and_picture(tmp_path: Path) -> None:
    session = begun()
    for i in range(2):
        session = add("choices", id=f"ch{i}", text=f"Do {i}", gives_up=f"Stop {i}")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("4", "v", "down", "right")
        assert under_cursor(at) == Place("choices", "ch1", "gives_up")
        await at.press("enter", "escape")
        assert under_cursor(at) == Place("choices", "ch1", "gives_up")
        await at.press("up", "v")
        assert at.screen.sheet.place == Place("choices", "ch0", "gives_up")


@pytest.mark.parametrize("back", ["escape", "v"])
async def test_enter_goes_to_the_cell_in_the_list_and_back_is_where_the_cursor_was(
    tmp_path: Path, back: str
) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press(*MATRIX, "right", "down", "enter")
        assert at.screen.position.view == ""
        assert at.screen.sheet.place == Place("touchpoint_states", "tp04", "priority")
        await at.press(back)
        assert at.screen.position.view == "matrix"
        assert under_cursor(at) == Place("touchpoint_states", "tp04", "priority")
        await at.press("escape")
        assert at.screen.position.view == ""
        assert at.screen.sheet.row == 3


async def test_what_is_typed_in_the_list_is_drawn_in_the_picture(tmp_path: Path) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press(*MATRIX, "end", "enter", "enter")
        await at.type("4")
        await at.press("enter", "escape")
        assert "measure first" not in at.seen
        assert under_cursor(at) == Place("touchpoint_states", "tp05", "priority")
        await at.press("u")
        assert "measure first" in at.seen


async def test_a_change_made_elsewhere_is_drawn(tmp_path: Path) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v")
        await at.type("!")
        await at.type("Call the chair maker +5d")
        await at.press("enter")
        assert "Call the chair" in at.seen
        at.screen.apply(remove(Place("actions", "a0"), TODAY))
        await at.settled()
        assert "without a date" not in at.seen


async def test_only_the_priorities_narrows_a_picture_and_the_header_says_so(tmp_path: Path) -> None:
    session = placed()
    for i in range(1, 6):
        session = set_value(Place("touchpoint_states", f"tp{i:02}", "priority"), i == 4)(session)
    async with workshop(tmp_path, session) as at:
        await at.press(*MATRIX, "asterisk")
        assert [spot.place.id for spot in at.screen.picture.drawing.spots] == ["tp04"]
        assert "▌ only priorities 1 of 5" in at.seen
        await at.press("asterisk")
        assert len(at.screen.picture.drawing.spots) == 5


async def test_a_picture_whose_rows_are_all_hidden_says_by_what(tmp_path: Path) -> None:
    session = begun(*NAMES)
    for i in range(1, 6):
        session = set_value(Place("touchpoint_states", f"tp{i:02}", "priority"), i == 4)(session)
    session = add("choices", id="ch1", text="Sell less", touchpoints=("tp01",))(session)
    async with workshop(tmp_path, session) as at:
        await at.press("4", "v", "asterisk")
        assert "Only the priorities are shown; * shows all touchpoints." in at.seen
        assert "Sell less" not in at.seen


async def test_s_turns_the_actions_by_owner_and_by_date_with_the_cursor_on_the_same_action(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v", "right", "right")
        there = under_cursor(at)
        assert there is not None
        await at.press("s")
        assert at.screen.position.view == "owners"
        assert "Anna Aalto  3" in at.seen
        here = under_cursor(at)
        assert here is not None
        assert here.id == there.id
        await at.press("s")
        assert at.screen.position.view == "board"
        await at.press("1", "tab", "tab", "V", "s")
        assert "Only actions are looked at by date and by owner." in at.seen


async def test_an_action_is_moved_to_the_next_column_or_to_another_date(tmp_path: Path) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v", "home", "J")
        assert "Due · Deed 1" in at.seen
        await at.press("enter")
        assert at.session.round.actions[1].due_on == TODAY + timedelta(60)
        assert under_cursor(at) == Place("actions", "a1", "title")
        assert "31–60 days  1" in at.seen
        await at.press("K", "ctrl+u")
        await at.type("soon")
        await at.press("enter")
        assert "is not a date" in at.seen
        await at.press("ctrl+u", *"1.12.2026", "enter")
        assert at.session.round.actions[1].due_on == date(2026, 12, 1)
        await at.press("J")
        assert at.screen.typing == Draft(
            "+60d", {"step": "implement", "table": "actions", "id": "a1", "field": "due_on"}
        )
        await at.press("escape", "K")
        assert "This is the first column." in at.seen
        await at.press("u", "u")
        assert at.session.round.actions[1].due_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("first", "last", "begins"),
    [
        ({"status": "done"}, {"owner": "p01", "due_on": TODAY - timedelta(3)}, "z9"),  # overdue
        (
            {"status": "done", "due_on": TODAY - timedelta(30)},
            {"due_on": TODAY + timedelta(90)},
            "z9",
        ),  # nobody's
        ({"owner": "p01", "due_on": TODAY + timedelta(5)}, {"status": "dropped"}, "z0"),
    ],
)
async def test_the_board_opens_on_the_first_action_that_needs_somebody(
    tmp_path: Path, first: dict[str, Any], last: dict[str, Any], begins: str
) -> None:
    session = add("actions", id="z0", title="Written first", **first)(begun("Home delivery"))
    owned: dict[str, Any] = {"owner": "p02", "due_on": TODAY + timedelta(20)}
    session = add("actions", id="z1", title="Under way", **owned)(session)
    session = add("actions", id="z9", title="Written last", **last)(session)
    async with workshop(tmp_path, session) as at:
        await at.press("4", "tab", "v")
        assert at.screen.position.view == "board"
        here = under_cursor(at)
        assert here is not None
        assert here.id == begins
        await at.press("v", "v")  # and back again from a row that is under way
        at.screen.sheet.go_to_place(Place("actions", "z1", "title"))
        await at.press("v")
        here = under_cursor(at)
        assert here is not None
        assert here.id == "z1"


async def test_adding_in_a_picture_adds_to_its_list_and_back_returns_to_the_picture(tmp_path: Path) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v", "a")
        await at.type("Answer in a day")
        await at.press("enter", "escape", "escape")
        assert at.screen.position.view == "board"
        assert "Answer in a day" in at.seen


async def test_an_empty_picture_says_what_is_missing_and_dead_keys_do_no_harm(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("4", "v")
        assert "A choice that costs nothing is a wish" in at.seen
        await at.press("down", "enter", "home", "pagedown", "x", "delete", "space")
        assert at.screen.position.view == "two_sides"
        assert not at.session.round.choices


async def test_no_key_of_a_list_changes_anything_in_a_picture(tmp_path: Path) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v")
        before = at.session
        await at.press("x", "delete", "space", "D", "ctrl+d", "y", "slash")
        await at.paste("Deed 9\tAnna Aalto")
        assert at.session is before
        assert at.screen.position.view == "board"
        assert at.screen.sheet.filter_line is None


async def test_sixty_touchpoints_scroll_and_the_head_stays(tmp_path: Path) -> None:
    session = begun(*(f"Touchpoint {i}" for i in range(60)))
    async with workshop(tmp_path, session, size=(80, 24)) as at:
        await at.press("3", "v", "v", "end")
        assert "Touchpoint 59" in at.seen
        assert "Touchpoint 0 " not in at.seen
        assert "From today" in at.seen
        await at.press("pageup")
        assert at.screen.sheet.row <= 50
        await at.press("home")
        assert "Touchpoint 0 " in at.seen


async def test_an_activity_opens_its_view(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        shown = {}
        for _item in day.queue(at.session):
            await at.press("greater_than_sign")
            item = day.current(at.session)
            assert item is not None
            shown[item.activity] = (at.screen.plan.id, at.screen.position.view)
    assert shown["priorities"] == ("levels", "matrix")
    assert shown["reveal"] == ("responsibility", "map")
    assert shown["names"] == ("responsibility", "card")
    assert ("actions", "board") in shown.values()


async def test_what_was_looked_up_is_shown_in_its_list(tmp_path: Path) -> None:
    async with workshop(tmp_path, acted()) as at:
        await at.press("4", "tab", "v", "ctrl+f")
        await at.type("Deed 2")
        await at.press("enter")
        assert at.screen.position.view == ""
        assert at.screen.sheet.place == Place("actions", "a2", "title")
        await at.press("escape")
        assert at.screen.position.view == "board"


async def test_a_click_goes_to_a_name_and_a_double_click_to_its_row(tmp_path: Path) -> None:
    async with workshop(tmp_path, placed()) as at:
        await at.press(*MATRIX)
        spot = at.screen.picture.drawing.spots[3]
        offset = (spot.x + 3, spot.line + len(at.screen.picture.drawing.head))
        await at.pilot.click(at.screen.picture, offset=offset)
        await at.settled()
        assert under_cursor(at) == spot.place
        await at.pilot.click(at.screen.picture, offset=offset, times=2)
        await at.settled()
        assert at.screen.position.view == ""
        assert at.screen.sheet.place == spot.place


async def test_the_palette_names_views_in_the_language_of_whoever_looks(tmp_path: Path) -> None:
    async with workshop(tmp_path, placed(), spoken="fi") as at:
        await at.press("ctrl+p")
        await at.type("matriisi")
        await at.press("enter")
        assert (at.screen.step, at.screen.position.view) == ("define", "matrix")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_from_the_last_measure_the_end_of_the_chart_is_in_sight_and_enter_goes_to_its_row(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with workshop(tmp_path, demo_session("en").as_of(1), size=size) as at:
        await at.press("1", *["tab"] * 7, "v", "end")
        assert at.screen.position.view == "guessed"
        assert "95%\N{NO-BREAK SPACE}interval" in at.seen
        assert "We exceed expectations" in at.seen
        await at.press("home")
        assert "Would recommend us" in at.seen
        await at.press("end", "enter")
        assert at.screen.position.view == ""
        assert at.screen.sheet.row == 2
        await at.press("escape")
        assert at.screen.position.view == "guessed"
