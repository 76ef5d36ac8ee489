"""What is wrong in a cell is said there at once: a day still to come, an aim below the role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cxworkshop.documents import write_document
from cxworkshop.language import speaking
from cxworkshop.method import measuring
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.intervals import as_known
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Drawing
from cxworkshop.sheets.pictures import progress, trend
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import define, develop, measure
from tests.method.builders import session

ON = date(2026, 11, 29)
MARCH = date(2027, 3, 1)
ROLES = ("hygiene", "differentiator")


def grid_of(plans: tuple[SheetPlan, ...], id: str, made: Session) -> Grid:
    return Grid(next(plan for plan in plans if plan.id == id), Reading(made, ON))


def texts(grid: Grid, row: int = 0) -> list[str]:
    return [grid.cell(row, column).text for column in grid.columns]


def measured(*days: date) -> Session:
    """A measure with the same 30 answers on each day, ten more satisfied each time."""
    seen = tuple(
        Observation(id=f"o{i}", measure="m1", n=50, k=10 * (i + 1), observed_on=day)
        for i, day in enumerate(days)
    )
    made = Measure(
        id="m1", name="Ease", metric="csat", unit="percent", direction="up", category="experience",
        cadence_days=91, touchpoints=("tp1",),
    )  # fmt: skip
    goal = Goal(id="g1", touchpoint="tp1", text="Easier", measure="m1", baseline=10, target=60)
    return session(1, measures=(made,), observations=seen, goals=(goal,))


def drawn(drawing: Drawing) -> str:
    return "".join(text for line in (*drawing.head, *drawing.body) for text, _tone in line)


# ---- a day that is still to come ---------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "is_said"), [(ON, False), (ON + timedelta(1), True), (MARCH, True)])
def test_a_figure_or_evidence_of_a_day_to_come_is_said_at_its_cell(day: date, is_said: bool) -> None:
    made = measured(day)
    round_ = made.round.model_copy(update={"evidence": (Evidence(id="e1", collected_on=day),)})
    made = made.model_copy(update={"rounds": (round_,)})
    for plans, name, field in (
        (measure.PLANS, "observations", "observed_on"), (define.PLANS, "evidence", "collected_on"),
    ):  # fmt: skip
        assert (
            bool(flaw_at(made, Place(name, "o0" if name == "observations" else "e1", field), ON)) == is_said
        )
        assert any(text.endswith(" !") for text in texts(grid_of(plans, name, made))) == is_said


def test_a_figure_to_come_is_never_the_newest_on_any_screen_or_document() -> None:
    made = measured(date(2026, 10, 1), MARCH)
    assert any(text.startswith("20.0") for text in texts(grid_of(measure.PLANS, "measures", made)))
    assert "40" not in drawn(progress.draw(grid_of(develop.PLANS, "goals", made), 100))
    assert "2027" not in drawn(trend.draw(grid_of(measure.PLANS, "measures", made), 100))
    for name in ("plan", "background", "kpi-wall", "board"):
        text = write_document(made, name, language="en", on=ON)
        assert "40%" not in text, name


def test_a_figure_to_come_alone_is_none() -> None:
    made = measured(MARCH)
    assert not any("n 50" in text for text in texts(grid_of(measure.PLANS, "measures", made)))


def test_a_figure_to_come_does_not_hide_that_the_next_one_is_late() -> None:
    seen = date(2026, 6, 1)
    made = measured(seen, MARCH)
    assert measuring.days_overdue(made, made.measures[0], ON) == (ON - seen).days - 91


def test_a_session_without_days_to_come_is_known_as_it_is() -> None:
    made = measured(date(2026, 10, 1))
    assert as_known(made, ON) is made
    assert len(as_known(measured(ON, MARCH), ON).round.observations) == 1


# ---- an aim below the role ---------------------------------------------------------------------------------
def aiming(role: str, target: int | None, level: int = 2) -> Session:
    state = TouchpointState(
        id="tp1", touchpoint="tp1", role=role, importance=4, level_now=level, level_target=target
    )
    return session(1, touchpoint_states=(state,))


@pytest.mark.parametrize(
    ("role", "target", "is_low"),
    [
        ("hygiene", 1, True), ("hygiene", 2, True), ("hygiene", 3, False), ("hygiene", None, False),
        ("differentiator", 3, True), ("differentiator", 4, False), ("undecided", 1, False),
    ],
)  # fmt: skip
def test_an_aim_below_the_role_is_said_in_list_check_and_matrix(
    role: str, target: int | None, is_low: bool
) -> None:
    made = aiming(role, target)
    place = Place("touchpoint_states", "tp1", "level_target")
    assert bool(flaw_at(made, place, ON)) == is_low
    grid = grid_of(define.PLANS, "levels", made)
    assert any(text.endswith(" !") for text in texts(grid)) == is_low
    assert grid.plan.note is not None
    assert ("its aim is at least" in str(grid.plan.note(grid.reading, grid.rows[0]))) == is_low
    if role in ROLES:
        finding = CHECKS["G1.8"](made, ON)
        assert (place in finding.places) == is_low


def test_finnish_says_the_least_level_of_a_role() -> None:
    with speaking("fi"):
        words = str(flaw_at(aiming("hygiene", 1), Place("touchpoint_states", "tp1", "level_target"), ON))
    assert "3 " in words
    assert "hygien" in words.lower()
