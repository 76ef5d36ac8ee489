"""Closing a round and opening the next: one step, and no history is lost by it."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing.changes import set_value
from cxworkshop.editing.history import History
from cxworkshop.editing.opening import create, open_session
from cxworkshop.editing.revisiting import next_round
from cxworkshop.editing.voting import score
from cxworkshop.errors import CxError
from cxworkshop.method import revisit
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import holds_names, reduced
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.editing.some_changes import changes

ON = date(2026, 11, 5)


def first_round() -> Session:
    made = reduced(demo_session("en").as_of(1))
    return made.model_copy(update={"rounds": (made.round.model_copy(update={"closed_on": None}),)})


def revisited() -> History:
    history = History(first_round())
    history.apply(next_round(history.session, ON))
    return history


def test_opening_the_next_round_is_one_step_back_and_forth() -> None:
    history = revisited()
    opened = history.session
    assert opened == revisit.next_round(first_round(), ON)
    assert str(history.undo()) == "Round 1 closed"
    assert history.session == first_round()
    assert str(history.redo()) == "Round 1 closed"
    assert history.session == opened


def test_a_second_revisit_on_the_same_day_does_nothing() -> None:
    history = revisited()
    opened = history.session
    history.apply(next_round(opened, ON))
    assert history.session is opened
    assert len(history.steps[0]) == 1


def test_what_was_done_in_the_new_round_is_undone_first() -> None:
    history = revisited()
    opened = history.session
    history.apply(set_value(Place("vision", "vision", "value"), "Certainty"))
    history.undo()
    assert history.session == opened
    history.undo()
    assert history.session == first_round()


def test_a_round_in_which_somebody_has_answered_stays_and_so_does_the_one_before() -> None:
    history = History(first_round())
    history.apply(set_value(Place("vision", "vision", "value"), "Certainty"))
    history.apply(next_round(history.session, ON))
    closed = history.session.rounds[0]
    history.apply(score(Place("confidence_scores", "p1", "value"), 4))
    assert history.undo() is None
    assert history.undo() is None
    assert history.session.rounds[0] is closed


def test_with_names_beside_answers_it_is_a_barrier() -> None:
    history = History(demo_session("en"))
    assert holds_names(history.session)
    history.apply(set_value(Place("vision", "vision", "value"), "Certainty"))
    history.apply(next_round(history.session, ON))
    assert not holds_names(history.session)
    assert history.undo() is None


def test_it_is_undone_after_the_file_was_closed_and_opened_too(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    create(path, first_round()).close()
    opened = open_session(path)
    opened.apply(next_round(opened.session, ON))
    there = opened.session
    opened.close()
    again = open_session(path)
    assert again.session == there
    assert again.undo() is not None
    assert again.session == first_round()
    again.close()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_that_is_done_or_undone_later_changes_the_round_before(data: st.DataObject) -> None:
    history = revisited()
    opened = history.session
    for _step in range(data.draw(st.integers(0, 6))):
        try:
            history.apply(data.draw(changes(history.session)))
        except CxError:
            continue
    if data.draw(st.booleans()):
        history.apply(next_round(history.session, date(2027, 5, 6)))
        assert len(history.session.rounds) in (2, 3)
    assert history.session.rounds[0] == opened.rounds[0]
    while (
        history.session.rounds[0].is_closed and len(history.session.rounds) > 1 and history.undo() is not None
    ):
        assert history.session == first_round() or history.session.rounds[0] == opened.rounds[0]
