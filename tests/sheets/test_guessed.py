"""The list of what was guessed and believed beside what customers said."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.editing.changes import set_value, with_rows
from cxworkshop.model.ballots import OverallLevel
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps.guessed import GUESSED

ON = date(2026, 11, 28)


def told(session: Session) -> list[tuple[list[str], str]]:
    """The cells of each row, and its note."""
    reading = Reading(session, ON)
    grid = Grid(GUESSED, reading)
    assert GUESSED.note is not None
    return [
        ([grid.cell(i, column).text for column in grid.columns], str(GUESSED.note(reading, row)))
        for i, row in enumerate(grid.rows)
    ]


def test_a_guess_says_how_well_the_team_knew_its_customers_then_and_now(demo: Session) -> None:
    cells, note = told(demo)[0]
    assert cells == [
        "Would recommend us (NPS)", "22 (15…35)", "20.9 ± 7.6, n 398", "= within the margin"
    ]  # fmt: skip
    assert note == (
        "2 of 9 guessed above the margin of what customers said, 0 below it, 7 within. "
        "Within the margin: 1 of 8 in round 1, off by 23.5; 7 of 9 in round 2, off by 4.1."
    )


def test_what_leaders_believe_is_the_last_row_with_its_gap_of_each_round(demo: Session) -> None:
    cells, note = told(demo)[-1]
    assert cells == ["We exceed expectations", "33% (3 of 9)", "22.9 ± 4.1, n 398", "↑ too high"]
    assert note == (
        "We think better of ourselves than customers do. "
        "Gap in percentage points: 60.2 in round 1; 10.5 in round 2."
    )


def test_without_a_choice_the_measures_to_choose_from_are_named(demo: Session) -> None:
    unmarked = set_value(Place("measures", "m20", "asks_exceeded"), False)(demo)
    cells, note = told(unmarked)[-1]
    assert cells[2:] == ["choose the measure", "no figure yet"]
    assert "Experience exceeded expectations" in note


@pytest.mark.parametrize(
    ("levels", "verdict", "meaning"),
    [
        ((2, 2, 2, 2, 3), "↓ too low", "Customers think better of us than we do ourselves."),
        ((2, 2, 2, 4), "= within the margin", "What we believe and what customers say is the same"),
    ],
)
def test_a_belief_may_be_too_low_or_right(
    demo: Session, levels: tuple[int, ...], verdict: str, meaning: str
) -> None:
    rows = tuple(OverallLevel(id=f"0{i}", value=level) for i, level in enumerate(levels))
    cells, note = told(with_rows(demo, "overall_levels", rows))[-1]
    assert cells[3] == verdict
    assert note.startswith(meaning)


def test_the_belief_of_fewer_than_four_has_no_row(demo: Session) -> None:
    rows = tuple(OverallLevel(id=f"0{i}", value=5) for i in range(3))
    assert len(told(with_rows(demo, "overall_levels", rows))) == 2
