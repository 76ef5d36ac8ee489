"""What the pictures draw: scales hold their values, and figures stand where the record has them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import write_document
from cxworkshop.documents.charts import ways as document_ways
from cxworkshop.documents.wording import RecordView
from cxworkshop.editing.changes import add, set_value
from cxworkshop.method import charts, derived
from cxworkshop.method.charts import axis_of
from cxworkshop.method.demo import demo_session
from cxworkshop.method.lookup import measure as measure_of
from cxworkshop.method.privacy import reduced
from cxworkshop.model.goals import Goal
from cxworkshop.model.imports import MonthFigure
from cxworkshop.model.measures import RANGES, Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index
from tests.method.builders import session as built

ON = date(2026, 11, 21)


def of_demo(id: str, session: Session) -> Measure:
    measure = measure_of(session, id)
    assert measure
    return measure


# ---- scales ------------------------------------------------------------------------------------------------
@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1), st.sampled_from([None, "percent", "nps_points", "points_1_5"])
)
def test_a_scale_holds_its_values_within_the_ends_of_the_unit(values: list[float], unit: str | None) -> None:
    axis = axis_of(values, unit)
    low, high = RANGES.get(unit or "", (-1e12, 1e12))
    assert low <= axis.low < axis.high <= high
    slack = 1e-8 * (axis.high - axis.low)  # a value so near to an end is drawn on it
    assert all(axis.low - slack <= min(high, max(low, value)) <= axis.high + slack for value in values)
    assert 3 <= len(axis.ticks) <= 9
    assert axis.ticks == tuple(sorted(set(axis.ticks)))


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ((10, 50, 1.3), "nps_points", (0, 10, 20, 30, 40, 50)),
        ((58, 92), "percent", (50, 60, 70, 80, 90, 100)),
        ((4.6, 5.2), "points_1_7", (4.2, 4.4, 4.6, 4.8, 5, 5.2, 5.4, 5.6)),
        ((99,), "percent", (88, 90, 92, 94, 96, 98, 100)),
        ((0,), "days", (-0.1, -0.05, 0, 0.05, 0.1)),
    ],
)
def test_the_numbers_of_a_scale_are_round(
    values: tuple[float, ...], unit: str, ticks: tuple[float, ...]
) -> None:
    assert axis_of(values, unit).ticks == ticks


# ---- the journey -------------------------------------------------------------------------------------------
def test_the_journey_has_levels_their_ground_targets_and_the_last_round() -> None:
    session = demo_session("en")
    stops = {stop.touchpoint: stop for stop in charts.journey(session, ON)}
    assert len(stops) == 15
    names = {session.name_of("touchpoints", id): stop for id, stop in stops.items()}
    installation, unknown = names["The installation"], names["Taking the old appliance away"]
    assert (installation.now, installation.target, installation.was) == (3, 5, 2)
    assert (unknown.now, unknown.target, unknown.was) == (None, 3, None)
    assert [stop.standing.basis for stop in (installation, unknown)] == ["fact", "unknown"]


# ---- guesses -----------------------------------------------------------------------------------------------
def test_each_guess_is_a_dot_once_nobody_can_tell_whose_it_is() -> None:
    session = demo_session("en").as_of(1)
    nps = of_demo("m01", session)
    whole = charts.guessed(session, nps)
    assert whole
    assert list(whole.guesses) == [10, 25, 30, 30, 35, 40, 45, 50]
    names_gone = charts.guessed(reduced(session), nps)
    assert names_gone
    assert names_gone.guesses == whole.guesses
    one_waits = session.model_copy(
        update={"rounds": (session.round.model_copy(update={"guesses": session.round.guesses[1:]}),)}
    )
    begun = charts.guessed(one_waits, nps)
    assert begun
    assert not begun.guesses
    nobody_ticked = one_waits.model_copy(
        update={"rounds": (one_waits.round.model_copy(update={"participants": ()}),)}
    )
    unknown = charts.guessed(nobody_ticked, nps)
    assert unknown
    assert not unknown.guesses


def test_of_three_guesses_nothing_shows() -> None:
    session = reduced(demo_session("en").as_of(1))
    few = session.round.model_copy(update={"guesses": session.round.guesses[:3]})
    assert charts.guessed(session.model_copy(update={"rounds": (few,)}), of_demo("m01", session)) is None


# ---- over time ---------------------------------------------------------------------------------------------
def test_a_trend_has_every_figure_by_its_day_and_says_how_far_it_moved() -> None:
    session = demo_session("en")
    trend = charts.trend(session, of_demo("m01", session))
    assert trend
    assert [str(point.day) for point in trend.points] == ["2026-01-20", "2026-10-15"]
    assert [round(point.figure.value or 0, 3) for point in trend.points] == [8.981, 20.854]
    assert list(trend.targets) == [20]
    assert trend.change.delta == pytest.approx(11.874, abs=1e-3)
    assert trend.change.real


def test_figures_stand_by_their_days_and_not_as_they_were_entered() -> None:
    measure = Measure(id="m1", name="Days", unit="days", metric="duration")
    days = (date(2026, 5, 1), date(2026, 3, 1), None)
    observations = tuple(
        Observation(id=f"o{i}", measure="m1", observed_on=day, value=float(i)) for i, day in enumerate(days)
    )
    session = demo_session("en").as_of(1)
    round_ = session.round.model_copy(update={"observations": observations})
    trend = charts.trend(session.model_copy(update={"measures": (measure,), "rounds": (round_,)}), measure)
    assert trend
    assert [point.figure.value for point in trend.points] == [2, 1, 0]


def test_without_a_figure_there_is_no_trend() -> None:
    session = demo_session("en")
    assert charts.trend(session, of_demo("m18", session)) is None


# ---- goals -------------------------------------------------------------------------------------------------
def goal_of(session: Session, id: str) -> Goal:
    goal = index(session.round.goals)[id]
    assert isinstance(goal, Goal)
    return goal


def test_a_way_goes_from_the_baseline_to_the_target_whichever_is_better() -> None:
    before, after = demo_session("en").as_of(1), demo_session("en")
    goal = goal_of(before, "g07")  # 14.2 → 5, less is better
    goals = after.round.model_copy(update={"goals": (goal,)})
    now = after.model_copy(update={"rounds": (*after.rounds[:-1], goals)})
    way = charts.way(now, goal, ON)
    assert way.now is not None
    assert way.low is not None
    assert way.high is not None
    assert way.now == pytest.approx((4.745 - 14.2) / (5 - 14.2), abs=1e-3)
    assert way.low < way.now < way.high


@pytest.mark.parametrize(("baseline", "target"), [(None, 5), (5, None)])
def test_there_is_no_way_without_both_ends(baseline: float | None, target: float | None) -> None:
    session = demo_session("en")
    goal = goal_of(session, "g27").model_copy(update={"baseline": baseline, "target": target})
    way = charts.way(session, goal, ON)
    assert (way.now, way.low, way.high) == (None, None, None)


@pytest.mark.parametrize(
    ("direction", "unit", "level", "k", "now"),
    [
        ("up", "percent", 70, 70, 1.0),
        ("up", "percent", 70, 62, 0.92),
        ("down", "percent", 20, 28, 0.92),
        ("down", "percent", 20, 10, 1.1),
    ],
)
def test_a_level_that_is_held_stands_at_the_target_and_its_figure_as_far_off_as_it_is(
    direction: str, unit: str, level: float, k: int, now: float
) -> None:
    measure = Measure(id="m1", metric="share", unit=unit, direction=direction)
    goal = Goal(id="g1", measure="m1", text="Hold", touchpoint="tp1", baseline=level, target=level)
    made = built(
        1, measures=(measure,), goals=(goal,),
        observations=(Observation(id="o1", measure="m1", k=k, n=100, observed_on=ON),),
    )  # fmt: skip
    way = charts.way(made, goal, ON)
    assert way.is_hold
    assert way.now == pytest.approx(now)
    assert way.low is not None
    assert way.high is not None
    assert way.low < now < way.high
    (drawn,) = document_ways(RecordView(made, ON))
    assert "◦" not in drawn.lines[0]
    assert f"hold {level}%" in drawn.words
    background = write_document(made, "background", language="en", on=ON)
    assert background.count(f"hold {level}%") == 1


# ---- priorities --------------------------------------------------------------------------------------------
def test_what_matters_most_and_falls_short_furthest_comes_first_and_the_unknown_apart() -> None:
    session = demo_session("en")
    weights = charts.weights(session)
    assert [weight.score for weight in weights] == sorted((weight.score for weight in weights), reverse=True)
    assert session.name_of("touchpoints", weights[0].touchpoint) == "The installation"
    assert weights[0].importance * weights[0].missing == 10
    assert {weight.touchpoint for weight in weights if weight.is_tied} == set(derived.ranking(session).tied)
    assert not [weight for weight in weights if weight.is_tied and weight.is_priority]
    waiting = charts.measure_first(session)
    assert [session.name_of("touchpoints", id) for id in waiting] == ["Taking the old appliance away"]
    assert set(waiting.values()) == {("level_now",)}
    assert len(weights) + len(waiting) == 15


def test_a_touchpoint_that_lacks_everything_is_to_be_measured_first() -> None:
    session = add("touchpoints", id="tp99", name="New")(demo_session("en"))
    session = set_value(Place("touchpoint_states", "tp99", "importance"), 5)(session)
    assert charts.measure_first(session)["tp99"] == ("level_now", "level_target")


def test_what_ties_for_too_few_places_is_no_priority_and_says_so() -> None:
    session = demo_session("en")
    for touchpoint in session.touchpoints:
        for field, value in (("importance", 5), ("level_now", 2), ("level_target", 4), ("priority", None)):
            session = set_value(Place("touchpoint_states", touchpoint.id, field), value)(session)
        session = set_value(Place("touchpoint_states", touchpoint.id, "role"), "differentiator")(session)
    assert all(weight.is_tied and not weight.is_priority for weight in charts.weights(session))


def by_month(session: Session, measure: str, *promoters: int) -> Session:
    """The demo with a series: so many of a hundred recommend, from March on; of few answers only n."""
    months = tuple(
        MonthFigure(
            id=f"x{k}",
            measure=measure,
            month=f"2026-{k:02}",
            promoters=n,
            passives=0,
            detractors=100 - n,
            n=100,
        )
        if n
        else MonthFigure(id=f"x{k}", measure=measure, month=f"2026-{k:02}", n=3)
        for k, n in enumerate(promoters, 3)
    )
    round_ = session.round.model_copy(update={"months": months})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], round_)})


def test_a_series_by_month_is_the_trend_and_the_change_is_that_of_what_was_observed() -> None:
    session = by_month(demo_session("en"), "m01", 50, 0, 60, 70)
    trend = charts.trend(session, of_demo("m01", session))
    assert trend
    assert [(str(point.day), point.month) for point in trend.points] == [
        ("2026-03-31", "2026-03"),
        ("2026-05-31", "2026-05"),
        ("2026-06-30", "2026-06"),
    ]
    assert [point.figure.value for point in trend.points] == [0, 20, 40]
    assert trend.change.delta == pytest.approx(11.874, abs=1e-3)


def test_one_month_is_no_series() -> None:
    session = by_month(demo_session("en"), "m01", 50)
    trend = charts.trend(session, of_demo("m01", session))
    assert trend
    assert not any(point.month for point in trend.points)
