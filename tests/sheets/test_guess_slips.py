"""The paper slips of guesses: numbers within the scale of their measure, without names once sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import missing, write_document
from cxworkshop.editing.changes import Change, set_value, with_rows
from cxworkshop.editing.voting import seal_figures
from cxworkshop.language import speaking
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.answer_table import answers_in, put_answers, put_run
from cxworkshop.sheets.grid import COVERED, Grid
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.steps import plans

ON = date(2026, 11, 5)


class Opened:
    """A session that changes are applied to."""

    def __init__(self, session: Session) -> None:
        self.session, self.read_only = session, ""

    def apply(self, change: Change) -> None:
        self.session = change(self.session)


@pytest.fixture
def blank(demo_round1: Session) -> Session:
    """Nobody has guessed; days to repair are guessed too."""
    tables: dict[str, Any] = dict.fromkeys(("guesses", "overall_levels", "figures_answered", "steps"), ())
    round_ = demo_round1.round.model_copy(update={**tables, "closed_on": None})
    session = demo_round1.model_copy(update={"rounds": (round_,)})
    return set_value(Place("measures", "m10", "guess"), True)(session)


def slips_of(session: Session) -> GuessSlips:
    return GuessSlips(Opened(session))


def test_each_chosen_measure_is_asked_with_its_unit(blank: Session) -> None:
    slips = slips_of(blank)
    assert slips.questions == [
        "Would recommend us (NPS)",
        "Satisfied with the delivery",
        "Days from fault report to repair",
    ]
    assert slips.units == ["points, −100…100", "%, 0…100", "days"]
    assert slips.warning == ""


@pytest.mark.parametrize(
    ("row", "typed", "value"),
    [(0, "-40", -40), (0, "−40", -40), (1, "32,5", 32.5), (1, "80%", 80), (2, "2 weeks", 14), (1, "0", 0)],
)
def test_a_guess_is_read_in_the_unit_of_its_measure(
    blank: Session, row: int, typed: str, value: float
) -> None:
    slips = slips_of(blank)
    assert slips.put(row, 0, typed)
    (guess,) = slips.session.round.guesses
    assert guess.value == value
    assert slips.put(row, 0, slips.sign(row, 0))  # what it shows is read back as the same
    assert slips.session.round.guesses[0].value == value


@pytest.mark.parametrize(
    ("row", "typed", "why"),
    [
        (0, "101", "Would recommend us (NPS): 101 is not a number from −100 to 100"),
        (1, "120", "Satisfied with the delivery: 120 is not a number from 0 to 100"),
        (1, "many", "Satisfied with the delivery: many is not a number from 0 to 100"),
    ],
)
def test_a_guess_that_cannot_be_is_refused_with_the_reason(
    blank: Session, row: int, typed: str, why: str
) -> None:
    slips = slips_of(blank)
    assert not slips.put(row, 0, typed)
    assert str(slips.fault) == why
    assert slips.session is blank


def test_so_few_answers_that_they_tell_who_it_was_are_said_before_the_seal(blank: Session) -> None:
    slips = slips_of(blank)
    assert slips.few_told == ""
    of = len(slips.people)
    for col, typed in enumerate(("45", "30", "10", "20")):
        assert slips.put(0, col, typed)
        told = {
            1: f"Only 1 of {of} has answered: everybody will know whose answer it is",
            4: "",
        }.get(col + 1, f"Only {col + 1} of {of} have answered: it is easy to tell whose answers they are")
        assert str(slips.few_told) == told


def test_after_the_seal_no_guess_has_a_name_and_whoever_is_late_can_be_added(blank: Session) -> None:
    slips = slips_of(blank)
    for col, typed in enumerate(("45", "30", "10")):
        assert slips.put(0, col, typed)
    slips.opened.apply(seal_figures("guesses"))
    guesses = slips.session.round.guesses
    assert [(guess.value, guess.participant) for guess in guesses] == [(10, None), (30, None), (45, None)]
    assert [slips.sign(0, col) for col in range(3)] == [COVERED] * 3
    assert not slips.put(0, 0, "50")
    assert slips.put(0, 3, "50")


def test_a_table_of_guesses_is_pasted_whole_or_not_at_all(blank: Session) -> None:
    slips = slips_of(blank)
    table = answers_in("45\t30\n85\t80\n12\t9")
    assert table is not None
    assert put_answers(slips, 0, 0, table) == ""
    assert [slips.sign(row, col) for col in (0, 1) for row in range(3)] == ["45", "85", "12", "30", "80", "9"]
    table = answers_in("45\t30\n85\t800")
    assert table is not None
    assert "800 is no answer here" in str(put_answers(slips, 0, 2, table))
    assert slips.sign(0, 2) == ""
    assert put_run(slips, 0, 2, "40 90 11") == ""
    assert [slips.sign(row, 2) for row in range(3)] == ["40", "90", "11"]


def test_without_a_chosen_measure_it_is_said_where_to_choose(blank: Session) -> None:
    none = with_rows(
        blank, "measures", tuple(row.model_copy(update={"guess": False}) for row in blank.measures)
    )
    assert str(slips_of(none).without_questions).startswith("Nothing is guessed yet: in 5 Measure")
    assert any("Nothing is guessed yet" in str(words) for words in missing(none, "ballot"))
    assert not missing(blank, "ballot")


# ---- the list of slips, the sheet of paper -----------------------------------------------------------------
def test_the_answer_slips_have_a_column_for_each_measure_that_is_guessed(blank: Session) -> None:
    (plan,) = (plan for plan in plans("landing") if plan.id == "slips")
    grid = Grid(plan, Reading(blank, ON))
    assert [column.heading() for column in grid.columns] == [
        "Person",
        "Overall level",
        "Guess: Would recommend us (NPS)",
        "Guess: Satisfied with the delivery",
        "Guess: Days from fault report to repair",
        "Last contact",
    ]
    places = [grid.place(0, column) for column in grid.columns[2:5]]
    assert [place and place.id for place in places] == ["m01:p1", "m02:p1", "m10:p1"]


def test_the_name_of_a_measure_is_no_word_of_ours(blank: Session) -> None:
    """A measure that is called as a list of ours is not translated."""
    named = with_rows(blank, "measures", (Measure(id="m1", name="Owner", guess=True),))
    (plan,) = (plan for plan in plans("landing") if plan.id == "slips")
    with speaking("fi"):
        headings = [column.heading() for column in Grid(plan, Reading(named, ON)).columns]
    assert "Arvaus: Owner" in headings


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_sheet_of_paper_asks_for_every_chosen_measure(blank: Session, language: str) -> None:
    unanswered = blank.round.model_copy(update={"ballots": (), "ownership_ballots": ()})
    text = write_document(
        blank.model_copy(update={"rounds": (unanswered,)}), "ballot", language=language, on=ON
    )
    for measure in ("Would recommend us (NPS)", "Days from fault report to repair"):
        assert measure in text
    assert "−100…100" in text


@pytest.mark.parametrize(("metric", "refused"), [("csat", "120"), ("share", "-1")])
def test_satisfaction_without_a_unit_is_guessed_in_percent(blank: Session, metric: str, refused: str) -> None:
    measure = Measure(id="m99", name="Ease (1–5)", metric=metric, guess=True)
    slips = slips_of(with_rows(blank, "measures", (*blank.measures, measure)))
    row = slips.questions.index("Ease (1–5)")
    assert slips.units[row] == "%, 0…100"
    assert not slips.put(row, 0, refused)
    assert slips.put(row, 0, "82")
