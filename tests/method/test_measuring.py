"""What is measured by channel and element, and which figures are late."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.method.measuring import coverage, coverage_by, days_overdue, late_measures, overdue
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("last", "cadence", "first_value_by", "days"),
    [
        (date(2026, 10, 1), 30, None, 28),
        (date(2026, 10, 31), 30, None, None),
        (date(2026, 10, 29), 30, None, 0),
        (None, 30, date(2026, 11, 1), 27),
        (None, 30, None, None),
        (date(2026, 1, 1), None, None, None),
        (date(2026, 11, 20), 30, date(2026, 1, 1), None),
    ],
)
def test_a_figure_is_overdue_once_its_day_has_come(
    last: date | None, cadence: int | None, first_value_by: date | None, days: int | None
) -> None:
    assert overdue(last, cadence, first_value_by, ON) == days


def test_the_least_covered_comes_first() -> None:
    touchpoints = [("a", "store"), ("b", "store"), ("c", "app"), ("d", None)]
    counted = coverage(touchpoints, {"a"})
    assert list(counted.items()) == [("app", (0, 1)), (None, (0, 1)), ("store", (1, 2))]


def test_every_touchpoint_in_scope_is_counted_once_by_channel_and_by_element(demo: Session) -> None:
    for field in ("channel", "element"):
        counted = coverage_by(demo, field)
        assert (sum(k for k, _n in counted.values()), sum(n for _k, n in counted.values())) == (14, 15)


def test_weekly_figures_are_late_before_monthly_ones(demo: Session) -> None:
    late = {measure.id: days for measure, days in late_measures(demo, date(2026, 11, 10))}
    assert late == {"m03": 3, "m05": 3, "m15": 3}
    retired = set_value(Place("measures", "m03", "retired_round"), 2)(demo)
    assert "m03" not in {measure.id for measure, _days in late_measures(retired, date(2026, 11, 10))}


def test_a_closed_round_is_late_as_it_was(demo_round1: Session) -> None:
    (weekly,) = (measure for measure in demo_round1.measures if measure.id == "m03")
    assert days_overdue(demo_round1, weekly, date(2031, 1, 1)) == 3
