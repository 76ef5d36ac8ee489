"""The list of what was guessed and believed beside what customers said."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import set_value, with_rows
from cxworkshop.language import speaking
from cxworkshop.model.ballots import OverallLevel
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Guess, Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
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
    assert cells == ["We exceed expectations", "33% (3 of 9)", "22.9 ± 4.1, n 398", "↑ too rosy"]
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
        ((2, 2, 2, 2, 3), "↓ too gloomy", "Customers think better of us than we do ourselves."),
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


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize(
    ("direction", "guess", "words"),
    [
        ("down", 8, {"en": "↓ too rosy", "fi": "↓ liian ruusuinen"}),
        ("down", 60, {"en": "↑ too gloomy", "fi": "↑ liian synkkä"}),
        ("up", 60, {"en": "↑ too rosy", "fi": "↑ liian ruusuinen"}),
        ("up", 8, {"en": "↓ too gloomy", "fi": "↓ liian synkkä"}),
        (None, 60, {"en": "↑ too high", "fi": "↑ liian korkea"}),
        (None, 8, {"en": "↓ too low", "fi": "↓ liian matala"}),
    ],
)
def test_a_guess_is_rosy_or_gloomy_by_which_way_is_better(
    language: str, direction: str | None, guess: float, words: dict[str, str]
) -> None:
    measure = Measure(id="m1", name="Asked about", unit="percent", metric="share", direction=direction)
    guesses = tuple(Guess(id=f"g{i}", measure="m1", value=guess) for i in range(4))
    figure = Observation(id="o1", measure="m1", observed_on=date(2026, 10, 30), k=44, n=200)
    session = Session(
        measures=(measure,), rounds=(Round(id="1", number=1, guesses=guesses, observations=(figure,)),)
    )
    with speaking(language):
        cells, _note = told(session)[0]
        assert cells[3] == words[language]
        assert words[language][2:] in write_document(session, "plan", language=language, on=ON)
