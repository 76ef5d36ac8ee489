"""Develop: which touchpoint the next goal is for."""

from __future__ import annotations

from datetime import date

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.starting import blank_session
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps.develop import next_touchpoint

TODAY = date(2026, 11, 5)


def journey(*goals: str, priority: str = "") -> Session:
    session = blank_session("en", TODAY)
    for id in ("tp1", "tp2", "tp3", "tp4"):
        session = add("touchpoints", id=id, name=id)(session)
    for id in goals:
        session = add("goals", touchpoint=id, text="Comes when promised")(session)
    return set_value(Place("touchpoint_states", priority, "priority"), True)(session) if priority else session


def test_goals_are_asked_along_the_journey_and_one_left_out_comes_at_the_end() -> None:
    assert next_touchpoint(journey(), TODAY) == {"touchpoint": "tp1"}
    assert next_touchpoint(journey("tp1", "tp3"), TODAY) == {"touchpoint": "tp4"}
    assert next_touchpoint(journey("tp1", "tp3", "tp4"), TODAY) == {"touchpoint": "tp2"}
    assert next_touchpoint(journey("tp1", "tp2", "tp3", "tp4"), TODAY) == {}


def test_a_priority_without_a_goal_comes_first() -> None:
    assert next_touchpoint(journey("tp1", "tp3", priority="tp2"), TODAY) == {"touchpoint": "tp2"}
