"""The day on the screen: one key carries it, its clock is in sight, and looking elsewhere changes nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing import day as changes
from cxworkshop.editing.changes import remove, set_value
from cxworkshop.editing.voting import seal, vote
from cxworkshop.language import speaking
from cxworkshop.method import day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.day_line import pieces
from cxworkshop.screens.reveal import RevealScreen
from tests.screens.hands import TODAY
from tests.screens.test_workshop import At, begun, workshop

NOW = datetime.fromisoformat("2026-11-05T09:00:00+02:00")


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


@pytest.mark.parametrize(("hours", "words"), [(1, "ends 12:00"), (4, "was to end 12:00")])
def test_the_end_of_a_day_that_ran_over_is_one_that_was_planned(hours: int, words: str) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "half_day")(begun())
    session = changes.go_to(day.queue(session)[0], NOW)(session)
    _left, right = pieces(session, NOW + timedelta(hours=hours), 120)
    assert right[-1][0].strip() == words


@pytest.mark.parametrize(
    ("spoken", "over", "ahead"),
    [("en", "! over by 1 min", "the day {n} min ahead"), ("fi", "! 1 min yli", "päivä {n} min edellä")],
)
def test_an_activity_that_is_over_on_a_day_that_is_ahead_says_of_which_each_is(
    spoken: str, over: str, ahead: str
) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "half_day")(begun())
    session = changes.go_to(day.queue(session)[0], NOW)(session)
    first, second = day.queue(session)[:2]
    session = changes.go_to(second, NOW + timedelta(minutes=1))(session)
    saved, minutes = (first.planned_min or 0) - 1, second.planned_min or 0
    with speaking(spoken):
        _left, right = pieces(session, NOW + timedelta(minutes=2 + minutes), 120)
        assert right[0][0].strip() == over
        assert right[2][0].strip() == ahead.format(n=saved - 1)


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


def standing_before(session: Session, activity: str) -> Session:
    """A day that stands at the activity before this one, each step on the way passed."""
    items = day.queue(session)
    place = next(i for i, item in enumerate(items) if item.activity == activity)
    for item in items[: place - 1]:
        if item.step:
            session = set_value(Place("steps", item.step, "state"), "passed")(session)
    return changes.go_to(items[place - 1], NOW)(session)


def answered(session: Session) -> Session:
    """Everybody is here and has answered the blind ballot."""
    for person in (who.id for who in session.people):
        session = set_value(Place("rounds", session.round.id, f"participants[{person}]"), True)(session)
        for touchpoint in (*(tp.id for tp in session.touchpoints), WHOLE):
            session = vote("1", touchpoint, person, Answer("nobody"))(session)
    return session


async def test_how_sure_leads_to_the_slips_of_confidence_and_the_same_key_goes_on(tmp_path: Path) -> None:
    session = standing_before(demo_session("en"), "confidence")
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign")
        assert isinstance(at.app.screen, BallotScreen)
        assert "How sure are you that we will do this?" in at.seen
        assert "Blind, from one to five" in at.seen
        await at.press("escape")
        assert (at.screen.step, at.screen.plan.id) == ("closing", "confidence")
        await at.press("b")
        assert "How sure are you that we will do this?" in at.seen
        await at.press("greater_than_sign")
        assert stands_at(at) == "plan_out"
        assert not isinstance(at.app.screen, BallotScreen)


async def test_the_blind_ballot_opens_on_responsibility_and_the_day_goes_on_from_it(tmp_path: Path) -> None:
    session = standing_before(begun("Home delivery"), "ballot_fill")
    session = set_value(Place("rounds", session.round.id, "participants"), ("p01",))(session)
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign")
        assert isinstance(at.app.screen, BallotScreen)
        assert "Who is accountable today" in at.seen
        assert "never by whom" in at.seen  # the promise, whole
        await at.press("greater_than_sign")
        assert stands_at(at) == "hands"
        assert "3 min left" in line(at)
        await at.press("less_than_sign", "less_than_sign")
        assert stands_at(at) == "welcome"


async def test_without_touchpoints_the_ballot_waits_in_their_list(tmp_path: Path) -> None:
    async with workshop(tmp_path, standing_before(begun(), "ballot_fill")) as at:
        await at.press("greater_than_sign")
        assert (at.screen.step, at.screen.plan.id) == ("define", "touchpoints")
        assert "there is none yet" in at.seen
        assert "Then >: Blind ballot." in at.seen
        assert "> next: Blind ballot" not in line(at)  # with nothing to answer about the day goes on
        await at.press("a", *"Invoice", "enter", "escape")
        assert "> next: 0.2 Blind ballot" in line(at)
        await at.press("greater_than_sign")
        assert isinstance(at.app.screen, BallotScreen)
        assert stands_at(at) == "ballot_fill"


async def test_who_has_no_touchpoints_is_not_held_up(tmp_path: Path) -> None:
    async with workshop(tmp_path, standing_before(begun(), "ballot_fill")) as at:
        await at.press("greater_than_sign", "greater_than_sign")
        assert stands_at(at) == "hands"


async def test_keys_in_a_sealed_grid_are_refused_aloud(tmp_path: Path) -> None:
    session = seal("1", NOW)(answered(begun("Invoice")))
    async with workshop(tmp_path, session) as at:
        await at.press("b", "c")
        assert "c does nothing. Sealed at" in at.seen


async def test_a_sentence_to_read_stays_in_a_small_grid_until_a_key(tmp_path: Path) -> None:
    session = standing_before(demo_session("fi"), "confidence")
    async with workshop(tmp_path, session, spoken="fi", size=(80, 24)) as at:
        await at.press("greater_than_sign")
        assert "Sokkona, yhdestä viiteen" in at.seen
        await at.press("down")
        assert "Sokkona, yhdestä viiteen" not in at.seen


async def test_what_you_answered_opens_where_it_is_revealed(tmp_path: Path) -> None:
    session = seal("1", NOW)(answered(begun("Invoice")))
    async with workshop(tmp_path, standing_before(session, "reveal")) as at:
        await at.press("greater_than_sign")
        assert "Here are your blind answers." in at.seen
        await at.press("escape", "down")
        assert "sealed, not revealed yet 1" in at.seen
        await at.press("R", "enter", "enter")
        assert isinstance(at.app.screen, RevealScreen)
        await at.press("greater_than_sign")
        assert stands_at(at) == "names"


def at_the_break(*, here: bool) -> Session:
    """A half day at the break in which the slips are keyed in."""
    session = set_value(Place("rounds", "1", f"participants[{begun().people[0].id}]"), here)(begun("Invoice"))
    place = next(i for i, item in enumerate(day.queue(session)) if item.activity == "break_key_in")
    return changes.go_to(day.queue(session)[place], NOW)(session)


async def test_the_promise_of_the_old_map_names_its_key(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "2", "agenda"), "revisit_half_day")(demo_session("en"))
    session = session.model_copy(
        update={"rounds": (session.rounds[0], session.round.model_copy(update={"agenda_items": ()}))}
    )
    async with workshop(tmp_path, standing_before(session, "reveal_again"), size=(140, 36)) as at:
        await at.press("greater_than_sign")
        assert "First today's answers alone." in at.seen
        assert "= lays the map of round 1 beside them." in " ".join(at.seen.split())
        assert "Agreed then" not in at.seen
        await at.press("equals_sign")
        assert "Agreed then" in at.seen


async def test_a_step_is_climbed_across_a_break_too(tmp_path: Path) -> None:
    async with workshop(tmp_path, at_the_break(here=True)) as at:
        await at.press("greater_than_sign")
        assert "Why climb?" in at.seen
        assert at.screen.step == "develop"
        await at.press("escape", "greater_than_sign")
        assert (stands_at(at), at.screen.step) == ("reveal", "organise")
        assert "2 Develop is not passed: " in at.seen
        assert "2, then c passes it later." in at.seen


async def test_the_ballot_is_not_gone_past_while_nobody_is_marked_as_here(tmp_path: Path) -> None:
    async with workshop(tmp_path, at_the_break(here=False)) as at:
        await at.press("1", "greater_than_sign")
        assert "Who is here must be known first" in at.seen
        assert (stands_at(at), at.screen.step, at.screen.plan.id) == ("break_key_in", "landing", "people")
        place = at.screen.sheet.place
        assert place is not None
        assert place.field.startswith("participants")
        await at.press("space", "greater_than_sign")
        assert isinstance(at.app.screen, BallotScreen)


async def test_with_nobody_here_the_key_once_more_goes_on_without_the_ballot(tmp_path: Path) -> None:
    async with workshop(tmp_path, at_the_break(here=False)) as at:
        await at.press("greater_than_sign", "greater_than_sign")
        assert "Why climb?" in at.seen
        await at.press("escape", "greater_than_sign")
        assert stands_at(at) == "reveal"


async def test_a_reason_typed_where_none_is_asked_any_more_is_no_command(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "agenda"), None)(begun("Home delivery"))
    async with workshop(tmp_path, session) as at:
        await at.press("6", "c")
        assert "Why climb?" in at.seen
        await at.press("escape")
        for field, value in (("next_review_on", date(2027, 4, 1)), ("convener", "p01")):
            at.screen.opened.apply(set_value(Place("rounds", "1", field), value))
        before = at.session
        await at.press("c")
        assert "Nothing is missing any more: no reason is asked" in at.seen
        await at.type("no time 7")
        assert (at.session, at.screen.step) == (before, "redefine")
        await at.press("enter")
        assert at.screen.step == "closing"
        assert at.session.round.gate_overrides == ()


async def test_after_a_climb_the_sentence_is_read_and_the_stair_tells_of_the_step(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery")) as at:
        await at.press(*["greater_than_sign"] * 4)
        await at.type("No time")
        await at.press("enter")
        assert "We are not writing a slogan." in at.seen
        assert "Landing is passed. Still open: " in at.seen


async def test_the_question_before_a_climb_names_what_is_missing_and_its_list(tmp_path: Path) -> None:
    session = remove(Place("people", "p01"), TODAY)(begun("Home delivery"))
    async with workshop(tmp_path, session) as at:
        await at.press("1", "c")
        assert "(Touchpoints)" in at.seen
        assert "esc, then m and Enter: where it is mended." in " ".join(at.seen.split())


async def test_the_ground_rules_stand_where_they_are_read(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery")) as at:
        await at.press("greater_than_sign")
        assert "Nobody plays the customer; we ask the customer." in at.seen
        await at.press("g")
        assert "Ground rules" in at.seen


async def test_the_tabs_are_whole_when_the_stair_leaves(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        while at.screen.step != "develop":
            await at.press("greater_than_sign")
        await at.press("shift+down")
        assert " Goals " in at.seen
        assert " Ways of working " in at.seen
        assert "missing" in at.seen


async def test_what_would_bring_the_climb_forward_is_typed_below_its_date(tmp_path: Path) -> None:
    async with workshop(tmp_path, standing_before(demo_session("en"), "next_climb")) as at:
        before = [trigger.text for trigger in at.session.round.redefinition_triggers]
        await at.press("greater_than_sign", "end", "ctrl+end")
        await at.press("enter", *"Churn", "enter", "escape")
        assert [trigger.text for trigger in at.session.round.redefinition_triggers] == [*before, "Churn"]
        assert "Name of the round" not in at.seen
        await at.press("u")
        assert [trigger.text for trigger in at.session.round.redefinition_triggers] == before


async def test_an_activity_begins_at_the_field_it_asks_about(tmp_path: Path) -> None:
    async with workshop(tmp_path, standing_before(begun("Home delivery"), "hands")) as at:
        await at.press("greater_than_sign", "enter", *"3", "enter")
        assert at.session.round.landing.typical_customers == 3


async def test_what_we_stop_is_typed_into_what_is_given_up(tmp_path: Path) -> None:
    async with workshop(tmp_path, standing_before(begun("Home delivery"), "give_up")) as at:
        await at.press("greater_than_sign", "a")
        await at.type("Weekly reports")
        await at.press("enter", "escape")
        assert [choice.gives_up for choice in at.session.round.choices] == ["Weekly reports"]


async def test_in_the_form_of_a_record_the_keys_of_the_day_say_where_they_work(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery")) as at:
        await at.press("greater_than_sign", "o", "R")
        assert "To the activity works in the lists of the workshop: esc goes back to them." in at.seen


async def test_the_guide_says_how_it_is_scrolled_and_is(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Home delivery"), size=(120, 24)) as at:
        await at.press("g")
        assert "f gives the keys to the guide; pgdn then shows the rest of it." in " ".join(at.seen.split())
        await at.press("f")
        assert "pgdn pgup Scroll" in at.seen
        await at.press("pagedown", "pagedown", "pagedown")
        assert "What this step is for" in at.seen
        await at.press("pageup", "pageup", "pageup", "pageup")
        assert "Ask the room" in at.seen
