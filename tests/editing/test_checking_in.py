"""A check-in between rounds: what was met, slipped and dropped, each in one step, and the trend of it."""

from datetime import date, timedelta

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.checking_in import acknowledge, hold, responsibility_holds, settle, settle_promise
from cxworkshop.editing.history import History
from cxworkshop.errors import WrongUse
from cxworkshop.method.checkins import trend, waiting
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index
from tests.method.builders import ON, after, session


def begun(*statuses: str) -> tuple[History, str]:
    """A round with an action of each status, a promise, and a check-in held after 30 days."""
    made = session(
        actions=tuple(
            Action(id=f"a{i}", title=f"Action {i}", owner="p1", due_on=after(10 * i), status=status)
            for i, status in enumerate(statuses, 1)
        ),
        commitments=(Commitment(id="cm1", person="p1", text="I call", by=after(20)),),
    )
    history = History(made)
    id, change = hold(made, "check_30", after(30))
    history.apply(change)
    return history, id


def action(made: Session, id: str) -> Action:
    found = index(made.round.actions)[id]
    assert isinstance(found, Action)
    return found


@pytest.mark.parametrize(
    ("outcome", "due", "status", "due_now", "done_on"),
    [
        ("met", None, "done", after(10), after(30)),
        ("slipped", after(60), "open", after(60), None),
        ("slipped", None, "open", after(10), None),
        ("dropped", None, "dropped", after(10), None),
    ],
)
def test_an_action_is_settled_in_one_step(
    outcome: str, due: date | None, status: str, due_now: date, done_on: date | None
) -> None:
    history, id = begun("open")
    before = history.session
    history.apply(settle(before, id, "a1", outcome, "ill", due))
    (line,) = history.session.round.checkin_lines
    assert (line.checkin, line.action, line.outcome, line.text, line.due_before) == (
        id,
        "a1",
        outcome,
        "ill",
        after(10),
    )
    row = action(history.session, "a1")
    assert (row.status, row.due_on, row.done_on) == (status, due_now, done_on)
    history.undo()
    assert history.session == before


def test_what_is_said_once_more_replaces_what_was_said() -> None:
    history, id = begun("in_progress")
    history.apply(settle(history.session, id, "a1", "slipped", "late", after(90)))
    history.apply(settle(history.session, id, "a1", "met", "after all"))
    (line,) = history.session.round.checkin_lines
    row = action(history.session, "a1")
    assert (line.outcome, line.text, line.due_before) == ("met", "after all", after(10))
    assert (row.status, row.due_on, row.done_on) == ("done", after(10), after(30))


def test_a_promise_is_kept_or_not_and_the_follower_acknowledges() -> None:
    history, id = begun("open")
    history.apply(settle_promise(history.session, id, "cm1", kept=False, word="forgot"))
    history.apply(acknowledge(history.session, id, "cm1", is_acknowledged=True))
    assert history.session.round.commitments[0].kept is False
    (line,) = history.session.round.checkin_lines
    assert (line.outcome, line.acknowledged, line.due_before) == ("slipped", True, after(20))


def test_what_is_not_there_is_refused() -> None:
    history, id = begun("open")
    with pytest.raises(WrongUse):
        settle(history.session, id, "a9", "met")
    with pytest.raises(WrongUse):
        settle(history.session, "ck9", "a1", "met")
    with pytest.raises(WrongUse):
        settle_promise(history.session, id, "cm9", kept=True)
    with pytest.raises(WrongUse):
        acknowledge(history.session, id, "a1", is_acknowledged=True)


def test_the_overdue_wait_first_and_those_spoken_of_no_more() -> None:
    history, id = begun("open", "in_progress", "done", "open", "blocked")
    assert [row.id for row in waiting(history.session, id)] == ["a1", "a2", "a4", "a5"]
    history.apply(settle(history.session, id, "a1", "slipped", due_on=after(99)))
    assert [row.id for row in waiting(history.session, id)] == ["a2", "a4", "a5"]


def test_the_trend_goes_from_check_in_to_check_in() -> None:
    history, first = begun("open", "open", "open", "open")
    for outcome, id in (("met", "a1"), ("slipped", "a2"), ("dropped", "a3")):
        history.apply(settle(history.session, first, id, outcome))
    second, change = hold(history.session, "check_90", ON + timedelta(days=90))
    history.apply(change)
    history.apply(settle(history.session, second, "a2", "met"))
    figures = trend(history.session)
    assert [(row.kind, row.met, row.slipped, row.dropped, row.open) for row in figures] == [
        ("check_30", 1, 1, 1, 2),
        ("check_90", 1, 0, 0, 1),
    ]


def test_what_was_open_at_a_check_in_is_not_rewritten_by_what_comes_later() -> None:
    history, first = begun("open", "open", "open", "open")
    history.apply(settle(history.session, first, "a1", "met"))
    history.apply(add("actions", id="a5", title="Came later"))
    history.apply(settle(history.session, first, "a1", "met"))
    assert [row.open for row in trend(history.session)] == [3]
    second, change = hold(history.session, "check_90", after(90))
    history.apply(change)
    history.apply(settle(history.session, second, "a2", "dropped"))
    history.apply(set_value(Place("actions", "a3", "status"), "dropped"))  # in the list, without a word
    assert [row.open for row in trend(history.session)] == [3, 3]
    third, change = hold(history.session, "other", after(120))
    history.apply(change)
    history.apply(settle(history.session, third, "a4", None, "waits"))
    assert [row.open for row in trend(history.session)] == [3, 3, 2]


def test_the_actions_of_a_later_day_are_told_by_their_ids_where_a_file_has_not_kept_them() -> None:
    """As in a file of the version before: the letters of an id are those of a run of the program."""
    rows = [("a01xshr", "done", after(30)), ("a02xshr", "dropped", None), ("a03hzwx", "open", None)]
    made = session(
        actions=tuple(Action(id=id, title=id, status=status, done_on=day) for id, status, day in rows),
        checkins=(
            CheckIn(id="ck01hdhn", kind="check_30", held_on=after(30)),
            CheckIn(id="ck02hzwx", kind="check_90", held_on=after(90)),
        ),
        checkin_lines=(
            CheckInLine(id="cl01", checkin="ck01hdhn", action="a01xshr", outcome="met"),
            CheckInLine(id="cl02", checkin="ck02hzwx", action="a02xshr", outcome="dropped"),
        ),
    )
    assert [row.open for row in trend(made)] == [1, 1]


def test_what_is_under_way_and_what_is_stuck_is_counted_too() -> None:
    history, id = begun("open", "open", "open")
    assert trend(history.session) == ()
    for status, action in (("in_progress", "a1"), ("blocked", "a2"), ("in_progress", "a3")):
        history.apply(settle(history.session, id, action, None, status=status))
    assert str(trend(history.session)[0].words).endswith("0 dropped, 2 in progress, 1 blocked")


def test_a_check_in_that_began_with_a_word_on_responsibility_is_taken_back_with_it() -> None:
    history = History(session())
    history.apply(responsibility_holds(history.session, ON, False, "Petri has left"))
    assert history.session.round.checkins[0].text == "Petri has left"
    history.undo()
    assert history.session.round.checkins == ()
