"""The card of a touchpoint: one field a line, typed into as a list is, with what is missing at its end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.method.demo import demo_session
from cxworkshop.method.responsibility import as_is
from cxworkshop.method.revisit import next_round
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps.touchpoint_card import (
    TOUCHPOINT_CARD,
    first_unfinished,
    head,
    lacking,
    touchpoint_of,
    touchpoints,
)
from tests.sheets.hands import ON, AtSheet, begun, sheet_of


def at_card(session: Session, touchpoint: str = "tp02", size: tuple[int, int] = (120, 27)) -> AtSheet:
    return AtSheet(session, TOUCHPOINT_CARD.plan(touchpoint), size)


def labels(at: AtSheet) -> list[str]:
    return [at.rows.cells(i)[0].text for i in range(len(at.rows.source))]


def go_to(at: AtSheet, label: str) -> None:
    at.rows.go(labels(at).index(label), 1)


def test_a_line_is_typed_into_as_a_cell_of_a_list() -> None:
    at = at_card(begun("Invoice", "Delivery"))
    go_to(at, "From today")
    at.press("enter")
    at.type("Timo Koski")
    at.press("tab")
    at.type("today")
    at.press("enter")
    [ownership] = at.session.round.ownerships
    assert (ownership.id, ownership.accountable, ownership.accepted_on) == ("tp02", "p02", ON)


@pytest.mark.parametrize("key", ["a", "enter"])
def test_a_goal_is_begun_for_the_touchpoint_of_the_card_and_it_is_said_for_which(key: str) -> None:
    at = at_card(begun("Invoice", "Delivery"))
    go_to(at, "Goal")
    at.press(key)
    assert str(at.cell.beginning) == "A goal for Delivery: what will the customer notice?"
    at.type("It comes when promised")
    at.press("enter")
    [goal] = at.session.round.goals
    assert (goal.touchpoint, goal.text) == ("tp02", "It comes when promised")
    assert at.cell.open is None
    assert at.rows.place == Place("goals", goal.id, "text")
    assert labels(at)[at.rows.row + 1] == "Measure"


def test_a_goal_is_typed_where_it_will_stand() -> None:
    at = at_card(begun("Invoice", "Delivery"))
    go_to(at, "Goal")
    line = at.rows.row
    at.press("a")
    assert (at.cell.row, at.rows.line_count) == (line, at_card(begun("Invoice", "Delivery")).rows.line_count)
    at.type("It comes when promised")
    at.press("enter")
    assert at.rows.row == line


def test_another_goal_is_typed_behind_those_there_are_and_leaves_no_line_when_given_up() -> None:
    session = add("goals", id="g1", touchpoint="tp02", text="It comes")(begun("Invoice", "Delivery"))
    at = at_card(session)
    go_to(at, "Measure")
    before = labels(at), at.rows.row
    at.press("a")
    assert labels(at)[at.cell.row - 1 : at.cell.row + 2] == ["Business link", "Goal", "On paper"]
    at.rows.reload()
    assert labels(at)[at.cell.row] == "Goal"
    at.press("escape")
    assert (labels(at), at.rows.row) == before
    at.press("a")
    at.type("In one piece")
    at.press("enter")
    assert [goal.text for goal in at.session.round.goals] == ["It comes", "In one piece"]
    assert at.rows.place == Place("goals", at.session.round.goals[1].id, "text")
    assert labels(at).count("Goal") == 2


def test_two_goals_have_their_own_lines_and_an_action_stands_with_who_and_when() -> None:
    session = begun("Invoice", "Delivery")
    for i in (1, 2):
        session = add("goals", id=f"g{i}", touchpoint="tp02", text=f"Goal {i}")(session)
    session = add("actions", id="a1", touchpoint="tp02", title="Call", owner="p01", due_on=ON)(session)
    at = at_card(session)
    assert labels(at).count("Measure") == 2
    go_to(at, "Action")
    assert at.rows.cells(at.rows.row)[2].text == "Anna Aalto, 5 Nov 2026"


def test_nothing_is_added_where_a_line_has_nothing_to_add() -> None:
    at = at_card(begun("Invoice", "Delivery"))
    go_to(at, "On paper")
    at.press("a")
    assert at.cell.open is None
    assert at.messages


def test_page_keys_are_left_to_whoever_turns_the_card() -> None:
    at = at_card(begun("Invoice", "Delivery"))
    assert not at.press("pagedown")
    assert at.rows.row == 0


def test_a_page_key_keeps_what_is_typed_and_is_left_to_whoever_turns_the_card() -> None:
    at = at_card(begun("Invoice", "Delivery"))
    go_to(at, "Goal")
    line = at.rows.row
    at.press("a")
    at.type("It comes")
    at.press("tab", "tab")
    at.type("3")
    assert not at.press("pagedown")
    assert at.cell.open is None
    assert [(goal.text, goal.baseline) for goal in at.session.round.goals] == [("It comes", 3)]
    assert (at.cell.began, at.rows.row) == (line, line + 2)
    at.press("up")
    assert at.cell.began is None


def test_what_is_missing_stands_at_the_end_and_goes_when_it_is_there() -> None:
    session = begun("Invoice")
    words = lacking(Reading(session, ON), "tp01")
    assert {"a level and what it is based on", "a goal"} <= {*words}
    session = add(
        "goals", id="g1", touchpoint="tp01", text="A receipt that is right", business_link="Fewer calls"
    )(session)
    session = set_value(Place("touchpoint_states", "tp01", "level_now"), 3)(session)
    session = set_value(Place("touchpoint_states", "tp01", "level_basis"), "fact")(session)
    assert not {"a level and what it is based on", "a goal", "what the goal earns"} & {
        *lacking(Reading(session, ON), "tp01")
    }
    at = at_card(session, "tp01")
    assert labels(at)[-1] == "Missing"
    assert at.rows.cells(len(at.rows.source) - 1)[1].text.startswith("! ")


@pytest.mark.parametrize("width", [80, 120, 200])
def test_a_card_is_whole_at_every_width_and_loses_its_empty_lines_before_it_scrolls(width: int) -> None:
    demo = demo_session("en")
    for touchpoint in demo.touchpoints:
        low, high = (at_card(demo, touchpoint.id, (width, height)) for height in (12, 60))
        assert low.rows.lines.breaks == ()
        assert high.rows.lines.breaks
        assert low.rows.lines.air == high.rows.lines.air == 0
        assert low.rows.lines.count >= len(low.rows.source)


def test_an_activity_begins_with_the_touchpoint_that_is_not_finished() -> None:
    session = begun("Invoice", "Delivery")
    session = add("goals", id="g1", touchpoint="tp01", text="A receipt that is right")(session)
    assert first_unfinished(Reading(session, ON), "goals") == "tp02"
    assert first_unfinished(Reading(session, ON), "responsibility") == "tp01"
    assert first_unfinished(Reading(begun(), ON), "responsibility") == ""


def test_names_begin_with_what_is_contested_or_vacant(demo: Session) -> None:
    for state in demo.round.ownerships:
        demo = set_value(Place("ownerships", state.id, "accepted_on"), None)(demo)
    statuses = {id: as_is(demo, id).status for id in touchpoints(demo)}
    chosen = first_unfinished(Reading(demo, ON), "responsibility")
    assert statuses[touchpoints(demo)[0]] == "unclear"
    assert chosen == next(id for id, status in statuses.items() if status in ("contested", "vacant"))


def test_goals_begin_with_those_that_were_raised_or_changed(demo: Session) -> None:
    goals = demo.round.goals
    first, last = goals[0], goals[-1]
    demo = add("reviews", goal=last.id, verdict="raise")(demo)
    demo = add("reviews", goal=first.id, verdict="keep")(demo)
    later = next_round(demo, date(2027, 5, 6))
    assert first_unfinished(Reading(later, date(2027, 5, 6)), "goals") == last.touchpoint
    left, _right = head(later, last.touchpoint or "")
    assert "goal raised" in "".join(text for text, _tone in left)
    later = set_value(Place("goals", last.id, "target"), 9)(later)
    later = set_value(Place("goals", last.id, "due_on"), date(2028, 1, 1))(later)
    assert first_unfinished(Reading(later, date(2027, 5, 6)), "goals") != last.touchpoint


@pytest.mark.parametrize(
    "name", ["develop.goals", "develop.goals_missing", "organise.responsibility", "organise.mandates"]
)
def test_each_row_of_a_list_with_cards_leads_to_its_touchpoint(name: str) -> None:
    demo = demo_session("en")
    plan = sheet_of(*name.split("."))
    assert plan.has_cards
    ids = {touchpoint.id for touchpoint in demo.touchpoints}
    assert {touchpoint_of(demo, row) for row in plan.rows_in(demo)} <= ids


def test_figures_of_a_goal_say_their_unit_and_where_the_baseline_comes_from() -> None:
    session = add("measures", id="m1", name="Kept promises", metric="share", unit="percent")(begun("Invoice"))
    session = add("observations", measure="m1", observed_on=ON, n=50, k=41)(session)
    session = add("goals", id="g1", touchpoint="tp01", measure="m1", baseline=82.0, target=90.0)(session)
    at = at_card(session, "tp01")
    asides = {cells[0].text: cells[2].text for cells in map(at.rows.cells, range(len(at.rows.source)))}
    assert (asides["Baseline"], asides["Target"]) == ("% · 5 Nov 2026 · 50 answers", "%")
    session = set_value(Place("measures", "m1", "unit"), None)(session)
    at = at_card(session, "tp01")
    asides = {cells[0].text: cells[2].text for cells in map(at.rows.cells, range(len(at.rows.source)))}
    assert (asides["Baseline"], asides["Target"]) == ("5 Nov 2026 · 50 answers", "")


def test_a_choice_has_a_kind_also_when_nobody_says_it() -> None:
    at = AtSheet(begun(), sheet_of("implement", "choices"))
    at.press("a")
    at.type("Answer within a day")
    at.press("tab", "tab", "escape")
    assert at.session.round.choices[0].kind == "strategic"
    at.rows.go(0, at.column("kind"))
    at.press("space", "a")
    at.type("Refund at once")
    at.press("enter", "escape")
    assert [choice.kind for choice in at.session.round.choices] == ["daily", "daily"]


@pytest.mark.parametrize(("name", "note"), [("Letter of Lanka", "“Lanka”"), ("Invoice", "")])
def test_a_touchpoint_with_a_name_of_the_house_is_asked_about(name: str, note: str) -> None:
    session = set_value(Place("organisation", "organisation", "name"), "Lanka")(begun(name))
    plan = sheet_of("define", "touchpoints")
    assert plan.note is not None
    assert str(plan.note(Reading(session, ON), plan.rows_in(session)[0])).partition(" is ")[0] == note


@pytest.mark.parametrize(
    ("values", "aside"),
    [
        ({"source_type": "hearsay"}, "○ an assumption: hearsay is never a fact"),
        ({"source_type": "survey", "n": 40}, "○ an assumption: survey has no day"),
        (
            {"source_type": "frontline", "collected_on": ON},
            "○ an assumption: frontline – how many is not said",
        ),
        (
            {"source_type": "survey", "n": 40, "collected_on": date(2026, 5, 1)},
            "● survey, 40 answers, 1 May 2026",
        ),
        (
            {"source_type": "survey", "n": 40, "collected_on": date(2025, 5, 1)},
            "● survey, 40 answers, 1 May 2025, stale",
        ),
    ],
)
def test_evidence_on_a_card_is_known_only_as_far_as_it_is_a_fact(values: dict[str, Any], aside: str) -> None:
    said = "People say the phone is always engaged"
    at = at_card(add("evidence", id="ev1", statement=said, touchpoints=("tp02",), **values)(begun("A", "B")))
    line = labels(at).index("Evidence")
    texts = [cell.text for cell in at.rows.cells(line)]
    assert said in texts
    assert aside in texts
    assert "We know" not in labels(at)
