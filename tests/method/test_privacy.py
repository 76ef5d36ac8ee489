"""What stays of blind answers when the names go."""

from datetime import date

import pytest

from cxworkshop.documents import write_document
from cxworkshop.method import figures, perceptions, responsibility
from cxworkshop.method.privacy import holds_names, reduced
from cxworkshop.model.ballots import (
    WHOLE,
    ConfidenceScore,
    FunctionScore,
    OverallLevel,
    OwnershipBallot,
    ValueScore,
)
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Guess, Measure
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps import plans


def test_no_answer_has_a_name_afterwards_in_any_round(demo: Session) -> None:
    for one in reduced(demo).rounds:
        assert one.ownership_ballots == ()
        named = [
            *(row.participant for row in one.guesses),
            *(row.participant for row in one.overall_levels),
            *(row.participant for row in one.function_scores),
            *(row.participant for row in one.value_scores),
            *(row.participant for row in one.confidence_scores),
        ]
        assert [who for who in named if who] == []


def test_what_the_room_is_shown_stays_the_same(demo: Session) -> None:
    for number in (1, 2):
        before, after = demo.as_of(number), reduced(demo).as_of(number)
        assert responsibility.diagnoses(after) == responsibility.diagnoses(before)
        assert responsibility.as_is(after, WHOLE) == responsibility.as_is(before, WHOLE)
        assert responsibility.recognition(after) == responsibility.recognition(before)
        assert perceptions.perceptions(after) == perceptions.perceptions(before)
        assert perceptions.delivery_gap(after) == perceptions.delivery_gap(before)
        assert figures.functions(after) == figures.functions(before)
        assert figures.values(after) == figures.values(before)
        assert figures.confidence(after) == figures.confidence(before)


def test_figures_stand_in_order_of_size_so_that_their_order_tells_nobody(demo: Session) -> None:
    kept: dict[str | None, list[float]] = {}
    for row in reduced(demo).round.guesses:
        kept.setdefault(row.measure, []).append(row.value or 0)
    assert kept
    assert all(values == sorted(values) for values in kept.values())


def test_reducing_again_changes_nothing(demo: Session) -> None:
    once = reduced(demo)
    assert reduced(once) is once


def test_answers_given_after_the_names_went_are_counted_with_the_others(demo: Session) -> None:
    given = demo.round.ownership_ballots
    late = tuple(one for one in given if one.participant == "p1")
    part = demo.round.model_copy(
        update={"ownership_ballots": tuple(one for one in given if one.participant != "p1")}
    )
    early = reduced(demo.model_copy(update={"rounds": (*demo.rounds[:-1], part)}))
    both = early.model_copy(
        update={"rounds": (*early.rounds[:-1], early.round.model_copy(update={"ownership_ballots": late}))}
    )
    assert responsibility.diagnoses(both) == responsibility.diagnoses(demo)
    assert responsibility.diagnoses(reduced(both)) == responsibility.diagnoses(demo)


def test_a_row_nobody_filled_in_does_not_become_an_answer(demo: Session) -> None:
    blank = OverallLevel(id="p1", participant="p1")
    one = demo.round.model_copy(update={"overall_levels": (blank,)})
    assert reduced(demo.model_copy(update={"rounds": (*demo.rounds[:-1], one)})).round.overall_levels == ()


def test_names_are_there_until_the_last_of_them_has_gone(demo: Session) -> None:
    assert holds_names(demo)
    assert not holds_names(reduced(demo))
    assert not holds_names(Session())
    one = Session().round.model_copy(update={"overall_levels": (OverallLevel(id="p1", participant="p1"),)})
    assert holds_names(Session(rounds=(one,)))


def test_figures_without_names_are_numbered_within_what_they_are_about() -> None:
    given = [("m2", "p1", 30.0), ("m1", "p2", 9.0), ("m1", "p1", 10.0), ("m1", "p3", 8.0)]
    rows = tuple(
        Guess(id=f"{about}:{who}", measure=about, participant=who, value=value) for about, who, value in given
    )
    levels = (
        OverallLevel(id="p1", participant="p1", value=4),
        OverallLevel(id="p2", participant="p2", value=2),
    )
    one = Session().round.model_copy(update={"guesses": rows, "overall_levels": levels})
    kept = reduced(Session(rounds=(one,))).round
    assert [(row.id, row.participant, row.value) for row in kept.guesses] == [
        ("m2:01", None, 30.0),
        ("m1:01", None, 8.0),
        ("m1:02", None, 9.0),
        ("m1:03", None, 10.0),
    ]
    assert [(row.id, row.value) for row in kept.overall_levels] == [("01", 2), ("02", 4)]


def test_an_answer_about_nothing_or_of_no_ballot_leaves_no_tally() -> None:
    rows = (
        OwnershipBallot(id="b1", ballot="1", touchpoint="tp1", participant="p1", kind="nobody"),
        OwnershipBallot(id="b2", ballot=None, touchpoint="tp1", participant="p2", kind="nobody"),
        OwnershipBallot(id="b3", ballot="1", touchpoint=None, participant="p3", kind="nobody"),
        OwnershipBallot(id="b4", ballot="1", touchpoint="tp2", participant="p1"),
    )
    one = Session().round.model_copy(update={"ownership_ballots": rows})
    kept = reduced(Session(rounds=(one,))).round
    assert [(row.id, row.nobody, row.answered) for row in kept.ownership_tallies] == [("1:tp1", 1, ("p1",))]


@pytest.mark.parametrize(("guesses", "printed"), [(1, False), (2, False), (3, False), (4, True), (5, True)])
def test_the_range_of_fewer_than_four_guesses_is_printed_nowhere(guesses: int, printed: bool) -> None:
    """Who guessed highest is known to those who guessed with them."""
    rows = tuple(
        Guess(id=f"m1:p{i}", measure="m1", participant=f"p{i}", value=41 + i) for i in range(guesses)
    )
    one = Session().round.model_copy(update={"guesses": rows})
    session = Session(measures=(Measure(id="m1", name="Ease", metric="rating"),), rounds=(one,))
    plan = write_document(session, "plan", language="en", on=date(2026, 11, 21))
    assert (f"41–{40 + guesses}" in plan) is printed


def few(answers: int) -> Session:
    """Everything that is scored or guessed blindly, each by so many; the figures stand nowhere else."""
    who = range(answers)
    one = Session().round.model_copy(
        update={
            "guesses": tuple(Guess(id=f"m1:p{i}", measure="m1", value=6.1 + i) for i in who),
            "overall_levels": tuple(OverallLevel(id=f"p{i}", value=5) for i in who),
            "function_scores": tuple(
                FunctionScore(id=f"f{i}", function="good_leadership", value=1 + 3 * (i % 2)) for i in who
            ),
            "value_scores": tuple(
                ValueScore(id=f"v{i}", statement="teamwork", value=1 + 3 * (i % 2)) for i in who
            ),
            "confidence_scores": tuple(ConfidenceScore(id=f"c{i}", value=1 + 3 * (i % 2)) for i in who),
        }
    )
    return Session(measures=(Measure(id="m1", name="Ease", metric="rating"),), rounds=(one,))


@pytest.mark.parametrize(("answers", "told"), [(1, False), (2, False), (3, False), (4, True)])
def test_no_median_and_no_range_of_few_answers_is_shown_or_printed_anywhere(answers: int, told: bool) -> None:
    session = few(answers)
    plan = write_document(session, "plan", language="en", on=date(2026, 11, 21))
    middle = str(perceptions.perception(session, "m1").median)  # type: ignore[union-attr]  # there are guesses
    assert (middle in plan) is told
    assert (f"{answers} of {answers}" in plan) is told  # who says that expectations are exceeded
    assert ("| Good leadership | 2.5 | 1–4 | 4 |" in plan) is told
    assert ("median 2.5, 1–4 (n = 4)" in plan) is told
    assert plan.count("too few answers to show") == (0 if told else 4)

    reading = Reading(session, date(2026, 11, 21))
    blind = ("gap", "functions", "values", "confidence")
    shown = [plan for step in ("define", "organise", "closing") for plan in plans(step) if plan.id in blind]
    assert len(shown) == len(blind)
    for sheet in shown:
        grid = Grid(sheet, reading)
        assert len(grid), sheet.id
        cells = {grid.cell(row, column).text for row in range(len(grid)) for column in grid.columns[1:]}
        if not told:
            assert cells <= {"–", "", "too few", str(answers)}, sheet.id
            assert sheet.note
            notes = " ".join(str(sheet.note(reading, row)) for row in grid.rows)
            assert "from 4 answers on" in notes, sheet.id
        else:
            assert not cells <= {"–", "", "too few", str(answers)}, sheet.id
