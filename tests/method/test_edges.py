"""Figures, loads, dots and priorities at their limits, with values worked out by hand (method D)."""

from datetime import UTC, datetime

import pytest

from cxworkshop.method import derived, dots, figures, goals, intervals, responsibility
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.diagnosis import Answer, diagnose
from cxworkshop.method.privacy import reduced
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import Ballot, OwnershipBallot
from cxworkshop.model.choices import CustomerBalance
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Guess, Measure, Observation
from cxworkshop.model.ownership import Ownership, Reward
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import Dot, TouchpointState
from tests.method.made import (
    ON,
    PEOPLE,
    after,
    bonus,
    guessed_levels,
    loaded,
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
    perception = figures.perception(made, "m1")
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
    assert goals.status_of_goal(made, goal, ON) == "open"
    assert goals.status_of_goal(made, goal, after(1)) == "unmeasured"


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
    assert goals.quadrant(Action(id="a1", impact=impact, effort=effort)) == quadrant


@pytest.mark.parametrize(
    ("start", "lost", "retention"),
    [(200, 50, 0.75), (0, 0, None), (None, 5, None), (200, None, None), (200, 0, 1)],
)
def test_retention_needs_customers_to_begin_with_and_a_count_of_the_lost(
    start: int | None, lost: int | None, retention: float | None
) -> None:
    balance = CustomerBalance.blank(id="customer_balance", customers_start=start, lost=lost)
    assert figures.customer_balance(session(customer_balance=balance)).retention == retention


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
    assert not dots.all_are_in(dotted(None))
    assert dots.all_are_in(dotted(0))
    assert dots.all_are_in(reduced(dotted(2)))
    assert not dots.all_are_in(session(4))


def test_a_tie_across_the_line_is_voted_on_again_unless_it_is_a_tie_of_nothing() -> None:
    tied = dots.ranked(dotted(2, 1, 1, 0))
    assert dots.tied_across(tied, 2) == ("tp2", "tp3")
    assert dots.tied_across(tied, 1) == ()
    assert dots.tied_across(tied, 3) == ()
    assert dots.tied_across(tied, 4) == ()
    assert dots.tied_across(dots.ranked(dotted(2, 0, 0, 0)), 2) == ()


# ---- who carries what --------------------------------------------------------------------------------------
def chief(own: int, of: int, function: str = "general_management", leads: bool = True) -> str | None:
    made = loaded(own, of)
    person = PEOPLE[0].model_copy(update={"function": function, "leadership_team": leads})
    return responsibility.chief_carries(made.model_copy(update={"people": (person, *PEOPLE[1:])}))


def test_a_chief_executive_carries_much_from_a_quarter_of_the_touchpoints_on() -> None:
    assert chief(3, 12) == "p1"
    assert chief(2, 12) is None
    assert chief(12, 12, function="sales") is None
    assert chief(12, 12, leads=False) is None
    assert chief(0, 0) is None


def test_two_who_carry_alike_are_two_owners_and_one_is_one() -> None:
    owned = tuple(
        Ownership(id=f"tp{i}", touchpoint=f"tp{i}", accountable=f"p{i % 2 + 1}") for i in range(1, 5)
    )
    made = session(4, ownerships=owned)
    assert responsibility.loads(made) == {"p2": 2, "p1": 2}
    assert (responsibility.hhi(made), responsibility.effective_owners(made)) == (0.5, 2)
    assert responsibility.effective_owners(loaded(3, 12)) == 1
    assert responsibility.effective_owners(session(4)) is None


def test_whoever_has_left_carries_nothing_any_more_on_that_day() -> None:
    gone = PEOPLE[0].model_copy(update={"left_on": after(1)})
    made = loaded(5, 20).model_copy(update={"people": (gone, *PEOPLE[1:])})
    assert responsibility.loads(made, ON) == {"p1": 5}
    assert responsibility.loads(made, after(1)) == {}
    assert responsibility.loads(made) == {"p1": 5}
    assert (responsibility.overloaded(made, ON), responsibility.overloaded(made, after(1))) == (("p1",), ())


def bonus_on(measures: int, n: int = 200, elsewhere: bool = False, kind: str = "bonus") -> bool:
    """Whether a bonus that follows so many measures, each with n answers, needs care."""
    names = tuple(f"m{i}" for i in range(measures))
    about = ("tp2",) if elsewhere else ()
    made = session(
        2,
        measures=tuple(Measure(id=name, metric="csat", touchpoints=about) for name in names),
        observations=tuple(Observation(id=f"o{name}", measure=name, n=n, observed_on=ON) for name in names),
        ownerships=(
            Ownership(
                id="tp1", touchpoint="tp1", accountable="p1", reward=Reward.blank(type=kind, measures=names)
            ),
        ),
    )
    return responsibility.reward_caution(made) == ("tp1",)


def test_a_bonus_needs_care_beyond_three_measures_below_two_hundred_answers_or_elsewhere() -> None:
    assert not bonus_on(3)
    assert bonus_on(4)
    assert bonus_on(1, n=199)
    assert bonus_on(1, elsewhere=True)
    assert bonus_on(4, kind="both")
    assert not bonus_on(4, n=1, kind="recognition")


def test_a_bonus_on_a_figure_that_nobody_has_measured_needs_care() -> None:
    made = bonus(200)
    bare = made.model_copy(update={"rounds": (made.round.model_copy(update={"observations": ()}),)})
    assert responsibility.reward_caution(made) == ()
    assert responsibility.reward_caution(bare) == ("tp1",)
    assert not CHECKS["G5.7"](bare, ON).holds


def test_claims_are_recognised_by_the_others_only() -> None:
    """Of four who answered, one of the three others names her: a third (method D.8)."""
    said = {"p1": "p1", "p2": "p1", "p3": "p9", "p4": None}
    made = session(
        1,
        participants=tuple(said),
        ballots=(
            Ballot(
                id="1",
                number="1",
                sealed_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
                revealed_at=datetime(2026, 11, 21, 10, tzinfo=UTC),
            ),
        ),
        ownership_ballots=tuple(
            OwnershipBallot(
                id=f"1:tp1:{who}",
                ballot="1",
                touchpoint="tp1",
                participant=who,
                kind="person" if whom else "dont_know",
                person=whom,
            )
            for who, whom in said.items()
        ),
    )
    (claim,) = responsibility.recognition(made).values()
    assert claim.claimed == ("tp1",)
    assert claim.recognised == pytest.approx(1 / 3)
    alone = made.round.model_copy(update={"ownership_ballots": made.round.ownership_ballots[:1]})
    assert responsibility.recognition(made.model_copy(update={"rounds": (alone,)})) == {
        "p1": responsibility.Recognition(("tp1",), None)
    }


# ---- what weighs most --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("importance", "now", "target", "role", "score"),
    [
        (4, 2, 4, "hygiene", 12),  # 4 × 2 × 1.5
        (4, 3, 4, "hygiene", 4),
        (4, 2, 4, "differentiator", 8),
        (5, 4, 3, "hygiene", 0),
        (None, 2, 4, "hygiene", None),
        (4, None, 4, "hygiene", None),
        (4, 2, None, "hygiene", None),
    ],
)
def test_a_priority_is_importance_times_what_is_missing_and_half_as_much_again_for_failing_basics(
    importance: int | None, now: int | None, target: int | None, role: str, score: float | None
) -> None:
    state = TouchpointState(
        id="tp1", touchpoint="tp1", importance=importance, level_now=now, level_target=target, role=role
    )
    assert derived.priority_score(session(1, touchpoint_states=(state,)), "tp1") == score


def test_five_weigh_most_and_of_equals_those_earlier_on_the_journey() -> None:
    def weights(*importance: int) -> frozenset[str]:
        return derived.highest(
            session(
                len(importance),
                touchpoint_states=tuple(
                    TouchpointState(
                        id=f"tp{i}", touchpoint=f"tp{i}", importance=weight, level_now=3, level_target=4
                    )
                    for i, weight in enumerate(importance, 1)
                ),
            )
        )

    assert weights(1, 1, 1, 1, 1, 1) == {"tp1", "tp2", "tp3", "tp4", "tp5"}
    assert weights(1, 1, 1, 1, 1, 5) == {"tp6", "tp1", "tp2", "tp3", "tp4"}
    assert derived.highest(session(6)) == frozenset()


def test_half_of_the_levels_without_a_fact_is_a_half() -> None:
    assert figures.gut_feel_share(guessed_levels(2, 4)) == 0.5
    assert figures.without_fact(guessed_levels(2, 4)) == ("tp3", "tp4")
    assert figures.gut_feel_share(session()) is None


def test_evidence_of_customers_alone_or_of_the_frontline_alone_is_half_of_it() -> None:
    def from_(*sources: str) -> bool:
        rows = tuple(Evidence(id=f"ev{i}", source_type=source) for i, source in enumerate(sources))
        return CHECKS["G1.6"](session(evidence=rows), ON).holds

    assert from_("survey", "frontline")
    assert not from_("survey")
    assert not from_("frontline")
