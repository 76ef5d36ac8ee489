"""The day on the screen: one key carries it, its clock is in sight, and looking elsewhere changes nothing."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.method import day
from cxworkshop.method.demo import demo_session
from tests.screens.test_workshop import At, begun, workshop


def line(at: At) -> str:
    return at.seen.splitlines()[1]


def stands_at(at: At) -> str:
    item = day.current(at.session)
    return item.activity if item is not None else ""


async def test_one_key_begins_the_day_and_opens_list_after_list(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        assert line(at).startswith(" > begins the day: Welcome and ground rules   180 min in all")
        walked = []
        for _item in day.queue(at.session):
            await at.press("greater_than_sign")
            walked.append((stands_at(at), at.screen.step, at.screen.plan.id))
        assert ("welcome", "landing", "people") in walked
        assert ("promise_write", "define", "vision") in walked
        assert ("names", "organise", "responsibility") in walked
        await at.press("greater_than_sign")
        assert "That was the last activity." in at.seen


async def test_looking_elsewhere_leaves_the_activity_and_one_key_returns(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("greater_than_sign", "5", "tab")
        assert at.screen.step == "measure"
        assert stands_at(at) == "welcome"
        await at.press("R")
        assert (at.screen.step, at.screen.plan.id) == ("landing", "people")


async def test_the_clock_is_stopped_goes_on_and_is_given_five_minutes(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("greater_than_sign")
        assert "▶ 4 min left" in line(at)
        await at.press("t")
        assert "‖ stopped, 4 min left" in line(at)
        await at.press("t", "plus")
        assert "▶ 9 min left" in line(at)
        await at.press("minus")
        assert "▶ 4 min left" in line(at)


async def test_at_the_end_of_a_step_the_same_key_climbs_and_once_more_goes_on_without(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery")) as at:
        await at.press(*["greater_than_sign"] * 4)
        assert stands_at(at) == "hands"
        assert "Why climb?" in at.seen
        await at.press("escape", "greater_than_sign")
        assert (stands_at(at), at.screen.step) == ("promise_write", "define")
        assert not at.session.round.steps


async def test_a_reason_for_climbing_takes_the_day_on_with_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery")) as at:
        await at.press(*["greater_than_sign"] * 4)
        await at.type("No time")
        await at.press("enter")
        assert (stands_at(at), at.screen.step) == ("promise_write", "define")
        assert at.session.round.gate_overrides


async def test_the_first_added_row_takes_the_agenda_as_the_days_own(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("0", "tab", "tab", "tab", "a")
        assert "Welcome and ground rules" in at.seen
        assert len(at.session.round.agenda_items) == len(day.items(begun()))
        await at.press("u")
        assert at.session.round.agenda_items == ()


async def test_without_an_agenda_there_is_no_line_and_the_key_says_so(tmp_path: Path) -> None:
    session = begun()
    bare = session.round.model_copy(update={"agenda": None})
    async with workshop(tmp_path, session.model_copy(update={"rounds": (bare,)})) as at:
        assert "begins the day" not in at.seen
        await at.press("greater_than_sign")
        assert "No agenda is chosen" in at.seen


async def test_a_day_is_rehearsed_in_an_hour_in_the_demo_only(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("greater_than_sign")
        await at.screen.run("rehearse")
        assert "Only the demo, of which nothing is kept, is rehearsed with." in at.seen
        assert at.screen.cx.clock.pace == 1
        at.screen.throwaway = True
        await at.screen.run("rehearse")
        assert at.screen.cx.clock.pace == 3  # half a day, 180 minutes
        assert "×3" in at.seen.splitlines()[0]
        await at.screen.run("rehearse")
        assert at.screen.cx.clock.pace == 1


async def test_a_step_begins_with_the_stair_and_the_next_key_does_what_it_always_does(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Invoice")) as at:
        await at.press("greater_than_sign")
        assert "▸ 0.1" in at.seen
        assert "6 Redefine ░░░" in at.seen
        await at.press("greater_than_sign")
        assert "6 Redefine ░░░" not in at.seen
        await at.press("less_than_sign", "p")
        await at.type("Later")
        await at.press("enter")
        assert [getattr(item, "text", "") for item in at.session.records("parking")] == ["Later"]


async def test_goals_are_taken_by_priority_where_the_day_has_no_time_for_all(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        while at.screen.step != "develop":
            await at.press("greater_than_sign")
        assert len(at.session.touchpoints) > 8
        await at.press("down")
        assert "only priorities" in at.seen
        while at.screen.step == "develop":
            await at.press("greater_than_sign", "down")
        assert "only priorities" not in at.seen
