"""A damaged file opens for reading, and everything that is wrong in it is said with its place."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.errors import ReadOnly
from cxworkshop.language import speaking
from cxworkshop.model.ops import Set, apply
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.reading import dangling, read_tables
from cxworkshop.storage.file.session_file import SessionFile

FIRST_VERSION = Path(__file__).parent / "files" / "version-1.json"
AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, demo_round1: Session) -> Path:
    path = tmp_path / "kuusilinna.json"
    SessionFile.create(path, demo_round1, AT)
    return path


def spoilt(path: Path, table: str, row: int, **values: Any) -> None:
    tables = json.loads(path.read_text("utf-8"))
    list(tables[table].values())[row - 1].update(values)
    path.write_text(json.dumps(tables), "utf-8")


def words(path: Path) -> list[str]:
    return [str(fault.words) for fault in SessionFile.read(path).faults]


def test_a_fault_says_table_row_field_and_why(path: Path, demo_round1: Session) -> None:
    spoilt(path, "goals", 3, due_on="2026-13-01")
    found = SessionFile.read(path)
    (fault,) = found.faults
    assert str(fault.words) == "Goals, row 3, Due: 2026-13-01 is not a date: 30.11., 2026-11-30, +30d or +6m"
    assert fault.place == Place("goals", demo_round1.round.goals[2].id, "due_on", 1)


def test_every_fault_is_listed_and_the_rest_is_as_it_was(path: Path, demo_round1: Session) -> None:
    spoilt(path, "goals", 3, due_on="2026-13-01", target="high", text=5)
    spoilt(path, "people", 1, function="juggling", own="yes", seniority_rank=True)
    spoilt(
        path,
        "ownerships",
        2,
        mandate={"budget_eur_per_year": -5, "horizon_years": 3.0, "decision_rights": "All"},
    )
    spoilt(path, "cx_lead", 1, remit="everything")
    spoilt(path, "rounds", 1, participants=["p1", 7], started_on=20260101)
    found = SessionFile.read(path)
    assert {str(fault.words).partition(":")[0] for fault in found.faults} == {
        "Goals, row 3, Due",
        "Goals, row 3, Target",
        "Goals, row 3, Goal",
        "People, row 1, Function",
        "People, row 1, Own",
        "People, row 1, Rank",
        "Responsibility, row 2, Budget per year",
        "Accountable for the whole, remit",
        "Rounds, row 1, Participants",
        "Rounds, row 1, Day of the workshop",
    }
    goal, spoilt_goal = demo_round1.round.goals[2], found.session.round.goals[2]
    assert spoilt_goal == goal.model_copy(update={"due_on": None, "target": None, "text": ""})
    assert found.session.round.ownerships[1].mandate.horizon_years == 3.0
    assert found.session.round.ownerships[1].mandate.budget_eur_per_year is None
    assert found.session.round.goals[3:] == demo_round1.round.goals[3:]


def test_a_file_with_faults_is_never_written(path: Path) -> None:
    spoilt(path, "goals", 3, due_on="2026-13-01")
    before = path.read_bytes()
    file = SessionFile.read(path)
    assert "wrong" in str(file.read_only)
    with pytest.raises(ReadOnly):
        file.write(file.session, AT)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "rows", "expected"),
    [
        ("people", [], "People: it is not a table of rows."),
        ("people", {"x": {"id": "p1"}}, "People: document x is not a row"),
        ("people", {"2": "Marja"}, "People: document 2 is not a row"),
        ("people", {"2": {"name": "Marja"}}, "People, row 1, Id: null is not an id"),
        ("people", {"2": {"id": "p1"}, "3": {"id": "p1"}}, "People, row 2, Id: p1 stands twice"),
        ("goals", {"2": {"id": "g1", "round": 7}}, "Goals, row 1: there is no round 7"),
        ("goals", {"2": {"id": "g1"}}, "Goals, row 1: there is no round null"),
        ("goals", {"2": {"id": "g1", "round": [1]}}, "Goals, row 1: there is no round [1]"),
        (
            "steps",
            {"2": {"id": "define", "round": 1, "step": "develop"}},
            "Steps, row 1, Step: develop is not what the id says, define",
        ),
        ("workshop", {"2": {"id": "other"}}, "Workshop, Id: other is not workshop"),
        (
            "people",
            {"2": {"id": "p1", "name": "half \ud83d"}},
            "People, row 1, Name: it holds half a character",
        ),
        (
            "people",
            {"2": {"id": "p1", "joined_round": float("nan")}},
            "People, row 1, Joined in round: NaN is not a whole number of at least 1",
        ),
    ],
)
def test_what_is_wrong_with_rows_themselves_is_said_too(table: str, rows: Any, expected: str) -> None:
    reading = read_tables({"rounds": {"900": {"id": "1", "number": 1}}, table: rows})
    assert [str(fault.words) for fault in reading.faults] == [expected]


def test_a_fault_of_a_later_round_names_the_round(demo: Session, tmp_path: Path) -> None:
    path = tmp_path / "two.json"
    SessionFile.create(path, demo, AT)
    later = len(demo.rounds[0].goals) + 1
    spoilt(path, "goals", later, due_on="soon")
    assert words(path) == ["Goals, round 2, row 1, Due: soon is not a date: 30.11., 2026-11-30, +30d or +6m"]


def test_numbers_that_are_none_and_keys_that_stand_twice_are_faults(path: Path) -> None:
    text = path.read_text("utf-8").replace('"role":"CEO"', '"role":"CEO","role":"Queen","shoe_size":NaN', 1)
    path.write_text(text, "utf-8")
    assert words(path) == ["NaN stands where a number belongs.", "The key role stands twice in p1."]
    assert SessionFile.read(path).read_only


def test_what_an_unknown_table_holds_is_not_judged(path: Path) -> None:
    tables = json.loads(path.read_text("utf-8"))
    tables["weather"] = {"x": {"rain": "yes"}}
    path.write_text(json.dumps(tables), "utf-8")
    assert words(path) == []


def test_a_file_without_rounds_is_a_workshop_in_its_first_round() -> None:
    reading = read_tables({"people": {"2": {"id": "p1", "name": "Marja"}}})
    assert not reading.faults
    assert reading.session.round.number == 1
    assert reading.session.people[0].name == "Marja"


def test_a_long_wrong_value_is_cut_in_the_words() -> None:
    reading = read_tables({"people": {"2": {"id": "p1", "left_on": "x" * 5000}}})
    assert len(str(reading.faults[0].words)) < 200


def test_faults_are_said_in_the_readers_language() -> None:
    reading = read_tables({"people": {"2": {"id": "p1", "left_on": "x"}}})
    with speaking("fi"):
        assert "x" in str(reading.faults[0].words)


def test_dates_are_read_as_dates(path: Path) -> None:
    assert isinstance(SessionFile.read(path).session.round.started_on, date)


# ---- what refers to nothing, and what stands twice ------------------------------------
def test_two_rounds_of_one_number_are_a_fault_with_its_place() -> None:
    rounds = {"2": {"id": "1", "number": 1}, "3": {"id": "1:b", "number": 1}, "4": {"id": "2", "number": 2}}
    reading = read_tables({"rounds": rounds})
    assert [str(fault.words) for fault in reading.faults] == [
        "Rounds, row 2, Round: 1 is not what the id says, 1:b",
        "Rounds, row 2, Round: 1 stands twice",
    ]
    assert reading.faults[1].place == Place("rounds", "1:b", "number")


def test_an_id_that_holds_half_a_character_is_a_fault_and_the_row_is_read() -> None:
    reading = read_tables({"people": {"2": {"id": "\ud800", "name": "Anna"}}})
    assert [str(fault.words) for fault in reading.faults] == ["People, row 1, Id: \ud800 is not an id"]
    assert reading.session.people[0].name == "Anna"


@pytest.mark.parametrize("number", [1, 2])
def test_no_reference_of_the_demo_or_of_a_file_of_the_first_version_leads_nowhere(
    demo: Session, number: int
) -> None:
    assert list(dangling(demo.as_of(number))) == []
    assert list(dangling(SessionFile.read(FIRST_VERSION).session)) == []


def test_a_reference_to_a_row_that_does_not_exist_is_told_with_its_place_and_kept(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt(path, "goals", 3, touchpoint="tp99")
    spoilt(path, "rounds", 1, participants=["p1", "p99"])
    file = SessionFile.read(path)
    assert [str(fault.words) for fault in dangling(file.session)] == [
        "Rounds, row 1, Participants: there is no person p99",
        "Goals, row 3, Touchpoint: there is no touchpoint tp99",
    ]
    goal = file.session.round.goals[2]
    assert [fault.place for fault in dangling(file.session)][1] == Place("goals", goal.id, "touchpoint", 1)
    assert (file.faults, file.read_only) == ((), "")
    file.write(file.session, AT)
    again = SessionFile.read(path).session.round
    assert (again.participants, again.goals[2].touchpoint) == (("p1", "p99"), "tp99")
    assert main(["--language", "en", "check", str(path)]) == 1
    assert "Goals, row 3, Touchpoint: there is no touchpoint tp99" in capsys.readouterr().out


def test_of_very_many_faults_the_first_thousand_are_listed_and_the_others_counted() -> None:
    rows = {str(number): {"id": f"p{number}", "left_on": "soon"} for number in range(1, 2001)}
    reading = read_tables({"people": rows})
    assert len(reading.faults) == 1001
    assert str(reading.faults[-1].words) == "1,000 more things are wrong."


@pytest.mark.parametrize(
    ("member", "last"),
    [
        ("NaN", "49,000 more things are wrong."),
        ('{"a": 1, "a": 2}', "49,000 more things are wrong."),
    ],
)
def test_of_a_flood_of_breaches_of_json_the_first_thousand_are_listed(
    path: Path, member: str, last: str
) -> None:
    text = path.read_text("utf-8").rstrip().removesuffix("}")
    path.write_text(f'{text},"weather": [{", ".join([member] * 50_000)}]}}', "utf-8")
    faults = SessionFile.read(path).faults
    assert str(faults[1000].words) == last


def test_of_a_flood_of_references_to_nothing_the_first_thousand_are_listed(demo: Session) -> None:
    absent = tuple(f"gone{number}" for number in range(2000))
    references = dangling(apply(demo, [Set(Place("rounds", demo.round.id, "participants"), absent)]))
    assert len(references) == 1001
    assert str(references[-1].words) == "1,000 more things are wrong."


def test_no_fault_is_longer_than_a_line_whatever_stands_in_the_file(path: Path) -> None:
    tables = json.loads(path.read_text("utf-8"))
    person, action = next(iter(tables["people"].values())), next(iter(tables["actions"].values()))
    for key in person:
        person[key] = [1] * 20_000
    for key in action:
        action[key] = "1" * 20_000
    person["k" * 20_000] = "\ud800"
    path.write_text(json.dumps(tables), "utf-8")
    faults = SessionFile.read(path).faults
    assert len(faults) == 20
    assert max(len(str(fault.words)) for fault in faults) < 400


# ---- what is nested, and what is too great ------------------------------------
@pytest.mark.parametrize("levels", [1, 50, 99])
def test_what_is_nested_stays_in_the_file(path: Path, levels: int) -> None:
    value: Any = "deep"
    for _level in range(levels):
        value = {"a": [value]} if levels < 50 else [value]
    tables = json.loads(path.read_text("utf-8"))
    tables["weather"] = value
    tables["people"]["4"]["hat"] = value
    path.write_text(json.dumps(tables), "utf-8")
    file = SessionFile.read(path)
    assert file.faults == ()
    file.write(file.session, AT)
    again = json.loads(path.read_text("utf-8"))
    assert (again["weather"], again["people"]["4"]["hat"]) == (value, value)


@pytest.mark.parametrize("value", ["[" * 300 + "]" * 300, '{"a":' * 500 + "1" + "}" * 500])
def test_what_is_nested_too_deep_to_be_written_again_is_a_fault_with_its_place(
    path: Path, value: str
) -> None:
    text = path.read_text("utf-8").replace('"role":"CEO"', f'"role":"CEO","hat":{value}', 1)
    path.write_text(text.rstrip()[:-1] + f',"weather":{value}}}\n', "utf-8")
    assert words(path) == [
        "People, row 1, hat: it is nested more than 100 levels deep",
        "weather: it is nested more than 100 levels deep",
    ]


@pytest.mark.parametrize("value", ["9" * 5000, "-" + "9" * 900_000])
def test_a_number_of_very_many_digits_is_a_fault_with_its_place(path: Path, value: str) -> None:
    text = path.read_text("utf-8").replace('"role":"CEO"', f'"role":{value},"hat":[{value}]', 1)
    path.write_text(text, "utf-8")
    (role, hat) = words(path)
    assert role.startswith(f"People, row 1, Role: {value[:50]}")
    assert len(role) < 200
    assert hat == "People, row 1, hat: it holds a number that is too great"


def test_an_infinite_number_under_an_unknown_name_is_a_fault_and_no_mistake_at_the_next_save(
    path: Path,
) -> None:
    path.write_text(path.read_text("utf-8").replace('"role":"CEO"', '"role":"CEO","hat":1e999', 1), "utf-8")
    assert words(path) == ["People, row 1, hat: it holds a number that is too great"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_all_times_is_a_fault(path: Path, day: str) -> None:
    spoilt(path, "goals", 3, due_on=day)
    assert words(path) == [f"Goals, row 3, Due: {day} is centuries away"]
