"""Difficulties, captures and passing a step, as somebody does them in an open session."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxworkshop.editing import OpenSession, create
from cxworkshop.editing.climb import capture, climb, toggle_difficulty, what_who_when
from cxworkshop.editing.starting import blank_session
from cxworkshop.language import speaking
from cxworkshop.method import steps
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenSession]:
    opened = create(tmp_path / "lanka.json", blank_session("en", ON, "Lanka"))
    yield opened
    opened.close()


def met(opened: OpenSession) -> list[tuple[str | None, int | None]]:
    return [(one.step, one.failure) for one in opened.session.round.failures_met]


# ---- difficulties ------------------------------------------------------------------------------------------
def test_a_difficulty_is_ticked_and_the_same_key_takes_it_back(opened: OpenSession) -> None:
    opened.apply(toggle_difficulty(opened.session, "define", 1, ON))
    opened.apply(toggle_difficulty(opened.session, "define", 3, ON))
    opened.apply(toggle_difficulty(opened.session, "develop", 1, ON))
    assert met(opened) == [("define", 1), ("define", 3), ("develop", 1)]
    opened.apply(toggle_difficulty(opened.session, "define", 1, ON))
    assert met(opened) == [("define", 3), ("develop", 1)]
    opened.undo()
    assert sorted(met(opened), key=str) == [("define", 1), ("define", 3), ("develop", 1)]


def test_the_history_names_the_difficulty_that_was_met(opened: OpenSession) -> None:
    failures = steps.step("define").failures
    tick = toggle_difficulty(opened.session, "define", 2, ON)
    assert str(tick.name(opened.session)) == f"Met: {failures[1].sign}"
    opened.apply(tick)
    assert str(toggle_difficulty(opened.session, "define", 2, ON).name(opened.session)) == (
        f"Not met: {failures[1].sign}"
    )


# ---- one line ----------------------------------------------------------------------------------------------
def test_a_captured_action_has_its_owner_its_day_and_nothing_else(opened: OpenSession) -> None:
    opened.apply(capture("actions", "Call the carrier @+Kaisa Uusi +30d", "define", reading(opened)))
    (kaisa,) = opened.session.people
    (action,) = opened.session.round.actions
    assert kaisa.name == "Kaisa Uusi"
    assert (action.title, action.owner, action.due_on) == ("Call the carrier", kaisa.id, date(2026, 12, 21))
    assert action.is_unfinished


def test_what_is_parked_has_its_step_its_owner_and_its_day(opened: OpenSession) -> None:
    opened.apply(capture("parking", "The old contract @+Kaisa 30.11.", "organise", reading(opened)))
    (parked,) = opened.session.round.parking
    assert (parked.text, parked.step, parked.owner, parked.by) == (
        "The old contract",
        "organise",
        opened.session.people[0].id,
        date(2026, 11, 30),
    )
    assert parked.is_parked


def test_the_day_of_a_captured_decision_is_when_it_is_looked_at_again(opened: OpenSession) -> None:
    opened.apply(capture("decisions", "We answer in a day +6m", "measure", reading(opened)))
    (decision,) = opened.session.round.decisions
    assert (decision.text, decision.decided_on, decision.review_on, decision.step) == (
        "We answer in a day",
        ON,
        date(2027, 5, 21),
        "measure",
    )
    assert decision.decided_by is None
    assert opened.session.people == ()


def test_one_undo_takes_back_a_captured_line_with_the_person_it_brought(opened: OpenSession) -> None:
    before = opened.session
    opened.apply(capture("actions", "Call @+Kaisa Uusi", "define", reading(opened)))
    opened.undo()
    assert opened.session == before


def test_a_captured_line_twice_brings_its_person_once(opened: OpenSession) -> None:
    for line in ("Call @+Kaisa Uusi", "Write @Kaisa Uusi"):
        opened.apply(capture("actions", line, "define", reading(opened)))
    assert [one.name for one in opened.session.people] == ["Kaisa Uusi"]
    assert {one.owner for one in opened.session.round.actions} == {opened.session.people[0].id}


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Call them +2w", ("Call them", "", date(2026, 12, 5))),
        ("Call them +3 kk", ("Call them", "", date(2027, 2, 21))),
        ("Call them 5.1.", ("Call them", "", date(2027, 1, 5))),
        ("Call them 5.1.2028", ("Call them", "", date(2028, 1, 5))),
        ("Call them +2w please", ("Call them +2w please", "", None)),
        ("Sum of 2+30", ("Sum of 2+30", "", None)),
        ("  Call   them  ", ("Call them", "", None)),
        ("Call @Kaisa @Timo", ("Call", "Kaisa @Timo", None)),
        ("", ("", "", None)),
    ],
)
def test_a_day_is_read_at_the_end_of_the_line_only(line: str, parts: tuple[str, str, date | None]) -> None:
    assert what_who_when(line, Reading(Session(), ON)) == parts


def reading(opened: OpenSession) -> Reading:
    return Reading(opened.session, ON)


# ---- passing -----------------------------------------------------------------------------------------------
def test_a_step_is_passed_with_its_day_and_the_history_names_it(opened: OpenSession) -> None:
    change = climb(opened.session, "define", AT, "we come back to it")
    assert str(change.name(opened.session)) == "Passed Define"
    with speaking("fi"):
        assert str(change.name(opened.session)) == f"Käyty läpi: {steps.step('define').name}"
    opened.apply(change)
    assert [(one.step, one.is_passed, one.passed_on) for one in opened.session.round.steps] == [
        ("define", True, ON)
    ]


def test_passing_a_step_again_does_not_make_it_two(opened: OpenSession) -> None:
    for _ in range(2):
        opened.apply(climb(opened.session, "define", AT, "we come back to it"))
    assert len(opened.session.round.steps) == 1
    assert len({one.id for one in opened.session.round.gate_overrides}) == len(
        opened.session.round.gate_overrides
    )


def test_a_step_passed_in_the_morning_can_be_taken_back(opened: OpenSession) -> None:
    before = opened.session
    opened.apply(climb(opened.session, "develop", AT, "we come back to it"))
    opened.undo()
    assert opened.session == before
