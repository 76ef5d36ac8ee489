"""How soon the rules answer, without a screen: the checks of a record, a ballot of hundreds, a long paste."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

import pytest

from cxworkshop.method.readiness import findings
from cxworkshop.method.responsibility import Answer, diagnose
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import add_rows, put_cells

pytestmark = pytest.mark.benchmark
ON = date(2026, 11, 21)
MANY = 5000
"""Lines."""


def least(times: int, work: Callable[[], object]) -> float:
    """Seconds; what is above the least is whatever else the machine does."""

    def seconds() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return min(seconds() for _time in range(times))


def test_all_checks_of_the_demo_take_less_than_a_blink(demo: Session) -> None:
    took = least(5, lambda: findings(demo, ON))
    print(f"all checks of the demo: {took * 1e3:.1f} ms of at most 30")
    assert took < 0.03


def test_five_hundred_people_and_two_hundred_touchpoints_are_diagnosed_within_a_second() -> None:
    chance = random.Random(7)
    people = [f"p{i}" for i in range(500)]
    kinds = [Answer("nobody"), Answer("several"), Answer("partner"), Answer("dont_know")]

    def answer() -> Answer:
        return Answer("person", chance.choice(people)) if chance.random() < 0.6 else chance.choice(kinds)

    asked = [{who: answer() for who in people} for _touchpoint in range(200)]
    took = least(3, lambda: [diagnose(ballots) for ballots in asked])
    print(f"200 touchpoints of 500 people: {took:.2f} s of at most 1")
    assert took < 1


@pytest.mark.parametrize(
    ("step", "id"), [("landing", "people"), ("define", "touchpoints"), ("implement", "actions")]
)
def test_five_thousand_lines_are_pasted_without_a_wait(step: str, id: str, demo: Session) -> None:
    """A cost that grew with the square of the lines took half a minute."""
    plan = next(plan for plan in plans(step) if plan.id == id)

    def paste() -> None:
        after = add_rows(plan, [f"Line {i}" for i in range(MANY)], Reading(demo, ON))(demo)
        grid = Grid(plan, Reading(after, ON))
        put_cells(grid, [f"Other {i}" for i in range(len(grid))])(after)

    took = least(2, paste)
    print(f"{MANY} lines pasted into {id}: {took:.1f} s of at most 5")
    assert took < 5
