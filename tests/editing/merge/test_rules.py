"""What two people get who have changed two copies of one workshop, rule by rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cxworkshop.editing import ids
from cxworkshop.editing.changes import Change, add, move, remove, set_value
from cxworkshop.editing.merge import Merged, merge
from cxworkshop.method.demo import demo_session
from cxworkshop.method.revisit import next_round
from cxworkshop.model.ops import Set, apply
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session

ON = date(2026, 11, 28)
DEMO = demo_session("en")
TOUCHPOINTS = [row.id for row in DEMO.touchpoints]
PEOPLE = [row.id for row in DEMO.people]
ACTIONS = [row.id for row in DEMO.round.actions]
NAME = Place("touchpoints", TOUCHPOINTS[0], "name")


def did(session: Session, *changes: Change) -> Session:
    for change in changes:
        session = change(session)
    return session


def put(place: Place, value: Any) -> Change:
    return set_value(place, value)


def added(session: Session, table: str, letters: str, **values: Any) -> Session:
    """As a program with these letters adds a row."""
    before, ids.SUFFIX = ids.SUFFIX, letters
    try:
        return did(session, add(table, **values))
    finally:
        ids.SUFFIX = before


def gone(table: str, row: str) -> Change:
    return remove(Place(table, row), ON)


def both_ways(base: Session, mine: Session, theirs: Session) -> Merged:
    """Merged: the same whichever side begins, and merged once more nothing more happens."""
    merged = merge(base, mine, theirs)
    assert merge(base, theirs, mine) == merged
    for side in (mine, theirs):
        assert merge(base, merged.session, side).session == merged.session
    return merged


def aside(merged: Merged) -> list[tuple[str, str, str, str]]:
    rows = merged.session.set_aside
    assert rows == merged.kept
    return [(row.in_table, row.row, row.field, row.value) for row in rows]


def told(merged: Merged) -> str:
    return " ".join(str(words) for words in merged.told)


# ---- cells -------------------------------------------------------------------------------------------------
def test_two_cells_of_one_row_both_stand() -> None:
    stage = Place("touchpoints", TOUCHPOINTS[0], "stage")
    merged = both_ways(DEMO, did(DEMO, put(NAME, "A")), did(DEMO, put(stage, DEMO.stages[-1].id)))
    assert merged.session.touchpoints[0].name == "A"
    assert merged.session.touchpoints[0].stage == DEMO.stages[-1].id
    assert aside(merged) == []


def test_of_one_cell_the_newer_stands_and_the_other_is_set_aside() -> None:
    mine, theirs = did(DEMO, put(NAME, "A")), did(DEMO, put(NAME, "B"))
    merged = merge(DEMO, mine, theirs, mine_is_newer=True)
    assert merged == merge(DEMO, theirs, mine, mine_is_newer=False)
    assert value_at(merged.session, NAME) == "A"
    assert aside(merged) == [("touchpoints", TOUCHPOINTS[0], "name", '"B"')]


def test_two_machines_set_the_same_row_aside() -> None:
    mine, theirs = did(DEMO, put(NAME, "A")), did(DEMO, put(NAME, "B"))
    merged = both_ways(DEMO, mine, theirs)
    assert {value_at(merged.session, NAME), merged.kept[0].value.strip('"')} == {"A", "B"}


def test_a_value_stands_where_the_other_has_emptied_the_cell() -> None:
    here = Place("actions", ACTIONS[0], "title")
    merged = both_ways(DEMO, did(DEMO, put(here, "A")), did(DEMO, put(here, "")))
    assert value_at(merged.session, here) == "A"
    assert aside(merged) == []


def test_sets_join() -> None:
    here = Place("rounds", "2", "participants")
    base = did(DEMO, put(here, tuple(PEOPLE[:3])))
    mine = did(
        base,
        put(here.at(f"participants[{PEOPLE[3]}]"), True),
        put(here.at(f"participants[{PEOPLE[0]}]"), False),
    )
    theirs = did(base, put(here.at(f"participants[{PEOPLE[4]}]"), True))
    merged = both_ways(base, mine, theirs)
    assert merged.session.round.participants == tuple(PEOPLE[1:5])
    assert aside(merged) == []


def test_a_yes_belongs_to_whoever_said_it() -> None:
    here = Place("ownerships", TOUCHPOINTS[0], "accountable")
    base = did(DEMO, put(here, PEOPLE[0]), put(here.at("accepted_on"), None))
    merged = both_ways(base, did(base, put(here, PEOPLE[1])), did(base, put(here.at("accepted_on"), ON)))
    assert value_at(merged.session, here) == PEOPLE[1]
    assert value_at(merged.session, here.at("accepted_on")) is None
    assert aside(merged) == [("ownerships", TOUCHPOINTS[0], "accepted_on", '"2026-11-28"')]


def test_the_state_of_one_touchpoint_begun_on_both_sides_is_one_row() -> None:
    base = added(DEMO, "touchpoints", "bbbb", name="New")
    here = Place("touchpoint_states", base.touchpoints[-1].id)
    merged = both_ways(
        base, did(base, put(here.at("importance"), 4)), did(base, put(here.at("in_scope"), False))
    )
    (row,) = (row for row in merged.session.round.touchpoint_states if row.id == here.id)
    assert (row.importance, row.in_scope) == (4, False)


def test_what_a_newer_program_wrote_goes_along() -> None:
    here = Place("touchpoints", TOUCHPOINTS[0])
    theirs = apply(DEMO, [Set(here.at("mood"), {"x": 1})])
    merged = both_ways(DEMO, did(DEMO, put(NAME, "A")), theirs).session
    assert (merged.touchpoints[0].extra, merged.touchpoints[0].name) == ({"mood": {"x": 1}}, "A")
    other = apply(DEMO, [Set(here.at("mood"), "B")])
    assert aside(both_ways(DEMO, theirs, other))[0][:3] == ("touchpoints", TOUCHPOINTS[0], "mood")


# ---- rows --------------------------------------------------------------------------------------------------
def test_rows_that_both_add_are_both_there_and_those_of_one_hand_stay_together() -> None:
    mine = added(added(DEMO, "touchpoints", "bbbb", name="A 1"), "touchpoints", "bbbb", name="A 2")
    theirs = added(added(DEMO, "touchpoints", "cccc", name="B 1"), "touchpoints", "cccc", name="B 2")
    names = [row.name for row in both_ways(DEMO, mine, theirs).session.touchpoints]
    assert names[len(TOUCHPOINTS) :] == ["A 1", "A 2", "B 1", "B 2"]


def test_a_row_stays_behind_the_row_that_it_was_put_behind() -> None:
    mine = did(DEMO, add("touchpoints", after=TOUCHPOINTS[1], name="A"))
    theirs = did(DEMO, move(Place("touchpoints", TOUCHPOINTS[1]), -1))
    names = [row.name for row in both_ways(DEMO, mine, theirs).session.touchpoints]
    assert names[:2] == [DEMO.touchpoints[1].name, "A"]


def test_a_row_stays_where_it_is_when_the_row_before_it_goes() -> None:
    mine = did(DEMO, add("actions", after=ACTIONS[1], title="A"))
    merged = both_ways(DEMO, mine, did(DEMO, gone("actions", ACTIONS[1]))).session
    assert [row.title for row in merged.round.actions][1] == "A"


def test_moves_of_different_rows_both_stand() -> None:
    mine = did(DEMO, move(Place("touchpoints", TOUCHPOINTS[-1]), -99))
    theirs = did(DEMO, move(Place("touchpoints", TOUCHPOINTS[2]), 99))
    order = [row.id for row in both_ways(DEMO, mine, theirs).session.touchpoints]
    assert (order[0], order[-1]) == (TOUCHPOINTS[-1], TOUCHPOINTS[2])
    assert sorted(order) == sorted(TOUCHPOINTS)


@pytest.mark.parametrize(
    ("mine", "theirs", "order"),
    [
        ("2134", "1243", "2143"),
        ("2134", "1324", "3214"),  # 2 before 1 and 3 before 2: 3 before 1 too
        ("4123", "1234", "4123"),
        ("124", "1324", "124"),
        ("2341", "1423", "4231"),
    ],
)
def test_what_either_has_turned_round_is_turned_round(mine: str, theirs: str, order: str) -> None:
    versions = (Session(people=tuple(Person(id=row) for row in rows)) for rows in ("1234", mine, theirs))
    assert "".join(row.id for row in both_ways(*versions).session.people) == order


def test_two_old_programs_give_one_id_twice_and_nobody_gets_the_others_work() -> None:
    mine = added(DEMO, "people", "", name="Anna Ax")
    theirs = added(DEMO, "people", "", name="Bo Berg")
    person = mine.people[-1].id
    assert theirs.people[-1].id == person
    mine = did(mine, put(Place("actions", ACTIONS[0], "owner"), person))
    theirs = did(theirs, put(Place("actions", ACTIONS[1], "owner"), person))
    merged = both_ways(DEMO, mine, theirs)
    owners = [merged.session.name_of("people", row.owner or "") for row in merged.session.round.actions[:2]]
    assert owners == ["Anna Ax", "Bo Berg"]
    assert len(merged.session.people) == len(PEOPLE) + 2
    assert "both are there" in told(merged)


# ---- removals ----------------------------------------------------------------------------------------------
def test_a_row_that_one_removes_and_the_other_changes_stays() -> None:
    goal = DEMO.round.goals[1].id
    mine, theirs = did(DEMO, gone("goals", goal)), did(DEMO, put(Place("goals", goal, "text"), "Better"))
    merged = both_ways(DEMO, mine, theirs)
    assert value_at(merged.session, Place("goals", goal, "text")) == "Better"
    assert told(merged) == "Better was removed in one version and changed in the other; it stays."


def test_a_row_that_one_removes_and_the_other_refers_to_stays_with_all_that_referred_to_it() -> None:
    base = added(DEMO, "people", "bbbb", name="Zed")
    zed = base.people[-1].id
    base = did(
        base,
        put(Place("actions", ACTIONS[0], "owner"), zed),
        put(Place("rounds", "2", f"participants[{zed}]"), True),
    )
    mine, theirs = did(base, gone("people", zed)), did(base, put(Place("actions", ACTIONS[2], "owner"), zed))
    merged = both_ways(base, mine, theirs).session
    assert [merged.round.actions[at].owner for at in (0, 2)] == [zed, zed]
    assert zed in merged.round.participants
    assert zed in [row.id for row in merged.people]


def test_a_row_that_one_removes_and_the_other_replaces_is_gone() -> None:
    goal, other = (row.id for row in DEMO.round.goals[:2])
    here = Place("actions", ACTIONS[0], "goal")
    base = did(DEMO, put(here, goal))
    merged = both_ways(base, did(base, gone("goals", goal)), did(base, put(here, other)))
    assert merged.session.find("goals", goal) is None
    assert value_at(merged.session, here) == other
    assert aside(merged) == []


def test_a_settled_cell_stays_settled() -> None:
    merged = both_ways(DEMO, did(DEMO, put(NAME, "A")), did(DEMO, put(NAME, "B"))).session
    settled = merged.model_copy(update={"set_aside": ()})
    theirs = did(merged, put(Place("touchpoints", TOUCHPOINTS[1], "name"), "C"))
    assert both_ways(merged, settled, theirs).session.set_aside == ()


# ---- rounds ------------------------------------------------------------------------------------------------
def test_what_was_changed_in_a_round_that_the_other_has_closed_stands_in_it() -> None:
    mine = did(DEMO, put(Place("rounds", "2", "closed_on"), ON))
    theirs = did(DEMO, put(Place("actions", ACTIONS[0], "title"), "Later"))
    merged = both_ways(DEMO, mine, theirs)
    assert (merged.session.round.closed_on, merged.session.round.actions[0].title) == (ON, "Later")
    assert told(merged) == (
        "Round 2 was closed in one version and changed in the other; the changes stand in it."
    )


def test_of_two_days_on_which_a_round_was_closed_the_earlier_stands() -> None:
    days = (ON, ON.replace(day=29))
    sides = [did(DEMO, put(Place("rounds", "2", "closed_on"), day)) for day in days]
    merged = both_ways(DEMO, *sides)
    assert (merged.session.round.closed_on, aside(merged)) == (ON, [])


def test_a_round_that_one_takes_back_and_the_other_works_in_stays_whole() -> None:
    before = DEMO.as_of(1)
    mine = before.model_copy(update={"rounds": (before.round.model_copy(update={"closed_on": None}),)})
    theirs = did(DEMO, put(Place("actions", ACTIONS[0], "title"), "Later"))
    merged = both_ways(DEMO, mine, theirs)
    assert merged.session == theirs
    assert "removed in one version and changed in the other" in told(merged)


def test_a_round_that_one_takes_back_and_nobody_works_in_is_gone() -> None:
    before = DEMO.as_of(1)
    mine = before.model_copy(update={"rounds": (before.round.model_copy(update={"closed_on": None}),)})
    theirs = did(DEMO, put(NAME, "A"))
    merged = both_ways(DEMO, mine, theirs).session
    assert (len(merged.rounds), merged.round.closed_on, merged.touchpoints[0].name) == (1, None, "A")


def test_two_who_begin_the_next_round_have_begun_one() -> None:
    sides = [next_round(DEMO, day) for day in (ON, ON.replace(day=29))]
    merged = both_ways(DEMO, *sides).session
    assert [round_.number for round_ in merged.rounds] == [1, 2, 3]
    assert [round_.is_closed for round_ in merged.rounds] == [True, True, False]
    assert len(merged.round.goals) == len(sides[0].round.goals)


def test_a_ballot_was_sealed_and_revealed_when_that_was_first_done() -> None:
    first, second = (datetime(2026, 11, 28, hour, tzinfo=UTC) for hour in (9, 10))
    here = Place("ballots", "1")
    base = did(Session(), put(here.at("voters"), 3))
    sides = [
        did(base, put(here.at("sealed_at"), at), put(here.at("revealed_at"), at)) for at in (first, second)
    ]
    (ballot,) = both_ways(base, *sides).session.round.ballots
    assert (ballot.sealed_at, ballot.revealed_at) == (first, first)


# ---- without an older version ------------------------------------------------------------------------------
def test_without_an_older_version_nothing_is_removed_and_all_that_differs_is_kept_twice() -> None:
    mine = did(DEMO, put(NAME, "A"), gone("actions", ACTIONS[1]))
    theirs = added(DEMO, "people", "bbbb", name="Zed")
    merged = merge(None, mine, theirs)
    assert merge(None, theirs, mine) == merged
    assert [row.id for row in merged.session.round.actions] == ACTIONS
    assert merged.session.people[-1].name == "Zed"
    names = {value_at(merged.session, NAME), *(row.value.strip('"') for row in merged.session.set_aside)}
    assert names == {"A", DEMO.touchpoints[0].name}


def test_two_that_are_the_same_are_one() -> None:
    assert merge(None, DEMO, demo_session("en")) == Merged(DEMO, (), ())


def test_an_older_version_merged_into_a_newer_one_changes_nothing() -> None:
    newer = did(DEMO, put(NAME, "A"))
    assert merge(DEMO, DEMO, newer) == merge(DEMO, newer, DEMO) == Merged(newer, (), ())


def test_sets_join_in_one_order_whichever_side_begins_also_where_a_file_names_one_twice() -> None:
    here = Place("rounds", "2", "participants")
    mine = apply(DEMO, [Set(here, (PEOPLE[2], PEOPLE[2], PEOPLE[5]))])
    theirs = apply(DEMO, [Set(here, (PEOPLE[4], PEOPLE[1], PEOPLE[4]))])
    merged = both_ways(DEMO, mine, theirs).session.round.participants
    assert len({*merged}) == len(merged)
    assert merge(None, mine, theirs) == merge(None, theirs, mine)


def test_moments_with_and_without_a_time_zone_are_compared() -> None:
    base = did(Session(), put(Place("ballots", "1", "voters"), 3))
    zoned = datetime(2026, 11, 28, 9, tzinfo=UTC)
    unzoned = zoned.replace(day=20, tzinfo=None)
    sides = [apply(base, [Set(Place("ballots", "1", "sealed_at", 1), at)]) for at in (zoned, unzoned)]
    (ballot,) = both_ways(base, *sides).session.round.ballots
    assert ballot.sealed_at == unzoned


def test_what_both_move_from_the_parking_lot_to_the_actions_is_one_action() -> None:
    base = did(DEMO, add("parking", text="A map of the stores"))
    parked = Place("parking", base.round.parking[-1].id, "status")
    sides = []
    for letters, owner in (("bbbb", PEOPLE[0]), ("cccc", None)):
        ids.SUFFIX, before = letters, ids.SUFFIX
        side = did(base, put(parked, "moved_to_action"))
        ids.SUFFIX = before
        made = Place("actions", side.round.actions[-1].id, "owner")
        sides.append(did(side, put(made, owner)) if owner else side)
    merged = both_ways(base, *sides)
    (action,) = (row for row in merged.session.round.actions if row.title == "A map of the stores")
    assert action.owner == PEOPLE[0]
    assert not merged.kept


def test_a_review_stays_that_the_same_side_wrote_of_a_goal_it_had_removed() -> None:
    goal = DEMO.round.goals[0].id
    number = DEMO.round.number
    mine = did(DEMO, gone("goals", goal), put(Place("reviews", goal, "text", number), "It came too late"))
    merged = both_ways(DEMO, mine, did(DEMO, put(NAME, "Theirs")))
    (review,) = (row for row in merged.session.round.reviews if row.id == goal)
    assert review.text == "It came too late"
