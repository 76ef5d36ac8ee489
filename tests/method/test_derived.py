"""What fields are worth when nobody has overridden them, and which touchpoints are priorities."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing import changes
from cxworkshop.method import derived
from cxworkshop.method.readiness import open_shoulds
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.place import Place, field_of, fields
from cxworkshop.model.session import TABLES, Session

ON = date(2026, 11, 21)


def put(session: Session, table: str, row: str, field: str, value: object) -> Session:
    return changes.set_value(Place(table, row, field), value)(session)


def test_every_field_declared_as_derived_is_computed() -> None:
    declared = {
        (table, field) for table in TABLES for field in fields(table) if field_of(table, field).kind.derived
    }
    assert declared == set(derived.DERIVED)


@pytest.mark.parametrize("number", [1, 2])
def test_priorities_are_scored_as_expected(demo: Session, expected: dict[str, Any], number: int) -> None:
    seen, wanted = demo.as_of(number), expected[f"round{number}"]["priority"]
    assert {touchpoint: derived.priority_score(seen, touchpoint) for touchpoint in wanted} == wanted


def test_the_five_highest_are_priorities_unless_the_room_says_otherwise(
    demo: Session, demo_round1: Session
) -> None:
    unsaid = tuple(row.model_copy(update={"priority": None}) for row in demo_round1.round.touchpoint_states)
    scored = demo_round1.model_copy(
        update={"rounds": (demo_round1.round.model_copy(update={"touchpoint_states": unsaid}),)}
    )
    assert derived.priorities(scored) == {"tp07", "tp08", "tp09", "tp12", "tp13"}
    assert derived.priorities(demo_round1) == {"tp07", "tp08", "tp09", "tp13"}
    assert derived.priorities(demo) == {"tp08", "tp09", "tp12"}
    chosen = put(
        put(demo, "touchpoint_states", "tp15", "priority", True),
        "touchpoint_states",
        "tp08",
        "priority",
        False,
    )
    assert derived.priorities(chosen) == {"tp09", "tp12", "tp15"}


def test_what_is_out_of_scope_is_no_priority(demo: Session) -> None:
    assert "tp09" not in derived.priorities(put(demo, "touchpoint_states", "tp09", "in_scope", False))


def test_the_journey_orders_what_is_in_scope(demo: Session, demo_round1: Session) -> None:
    assert [touchpoint.id for touchpoint in derived.in_scope(demo)][9:11] == ["tp15", "tp10"]
    assert "tp15" not in [touchpoint.id for touchpoint in derived.in_scope(demo_round1)]
    retired = put(demo, "touchpoints", "tp01", "retired_round", 2)
    assert "tp01" not in [touchpoint.id for touchpoint in derived.in_scope(retired)]
    assert "tp01" in [touchpoint.id for touchpoint in derived.in_scope(retired.as_of(1))]


def test_the_last_metre_is_a_partners_after_the_decision(demo: Session) -> None:
    assert derived.value(demo, Place("touchpoints", "tp08", "last_metre"), ON) is True
    assert derived.value(demo, Place("touchpoints", "tp07", "last_metre"), ON) is False
    assert derived.value(demo, Place("touchpoints", "tp12", "last_metre"), ON) is True  # somebody said so
    assert derived.derived_value(demo, Place("touchpoints", "tp12", "last_metre"), ON) is False
    moved = put(
        put(demo, "stages", "buy", "decision_point", False), "stages", "receive", "decision_point", True
    )
    assert derived.value(moved, Place("touchpoints", "tp08", "last_metre"), ON) is False


def test_the_function_of_a_responsibility_follows_the_person(demo: Session) -> None:
    place = Place("ownerships", "tp08", "function")
    assert derived.value(demo, place, ON) == "operations_logistics"
    assert (
        derived.value(put(demo, "ownerships", "tp08", "accountable", "p7"), place, ON) == "customer_service"
    )
    assert derived.value(put(demo, "ownerships", "tp08", "function", "sales"), place, ON) == "sales"
    assert derived.value(put(demo, "ownerships", "tp08", "accountable", None), place, ON) is None


def test_a_place_in_an_earlier_round_is_computed_as_it_was_then(demo: Session) -> None:
    assert derived.value(demo, Place("goals", "g09", "provisional", 1), ON) is True
    assert derived.value(demo, Place("touchpoint_states", "tp07", "priority", 1), ON) is True
    assert derived.value(demo, Place("touchpoint_states", "tp07", "priority"), ON) is False


def test_a_field_that_is_not_derived_is_what_is_stored(demo: Session) -> None:
    assert derived.value(demo, Place("touchpoints", "tp08", "name"), ON) == "The delivery to my home"
    assert derived.derived_value(demo, Place("touchpoints", "tp08", "name"), ON) is None
    assert derived.value(demo, Place("evidence", "gone", "kind"), ON) is None


@pytest.mark.parametrize(
    ("source", "n", "collected_on", "kind"),
    [
        ("survey", 40, date(2026, 10, 1), "fact"),
        ("survey", None, date(2026, 10, 1), "assumption"),
        ("survey", 40, None, "assumption"),
        ("survey", 40, date(2024, 11, 21), "fact"),
        ("survey", 40, date(2024, 11, 20), "assumption"),
        ("frontline", None, date(2026, 10, 1), "assumption"),
        ("own_experience", 1, date(2026, 10, 1), "assumption"),
        ("hearsay", 5, date(2026, 10, 1), "assumption"),
        ("opinion", 8, date(2026, 10, 1), "assumption"),
        (None, 8, date(2026, 10, 1), "assumption"),
    ],
)
def test_evidence_is_a_fact_only_when_dated_counted_and_recent(
    source: str | None, n: int | None, collected_on: date | None, kind: str
) -> None:
    assert (
        derived.kind_of_evidence(Evidence(id="ev", source_type=source, n=n, collected_on=collected_on), ON)
        == kind
    )


@pytest.mark.parametrize(("period", "kind"), [("2026-09..2026-10", "fact"), ("", "assumption")])
def test_what_the_frontline_says_is_a_fact_only_with_a_count_and_its_period(period: str, kind: str) -> None:
    said = Evidence(id="ev", source_type="frontline", n=12, collected_on=date(2026, 10, 1), period=period)
    assert derived.kind_of_evidence(said, ON) == kind
    assert derived.kind_of_evidence(said.model_copy(update={"n": None}), ON) == "assumption"


def test_evidence_older_than_a_year_is_stale() -> None:
    assert not derived.is_stale(Evidence(id="ev", collected_on=date(2025, 11, 21)), ON)
    assert derived.is_stale(Evidence(id="ev", collected_on=date(2025, 11, 20)), ON)
    assert not derived.is_stale(Evidence(id="ev"), ON)


# ---- ties --------------------------------------------------------------------------------------------------
LETTERS = {"a": 9.0, "b": 8.0, "c": 8.0, "d": 7.0, "e": 7.0, "f": 7.0, "g": None, "h": 0.0}


@pytest.mark.parametrize(
    ("scores", "said", "found"),
    [
        ({f"t{i}": 6.0 for i in range(14)}, {}, ((), tuple(f"t{i}" for i in range(14)), 5)),
        (LETTERS, {}, (("a", "b", "c"), ("d", "e", "f"), 2)),
        (LETTERS, {"f": True, "d": True}, (("d", "f", "a", "b", "c"), (), 0)),
        (LETTERS, {"f": True}, (("f", "a", "b", "c"), ("d", "e"), 1)),
        (LETTERS, {"f": False}, (("a", "b", "c"), ("d", "e"), 1)),
        (LETTERS, {"f": False, "e": False}, (("a", "b", "c"), (), 0)),
        ({"a": 9.0, "b": 9.0, "c": 1.0}, {}, (("a", "b", "c"), (), 2)),
    ],
)
def test_a_tie_across_the_last_place_is_said_and_settled_by_the_room(
    scores: dict[str, float | None], said: dict[str, bool | None], found: tuple[Any, ...]
) -> None:
    assert derived.ranked(scores, said) == found


def test_what_ties_is_named_with_the_places_it_ties_for(demo: Session) -> None:
    undecided = put(demo, "touchpoint_states", "tp04", "priority", None)
    undecided = put(undecided, "touchpoint_states", "tp11", "in_scope", False)
    assert derived.tie_words(demo) == ""
    assert derived.ranking(undecided) == (("tp09", "tp12", "tp08"), ("tp04", "tp06"), 1)
    names = [demo.name_of("touchpoints", touchpoint) for touchpoint in ("tp04", "tp06")]
    assert str(derived.tie_words(undecided)).startswith(
        f"{names[0]} and {names[1]} weigh the same for 1 place"
    )
    settled = put(undecided, "touchpoint_states", "tp06", "priority", True)
    assert derived.priorities(settled) == {"tp06", "tp08", "tp09", "tp12"} | set()
    assert derived.tie_words(settled) == ""


def test_a_tie_is_missing_in_define_and_said_in_the_plan_until_the_room_settles_it(demo: Session) -> None:
    undecided = put(demo, "touchpoint_states", "tp04", "priority", None)
    undecided = put(undecided, "touchpoint_states", "tp11", "in_scope", False)
    words = str(derived.tie_words(undecided))
    day = date(2026, 11, 21)
    (tie,) = (found for found in open_shoulds(undecided, "define", day) if not found.check)
    assert str(tie.words) == words
    assert [place.id for place in tie.places] == ["tp04", "tp06"]
    assert {place.field for place in tie.places} == {"priority"}
    assert not [found for found in open_shoulds(undecided, "develop", day) if not found.check]
    assert not [found for found in open_shoulds(demo, "define", day) if not found.check]
    assert words in write_document(undecided, "plan", language="en", on=day)
    assert "weigh the same" not in write_document(demo, "plan", language="en", on=day)
