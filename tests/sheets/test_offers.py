"""What cells offer: measures of the library, observed figures, suggested texts, and which rows come first."""

from __future__ import annotations

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.plan import record_form
from tests.sheets.hands import ON, AtSheet, begun, sheet_of

NAMES = ("Waiting for delivery", "Asking for help", "Paying")


def mapped() -> Session:
    """Three touchpoints of different elements."""
    session = begun(*NAMES)
    for touchpoint, element in (("tp01", "delivery"), ("tp02", "encounter"), ("tp03", "user_experience")):
        session = set_value(Place("touchpoints", touchpoint, "element"), element)(session)
    return session


def offered(at: AtSheet) -> list[str]:
    """The texts of the options of the open cell."""
    assert at.cell.open is not None
    return [option.text for option in at.cell.open.editor.options]


def newest(at: AtSheet) -> Measure:
    return at.session.measures[-1]


# ---- the list of measures ----------------------------------------------------------------------------------
def test_a_measure_of_the_library_comes_with_all_that_is_known_of_it() -> None:
    at = AtSheet(mapped(), sheet_of("measure", "measures"))
    at.press("a", "down", "enter", "escape")
    measure = newest(at)
    assert measure.name == "Satisfied with this contact (CSAT, 4–5 of 5)"
    assert (measure.metric, measure.unit, measure.direction) == ("csat", "percent", "up")
    assert (measure.category, measure.cadence_days) == ("experience", 30)
    assert measure.definition == "Answers 4–5 of all answers (1–5), asked after this contact."
    assert measure.touchpoints == ("tp01",)


def test_first_come_measures_that_suit_the_first_touchpoint_that_nothing_measures() -> None:
    at = AtSheet(mapped(), sheet_of("measure", "measures"))
    at.press("a")
    assert offered(at)[1:4] == ["Delivered as promised", "Waiting time", "Days to refund or repair"]
    at.press("down", "down", "enter")
    assert newest(at).touchpoints == ("tp01",)
    assert offered(at)[0] == "Satisfied with this contact (CSAT, 4–5 of 5)"  # for asking for help now
    at.press("down", "enter", "escape")
    assert newest(at).touchpoints == ("tp02",)


def test_a_priority_is_measured_before_what_is_earlier_on_the_journey() -> None:
    session = set_value(Place("touchpoint_states", "tp03", "priority"), True)(mapped())
    at = AtSheet(session, sheet_of("measure", "measures"))
    at.press("a", "down", "enter", "escape")
    assert newest(at).touchpoints == ("tp03",)


def test_a_name_that_is_taken_says_its_touchpoint() -> None:
    session = add("measures", name="Waiting time", touchpoints=("tp02",))(mapped())
    at = AtSheet(session, sheet_of("measure", "measures"))
    at.press("a")
    assert "Waiting time: Waiting for delivery" in offered(at)
    assert "Waiting time" not in offered(at)


def test_typing_goes_on_as_before_and_keeps_what_was_typed() -> None:
    at = AtSheet(mapped(), sheet_of("measure", "measures"))
    at.press("a")
    at.type("Visits of friends")
    at.press("enter", "escape")
    assert newest(at) == Measure(id=newest(at).id, name="Visits of friends")


def test_a_name_typed_as_in_the_library_is_that_of_the_library() -> None:
    at = AtSheet(mapped(), sheet_of("measure", "measures"))
    at.press("a")
    at.type("visits")
    at.press("enter", "escape")
    assert (newest(at).name, newest(at).unit) == ("Visits", "count")


def test_a_measure_that_has_a_name_is_offered_no_other() -> None:
    at = AtSheet(add("measures", name="Visits of friends")(mapped()), sheet_of("measure", "measures"))
    at.press("enter")
    assert offered(at) == []


def test_the_library_is_offered_in_the_language_of_the_workshop() -> None:
    session = set_value(Place("workshop", "workshop", "language"), "fi")(mapped())
    at = AtSheet(session, sheet_of("measure", "measures"))
    at.press("a", "down", "enter", "escape")
    assert newest(at).name == "Tyytyväinen tähän asiointiin (CSAT, 4–5/5)"
    assert newest(at).definition.startswith("Vastaukset 4–5")


@pytest.mark.parametrize("sector", ["public", "third_sector"])
def test_no_company_s_measure_is_offered_elsewhere(sector: str) -> None:
    session = set_value(Place("organisation", "organisation", "sector"), sector)(mapped())
    with speaking("en", sector):
        at = AtSheet(session, sheet_of("measure", "measures"))
        at.press("a")
        assert "Done as promised" in offered(at)
        assert not {"Delivered as promised", "Abandoned orders", "Margin per customer"} & {*offered(at)}


# ---- goals -------------------------------------------------------------------------------------------------
def at_goal(session: Session, field: str) -> AtSheet:
    """At a cell of the first goal."""
    at = AtSheet(session, sheet_of("develop", "goals"))
    at.rows.go(0, at.column(field))
    return at


def test_a_goal_takes_a_measure_of_the_library_for_its_touchpoint() -> None:
    session = add("goals", id="g1", touchpoint="tp02", text="Help comes soon")(mapped())
    at = at_goal(session, "measure")
    at.press("enter")
    at.type("first contact")
    at.press("enter")
    measure = newest(at)
    assert at.session.round.goals[0].measure == measure.id
    assert (measure.name, measure.touchpoints) == ("Solved at first contact", ("tp02",))
    assert (measure.unit, measure.cadence_days) == ("percent", 30)
    at.undo()
    assert at.session == session


def test_a_measure_of_the_library_follows_its_goal_until_somebody_says_more_of_it() -> None:
    session = add("goals", id="g1", touchpoint="tp02", text="Help comes soon")(mapped())
    at = at_goal(session, "measure")
    at.press("enter")
    at.type("first contact")
    at.press("enter")
    moved = set_value(Place("goals", "g1", "touchpoint"), "tp03")
    assert moved(at.session).measures[-1].touchpoints == ("tp03",)
    described = set_value(Place("measures", newest(at).id, "source"), "Phone")(at.session)
    assert moved(described).measures[-1].touchpoints == ("tp02",)
    counted = add("observations", measure=newest(at).id, value=1.0)(at.session)
    assert moved(counted).measures[-1].touchpoints == ("tp02",)


def test_what_is_asked_of_the_relationship_stays_so_in_a_goal() -> None:
    session = add("goals", id="g1", touchpoint="tp02", text="Help comes soon")(mapped())
    at = at_goal(session, "measure")
    at.press("enter")
    at.type("NPS")
    at.press("enter")
    assert (newest(at).metric, newest(at).touchpoints) == ("nps", ())
    moved = set_value(Place("goals", "g1", "touchpoint"), "tp03")(at.session)
    assert moved.measures[-1].touchpoints == ()


def test_measures_of_the_touchpoint_come_first_then_some_of_the_library_then_the_others() -> None:
    session = mapped()
    for name, touchpoints in (("Trust", ()), ("Calls answered", ("tp02",)), ("Payments", ("tp03",))):
        session = add("measures", name=name, touchpoints=touchpoints)(session)
    session = add("goals", id="g1", touchpoint="tp02", text="Help comes soon")(session)
    at = at_goal(session, "measure")
    at.press("enter")
    assert offered(at)[0] == "Calls answered"
    assert offered(at)[1].startswith("Satisfied with this contact")
    assert offered(at)[4:6] == ["Trust", "Payments"]


def test_a_measure_of_ones_own_is_meant_before_one_of_the_library() -> None:
    session = add("measures", id="m1", name="Waiting time at the counter")(mapped())
    at = at_goal(add("goals", id="g1", touchpoint="tp02", text="Help")(session), "measure")
    at.press("enter")
    at.type("waiting")
    at.press("enter")
    assert at.session.round.goals[0].measure == "m1"
    assert len(at.session.measures) == 1


def observed() -> Session:
    session = add("measures", id="m1", name="Calls answered", metric="share", unit="percent")(mapped())
    session = add("goals", id="g1", touchpoint="tp02", text="Help", measure="m1")(session)
    for day, k in ((1, 30), (3, 41)):
        session = add("observations", measure="m1", observed_on=ON.replace(day=day), n=50, k=k)(session)
    return session


def test_an_observation_offers_itself_as_the_baseline() -> None:
    at = at_goal(observed(), "baseline")
    at.press("enter")
    assert at.cell.open is not None
    options = [(option.text, option.aside) for option in at.cell.open.editor.options]
    assert options == [("82%", "3 Nov 2026 · 50 answers"), ("60%", "1 Nov 2026 · 50 answers")]
    at.press("down", "enter")
    assert at.session.round.goals[0].baseline == 82


def test_a_figure_that_is_typed_is_kept_and_nothing_is_offered_for_it() -> None:
    at = at_goal(observed(), "baseline")
    at.press("enter")
    at.type("6")
    assert offered(at) == []
    at.press("enter")
    assert at.session.round.goals[0].baseline == 6


# ---- texts -------------------------------------------------------------------------------------------------
def test_an_enabler_of_the_method_comes_with_its_kind_and_is_offered_once() -> None:
    at = AtSheet(mapped(), sheet_of("organise", "enablers"))
    at.press("a")
    assert len(offered(at)) == 4
    at.press("down", "enter")
    assert at.session.round.enablers[0].kind == "recruitment"
    assert len(offered(at)) == 3


def test_actions_are_offered_for_what_the_record_waits_for() -> None:
    at = AtSheet(mapped(), sheet_of("implement", "actions"))
    at.press("a")
    assert offered(at)[:2] == [
        "Start measuring: Waiting for delivery",
        "Confirm who answers for: Waiting for delivery",
    ]
    at.press("down", "enter", "escape")
    action = at.session.round.actions[0]
    assert (action.kind, action.touchpoint) == ("start_measuring", "tp01")
    at.press("a")
    assert "Start measuring: Waiting for delivery" not in offered(at)


def test_the_demo_offers_no_more_than_what_is_missing() -> None:
    at = AtSheet(demo_session("en"), sheet_of("implement", "actions"))
    at.press("a")
    assert offered(at)[0] == "Start measuring: Taking the old appliance away"


# ---- rows that come first ----------------------------------------------------------------------------------
def test_the_goals_of_an_action_s_touchpoint_come_before_the_others() -> None:
    session = mapped()
    for n, touchpoint in enumerate(("tp01", "tp02", "tp02"), 1):
        session = add("goals", id=f"g{n}", touchpoint=touchpoint, text=f"Answer in {n} hours")(session)
    session = add("actions", id="a1", title="Call", touchpoint="tp02")(session)
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("goal"))
    at.press("enter")
    assert offered(at) == ["Answer in 2 hours", "Answer in 3 hours", "Answer in 1 hours"]
    at.press("down", "enter")
    assert at.session.round.actions[0].goal == "g2"


def test_of_two_goals_of_one_name_that_of_the_touchpoint_is_meant() -> None:
    session = mapped()
    for n in (1, 2):
        session = add("goals", id=f"g{n}", touchpoint=f"tp0{n}", text="Answer within a day")(session)
    session = add("actions", id="a1", title="Call")(session)
    session = set_value(Place("actions", "a1", "touchpoint"), "tp02")(session)
    session = set_value(Place("actions", "a1", "goal"), None)(session)
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("goal"))
    at.press("enter")
    at.type("answer within a day")
    at.press("enter")
    assert at.session.round.actions[0].goal == "g2"


def test_the_four_benefits_are_offered_for_what_an_investment_gives_back() -> None:
    session = add("investments", id="inv1", title="Till")(mapped())
    at = AtSheet(session, record_form(session, [Place("investments", "inv1")], "Till"))
    assert at.rows.go_to_place(Place("investments", "inv1", "return_measures"))
    at.press("enter")
    assert offered(at)[:4] == [
        "Improvement ideas from customers per month",
        "Negative feedback per month",
        "Satisfied with this contact (CSAT, 4–5 of 5)",
        "Staff would recommend us as an employer (eNPS)",
    ]
    at.type("ideas")
    at.press("enter", "enter")
    at.type("negative")
    at.press("enter")
    assert [measure.name for measure in at.session.measures] == [
        "Improvement ideas from customers per month",
        "Negative feedback per month",
    ]
    assert at.session.round.investments[0].return_measures == tuple(m.id for m in at.session.measures)
