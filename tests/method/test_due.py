"""What falls due of a workshop, when, and whom to call for it."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.method.coming import KINDS, Coming, Due, by_whom
from cxworkshop.method.due import MOST, coming, due
from cxworkshop.method.revisit import carried, next_round
from cxworkshop.model.actions import Action, Commitment, Decision
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.redefinition import Review
from tests.method.builders import ON, PEOPLE, after, session

YEAR_LATER = date(2027, 11, 21)


def held_on(days: int, kind: str | None) -> CheckIn:
    """A check-in at which something was said."""
    return CheckIn(id="ck1", kind=kind, held_on=after(days), responsibility_holds=True)


def kinds(on: date, touchpoints: int = 0, **tables: Any) -> list[str]:
    return [one.kind for one in due(session(touchpoints, **tables), on)]


@pytest.mark.parametrize(
    ("kind", "day", "tables"),
    [
        ("review", after(180), {"next_review_on": after(180)}),
        ("decision", after(50), {"decisions": (Decision(id="d1", text="So", review_on=after(50)),)}),
        ("goal", YEAR_LATER, {"goals": (Goal(id="g1", text="Told"),)}),
        ("evidence", YEAR_LATER, {"evidence": (Evidence(id="ev1", statement="Said", collected_on=ON),)}),
        ("action", after(10), {"actions": (Action(id="a1", title="Call", due_on=after(10)),)}),
        ("promise", after(10), {"commitments": (Commitment(id="c1", text="I call", by=after(10)),)}),
    ],
)
def test_each_falls_due_on_its_day_and_not_before(kind: str, day: date, tables: dict[str, Any]) -> None:
    assert kind in kinds(day, **tables)
    assert kind not in kinds(date.fromordinal(day.toordinal() - 1), **tables)


@pytest.mark.parametrize(
    "tables",
    [
        {"actions": (Action(id="a1", title="Call", due_on=ON, status="done"),)},
        {"commitments": (Commitment(id="c1", text="I call", by=ON, kept=False),)},
        {"goals": (Goal(id="g1"),), "reviews": (Review(id="g1", goal="g1", verdict="keep"),)},
        {"actions": (Action(id="a1", title="Call"),)},
    ],
)
def test_what_is_settled_or_has_no_day_is_not_due(tables: dict[str, Any]) -> None:
    assert not {"action", "promise", "goal"} & {*kinds(after(999), **tables)}


def test_a_decision_that_was_replaced_is_not_looked_at_again() -> None:
    rows = (Decision(id="d1", review_on=ON), Decision(id="d2", supersedes="d1", review_on=after(9)))
    assert kinds(after(5), decisions=rows) == []
    assert kinds(after(9), decisions=rows) == ["decision"]


def test_the_checks_are_due_until_they_were_held_or_the_next_round_is_there() -> None:
    to_do: dict[str, Any] = {"actions": (Action(id="a1", title="Call"),)}
    assert kinds(after(29), **to_do) == []
    assert kinds(after(30), **to_do) == ["check_30"]
    assert kinds(after(90), **to_do) == ["check_30", "check_90"]
    early: dict[str, Any] = {"checkins": (held_on(28, "check_30"),)}
    assert kinds(after(90), **to_do, **early) == ["check_90"]
    late: dict[str, Any] = {"checkins": (held_on(95, None),)}
    assert kinds(after(95), **to_do, **late) == []
    assert kinds(after(85), next_review_on=after(60), **to_do) == ["check_30", "review"]
    assert kinds(after(90)) == []


def test_a_check_at_which_nothing_was_said_was_none() -> None:
    rows = (Action(id="a1", title="Call"),)
    empty = CheckIn(id="ck1", kind="check_90", held_on=after(95))
    assert kinds(after(95), actions=rows, checkins=(empty,)) == ["check_30", "check_90"]
    line = CheckInLine(id="cl1", checkin="ck1", action="a1")
    assert kinds(after(95), actions=rows, checkins=(empty,), checkin_lines=(line,)) == []


def test_a_check_that_is_held_late_is_that_check_and_the_other_stays_due() -> None:
    to_do: dict[str, Any] = {"actions": (Action(id="a1", title="Call"),)}
    assert kinds(after(75), **to_do) == ["check_30"]
    for day, left in ((75, ["check_90"]), (95, ["check_90"])):
        held: dict[str, Any] = {"checkins": (held_on(day, "check_30"),)}
        assert kinds(after(95), **to_do, **held) == left
    both = ["check_30", "check_90"]
    for kind, left in (("check_90", []), ("written", both), ("other", both)):
        held = {"checkins": (held_on(95, kind),)}
        assert kinds(after(95), **to_do, **held) == left


def test_a_touchpoint_nobody_answers_for_is_due_once_responsibility_was_spoken_of() -> None:
    owned = Ownership(id="tp1", touchpoint="tp1", accountable="p1")
    waiting = Ownership(id="tp2", touchpoint="tp2", resolve_by=after(20))
    assert kinds(after(20), 3) == []
    found = due(session(3, ownerships=(owned, waiting), decider="p2"), after(20))
    assert [(one.kind, one.day, one.who, one.more) for one in found] == [
        ("vacant", ON, "Person 2", 0),
        ("vacant", after(20), "Person 2", 0),
    ]


def test_nobody_is_called_who_has_left_and_what_was_theirs_is_vacant() -> None:
    made = session(
        1,
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1"),),
        actions=(Action(id="a1", title="Call", owner="p1", due_on=ON),),
    )
    gone = PEOPLE[0].model_copy(update={"left_on": after(3)})
    made = made.model_copy(update={"people": (gone, *PEOPLE[1:])})
    assert [(one.kind, one.day, one.who) for one in due(made, after(9))] == [
        ("action", ON, ""),
        ("vacant", after(3), ""),
    ]


def test_goals_of_a_person_are_one_call() -> None:
    rows = tuple(Goal(id=f"g{i}", text=f"Goal {i}", follows_up="p3") for i in range(4))
    (one,) = due(session(goals=rows), YEAR_LATER)
    assert (one.who, one.text, one.more) == ("Person 3", "Goal 0", 3)


def test_a_header_holds_so_much_of_a_workshop_and_no_more() -> None:
    rows = tuple(Action(id=f"a{i}", title="x" * 500, due_on=after(i)) for i in range(500))
    found = coming(session(actions=rows))
    assert (len(found), len(found[0].text)) == (MOST, 100)
    assert {one.kind for one in found} <= set(KINDS)


def test_whoever_has_waited_longest_is_called_first_and_nobody_last() -> None:
    rows = [
        Due(organisation, "w", Coming("action", after(day), who, "Call"))
        for organisation, who, day in (
            ("A", "Ann", 9),
            ("A", "", 1),
            ("B", "Ben", 3),
            ("A", "Ann", 5),
            ("B", "Ann", 4),
        )
    ]
    assert [
        (organisation, who, [one.what.day for one in group]) for organisation, who, group in by_whom(rows)
    ] == [
        ("B", "Ben", [after(3)]),
        ("B", "Ann", [after(4)]),
        ("A", "Ann", [after(5), after(9)]),
        ("A", "", [after(1)]),
    ]


def test_a_promise_that_nobody_answered_stays_due_until_it_is_promised_anew() -> None:
    promise = Commitment(id="cm1", person="p1", text="I call", by=after(20))
    closed = next_round(session(commitments=(promise,)), after(180))
    assert [one.text for one in due(closed, after(200)) if one.kind == "promise"] == ["I call"]
    again = add("commitments", person="p1", text="I call", by=after(400))(closed)
    assert [one.day for one in coming(again) if one.kind == "promise"] == [after(400)]
    assert any("promise it anew" in str(words) for words in carried(closed).alerts)
