"""A list as the room sees it: a dozen rows around the one talked about, in the columns that weigh most."""

from __future__ import annotations

from collections.abc import Iterable

from cxworkshop.language import _
from cxworkshop.method import derived
from cxworkshop.method.facts import telling
from cxworkshop.method.privacy import BLIND_TABLES, has_named
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, kind_at, record_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.room import allowed
from cxworkshop.room.agenda import field_of
from cxworkshop.room.parts import Cell, Listing, Tone
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made, reading_of, tone_of, window
from cxworkshop.room.views.card import status_in_practice
from cxworkshop.room.views.progress import progress
from cxworkshop.room.views.words import agenda, question
from cxworkshop.sheets.cells import Column, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.priorities import is_about_priority
from cxworkshop.sheets.steps import plans_for
from cxworkshop.sheets.steps.cells import PERSON, TOUCHPOINT, in_practice
from cxworkshop.sheets.text import without_breaks

MOST_COLUMNS = 5
MOST_WORDY = 2
"""Columns of sentences, the most: with more there is room for one column less."""
STRONG = "★ "
"""The mark of what counts as a strong source, for whoever chooses one."""
UNBROKEN = 28
"""Characters of a date, a sum or a name that is not broken over lines."""
THE_DAY = "day"
"""The list of the activities to come: the room sees it as its agenda only."""
SLIPS = "slips"
"""The list of who has answered what on paper: the room sees how many have."""


def plan_of(session: Session, here: Here) -> SheetPlan | None:
    """The list that a view is of: that of its step, else of another; None where there is none of that id."""
    steps = sorted(STEPS, key=lambda step: step != here.step) if here.list else ()
    return next((plan for step in steps for plan in plans_for(step, session) if plan.id == here.list), None)


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
    columns = shown_columns(plan, session, field_of(session, here)) if plan else ()
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


def shown_columns(plan: SheetPlan, session: Session, field: str = "") -> tuple[Column, ...]:
    """The columns that the room may see and that weigh most, in the order of the list: what an activity that
    begins at a `field` asks weighs more than anything, such as what is asked of a partner. None where only
    the names that rows begin with would stand there."""
    columns = [column for column in plan.columns_in(session) if _is_allowed(column, plan)]
    if all(column in (PERSON, TOUCHPOINT) for column in columns):
        return ()
    part = field.rpartition(".")[0]

    def weight(column: Column) -> tuple[bool, int]:
        is_asked = "." in part and f"{column.alias}.{column.field}".startswith(part)
        return not (is_asked or column in (PERSON, TOUCHPOINT)), -column.importance

    weightiest = sorted(columns, key=weight)[:MOST_COLUMNS]
    if sum(column.weight > 1 for column in weightiest) > MOST_WORDY:
        weightiest = weightiest[:-1]
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
    cells = [_whole(cell_of(reading, row, column), column) for column in columns]
    if cells[0].text and not cells[0].tone and is_about_priority(reading.session, row):
        cells[0] = Cell(text=cells[0].text, tone="strong")
    return tuple(cells)


def _whole(cell: Cell, column: Column) -> Cell:
    """A date, a sum or a name stays on one line."""
    if column.is_text or len(cell.text) > UNBROKEN:
        return cell
    return Cell(text=without_breaks(cell.text), tone=cell.tone)


def cell_of(reading: Reading, row: Row, column: Column) -> Cell:
    """A cell as it reads to the room: the value alone, without what it lacks or what could not be read."""
    place = column.place(row)
    if column.content is in_practice:
        return status_in_practice(reading.session, row["touchpoints"].id)
    if callable(column.content):
        cell = column.content(reading, row)
        return Cell(text=cell.text.removeprefix("! "), tone=tone_of(cell.tone))
    if place is None or not allowed.is_field(place.table, place.field):
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
    return kind.show(value, reading).removeprefix(STRONG), ""
