"""What is taken as right without a closer look is what the closer look would have found right, and the same
record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from cxworkshop.model.place import field_of, fields
from cxworkshop.model.plain import as_written, plainly, record_of
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES

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
TOLD = st.none() | st.booleans() | WORDS | NUMBERS | DAYS | MOMENTS
PARTS = st.dictionaries(st.sampled_from(["type", "decision_rights", "horizon_years", "?"]), TOLD, max_size=2)
ANYTHING: st.SearchStrategy[Any] = TOLD | st.lists(TOLD, max_size=3) | PARTS
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "str": WORDS,
    "int": NUMBERS,
    "float": NUMBERS,
    "bool": st.booleans(),
    "date": DAYS,
    "datetime": MOMENTS,
    "tuple": st.lists(WORDS),
}


def rows(owner: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Rows as a file may hold them: for each field nothing, what is likely there, or anything."""
    held: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in owner.model_fields.items():
        part: Any = info.annotation
        likely = rows(part) if isinstance(part, type) and issubclass(part, BaseModel) else _likely(str(part))
        held[info.alias or name] = likely | ANYTHING
    return st.fixed_dictionaries(
        {"id": WORDS} if "id" in held else {}, optional={k: v for k, v in held.items() if k != "id"}
    )


def _likely(annotation: str) -> st.SearchStrategy[Any]:
    found = [
        strategy
        for name, strategy in LIKELY.items()
        if name in annotation.replace("datetime.date", "date").split("[")[0]
    ]
    return st.one_of(st.none(), *found)


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_taken_as_it_stands_is_the_row_that_strict_checking_makes(
    record: type[Record], data: st.DataObject
) -> None:
    told = data.draw(rows(record))
    if (plain := plainly(record, told)) is None:
        return
    checked = record.model_validate_json(json.dumps(told), strict=True)
    assert plain == checked
    assert [type(value) for _name, value in plain] == [type(value) for _name, value in checked]
    assert plain.model_dump_json() == checked.model_dump_json()


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_is_written_as_it_was_read(record: type[Record], data: st.DataObject) -> None:
    told = data.draw(rows(record))
    if (plain := plainly(record, told)) is not None:
        carried = plain.model_copy(update={"of_another_version": [1, "a"]})
        written = as_written(carried)
        assert list(written) == list(json.loads(carried.model_dump_json()))
        assert record.model_validate_json(json.dumps(written, allow_nan=False), strict=True) == carried


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=25)
@given(value=ANYTHING)
def test_a_value_taken_as_it_stands_is_the_value_that_checking_makes(table: str, value: Any) -> None:
    for name in fields(table):
        declared = field_of(table, name)
        if declared.slot.takes(value):
            checked = declared._adapter.validate_python(value)
            assert (type(checked), checked) == (type(value), value)


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
def test_a_row_of_defaults_needs_no_closer_look(record: type[Record]) -> None:
    whole = json.loads(record.blank(id="a").model_dump_json())
    assert plainly(record, whole) == record.blank(id="a")


def test_a_value_of_the_wrong_kind_is_refused_as_ever() -> None:
    with pytest.raises(ValidationError):
        record_of(TABLES["goals"], {"id": "g1", "text": ["no", "text"]})
