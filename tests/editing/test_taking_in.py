"""What others have changed comes into the open session; undo takes back what still stands of one's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.changes import Change, add, move, remove, set_value
from cxworkshop.editing.history import History
from cxworkshop.editing.merge import merge
from cxworkshop.editing.taking_in import came_in
from cxworkshop.editing.voting import seal
from cxworkshop.errors import CxError
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.revisit import next_round
from cxworkshop.model.ops import Move, difference
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from tests.editing.some_changes import changes

ON = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
DEMO = demo_session("en")
ONE, TWO, THREE = (row.id for row in DEMO.touchpoints[:3])
NAME, CHANNEL = Place("touchpoints", ONE, "name"), Place("touchpoints", ONE, "channel")
OTHER_NAME = Place("touchpoints", TWO, "name")


@pytest.fixture
def mine() -> History:
    return History(DEMO)


def put(place: Place, value: Any) -> Change:
    return set_value(place, value)


def test_what_others_changed_is_shown_and_what_one_did_oneself_stays(mine: History) -> None:
    heard: list[tuple[Session, Session]] = []
    mine.apply(put(NAME, "Ours"))
    mine.listen(lambda before, after: heard.append((before, after)))
    before = mine.session
    merged = mine.take_in(put(OTHER_NAME, "Theirs")(DEMO), DEMO)
    assert mine.session is merged.session
    assert heard == [(before, mine.session)]
    assert (value_at(mine.session, NAME), value_at(mine.session, OTHER_NAME)) == ("Ours", "Theirs")


def test_undo_takes_back_one_s_own_and_leaves_theirs_and_redo_makes_it_again(mine: History) -> None:
    mine.apply(put(NAME, "Ours"))
    mine.take_in(put(OTHER_NAME, "Theirs")(DEMO), DEMO)
    assert mine.undo() is not None
    assert mine.session == put(OTHER_NAME, "Theirs")(DEMO)
    assert mine.left == ()
    mine.redo()
    assert (value_at(mine.session, NAME), value_at(mine.session, OTHER_NAME)) == ("Ours", "Theirs")


def test_undo_leaves_what_somebody_has_changed_since_and_tells_it(mine: History) -> None:
    mine.apply(put(NAME, "Ours"))
    ours = mine.session
    mine.take_in(put(NAME, "Theirs, later")(ours), ours)
    mine.undo()
    assert value_at(mine.session, NAME) == "Theirs, later"
    assert mine.left == (NAME,)
    mine.apply(put(OTHER_NAME, "Else"))
    mine.undo()
    assert not mine.left


def test_a_row_that_somebody_goes_on_with_is_not_undone(mine: History) -> None:
    mine.apply(add("goals", text="Ours"))
    (goal,) = {row.id for row in mine.session.round.goals} - {row.id for row in DEMO.round.goals}
    ours = mine.session
    mine.take_in(put(Place("goals", goal, "text", ours.round.number), "Ours, sharper")(ours), ours)
    mine.undo()
    assert mine.session.find("goals", goal, ours.round.number) is not None
    assert [place.id for place in mine.left] == [goal]


def test_the_same_cell_keeps_both_and_undo_leaves_theirs(mine: History) -> None:
    mine.apply(put(NAME, "Ours"))
    merged = mine.take_in(put(NAME, "Theirs")(DEMO), DEMO, mine_is_newer=True)
    assert value_at(mine.session, NAME) == "Ours"
    assert [row.value for row in merged.kept] == ['"Theirs"']
    mine.undo()
    assert value_at(mine.session, NAME) == value_at(DEMO, NAME)
    assert [row.value for row in mine.session.set_aside] == ['"Theirs"']


def test_what_they_removed_does_not_come_back_by_undo_of_a_change_in_it(mine: History) -> None:
    mine.apply(put(CHANNEL, "other"))
    ours = mine.session
    mine.take_in(remove(Place("touchpoints", THREE), ON)(ours), ours)
    mine.undo()
    assert mine.session == remove(Place("touchpoints", THREE), ON)(DEMO)


def test_a_move_is_undone_only_where_nobody_else_has_moved_rows_since(mine: History) -> None:
    mine.apply(move(Place("touchpoints", ONE), 1))
    ours = mine.session
    mine.take_in(put(OTHER_NAME, "Theirs")(ours), ours)
    mine.undo()
    assert [row.id for row in mine.session.touchpoints] == [row.id for row in DEMO.touchpoints]
    mine.redo()
    ours = mine.session
    theirs = move(Place("touchpoints", ONE), 3)(ours)
    mine.take_in(theirs, ours)
    mine.undo()
    assert [row.id for row in mine.session.touchpoints] == [row.id for row in theirs.touchpoints]


@pytest.mark.parametrize("stage", ["seal", "round"])
def test_undo_does_not_go_past_what_they_closed(mine: History, stage: str) -> None:
    mine.apply(put(NAME, "Ours"))
    ours = mine.session
    if stage == "round":
        theirs = next_round(ours, ON)
        assert "Round 3 has begun" in str(came_in(ours, merge(ours, ours, theirs)))
    else:
        theirs = seal(ours.round.ballots[-1].id, AT)(ours)
    assert theirs != ours
    mine.take_in(theirs, ours)
    assert mine.session == theirs
    assert mine.undo() is None


def test_it_is_told_how_much_came_in_and_what_is_to_be_settled(mine: History) -> None:
    mine.apply(put(NAME, "Ours"))
    theirs = put(OTHER_NAME, "Theirs")(put(NAME, "Theirs")(add("parking", text="Later")(DEMO)))
    before = mine.session
    merged = mine.take_in(theirs, DEMO, mine_is_newer=True)
    assert str(came_in(before, merged)) == (
        "2 changes from another program came in. 1 cell was changed on both sides, 1 Define · Touchpoint of "
        f"{merged.session.touchpoints[0].name}: it is marked ≠."
    )
    with speaking("fi"):
        assert "≠" in str(came_in(before, merged))
        assert "change" not in str(came_in(before, merged))


def test_nothing_new_is_nothing_to_tell_or_to_draw(mine: History) -> None:
    mine.apply(put(NAME, "Ours"))
    before = mine.session
    ignore = mine.listen(lambda _before, _after: pytest.fail("nothing came in"))
    assert came_in(before, mine.take_in(DEMO, DEMO)) == ""
    ignore()
    assert mine.session is before
    assert mine.undo() is not None


@given(data=st.data())
def test_whatever_comes_in_between_what_one_did_can_be_undone_and_redone(
    data: st.DataObject,
) -> None:
    mine, theirs = History(DEMO), DEMO
    for _time in range(3):
        for _each in range(2):
            try:
                mine.apply(data.draw(changes(mine.session)))
            except CxError:
                continue
        base = theirs
        with suppress(CxError):
            theirs = data.draw(changes(theirs))(theirs)
        merged = mine.take_in(theirs, base)
        theirs = merged.session  # both have it now
    after, left = mine.session, False
    for turn in (mine.undo, mine.redo):
        while turn() is not None:
            left = left or bool(mine.left)
    if not left:
        assert all(isinstance(op, Move) for op in difference(after, mine.session))
