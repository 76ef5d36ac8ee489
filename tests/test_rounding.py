"""Figures are rounded half up wherever people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import figure_text
from cxworkshop.language import number, percent, rounded, speaking, whole
from cxworkshop.method.intervals import mean, share
from cxworkshop.model.measures import Measure
from cxworkshop.sheets.steps.cells import figure


@pytest.mark.parametrize(
    ("value", "decimals", "read"),
    [
        (62.5, 0, 63), (87.5, 0, 88), (0.5, 0, 1), (1.25, 1, 1.3), (2.675, 2, 2.68), (100 * 0.145, 0, 15),
        (100 * 0.285, 0, 29), (-12.5, 0, -13), (62.4999, 0, 62), (1.005, 2, 1.01), (1e300, 0, 1e300),
    ],
)  # fmt: skip
def test_a_half_goes_up_whatever_stands_before_it(value: float, decimals: int, read: float) -> None:
    assert rounded(value, decimals) == read


@given(thousandths=st.integers(-(10**9), 10**9), decimals=st.integers(0, 2))
def test_every_figure_of_three_decimals_is_rounded_as_on_paper(thousandths: int, decimals: int) -> None:
    exact = Decimal(thousandths) / 1000
    assert rounded(thousandths / 1000, decimals) == float(
        exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    )


def test_shares_means_and_sums_read_half_up_on_screens_and_in_documents() -> None:
    assert (percent(5 / 8), percent(7 / 8)) == ("63%", "88%")
    assert (number(1.25, 1), number(-2.5, 0), whole(12.5), whole(-0.4)) == (
        "1.3",
        "\N{MINUS SIGN}3",
        "13",
        "0",
    )
    assert figure(mean(1.25, None, 4)) == "1.3, n 4"
    assert figure(share(5, 8)).startswith("62.5")
    points = Measure(id="m1", metric="nps", unit="nps_points")
    assert figure_text.amount(points, -12.5) == "\N{MINUS SIGN}13"
    with speaking("fi"):
        assert number(1.25, 1) == "1,3"
