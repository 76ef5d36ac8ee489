"""A session with its rounds: what is in view, what is history, what a row is called, and on which day it is
judged."""

from datetime import date

import pytest

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import speaking
from cxworkshop.model.actions import Action, Decision
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Practice
from cxworkshop.model.measures import Observation
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.raw import record_of, written
from cxworkshop.model.record import Record, Table
from cxworkshop.model.session import TABLES, Round, Session, index, unwritten

STARTED, CLOSED, TODAY = date(2026, 2, 10), date(2026, 11, 5), date(2027, 1, 7)
FIRST = Round(id="1", number=1, started_on=STARTED, closed_on=CLOSED, actions=(Action(id="a1", title="Old"),))
SECOND = Round(id="2", number=2, started_on=CLOSED, actions=(Action(id="a1", title="New"), Action(id="a2")))
SESSION = Session(people=(Person(id="p1", name="Aino"), Person(id="p2")), rounds=(FIRST, SECOND))


def test_the_last_round_is_in_view_and_an_earlier_one_is_looked_at_without_those_after_it() -> None:
    assert SESSION.round is SECOND
    assert SESSION.as_of(2) is SESSION
    earlier = SESSION.as_of(1)
    assert (earlier.round, len(earlier.rounds)) == (FIRST, 1)
    assert earlier.people == SESSION.people
    for missing in (0, 3):
        with pytest.raises(KeyError):
            SESSION.as_of(missing)


def test_a_closed_round_is_judged_as_on_its_start_and_an_open_one_today() -> None:
    assert SESSION.judged_on(TODAY) == TODAY
    assert SESSION.as_of(1).judged_on(TODAY) == STARTED
    undated = FIRST.model_copy(update={"started_on": None})
    assert Session(rounds=(undated,)).judged_on(TODAY) == TODAY


def test_rows_are_those_of_the_round_in_view_unless_another_is_named() -> None:
    assert [row.name_shown for row in SESSION.records("actions")] == ["New", "unnamed action"]
    assert [row.name_shown for row in SESSION.records("actions", 1)] == ["Old"]
    assert SESSION.records("people", 1) == SESSION.people
    assert [row.id for row in SESSION.records("vision")] == ["vision"]
    assert SESSION.find("actions", "a2", 1) is None
    assert SESSION.find("people", "p9") is None


def test_a_row_is_called_by_its_newest_name_or_by_words_and_never_by_its_id() -> None:
    assert SESSION.name_of("actions", "a1") == "New"
    only_old = SESSION.model_copy(update={"rounds": (FIRST, SECOND.model_copy(update={"actions": ()}))})
    assert only_old.name_of("actions", "a1") == "Old"
    assert SESSION.name_of("actions", "a2") == "unnamed action"
    assert SESSION.name_of("actions", "a9") == "unknown action"
    assert [SESSION.name_of("people", who) for who in ("p1", "p2", "p9")] == [
        "Aino",
        "unnamed person",
        "unknown person",
    ]
    assert SESSION.name_of("touchpoints", WHOLE) == "The experience as a whole"
    with speaking("fi"):
        assert SESSION.name_of("touchpoints", WHOLE) != "The experience as a whole"


def test_tables_are_gone_through_in_the_order_of_the_file_a_rounds_tables_once_a_round() -> None:
    seen = [(name, number) for name, number, _rows in SESSION.tables()]
    assert seen[:2] == [("workshop", None), ("organisation", None)]
    assert list(dict.fromkeys(name for name, _number in seen)) == list(TABLES)
    assert [number for name, number in seen if name == "actions"] == [1, 2]
    assert [number for name, number in seen if name == "people"] == [None]
    assert [rows for name, number, rows in SESSION.tables() if (name, number) == ("actions", 1)] == [
        FIRST.actions
    ]


def test_a_table_is_looked_up_by_the_ids_of_that_very_table() -> None:
    rows = (Action(id="a1", title="One"), Action(id="a2", title="Two"))
    others = (Action(id="a1", title="Other"),)
    for _ in range(250):  # more tables than are kept
        assert index(rows)["a2"] is rows[1]
        assert index(others)["a1"] is others[0]
        assert index((Action(id="a3"),)).keys() == {"a3"}


def test_a_row_not_written_yet_knows_what_it_is_about() -> None:
    row = unwritten("ownership_ballots", "2:tp01:p3")
    assert (row.id, written(row)["ballot"], written(row)["touchpoint"]) == ("2:tp01:p3", "2", "tp01")
    assert written(row)["participant"] == "p3"
    assert written(unwritten("ownership_ballots", "2:tp01"))["participant"] is None


def test_a_round_is_closed_from_the_day_it_was_closed_on() -> None:
    assert FIRST.is_closed
    assert not SECOND.is_closed


# ---- records -----------------------------------------------------------------------------------------------
def test_a_record_is_called_by_the_field_that_names_it() -> None:
    assert Decision(id="d1", text="We answer in a day").name_shown == "We answer in a day"
    assert Touchpoint(id="tp1").name_shown == "unnamed touchpoint"
    assert unwritten("ownerships", "tp1").name_shown == "unnamed responsibility"
    assert Evidence(id="ev1", statement="They wait").name_shown == "They wait"


def test_the_keys_of_a_table_make_its_ids() -> None:
    assert Table(name="t", label="t", singular="t").keys == ()
    assert Table(name="t", label="t", singular="t", key="a").keys == ("a",)
    assert Table(name="t", label="t", singular="t", key="a,b").keys == ("a", "b")


def test_most_rows_never_leave_and_a_person_has_left_from_the_named_day_on() -> None:
    assert not Record.has_left(Action(id="a1"), TODAY)
    person = Person(id="p1", left_on=TODAY)
    assert [person.has_left(date(2027, 1, day)) for day in (6, 7, 8)] == [False, True, True]
    assert not Person(id="p1").has_left(TODAY)


def test_a_record_is_never_changed_in_place() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        FIRST.actions[0].title = "Other"  # type: ignore[misc]  # what must not be done


def test_no_record_holds_what_is_no_number() -> None:
    for wrong in (float("nan"), float("inf")):
        with pytest.raises(NotUnderstood):
            record_of(Observation, {"id": "o1", "value": wrong})


def test_a_field_called_as_a_keyword_is_made_by_either_name_and_written_by_the_plain_one() -> None:
    practice = record_of(Practice, {"id": "pr1", "from_": "We ask"})
    assert practice == record_of(Practice, {"id": "pr1", "from": "We ask"})
    assert written(practice)["from"] == "We ask"


def test_what_a_later_version_adds_to_a_row_is_kept() -> None:
    row = record_of(Action, {"id": "a1", "mood": "glad"})
    assert written(row)["mood"] == "glad"


def test_a_new_session_stands_in_its_first_round() -> None:
    assert (Session().round.number, Round(id="1").number) == (1, 1)
    assert not Session().round.is_closed
