"""What leaders guess and believe beside what customers say: the measure that was chosen, negative gaps,
calibration, and guesses that are blind no more."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from cxworkshop.editing.changes import set_value, with_rows
from cxworkshop.editing.day import go_to
from cxworkshop.errors import NotUnderstood
from cxworkshop.method import day, perceptions
from cxworkshop.method.guessing import not_blind, shown_measures
from cxworkshop.method.intervals import Interval
from cxworkshop.method.perceptions import (
    calibration,
    calibrations,
    chosen_for_gap,
    delivery_gap,
    delivery_verdict,
    gap_over_rounds,
    guessed_measures,
    why_no_gap,
)
from cxworkshop.method.revisit import next_round
from cxworkshop.model.ballots import OverallLevel
from cxworkshop.model.guesses import guess_kind
from cxworkshop.model.measures import Guess, Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

ON = date(2026, 11, 28)
SHARE = Measure(id="m1", name="Exceeded", metric="share", unit="percent", asks_exceeded=True)


def marked(session: Session, measure: str, value: bool, field: str = "asks_exceeded") -> Session:
    return set_value(Place("measures", measure, field), value)(session)


def believing(exceeds: int, of: int) -> Session:
    """So many of the leaders say that expectations are exceeded; a share of customers is measured."""
    levels = tuple(
        OverallLevel(id=f"p{i}", participant=f"p{i}", value=4 if i < exceeds else 2) for i in range(of)
    )
    return with_rows(with_rows(Session(), "measures", (SHARE,)), "overall_levels", levels)


def saying(session: Session, k: int, n: int, measure: str = "m1") -> Session:
    rows = (
        *session.round.observations,
        Observation(id=f"o{measure}", measure=measure, observed_on=ON, k=k, n=n),
    )
    return with_rows(session, "observations", rows)


# ---- the measure that was chosen ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("measures", "why"),
    [
        ((), "none_chosen"),
        ((SHARE,), ""),
        ((SHARE, Measure(id="m2", metric="share", unit="percent")), "several_chosen"),
        ((Measure(id="m9", metric="duration", unit="days"),), "no_share_of_customers"),
        ((Measure(id="m9", metric="csat", unit="points_1_5"),), "no_share_of_customers"),
        ((Measure(id="m9", metric="csat", unit="percent"),), ""),
    ],
)
def test_the_gap_has_one_measure_a_share_in_percent_or_says_why_not(
    measures: tuple[Measure, ...], why: str
) -> None:
    chosen = chosen_for_gap(measures)
    assert chosen.why == why
    assert (chosen.measure is None) is bool(why)


def test_no_measure_is_taken_for_the_gap_without_being_chosen(demo: Session) -> None:
    """Files of 0.1.0 have no choice: a share of the experience as a whole is offered first, and not taken."""
    unmarked = marked(demo, "m20", False)
    gap = delivery_gap(unmarked)
    assert gap is not None
    assert (gap.measure, gap.customers.value, gap.gap, gap.verdict) == (None, None, None, None)
    assert str(why_no_gap(unmarked)).startswith(
        "Choose which measure asks whether expectations were exceeded: Experience exceeded expectations, "
    )


def test_the_gap_follows_the_measure_that_is_chosen(demo: Session) -> None:
    other = marked(marked(demo, "m20", False), "m16", True)
    gap = delivery_gap(other)
    assert gap is not None
    assert gap.measure is not None
    assert gap.measure.id == "m16"
    assert "Experience exceeded" in str(why_no_gap(marked(demo, "m16", True)))
    assert "The promise matched reality" in str(why_no_gap(marked(demo, "m16", True)))
    assert "Would recommend us" in str(why_no_gap(marked(marked(demo, "m20", False), "m01", True)))


def test_a_retired_measure_is_not_chosen_any_more(demo: Session) -> None:
    retired = set_value(Place("measures", "m20", "retired_round"), 2)(demo)
    assert perceptions.exceeded_measure(retired) is None
    assert perceptions.exceeded_measure(retired.as_of(1)) is not None


# ---- verdicts of either sign -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("believe", "low", "high", "verdict"),
    [
        (6, 11.70, 18.56, "overestimate"),
        (2, 94.6, 97.1, "underestimate"),
        (1, 11.70, 18.56, "within_margin"),
        (2, None, None, None),
    ],
)
def test_a_gap_is_judged_whichever_way_it_goes(
    believe: int, low: float | None, high: float | None, verdict: str | None
) -> None:
    assert delivery_verdict(believe, 8, low, high) == verdict


def test_without_leaders_there_is_no_verdict() -> None:
    assert delivery_verdict(0, 0, 10, 20) is None


def test_customers_may_think_better_of_us_than_we_do() -> None:
    gap = delivery_gap(saying(believing(2, 8), 380, 396))
    assert gap is not None
    assert gap.gap == pytest.approx(25 - 95.96, abs=1e-2)
    assert gap.verdict == "underestimate"
    assert str(gap.meaning) == "Customers think better of us than we do ourselves."


# ---- round by round ----------------------------------------------------------------------------------------
def test_the_gap_of_each_round_stands_beside_the_others(demo: Session) -> None:
    first, second = gap_over_rounds(demo)
    assert [row.gap.believe for row in (first, second)] == [6, 3]
    assert [row.gap.leaders for row in (first, second)] == [8, 9]
    assert [row.gap.gap for row in (first, second)] == [
        pytest.approx(60.19, abs=0.01),
        pytest.approx(10.47, abs=0.01),
    ]
    assert [row.is_broken for row in (first, second)] == [False, False]


def test_the_line_of_gaps_is_broken_where_the_measure_changes() -> None:
    """A closed round keeps the measure that it was closed with."""
    first = next_round(saying(believing(6, 8), 61, 412), ON)
    assert first.rounds[0].exceeded_measure == "m1"
    changed = marked(first, "m1", False)
    changed = with_rows(
        changed, "measures", (*changed.measures, SHARE.model_copy(update={"id": "m2", "name": "Other"}))
    )
    levels = tuple(OverallLevel(id=f"p{i}", participant=f"p{i}", value=4) for i in range(4))
    changed = saying(with_rows(changed, "overall_levels", levels), 90, 100, "m2")
    before, after = gap_over_rounds(changed)
    assert before.gap.measure is not None
    assert before.gap.measure.id == "m1"
    assert before.gap.customers.value == pytest.approx(14.81, abs=0.01)
    assert after.gap.measure is not None
    assert (after.gap.measure.id, after.is_broken) == ("m2", True)


# ---- what is guessed ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "unit", "fits"),
    [
        (-100, "nps_points", True),
        (-101, "nps_points", False),
        (101, "percent", False),
        (0, "percent", True),
        (0.5, "points_1_5", False),
        (7, "points_1_7", True),
        (900, "eur", True),
        (-1, "days", False),
        (-1, None, False),
    ],
)
def test_a_guess_must_be_possible_in_its_unit(value: float, unit: str | None, fits: bool) -> None:
    assert (guess_kind(unit).fault(value) is None) is fits


@pytest.mark.parametrize(("measure", "value"), [("m01", 101), ("m01", -101), ("m02", 120), ("m09", -1)])
def test_no_way_records_a_guess_that_cannot_be(demo: Session, measure: str, value: float) -> None:
    with pytest.raises(NotUnderstood, match=r"is not a number"):
        set_value(Place("guesses", f"{measure}:p10", "value"), value)(demo)


def test_a_recommendation_without_a_unit_is_guessed_in_points() -> None:
    session = with_rows(Session(), "measures", (Measure(id="m1", metric="nps"),))
    made = set_value(Place("guesses", "m1:p1", "value"), -40)(session)
    assert [guess.value for guess in made.round.guesses] == [-40]


def test_any_measure_may_be_guessed_and_none_is_by_itself(demo: Session) -> None:
    fresh = with_rows(demo, "guesses", ())
    assert [measure.id for measure in guessed_measures(fresh)] == ["m01", "m02"]
    assert [measure.id for measure in guessed_measures(marked(fresh, "m09", True, "guess"))] == [
        "m01",
        "m02",
        "m09",
    ]
    none = marked(marked(fresh, "m01", False, "guess"), "m02", False, "guess")
    assert guessed_measures(none) == ()


def test_what_was_guessed_stays_in_sight_when_it_is_chosen_no_more(demo: Session) -> None:
    assert "m01" in {measure.id for measure in guessed_measures(marked(demo, "m01", False, "guess"))}


# ---- calibration -------------------------------------------------------------------------------------------
def test_calibration_counts_the_guesses_within_the_margin() -> None:
    guesses = (45, 30, 40, 35, 25, 50, 10, 30)
    (row,) = calibration([(1, guesses, Interval(8.98, 1.34, 16.49)), (2, (), Interval(1, 0, 2))])
    assert row[:3] == (1, 8, 1)
    assert row.error == pytest.approx(23.52)
    assert row.bias == pytest.approx(23.52)


def test_rounds_without_a_margin_are_not_calibrated() -> None:
    assert calibration([(1, (1, 2), Interval(5)), (2, (1, 2), Interval(None))]) == ()


def test_the_team_of_the_demo_knows_its_customers_better_the_second_time(demo: Session) -> None:
    then, now = calibrations(demo, "m01")
    assert [(row.inside, row.guesses) for row in (then, now)] == [(1, 8), (7, 9)]
    assert then.error == pytest.approx(23.519, abs=1e-3)
    assert now.error == pytest.approx(4.146, abs=1e-3)


def test_the_guesses_of_few_are_not_calibrated(demo: Session) -> None:
    three = tuple(Guess(id=f"m01:0{i}", measure="m01", value=20 + i) for i in range(3))
    assert [row.round for row in calibrations(with_rows(demo, "guesses", three), "m01")] == [1]


# ---- blind no more -----------------------------------------------------------------------------------------
def test_a_guess_is_blind_until_the_room_has_seen_the_figure(demo: Session) -> None:
    round_ = demo.round.model_copy(update={"steps": (), "agenda_items": (), "agenda": "half_day"})
    session = demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)})
    assert not_blind(session) == ""
    items = {item.activity: item for item in day.items(session)}
    begun = go_to(items["ballot_fill"], datetime.combine(ON, time(9)))(session)
    assert not_blind(begun) == ""
    after = {item.activity: item for item in begun.round.agenda_items}
    shown = go_to(after["gap_shown"], datetime.combine(ON, time(10)))(begun)
    assert [measure.id for measure in shown_measures(shown)] == ["m01", "m02"]
    assert str(not_blind(shown)) == "The room has seen these figures: a guess is not blind any more."
    more = marked(shown, "m18", True, "guess")  # a measure without a figure is guessed as blindly as before
    assert "Would recommend us (NPS) and Satisfied with the delivery" in str(not_blind(more))


def test_without_a_day_the_figures_are_shown_in_define(demo: Session) -> None:
    assert [measure.id for measure in shown_measures(demo)] == ["m01", "m02"]
    before = demo.model_copy(
        update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update={"steps": ()}))}
    )
    assert shown_measures(before) == ()
    unmeasured = demo.model_copy(
        update={
            "rounds": tuple(row.model_copy(update={"observations": ()}) for row in demo.rounds),
        }
    )
    assert shown_measures(unmeasured) == ()


@pytest.mark.parametrize("name", ["Did the visit exceed your expectations?", "Odotukset ylittyivät"])
def test_the_measure_that_asks_it_is_named_first_and_few_others(name: str) -> None:
    others = tuple(
        Measure(id=f"m{i}", name=f"Share {i}", metric="share", unit="percent", category="experience")
        for i in range(9)
    )
    asked = Measure(id="m9", name=name, metric="share", unit="percent", touchpoints=("t1",))
    words = str(why_no_gap(with_rows(Session(), "measures", (*others, asked))))
    assert f": {name}, Share 0 and Share 1, or one of 7 others." in words
