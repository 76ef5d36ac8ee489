"""Figures and dots at their limits, with values worked out by hand (method D)."""

from math import sqrt

import pytest

from cxworkshop.method import deeds, dots, figures, goals, intervals, perceptions
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.diagnosis import Answer, diagnose
from cxworkshop.method.privacy import reduced
from cxworkshop.model.actions import Action
from cxworkshop.model.choices import CustomerBalance
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Guess, Measure, Observation
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import Dot
from tests.method.builders import (
    ON,
    after,
    guessed_levels,
    session,
)


# ---- figures -----------------------------------------------------------------------------------------------
def test_as_many_for_a_partner_as_for_nobody_are_a_majority_for_nobody() -> None:
    def said(nobody: int, partner: int) -> str:
        kinds = ["nobody"] * nobody + ["partner"] * partner
        answers = {f"p{i}": Answer(kind) for i, kind in enumerate(kinds)}
        return diagnose({**answers, "p8": Answer("person", "p9")}).reason

    assert said(2, 2) == "nobody_majority"
    assert said(1, 2) == "partner_majority"


def test_of_a_population_of_two_both_leave_no_doubt_and_of_one_nothing_is_computed() -> None:
    assert intervals.finite_factor(2, 2) == 0
    assert intervals.finite_factor(1, 2) == 1
    assert intervals.finite_factor(1, 1) == 1
    assert intervals.finite_factor(5, 100) == 1  # 5 % exactly
    assert intervals.finite_factor(6, 100) == pytest.approx((94 / 99) ** 0.5)
    assert intervals.finite_factor(130, 100) == 0  # more answers than customers


def test_the_newest_day_counts_whatever_was_entered_last() -> None:
    told = (
        Observation(id="o1", measure="m1", value=1, observed_on=ON),
        Observation(id="o2", measure="m1", value=2, observed_on=after(-1)),
        Observation(id="o3", measure="m1", value=3),
    )
    made = session(measures=(Measure(id="m1", metric="count"),), observations=told)
    newest = intervals.latest(made, "m1")
    assert newest is not None
    assert newest.id == "o1"


@pytest.mark.parametrize(
    ("guesses", "verdict"),
    [
        ((4.0, 4.0), "within_margin"),
        ((6.0, 6.0), "within_margin"),
        ((7, 7), "overestimate"),
        ((3, 3), "underestimate"),
    ],
)
def test_a_guess_on_the_edge_of_the_margin_is_within_it(guesses: tuple[float, ...], verdict: str) -> None:
    made = session(
        measures=(Measure(id="m1", metric="rating"),),
        # 5 ± 1.96 · sd/√n with sd = 10/1.96 and n = 100 is 4 … 6
        observations=(Observation(id="o1", measure="m1", mean=5, sd=10 / 1.96, n=100, observed_on=ON),),
        guesses=tuple(
            Guess(id=f"m1:p{i}", measure="m1", participant=f"p{i}", value=value)
            for i, value in enumerate(guesses)
        ),
    )
    perception = perceptions.perception(made, "m1")
    assert perception is not None
    assert (perception.measured.low, perception.measured.high) == (4.0, 6.0)
    assert perception.verdict == verdict
    assert (perception.over, perception.under) == (
        2 * (verdict == "overestimate"),
        2 * (verdict == "underestimate"),
    )


@pytest.mark.parametrize(("baseline", "holds"), [(4.0, True), (6.0, True), (6.1, False), (3.9, False)])
def test_a_target_to_hold_holds_up_to_the_edge_of_the_margin(baseline: float, holds: bool) -> None:
    goal = Goal(id="g1", measure="m1", baseline=baseline, target=baseline, due_on=ON)
    made = session(
        measures=(Measure(id="m1", metric="rating"),),
        observations=(Observation(id="o1", measure="m1", mean=5, sd=10 / 1.96, n=100, observed_on=ON),),
        goals=(goal,),
    )
    assert goals.attainment_of(made, goal, ON).holds is holds


def test_a_goal_is_open_on_its_day_and_judged_on_the_next() -> None:
    goal = Goal(id="g1", measure="m1", target=5, due_on=ON)
    made = session(measures=(Measure(id="m1", metric="count"),), goals=(goal,))
    assert not goals.attainment_of(made, goal, ON).due_passed
    assert goals.attainment_of(made, goal, after(1)).due_passed


@pytest.mark.parametrize(
    ("impact", "effort", "quadrant"),
    [
        (4, 2, "quick_win"),
        (4, 3, "major"),
        (3, 2, "fill_in"),
        (3, 3, "thankless"),
        (None, 1, None),
        (1, None, None),
    ],
)
def test_impact_weighs_from_four_and_effort_from_three(
    impact: int | None, effort: int | None, quadrant: str | None
) -> None:
    assert deeds.quadrant(Action(id="a1", impact=impact, effort=effort)) == quadrant


@pytest.mark.parametrize(
    ("start", "lost", "retention"),
    [(200, 50, 0.75), (0, 0, None), (None, 5, None), (200, None, None), (200, 0, 1)],
)
def test_retention_needs_customers_to_begin_with_and_a_count_of_the_lost(
    start: int | None, lost: int | None, retention: float | None
) -> None:
    balance = CustomerBalance(id="customer_balance", customers_start=start, lost=lost)
    assert figures.customer_balance(session(customer_balance=balance)).retention == retention


@pytest.mark.parametrize("gone", ["customers_start", "won", "lost", "customers_end", ""])
def test_a_balance_adds_up_or_not_only_when_all_four_are_known(gone: str) -> None:
    whole = CustomerBalance(id="customer_balance", customers_start=100, won=30, lost=20, customers_end=115)
    balance = whole.model_copy(update={gone: None} if gone else {})
    found = figures.customer_balance(session(customer_balance=balance))
    assert found.mismatch == (None if gone else 5)


def test_a_guess_beside_a_figure_without_a_margin_is_over_or_under_nothing() -> None:
    made = session(
        measures=(Measure(id="m1", metric="rating"),),
        observations=(Observation(id="o1", measure="m1", mean=5, observed_on=ON),),
        guesses=tuple(Guess(id=f"m1:p{i}", measure="m1", participant=f"p{i}", value=i) for i in (7, 8, 9)),
    )
    found = perceptions.perception(made, "m1")
    assert found is not None
    assert (found.k, found.median, found.low, found.high, found.gap) == (3, 8, 7, 9, 3)
    assert (found.verdict, found.over, found.under) == (None, 0, 0)


@pytest.mark.parametrize(
    ("target", "low", "verdict"),
    [(85, 85, "met"), (85, 84.9, "met_uncertain"), (85, None, "met"), (90, 85, "met_uncertain")],
)
def test_a_target_is_surely_met_when_the_whole_margin_reaches_it(
    target: float, low: float | None, verdict: str
) -> None:
    assert intervals.attainment(90, low, 95, target, "up") == verdict
    assert intervals.attainment(-90, -95, None if low is None else -low, -target, "down") == verdict


@pytest.mark.parametrize(
    ("high", "verdict"),
    [(84.9, "missed"), (85, "missed_uncertain"), (None, "missed"), (90, "missed_uncertain")],
)
def test_a_target_is_surely_missed_when_no_part_of_the_margin_reaches_it(
    high: float | None, verdict: str
) -> None:
    assert intervals.attainment(80, 70, high, 85, "up") == verdict


def test_a_recommendation_of_a_single_answer_has_the_widest_of_margins() -> None:
    assert intervals.nps_from_value(0, 1).margin == pytest.approx(196)
    assert intervals.nps_from_value(100, 1).value == 100
    assert intervals.nps_from_value(0, 0) == intervals.NOTHING
    assert intervals.nps_from_value(100.1, 50) == intervals.NOTHING


@pytest.mark.parametrize(("shorter", "told_apart"), [(0.0, True), (0.001, False)])
def test_a_target_is_told_from_chance_from_both_margins_on(shorter: float, told_apart: bool) -> None:
    # 0 ± 1 with sd = 10/1.96 and n = 100: two such figures differ by √2
    goal = Goal(id="g1", measure="m1", baseline=0, target=sqrt(2) - shorter)
    made = session(
        measures=(Measure(id="m1", metric="rating"),),
        observations=(Observation(id="o1", measure="m1", mean=0, sd=10 / 1.96, n=100, observed_on=ON),),
        goals=(goal,),
    )
    assert goals.is_distinguishable(made, goal) is told_apart


def test_scores_are_told_by_how_many_gave_each() -> None:
    assert figures.score_counts([1, 5, 5, None, 3]) == (1, 0, 1, 0, 2)


# ---- dots --------------------------------------------------------------------------------------------------
def dotted(*values: int | None) -> Session:
    """One person's dots, a value for each touchpoint."""
    return session(
        4,
        participants=("p1",),
        dots=tuple(
            Dot(id=f"tp{i}:p1", touchpoint=f"tp{i}", participant="p1", value=value)
            for i, value in enumerate(values, 1)
        ),
    )


def test_no_dots_on_a_thing_are_none_and_take_none_away() -> None:
    made = dotted(2, 0, 1, None)
    assert dots.placed(made, "p1") == 3
    assert [(one.touchpoint, one.dots, one.place) for one in dots.ranked(made)] == [
        ("tp1", 2, 1),
        ("tp3", 1, 2),
        ("tp2", 0, 3),
        ("tp4", 0, 3),
    ]


def test_a_dot_is_moved_without_being_counted_twice() -> None:
    made = dotted(2, 0, 1)
    assert dots.may_place(made, "p1", "tp1", 2)
    assert not dots.may_place(made, "p1", "tp2", 1)  # all three are placed
    assert not dots.may_place(dotted(), "p1", "tp1", 3)
    assert dots.may_place(dotted(), "p1", "tp1", 2)


def test_whoever_has_only_empty_rows_has_not_placed_dots() -> None:
    assert not dots.is_complete(dotted(None))
    assert dots.is_complete(dotted(0))
    assert dots.is_complete(reduced(dotted(2)))
    assert not dots.is_complete(session(4))


def test_a_tie_across_the_line_is_voted_on_again_unless_it_is_a_tie_of_nothing() -> None:
    tied = dots.ranked(dotted(2, 1, 1, 0))
    assert dots.ties_at(tied, 2) == ("tp2", "tp3")
    assert dots.ties_at(tied, 1) == ()
    assert dots.ties_at(tied, 3) == ()
    assert dots.ties_at(tied, 4) == ()
    assert dots.ties_at(dots.ranked(dotted(2, 0, 0, 0)), 2) == ()


def test_half_of_the_levels_without_a_fact_is_a_half() -> None:
    assert figures.gut_feel_share(guessed_levels(2, 4), ON) == 0.5
    assert figures.without_fact(guessed_levels(2, 4), ON) == ("tp3", "tp4")
    assert figures.gut_feel_share(session(), ON) is None


def test_evidence_of_customers_alone_or_of_the_frontline_alone_is_half_of_it() -> None:
    def from_(*sources: str) -> bool:
        rows = tuple(Evidence(id=f"ev{i}", source_type=source) for i, source in enumerate(sources))
        return CHECKS["G1.6"](session(evidence=rows), ON).holds

    assert from_("survey", "frontline")
    assert not from_("survey")
    assert not from_("frontline")
