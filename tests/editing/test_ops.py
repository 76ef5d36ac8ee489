"""Ops make what they say of a session, are read off two sessions exactly, and their opposite takes them
back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing.changes import Change, add, set_value, together
from cxworkshop.editing.history import History
from cxworkshop.editing.ops import UNSET, Add, Move, Op, Ops, Remove, Set, apply, difference
from cxworkshop.errors import CxError, Stale
from cxworkshop.method.demo import demo_session
from cxworkshop.model.goals import Goal
from cxworkshop.model.ops import key_of
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.raw import read
from cxworkshop.model.session import Round, Session
from tests.editing.some_changes import changes

THREE = Session(people=tuple(Person(id=f"p{i}", name=f"Person {i}") for i in (1, 2, 3)))


def ids(session: Session) -> list[str]:
    return [person.id for person in session.people]


def place(row: str, field: str = "") -> Place:
    return Place("people", row, field)


# ---- making them true --------------------------------------------------------------------------------------
def test_a_value_is_set_and_nothing_else_is_another_object() -> None:
    after = apply(THREE, [Set(place("p2", "role"), "Chair")])
    assert after.people[1].role == "Chair"
    assert after.people[0] is THREE.people[0]
    assert after.rounds is THREE.rounds


def test_what_stands_already_makes_no_difference() -> None:
    assert apply(THREE, [Set(place("p2", "name"), "Person 2"), Set(place("p2", "role"), UNSET)]) is THREE


def test_a_value_is_unset_to_its_default() -> None:
    assert apply(THREE, [Set(place("p2", "name"), UNSET)]).people[1].name == ""


@pytest.mark.parametrize(
    ("after", "order"),
    [
        ("", ["new", "p1", "p2", "p3"]),
        ("p1", ["p1", "new", "p2", "p3"]),
        ("p3", ["p1", "p2", "p3", "new"]),
        ("who", ["p1", "p2", "p3", "new"]),
    ],
)
def test_a_row_comes_behind_another_at_the_top_or_at_the_end(after: str, order: list[str]) -> None:
    assert ids(apply(THREE, [Add("people", None, Person(id="new"), after)])) == order


@pytest.mark.parametrize(
    ("row", "after", "order"),
    [
        ("p3", "", ["p3", "p1", "p2"]),
        ("p1", "p2", ["p2", "p1", "p3"]),
        ("p1", "who", ["p2", "p3", "p1"]),
        ("p2", "p1", ["p1", "p2", "p3"]),
    ],
)
def test_a_row_is_moved_behind_another(row: str, after: str, order: list[str]) -> None:
    moved = apply(THREE, [Move(place(row), after)])
    assert ids(moved) == order
    assert (moved is THREE) == (order == ids(THREE))


def test_ops_of_one_table_are_made_in_their_order() -> None:
    ops: list[Op] = [
        Remove(place("p2")),
        Add("people", None, Person(id="p2", name="Another"), "p1"),
        Move(place("p3"), ""),
        Set(place("p2", "role"), "Chair"),
    ]
    after = apply(THREE, ops)
    assert ids(after) == ["p3", "p1", "p2"]
    assert (after.people[2].name, after.people[2].role) == ("Another", "Chair")


@pytest.mark.parametrize(
    "op",
    [
        Set(place("p9", "name"), "x"),
        Remove(place("p9")),
        Move(place("p9"), ""),
        Add("people", None, Person(id="p1")),
    ],
)
def test_an_op_on_a_row_that_is_gone_or_stands_already_is_stale_and_nothing_is_half_made(op: Op) -> None:
    with pytest.raises(Stale):
        apply(THREE, [Set(place("p1", "name"), "Changed"), op])
    assert THREE.people[0].name == "Person 1"


def test_a_row_of_a_keyed_table_is_written_by_its_first_value_and_not_by_a_default() -> None:
    here = Place("touchpoint_states", "tp1", "importance", 1)
    assert apply(Session(), [Set(here, UNSET)]) == Session()
    (state,) = apply(Session(), [Set(here, 4)]).round.touchpoint_states
    assert (state.touchpoint, state.importance) == ("tp1", 4)


def test_members_of_a_set_come_and_go_one_by_one() -> None:
    here = Place("rounds", "1", "participants[p2]")
    after = apply(THREE, [Set(here, True)])
    assert after.round.participants == ("p2",)
    assert apply(after, [Set(here, False)]).round.participants == ()


def test_what_this_program_does_not_know_is_set_and_unset_too() -> None:
    stranger, _wrong = read(Person, {"id": "p1", "shoe_size": 43})
    before = Session(people=(stranger,))
    after = apply(before, [Set(place("p1", "shoe_size"), 44), Set(place("p1", "hat"), "M")])
    assert after.people[0].extra == {"shoe_size": 44, "hat": "M"}
    assert difference(before, after) == (Set(place("p1", "shoe_size"), 44), Set(place("p1", "hat"), "M"))
    assert apply(after, difference(after, before)) == before


def test_a_round_comes_with_its_facts_and_what_is_in_it(demo: Session) -> None:
    first = demo.as_of(1)
    ops = difference(first, demo)
    assert (key_of(ops[0]), isinstance(ops[0], Add)) == (("rounds", None, "2"), True)
    assert apply(first, ops) == demo
    assert apply(demo, difference(demo, first)) == first


# ---- reading them off --------------------------------------------------------------------------------------
def test_two_that_share_everything_differ_in_nothing(demo: Session) -> None:
    assert difference(demo, demo) == ()
    assert difference(demo, demo.model_copy(update={"people": tuple(demo.people)})) == ()


def test_one_row_that_moved_far_is_one_move() -> None:
    rows = tuple(Person(id=f"p{i}") for i in range(100))
    before = Session(people=rows)
    after = Session(people=(*rows[1:], rows[0]))
    assert difference(before, after) == (Move(place("p0"), "p99"),)


def test_names_that_come_and_go_in_a_set_are_read_off_one_by_one() -> None:
    before = Session(rounds=(Round(id="1", participants=("p1", "p2")),))
    after = Session(rounds=(Round(id="1", participants=("p2", "p3")),))
    here = Place("rounds", "1")
    ops = (Set(here.at("participants[p1]"), False), Set(here.at("participants[p3]"), True))
    assert difference(before, after) == ops
    assert apply(before, ops) == after


def test_a_set_in_another_order_is_read_off_whole() -> None:
    before, after = (
        Session(rounds=(Round(id="1", participants=order),)) for order in (("a", "b"), ("b", "a"))
    )
    assert difference(before, after) == (Set(Place("rounds", "1", "participants"), ("b", "a")),)


def test_an_op_names_its_round() -> None:
    before = Session(rounds=(Round(id="1", goals=(Goal(id="g1"),)),))
    after = Session(rounds=(Round(id="1", goals=(Goal(id="g1", text="Warm"), Goal(id="g2"))),))
    ops = difference(before, after)
    assert ops == (Set(Place("goals", "g1", "text", 1), "Warm"), Add("goals", 1, Goal(id="g2"), "g1"))
    assert [key_of(op) for op in ops] == [("goals", 1, "g1"), ("goals", 1, "g2")]


# ---- whatever is done --------------------------------------------------------------------------------------
def made(data: st.DataObject, history: History, times: int) -> list[Change]:
    done = []
    for _time in range(times):
        change = data.draw(changes(history.session))
        try:
            history.apply(change)
        except CxError:
            continue
        done.append(change)
    return done


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_difference_of_two_makes_one_of_the_other_whatever_was_done(data: st.DataObject) -> None:
    before = demo_session("en")
    history = History(before)
    made(data, history, 6)
    assert apply(before, difference(before, history.session)) == history.session
    assert apply(history.session, difference(history.session, before)) == before


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_all_is_undone_and_redone_exactly_whatever_was_done(data: st.DataObject) -> None:
    before = demo_session("en")
    history = History(before)
    made(data, history, 8)
    after = history.session
    while history.undo():
        pass
    assert history.session == before
    while history.redo():
        pass
    assert history.session == after


class Kept(History):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.kept: list[Ops] = []

    def commit(self, ops: Ops) -> None:
        self.kept.append(ops)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_same_ops_make_the_same_of_another_copy(data: st.DataObject) -> None:
    """A store has a copy of its own."""
    copy = demo_session("en")
    history = Kept(copy)
    for _time in range(8):
        change = data.draw(changes(history.session))
        try:
            history.apply(change)
        except CxError:
            continue
        if data.draw(st.booleans()):
            history.undo()
    for ops in history.kept:
        copy = apply(copy, ops)
    assert copy == history.session


def test_a_change_may_be_its_ops_alone() -> None:
    history = History(THREE)
    history.apply(Change("Chair", (Set(place("p1", "role"), "Chair"),)))
    assert history.session.people[0].role == "Chair"


# ---- one's own steps ---------------------------------------------------------------------------------------
def test_undo_leaves_what_somebody_has_since_put_in_the_same_place() -> None:
    history = History(THREE)
    history.apply(Change("Mine", (Set(place("p1", "role"), "Mine"), Set(place("p2", "role"), "Mine"))))
    history.session = apply(history.session, [Set(place("p1", "role"), "Theirs")])
    history.undo()
    assert [person.role for person in history.session.people] == ["Theirs", "", ""]


def test_undo_leaves_a_row_that_somebody_has_since_written_into_or_named() -> None:
    history = History(THREE)
    history.apply(Change("Two", tuple(Add("people", None, Person(id=row)) for row in ("p8", "p9"))))
    theirs: list[Op] = [Set(place("p8", "name"), "Now named"), Set(Place("rounds", "1", "decider"), "p9")]
    history.session = apply(history.session, theirs)
    history.undo()
    assert ids(history.session) == ["p1", "p2", "p3", "p8", "p9"]


def test_undo_of_what_is_gone_in_the_meantime_leaves_it_gone() -> None:
    history = History(THREE)
    history.apply(Change("Named", (Set(place("p1", "name"), "Anna"),)))
    history.session = apply(history.session, [Remove(place("p1"))])
    history.undo()
    assert ids(history.session) == ["p2", "p3"]


def test_a_step_that_names_what_it_has_brought_is_taken_back_whole() -> None:
    history = History(THREE)
    name = together(
        "Kaisa", add("people", id="p9"), set_value(Place("ownerships", "tp1", "accountable"), "p9")
    )
    history.apply(name)
    history.undo()
    assert history.session == THREE
    history.redo()
    assert history.session == name(THREE)
