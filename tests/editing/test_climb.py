"""Passing a step, and what one line catches from anywhere."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.changes import set_value
from cxworkshop.editing.climb import capture, climb, what_who_when
from cxworkshop.language import speaking
from cxworkshop.method.readiness import open_musts, overridden
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
SESSION = Session().model_copy(
    update={
        "people": (
            Person(id="p1", name="Anna Aalto"),
            Person(id="p2", name="Timo Koski"),
            Person(id="p3", name="Anna Maria Lind"),
        )
    }
)
READING = Reading(SESSION, ON)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Call the carrier @Koski +30d", ("Call the carrier", "Koski", date(2026, 12, 21))),
        ("Call the carrier", ("Call the carrier", "", None)),
        ("Call @timo koski 30.11.", ("Call", "timo koski", date(2026, 11, 30))),
        ("Call @Timo the carrier", ("Call the carrier", "Timo", None)),
        ("@Timo Call the carrier 2027-01-05", ("Call the carrier", "Timo", date(2027, 1, 5))),
        ("Call @Anna Maria Lind about it +2w", ("Call about it", "Anna Maria Lind", date(2026, 12, 5))),
        ("Call @Kaisa Uusi", ("Call", "Kaisa Uusi", None)),
        ("Meet @ 10 tomorrow", ("Meet @ 10 tomorrow", "", None)),
        ("Meet @10 at the door", ("Meet @10 at the door", "", None)),
        ("Call @+Kaisa Uusi about it", ("Call about it", "+Kaisa Uusi", None)),
        ("Call @+Carl von Essen, then write", ("Call then write", "+Carl von Essen", None)),
        ("Call @Timo, then write", ("Call then write", "Timo", None)),
        ("Mail anna@firma.fi @Koski", ("Mail anna@firma.fi", "Koski", None)),
        ("Answer @ once", ("Answer @ once", "", None)),
        ("Answer @", ("Answer @", "", None)),
        ("Version 2.5. is out", ("Version 2.5. is out", "", None)),
        ("By 31.2.", ("By 31.2.", "", None)),
        ("+30d", ("", "", date(2026, 12, 21))),
        ("Call the carrier @Koski Friday", ("Call the carrier", "Koski", date(2026, 11, 27))),
        ("Soita @Koski perjantaihin", ("Soita", "Koski", date(2026, 11, 27))),
        ("Soita @Koski ensi perjantaina", ("Soita", "Koski", date(2026, 11, 27))),
        ("Soita @Koski ensi perjantai", ("Soita", "Koski", date(2026, 11, 27))),
        ("Call @Koski next Friday", ("Call", "Koski", date(2026, 11, 27))),
        ("Soita @Koski viikolla 50", ("Soita", "Koski", date(2026, 12, 11))),
        ("Call week 50", ("Call", "", date(2026, 12, 11))),
        ("Soita @Koski +2 kuukautta", ("Soita", "Koski", date(2027, 1, 21))),
        ("Call the carrier by 15 January", ("Call the carrier", "", date(2027, 1, 15))),
        ("Try version 2.5", ("Try version 2.5", "", None)),
        ("Close on Friday", ("Close on Friday", "", None)),
        ("Call @Friday", ("Call", "Friday", None)),
    ],
)
def test_one_line_is_what_who_and_when(line: str, parts: tuple[str, str, date | None]) -> None:
    assert what_who_when(line, READING) == parts


@given(st.text(max_size=40))
def test_no_word_of_a_line_is_lost(line: str) -> None:
    what, who, when = what_who_when(line, READING)
    if when is None:
        assert sorted(f"{what} {who}".replace("@", "").split()) == sorted(line.replace("@", "").split())


@pytest.mark.parametrize("table", ["actions", "decisions", "parking"])
def test_somebody_not_known_yet_is_added_to_the_people_in_the_same_step(table: str) -> None:
    after = capture(table, "Ask them @+Kaisa Uusi +30d", "define", READING)(SESSION)
    assert [person.name for person in after.people][3:] == ["Kaisa Uusi"]
    (row,) = after.records(table)
    assert row.name_shown == "Ask them"
    assert after.people[3].id in vars(row).values()
    assert date(2026, 12, 21) in vars(row).values()


def test_a_known_name_is_that_person() -> None:
    after = capture("actions", "Call @kosk", "define", READING)(SESSION)
    assert after.people == SESSION.people
    assert after.round.actions[0].owner == "p2"


def test_a_decision_is_of_today_and_of_the_step_where_it_was_made() -> None:
    (made,) = capture("decisions", "We answer in a day @Anna Aalto", "organise", READING)(
        SESSION
    ).round.decisions
    assert (made.text, made.decided_by, made.decided_on, made.step) == (
        "We answer in a day",
        "p1",
        ON,
        "organise",
    )


def test_a_private_note_is_kept_as_it_was_said() -> None:
    after = capture("notes", "  the boss @Koski sighed +30d ", "define", READING)(SESSION)
    assert [(note.text, note.step) for note in after.round.notes] == [
        ("the boss @Koski sighed +30d", "define")
    ]
    assert after.people == SESSION.people


def test_passing_with_open_musts_records_each_with_the_reason_who_and_when() -> None:
    session = set_value(Place("workshop", "workshop", "facilitator"), "Kai")(SESSION)
    musts = {finding.check for finding in open_musts(session, "define", ON)}
    after = climb(session, "define", AT, "no time today")(session)
    assert musts
    assert {override.id for override in after.round.gate_overrides} == musts
    assert {(o.reason, o.by, o.at) for o in after.round.gate_overrides} == {("no time today", "Kai", AT)}
    assert [(s.step, s.state, s.passed_on) for s in after.round.steps] == [
        ("define", "passed_with_override", ON)
    ]


def test_an_overridden_must_stays_overridden_with_its_reason_however_often_the_step_is_climbed() -> None:
    once = climb(SESSION, "define", AT, "no time today")(SESSION)
    musts = {finding.check for finding in open_musts(SESSION, "define", ON)}
    assert not open_musts(once, "define", ON)
    assert {finding.check for finding in overridden(once, "define", ON)} == musts
    assert all("no time today" in str(finding.words) for finding in overridden(once, "define", ON))
    again = climb(once, "define", AT)(once)
    assert [step.state for step in again.round.steps] == ["passed_with_override"]
    assert again.round.gate_overrides == once.round.gate_overrides


def test_passing_again_when_nothing_is_open_is_a_plain_pass(demo_round1: Session) -> None:
    step = next(
        s.step
        for s in demo_round1.round.steps
        if s.state == "passed" and s.step and not open_musts(demo_round1, s.step, ON)
    )
    session = demo_round1.model_copy(
        update={"rounds": (demo_round1.round.model_copy(update={"closed_on": None}),)}
    )
    after = climb(session, step, AT)(session)
    assert {s.step: s.state for s in after.round.steps}[step] == "passed"
    assert after.round.gate_overrides == session.round.gate_overrides


def test_the_names_of_changes_are_said_in_the_readers_language() -> None:
    change = climb(SESSION, "define", AT, "x")
    english = str(change.name(SESSION))
    with speaking("fi"):
        assert str(change.name(SESSION)) != english
