"""A newer figure of few answers never hides one of many, and what few answered is not on the wall of all."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.documents import figure_text, write_document
from cxworkshop.language import speaking
from cxworkshop.method.intervals import larger_before
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.card import SUBJECT
from cxworkshop.sheets.steps import measure as lists
from cxworkshop.sheets.steps.touchpoint_card import now
from tests.method.builders import session

ON = date(2026, 11, 29)
OCTOBER, NOVEMBER = date(2026, 10, 30), date(2026, 11, 10)
CALLED = Measure(
    id="m1", name="Called back", metric="share", unit="percent", direction="up", category="experience",
    touchpoints=("tp1",),
)  # fmt: skip


def seen(*figures: tuple[date, int, int]) -> Session:
    """A share that was observed on days, as k of n, and is the measure of a goal."""
    observations = tuple(
        Observation(id=f"o{i}", measure="m1", observed_on=day, k=k, n=n)
        for i, (day, k, n) in enumerate(figures)
    )
    goal = Goal(id="g1", touchpoint="tp1", text="Called", measure="m1", baseline=71, target=90)
    return session(1, measures=(CALLED,), observations=observations, goals=(goal,))


HIDDEN = seen((OCTOBER, 128, 180), (NOVEMBER, 5, 8))


@pytest.mark.parametrize(
    ("figures", "beside"),
    [
        (((OCTOBER, 128, 180), (NOVEMBER, 5, 8)), "o0"),
        (((OCTOBER, 300, 400), (NOVEMBER, 60, 100)), "o0"),
        (((OCTOBER, 128, 180), (NOVEMBER, 60, 100)), None),
        (((date(2025, 11, 9), 128, 180), (NOVEMBER, 5, 8)), None),
        (((OCTOBER, 10, 20), (NOVEMBER, 5, 8)), None),
        (((NOVEMBER, 5, 8), (OCTOBER, 128, 180)), "o1"),
        (((NOVEMBER, 5, 8),), None),
        ((), None),
    ],
)
def test_a_figure_of_few_stands_beside_one_of_many_of_the_last_twelve_months(
    figures: tuple[tuple[date, int, int], ...], beside: str | None
) -> None:
    observation = larger_before(seen(*figures), "m1")
    assert (observation.id if observation else None) == beside


def test_it_is_said_at_the_measure_at_the_goal_in_the_plan_on_the_board_page_and_on_the_wall() -> None:
    larger = "30 Oct 2026: 71.1%, n = 180"
    reading = Reading(HIDDEN, ON)
    assert figure_text.larger_before(HIDDEN, CALLED) == larger
    assert larger in lists.latest(reading, {"measures": Place("measures", "m1")}).text
    row = {SUBJECT: Place("", "tp1"), "value": Place("goals", "g1", "measure")}
    assert larger in now(reading, row).text
    for name in ("plan", "board", "kpi-wall"):
        assert larger in write_document(HIDDEN, name, language="en", on=ON), name
    plan = write_document(HIDDEN, "plan", language="en", on=ON)
    assert "62.5% → 90% (n = 8; 30 Oct 2026: 71.1%, n = 180" in plan
    with speaking("fi"):
        said = "n = 8; 30.10.2026: 71,1\N{NARROW NO-BREAK SPACE}%, n = 180"
        assert figure_text.of_few(HIDDEN, CALLED) == said


def test_the_wall_of_all_staff_shows_no_figure_that_fewer_than_five_answered() -> None:
    four, five = seen((NOVEMBER, 1, 4)), seen((NOVEMBER, 1, 5))
    wall = write_document(four, "kpi-wall", language="en", on=ON)
    assert "few answers (4)" in wall
    assert "25" not in wall
    assert "vähän vastauksia (4)" in write_document(four, "kpi-wall", language="fi", on=ON)
    assert "few answers" not in write_document(five, "kpi-wall", language="en", on=ON)
    later = write_document(seen((OCTOBER, 128, 180), (NOVEMBER, 1, 4)), "kpi-wall", language="en", on=ON)
    assert "few answers (4)" in later
    assert "30 Oct 2026: 71.1%, n = 180" in later
