"""The figures of the whole workshop: the demo's as expected, and what they say at their edges."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing import changes
from cxworkshop.method import figures, perceptions
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import FunctionScore
from cxworkshop.model.choices import CustomerBalance
from cxworkshop.model.measures import Guess
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

ON = date(2026, 11, 5)
rounds = pytest.mark.parametrize("number", [1, 2])


def near(value: float, within: float) -> object:
    return pytest.approx(value, abs=within)


def with_round(session: Session, **tables: object) -> Session:
    return session.model_copy(
        update={"rounds": (*session.rounds[:-1], session.round.model_copy(update=tables))}
    )


@rounds
def test_the_figures_of_the_demo_are_as_expected(
    demo: Session, expected: dict[str, Any], number: int
) -> None:
    seen, wanted = demo.as_of(number), expected[f"round{number}"]
    assert figures.gut_feel_share(seen, ON) == pytest.approx(wanted["gut_feel_share"], abs=5e-5)
    assert figures.words_to_deeds(seen, ON).share == pytest.approx(
        wanted["words_to_deeds"]["share"], abs=5e-5
    )
    assert list(figures.words_to_deeds(seen, ON).goals) == wanted["words_to_deeds"]["goals"]
    assert {
        name: {"median": one.median, "range": one.range} for name, one in figures.functions(seen).items()
    } == wanted["functions"]


@rounds
def test_leaders_guesses_stand_beside_what_customers_said(
    demo: Session, expected: dict[str, Any], number: int
) -> None:
    seen, wanted = demo.as_of(number), expected[f"round{number}"]["perception"]
    assert list(perceptions.perceptions(seen)) == list(wanted)
    for measure, one in wanted.items():
        found = perceptions.perception(seen, measure)
        assert found is not None
        assert (found.k, found.median, found.low, found.high) == (
            one["k"],
            one["median"],
            one["low"],
            one["high"],
        )
        assert (found.verdict, found.over, found.under) == (one["verdict"], one["over"], one["under"])
        assert (found.gap, found.measured.value) == (near(one["gap"], 0.006), near(one["measured"], 0.006))
        assert (found.measured.low, found.measured.high) == (near(one["lo"], 0.006), near(one["hi"], 0.006))


@rounds
def test_more_leaders_than_customers_believe_that_expectations_are_exceeded(
    demo: Session, expected: dict[str, Any], number: int
) -> None:
    found, wanted = perceptions.delivery_gap(demo.as_of(number)), expected[f"round{number}"]["delivery_gap"]
    assert found is not None
    assert found.believers == pytest.approx(wanted["believers_pct"], abs=0.05)
    assert found.customers.value == pytest.approx(wanted["customers_pct"], abs=0.05)
    assert (found.customers.low, found.customers.high) == (
        near(wanted["customers_lo"], 0.05),
        near(wanted["customers_hi"], 0.05),
    )
    assert found.gap == pytest.approx(wanted["gap_points"], abs=0.05)


def test_actions_promises_and_retention_of_the_demo_are_as_expected(
    demo: Session, demo_round1: Session, expected: dict[str, Any]
) -> None:
    wanted, actions = expected["comparison"], expected["comparison"]["actions"]
    found = figures.actions_summary(demo_round1, ON)
    assert (found.total, found.due, found.done, found.on_time) == (
        actions["total"],
        actions["due"],
        actions["done"],
        actions["on_time"],
    )
    assert found.done_of_due == pytest.approx(actions["done_of_due"], abs=5e-5)
    assert (found.median_slip, list(found.unfinished)) == (
        actions["median_slip_days"],
        actions["open_carried"],
    )
    kept = figures.commitments_kept(demo_round1)
    assert [kept.count, kept.of] == wanted["commitments_kept"]
    retained = [figures.customer_balance(one).retention for one in (demo_round1, demo)]
    assert retained == [pytest.approx(percent / 100, abs=5e-4) for percent in wanted["retention_pct"]]


def test_an_empty_workshop_has_no_figures_rather_than_zeros() -> None:
    empty = Session()
    assert figures.gut_feel_share(empty, ON) is None
    assert figures.measurement_coverage(empty) is None
    assert figures.share_of_decisions_without_evidence(empty) is None
    assert figures.words_to_deeds(empty, ON) == (None, ())
    assert perceptions.perception(empty, "m01") is None
    assert perceptions.delivery_gap(empty) is None
    assert figures.confidence(empty) is None
    assert figures.functions(empty) == {}
    assert figures.values(empty) == {}
    assert figures.actions_summary(empty, ON).done_of_due is None
    assert figures.commitments_kept(empty).share is None
    assert figures.leaders_in_contact(empty, ON).share is None
    assert figures.customer_balance(empty) == figures.CustomerBalanceFigures(None, None, None, None)


def test_a_guess_of_a_figure_without_a_margin_gets_no_verdict(demo: Session) -> None:
    found = perceptions.perception(
        with_round(demo, guesses=(Guess(id="gs1", measure="m17", value=30000),)), "m17"
    )
    assert found is not None
    assert (found.k, found.gap, found.verdict) == (1, 5200, None)
    unknown = perceptions.perception(
        with_round(demo, guesses=(Guess(id="gs1", measure="m18", value=3),)), "m18"
    )
    assert unknown is not None
    assert (unknown.gap, unknown.verdict) == (None, None)


def test_a_guess_below_the_margin_is_an_underestimate(demo: Session) -> None:
    found = perceptions.perception(
        with_round(demo, guesses=(Guess(id="gs1", measure="m01", value=-20),)), "m01"
    )
    assert found is not None
    assert (found.verdict, found.under) == ("underestimate", 1)


def test_a_touchpoint_is_measured_when_an_answer_count_or_a_total_stands_behind_it(demo: Session) -> None:
    assert figures.unmeasured(demo) == ("tp15",)
    assert figures.measurement_coverage(demo) == pytest.approx(14 / 15)
    total = changes.set_value(Place("measures", "m17", "touchpoints"), ("tp15",))(demo)
    assert figures.unmeasured(total) == ()
    retired = changes.set_value(Place("measures", "m17", "retired_round"), 2)(total)
    assert figures.unmeasured(retired) == ("tp15",)


def test_a_weak_or_divided_function_asks_for_something(demo: Session) -> None:
    scores = tuple(
        FunctionScore(id=f"f{i}", function="good_leadership", value=value)
        for i, value in enumerate((2, 5, 5))
    )
    assert figures.functions(with_round(demo, function_scores=scores))["good_leadership"].is_weak
    assert not figures.functions(demo)["good_leadership"].is_weak


def test_a_dropped_action_an_abandoned_practice_and_a_missing_yes_are_not_deeds(demo: Session) -> None:
    goal = next(goal for goal in demo.round.goals if goal.id == "g28")
    assert figures.missing_deeds(demo, goal, ON) == ()
    seen = changes.set_value(Place("actions", "b09", "status"), "dropped")(demo)
    for practice in seen.round.practices:
        seen = changes.set_value(Place("practices", practice.id, "adoption"), "abandoned")(seen)
    seen = changes.set_value(Place("ownerships", "tp08", "accepted_on"), None)(seen)
    assert figures.missing_deeds(seen, goal, ON) == ("ownership", "practice", "action")


def test_an_action_counts_as_due_on_its_day_and_as_done_only_when_it_is(demo: Session) -> None:
    def action(number: int, status: str, done_on: date | None = None) -> Action:
        return Action(id=f"a{number}", owner="p1", due_on=ON, status=status, done_on=done_on)

    seen = with_round(
        demo,
        actions=(
            action(1, "done", ON),
            action(2, "done", date(2026, 11, 15)),
            action(3, "blocked"),
            action(4, "dropped"),
            Action(id="a5"),
        ),
    )
    found = figures.actions_summary(seen, ON)
    assert (found.total, found.due, found.done, found.on_time, found.median_slip) == (4, 3, 2, 1, 5.0)
    assert found.unfinished == ("a3", "a5")
    assert figures.actions_summary(seen, date(2026, 11, 4)).due == 0


def test_leaders_meet_customers_within_ninety_days(demo: Session, demo_round1: Session) -> None:
    assert (
        len(figures.leaders(demo_round1, ON)) == 8
    )  # the one who joined later is not yet there, the one who left still is
    assert "p4" not in {one.id for one in figures.leaders(demo, ON)}
    met = changes.set_value(Place("leader_contacts", "p1", "last"), date(2026, 8, 7))(demo)
    assert figures.leaders_in_contact(met, ON).count == figures.leaders_in_contact(demo, ON).count
    late = changes.set_value(Place("leader_contacts", "p1", "last"), date(2026, 8, 6))(demo)
    assert figures.leaders_in_contact(late, ON).count == figures.leaders_in_contact(demo, ON).count - 1


def test_the_customer_balance_says_what_is_at_stake_and_when_it_does_not_add_up(demo: Session) -> None:
    sheet = CustomerBalance(
        id="customer_balance",
        customers_start=100,
        won=30,
        lost=20,
        customers_end=105,
        margin_eur_per_customer_year=50,
    )
    found = figures.customer_balance(with_round(demo, customer_balance=sheet))
    assert (found.retention, found.annual_value, found.at_stake, found.mismatch) == (
        near(0.8, 1e-9),
        5250,
        1000,
        -5,
    )


def test_decisions_without_evidence_are_counted(demo_round1: Session) -> None:
    assert figures.share_of_decisions_without_evidence(demo_round1) == pytest.approx(2 / 4)


def test_more_than_answered_is_no_figure_and_measures_nothing(demo: Session) -> None:
    wrong = tuple(
        observation
        if observation.k is None
        else observation.model_copy(update={"k": (observation.n or 0) + 1})
        for observation in demo.round.observations
    )
    right = demo.model_copy(update={"rounds": (demo.round,)})
    mistaken = demo.model_copy(update={"rounds": (demo.round.model_copy(update={"observations": wrong}),)})
    assert (figures.measurement_coverage(mistaken) or 0) < (figures.measurement_coverage(right) or 0)


def test_the_ends_of_a_spread_are_shown_from_four_answers_on() -> None:
    assert figures.Spread(4.0, 3, 5, 4).ends == "3–5"
    assert figures.Spread(4.0, 4, 4, 6).ends == "4"
    assert figures.Spread(4.0, 3, 5, 3).ends == ""
