"""What is typed is understood, what is shown can be typed again, and what is wrong is said."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Kind, Money, Number, Option, Reading, Reference, matches
from cxworkshop.model.numbers import read_number
from cxworkshop.model.organisation import Organisation, Person
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.editor import Editor
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


# ---- each kind ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (("people", "name"), "  Aino\nAalto ", "Aino Aalto"),
        (("people", "own"), "yes", True),
        (("people", "own"), "n", False),
        (("people", "own"), "", False),
        (("goals", "provisional"), "", None),  # computed when it is empty
        (("goals", "provisional"), "no", False),
        (("actions", "status"), "in p", "in_progress"),
        (("actions", "status"), "DONE", "done"),
        (("actions", "impact"), "5", 5),
        (("actions", "impact"), "1", 1),
        (("investments", "by_year"), "40k + 30 000; 1,5k", (40_000, 30_000, 1_500)),
        (("investments", "by_year"), " + ", ()),
        (("allocations", "eur"), "0", 0),
        (("allocations", "eur"), "1.2M", 1_200_000),
        (("measures", "touchpoints"), "", ()),
        (("gate_overrides", "at"), "2026-11-30 14:05", datetime(2026, 11, 30, 14, 5)),  # noqa: DTZ001
    ],
)
def test_a_cell_takes_what_is_typed_as_the_value_of_its_kind(
    field: tuple[str, str], text: str, value: Any, reading: Reading
) -> None:
    with speaking("fi" if "1,5k" in text else "en"):
        assert field_of(*field).kind.parse(text, reading) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (("actions", "impact"), "0"),
        (("actions", "impact"), "6"),
        (("actions", "status"), "finished"),
        (("investments", "by_year"), "40k + -1"),
        (("allocations", "eur"), "-1"),
        (("allocations", "eur"), "0.5"),
        (("gate_overrides", "at"), "yesterday"),
    ],
)
def test_a_cell_refuses_what_is_no_value_of_its_kind(
    field: tuple[str, str], text: str, reading: Reading
) -> None:
    with pytest.raises(NotUnderstood):
        field_of(*field).kind.parse(text, reading)


def test_several_names_are_parted_by_semicolons_or_commas_and_count_once(reading: Reading) -> None:
    kind = field_of("decisions", "dissent").kind
    first, second = (person.name for person in reading.session.people[:2])
    ids = tuple(person.id for person in reading.session.people[:2])
    for typed in (f"{first}; {second}", f"{first}, {second}", f"{first}; {second}; {first};"):
        assert kind.parse(typed, reading) == ids
    assert kind.show(ids, reading) == f"{first}, {second}"
    assert kind.typed(ids, reading) == f"{first}; {second}"
    for unknown in (f"{first}; Nobody Here", f"{first}, Nobody Here", "Nobody Here"):
        with pytest.raises(NotUnderstood):
            kind.parse(unknown, reading)


def test_an_exact_name_is_likelier_than_a_beginning_and_that_than_a_word_or_a_part() -> None:
    texts = ("Resale", "Head of sales", "Sales manager", "Sales")
    options = [Option(i, text) for i, text in enumerate(texts)]
    assert [option.text for option in matches(options, "sales")] == [
        "Sales",
        "Sales manager",
        "Head of sales",
    ]
    assert [option.text for option in matches(options, "sale")][-1] == "Resale"
    assert [option.value for option in matches(options, "1")] == [1]


def test_limits_are_right_values_themselves_and_nothing_is_no_fault() -> None:
    kind = Number(label="n", minimum=1, maximum=5)
    assert [kind.fault(value) is None for value in (0.9, 1, 5, 5.1, None)] == [False, True, True, False, True]
    assert Number(label="n", minimum=0).fault(-1) is not None
    assert Number(label="n", maximum=0).fault(1) is not None
    assert Number(label="n").fault(-1e9) is None


def test_what_belongs_there_is_said_as_narrowly_as_it_is_known() -> None:
    said = [
        Number(label="n", minimum=1, maximum=5, whole=True),
        Number(label="n", minimum=1, whole=True),
        Number(label="n", minimum=0),
        Number(label="n", whole=True),
        Number(label="n"),
        Number(label="n", unit="months", minimum=1, whole=True),
        Number(label="n", unit="years"),
        Number(label="n", unit="days", minimum=1, maximum=366, whole=True),
    ]
    assert [str(kind.expected()) for kind in said] == [
        "a number from 1 to 5",
        "a whole number of at least 1",
        "a number of at least 0",
        "a whole number",
        "a number",
        "a whole number from 1 to 1,200 months",
        "a number from 0 to 100 years",
        "a number from 1 to 366",
    ]


def test_a_choice_of_another_version_is_shown_as_it_is_and_is_a_fault() -> None:
    kind = field_of("actions", "status").kind
    reading = Reading(demo_session("en"), ON)
    assert kind.show("postponed", reading) == "postponed"
    assert (kind.show(None, reading), kind.show("in_progress", reading)) == ("", "in progress")
    assert kind.fault("postponed") is not None
    assert (kind.fault("done"), kind.fault(None)) == (None, None)


def test_money_and_yes_are_shown_as_people_write_them(reading: Reading) -> None:
    euros, own = field_of("allocations", "eur").kind, field_of("people", "own").kind
    assert euros.show(40_000, reading) == "€40,000"
    assert euros.show(None, reading) == euros.typed(None, reading) == ""
    assert (own.show(True, reading), own.show(False, reading)) == ("✓", "")
    assert (own.typed(True, reading), own.typed(False, reading), own.typed(None, reading)) == (
        "yes",
        "no",
        "",
    )
    margin = field_of("customer_balance", "margin_eur_per_customer_year").kind
    assert margin.show(12.5, reading) == "€12.5"
    assert Number(label="n").show(0, reading) == "0"


def in_sector(sector: str) -> Reading:
    return Reading(Session(organisation=Organisation(id="organisation", sector=sector)), ON)


def test_a_choice_offers_what_the_sector_has_in_its_own_words() -> None:
    kind = field_of("people", "function").kind
    with speaking("fi", "public"):
        offered = {option.value: option.text for option in kind.options(in_sector("public"))}
    assert offered["education_culture"] == "sivistys"
    assert offered["general_management"] == "johto"
    assert "sales" not in offered
    assert "fundraising" in {option.value for option in kind.options(in_sector("third_sector"))}
    assert not {"wellbeing", "volunteering"} & {option.value for option in kind.options(in_sector("private"))}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("toimipaikka", "store"), ("myymälä", "store"), ("Myym", "store"), ("store", "store"),
        ("verkkokauppa", "web_shop"), ("palvelu itse", "product"), ("tuote", "product"),
        ("kirje tai lasku", "letter_invoice"), ("päätös, kirje tai lasku", "letter_invoice"),
    ],
)  # fmt: skip
def test_a_choice_is_understood_in_the_sectors_words_and_in_a_companys(text: str, value: str) -> None:
    """A table that was written elsewhere is pasted as it is."""
    with speaking("fi", "public"):
        assert field_of("touchpoints", "channel").kind.parse(text, in_sector("public")) == value


def test_a_value_that_is_not_offered_is_shown_and_read_back() -> None:
    kind = field_of("people", "function").kind
    with speaking("fi", "public"):
        assert kind.show("sales", in_sector("public")) == "myynti"
        assert kind.parse("myynti", in_sector("public")) == "sales"
        with pytest.raises(NotUnderstood) as refused:
            kind.parse("zzz", in_sector("public"))
        assert "sivistys" in str(refused.value.words)
        assert "myynti" not in str(refused.value.words)


def test_a_title_that_only_one_person_has_names_that_person() -> None:
    everybody = (
        Person(id="p1", name="Anna Koski", role="Hallintojohtaja"),
        Person(id="p2", name="Bea Aalto", role="Nurse"),
        Person(id="p3", name="Carl Mayor", role="Nurse"),
        Person(id="p4", name="Dan Salo", role="Mayor"),
    )
    reading = Reading(Session(people=everybody), ON)
    kind = field_of("ownerships", "accountable").kind
    assert kind.parse("hallintojohtaja ", reading) == "p1"
    assert kind.parse("Mayor", reading) == "p3", "a name comes first"
    assert Editor.for_value(kind, None, reading).typed("Hallintojohtaja").value() == "p1"
    with pytest.raises(NotUnderstood):
        kind.parse("Nurse", reading)


@pytest.mark.parametrize(
    ("spoken", "typed", "value"),
    [("en", "customer", "fact"), ("en", "gut", "assumption"), ("fi", "mutu", "assumption"),
     ("fi", "data", "fact"), ("fi", "asiakas", "fact"), ("fi", "oletus", "assumption"),
     ("fi", "faktat", "fact"), ("en", "facts", "fact")],
)  # fmt: skip
def test_a_basis_is_understood_in_the_words_of_the_question(spoken: str, typed: str, value: str) -> None:
    kind = field_of("touchpoint_states", "level_basis").kind
    with speaking(spoken):
        reading = Reading(Session(), ON)
        assert kind.parse(typed, reading) == value
        assert Editor.for_value(kind, None, reading).typed(typed).value() == value
