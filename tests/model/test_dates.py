"""A day is read as a facilitator types it, in either language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.model.dates import add_months, read_day, read_months

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        ("30.11.", date(2026, 11, 30)),
        ("30.11", date(2026, 11, 30)),
        ("20.11.", date(2027, 11, 20)),
        ("21.11.", date(2026, 11, 21)),
        ("30.11.2027", date(2027, 11, 30)),
        ("30.11.27", date(2027, 11, 30)),
        ("29.2.", date(2028, 2, 29)),
        ("30 Nov", date(2026, 11, 30)),
        ("30. marraskuuta 2026", date(2026, 11, 30)),
        ("5. kesäkuuta", date(2027, 6, 5)),
        ("5. kesä", date(2027, 6, 5)),
        ("1 September 2027", date(2027, 9, 1)),
        ("5 Jan", date(2027, 1, 5)),
        ("+30d", date(2026, 12, 21)),
        ("+30", date(2026, 12, 21)),
        ("+30 pv", date(2026, 12, 21)),
        ("+2 kk", date(2027, 1, 21)),
        ("+ 2 kuukautta", date(2027, 1, 21)),
        ("+1 kuukausi", date(2026, 12, 21)),
        ("+2 months", date(2027, 1, 21)),
        ("+3 weeks", date(2026, 12, 12)),
        ("+3 viikkoa", date(2026, 12, 12)),
        ("+3 vk", date(2026, 12, 12)),
        ("+2 vuotta", date(2028, 11, 21)),
        ("week 49", date(2026, 12, 4)),
        ("viikolla 35", date(2027, 9, 3)),
        ("vko 47", date(2027, 11, 26)),
        ("+2w", date(2026, 12, 5)),
        ("+2 vk", date(2026, 12, 5)),
        ("+6m", date(2027, 5, 21)),
        ("+6kk", date(2027, 5, 21)),
        ("+1y", date(2027, 11, 21)),
        ("today", ON),
        ("tänään", ON),
    ],
)
def test_a_day_is_read_in_every_way_it_is_typed(text: str, day: date) -> None:
    assert read_day(text, ON) == day
    assert read_day(f"  {text} ", ON, "fi") == day


@pytest.mark.parametrize(("language", "month"), [("en", 3), ("fi", 11)])
def test_mar_is_march_in_english_and_november_in_finnish(language: str, month: int) -> None:
    found = read_day("30 mar", ON, language)
    assert found
    assert found.month == month


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13-01",
        "31.2.2027",
        "0.1.",
        "32.1.",
        "+",
        "30 Foo",
        "99999999",
        "+9999y",
        "+30 waits",
        "week 54",
        "week",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, ON) is None


def test_the_last_day_of_a_month_stays_the_last() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = read_day(text, ON)
    assert found is None or isinstance(found, date)


@given(st.dates(date(1000, 1, 1)))
def test_what_a_file_holds_is_read_back(day: date) -> None:
    assert read_day(day.isoformat(), ON) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21.11.", ON),  # a day without a year is today, or the next one to come
        ("22.11.", date(2026, 11, 22)),
        ("5.1.27", date(2027, 1, 5)),
        ("5.1.99", date(2099, 1, 5)),
        ("5.1.1999", date(1999, 1, 5)),
        ("+0d", ON),
        ("+1w", date(2026, 11, 28)),
        ("+1v", date(2026, 11, 28)),
        ("+2 viikkoa", date(2026, 12, 5)),
        ("+1 kk", date(2026, 12, 21)),
        ("+1k", date(2026, 12, 21)),
        ("+2m", date(2027, 1, 21)),
        ("+1y", date(2027, 11, 21)),
        ("+10 päivää", date(2026, 12, 1)),
        ("+7", date(2026, 11, 28)),
        ("today", ON),
        ("Tänään", ON),
    ],
)
def test_a_day_is_counted_from_today_or_is_the_next_one_of_that_name(text: str, day: date) -> None:
    assert read_day(text, ON) == day


def test_a_leap_day_is_waited_for_up_to_eight_years() -> None:
    assert read_day("29.2.", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 21), 1, date(2026, 12, 21)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 15), 12, date(2027, 3, 15)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, then: date
) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("perjantai", date(2026, 11, 27)),
        ("perjantaina", date(2026, 11, 27)),
        ("PE", date(2026, 11, 27)),
        ("keskiviikkoon", date(2026, 11, 25)),
        ("sunday", date(2026, 11, 22)),
        ("lauantai", date(2026, 11, 28)),  # ON is a Saturday: the one to come, not today
        ("+1 vuosi", date(2027, 11, 21)),
        ("+2 vuotta", date(2028, 11, 21)),
    ],
)
def test_a_day_of_the_week_is_the_next_one_in_either_language(text: str, day: date) -> None:
    assert read_day(text, ON) == day
    assert read_day(text, ON, "fi") == day


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("10/2025–9/2026", "2025-10..2026-09"),
        ("10/2025 - 12/2025", "2025-10..2025-12"),
        ("2025-10..2026-09", "2025-10..2026-09"),
        ("13/2025–9/2026", "13/2025–9/2026"),
        ("2026", "2026"),
    ],
)
def test_months_are_read_as_they_are_shown(text: str, months: str) -> None:
    assert read_months(text) == months
