"""What is typed is understood, what is shown can be typed again, and what is wrong is said."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Kind, Money, Number, Reading, Reference, matches
from cxworkshop.model.numbers import read_number
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES
from tests.editing.some_changes import values

ON = date(2026, 11, 21)
EVERY_KIND = [(name, field) for name in TABLES for field in fields(name) if field != "id"]


@pytest.fixture
def reading() -> Reading:
    return Reading(demo_session("en"), ON)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), spoken=st.sampled_from(["en", "fi"]))
def test_what_an_open_cell_begins_with_is_read_back_as_the_same_value(
    data: st.DataObject, spoken: str
) -> None:
    reading = Reading(demo_session("en"), ON)
    kind = field_of(*data.draw(st.sampled_from(EVERY_KIND))).kind
    value = plain(kind, data.draw(values(reading.session, kind)))
    with speaking(spoken):
        assert kind.parse(kind.typed(value, reading), reading) == value


def plain(kind: Kind, value: Any) -> Any:
    """As it comes out of a cell: trimmed text, whole minutes, numbers and names once each."""
    match value:
        case str() if not getattr(kind, "of", None) and not isinstance(kind, Reference):
            return kind.parse(value, Reading(demo_session("en"), ON))
        case float():
            return round(value % 1e6, 6)
        case tuple() if getattr(kind, "of", None) or isinstance(kind, Reference):
            return tuple(dict.fromkeys(value))
        case _:
            return value.replace(second=0, microsecond=0) if hasattr(value, "microsecond") else value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1020000", 1_020_000),
        ("1 020 000", 1_020_000),
        ("1\u202f020\u00a0000 €", 1_020_000),
        ("€61,500", 61_500),
        ("120k", 120_000),
        ("1.2M", 1_200_000),
        ("1,2M", 1_200_000),
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("−3", -3),
        ("12 %", 12),
        ("30 d", 30),
        ("", None),
        ("many", None),
        ("1e5", None),
        ("nan", None),
        ("1.2.3", None),
        ("9" * 30, None),
    ],
)
def test_a_number_is_read_in_every_way_it_is_typed(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_thousands_are_parted_by_commas_in_english_only() -> None:
    assert read_number("1,500") == 1500
    with speaking("fi"):
        assert read_number("1,500") == 1.5


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Number(label="n", whole=True, minimum=1, maximum=5), "6", "6 is not a number from 1 to 5"),
        (Number(label="n", whole=True, minimum=1), "1.5", "1.5 is not a whole number of at least 1"),
        (Money(label="n"), "-5", "−5 is not a sum in whole euros, such as 40 000 or 40k"),
        (
            field_of("goals", "due_on").kind,
            "2026-13-01",
            "2026-13-01 is not a date: 30.11., 2026-11-30, +30d or +6m",
        ),
        (field_of("people", "own").kind, "perhaps", "perhaps is not yes or no"),
        (field_of("actions", "owner").kind, "Nobody Here", "Nobody Here is not on the list"),
    ],
)
def test_what_is_wrong_is_said_with_what_belongs_there(
    kind: Kind, text: str, words: str, reading: Reading
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        kind.parse(text, reading)
    assert str(refused.value) == words


def test_an_empty_cell_is_the_empty_value_of_its_kind(reading: Reading) -> None:
    for name, field in EVERY_KIND:
        declared = field_of(name, field)
        if isinstance(declared.default, int) and not isinstance(declared.default, bool):
            continue  # a count is a number always
        value = declared.kind.parse("", reading)
        assert declared.valid(value) in ("", None, (), False), (name, field)


def test_the_first_letters_find_the_likeliest_choice_first(reading: Reading) -> None:
    options = field_of("people", "function").kind.options(reading)
    assert [option.value for option in matches(options, "mark")] == ["marketing"]
    assert [option.value for option in matches(options, "s")][:1] == ["sales"]
    assert matches(options, "") == list(options)
    assert matches(options, "zzz") == []


def test_who_has_left_is_offered_no_more_and_can_still_be_named(reading: Reading) -> None:
    kind = field_of("actions", "owner").kind
    left = next(person for person in reading.session.people if person.left_on)
    assert left.id not in [option.value for option in kind.options(reading)]
    assert kind.parse(left.name, reading) == left.id


def test_half_a_character_never_gets_into_the_record(reading: Reading) -> None:
    with pytest.raises(NotUnderstood, match="half a character"):
        field_of("people", "name").valid("half \ud83d")
    assert field_of("people", "name").kind.fault("日本 é 👩‍👩‍👧") is None


def test_one_of_a_unit_is_said_as_one(reading: Reading) -> None:
    horizon = field_of("ownerships", "mandate.horizon_years").kind
    assert [horizon.show(years, reading) for years in (0.5, 1, 2)] == ["0.5 years", "1 year", "2 years"]
    assert [horizon.parse(text, reading) for text in ("1 year", "1 years", "1")] == [1, 1, 1]
