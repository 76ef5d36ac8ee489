"""Figures as they are printed agree with each other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents.figure_text import amount, difference, is_reached
from cxworkshop.language import MINUS, speaking
from cxworkshop.method.intervals import Interval, change
from cxworkshop.model.measures import UNITS, Measure

VALUES = st.floats(-200, 200, allow_nan=False)


def number_in(text: str) -> float:
    found = re.search(r"-?[€]?[\d.]+", text.replace(MINUS, "-").replace(",", ""))
    assert found
    return float(found[0].replace("€", ""))


@given(VALUES, VALUES, st.sampled_from([None, *(unit for unit, _words in UNITS)]))
def test_a_printed_difference_is_that_of_the_printed_figures(
    before: float, now: float, unit: str | None
) -> None:
    measure = Measure(id="m1", name="x", unit=unit)
    old, new = Interval(before, None, None), Interval(now, None, None)
    with speaking("en"):
        printed = [number_in(amount(measure, value)) for value in (before, now)]
        moved = number_in(difference(measure, old, new, change(old, new)))
    assert moved == pytest.approx(printed[1] - printed[0], abs=1e-9)


def test_a_difference_of_amount_figures() -> None:
    old, new = Interval(65.0538, None, None), Interval(83.8235, None, None)
    with speaking("fi"):
        text = difference(Measure(id="m1", unit="percent"), old, new, change(old, new))
    assert text.startswith("+18,7")


@pytest.mark.parametrize(
    ("direction", "now", "target", "reached"),
    [("up", 21, 20, True), ("up", 20, 20, True), ("up", 19, 20, False), ("down", 19, 20, True),
     ("up", None, 20, False), ("up", 21, None, False)],
)  # fmt: skip
def test_a_target_is_reached_in_the_direction_of_its_measure(
    direction: str, now: float | None, target: float | None, reached: bool
) -> None:
    measure = Measure(id="m1", name="x", direction=direction)
    assert is_reached(measure, Interval(now, None, None), target) is reached
