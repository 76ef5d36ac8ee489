"""The table of the record tells of every field once, and says how the next round begins with it."""

from typing import get_args

from cxworkshop.model.kinds import Carried
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES
from cxworkshop.model.tables import describe, record_table


def test_every_field_of_every_table_is_described_once() -> None:
    told = [(row.table, row.key) for row in describe()]
    assert len(told) == len(set(told))
    assert {row for row in told if row[1] != "round"} == {
        (table, field) for table in TABLES for field in fields(table)
    }
    assert [row.table for row in describe() if row.key == "id"] == list(TABLES)


def test_rows_of_a_round_say_so() -> None:
    assert {row.table for row in describe() if row.key == "round"} == {
        name for name, one in TABLES.items() if one.table.owner == "round"
    }


def test_every_field_says_how_it_is_carried_and_what_is_computed() -> None:
    for row in describe():
        assert row.carried in get_args(Carried)
        assert row.kind
        if row.key != "round":
            assert (row.stored != "stored") == field_of(row.table, row.key).kind.derived


def test_some_rows_as_a_reader_meets_them() -> None:
    told = {(row.table, row.key): row for row in describe()}
    assert told["touchpoint_states", "priority"][2:] == ("yes or no", "", "derived unless set", "emptied")
    assert told["ownerships", "mandate.horizon_years"][2:] == ("number from 0 (years)", "", "stored", "asked")
    assert told["practices", "from"].kind == "text"
    assert told["measures", "visible_to"].default == '"all_staff"'
    assert told["goals", "measure"].kind == "one of measures"


def test_the_markdown_table_has_a_line_for_each() -> None:
    lines = record_table().splitlines()
    assert len(lines) == len(describe()) + 2
    assert {line.count(" | ") for line in lines if line.startswith("| ")} == {5}
