"""A time is what was typed, in the unit of its cell: never a million months for an m."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Kind, Number, Numbers, Reading
from cxworkshop.model.numbers import read_number, read_time
from cxworkshop.model.place import field_of

READING = Reading(demo_session("en"), date(2026, 11, 21))
MONTHS = field_of("investments", "horizon_months").kind
YEARS = field_of("ownerships", "mandate.horizon_years").kind
DAYS = Number(label="days", unit="days", whole=True, minimum=1, maximum=366)
MINUTES = field_of("time_log", "used_min").kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (MONTHS, "24", 24),
        (MONTHS, "24m", 24),
        (MONTHS, "24 M", 24),
        (MONTHS, "24 mo", 24),
        (MONTHS, "24 mo.", 24),
        (MONTHS, "24 months", 24),
        (MONTHS, "1 month", 1),
        (MONTHS, "24 kk", 24),
        (MONTHS, "24 kuukautta", 24),
        (MONTHS, "1 kuukausi", 1),
        (MONTHS, "2y", 24),
        (MONTHS, "2 v", 24),
        (MONTHS, "2 years", 24),
        (MONTHS, "2 vuotta", 24),
        (MONTHS, "1,5 v", 18),
        (MONTHS, "1 vuosi", 12),
        (MONTHS, "100 y", 1200),
        (YEARS, "3", 3),
        (YEARS, "2,5", 2.5),
        (YEARS, "3 v", 3),
        (YEARS, "18m", 1.5),
        (YEARS, "18 kk", 1.5),
        (YEARS, "3 months", 0.25),
        (YEARS, "100", 100),
        (DAYS, "30", 30),
        (DAYS, "30 d", 30),
        (DAYS, "30 pv", 30),
        (DAYS, "1 päivä", 1),
        (DAYS, "2 w", 14),
        (DAYS, "2 viikkoa", 14),
        (DAYS, "48 h", 2),
        (MINUTES, "90", 90),
        (MINUTES, "90m", 90),
        (MINUTES, "90 min", 90),
        (MINUTES, "90 minuuttia", 90),
        (MINUTES, "1,5 h", 90),
        (MINUTES, "2 tuntia", 120),
        (MINUTES, "2 t", 120),
        (MINUTES, "1.1 h", 66),
        (YEARS, "28.810544", 28.810544),
    ],
)
@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_a_time_is_read_with_its_own_unit_or_in_that_of_the_cell(
    kind: Kind, text: str, value: float, spoken: str
) -> None:
    with speaking(spoken):
        assert kind.parse(text, READING) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (MONTHS, "24k"),
        (MONTHS, "24 t"),
        (MONTHS, "24 €"),
        (MONTHS, "24 %"),
        (MONTHS, "1.3 years"),
        (MONTHS, "30 days"),
        (MONTHS, "1201"),
        (MONTHS, "101 y"),
        (MONTHS, "24 000 000"),
        (MONTHS, "0"),
        (MONTHS, "-24"),
        (MONTHS, "months"),
        (YEARS, "101"),
        (YEARS, "2k"),
        (YEARS, "2 eur"),
        (DAYS, "3 months"),
        (DAYS, "1 y"),
        (MINUTES, "1.001 h"),
    ],
)
def test_what_is_no_time_of_that_kind_is_refused_and_not_guessed(kind: Kind, text: str) -> None:
    with pytest.raises(NotUnderstood):
        kind.parse(text, READING)


def test_a_horizon_beyond_a_century_is_refused_in_the_words_of_its_field() -> None:
    with pytest.raises(NotUnderstood, match=r"^1201 is not a whole number from 1 to 1,200 months$"):
        MONTHS.parse("1201", READING)
    with speaking("fi"), pytest.raises(NotUnderstood) as refused:
        YEARS.parse("150", READING)
    assert "150" in str(refused.value)
    with speaking("fi"):
        assert "luku väliltä 0–100 v" in str(refused.value)


def test_what_an_earlier_program_understood_wrongly_is_no_fault_of_the_file() -> None:
    """It can still be opened, seen and corrected."""
    assert MONTHS.fault(24_000_000) is None


@pytest.mark.parametrize(("unit", "century"), [("days", 36_525), ("hours", 876_600), ("minutes", 52_596_000)])
def test_a_hundred_years_is_the_longest_time_in_every_unit(unit: str, century: int) -> None:
    assert read_time(str(century), unit) == century
    assert read_time(str(century + 1), unit) is None
    assert read_time(f"-{century}", unit) == -century


MONEY = field_of("allocations", "eur").kind
TARGET = field_of("goals", "target").kind
COUNT = field_of("observations", "n").kind
MARGIN = field_of("customer_balance", "margin_eur_per_customer_year").kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (MONEY, "40.000", 40_000),
        (MONEY, "20,000", 20_000),
        (MONEY, "€40.000", 40_000),
        (MONEY, "40.000 €", 40_000),
        (MONEY, "1.250.000", 1_250_000),
        (MONEY, "1,250,000", 1_250_000),
        (MONEY, "1 250 000", 1_250_000),
        (MONEY, "1.250.000,00", 1_250_000),
        (MONEY, "40.000,00", 40_000),
        (MONEY, "40,000.00", 40_000),
        (MONEY, "1,2 milj.", 1_200_000),
        (MONEY, "1,2 milj. €", 1_200_000),
        (MONEY, "1.2 million", 1_200_000),
        (MONEY, "1,2 M€", 1_200_000),
        (MONEY, "1,2 miljoonaa euroa", 1_200_000),
        (MONEY, "40 k€", 40_000),
        (MONEY, "40 tuhatta", 40_000),
        (MONEY, "40k", 40_000),
        (MONEY, "3t", 3_000),
        (COUNT, "1.250", 1_250),
        (COUNT, "1,250", 1_250),
        (COUNT, "412", 412),
        (TARGET, "95%", 95),
        (TARGET, "95 %", 95),
        (TARGET, "4,5", 4.5),
        (TARGET, "4.5", 4.5),
        (TARGET, "0.812", 0.812),
        (TARGET, "0,812", 0.812),
        (TARGET, "1.250.000", 1_250_000),
        (MONTHS, "1.000", 1_000),
        (MARGIN, "1.250.000", 1_250_000),
        (MARGIN, "12,50", 12.5),
    ],
)
@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_a_mark_before_three_digits_of_a_sum_parts_thousands(
    kind: Kind, text: str, value: float, spoken: str
) -> None:
    with speaking(spoken):
        assert kind.parse(text, READING) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (MONEY, "40.5"),
        (MONEY, "1.250,000"),
        (MONEY, "1.25.000"),
        (MONEY, "95%"),
        (MONEY, "12 h"),
        (MONEY, "1.250 milj."),
        (MONEY, "0.500"),
        (COUNT, "1k"),
        (COUNT, "1M"),
        (TARGET, "40k"),
        (MONTHS, "24.000"),
        (MONTHS, "24M€"),
        (MONEY, "a" * 60_000 + "!"),
    ],
)
@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_what_may_be_two_numbers_or_is_of_another_unit_is_refused(kind: Kind, text: str, spoken: str) -> None:
    with speaking(spoken), pytest.raises(NotUnderstood):
        kind.parse(text, READING)


def test_of_two_numbers_that_may_be_meant_both_are_named() -> None:
    with pytest.raises(NotUnderstood, match=r"^40\.000 may be 40 or 40,000: write it so$"):
        TARGET.parse("40.000", READING)
    with speaking("fi"):
        with pytest.raises(
            NotUnderstood, match=r"^4\.500 voi olla 4,5 tai 4\s500: kirjoita jompikumpi näin$"
        ):
            TARGET.parse("4.500", READING)
        assert TARGET.parse("4,5", READING) == 4.5
        assert TARGET.parse("4 500", READING) == 4_500


@given(
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)) | st.integers(-(10**9), 10**9),
    st.sampled_from(["en", "fi"]),
)
def test_a_number_is_typed_so_that_it_is_read_back(value: float, spoken: str) -> None:
    with speaking(spoken):
        for kind in (TARGET, MARGIN):
            assert kind.parse(kind.typed(value, READING), READING) == value
        if value >= 0:
            assert MONEY.parse(MONEY.typed(int(value), READING), READING) == int(value)


def test_thousands_and_millions_are_meant_in_sums() -> None:
    assert Number(label="sum", unit="€").parse("3t", READING) == 3_000
    assert Numbers(label="sums").parse("40k + 1,2M", READING) == (40_000, 1_200_000)
    assert Numbers(label="sums").parse("40.000 + 1.250.000", READING) == (40_000, 1_250_000)


@pytest.mark.parametrize(
    ("text", "number"),
    [("-3k", -3_000), ("+3", 3), (".5", 0.5), ("9" * 18, float("9" * 18)), ("9" * 19, None), ("k", None)],
)
def test_a_sign_goes_with_a_number_and_a_letter_alone_is_none(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["12 pv", "12 h", "12 min", "12 kpl", "12 p", "12 eur", "€12", "12 stars"])
def test_a_unit_beside_a_number_is_read_over(text: str) -> None:
    assert read_number(text, "stars") == 12


def test_a_moment_is_read_as_it_is_shown() -> None:
    moment = field_of("ballots", "sealed_at").kind
    at = datetime(2026, 11, 30, 14, 5)  # noqa: DTZ001 (as it is typed: on the clock of the room)
    for language in ("en", "fi"):
        with speaking(language):
            assert moment.parse(moment.show(at, READING), READING) == at
            assert moment.parse("2026-11-30 14:05", READING) == at


def test_a_mean_that_was_counted_is_shown_with_two_decimals_and_typed_with_all() -> None:
    reading = Reading(demo_session("en"), date(2026, 11, 29))
    for table, name in (("observations", "mean"), ("observations", "sd"), ("months", "mean")):
        kind = field_of(table, name).kind
        assert kind.show(2.5939393939, reading) == "2.59"
        assert kind.show(4.0, reading) == "4"
        assert kind.typed(2.5939393939, reading) == "2.5939393939"
