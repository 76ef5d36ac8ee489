"""A status that few of those present answered for says so, and is in no figure; the shared picture is one
figure wherever it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.documents.compared_json import as_json
from cxworkshop.method import ballots, responsibility
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer, Diagnosis, few_answers, judge, needed, tally
from cxworkshop.method.headlines import headlines
from cxworkshop.method.revisit import compare
from cxworkshop.model.ballots import Ballot, OwnershipBallot
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.screens.reveal import vote
from cxworkshop.sheets.pictures.responsibility_map import FEW_ANSWERS, practice_status
from cxworkshop.sheets.plan import row_of
from cxworkshop.sheets.steps.cells import in_practice, responsibility_note
from cxworkshop.storage.file.summary import summary
from tests.method.builders import PEOPLE, session

ON = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n", "present", "few"),
    [(3, 3, False), (2, 8, True), (3, 8, True), (4, 8, False), (5, 12, True), (6, 12, False), (1, 1, False)],
)
def test_fewer_than_four_or_than_half_of_those_present_are_few(n: int, present: int, few: bool) -> None:
    assert few_answers(n, present) is few


def test_as_many_must_name_one_person_as_make_three_quarters() -> None:
    assert [needed(n) for n in (4, 8, 9, 10)] == [3, 6, 7, 8]


def named(*answers: str, present: int = 8) -> Session:
    """A revealed ballot about one touchpoint: whom each in turn names; "" does not know."""
    return session(
        1,
        participants=tuple(person.id for person in PEOPLE[:present]),
        ballots=(Ballot(id="1", number="1", sealed_at=AT, revealed_at=AT),),
        ownership_ballots=tuple(
            OwnershipBallot(
                id=f"1:tp1:p{i}", ballot="1", touchpoint="tp1", participant=f"p{i}",
                kind="person" if who else "dont_know", person=who or None,
            )
            for i, who in enumerate(answers, 1)
        ),
    )  # fmt: skip


ROW = row_of("tp1", "touchpoints", "ownerships")
FEW = named("p1", "p1")
NINE = named(*["p1"] * 6, "p2", "p3", "", present=9)


def diagnosis(made: Session) -> Diagnosis:
    return responsibility.as_is(made, "tp1")


def test_two_of_eight_are_not_held_without_saying_so() -> None:
    reading = Reading(FEW, ON)
    assert diagnosis(FEW).status == "held"
    assert in_practice(reading, ROW).text == "● held, few answers, 2 of 8"
    assert in_practice(reading, ROW).short == "● few answers"
    assert "few answers, 2 of 8" in str(responsibility_note(reading, ROW))
    assert practice_status(reading, "tp1") == FEW_ANSWERS
    assert "few answers, 2 of 8" in vote(FEW, ballots.result_of(FEW, "tp1", "1")).status
    background = write_document(FEW, "background", language="en", on=ON)
    assert "held, few answers, 2 of 8" in background
    assert "few answers 1" in background


def test_two_of_eight_are_in_no_figure_and_are_asked_again() -> None:
    assert responsibility.shared_picture(FEW) == (0, 0)
    assert responsibility.clear_share(FEW) is None
    assert not any(responsibility.status_counts(FEW).values())
    assert "practice" not in {row.key for row in headlines(FEW, ON)}
    assert "tp1" in ballots.asked(FEW, "2")
    assert "tp1" not in ballots.asked(named(*["p1"] * 4), "2")


def test_a_status_that_few_answered_for_is_no_move_between_rounds() -> None:
    demo = demo_session("en")
    few = {person.id for person in demo.people if person.id in demo.round.participants}
    tallies = tuple(
        row.model_copy(update={"answered": row.answered[:2], "named": row.named[:2], "nobody": 0,
                               "several": 0, "partner": 0, "dont_know": 0})
        if row.touchpoint == "tp01" else row
        for row in demo.round.ownership_tallies
    )  # fmt: skip
    answers = tuple(
        row for row in demo.round.ownership_ballots
        if row.touchpoint != "tp01" or row.participant in sorted(few)[:2]
    )  # fmt: skip
    round_ = demo.round.model_copy(update={"ownership_tallies": tallies, "ownership_ballots": answers})
    made = demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)})
    found = compare(made, 1, 2, ON)
    assert found.few_answers == ("tp01",)
    assert "tp01" not in found.transitions
    assert "tp01" in compare(demo, 1, 2, ON).transitions


def test_what_a_shared_picture_lacks_is_said_in_answers() -> None:
    assert diagnosis(NINE).short_of == 7
    note = str(responsibility_note(Reading(NINE, ON), ROW))
    assert "6 of 9 name Person 1; a shared picture needs 7" in note
    words = vote(NINE, ballots.result_of(NINE, "tp1", "1")).words
    assert any("6 of 9 name Person 1; a shared picture needs 7" in line for line in words)
    plan = write_document(NINE, "background", language="en", on=ON)
    assert "a shared picture needs 7" in plan


@pytest.mark.parametrize(
    "answers",
    [
        {"p1": Answer("person", "p1"), "p2": Answer("person", "p2")},  # rivals
        {"p1": Answer("nobody"), "p2": Answer("nobody")},
        {f"p{i}": Answer("person", "p1") for i in range(1, 5)},  # held
        {f"p{i}": Answer("person", "p9" if i < 3 else "p8") for i in range(1, 5)},  # a tie
    ],
)
def test_where_more_answers_for_one_person_are_not_what_is_missing_none_are_asked(
    answers: dict[str, Any],
) -> None:
    assert judge(tally(answers)).short_of is None


@pytest.mark.parametrize("number", [1, 2])
def test_the_shared_picture_is_one_figure_in_library_reveal_plan_and_comparison(number: int) -> None:
    demo = demo_session("en")
    seen = demo.as_of(number)
    held, of = responsibility.shared_picture(seen)
    assert (held, of) == {1: (5, 14), 2: (10, 15)}[number]
    assert summary(seen)["clear_share"] == held / of
    plan = write_document(seen, "plan", language="en", on=ON)
    assert f"We share the picture of who is accountable at {held} of {of} touchpoints." in plan
    (practice,) = [row for row in headlines(seen, ON) if row.key == "practice"]
    assert (practice.k, practice.of) == (held, of)
    (compared,) = [
        row for row in as_json(demo, compare(demo, 1, 2, ON))["headlines"] if row["key"] == "practice"
    ]
    assert compared["before" if number == 1 else "after"] == pytest.approx(held / of)
    drawn = [practice_status(Reading(seen, ON), touchpoint) for touchpoint in responsibility.diagnoses(seen)]
    assert (drawn.count("held"), len(drawn)) == (held, of)


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_agreed_is_one_figure_in_header_plan_board_and_comparison(number: int) -> None:
    from cxworkshop.sheets.steps.headline import HEADLINES

    demo = demo_session("en")
    seen = demo.as_of(number)
    counts = responsibility.agreed_counts(seen, ON)
    held, of = counts["held"], sum(counts.values())
    assert f"agreed {held} of {of}" in str(HEADLINES["organise"](Reading(seen, ON)))
    plan = write_document(seen, "plan", language="en", on=ON)
    assert f"From today {held} of {of} touchpoints have one person" in plan
    (agreed,) = [row for row in headlines(seen, ON) if row.key == "agreed"]
    assert (agreed.k, agreed.of) == (held, of)
    assert f"{held} of {of}" in write_document(seen, "board", language="en", on=ON)
