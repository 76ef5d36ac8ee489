"""Each change does what it says, refuses what cannot be, and leaves no row that names what is gone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing.changes import Change, add, fill_down, move, remove, set_value, set_values, together
from cxworkshop.editing.ids import new_id
from cxworkshop.errors import NotUnderstood, ReadOnly, WrongUse
from cxworkshop.language import say
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.references import references_to
from cxworkshop.model.session import TABLES, Session
from tests.editing.some_changes import rows

ON = date(2026, 11, 21)


# ---- values ------------------------------------------------------------------------------------------------
def test_a_value_goes_to_its_place_and_nowhere_else(demo: Session) -> None:
    place = Place("ownerships", "tp01", "mandate.horizon_years")
    after = set_value(place, 2)(demo)
    assert value_at(after, place) == 2.0
    assert after.people is demo.people
    assert after.round.ownerships[1] is demo.round.ownerships[1]
    assert after.rounds[0] is demo.rounds[0]


def test_a_row_of_a_keyed_table_is_written_by_its_first_value(demo: Session) -> None:
    empty = Session(touchpoints=demo.touchpoints)
    after = set_value(Place("touchpoint_states", "tp03", "importance"), 4)(empty)
    (state,) = after.round.touchpoint_states
    assert (state.id, state.touchpoint, state.importance) == ("tp03", "tp03", 4)


def test_a_default_does_not_write_a_row(demo: Session) -> None:
    empty = Session(touchpoints=demo.touchpoints)
    assert set_value(Place("touchpoint_states", "tp03", "in_scope"), True)(empty) is empty


def test_the_same_value_again_is_no_change(demo: Session) -> None:
    assert set_value(Place("people", "p1", "name"), demo.people[0].name)(demo) is demo


def test_a_member_is_put_in_and_taken_out_once(demo: Session) -> None:
    place = Place("rounds", "2", "participants[p90]")
    inside = set_value(place, True)(demo)
    assert inside.round.participants == (*demo.round.participants, "p90")
    assert set_value(place, True)(inside) is inside
    assert set_value(place, False)(inside).round == demo.round


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (Place("people", "p1", "joined_round"), 0),
        (Place("people", "p1", "left_on"), "soon"),
        (Place("people", "p1", "function"), "juggling"),
        (Place("people", "p1", "name"), "half \ud83d"),
        (Place("observations", "o01", "value"), float("nan")),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_when_the_change_is_made(place: Place, value: object) -> None:
    with pytest.raises(NotUnderstood):
        set_value(place, value)


@pytest.mark.parametrize(
    "place",
    [Place("people", "p1", "shoe_size"), Place("planets", "p1", "name"), Place("people", "p1", "name.first")],
)
def test_unknown_tables_and_fields_are_refused(place: Place) -> None:
    with pytest.raises(WrongUse):
        set_value(place, "x")


def test_what_a_row_is_known_by_never_changes(demo: Session) -> None:
    for place, value in (
        (Place("people", "p1", "id"), "p77"),
        (Place("ownerships", "tp01", "touchpoint"), "tp02"),
    ):
        with pytest.raises(WrongUse):
            set_value(place, value)(demo)
    assert set_value(Place("ownerships", "tp01", "touchpoint"), "tp01")(demo) is demo


def test_a_closed_round_may_be_looked_at_and_not_changed(demo: Session) -> None:
    changes = [
        set_value(Place("goals", "g01", "text", 1), "Changed"),
        set_value(Place("rounds", "1", "label"), "Changed"),
        remove(Place("goals", demo.rounds[0].goals[0].id, "", 1), ON),
        move(Place("goals", demo.rounds[0].goals[0].id, "", 1), 1),
    ]
    for change in changes:
        with pytest.raises((ReadOnly, WrongUse)):
            change(demo)
    closed = demo.as_of(1)
    with pytest.raises(ReadOnly):
        set_value(Place("rounds", "1", "label"), "Changed")(closed)


def test_several_values_are_one_change_with_one_name(demo: Session) -> None:
    change = set_values(
        [(Place("people", "p1", "name"), "A"), (Place("people", "p2", "name"), "B")], say("Pasted")
    )
    assert [person.name for person in change(demo).people[:2]] == ["A", "B"]
    assert str(change.name(demo)) == "Pasted"


def test_filling_down_copies_the_value_as_it_stands_when_it_is_done(demo: Session) -> None:
    first, *others = (Place("people", person.id, "role") for person in demo.people)
    after = together("", set_value(first, "Everything"), fill_down(first, others))(demo)
    assert {person.role for person in after.people} == {"Everything"}


# ---- rows --------------------------------------------------------------------------------------------------
def test_a_new_row_gets_an_id_that_no_round_has_used(demo: Session) -> None:
    after = add("goals", text="New")(demo)
    used = {goal.id for one in demo.rounds for goal in one.goals}
    assert after.round.goals[-1].id not in used


def test_a_new_row_stands_after_the_one_it_was_added_at(demo: Session) -> None:
    after = add("people", after="p1", name="Second")(demo)
    assert [person.name for person in after.people[:3]] == [
        demo.people[0].name,
        "Second",
        demo.people[1].name,
    ]


def test_a_new_row_of_a_keyed_table_is_known_by_its_keys_and_their_defaults(demo: Session) -> None:
    after = add("ownership_ballots", touchpoint="tp01", participant="p90", kind="nobody")(demo)
    assert after.round.ownership_ballots[-1].id == "1:tp01:p90"


@pytest.mark.parametrize(
    ("table", "values", "error"),
    [
        ("planets", {}, WrongUse),
        ("people", {"shoe_size": 43}, WrongUse),
        ("ownerships", {"touchpoint": "tp77", "mandate": {"car": 1}}, WrongUse),
        ("vision", {"value": "x"}, WrongUse),
        ("rounds", {"number": 3}, WrongUse),
        ("people", {"joined_round": "first"}, NotUnderstood),
    ],
)
def test_what_cannot_be_added_is_refused(table: str, values: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        add(table, **values)


def test_a_row_is_never_added_twice(demo: Session) -> None:
    with pytest.raises(WrongUse):
        add("people", id="p1")(demo)


@pytest.mark.parametrize("place", [Place("vision", "vision"), Place("rounds", "2")])
def test_a_single_record_and_a_round_are_not_taken_away(place: Place) -> None:
    with pytest.raises(WrongUse):
        remove(place, ON)


def test_a_row_stops_at_the_ends_of_its_table(demo: Session) -> None:
    last = Place("people", demo.people[-1].id)
    assert move(last, 5)(demo) is demo
    assert move(last, -99)(demo).people[0] is demo.people[-1]


def joined(demo: Session, *changes: Change) -> Session:
    """The demo with somebody new, and some changes."""
    return together("", add("people", id="p90", name="N"), *changes)(demo)


def test_who_is_only_present_is_removed(demo: Session) -> None:
    there = joined(demo, set_value(Place("rounds", "2", "participants[p90]"), True))
    assert remove(Place("people", "p90"), ON)(there) == demo


@pytest.mark.parametrize(
    "change",
    [
        add("ownership_ballots", touchpoint="tp01", participant="p90", kind="nobody"),
        add("ownership_ballots", touchpoint="tp98", participant="p1", kind="person", person="p90"),
        add("ownership_tallies", ballot="1", touchpoint="tp99", named=("p90",)),
        add("ownership_tallies", ballot="1", touchpoint="tp99", answered=("p90",)),
        add("figures_answered", figures="dots", answered=("p90",)),
        add("dots", touchpoint="tp01", participant="p90", value=1),
        add("overall_levels", participant="p90", value=3),
        add("letters", letter="z", person="p90"),
        set_value(Place("ownerships", "tp01", "accountable"), "p90"),
        set_value(Place("measures", "m01", "owner"), "p90"),
        set_value(Place("rounds", "2", "convener"), "p90"),
        add("actions", title="Call", owner="p90"),
    ],
)
def test_who_has_answered_is_named_or_carries_something_leaves_and_nothing_else_changes(
    demo: Session, change: Change
) -> None:
    before = joined(demo, change)
    change = remove(Place("people", "p90"), ON)
    after = change(before)
    assert after.people[-1].left_on == ON
    assert set_value(Place("people", "p90", "left_on"), None)(after) == before
    assert str(change.name(before)) == "Left: N"
    assert change(after) is after
    assert remove(Place("people", "p90"), date(2027, 1, 1))(after) is after


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("touchpoints", add("ownership_ballots", touchpoint="new", participant="p1", kind="nobody")),
        ("touchpoints", add("dots", touchpoint="new", participant="p1", value=1)),
        ("touchpoints", add("goals", touchpoint="new", text="Soon")),
        ("partners", set_value(Place("touchpoints", "tp01", "partner"), "new")),
        ("stages", set_value(Place("touchpoints", "tp01", "stage"), "new")),
        ("measures", add("observations", measure="new", value=4)),
        ("measures", set_value(Place("goals", "g28", "measure"), "new")),
    ],
)
def test_what_is_used_is_retired_and_what_is_not_is_removed(
    demo: Session, table: str, change: Change
) -> None:
    unused = add(table, id="new")(demo)
    assert remove(Place(table, "new"), ON)(unused) == demo
    used = change(unused)
    after = remove(Place(table, "new"), ON)(used)
    assert after != used
    assert set_value(Place(table, "new", "retired_round"), None)(after) == used


def test_a_touchpoint_that_has_only_a_level_is_removed_with_it(demo: Session) -> None:
    rated = set_value(Place("touchpoint_states", "new", "level_now"), 3)(add("touchpoints", id="new")(demo))
    assert remove(Place("touchpoints", "new"), ON)(rated) == demo


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_names_a_row_that_is_gone(data: st.DataObject) -> None:
    demo = demo_session("en")
    place = data.draw(rows(demo))
    if demo.find(place.table, place.id) is None:
        return
    after = remove(place, ON)(demo)
    gone = after.find(place.table, place.id)
    if gone is None:
        assert references_to(after, place) == []
    else:
        assert gone.has_left(ON)
    assert after.rounds[0] is demo.rounds[0]


def test_every_table_can_name_its_next_row(demo: Session) -> None:
    for name, record in TABLES.items():
        if record.table.prefix:
            assert new_id(demo, name).startswith(record.table.prefix)


@pytest.mark.parametrize(("table", "row"), [("ownerships", "tp01"), ("cx_lead", "cx_lead")])
def test_a_yes_is_void_when_somebody_else_is_named(demo: Session, table: str, row: str) -> None:
    here = Place(table, row)
    named = value_at(demo, here.at("accountable"))
    assert value_at(demo, here.at("accepted_on"))
    assert set_value(here.at("accountable"), named)(demo) is demo
    other = set_value(here.at("accountable"), "p8")(demo)
    assert value_at(other, here.at("accepted_on")) is None
    both = set_values([(here.at("accountable"), "p8"), (here.at("accepted_on"), date(2026, 11, 5))], "")(demo)
    assert value_at(both, here.at("accepted_on")) == date(2026, 11, 5)


# ---- many at once ------------------------------------------------------------------------------------------
def test_many_changes_in_one_pass_do_what_they_do_one_after_the_other(demo: Session) -> None:
    parts = [
        add("people", name="Aino"),
        add("people", name="Eero", after="p1"),
        set_value(Place("people", "p1", "role"), "Chair"),
        set_value(Place("ownerships", "tp01", "accountable"), "p2"),
        set_value(Place("ownerships", "tp01", "accepted_on"), ON),
        set_value(Place("touchpoint_states", "tp99", "importance"), 3),
        remove(Place("people", "p4"), ON),
        set_value(Place("vision", "vision", "value"), "Warm"),
        set_value(Place("rounds", "2", "participants[p3]"), False),
        set_value(Place("rounds", "2", "label"), "Spring"),
        add("people", name="Ilmari"),
    ]
    one_by_one = demo
    for part in parts:
        one_by_one = part(one_by_one)
    assert together(say("All"), *parts)(demo) == one_by_one
    assert len({person.id for person in one_by_one.people}) == len(one_by_one.people)


def test_many_changes_that_change_nothing_are_no_change(demo: Session) -> None:
    parts = [set_value(Place("people", person.id, "name"), person.name) for person in demo.people]
    assert together(say("All"), *parts)(demo) is demo


def test_one_of_many_that_cannot_be_leaves_all_as_it_was(demo: Session) -> None:
    with pytest.raises(WrongUse):
        together(say("All"), add("people", id="p90", name="Aino"), add("people", id="p90", name="Eero"))(demo)
    with pytest.raises(ReadOnly):
        set_values(
            [(Place("rounds", "2", "label"), "Now"), (Place("rounds", "1", "label"), "Then")], say("All")
        )(demo)
