"""The next round by keys: what it begins with is read first, why musts stay open is kept, undo takes it back;
and two rounds are laid beside each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.day import go_to
from cxworkshop.editing.revisiting import begin_day
from cxworkshop.editing.voting import reveal, seal, vote
from cxworkshop.method import day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import reduced
from cxworkshop.method.revisit import carried, next_round
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.check_list import CheckListScreen
from cxworkshop.screens.comparing import pairs
from tests.screens.hands import TODAY, at_the_program
from tests.screens.test_outside import words
from tests.screens.test_workshop import NAMES, begun, workshop

SPRING = date(2026, 5, 5)
NOW = datetime.fromisoformat("2026-11-05T09:00:00+02:00")


def earlier(*touchpoints: str) -> Session:
    """A workshop whose first round began in spring."""
    return set_value(Place("rounds", "1", "started_on"), SPRING)(begun(*touchpoints))


async def test_what_the_next_round_begins_with_is_read_and_then_it_begins(tmp_path: Path) -> None:
    async with workshop(tmp_path, earlier(*NAMES)) as at:
        await at.press("M")
        assert "Close round 1, begin round 2" in at.seen
        assert "Still missing in this round" in at.seen
        await at.press("enter")
        assert "Why close?" in at.seen
        await at.press(*"people were ill", "enter")
        assert "Round 1 is closed. Round 2 has begun." in at.seen
        assert at.session.round.number == 2
        assert at.screen.step == "define"
        assert {row.reason for row in at.session.rounds[0].gate_overrides} == {"people were ill"}
        await at.press("M")
        assert "What round 2 began with" in at.seen
        await at.press("escape", "u")
        assert [round_.is_closed for round_ in at.session.rounds] == [False]
        assert at.session.round.gate_overrides == ()


async def test_what_was_done_in_the_new_round_keeps_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, earlier(*NAMES)) as at:
        await at.press("M", "enter", *"people ill", "enter", "p", *"a thing", "enter", "u", "u")
        assert at.session.round.number == 1
        await at.press("M", "enter", *"people ill", "enter", "b", "escape", "p", *"a thing", "enter")
        assert at.session.round.parking[0].text == "a thing"


async def test_on_its_first_day_a_round_shows_what_it_began_with_also_once_its_closing_was_passed(
    tmp_path: Path,
) -> None:
    begun_today = next_round(earlier(*NAMES), TODAY)
    passed = set_value(Place("steps", "closing", "state"), "passed")(begun_today)
    async with workshop(tmp_path, passed) as at:
        await at.press("M")
        assert "What round 2 began with" in at.seen
        await at.press("enter")
        assert at.session.round.number == 2


async def test_another_key_begins_no_round(tmp_path: Path) -> None:
    async with workshop(tmp_path, earlier(*NAMES)) as at:
        await at.press("M", "escape", "M", "enter", "escape", "escape")
        assert at.session.round.number == 1
        assert at.session.round.gate_overrides == ()


async def test_the_day_of_the_next_round_closes_this_one_on_its_way(tmp_path: Path) -> None:
    async with workshop(tmp_path, earlier(*NAMES)) as at:
        await at.press("M", "d")
        assert at.session.round.agenda == "revisit_half_day"
        assert "begins it" in words(at)
        names: list[str] = []
        while not names or names[-1] != "close_round":
            await at.press("greater_than_sign")
            if at.screen.entry.is_open:
                await at.press("escape", "greater_than_sign")
            names.append(str(getattr(day.current(at.session), "activity", "")))
        assert names[0] == "ballot_fill"
        assert [name for name in names if name in ("figures_back", "verdicts", "close_round")] == [
            "figures_back",
            "verdicts",
            "close_round",
        ]
        assert "Close round 1, begin round 2" in at.seen
        await at.press("d")
        assert "That day has begun already." in at.seen
        await at.press("enter", *"people ill", "enter")
        assert at.session.round.number == 2
        first = day.after(at.session, None)
        assert first is not None
        assert first.activity == "break_key_in"


@pytest.mark.parametrize(
    ("spoken", "heading"),
    [("en", "Close round 2, begin round 3"), ("fi", "Sulje kierros 2, aloita kierros 3")],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_library_leads_to_the_next_round(
    tmp_path: Path, spoken: str, heading: str, size: tuple[int, int]
) -> None:
    create(tmp_path / "w.json", reduced(demo_session("en"))).close()
    async with at_the_program(tmp_path, spoken=spoken, size=size) as hands:
        await hands.press("v")
        assert heading in hands.seen


# ---- two rounds beside each other --------------------------------------------------------------------------
async def test_any_two_rounds_are_compared(tmp_path: Path) -> None:
    async with workshop(tmp_path, reduced(demo_session("en"))) as at:
        await at.press("equals_sign")
        for line in (
            "Round 1 and round 2",
            "Responsibility is clearer, 12 of 14 due",
            "5 of 14 → 10 of 15 ↗",
        ):
            assert line in at.seen
        await at.press("tab")
        assert "There are no other rounds." in at.seen


async def test_one_round_is_compared_with_nothing(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("equals_sign")
        assert "There is one round only" in at.seen


def test_pairs_of_rounds_begin_with_the_last_two() -> None:
    session = demo_session("en")
    third = session.round.model_copy(update={"id": "3", "number": 3})
    assert pairs(session.model_copy(update={"rounds": (*session.rounds, third)})) == [(2, 3), (1, 3), (1, 2)]


# ---- an earlier round --------------------------------------------------------------------------------------
async def test_an_earlier_round_is_looked_at_and_left_with_back(tmp_path: Path) -> None:
    async with workshop(tmp_path, reduced(demo_session("en"))) as at:
        before = at.session
        await at.press("upper_e")
        assert "round 1" in at.seen.splitlines()[0]
        assert "Round 1 is closed; it may be looked at and not changed." in words(at)
        await at.press("7", "x", "p")
        assert "Round 1 is closed" in words(at)
        await at.press("escape", "upper_e")
        assert "This is the first round." in at.seen
        await at.press("escape")
        assert "round 2" in at.seen.splitlines()[0]
        assert at.session is before


async def test_an_earlier_round_hands_out_its_final_plan(tmp_path: Path) -> None:
    async with workshop(tmp_path, reduced(demo_session("en"))) as at:
        await at.press("upper_e", "w")
        assert "Draft" not in at.seen
        await at.press("escape", "escape")
        assert "round 2" in at.seen.splitlines()[0]


# ---- the day on which the team comes back ------------------------------------------------------------------
def revealed() -> Session:
    """A first round that began in spring, with the ballot that the room has seen."""
    session = set_value(Place("rounds", "1", "participants"), ("p01", "p02"))(earlier(*NAMES))
    for touchpoint in session.touchpoints:
        session = vote("1", touchpoint.id, "p01", Answer("person", "p02"))(session)
    for change in (seal("1", NOW), reveal("1", NOW)):
        session = change(session)
    return session


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_last_answers_stay_hidden_while_the_room_writes_anew(tmp_path: Path, spoken: str) -> None:
    create(tmp_path / "w.json", revealed()).close()
    async with at_the_program(tmp_path, spoken=spoken, open_path=tmp_path / "w.json") as hands:
        await hands.press("M", "d", "greater_than_sign")
        later = "keyed in once round 2 has begun" if spoken == "en" else "kirjataan, kun kierros 2 on alkanut"
        assert later in " ".join(hands.seen.split())
        for key in ("R", "b"):
            await hands.press(key)
            assert type(hands.app.screen).__name__ == "WorkshopScreen"
        assert later in " ".join(hands.seen.split())


async def test_a_looked_up_ballot_is_shown_on_any_other_day(tmp_path: Path) -> None:
    async with workshop(tmp_path, revealed()) as at:
        await at.press("M", "d", "b")
        assert type(at.app.screen).__name__ == "RevealScreen"


async def test_who_is_here_is_asked_before_the_slips_are_keyed_in(tmp_path: Path) -> None:
    session = begin_day()(revealed())
    closing = next(item for item in day.items(session) if item.activity == day.CLOSES_ROUND)
    session = next_round(go_to(closing, NOW)(session), TODAY)
    assert any("Who is here: 2 the last time" in str(line) for line in carried(session).emptied)
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign")
        assert at.screen.sheet.place == Place("rounds", "2", "participants[p01]")
        assert "who is here today?" in words(at)
        await at.press("space", "greater_than_sign")
        assert type(at.app.screen).__name__ == "BallotScreen"


async def test_the_third_round_is_begun_by_a_whole_day_too(tmp_path: Path) -> None:
    session = begin_day()(revealed())
    closing = next(item for item in day.items(session) if item.activity == day.CLOSES_ROUND)
    second = next_round(go_to(closing, NOW)(session), TODAY)
    async with workshop(tmp_path, add("commitments", text="I ride along")(second)) as at:
        await at.press("M", "d", "greater_than_sign")
        assert getattr(day.current(at.session), "activity", "") == "ballot_fill"


async def test_last_rounds_actions_are_settled_by_keys_and_belong_to_the_step_of_the_day(
    tmp_path: Path,
) -> None:
    session = begin_day()(revealed())
    actions = next(item for item in day.items(session) if item.activity == "actions_back")
    before = day.queue(session)[[item.id for item in day.queue(session)].index(actions.id) - 1]
    async with workshop(tmp_path, go_to(before, NOW)(session), size=(120, 36)) as at:
        await at.press("greater_than_sign")
        if not isinstance(at.app.screen, CheckListScreen):
            await at.press("escape", "greater_than_sign")  # what is open in step 0 is asked first
        assert isinstance(at.app.screen, CheckListScreen)
        await at.press("escape")
        assert at.screen.plan.id == "actions"
        assert "▸ 5.1 Last round's actions" in at.seen
        assert "4.1" not in at.seen
        await at.press("down")
        assert "What became of last round's actions?" in at.seen  # and not what step 4 asks
        await at.press("3")
        assert "What became of last round's actions?" not in at.seen


async def test_figures_are_entered_where_the_day_asks_what_customers_say_now(tmp_path: Path) -> None:
    session = begin_day()(revealed())
    session = add("guesses", measure="m01", participant="p01", value=30)(session)
    figures = next(item for item in day.items(session) if item.activity == "figures_back")
    before = day.queue(session)[[item.id for item in day.queue(session)].index(figures.id) - 1]
    async with workshop(tmp_path, go_to(before, NOW)(session)) as at:
        await at.press("greater_than_sign")
        assert (at.screen.step, at.screen.plan.id) == ("measure", "observations")


async def test_the_clock_of_a_day_that_is_past_does_not_run_on(tmp_path: Path) -> None:
    session = begin_day()(revealed())
    spring = datetime.fromisoformat("2026-05-05T09:00:00+02:00")
    async with workshop(tmp_path, go_to(day.queue(session)[0], spring)(session)) as at:
        assert "the day was 5 May 2026" in at.seen.splitlines()[1]
        assert "over by" not in at.seen


async def test_the_clock_of_a_closed_round_stands_still_on_its_own_day(tmp_path: Path) -> None:
    day_of_it = begin_day()(revealed())
    closed = next_round(go_to(day.queue(day_of_it)[0], NOW)(day_of_it), TODAY)
    async with workshop(tmp_path, closed) as at:
        await at.press("E")
        line = at.seen.splitlines()[1]
        assert "the day was 5 Nov 2026" in line
        assert "over by" not in line
        assert "next" not in line


async def test_a_day_that_has_closed_its_round_goes_on_and_does_not_begin_again(tmp_path: Path) -> None:
    session = begin_day()(revealed())
    closing = next(item for item in day.queue(session) if item.activity == "close_round")
    async with workshop(tmp_path, next_round(go_to(closing, NOW)(session), TODAY)) as at:
        assert at.seen.splitlines()[1].startswith(" > next: Break; the ballot is keyed in")


async def test_a_round_that_was_closed_without_its_day_begins_with_the_slips(tmp_path: Path) -> None:
    async with workshop(tmp_path, next_round(revealed(), TODAY)) as at:
        await at.press("greater_than_sign")
        assert getattr(day.current(at.session), "activity", "") == "ballot_fill"
        assert "round 3" not in words(at)
        await at.press("escape", "greater_than_sign")
        assert getattr(day.current(at.session), "activity", "") == "break_key_in"


async def test_a_reason_for_closing_typed_where_none_is_asked_any_more_is_no_command(tmp_path: Path) -> None:
    async with workshop(tmp_path, earlier("Home delivery")) as at:
        await at.press("M", "enter")
        assert "Why close?" in at.seen
        await at.press("escape", "escape")
        for field, value in (("next_review_on", TODAY + timedelta(100)), ("convener", "p01")):
            at.screen.opened.apply(set_value(Place("rounds", "1", field), value))
        promise = add("commitments", id="c9", person="p01", text="I call", by=TODAY + timedelta(9))
        at.screen.opened.apply(promise)
        await at.press("M", "enter")
        assert "no reason is asked" in at.seen
        await at.type("no time 7")
        assert len(at.session.rounds) == 1
        await at.press("enter")
        assert len(at.session.rounds) == 2
