"""What is read is what was written; what is wrong is told with its field, and nothing else goes with it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.errors import NotUnderstood
from cxworkshop.model.actions import Action
from cxworkshop.model.goals import Goal, Practice
from cxworkshop.model.organisation import Person
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.raw import read, record_of, written
from cxworkshop.model.record import Part, Record, declared
from cxworkshop.model.session import TABLES, Session

WORDS = st.text(max_size=12) | st.sampled_from(["a", "person", "own", "fact", "open", "\ud800", "äö 日本"])
NUMBERS = st.integers(-3, 10) | st.integers() | st.floats() | st.sampled_from([1e400, 10**400, -0.0])
DAYS = st.dates().map(str) | st.sampled_from(
    ["2026-13-01", "20261105", "2026-W45-4", "2026-11-05T00:00:00", "٢٠٢٦-11-05", "2026-11-05\n"]
)
MOMENTS = st.datetimes(timezones=st.none() | st.timezones()).map(
    lambda at: at.isoformat("T", "seconds")
) | st.sampled_from(
    [
        "2026-11-05T14:05:00Z",
        "2026-11-05 14:05:00",
        "2026-11-05T14:05",
        "2026-11-05T24:00:00",
        "2026-11-05T14:05:00+99:00",
    ]
)
RAW = st.none() | st.booleans() | WORDS | NUMBERS | DAYS | MOMENTS
PARTS = st.dictionaries(
    st.sampled_from(["type", "decision_rights", "horizon_years", "?"]), WORDS | st.integers(-9, 9), max_size=2
)
ANYTHING: st.SearchStrategy[Any] = RAW | st.lists(RAW, max_size=3) | PARTS
LIKELY: dict[type, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: NUMBERS,
    float: NUMBERS,
    bool: st.booleans(),
    date: DAYS,
    datetime: MOMENTS,
    tuple: st.lists(WORDS),
}


def rows(owner: type[Part]) -> st.SearchStrategy[dict[str, Any]]:
    """Rows as a file may hold them: for each field nothing, what is likely there, or anything."""
    likely = {
        key: ANYTHING | (LIKELY[field.holds] if field.kind is not None else rows(field.holds))
        for key, field in declared(owner).items()
    }
    likely["another_version"] = PARTS | st.lists(WORDS)
    return st.fixed_dictionaries(
        {"id": st.sampled_from(["a", "p1"])} if "id" in likely else {},
        optional={key: values for key, values in likely.items() if key != "id"},
    )


def paths(raw: Any, before: str = "") -> set[str]:
    """The dotted names of everything in a raw row."""
    names = set()
    for name, value in raw.items():
        names.add(before + name)
        if isinstance(value, dict):
            names |= paths(value, f"{before}{name}.")
    return names


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_is_written_as_it_was_read(record: type[Record], data: st.DataObject) -> None:
    row, _wrong = read(record, data.draw(rows(record)))
    told = json.loads(json.dumps(written(row), allow_nan=False))
    assert read(record, told) == (row, [])


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_wrong_is_told_by_its_own_name_and_all_else_is_taken(
    record: type[Record], data: st.DataObject
) -> None:
    raw = data.draw(rows(record))
    row, wrong = read(record, raw)
    refused = {fault.field for fault in wrong}
    assert refused <= paths(raw)
    assert all(str(fault.words) for fault in wrong)
    right = {
        key: value for key, value in raw.items() if not any(name.split(".")[0] == key for name in refused)
    }
    same, faults = read(record, right)
    assert faults == []
    kept = [field.name for key, field in declared(record).items() if key in right]
    assert [getattr(same, name) for name in kept] == [getattr(row, name) for name in kept]


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=25)
@given(value=ANYTHING)
def test_a_value_that_is_taken_is_taken_again_as_it_stands(table: str, value: Any) -> None:
    for name in fields(table):
        field = field_of(table, name)
        try:
            taken = field.valid(value)
        except NotUnderstood:
            continue
        assert field.valid(taken) == taken


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
def test_a_row_of_defaults_is_right(record: type[Record]) -> None:
    blank = record(id="a")
    assert read(record, written(blank)) == (blank, [])


@pytest.mark.parametrize(
    ("record", "field", "raw", "why"),
    [
        (Goal, "text", ["no", "text"], '["no", "text"] is not text'),
        (Goal, "target", "9", "9 is not a number"),
        (Goal, "due_on", "2026-02-30", "2026-02-30 is not a date: 30.11., 2026-11-30, +30d or +6m"),
        (Goal, "text", "half \ud800", "it holds half a character"),
        (Action, "impact", 6, "6 is not a number from 1 to 5"),
        (Action, "impact", 1.0, "1.0 is not a number from 1 to 5"),
        (Action, "impact", True, "true is not a number from 1 to 5"),
        (Action, "carry_count", -1, "-1 is not a whole number of at least 0"),
        (Action, "status", "gone", "gone is not one of: open, in_progress, blocked, done, dropped"),
        (Person, "own", 1, "1 is not yes or no"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_words(
    record: type[Record], field: str, raw: Any, why: str
) -> None:
    row, wrong = read(record, {"id": "x", field: raw})
    assert [(fault.field, str(fault.words).replace("−", "-")) for fault in wrong] == [(field, why)]
    assert row == record(id="x")
    with pytest.raises(NotUnderstood):
        record_of(record, {"id": "x", field: raw})


def test_a_fault_inside_a_part_is_told_with_its_whole_name() -> None:
    row, wrong = read(
        Ownership, {"id": "tp01", "mandate": {"horizon_years": "two", "decision_rights": "prices"}}
    )
    assert [fault.field for fault in wrong] == ["mandate.horizon_years"]
    assert row.mandate.decision_rights == "prices"


def test_a_part_that_is_no_group_of_fields_is_told() -> None:
    row, wrong = read(Ownership, {"id": "tp01", "mandate": 3})
    assert [(fault.field, str(fault.words)) for fault in wrong] == [("mandate", "3 is not a group of fields")]
    assert row == Ownership(id="tp01")


def test_a_field_may_be_called_as_in_a_file_or_as_in_python() -> None:
    assert record_of(Practice, {"id": "pr1", "from": "old"}) == record_of(
        Practice, {"id": "pr1", "from_": "old"}
    )
    assert written(Practice(id="pr1", from_="old"))["from"] == "old"


def test_a_whole_session_is_read_from_what_was_written_of_it(demo: Session) -> None:
    assert read(Session, json.loads(json.dumps(written(demo)))) == (demo, [])


# ---- records themselves ------------------------------------------------------------------------------------
def test_records_are_frozen() -> None:
    person = Person(id="p1", name="Anna")
    with pytest.raises(AttributeError):
        person.name = "Bea"  # type: ignore[misc]  # what must not be done
    assert person.name == "Anna"


def test_a_value_that_is_the_default_makes_no_difference() -> None:
    assert Person(id="p1", name="") == Person(id="p1")
    assert Person(id="p1", name="Anna").model_copy(update={"name": ""}) == Person(id="p1")
    assert hash(Person(id="p1", role="")) == hash(Person(id="p1"))
    assert Person(id="p1") != Person(id="p2")
    assert repr(Person(id="p1", name="Anna")) == "Person(id='p1', name='Anna')"


def test_what_nobody_knows_is_kept_beside_the_fields() -> None:
    row, wrong = read(Person, {"id": "p1", "shoe_size": 43, "own": True})
    assert (wrong, row.extra) == ([], {"shoe_size": 43})
    assert row.model_copy(update={"name": "Anna"}).extra == {"shoe_size": 43}
    assert written(row)["shoe_size"] == 43
    assert row != Person(id="p1")


# ---- what the version before does not know ------------------------------------------------------
def test_a_new_function_stands_beside_a_field_that_the_version_before_can_read() -> None:
    person = Person(id="p1", function="wellbeing")
    raw = written(person)
    assert (raw["function"], raw["function_newer"]) == ("other", "wellbeing")
    assert record_of(Person, raw) == person
    assert "function_newer" not in written(Person(id="p1", function="sales"))


def test_what_an_older_program_put_into_the_field_has_the_last_word() -> None:
    raw = {"id": "p1", "function": "sales", "function_newer": "wellbeing"}
    assert record_of(Person, raw) == Person(id="p1", function="sales")
    assert record_of(Person, {"id": "p1", "function_newer": "wellbeing"}) == Person(id="p1")


def test_a_still_newer_function_is_kept_until_another_is_chosen() -> None:
    person = record_of(Person, {"id": "p1", "function": "other", "function_newer": "space"})
    assert person.function == "other"
    assert written(person)["function_newer"] == "space"
    chosen = person.model_copy(update={"function": "wellbeing"})
    assert record_of(Person, written(chosen)).function == "wellbeing"


def test_a_field_that_is_new_is_written_only_where_it_says_something() -> None:
    assert "board_member" not in written(Person(id="p1"))
    assert written(Person(id="p1", board_member=True))["board_member"] is True
