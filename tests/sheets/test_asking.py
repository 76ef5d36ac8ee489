"""A new row asks for the same fields, in the same order, on every screen: keys are typed ahead, whatever is
in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

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


def typed_columns(plan: SheetPlan, width: int, session: Session | None = None) -> list[Column]:
    """The columns of a list, of those that are of use in a session, that are in sight on a screen of that
    width and can be typed into."""
    columns = plan.columns_in(session) if session else plan.columns
    return [column for column, _x, _w in lay_out(columns, width - 3) if isinstance(column.content, str)]


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("plan", ADDED, ids=lambda plan: plan.id)
def test_a_wider_screen_adds_columns_behind_the_others(plan: SheetPlan, spoken: str) -> None:
    with speaking(spoken):
        shown = [typed_columns(plan, width) for width in (80, 90, 100, 120, 140, 160, 200)]
    for narrower, wider in pairwise(shown):
        assert narrower
        assert wider[: len(narrower)] == narrower


@pytest.mark.parametrize(
    ("id", "asked"),
    [
        ("touchpoints", ["name", "stage", "channel", "delivered_by"]),
        ("evidence", ["statement", "source_type", "kind", "n", "conclusion"]),
        ("experience_goals", ["text", "measure", "target", "due_on", "business_link"]),
        ("goals", ["touchpoint", "text", "measure", "baseline", "target", "due_on"]),
        ("practices", ["touchpoints", "from", "to", "everyday_sign", "customers_involved"]),
        ("actions", ["title", "owner", "due_on"]),
        ("commitments", ["person", "text", "by"]),
    ],
)
@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_what_is_captured_while_people_talk_is_asked_first(id: str, asked: list[str], spoken: str) -> None:
    plan = next(plan for plan in ADDED if plan.id == id)
    with speaking(spoken):
        assert [column.field for column in typed_columns(plan, 80)][: len(asked)] == asked


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("plan", ADDED, ids=lambda plan: plan.id)
def test_tab_in_a_new_row_stops_at_all_that_is_in_sight_and_no_column_moves(
    plan: SheetPlan, width: int, demo: Session
) -> None:
    at = AtSheet(demo, plan, size=(width, 24))
    begun = plan.start(demo, ON) if plan.start else {}
    if plan.fill is not None:  # the first time fills the list
        at.press("a")
    at.press("a")
    assert at.cell.open is not None
    first = at.cell.open.column
    columns, shown = typed_columns(plan, width, demo), at.rows.shown
    assert first == next(column for column in columns if column.field not in begun)
    for field, value in begun.items():  # what is filled in already is in sight
        column = next((column for column in columns if column.field == field), None)
        if column is not None and value not in (None, "", ()):
            assert at.cell.new_row_cell(column).text
    at.type(words(plan, first, at.session, ON))
    for column in columns[columns.index(first) + 1 :]:
        layout = at.rows.layout
        at.press("tab")
        assert at.cell.open is not None
        assert (at.cell.open.column, at.rows.shown) == (column, shown)
        at.press("z", "backspace")
        assert at.rows.layout is layout
    for column in reversed(columns[:-1]):
        at.press("shift+tab")
        assert at.cell.open.column == column


def words(plan: SheetPlan, column: Column, session: Session, on: date) -> str:
    """Something to type into a new row."""
    if not column.field:
        return ""
    kind, reading = field_of(column.alias, column.field).kind, Reading(session, on)
    if isinstance(kind, Day):
        return "+30d"
    if isinstance(kind, Number | Numbers):
        return "3"
    options = kind.options(reading)
    return options[-1].text if options else f"about {column.field}"


def typed(plan: SheetPlan, session: Session, on: date) -> Iterator[tuple[str, str]]:
    """The cells of a new row that are in sight on every screen, from the first that is open on, each with the
    key that leads on."""
    begun = plan.start(session, on) if plan.start else {}
    columns = typed_columns(plan, 80)
    asked = columns[next(i for i, column in enumerate(columns) if column.field not in begun) :]
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
