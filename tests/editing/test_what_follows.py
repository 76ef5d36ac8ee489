"""What follows from what is said: a parked thing becomes an action, a measure learns from its goal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import Change, add, new_row_named, set_value, together
from cxworkshop.method import figures
from cxworkshop.method.revisit import next_round
from cxworkshop.model.actions import Action, Parking
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.ops import apply, difference
from cxworkshop.model.ownership import Mandate, Ownership
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session
from tests.method.builders import ON, after
from tests.method.builders import session as small

STATUS = Place("parking", "pk1", "status")


def parked(**tables: Any) -> Session:
    item = Parking(id="pk1", text="The last bus", owner="p1", by=date(2026, 12, 12), touchpoint="tp1")
    return small(1, parking=(item,), **tables)


# ---- the parking lot ---------------------------------------------------------------------------------------
def test_what_is_moved_to_the_actions_is_an_action_and_one_undo_takes_it_back() -> None:
    before = parked()
    after = set_value(STATUS, "moved_to_action")(before)
    (action,) = after.round.actions
    assert (action.title, action.owner, action.due_on, action.touchpoint) == (
        "The last bus", "p1", date(2026, 12, 12), "tp1",
    )  # fmt: skip
    assert apply(after, difference(after, before)).round.actions == ()


def test_it_is_moved_once() -> None:
    session = parked()
    for status in ("moved_to_action", "moved_to_action", "parked", "moved_to_action"):
        session = set_value(STATUS, status)(session)
    assert len(session.round.actions) == 1
    there = parked(actions=(Action(id="a1", title="The last bus"),))
    assert len(set_value(STATUS, "moved_to_action")(there).round.actions) == 1


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("parked", True), (None, True), ("resolved", True), ("moved_to_action", False), ("dropped", False)],
)
def test_only_questions_stand_among_the_open_ones(status: str | None, is_open: bool) -> None:
    plan = write_document(set_value(STATUS, status)(parked()), "plan", language="en", on=ON)
    questions = plan.partition("Open questions")[2].partition("\n## ")[0]
    assert ("The last bus" in questions) == is_open


# ---- mandates ----------------------------------------------------------------------------------------------
WHO = Place("ownerships", "tp1", "accountable")


def agreed(**values: Any) -> Session:
    mandate = Mandate(decision_rights="refund 500", budget_eur_per_year=4000, horizon_years=3.0)
    row = Ownership(id="tp1", touchpoint="tp1", accountable="p1", mandate=mandate, accepted_on=ON)
    return small(1, ownerships=(row.model_copy(update=values),))


@pytest.mark.parametrize("is_carried", [False, True])
def test_a_mandate_is_asked_again_of_a_new_person_and_one_undo_brings_it_back(is_carried: bool) -> None:
    before = next_round(agreed(), after(180)) if is_carried else agreed()
    assert before.round.ownerships[0].mandate.decision_rights == "refund 500"
    made = set_value(WHO, "p2")(before)
    assert made.round.ownerships[0].mandate == Mandate()
    assert apply(made, difference(made, before)) == before
    if is_carried:
        assert made.rounds[0] == before.rounds[0]


@pytest.mark.parametrize("is_carried", [False, True])
def test_a_mandate_that_nobody_else_said_yes_to_stays(is_carried: bool) -> None:
    """Who is named again, what was written for the new one before, and what nobody has accepted."""
    before = next_round(agreed(), after(180)) if is_carried else agreed()
    assert set_value(WHO, "p1")(before).round.ownerships == before.round.ownerships
    written = set_value(Place("ownerships", "tp1", "mandate.decision_rights"), "all of it")(
        agreed(accepted_on=None)
    )
    assert set_value(WHO, "p2")(written).round.ownerships[0].mandate.decision_rights == "all of it"
    anew = set_value(Place("ownerships", "tp1", "mandate.decision_rights"), "refund 900")(before)
    if is_carried:
        assert set_value(WHO, "p2")(anew).round.ownerships[0].mandate.decision_rights == "refund 900"


# ---- measures of goals -------------------------------------------------------------------------------------
def of_a_goal(*changes: Change) -> Measure:
    session = add("goals", id="g1", touchpoint="tp1", text="Quickly")(small(2))
    id, new = new_row_named(session, "measures", "Minutes in the lane")
    session = together("Measure", new, set_value(Place("goals", "g1", "measure"), id))(session)
    for change in changes:
        session = change(session)
    assert figures.missing_deeds(session, session.round.goals[0], ON)[0] != "measure"
    return session.measures[0]


def goal(field: str, value: object) -> Change:
    return set_value(Place("goals", "g1", field), value)


def test_a_measure_made_in_a_goal_takes_its_touchpoint_and_its_better_side() -> None:
    assert of_a_goal().touchpoints == ("tp1",)
    assert of_a_goal().direction is None
    assert of_a_goal(goal("baseline", 34.0), goal("target", 15.0)).direction == "down"
    assert of_a_goal(goal("target", 15.0), goal("baseline", 34.0), goal("target", 60.0)).direction == "up"
    assert of_a_goal(goal("touchpoint", "tp2")).touchpoints == ("tp2",)


def test_a_measure_that_somebody_described_stays_as_it_is() -> None:
    session = small(
        2,
        measures=(Measure(id="m1", name="NPS", category="experience"), Measure(id="m2", name="Cost")),
        observations=(Observation(id="o1", measure="m2", value=3.0),),
    )
    for measure in ("m1", "m2"):
        made = add("goals", id="g1", touchpoint="tp1", measure=measure, baseline=3.0, target=1.0)(session)
        assert made.measures == session.measures


def test_a_new_goal_teaches_its_measure_too() -> None:
    session = small(1, measures=(Measure(id="m1", name="Minutes"),))
    made = add("goals", id="g1", touchpoint="tp1", measure="m1", baseline=3.0, target=1.0)(session)
    assert (made.measures[0].touchpoints, made.measures[0].direction) == (("tp1",), "down")


# ---- how often ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("weekly", 7), ("monthly", 30), ("mon", 30), ("quarterly", 91), ("every 2 weeks", 14),
        ("once a month", 30), ("yearly", 365), ("viikoittain", 7), ("Kuukausittain", 30), ("1 kk", 30),
        ("2 vk", 14), ("päivittäin", 1),
        ("neljännesvuosittain", 91), ("kerran kuussa", 30), ("12", 12), ("", None),
    ],
)  # fmt: skip
def test_a_rhythm_is_typed_in_words(typed: str, days: int | None) -> None:
    kind = field_of("measures", "cadence_days").kind
    assert kind.parse(typed, Reading(small(), ON)) == days
