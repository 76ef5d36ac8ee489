"""Pasted lines become rows and cells, thousands of them as readily as ten."""

from datetime import date

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import add_rows, put_cells

ON = date(2026, 11, 21)
MANY = 5000


def sheet(step: str, id: str) -> SheetPlan:
    return next(plan for plan in plans(step) if plan.id == id)


@pytest.mark.parametrize(
    ("step", "id"), [("landing", "people"), ("define", "touchpoints"), ("implement", "actions")]
)
def test_five_thousand_pasted_lines_are_all_there(step: str, id: str, demo: Session) -> None:
    plan = sheet(step, id)
    after = add_rows(plan, [f"Line {i}" for i in range(MANY)], Reading(demo, ON))(demo)
    grid = Grid(plan, Reading(after, ON))
    again = put_cells(grid, [f"Other {i}" for i in range(len(grid))])(after)
    assert len(again.records(id)) == len(demo.records(id)) + MANY
    assert len({row.id for row in again.records(id)}) == len(again.records(id))


def test_each_pasted_line_begins_where_the_one_before_it_ended(demo: Session) -> None:
    stage = demo.stages[2].id
    session = set_value(Place("touchpoints", demo.touchpoints[-1].id, "stage"), stage)(demo)
    after = add_rows(sheet("define", "touchpoints"), ["First", "Second"], Reading(session, ON))(session)
    assert [tp.stage for tp in after.touchpoints[-2:]] == [stage, stage]
    goals = session.model_copy(
        update={"rounds": (session.round.model_copy(update={"goals": (), "goals_missing": ()}),)}
    )
    pasted = add_rows(sheet("develop", "goals"), ["One", "Two", "Three"], Reading(goals, ON))(goals)
    assert len({goal.touchpoint for goal in pasted.round.goals}) == 3


def test_whoever_is_pasted_into_the_room_is_in_the_room(demo: Session) -> None:
    after = add_rows(sheet("landing", "people"), ["Aino Mäki, CEO", "Eero Niemi, CFO"], Reading(demo, ON))(
        demo
    )
    assert [(person.name, person.role) for person in after.people[-2:]] == [
        ("Aino Mäki", "CEO"),
        ("Eero Niemi", "CFO"),
    ]
    assert {person.id for person in after.people[-2:]} <= set(after.round.participants)
