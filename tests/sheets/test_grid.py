"""What stands in which cell: filter, sort, forms, and what is computed."""

from dataclasses import replace
from datetime import date

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.people_names import short_name
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid, View, short_text
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import AtSheet, sheet_of

ON = date(2026, 11, 21)
PEOPLE = SheetPlan(
    "people",
    "",
    (Column("people.name"), Column("people.seniority_rank"), Column("people.leadership_team")),
    table="people",
)


def first_column(grid: Grid) -> list[str]:
    return [grid.cell(i, grid.columns[0]).text for i in range(len(grid))]


def test_rows_stand_in_the_records_order_until_they_are_sorted(demo_round1: Session) -> None:
    grid = Grid(PEOPLE, Reading(demo_round1, ON))
    assert first_column(grid) == [person.name for person in demo_round1.people]


def test_a_filter_shows_the_rows_that_hold_what_is_typed_in_any_cell(demo_round1: Session) -> None:
    reading = Reading(demo_round1, ON)
    names = first_column(Grid(PEOPLE, reading))
    assert first_column(Grid(PEOPLE, reading, View(filter=names[2].upper()[:6]))) == [
        n for n in names if names[2].upper()[:6] in n.upper()
    ]
    assert len(Grid(PEOPLE, reading, View(filter="no such"))) == 0


@pytest.mark.parametrize("down", [False, True])
def test_numbers_sort_as_numbers_and_empty_cells_come_last(demo_round1: Session, down: bool) -> None:
    session = demo_round1
    for person, rank in zip(session.people, (10, 9, None, 100), strict=False):
        session = set_value(Place("people", person.id, "seniority_rank"), rank)(session)
    session = session.model_copy(update={"people": session.people[:4]})
    grid = Grid(PEOPLE, Reading(session, ON), View(sort=PEOPLE.columns[1], is_descending=down))
    assert [grid.cell(i, PEOPLE.columns[1]).text for i in range(4)] == (
        ["100", "10", "9", ""] if down else ["9", "10", "100", ""]
    )


def test_what_is_derived_is_shown_muted_and_what_is_overridden_is_not(demo_round1: Session) -> None:
    column = Column("touchpoints.last_metre")
    plan = SheetPlan("t", "", (column,), table="touchpoints")
    i = next(i for i, tp in enumerate(demo_round1.touchpoints) if tp.last_metre is None)
    assert Grid(plan, Reading(demo_round1, ON)).cell(i, column).tone == "muted"
    set_by_hand = set_value(Place("touchpoints", demo_round1.touchpoints[i].id, "last_metre"), True)(
        demo_round1
    )
    assert (Grid(plan, Reading(set_by_hand, ON)).cell(i, column)).tone == ""


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("step", STEPS)
def test_every_cell_of_every_sheet_can_be_drawn(step: str, language: str, demo: Session) -> None:
    with speaking(language):
        for session in (demo, demo.as_of(1), Session()):
            for plan in plans(step):
                grid = Grid(plan, Reading(session, ON))
                for i in range(len(grid)):
                    for column in grid.columns:
                        grid.cell(i, column)
                        if (place := grid.place(i, column)) is not None:
                            grid.kind(place)
                if plan.note is not None and len(grid):
                    assert str(plan.note(grid.reading, grid.rows[0])) is not None


def test_a_long_name_is_shortened_to_its_initial_where_there_is_no_room() -> None:
    assert [short_name(name) for name in ("Sanna Aalto", "Sanna", "Anna Maria Lind", " x y ")] == [
        "S. Aalto",
        "Sanna",
        "A. Maria Lind",
        "x. y",
    ]


def test_a_level_keeps_its_number_and_a_whole_word_where_there_is_no_room() -> None:
    level = field_of("touchpoint_states", "level_now").kind
    assert [short_text(level, text) for text in ("5 clearly exceeds", "3 meets", "")] == [
        "5 clearly",
        "3 meets",
        "",
    ]


def test_looking_at_rows_another_way_leaves_the_record_alone(demo_round1: Session) -> None:
    reading = Reading(demo_round1, ON)
    view = replace(View(), sort=PEOPLE.columns[0], is_descending=True, filter="a")
    Grid(PEOPLE, reading, view)
    assert reading.session is demo_round1
    assert first_column(Grid(PEOPLE, reading)) == [person.name for person in demo_round1.people]


def test_sorting_by_a_blind_figure_tells_nobody_who_gave_the_highest(demo: Session) -> None:
    plan = next(plan for plan in plans("landing") if plan.id == "slips")
    level = next(column for column in plan.columns if column.content == "overall_levels.value")
    assert any(row.value != demo.round.overall_levels[0].value for row in demo.round.overall_levels)
    grid = Grid(plan, Reading(demo, ON), View(sort=level))
    assert grid.rows == Grid(plan, Reading(demo, ON)).rows


def test_the_whole_record_of_a_person_is_the_persons_own(demo: Session) -> None:
    """Who is present is a member of a field of the round, whose other fields are not the person's."""
    grid = Grid(plans("landing")[0], Reading(demo, ON))
    assert grid.record_places(0) == [Place("people", demo.people[0].id)]


def test_arrows_reach_every_column_though_not_all_have_room_and_come_back() -> None:
    at = AtSheet(demo_session("en"), sheet_of("define", "levels"), (78, 20))
    at.rows.go(0, 0)
    everything = list(at.rows.grid.columns)
    assert len(at.rows.shown) < len(everything)
    seen = [at.rows.column]
    for _ in range(3 * len(everything)):
        at.press("right")
        seen.append(at.rows.column)
    assert set(everything) <= {column for column in seen if column is not None}
    back = []
    for _ in everything:
        at.press("left")
        back.append(at.rows.column)
    assert at.rows.col == 0
    assert any(column.content == "touchpoint_states.level_target" for column in back if column)
    usual = AtSheet(demo_session("en"), sheet_of("define", "levels"), (78, 20)).rows.shown
    at.press("home")
    assert at.rows.shown == usual
