"""Where one is in a workshop, without a screen: its steps, their lists, and the place one comes back to."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.navigation import Navigation, Spot
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.steps import plans

SPOT = Spot(3, 1, View(filter="app"))


def test_a_step_is_entered_in_the_list_and_at_the_place_one_left_it() -> None:
    at = Navigation("define").by_lists(1).with_spot(SPOT).to_step("organise")
    assert at.spot == Spot()
    back = at.to_step("define")
    assert (back.list_index, back.spot) == (1, SPOT)


def test_steps_end_at_the_landing_and_at_the_closing() -> None:
    assert Navigation("landing").by_steps(-1).step == "landing"
    assert Navigation("closing").by_steps(1).step == "closing"
    assert Navigation("landing").by_steps(1).step == STEPS[1]


@given(st.sampled_from(STEPS), st.integers(-9, 9))
def test_going_through_the_lists_of_a_step_comes_back_to_the_first(step: str, by: int) -> None:
    at = Navigation(step)
    assert at.by_lists(by).by_lists(-by).plan is at.plan
    assert at.by_lists(len(plans(step))).plan is at.plan
    assert at.by_lists(by).step == step


def test_a_list_is_found_by_its_id_in_its_own_step_only() -> None:
    at = Navigation("define")
    for plan in plans("define"):
        there = at.to_list_named(plan.id)
        assert there is not None
        assert there.plan is plan
    assert at.to_list_named("nowhere") is None


def test_a_place_is_gone_to_from_the_beginning_of_the_list_that_shows_it(demo: Session) -> None:
    reading = Reading(demo, date(2026, 11, 5))
    goal = Place("goals", demo.round.goals[1].id, "due_on")
    at = Navigation("landing").to_place(goal, reading)
    assert at is not None
    assert (at.step, at.plan.table) == ("develop", "goals")
    again = at.with_spot(SPOT).to_place(goal, reading)
    assert again is not None
    assert again.spot == Spot()
    assert Navigation("landing").to_place(Place("goals", "none", "due_on"), reading) is None


def test_going_somewhere_leaves_what_one_comes_from_as_it_was() -> None:
    at = Navigation("define")
    at.by_lists(1).with_spot(SPOT)
    assert (at, at.list_index, at.spot) == (Navigation("define"), 0, Spot())
    assert at.with_spot(Spot()) is at
