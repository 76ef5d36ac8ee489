"""What the room says at once: one line with a touchpoint, the parking lot from anywhere, hands as digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.method.steps import STEPS
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.notes import ParkedScreen
from tests.screens.test_workshop import NAMES, begun, workshop


def with_goals(count: int) -> Session:
    session = begun(*NAMES)
    for i in range(1, count + 1):
        session = add("goals", id=f"g{i}", text=f"Goal number {i}", touchpoint="tp02")(session)
    return session


async def test_of_several_goals_one_key_takes_one(tmp_path: Path) -> None:
    async with workshop(tmp_path, with_goals(2)) as at:
        await at.type("!Call the carrier @Timo #Home")
        await at.press("enter")
        assert "Which goal is it for?" in at.seen
        assert "2  Goal number 2" in at.seen
        await at.press("2")
        (action,) = at.session.round.actions
        assert (action.touchpoint, action.goal) == ("tp02", "g2")
        assert at.screen.step == "landing"


async def test_no_goal_is_taken_where_none_is_chosen_and_the_action_stays(tmp_path: Path) -> None:
    async with workshop(tmp_path, with_goals(2)) as at:
        await at.type("!Call the carrier #Home")
        await at.press("enter", "escape")
        (action,) = at.session.round.actions
        assert (action.touchpoint, action.goal) == ("tp02", None)


async def test_the_one_goal_is_taken_and_said(tmp_path: Path) -> None:
    async with workshop(tmp_path, with_goals(1)) as at:
        await at.type("!Call the carrier #Home")
        await at.press("enter")
        assert "Home delivery · Goal number 1" in at.seen
        assert at.session.round.actions[0].goal == "g1"


async def test_the_parking_lot_opens_over_whatever_is_shown_and_closes(tmp_path: Path) -> None:
    session = add("parking", id="pk1", text="Who pays for the van?")(begun(*NAMES))
    async with workshop(tmp_path, session) as at:
        for keys in (["3"], ["1", "tab", "o"]):
            await at.press(*keys)
            below = at.app.screen
            await at.press("upper_l")
            assert isinstance(at.app.screen, ParkedScreen)
            assert "Who pays for the van?" in at.seen
            await at.press("upper_l")
            assert at.app.screen is below
        await at.press("upper_l", "escape")
        assert at.app.screen is below


async def test_hands_are_recorded_in_six_keys_and_compared_with_the_time_before(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("h", *"02431", "enter")
        assert "10 hands, median 3" in at.seen
        await at.press("h", *"123", "enter")
        assert "is not five counts" in at.seen
        await at.press("ctrl+u", *"00055", "enter")
        assert "3 the time before" in at.seen
        assert [mood.hands for mood in at.session.round.moods] == [(0, 2, 4, 3, 1), (0, 0, 0, 5, 5)]
        await at.press("u")
        assert len(at.session.round.moods) == 1


@pytest.mark.parametrize(
    ("passed", "words"), [("01", "2–6 not yet"), ("03", "1–2, 4–6 not yet"), ("", "0–6 not")]
)
async def test_a_closing_above_steps_that_were_not_passed_is_no_climb_that_is_done(
    tmp_path: Path, passed: str, words: str
) -> None:
    session = begun(*NAMES)
    for number in map(int, passed):
        session = set_value(Place("steps", STEPS[number], "state"), "passed")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("7", "c")
        assert f"Closing is passed; of the steps {words}" in at.seen
        assert "The climb is done" not in at.seen


async def test_a_closing_above_all_steps_is_the_climb_done(tmp_path: Path) -> None:
    session = begun(*NAMES)
    for name in STEPS[:-1]:
        session = set_value(Place("steps", name, "state"), "passed")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("7", "c")
        assert "The climb is done" in at.seen
