"""Which way a goal aims and by when: a wrong way and a past day are said at once and never met."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.method import goals
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.demo import demo_session
from cxworkshop.method.intervals import Interval
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import row_of
from cxworkshop.sheets.steps import develop, touchpoint_card
from tests.method.builders import ON, session

D = date
Ends = tuple[float | None, float | None, float | None]
WRITTEN, SOON = D(2026, 11, 28), D(2027, 6, 1)


def test_a_target_is_better_worse_or_holds() -> None:
    assert [goals.sense_of(-50, t, "up") for t in (-60, -50, -40, None)] == ["worse", "hold", "better", None]
    assert goals.sense_of(7, 6, "down") == "better"
    assert goals.sense_of(7, 8, None) is None


@pytest.mark.parametrize(
    ("due", "is_written", "found"),
    [
        (D(2026, 11, 28), True, "past"),
        (D(2026, 11, 29), True, None),
        (D(2026, 11, 1), False, None),
        (D(2029, 12, 1), True, "far"),
        (D(2029, 11, 28), True, None),
        (None, True, None),
    ],
)
def test_a_day_is_past_while_the_goal_is_written_and_far_after_three_years(
    due: date | None, is_written: bool, found: str | None
) -> None:
    assert goals.day_sense(due, WRITTEN, is_written=is_written) == found


@pytest.mark.parametrize(
    ("figure", "baseline", "target", "direction", "verdict"),
    [
        ((-55, -62, -48), -50, -60, "up", "wrong_way"),
        ((-65, -70, -60), -50, -60, "up", "wrong_way"),
        ((41, 35, 47), 40, 40, "up", "held"),
        ((38, 33, 43), 40, 40, "up", "held"),
        ((30, 25, 35), 40, 40, "up", "moved"),
        ((10, None, None), 12, 12, "down", "held"),
        ((83.82, 78.15, 88.24), 65.05, 85, "up", "missed_uncertain"),
        ((4.74, 3.98, 5.65), 14.2, 5, "down", "met_uncertain"),
        ((60.0, 59.32, 60.68), None, 62, "up", "missed"),
        ((None, None, None), 40, 40, "up", "unmeasured"),
    ],
)
def test_what_aims_wrong_is_never_met_and_what_holds_is_held_or_has_moved(
    figure: tuple[float | None, float | None, float | None],
    baseline: float | None,
    target: float,
    direction: str,
    verdict: str,
) -> None:
    assert goals.verdict_on(Interval(*figure), baseline, target, direction) == verdict


def test_a_level_that_is_held_cannot_be_asked_to_stand_out_from_chance() -> None:
    found = [goals.distinguishable(*each) for each in ((8.98, 20, 7.57), (84.5, 90, 9.26), (40, 40, 3))]
    assert found == [True, False, None]


def aimed(target: float | None = 60.0, due: date | None = SOON, **values: Any) -> Session:
    measure = Measure(id="m1", metric="csat", unit="percent", direction="up", touchpoints=("tp1",))
    goal = Goal(
        id="g1", touchpoint="tp1", text="Told", measure="m1", baseline=50.0, target=target, due_on=due
    )
    observed = Observation(id="o1", measure="m1", k=70, n=100, observed_on=D(2026, 10, 1))
    level = TouchpointState(id="tp1", touchpoint="tp1", level_now=3)
    tables = {"touchpoint_states": (level,), "goals": (goal,), "observations": (observed,), **values}
    return session(1, measures=(measure,), **tables)


@pytest.mark.parametrize(
    ("made", "field", "words"),
    [
        (aimed(target=40.0), "target", "The target is worse than today: which way is better?"),
        (aimed(due=WRITTEN), "due_on", "This day is past already: by when will it be true?"),
        (aimed(due=D(2030, 1, 1)), "due_on",
         "This day is more than three years away: what will be true before?"),
        (aimed(), "", ""),
    ],
)  # fmt: skip
def test_a_wrong_way_and_a_past_day_are_said_at_the_goal_at_once(
    made: Session, field: str, words: str
) -> None:
    reading, row = Reading(made, WRITTEN), row_of("g1", "goals")
    plan = next(plan for plan in develop.PLANS if plan.id == "goals")
    grid = Grid(plan, reading)
    flagged = [
        column.field for column in grid.columns if grid.cell(0, column).text.endswith("!") and column.field
    ]
    assert flagged == ([field] if field else [])
    note = str(develop.goal_note(reading, row))
    assert (note == words) == bool(words)
    assert (words in touchpoint_card.lacking(reading, "tp1")) == bool(words)
    is_wrong = words and "years" not in words
    finding = CHECKS["G2.2"](made, WRITTEN)
    assert (finding.places == (Place("goals", "g1", field),)) == bool(is_wrong)


def test_a_wrong_way_and_a_day_before_its_round_are_never_met() -> None:
    def verdict(made: Session) -> str:
        return goals.attainment_of(made, made.round.goals[0], D(2027, 7, 1)).verdict

    assert verdict(aimed()) == "met"
    assert verdict(aimed(target=40.0)) == "wrong_way"
    assert verdict(aimed(due=ON)) == "past_day"


def test_a_goal_of_an_earlier_round_may_fall_due_before_the_next() -> None:
    demo = demo_session("en")
    old = demo.as_of(1)
    due = [goal for goal in old.round.goals if goal.due_on and goal.due_on < date(2026, 11, 5)]
    assert due
    assert not any(goals.attainment_of(demo, goal, WRITTEN).verdict == "past_day" for goal in due)


def test_a_touchpoint_whose_level_nobody_knows_is_measured_first() -> None:
    note = develop.goal_note(Reading(aimed(touchpoint_states=()), WRITTEN), row_of("g1", "goals"))
    assert str(note).endswith(". Where it stands is not known: measure first.")
