"""A unit that is typed with a figure is the unit of its measure, and never gets lost."""

from __future__ import annotations

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.language import speaking
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place, unread_at
from cxworkshop.model.session import Session
from tests.sheets.hands import AtSheet, begun, sheet_of


def with_goal(unit: str | None = None, measure: str | None = "m1") -> Session:
    session = add("measures", id="m1", name="Answer time", unit=unit)(begun("Invoice"))
    return add("goals", id="g1", touchpoint="tp01", text="Quick", measure=measure)(session)


def typed(session: Session, text: str, field: str = "baseline") -> AtSheet:
    at = AtSheet(session, sheet_of("develop", "goals"))
    at.rows.go(0, at.column(field))
    at.press("enter")
    at.type(text)
    at.press("enter")
    return at


def unit(at: AtSheet) -> str | None:
    [measure] = at.session.measures
    assert isinstance(measure, Measure)
    return measure.unit


@pytest.mark.parametrize(
    ("text", "value", "is_in"),
    [
        ("6 min", 6, "minutes"), ("61 %", 61, "percent"), ("3 päivää", 3, "days"), ("2 h", 2, "hours"),
        ("45 p", 45, "nps_points"), ("€12", 12, "eur"), ("4 kpl", 4, "count"), ("6", 6, None),
    ],
)  # fmt: skip
def test_the_unit_goes_to_a_measure_without_one_and_undo_takes_both_back(
    text: str, value: float, is_in: str | None
) -> None:
    at = typed(with_goal(), text)
    assert at.session.round.goals[0].baseline == value
    assert unit(at) == is_in
    assert any("Unit of Answer time" in said for said in at.messages) is (is_in is not None)
    at.undo()
    assert (unit(at), at.session.round.goals) == (None, with_goal().round.goals)


def test_another_unit_of_time_is_converted_and_any_other_is_refused_in_words_that_keep_what_was_typed() -> (
    None
):
    at = typed(with_goal("hours"), "90 min")
    assert (at.session.round.goals[0].baseline, unit(at)) == (1.5, "hours")
    at = typed(with_goal("hours"), "61 %", "target")
    assert at.session.round.goals[0].target is None
    assert "61 %: Answer time is counted in another unit, hours" in at.messages
    assert unread_at(at.session, Place("goals", "g1", "target")) == "61 %"
    at = typed(with_goal("points_1_5"), "4 p")
    assert at.session.round.goals[0].baseline == 4


def test_without_a_measure_it_is_said_that_the_unit_has_no_home() -> None:
    at = typed(with_goal(measure=None), "6 min")
    assert at.session.round.goals[0].baseline == 6
    assert any("choose the measure first" in said for said in at.messages)


def test_pasted_figures_bring_their_units_too_and_a_contradiction_is_named_before() -> None:
    session = add("goals", id="g2", touchpoint="tp01", text="Right", measure="m1")(with_goal())
    at = AtSheet(session, sheet_of("develop", "goals"))
    at.rows.go(0, at.column("baseline"))
    at.sheet.take_paste("6 min\t4 min\n9 min\t5 min")
    assert at.sheet.question is not None
    assert "Unit of Answer time: minutes" in map(str, at.sheet.question.details)
    at.press("enter")
    assert [(goal.baseline, goal.target) for goal in at.session.round.goals] == [(6, 4), (9, 5)]
    assert unit(at) == "minutes"
    at.undo()
    assert unit(at) is None
    at.sheet.take_paste("6 min\t4 min\n9 %\t5 min")
    assert at.sheet.question is not None
    assert any("another unit" in str(words) for words in at.sheet.question.details)


def test_observations_give_their_measure_its_unit() -> None:
    session = add("measures", id="m1", name="Answer time")(begun("Invoice"))
    at = AtSheet(session, sheet_of("measure", "observations"))
    at.press("a")
    at.type("Answer")
    at.press("tab")
    at.type("6 minuuttia")
    at.press("escape" if at.cell.open is None else "tab")
    assert (at.session.round.observations[0].value, unit(at)) == (6, "minutes")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("fi", "viik", 7), ("fi", "Kuukausittain", 30), ("en", "week", 7), ("en", "quarterly", 91),
        ("fi", "2 vk", 14), ("fi", "monthly", 30), ("en", "10", 10),
    ],
)  # fmt: skip
def test_a_rhythm_is_typed_as_a_word_or_its_beginning(language: str, text: str, days: int) -> None:
    with speaking(language):
        at = AtSheet(add("measures", id="m1", name="X")(begun()), sheet_of("measure", "measures"))
        at.rows.go(0, at.column("cadence_days"))
        at.press("enter")
        at.type(text)
        at.press("enter")
    assert at.session.measures[0].cadence_days == days


def test_a_rhythm_that_may_be_two_or_none_is_refused_with_the_words_there_are() -> None:
    with speaking("fi"):
        at = AtSheet(add("measures", id="m1", name="X")(begun()), sheet_of("measure", "measures"))
        at.rows.go(0, at.column("cadence_days"))
        at.press("enter")
        at.type("v")
        at.press("tab")
        assert "viikoittain" in at.messages[-1]
        assert "vuosittain" in at.messages[-1]
        assert str(at.cell.misread) == at.messages[-1]
        at.press("escape", "left", "enter")
        at.type("usein")
        at.press("enter")
        assert "kuukausittain" in at.messages[-1]


def test_what_was_refused_is_not_said_at_a_cell_that_is_opened_later() -> None:
    at = AtSheet(add("measures", id="m1", name="X")(begun()), sheet_of("measure", "measures"))
    at.rows.go(0, at.column("cadence_days"))
    at.press("enter")
    at.type("v")
    at.press("enter")
    assert "every two weeks" in at.messages[-1]
    at.press("left", "enter")
    assert at.cell.misread == ""
