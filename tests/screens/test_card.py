"""The card in the place of a list: one key turns to it and back, page keys turn to other touchpoints."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.method import day
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place
from tests.screens.test_workshop import At, begun, workshop

NAMES = ("Seeing our ad", "Home delivery", "Invoice")


def head(at: At) -> str:
    return "".join(text for text, _look in at.screen.card_head.left).strip()


async def test_v_shows_the_touchpoint_of_the_row_as_a_card_and_goes_back_to_the_row(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "down", "v")
        assert head(at) == "Home delivery"
        assert "2 of 3" in at.seen
        assert "In practice" in at.seen
        await at.press("pagedown", "v")
        assert at.screen.sheet.row == 2
        assert not at.screen.has_class("-card")


async def test_page_keys_turn_the_cards_the_cursor_stays_in_its_line_and_the_ends_say_so(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "v", "down", "pagedown")
        assert head(at) == "Home delivery"
        assert at.screen.sheet.place == Place("ownerships", "tp02", "accepted_on")
        await at.press("pagedown", "pagedown")
        assert "This is the last touchpoint." in at.seen
        await at.press("pageup", "pageup", "pageup")
        assert "This is the first touchpoint." in at.seen


async def test_the_next_card_begins_where_typing_began_not_where_it_ended(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "v", "enter", *"timo", "tab", *"5.11.2026", "pagedown")
        assert head(at) == "Home delivery"
        assert at.screen.sheet.place == Place("ownerships", "tp02", "accountable")
        await at.press("enter", *"anna", "enter", "down", "pagedown")
        assert at.screen.sheet.place == Place("ownerships", "tp03", "accepted_on")
        owners = [(row.id, row.accountable) for row in at.session.round.ownerships]
        assert owners == [("tp01", "p02"), ("tp02", "p01")]
        await at.press("up", "enter", *"ti", "pagedown")
        assert "This is the last touchpoint." in at.seen
        assert at.screen.sheet.open is None


async def test_words_that_cannot_be_read_are_complained_of_until_the_next_cell_is_kept(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "v", "down", "enter", *"soonish", "tab", *"Ann")
        assert "soonish" in at.screen.detail.render_line(0).text
        assert "is not" in at.seen
        await at.press("enter", "up")
        assert "soonish" in at.seen  # in its cell
        assert "is not" not in at.screen.detail.render_line(0).text


async def test_a_list_without_cards_says_so(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "v")
        assert "This list has no cards" in at.seen
        await at.press("3", "tab", "v")
        assert head(at) == "Seeing our ad"
        await at.press("tab")
        assert not at.screen.has_class("-card")


async def test_a_goal_is_typed_at_talking_speed_on_the_card(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("2", "v", "pagedown", "a", *"On the day", "enter")
        await at.press("down", "down", "enter", "3", "tab", "9", "tab", *"30.6.2027", "enter", "pagedown")
        [goal] = at.session.round.goals
        assert (goal.touchpoint, goal.text, goal.baseline, goal.target) == ("tp02", "On the day", 3, 9)
        assert str(goal.due_on) == "2027-06-30"
        assert head(at) == "Invoice"


async def test_activities_that_take_touchpoints_one_by_one_open_the_card_of_the_first_unfinished(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        shown = {}
        for _item in day.queue(at.session):
            await at.press("greater_than_sign")
            item = day.current(at.session)
            assert item is not None
            shown[item.activity] = at.screen.position.is_card
            if item.activity == "names":
                place = at.screen.sheet.place
                assert place is not None
                assert place.field == "accountable"
    assert shown["names"]
    assert not shown["welcome"]
    assert any(is_card for activity, is_card in shown.items() if activity.startswith("goals"))


@pytest.mark.parametrize(("size", "is_beside"), [((120, 36), False), ((200, 60), True)])
async def test_on_a_wide_screen_the_list_stays_beside_the_card(
    size: tuple[int, int], is_beside: bool, tmp_path: Path
) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=size) as at:
        await at.press("3", "v")
        assert ("Invoice" in at.seen) == is_beside
        if is_beside:
            await at.press("pagedown")
            assert at.screen.index.row == 1
            await at.pilot.click(at.screen.index, offset=(4, 3))
            await at.settled()
            assert head(at) == "Invoice"


async def test_what_mends_is_found_in_its_list_also_from_a_card(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "v", "m", "enter")
        assert not at.screen.position.is_card
