"""A place finds its value, whoever holds it."""

import pytest

from cxworkshop.errors import WrongUse
from cxworkshop.language import speaking
from cxworkshop.model.place import Place, field_of, fields, kind_at, record_at, replaced, row_name, value_at
from cxworkshop.model.record import declared as fields_declared
from cxworkshop.model.session import TABLES, Session


def test_every_value_of_every_row_has_a_place(demo: Session) -> None:
    for name, number, rows in demo.tables():
        for row in rows:
            for field in fields(name):
                value = value_at(demo, Place(name, row.id, field, number))
                assert replaced(row, field, value) == row


def test_a_row_not_written_yet_reads_as_its_defaults(demo: Session) -> None:
    place = Place("touchpoint_states", "tp99", "in_scope")
    assert value_at(demo, place) is True
    assert getattr(record_at(demo, place), "touchpoint", None) == "tp99"


def test_a_row_that_is_gone_reads_as_nothing(demo: Session) -> None:
    assert record_at(demo, Place("people", "p99")) is None
    assert value_at(demo, Place("people", "p99", "name")) == ""


def test_a_member_of_a_set_is_yes_or_no_under_its_own_name(demo: Session) -> None:
    place = Place("rounds", "2", f"participants[{demo.round.participants[0]}]")
    assert value_at(demo, place) is True
    assert kind_at(demo, place).label == demo.name_of("people", demo.round.participants[0])


def test_a_place_of_an_earlier_round_is_looked_for_there(demo: Session) -> None:
    goal = demo.rounds[0].goals[0]
    assert value_at(demo, Place("goals", goal.id, "text", 1)) == goal.text


def test_a_row_is_known_by_its_name_or_by_what_it_is_the_state_of(demo: Session) -> None:
    touchpoint = demo.touchpoints[0]
    assert row_name(demo, Place("touchpoints", touchpoint.id)) == touchpoint.name
    assert row_name(demo, Place("ownerships", touchpoint.id)) == touchpoint.name
    assert (
        row_name(demo, Place("function_scores", "good_leadership:p1"))
        == f"Good leadership – {demo.people[0].name}"
    )
    observation = next(one for one in demo.round.observations if one.measure)
    assert row_name(demo, Place("observations", observation.id)) == demo.name_of(
        "measures", observation.measure or ""
    )
    with speaking("fi"):
        assert row_name(demo, Place("vision", "vision")) != "Experience vision"


@pytest.mark.parametrize(
    ("table", "field"),
    [("planets", "name"), ("people", "shoe_size"), ("people", "name.first"), ("ownerships", "mandate")],
)
def test_an_unknown_field_is_a_mistake(table: str, field: str) -> None:
    with pytest.raises(WrongUse):
        field_of(table, field)


def test_every_table_is_declared_whole() -> None:
    for name, record in TABLES.items():
        declared = record.table
        assert declared.name == name
        assert all(key in fields_declared(record) for key in declared.keys)
        assert not declared.names or declared.names in fields_declared(record)
        assert declared.single or declared.keys or declared.prefix
