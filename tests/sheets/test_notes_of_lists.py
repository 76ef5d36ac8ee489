"""What the line below a list says of a row: what people would notice too late."""

from __future__ import annotations

from datetime import date

from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import speaking
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps.cells import responsibility_note
from cxworkshop.sheets.steps.develop import goal_note
from cxworkshop.sheets.steps.implement import allocation_note

ON = date(2026, 11, 21)
ROW = {"touchpoints": Place("touchpoints", "tp1"), "allocations": Place("allocations", "tp1")}


def test_who_governs_is_asked_who_carries_it_day_to_day() -> None:
    session = add("touchpoints", id="tp1", name="Enrolling")(Session())
    session = add("people", id="p1", name="A", role="valtuutettu")(session)
    session = set_value(Place("ownerships", "tp1", "accountable"), "p1")(session)
    session = set_value(Place("organisation", "organisation", "sector"), "public")(session)
    with speaking("fi", "public"):
        assert str(responsibility_note(Reading(session, ON), ROW)).startswith("Luottamushenkilö päättää")
    staff = set_value(Place("people", "p1", "board_member"), False)(session)
    with speaking("fi", "public"):
        assert str(responsibility_note(Reading(staff, ON), ROW)).startswith("Tähän asti")


def test_more_person_years_than_people_are_noticed() -> None:
    session = add("touchpoints", id="tp1", name="Enrolling")(Session())
    session = set_value(Place("organisation", "organisation", "employees"), 410)(session)
    few = set_value(Place("allocations", "tp1", "fte"), 2)(session)
    many = set_value(Place("allocations", "tp1", "fte"), 20_000)(session)
    assert not str(allocation_note(Reading(few, ON), ROW)).startswith("More")
    assert str(allocation_note(Reading(many, ON), ROW)).startswith("More person-years than there are people")


def test_a_goal_lacks_only_what_is_not_there() -> None:
    session = add("goals", id="g1", text="Answered within a day", target=80)(Session())
    said = str(goal_note(Reading(session, ON), {"goals": Place("goals", "g1")}))
    assert said.startswith("Lacks: ")
    assert "a measure" in said
    assert "target" not in said
