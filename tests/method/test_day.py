"""The run of the day: its activities, when one is done, which lists it shows, and its clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing import day as changes
from cxworkshop.editing.changes import add, remove, set_value, set_values
from cxworkshop.editing.history import History
from cxworkshop.editing.starting import blank_session
from cxworkshop.language import speaking
from cxworkshop.method import activities, content, day, derived
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.clock import clock, planned_end
from cxworkshop.method.demo import demo_session
from cxworkshop.method.steps import STEPS
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import AGENDAS, Session

NINE = datetime.fromisoformat("2026-11-21T09:00:00+02:00")
ON = date(2026, 11, 21)
AGENDA_IDS = [name for name, _words in AGENDAS]
PARTS = ("value", "experience", "benefit")
VIEWS = {"ballot", "card", "matrix", "gap_view", "journey", "board", "load", "reveal", ""}


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.fixture
def blank() -> Session:
    return blank_session("en", ON)


def begun(session: Session, minutes: float = 0, by: int = 0) -> Session:
    return changes.go_to(day.queue(session)[by], at(minutes))(session)


@pytest.mark.parametrize("name", AGENDA_IDS)
def test_a_block_of_an_agenda_takes_the_minutes_of_its_activities(name: str) -> None:
    for box in content.read("activities")["agenda"][name]:
        assert sum(minutes for _activity, minutes in box["run"]) == box["minutes"], box["block"]


@pytest.mark.parametrize("name", AGENDA_IDS)
def test_every_activity_of_an_agenda_has_words_in_every_sector_and_language(name: str) -> None:
    for sector in ("private", "public", "third_sector"):
        for item in activities.agenda(name):
            activity = activities.activities(sector)[item.activity]
            for language in ("en", "fi"):
                with speaking(language):
                    assert str(activity.name)
                    assert str(activity.say)
                    assert str(activity.done)
                    assert bool(activity.needs) == bool(activity.say_without and str(activity.say_without))
                    assert all(map(str, activity.prompts))
                    assert activities.block_name(item.block)


def test_an_activity_is_done_by_checks_that_exist() -> None:
    for activity in activities.activities().values():
        assert set(activity.checks) <= set(CHECKS), activity.id
        assert activity.step in (*STEPS, ""), activity.id
        assert activity.needs in ("", *day.NEEDS), activity.id


def test_an_activity_begins_at_a_field_that_exists() -> None:
    fields = [activity.field for activity in activities.activities().values() if activity.field]
    assert fields
    for field in fields:
        assert field_of(*field.split(".", 1))


def ends(session: Session, here: str, item: str) -> str:
    """The step that ends between two activities."""
    of = {entry.activity: entry for entry in day.queue(session)}
    return day.step_ended(session, of[here], of.get(item))


@pytest.mark.parametrize(
    ("agenda", "here", "item", "step"),
    [
        ("half_day", "hands", "promise_write", "landing"),
        ("half_day", "welcome", "ballot_fill", ""),
        ("half_day", "practices_talk", "break_key_in", ""),
        ("half_day", "break_key_in", "reveal", "develop"),
        ("full_day", "lunch", "reveal", "develop"),
        ("ninety_minutes", "actions_made", "parking_emptied", "implement"),  # measure is not in it
        ("half_day", "plan_out", "", "closing"),
        ("revisit_half_day", "break_key_in", "promise_confirm", ""),
        ("check_30_days", "yes_check", "next_check", ""),
    ],
)
def test_a_step_ends_also_across_a_break(
    blank: Session, agenda: str, here: str, item: str, step: str
) -> None:
    session = set_value(Place("rounds", "1", "agenda"), agenda)(blank)
    assert ends(session, here, item) == step


def test_what_an_activity_lacks_is_said_in_the_place_of_its_sentence(blank: Session) -> None:
    of = {item.activity: item for item in day.queue(blank)}
    assert day.lacks(blank, of["ballot_fill"])
    assert "there is none yet" in day.say_of(blank, of["ballot_fill"])
    filled = add("touchpoints", name="Invoice")(blank)
    assert not day.lacks(filled, of["ballot_fill"])
    assert "each on our own phone" in day.say_of(filled, of["ballot_fill"], on_phones=True)
    assert day.say_of(filled, of["welcome"], on_phones=True) == day.say_of(filled, of["welcome"])
    assert day.say_of(filled, of["ballot_fill"]).startswith("Before we talk")
    assert day.say_of(filled, of["gap_shown"]).startswith("Nobody has guessed")


def test_a_round_without_an_agenda_has_no_day(blank: Session) -> None:
    bare = set_value(Place("rounds", "1", "agenda"), None)(blank)
    assert day.items(bare) == ()
    assert day.after(bare, None) is None
    assert day.current(bare) is None


def test_the_day_goes_from_activity_to_activity_and_back(blank: Session) -> None:
    walked, item = [], day.after(blank, None)
    while item is not None:
        walked.append(item.activity)
        item = day.after(blank, item)
    assert walked[:4] == ["welcome", "ballot_fill", "hands", "promise_write"]
    assert walked[-1] == "plan_out"
    assert "buffer" not in walked
    first, second = day.queue(blank)[:2]
    assert day.after(blank, second, -1) == first
    assert day.after(blank, first, -1) is None


def test_an_activity_is_done_when_its_checks_hold_or_by_hand(blank: Session) -> None:
    of = {item.activity: item for item in day.queue(blank)}
    assert not day.is_done(blank, of["promise_agree"], ON)
    promise = [(Place("vision", "vision", part), "in three days, every time") for part in PARTS]
    written = set_values(promise, "")(blank)
    assert day.is_done(written, of["promise_agree"], ON)
    laid_out = changes.own_agenda()(blank)
    hands = next(item for item in day.queue(laid_out) if item.activity == "hands")
    assert not day.is_done(laid_out, hands, ON)
    said = changes.mark_done(hands, True)(laid_out)
    assert day.is_done(said, day.queue(said)[2], ON)


def test_the_lists_that_a_day_shows_are_those_its_activities_work_in() -> None:
    for name in AGENDA_IDS:
        shown = activities.lists_shown(name)
        for item in activities.agenda(name):
            activity = activities.activities()[item.activity]
            if activity.list not in VIEWS:
                assert any(activity.list in lists for lists in shown.values()), (name, activity.id)
    assert sum(map(len, activities.lists_shown("half_day").values())) < 30
    assert activities.touchpoints_at_most("half_day") == 8
    assert activities.touchpoints_at_most("check_30_days") is None


def test_the_clock_stands_until_the_day_begins(blank: Session) -> None:
    assert clock(blank, NINE) is None
    assert planned_end(blank) is None
    assert clock(begun(blank), NINE) is not None


def test_the_clock_counts_the_minutes_of_an_activity_and_of_the_day(blank: Session) -> None:
    session = begun(blank)
    seen = clock(session, at(3))
    assert seen is not None
    assert (seen.item.activity, seen.left, seen.state) == ("welcome", timedelta(minutes=1), "in time")
    assert seen.ahead == timedelta()
    assert seen.ends_at == at(170)
    assert planned_end(session) == at(180)


@pytest.mark.parametrize(
    ("minutes", "state"), [(0, "in time"), (3.19, "in time"), (3.2, "amber"), (4, "over"), (9, "over")]
)
def test_from_eighty_per_cent_a_box_is_amber_and_at_its_end_over(
    blank: Session, minutes: float, state: str
) -> None:
    seen = clock(begun(blank), at(minutes))
    assert seen is not None
    assert seen.state == state


def test_what_runs_over_is_taken_from_the_buffer(blank: Session) -> None:
    seen = clock(begun(blank), at(7))
    assert seen is not None
    assert (seen.left, seen.ahead, seen.buffer_left) == (
        timedelta(minutes=-3), timedelta(minutes=-3), timedelta(minutes=7),
    )  # fmt: skip
    assert seen.ends_at == at(173)
    late = clock(begun(blank), at(40))
    assert late is not None
    assert late.buffer_left == timedelta()


def test_going_on_early_puts_the_day_ahead(blank: Session) -> None:
    session = changes.go_to(day.queue(begun(blank))[1], at(2))(begun(blank))
    seen = clock(session, at(2))
    assert seen is not None
    assert seen.ahead == timedelta(minutes=2)
    assert seen.ends_at == at(168)


def test_the_minutes_used_are_kept_for_each_activity_also_when_it_is_taken_up_again(blank: Session) -> None:
    session = begun(blank)
    welcome, ballot = day.queue(session)[:2]
    session = changes.go_to(ballot, at(5))(session)
    session = changes.go_to(welcome, at(8))(session)
    session = changes.go_to(ballot, at(9))(session)
    assert [item.used_s for item in day.queue(session)[:2]] == [6 * 60, 3 * 60]
    seen = clock(session, at(10))
    assert seen is not None
    assert seen.used == timedelta(minutes=4)


def test_a_stopped_clock_counts_for_the_day_and_not_for_the_activity(blank: Session) -> None:
    session = changes.pause(at(1))(begun(blank))
    seen = clock(session, at(11))
    assert seen is not None
    assert (seen.state, seen.used, seen.ahead) == ("paused", timedelta(minutes=1), timedelta(minutes=-10))
    running = clock(changes.resume(at(11))(session), at(12))
    assert running is not None
    assert running.used == timedelta(minutes=2)
    assert not running.is_paused


def test_five_minutes_more_move_the_end_and_never_below_none(blank: Session) -> None:
    session = begun(blank)
    item = day.queue(session)[0]
    longer = clock(changes.lengthen(item, 5)(session), at(0))
    assert longer is not None
    assert longer.planned == timedelta(minutes=9)
    assert longer.ends_at == at(175)
    assert longer.buffer_left == timedelta(minutes=5)
    assert planned_end(changes.lengthen(item, 5)(session)) == at(180)
    assert planned_end(changes.lengthen(item, 15)(session)) == at(185)
    shorter = clock(changes.lengthen(item, -5)(session), at(0))
    assert shorter is not None
    assert shorter.planned == timedelta()
    assert shorter.share == 1


def test_a_clock_that_was_set_back_takes_nothing_away(blank: Session) -> None:
    seen = clock(begun(blank), at(-60))
    assert seen is not None
    assert seen.used == timedelta()


def test_an_agenda_of_ones_own_is_a_list_like_any_other(blank: Session) -> None:
    session = changes.own_agenda()(blank)
    hands = day.queue(session)[2]
    session = set_value(Place("agenda_items", hands.id, "left_out"), True)(session)
    session = add("agenda_items", name="A walk outside", planned_min=15)(session)
    session = set_value(Place("agenda_items", day.queue(session)[0].id, "say"), "Good morning.")(session)
    assert hands.id not in [item.id for item in day.queue(session)]
    assert day.name_of(session, day.queue(session)[-1]) == "A walk outside"
    assert day.say_of(session, day.queue(session)[0]) == "Good morning."
    assert changes.own_agenda()(session) is session


def test_another_agenda_replaces_the_activities_of_the_one_before(blank: Session) -> None:
    history = History(changes.own_agenda()(blank))
    history.apply(set_value(Place("rounds", "1", "agenda"), "ninety_minutes"))
    assert history.session.round.agenda_items == ()
    assert [item.activity for item in day.queue(history.session)][:2] == ["welcome", "ballot_fill"]
    history.undo()
    assert len(history.session.round.agenda_items) == len(activities.agenda("half_day"))


def test_undo_takes_back_what_was_recorded_and_never_the_time(blank: Session) -> None:
    history = History(blank)
    history.apply(add("people", name="Anna"))
    history.apply(changes.go_to(day.queue(blank)[0], NINE))
    history.undo()
    assert history.session.people == ()
    assert day.current(history.session) is not None


def test_an_item_that_is_gone_leaves_the_day_where_it_can_begin_anew(blank: Session) -> None:
    session = begun(blank)
    gone = remove(Place("agenda_items", day.queue(session)[0].id), ON)(session)
    assert day.current(gone) is None
    assert clock(gone, NINE) is None
    assert day.after(gone, None) == day.queue(gone)[0]


@given(st.lists(st.tuples(st.integers(0, 19), st.floats(0, 30)), max_size=30))
def test_no_second_is_lost_or_counted_twice(walk: list[tuple[int, float]]) -> None:
    session, now = begun(blank_session("en", ON)), 0.0
    for place, minutes in walk:
        now += round(minutes * 60) / 60
        session = changes.go_to(day.queue(session)[place], at(now))(session)
    kept = sum(item.used_s or 0 for item in day.queue(session))
    assert abs(kept - now * 60) <= len(walk)


def test_the_demo_has_the_day_of_its_agenda() -> None:
    session = demo_session("fi")
    assert len(day.queue(session)) > 10
    assert all(later.id != earlier.id for earlier, later in pairwise(day.queue(session)))


def test_a_break_says_when_it_ends_and_before_the_day_runs_nothing_of_it(blank: Session) -> None:
    items = {item.activity: item for item in activities.agenda("full_day")}
    said = {"en": ("We go on at 14.00.", "At the table"), "fi": ("Jatkamme kello 14.00.", "Pöydässä")}
    for language, (back, asked) in said.items():
        with speaking(language):
            lunch, pause = items["lunch"], items["break"]
            assert day.say_of(blank, lunch).startswith(asked)
            assert day.say_of(blank, pause) == ""
            assert day.say_of(blank, pause, "14.00") == back
            assert "{" not in "".join(day.say_of(blank, item) for item in items.values())


def test_a_row_of_the_day_is_called_by_the_methods_name_until_it_has_its_own(blank: Session) -> None:
    session = changes.own_agenda()(set_value(Place("rounds", "1", "agenda"), "full_day")(blank))
    place = Place("agenda_items", session.round.agenda_items[0].id)
    assert derived.row_name(session, place) == day.name_of(session, session.round.agenda_items[0])
    named = set_value(place.at("name"), "Coffee")(session)
    assert derived.row_name(named, place) == "Coffee"


def test_a_customer_balance_sheet_is_read_where_something_is_sold(blank: Session) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "full_day")(blank)
    for sector, is_read in (("private", True), ("public", False), ("third_sector", False)):
        of = set_value(Place("organisation", "organisation", "sector"), sector)(session)
        assert ("customer_balance" in {item.activity for item in day.items(of)}) == is_read
