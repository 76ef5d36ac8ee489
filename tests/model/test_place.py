"""A place finds its value, whoever holds it."""

import pytest

from cxworkshop.errors import NotUnderstood, WrongUse
from cxworkshop.language import speaking
from cxworkshop.model.place import Place, field_of, fields, kind_at, record_at, row_name, value_at, with_value
from cxworkshop.model.raw import written
from cxworkshop.model.record import declared as fields_declared
from cxworkshop.model.session import TABLES, Session


def test_every_value_of_every_row_has_a_place(demo: Session) -> None:
    for name, number, rows in demo.tables():
        for row in rows:
            for field in fields(name):
                value = value_at(demo, Place(name, row.id, field, number))
                assert with_value(row, field, value) == row


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


def test_a_member_is_added_at_the_end_taken_away_and_never_there_twice(demo: Session) -> None:
    row = demo.round.model_copy(update={"participants": ("p1", "p2")})

    def after(member: str, is_there: bool) -> tuple[str, ...]:
        changed = with_value(row, f"participants[{member}]", is_there)
        return tuple(written(changed)["participants"])

    assert after("p3", True) == ("p1", "p2", "p3")
    assert after("p2", True) == ("p1", "p2")
    assert after("p1", False) == ("p2",)
    assert after("p3", False) == ("p1", "p2")


def test_a_value_inside_a_part_is_changed_and_its_neighbours_are_not(demo: Session) -> None:
    row = next(one for one in demo.round.ownerships if one.mandate.decision_rights)
    changed = with_value(row, "mandate.horizon_years", 7.0)
    session = demo.model_copy(update={"rounds": (demo.round.model_copy(update={"ownerships": (changed,)}),)})
    here = Place("ownerships", row.id)
    assert value_at(session, here.at("mandate.horizon_years")) == 7.0
    assert value_at(session, here.at("mandate.decision_rights")) == row.mandate.decision_rights
    assert value_at(session, here.at("reward.type")) == row.reward.type


def test_another_field_of_a_place_is_of_the_same_row_and_round() -> None:
    assert Place("goals", "g1", "text", 1).at("target") == Place("goals", "g1", "target", 1)


def test_a_row_that_is_not_there_is_called_by_words_and_one_of_a_round_by_its_label(
    demo: Session,
) -> None:
    assert row_name(demo, Place("observations", "o999")) == "unnamed observation"
    assert row_name(demo, Place("rounds", "2")) == demo.name_of("rounds", "2")
    assert row_name(demo, Place("people", "p999")) == "unknown person"
    assert row_name(demo, Place("steps", "define")) == "Define"


def test_a_field_called_as_a_keyword_is_found_by_its_plain_name(demo: Session) -> None:
    practice = demo.round.practices[0]
    assert value_at(demo, Place("practices", practice.id, "from")) == practice.from_
    assert "from" in fields("practices")


def test_a_value_of_the_wrong_kind_is_refused_and_one_of_the_right_kind_taken() -> None:
    months = field_of("investments", "horizon_months")
    assert months.valid(24) == 24
    assert months.valid(None) is None
    for wrong in ("many", 0, 1.5):
        with pytest.raises(NotUnderstood, match="is not a whole number"):
            months.valid(wrong)


def test_a_row_without_a_name_is_called_by_what_it_is(demo: Session) -> None:
    nameless = demo.touchpoints[0].model_copy(update={"name": ""})
    session = demo.model_copy(update={"touchpoints": (nameless, *demo.touchpoints[1:])})
    assert row_name(session, Place("touchpoints", nameless.id, "stage")) == "unnamed touchpoint"
    with speaking("fi"):
        assert row_name(session, Place("touchpoints", nameless.id)) == "nimetön kosketuspiste"
