"""A list as the room sees it: a dozen rows around the one talked about, in the columns that weigh most."""

from __future__ import annotations

from collections.abc import Iterable

from cxworkshop.language import _
from cxworkshop.method import derived, responsibility
from cxworkshop.method.facts import telling
from cxworkshop.method.privacy import BLIND_TABLES, has_named
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, kind_at, record_at, unread_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.room import allowed
from cxworkshop.room.parts import Cell, Listing, Tone
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made, reading_of, tone_of, window
from cxworkshop.room.views.progress import progress
from cxworkshop.room.views.words import agenda, question
from cxworkshop.sheets.cells import Column, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.priorities import is_about_priority
from cxworkshop.sheets.steps import plans_for
from cxworkshop.sheets.steps.cells import in_practice

MOST_COLUMNS = 5
THE_DAY = "day"
"""The list of the activities to come: the room sees it as its agenda only."""
SLIPS = "slips"
"""The list of who has answered what on paper: the room sees how many have."""


def plan_of(session: Session, here: Here) -> SheetPlan | None:
    """The list that a view is of; None where the step has none of that id."""
    step_plans = plans_for(here.step, session) if here.step and here.list else ()
    return next((plan for plan in step_plans if plan.id == here.list), None)


def title_of(session: Session, here: Here) -> str:
    """What a list is called; empty where there is none."""
    plan = plan_of(session, here)
    return _(plan.title) if plan is not None else ""


def listing(session: Session, here: Here, around: Around) -> Made:
    """The rows of a list. What is answered blindly shows once it is sealed."""
    plan = plan_of(session, here)
    if here.list == THE_DAY:
        return agenda(session, here, around)
    if here.list == SLIPS or (plan and plan.ballot in BLIND_TABLES and has_named(session, plan.ballot)):
        return progress(session, here, around)
    columns = shown_columns(plan, session) if plan else ()
    if plan is None or not columns:
        return question(session, here, around)
    reading = reading_of(session, around)
    rows = [row for row in plan.rows_in(session) if _is_shown(plan, row)]
    at = next((i for i, row in enumerate(rows) if here.row and _is_about(row, here.row)), -1)
    within, at, more = window(rows, at)
    return "", Listing(
        heads=("", "") if plan.is_form else tuple(column.heading() for column in columns),
        rows=tuple(_cells(reading, row, columns) for row in within),
        at=at,
        more=more,
        empty="" if rows else _("Nothing is written down yet."),
    )


def shown_columns(plan: SheetPlan, session: Session) -> tuple[Column, ...]:
    """The columns that the room may see and that weigh most, in the order of the list."""
    columns = [column for column in plan.columns_in(session) if _is_allowed(column, plan)]
    weightiest = sorted(columns, key=lambda column: -column.importance)[:MOST_COLUMNS]
    return tuple(column for column in columns if column in weightiest)


def _is_allowed(column: Column, plan: SheetPlan) -> bool:
    if callable(column.content):
        return allowed.is_computed(column.content)
    return allowed.is_field(column.alias, column.field) or (plan.is_form and column.content == "value")


def _is_shown(plan: SheetPlan, row: Row) -> bool:
    """Whether the room sees a row at all: of a form those of the fields that it may see."""
    return not plan.is_form or allowed.is_field(row["value"].table, row["value"].field)


def _is_about(row: Row, id: str) -> bool:
    return any(id in (place.id, f"{place.table}.{place.field}") for place in row.values())


def _cells(reading: Reading, row: Row, columns: Iterable[Column]) -> tuple[Cell, ...]:
    cells = [cell_of(reading, row, column) for column in columns]
    if cells[0].text and not cells[0].tone and is_about_priority(reading.session, row):
        cells[0] = Cell(text=cells[0].text, tone="strong")
    return tuple(cells)


def cell_of(reading: Reading, row: Row, column: Column) -> Cell:
    """A cell as it reads to the room: the value alone, without what it lacks or what could not be read."""
    session, place = reading.session, column.place(row)
    if column.content is in_practice and not responsibility.as_is(session, row["touchpoints"].id).n:
        return Cell(text=_("not shown yet"), tone="muted")
    computed = column.content if callable(column.content) else column.otherwise if place is None else None
    if computed is not None:
        cell = computed(reading, row)
        return Cell(text=cell.text, tone=tone_of(cell.tone))
    if place is None or not allowed.is_field(place.table, place.field) or unread_at(session, place):
        return Cell(text="")
    text, tone = text_at(reading, place)
    return Cell(text=text, tone=tone)


def text_at(reading: Reading, place: Place) -> tuple[str, Tone]:
    """A value in words; of a mark what it is worth."""
    session = reading.session
    if record_at(session, place) is None:
        return "", ""
    if telling.is_mark(place) and (said := telling.said_at(session, place, reading.on)[0]):
        return said, "accent"
    kind, value = kind_at(session, place), value_at(session, place)
    if value is None and kind.derived:
        return kind.show(derived.derived_value(session, place, reading.on), reading), "muted"
    return kind.show(value, reading), ""
