"""Each kind of blind answer loses its names when it is sealed; whoever has not answered may still be added,
and nobody answers twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxworkshop.editing import OpenSession, create, open_session, voting
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.climb import climb
from cxworkshop.errors import ReadOnly
from cxworkshop.method import ballots, dots, figures, privacy, responsibility
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.perceptions import perceptions
from cxworkshop.model.ballots import FIVE_FUNCTIONS, FunctionScore
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 5, 9, 40, tzinfo=UTC)
LEVEL = Place("overall_levels", "p1", "value")


@pytest.fixture
def open_demo(demo: Session) -> Session:
    """The demo with all answers given and none sealed."""
    scores = tuple(
        FunctionScore(id=f"{function}:{person.id}", function=function, participant=person.id, value=1 + i % 5)
        for function, _words in FIVE_FUNCTIONS
        for i, person in enumerate(voters(demo))
    )
    one = demo.round.model_copy(update={"ballots": (), "steps": (), "function_scores": scores})
    return demo.model_copy(update={"rounds": (*demo.rounds[:-1], one)})


@pytest.fixture
def opened(tmp_path: Path, open_demo: Session) -> Iterator[OpenSession]:
    opened = create(tmp_path / "kuusilinna.json", open_demo)
    yield opened
    opened.close()


def level(who: str) -> Place:
    return Place("overall_levels", who, "value")


def named(session: Session) -> set[str]:
    """The tables of the round in view in which a name stands beside an answer."""
    return {
        table
        for table in ("ownership_ballots", *privacy.BLIND_TABLES)
        for row in session.records(table)
        if getattr(row, "participant", None)
    }


# ---- the ballot --------------------------------------------------------------------------------------------
def test_sealing_the_ballot_takes_every_name_given_so_far(opened: OpenSession) -> None:
    before = opened.session
    after = opened.apply(voting.seal("1", AT))
    assert not privacy.holds_names(after)
    assert ballots.state(after, "1") == "sealed"
    assert responsibility.tally_of(after, "tp01") == responsibility.tally_of(before, "tp01")
    assert figures.functions(after) == figures.functions(before)
    assert perceptions(after) == perceptions(before)
    assert ballots.progress(after, "1") == ballots.progress(before, "1")


def test_a_revealed_ballot_says_the_same_with_and_without_names(open_demo: Session) -> None:
    shown = voting.reveal("1", AT)(open_demo)
    sealed = voting.reveal("1", AT)(voting.seal("1", AT)(open_demo))
    assert responsibility.diagnoses(sealed) == responsibility.diagnoses(shown)
    assert responsibility.recognition(sealed) == responsibility.recognition(shown)
    assert ballots.results(sealed, "1") == ballots.results(shown, "1")
    assert ballots.asked(sealed, "2") == ballots.asked(shown, "2")


def test_a_second_ballot_has_a_seal_of_its_own_and_shows_before_and_after(open_demo: Session) -> None:
    session = voting.reveal("1", AT)(voting.seal("1", AT)(open_demo))
    (touchpoint, *_others) = ballots.asked(session, "2")
    for person in voters(session):
        session = voting.vote("2", touchpoint, person.id, Answer("person", "p2"))(session)
    assert named(session) == {"ownership_ballots"}
    session = voting.reveal("2", AT)(voting.seal("2", AT)(session))
    assert named(session) == set()
    told = ballots.result_of(session, touchpoint, "2")
    assert told.now.status == "held"
    assert told.before is not None
    assert told.before.n == len(voters(session))


def test_whoever_named_themselves_is_kept_and_nobody_else(open_demo: Session) -> None:
    after = voting.seal("1", AT)(open_demo)
    claims = {tally.touchpoint: set(tally.self_claims) for tally in after.round.ownership_tallies}
    assert claims == {
        touchpoint: {
            row.participant
            for row in open_demo.round.ownership_ballots
            if row.touchpoint == touchpoint and row.person == row.participant
        }
        for touchpoint in claims
    }


def test_nothing_that_undo_or_redo_could_bring_back_holds_a_name(opened: OpenSession) -> None:
    opened.apply(set_value(level("p1"), 2))
    opened.apply(remove(Place("people", "p8"), date(2026, 11, 5)))
    opened.undo()
    opened.apply(voting.seal("1", AT))
    assert opened.undo() is None
    assert opened.redo() is None
    opened.apply(set_value(Place("organisation", "organisation", "name"), "Other"))
    opened.undo()
    opened.undo()
    assert not privacy.holds_names(opened.session)


# ---- figures -----------------------------------------------------------------------------------------------
def test_sealing_a_kind_of_figures_takes_the_names_of_that_kind(opened: OpenSession) -> None:
    before = named(opened.session)
    assert {"function_scores", "overall_levels", "guesses", "ownership_ballots"} <= before
    after = opened.apply(voting.seal_figures("function_scores"))
    assert named(after) == before - {"function_scores"}
    assert figures.functions(after) == figures.functions(opened.session)
    assert opened.undo() is None


def test_guesses_go_with_the_level_that_stands_on_the_same_slip(opened: OpenSession) -> None:
    after = opened.apply(voting.seal_figures("overall_levels"))
    assert not named(after) & {"overall_levels", "guesses"}


def test_who_has_not_answered_may_be_added_afterwards_and_nobody_answers_twice(opened: OpenSession) -> None:
    late = voters(opened.session)[-1].id
    opened.apply(voting.score(level(late), None))
    opened.apply(voting.seal_figures("overall_levels"))
    n = len([row for row in opened.session.round.overall_levels if row.value is not None])
    opened.apply(voting.score(level(late), 5))
    assert named(opened.session) >= {"overall_levels"}
    with pytest.raises(ReadOnly):
        opened.apply(voting.score(level("p1"), 1))
    with pytest.raises(ReadOnly):
        opened.apply(set_value(level("p1"), 1))  # in the answer slips too
    opened.apply(voting.seal_figures("overall_levels"))
    with pytest.raises(ReadOnly):
        opened.apply(voting.score(level(late), 1))
    levels = [row.value or 0 for row in opened.session.round.overall_levels]
    assert len(levels) == n + 1
    assert levels == sorted(levels)
    assert not named(opened.session) & {"overall_levels"}


def test_a_person_who_left_a_statement_empty_may_still_score_that_one(opened: OpenSession) -> None:
    here, there = (
        Place("function_scores", f"{key}:p1", "value") for key in ("good_leadership", "innovative_services")
    )
    opened.apply(voting.score(here, None))
    opened.apply(voting.seal_figures("function_scores"))
    opened.apply(voting.score(here, 4))
    with pytest.raises(ReadOnly):
        opened.apply(voting.score(there, 4))


def test_who_has_placed_dots_is_kept_and_not_on_what(opened: OpenSession) -> None:
    """Who is known to have answered about a touchpoint is known to have given it dots."""
    first, second, *others = (person.id for person in voters(opened.session))
    opened.apply(voting.score(Place("dots", f"tp01:{first}", "value"), 2))
    opened.apply(voting.score(Place("dots", f"tp02:{second}", "value"), 1))
    opened.apply(voting.seal_figures("dots"))
    assert not dots.may_place(opened.session, first, "tp02", 1)
    assert dots.may_place(opened.session, others[0], "tp02", 1)
    assert dots.ranked(opened.session) == ()
    for who in others:
        opened.apply(voting.score(Place("dots", f"tp02:{who}", "value"), 1))
    assert [one.dots for one in dots.ranked(opened.session)][:2] == [1 + len(others), 2]
    kept = [row for row in opened.session.round.figures_answered if row.figures == "dots"]
    assert [(row.about, row.answered) for row in kept] == [(None, (first, second))]


def test_figures_whose_names_went_before_it_was_kept_who_answered_take_no_more(demo: Session) -> None:
    """As 0.1.0 leaves them."""
    rows = tuple(
        row.model_copy(update={"id": f"{i:02d}", "participant": None})
        for i, row in enumerate(demo.round.overall_levels, 1)
    )
    old = demo.model_copy(
        update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update={"overall_levels": rows}))}
    )
    with pytest.raises(ReadOnly):
        voting.score(level("p9"), 3)(old)
    assert privacy.reduced(old).round.overall_levels is rows


def test_who_left_stays_among_those_who_answered(opened: OpenSession) -> None:
    opened.apply(voting.seal("1", AT))
    opened.apply(add("people", id="p99", name="A Newcomer"))
    opened.apply(voting.score(level("p99"), 3))
    opened.apply(voting.seal_figures("overall_levels"))
    opened.apply(remove(Place("people", "p99"), date(2026, 11, 5)))
    assert any("p99" in row.answered for row in opened.session.round.figures_answered)


# ---- what else reads them ----------------------------------------------------------------------------------
def test_checks_hold_after_the_seal_as_before_it(open_demo: Session) -> None:
    on = AT.date()
    sealed = voting.seal("1", AT)(open_demo)
    told = set_value(Place("ballots", "1", "sealed_at"), AT)(open_demo)
    for name, look in CHECKS.items():
        assert look(sealed, on) == look(told, on), name


def test_passing_organise_is_a_step_like_any_other(opened: OpenSession) -> None:
    opened.apply(voting.seal("1", AT))
    before = opened.session
    opened.apply(climb(opened.session, "organise", AT, "we go on"))
    assert opened.undo() is not None
    assert opened.session == before


def test_the_file_says_who_answered_and_an_earlier_program_keeps_it(opened: OpenSession) -> None:
    opened.apply(voting.seal("1", AT))
    opened.save()
    file = SessionFile.read(opened.path)
    assert file.faults == ()
    assert file.session == opened.session
    with closing(open_session(opened.path)) as again:
        assert again.session.round.figures_answered
