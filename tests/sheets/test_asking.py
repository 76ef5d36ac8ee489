"""A new row asks for the same fields, in the same order, on every screen: keys are typed ahead, whatever is
in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cxworkshop.language import speaking
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Day, Number, Numbers, Reading
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.layout import lay_out
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import ON, AtSheet

ADDED = list({plan.id: plan for step in STEPS for plan in plans(step) if plan.table}.values())


def fields(plan: SheetPlan) -> list[str]:
    return [column.field for column in plan.entry_columns]


@pytest.mark.parametrize("plan", ADDED, ids=lambda plan: plan.id)
def test_a_list_asks_for_nothing_that_it_does_not_show(plan: SheetPlan) -> None:
    assert plan.entry_columns
    assert set(plan.entry_fields) <= set(fields(plan))


@pytest.mark.parametrize(
    ("id", "asked"),
    [
        ("touchpoints", ["name", "stage", "channel", "delivered_by"]),
        ("goals", ["touchpoint", "text", "measure", "target", "due_on"]),
        ("actions", ["title", "owner", "due_on"]),
        ("commitments", ["person", "text", "by"]),
    ],
)
def test_what_is_captured_while_people_talk_is_asked_first(id: str, asked: list[str]) -> None:
    plan = next(plan for plan in ADDED if plan.id == id)
    assert fields(plan)[: len(asked)] == asked


def words(plan: SheetPlan, column: Column, session: Session, on: date) -> str:
    """Something to type into a new row."""
    kind, reading = field_of(plan.table, column.field).kind, Reading(session, on)
    if isinstance(kind, Day):
        return "+30d"
    if isinstance(kind, Number | Numbers):
        return "3"
    options = kind.options(reading)
    return options[-1].text if options else f"about {column.field}"


def typed(plan: SheetPlan, session: Session, on: date) -> Iterator[tuple[str, str]]:
    """The cells of a new row from the first that is open on, each with the key that leads on."""
    begun = plan.start(session, on) if plan.start else {}
    first = next(
        (column for column in plan.entry_columns if column.field not in begun), plan.entry_columns[0]
    )
    asked = plan.entry_columns[plan.entry_columns.index(first) :]
    for column in asked:
        yield words(plan, column, session, on), "enter" if column is asked[-1] else "tab"


def captured(demo: Session, width: int) -> Session:
    """The record after a new row in every list, typed on a screen of that width."""
    at = AtSheet(demo, size=(width, 24))
    for plan in ADDED:
        at.sheet.set_plan(plan)
        if plan.fill is not None:  # the first time fills the list
            at.press("a")
        before = len(at.session.records(plan.table))
        at.press("a")
        for text, on in typed(plan, at.session, ON):
            at.type(text)
            at.press(on)
            assert at.cell.open is not None, plan.id
            assert at.cell.open.column in at.rows.shown, plan.id
        at.press("escape")
        assert len(at.session.records(plan.table)) == before + 1, plan.id
    return at.session


def test_the_same_keys_give_the_same_record_on_every_screen(demo: Session) -> None:
    narrow = captured(demo, 80)
    for width in (100, 120, 140, 200):
        assert captured(demo, width) == narrow, width


def test_back_tab_stays_in_the_new_row(demo: Session) -> None:
    at = AtSheet(demo, next(plan for plan in ADDED if plan.id == "touchpoints"), size=(80, 24))
    at.press("a", *"Ad", "shift+tab", *"s again", "enter")
    assert at.session.touchpoints[-1].name == "Ads again"


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("plan", ADDED, ids=lambda plan: plan.id)
def test_what_a_facilitator_captures_is_in_sight_at_80_columns(plan: SheetPlan, spoken: str) -> None:
    with speaking(spoken):
        shown = [column for column, _x, _w in lay_out(plan.columns, 77)]
    assert [column.field for column in plan.entry_columns if plan.entry_fields and column not in shown] == []
