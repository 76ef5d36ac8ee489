"""Figures as they are printed agree with each other."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents.figure_text import amount, difference, outcome
from cxworkshop.language import MINUS, speaking
from cxworkshop.method.intervals import Interval, change
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import UNITS, Measure, Observation
from cxworkshop.model.session import Round, Session
from cxworkshop.model.vision import ExperienceGoal

VALUES = st.floats(-200, 200, allow_nan=False)


def number_in(text: str) -> float:
    found = re.search(r"-?[€]?[\d.]+", text.replace(MINUS, "-").replace(",", ""))
    assert found
    return float(found[0].replace("€", ""))


@given(VALUES, VALUES, st.sampled_from([None, *(unit for unit, _words in UNITS)]))
def test_a_printed_difference_is_that_of_the_printed_figures(
    before: float, now: float, unit: str | None
) -> None:
    measure = Measure(id="m1", name="x", unit=unit)
    old, new = Interval(before, None, None), Interval(now, None, None)
    with speaking("en"):
        printed = [number_in(amount(measure, value)) for value in (before, now)]
        moved = number_in(difference(measure, old, new, change(old, new)))
    assert moved == pytest.approx(printed[1] - printed[0], abs=1e-9)


def test_a_difference_of_amount_figures() -> None:
    old, new = Interval(65.0538, None, None), Interval(83.8235, None, None)
    with speaking("fi"):
        text = difference(Measure(id="m1", unit="percent"), old, new, change(old, new))
    assert text.startswith("+18,7")


DAY = date(2026, 11, 21)


def aimed(direction: str, now: float | None, goal: Goal | ExperienceGoal, earlier: float | None) -> Session:
    """A round with a goal of one measure, of which there is a figure before the round and a newest one."""
    figures = [(1, DAY, earlier), (2, date(2026, 11, 30), now)]
    return Session(
        measures=(Measure(id="m1", name="x", direction=direction, unit="percent", metric="share"),),
        rounds=(
            Round(
                id="1",
                number=1,
                started_on=DAY,
                goals=(goal,) if isinstance(goal, Goal) else (),
                experience_goals=(goal,) if isinstance(goal, ExperienceGoal) else (),
                observations=tuple(
                    Observation(id=f"o{n}", measure="m1", value=value, n=60, observed_on=day)
                    for n, day, value in figures
                    if value is not None
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("direction", "now", "target", "words"),
    [("up", 21, 20, "reached"), ("up", 20, 20, "reached"), ("up", 19, 20, ""), ("down", 19, 20, "reached"),
     ("up", None, 20, ""), ("up", 21, None, "")],
)  # fmt: skip
def test_a_target_is_reached_in_the_direction_of_its_measure(
    direction: str, now: float | None, target: float | None, words: str
) -> None:
    goal = Goal(id="g1", measure="m1", target=target)
    with speaking("en"):
        assert outcome(aimed(direction, now, goal, None), goal, DAY) == words


@pytest.mark.parametrize("kind", [Goal, ExperienceGoal])
@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize(
    ("direction", "start", "target", "flaw"),
    [("down", 22, 30, "wrong_way"), ("up", 30, 22, "wrong_way"), ("down", 30, 22, ""), ("up", 22, 30, "")],
)
def test_a_goal_that_aims_the_wrong_way_is_never_reached(
    kind: type, language: str, direction: str, start: float, target: float, flaw: str
) -> None:
    of_goal = {"baseline": start} if kind is Goal else {}
    goal = kind(id="x1", measure="m1", target=target, due_on=date(2027, 6, 1), **of_goal)
    session = aimed(direction, target, goal, start)
    with speaking(language):
        expected = {
            "en": {"wrong_way": "aims the wrong way", "": "reached"},
            "fi": {"wrong_way": "väärään suuntaan", "": "saavutettu"},
        }
        assert outcome(session, goal, DAY) == expected[language][flaw]


@pytest.mark.parametrize("kind", [Goal, ExperienceGoal])
@pytest.mark.parametrize("now", [22, 35])
def test_a_day_that_was_past_from_the_start_is_said_beside_the_figures(kind: type, now: float) -> None:
    of_goal = {"baseline": 22} if kind is Goal else {}
    goal = kind(id="x1", measure="m1", target=30, due_on=date(2026, 6, 1), **of_goal)
    with speaking("en"):
        words = outcome(aimed("up", now, goal, 22), goal, date(2026, 12, 1))
    assert words == "its day was past from the start"
