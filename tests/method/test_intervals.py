"""The margins of error against worked values, and what a change and a target are worth."""

from datetime import date
from random import Random
from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import figure_text
from cxworkshop.documents.belief import customers_text
from cxworkshop.method.intervals import (
    Interval,
    attainment,
    change,
    fault_of,
    finite_factor,
    form_of,
    is_total,
    latest,
    mean,
    nps,
    nps_from_value,
    population_for,
    reading,
    reading_of,
    reliability,
    share,
)
from cxworkshop.method.perceptions import DeliveryGap
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.raw import record_of
from cxworkshop.model.session import Round, Session
from cxworkshop.sheets.steps import measure as lists
from cxworkshop.sheets.steps.cells import figure as cell_figure


def near(value: float | None, decimals: int = 2) -> object:
    return value if value is None else pytest.approx(value, abs=0.5 * 10**-decimals + 1e-9)


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        ((148, 153, 111), 8.98, 1.34, 16.49),
        ((171, 139, 88), 20.85, 13.07, 28.32),
        ((6, 3, 1), 50.0, -0.20, 77.13),
        ((10, 0, 0), 100.0, 47.50, 100.0),
        ((0, 0, 5), -100.0, -100.0, -17.49),
        ((0, 0, 0), None, None, None),
        ((3, 2, 1), 33.33, None, None),
    ],
)
def test_recommendation_has_an_adjusted_wald_interval(
    counts: tuple[int, int, int], value: float | None, low: float | None, high: float | None
) -> None:
    found = nps(*counts)
    assert found.value == near(value)
    if counts != (3, 2, 1):
        assert (found.low, found.high) == (near(low), near(high))


def test_the_margin_of_recommendation_is_half_its_interval() -> None:
    assert nps(148, 153, 111).margin == near(7.57)


def test_recommendation_known_without_counts_has_the_widest_margin() -> None:
    found = nps_from_value(40, 100)
    assert (found.low, found.high, found.margin) == (near(40 - 17.96), near(40 + 17.96), near(17.96))
    assert nps_from_value(140, 100).value is None


@pytest.mark.parametrize(
    ("k", "n", "value", "low", "high"),
    [
        (61, 412, 14.81, 11.70, 18.56),
        (13, 22, 59.09, 38.73, 76.74),
        (0, 10, 0.0, 0.0, 27.75),
        (10, 10, 100.0, 72.25, 100.0),
        (0, 0, None, None, None),
        (3, 2, None, None, None),
    ],
)
def test_a_share_has_a_wilson_interval(
    k: int, n: int, value: float | None, low: float | None, high: float | None
) -> None:
    found = share(k, n)
    assert (found.value, found.low, found.high) == (near(value), near(low), near(high))


def test_nobody_and_everybody_still_have_a_margin() -> None:
    assert (share(0, 10).margin or 0) > 10
    assert (nps(10, 0, 0).margin or 0) > 20


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval_and_is_never_exact(counted: tuple[int, int]) -> None:
    found = share(*counted)
    assert found.low is not None
    assert found.value is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 100
    assert (found.margin or 0) > 0


def test_a_mean_has_a_margin_when_its_spread_is_known() -> None:
    found = mean(4.9, 1.6, 240)
    assert (found.low, found.high) == (near(4.70), near(5.10))
    assert mean(4.9, None, 240) == Interval(4.9, n=240)
    assert mean(4.9, 1.6, 1).low is None


def test_a_small_population_shrinks_the_margin() -> None:
    assert finite_factor(60, 120) == pytest.approx(0.710, abs=5e-4)
    assert finite_factor(60, 1200) == 1.0
    whole, half = share(30, 60), share(30, 60, population=120)
    assert (half.margin or 0) / (whole.margin or 1) == pytest.approx(0.710, abs=5e-4)
    everybody = share(10, 10, population=10)
    assert (everybody.low, everybody.high) == (100.0, 100.0)


def test_only_customers_have_a_population_and_never_fewer_than_have_answered() -> None:
    deliveries = Measure(id="m1", metric="share", unit="percent", counts="events")
    answers = Measure(id="m2", metric="csat", unit="percent", counts="customers")
    half = Observation(id="o1", k=30, n=60)
    assert reading_of(deliveries, half, population=120) == share(30, 60)
    assert reading_of(answers, half, population=120) == share(30, 60, population=120)
    counted = (("customers", 60, 120), ("events", 60, 120), ("customers", 400, 120), (None, 60, 120))
    assert [population_for(*each) for each in counted] == [120, None, None, None]


@pytest.mark.parametrize(
    ("figure", "form"),
    [
        ((8.98, 1.34, 16.49, 412), "plus_minus"),
        ((14.81, 11.70, 18.56, 412), "plus_minus"),
        ((0.0, 0.0, 27.75, 10), "low_high"),
        ((50.0, -0.20, 77.13, 10), "low_high"),
        ((50.0, 50.0, 50.0, 120, 120), "all"),
        ((61500, None, None, None), "plain"),
    ],
)
def test_half_a_width_is_said_only_where_it_does_not_mislead(figure: tuple[Any, ...], form: str) -> None:
    assert form_of(*figure) == form


def test_screens_and_documents_say_one_margin() -> None:
    measure = Measure(id="m1", metric="csat", unit="percent", counts="customers")
    even, uneven = share(61, 412), share(0, 10)
    assert (figure_text.figure(measure, even), cell_figure(even)) == (
        "14.8% ± 3.4 (n = 412)",
        "14.8 ± 3.4, n 412",
    )
    assert figure_text.figure(measure, uneven) == "0.0% (0.0…27.8, n = 10, anecdotal)"
    assert figure_text.margin(measure, uneven) == "0.0…27.8 (n = 10, anecdotal)"
    assert cell_figure(uneven) == "0.0 (0.0…27.8), n 10"
    asked = share(120, 120, population=120)
    assert figure_text.figure(measure, asked) == "100.0% (everybody asked, n = 120)"


@pytest.mark.parametrize(
    ("figure", "spread"),
    [
        (share(47, 212), "± 5.6"),
        (share(0, 10), "(0.0…27.8"),
        (share(61, 412), "± 3.4"),
        (share(5, 8), "(30.6…86.3"),
    ],
)
def test_a_figure_has_one_interval_in_lists_charts_and_sentences(figure: Interval, spread: str) -> None:
    measure = Measure(id="m1", metric="share", unit="percent")
    gap = DeliveryGap(75.0, figure, None, measure=measure)
    texts = cell_figure(figure), figure_text.figure(measure, figure), customers_text(gap)
    assert [spread in text for text in (*texts, figure_text.with_spread(measure, figure))] == [True] * 4
    assert spread.removeprefix("(") in figure_text.margin(measure, figure)


@pytest.mark.parametrize(
    ("unit", "values", "words"),
    [
        ("percent", {"value": 140, "n": 50}, "140: this measure is from 0 to 100."),
        ("percent", {"value": -1}, "0 to 100"),
        ("nps_points", {"value": 101, "n": 50}, "100"),
        ("points_1_5", {"mean": 5.4, "sd": 1, "n": 50}, "5.4: this measure is from 1 to 5."),
        ("points_1_7", {"mean": 0.5, "n": 50}, "1 to 7"),
        ("percent", {"k": 9, "n": 8}, "9 of 8: there cannot be more than answered."),
    ],
)
def test_what_can_be_no_figure_of_its_measure_is_none_and_says_why(
    unit: str, values: dict[str, Any], words: str
) -> None:
    measure = Measure(id="m1", unit=unit)
    observation = Observation(id="o1", measure="m1", **values)
    assert words in str(fault_of(measure, observation))
    assert reading_of(measure, observation).value is None
    session = Session(measures=(measure,), rounds=(Round(id="1", observations=(observation,)),))
    row = {"observations": Place("observations", "o1")}
    cell = lists.interval(Reading(session, date(2026, 11, 29)), row)
    assert words in cell.text
    assert cell.short == "! no figure"
    assert words in str(lists.observation_note(Reading(session, date(2026, 11, 29)), row))


@pytest.mark.parametrize(("unit", "value"), [("percent", 100), ("minutes", 140), ("eur", -20), (None, 140)])
def test_a_figure_that_can_be_has_no_fault(unit: str | None, value: float) -> None:
    measure, observation = Measure(id="m1", unit=unit), Observation(id="o1", measure="m1", value=value)
    assert (fault_of(measure, observation), reading_of(measure, observation).value) == ("", value)


TRIES = 2000
NOMINAL = pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize("n", [30, 100, 300])
def test_intervals_of_shares_cover_at_their_rate(n: int) -> None:
    draw, hits = Random(16), 0
    for _ in range(TRIES):
        truth = draw.uniform(0.05, 0.95)
        hits += _covers(share(sum(draw.random() < truth for _ in range(n)), n), 100 * truth)
    assert hits / TRIES == NOMINAL


@pytest.mark.parametrize("n", [30, 100, 300])
def test_intervals_of_recommendation_cover_at_their_rate(n: int) -> None:
    draw, hits = Random(16), 0
    for _ in range(TRIES):
        low, high = sorted((draw.random(), draw.random()))
        answers = [draw.random() for _ in range(n)]
        detractors, promoters = sum(x < low for x in answers), sum(x >= high for x in answers)
        found = nps(promoters, n - promoters - detractors, detractors)
        hits += _covers(found, 100 * (1 - high - low))
    assert hits / TRIES == NOMINAL


def test_intervals_of_means_and_of_a_known_number_of_customers_cover_at_their_rate() -> None:
    draw, hits, finite = Random(16), 0, 0
    for _ in range(TRIES):
        values = [draw.gauss(10, 4) for _ in range(100)]
        hits += _covers(mean(fmean(values), stdev(values), 100), 10)
        pleased = draw.randint(20, 180)
        said = sum(draw.sample([1] * pleased + [0] * (200 - pleased), 100))
        finite += _covers(share(said, 100, population=200), pleased / 2)
    assert hits / TRIES == NOMINAL
    assert finite / TRIES == NOMINAL


def _covers(found: Interval, truth: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


@pytest.mark.parametrize(
    ("metric", "unit", "observation", "figure"),
    [
        ("nps", "nps_points", {"value": 40, "n": 100}, nps_from_value(40, 100)),
        ("csat", "percent", {"value": 50, "n": 100}, share(50, 100)),
        ("money", "eur", {"value": 61500}, Interval(61500)),
        ("rating", "points_1_5", {"mean": 3.6, "sd": 1.3, "n": 341}, mean(3.6, 1.3, 341)),
        ("csat", "percent", {"k": 3, "n": 2}, Interval(None)),
        ("nps", "nps_points", {"promoters": 3}, Interval(None)),
    ],
)
def test_an_observation_is_read_from_whatever_is_known(
    metric: str, unit: str, observation: dict[str, float], figure: Interval
) -> None:
    measure, seen = (
        Measure(id="m", metric=metric, unit=unit),
        record_of(Observation, {"id": "o", **observation}),
    )
    assert reading_of(measure, seen) == figure


@pytest.mark.parametrize(
    ("value", "low", "high", "target", "direction", "verdict"),
    [
        (83.82, 78.15, 88.24, 85, "up", "missed_uncertain"),
        (4.74, 3.98, 5.65, 5, "down", "met_uncertain"),
        (60.0, 59.32, 60.68, 62, "up", "missed"),
        (90.0, 86.0, 93.0, 85, "up", "met"),
        (4.0, 3.0, 4.9, 5, "down", "met"),
        (7.0, 6.0, 8.0, 5, "down", "missed"),
        (85, None, None, 85, "up", "met"),
        (24800, None, None, 20000, "down", "missed"),
        (None, None, None, 85, "up", "unmeasured"),
    ],
)
def test_a_target_is_met_or_missed_surely_or_within_the_margin(
    value: float | None, low: float | None, high: float | None, target: float, direction: str, verdict: str
) -> None:
    assert attainment(value, low, high, target, direction) == verdict


def test_a_change_is_real_only_beyond_both_margins() -> None:
    moved = change(nps(148, 153, 111), nps(171, 139, 88))
    assert (moved.delta, moved.margin, moved.real) == (near(11.87), near(10.75), True)
    same = change(mean(17.2, 8.0, 96), mean(16.8, 7.5, 104))
    assert (same.delta, same.margin, same.real) == (near(-0.4), near(2.15), False)
    total = change(Interval(61500), Interval(24800))
    assert (total.delta, total.margin, total.real) == (-36700, None, None)
    assert change(Interval(None), Interval(1)).delta is None


@pytest.mark.parametrize(
    ("n", "label"),
    [(None, "gut_feeling"), (29, "anecdotal"), (30, "indicative"), (99, "indicative"), (100, "usable")],
)
def test_a_figure_says_how_far_it_carries(n: int | None, label: str) -> None:
    assert reliability(n) == label


@pytest.mark.parametrize("number", [1, 2])
def test_every_figure_of_the_demo_has_the_expected_margin(
    demo: Session, expected: dict[str, Any], number: int
) -> None:
    seen = demo.as_of(number)
    for measure_id, wanted in expected[f"round{number}"]["measures"].items():
        found = reading(seen, measure_id)
        assert (found.value, found.low, found.high, found.n) == (
            near(wanted["value"]),
            near(wanted["lo"]),
            near(wanted["hi"]),
            wanted["n"],
        )


def test_every_change_of_the_demo_is_told_from_noise(
    demo: Session, demo_round1: Session, expected: dict[str, Any]
) -> None:
    for measure_id, wanted in expected["comparison"]["change"].items():
        found = change(reading(demo_round1, measure_id), reading(demo, measure_id))
        assert (found.delta, found.margin, found.real) == (
            near(wanted["delta"]),
            near(wanted["moe"]),
            wanted["real"],
        )


def test_the_newest_figure_counts_and_an_earlier_round_stands_in_for_a_later_one(
    demo: Session, demo_round1: Session
) -> None:
    newest, first = latest(demo, "m01"), latest(demo_round1, "m01")
    assert newest is not None
    assert first is not None
    assert (newest.promoters, first.promoters) == (171, 148)
    empty = demo.model_copy(
        update={"rounds": (demo.rounds[0], demo.round.model_copy(update={"observations": ()}))}
    )
    assert latest(empty, "m01") is first
    assert latest(demo, "m18") is None
    assert reading(demo, "m18") == Interval(None)


@pytest.mark.parametrize(
    ("metric", "unit", "total"),
    [(None, "count", True), (None, "eur", True), (None, "percent", False), ("share", "count", False)],
)
def test_what_is_counted_is_a_total_also_before_its_metric_is_chosen(
    metric: str | None, unit: str, total: bool
) -> None:
    measure = Measure(id="m1", metric=metric, unit=unit)
    assert is_total(measure, Observation(id="o1", measure="m1", value=34)) is total
