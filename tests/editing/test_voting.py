"""Votes in the making are no steps of the history; sealing and revealing are barriers; names go in time."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing import OpenSession, create, open_session, voting
from cxworkshop.editing.changes import add, move, remove, set_value
from cxworkshop.editing.climb import climb
from cxworkshop.errors import ReadOnly
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.slips import OwnershipSlips

AT = datetime(2026, 11, 5, 9, 40, tzinfo=UTC)
NOBODY = Answer("nobody")


@pytest.fixture
def blank(demo: Session) -> Session:
    """The demo before anybody answered."""
    tables = ("ballots", "letters", "ownership_ballots", "function_scores")
    one = demo.round.model_copy(update=dict.fromkeys(tables, ()))
    return demo.model_copy(update={"rounds": (*demo.rounds[:-1], one)})


@pytest.fixture
def opened(tmp_path: Path, blank: Session) -> Iterator[OpenSession]:
    opened = create(tmp_path / "kuusilinna.json", blank)
    yield opened
    opened.close()


def lettered(session: Session) -> tuple[str, ...]:
    return tuple(person.id for person in ballots.candidates(session).values())


def answer(opened: OpenSession, touchpoint: str, who: str) -> Answer | None:
    found = ballots.given(opened.session, "1", touchpoint, who)
    return Answer(found.kind or "", found.person) if found else None


def test_undo_and_redo_of_anything_else_leave_the_answers_as_they_are(opened: OpenSession) -> None:
    name = opened.session.organisation.name
    opened.apply(set_value(Place("organisation", "organisation", "name"), "Other"))
    opened.apply(voting.vote("1", "tp01", "p1", NOBODY))
    opened.undo()
    assert opened.session.organisation.name == name
    assert answer(opened, "tp01", "p1") == NOBODY
    opened.apply(voting.vote("1", "tp02", "p1", NOBODY))
    opened.redo()
    assert opened.session.organisation.name == "Other"
    assert [answer(opened, touchpoint, "p1") for touchpoint in ("tp01", "tp02")] == [NOBODY, NOBODY]


def test_an_answer_is_nothing_to_undo_and_is_never_shown_as_what_was_saved(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", Answer("person", "p2")))
    opened.apply(voting.score(Place("function_scores", "good_leadership:p1", "value"), 2))
    assert opened.last_text == ""
    assert opened.undo() is None
    assert answer(opened, "tp01", "p1") == Answer("person", "p2")


def test_who_leaves_and_comes_back_keeps_every_answer(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", NOBODY))
    who, change = "p99", add("people", id="p99", name="A Newcomer")
    opened.apply(change)
    opened.apply(voting.vote("1", "tp01", who, NOBODY))
    opened.apply(remove(Place("people", who), date(2026, 11, 5)))
    assert answer(opened, "tp01", who) == NOBODY
    opened.apply(voting.vote("1", "tp02", "p1", NOBODY))
    opened.undo()
    assert [answer(opened, "tp01", who), answer(opened, "tp02", "p1")] == [NOBODY, NOBODY]


def test_the_adding_of_somebody_whom_an_answer_names_is_not_taken_back(opened: OpenSession) -> None:
    opened.apply(add("people", id="p99", name="A Newcomer"))
    opened.apply(voting.vote("1", "tp01", "p1", Answer("person", "p99")))
    opened.apply(voting.vote("1", "tp02", "p1", NOBODY))
    opened.undo()
    assert [answer(opened, "tp01", "p1"), answer(opened, "tp02", "p1")] == [Answer("person", "p99"), NOBODY]
    assert opened.session.find("people", "p99") is not None


def test_letters_stay_with_their_people_from_the_first_answer_on(opened: OpenSession) -> None:
    before = [person.id for person in ballots.candidates(opened.session).values()]
    opened.apply(move(Place("people", "p1"), 1))
    moved = [person.id for person in ballots.candidates(opened.session).values()]
    assert moved != before
    opened.apply(voting.vote("1", "tp01", "p1", Answer("person", "p2")))
    opened.apply(move(Place("people", "p1"), -1))
    opened.apply(set_value(Place("people", "p2", "own"), False))
    opened.apply(remove(Place("people", "p3"), date(2026, 11, 5)))
    opened.apply(add("people", id="p99", name="A Newcomer", after="p1"))
    assert [person.id for person in ballots.candidates(opened.session).values()] == [*moved, "p99"]
    assert ballots.letter_of(opened.session, "p99") == ballots.LETTERS[len(moved)]


def test_letters_are_fixed_by_printing_and_the_grid_says_who_is_not_on_the_paper(opened: OpenSession) -> None:
    before = lettered(opened.session)
    assert ballots.not_printed(opened.session) == {}
    opened.apply(voting.printed())
    opened.apply(move(Place("people", "p1"), 1))
    opened.apply(add("people", id="p99", name="A Newcomer"))
    letter = ballots.LETTERS[len(before)]
    assert lettered(opened.session) == (*before, "p99")
    assert [(sign, who.id) for sign, who in ballots.not_printed(opened.session).items()] == [(letter, "p99")]
    assert f"{letter} A Newcomer" in str(OwnershipSlips(opened, "1").warning)
    opened.apply(voting.printed())
    assert ballots.not_printed(opened.session) == {}
    assert OwnershipSlips(opened, "1").warning == ""
    assert opened.undo() is not None
    assert lettered(opened.session) == (*before, "p99")


def test_a_revealed_ballot_stays_as_it_was_voted_whatever_becomes_of_its_people_and_touchpoints(
    opened: OpenSession,
) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", Answer("person", "p2")))
    opened.apply(voting.vote("1", "tp02", "p1", NOBODY))
    opened.apply(voting.seal("1", AT))
    opened.apply(voting.reveal("1", AT))
    asked, shown, letters = (
        ballots.asked(opened.session),
        ballots.results(opened.session, "1"),
        lettered(opened.session),
    )
    assert {"tp01", "tp02"} <= set(asked)
    for person in opened.session.people:
        opened.apply(remove(Place("people", person.id), date(2026, 11, 5)))
    opened.apply(remove(Place("touchpoints", "tp01"), date(2026, 11, 5)))
    opened.apply(set_value(Place("touchpoint_states", "tp02", "in_scope"), False))
    assert ballots.asked(opened.session) == asked
    assert ballots.results(opened.session, "1") == shown
    assert lettered(opened.session) == letters


def test_the_plan_names_all_who_took_part_in_the_vote(opened: OpenSession) -> None:
    opened.apply(add("people", id="p99", name="Aino Early", role="Guest"))
    opened.apply(set_value(Place("rounds", "2", "participants[p99]"), True))
    opened.apply(voting.vote("1", "tp01", "p99", NOBODY))
    opened.apply(set_value(Place("rounds", "2", "participants[p99]"), False))
    for _sealed in range(2):
        plan = write_document(opened.session, "plan", language="en", on=AT.date())
        assert "Aino Early – Guest" in plan
        opened.apply(voting.seal("1", AT))


def test_an_answer_can_be_changed_and_emptied_until_the_ballot_is_sealed(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", WHOLE, "p1", NOBODY))
    opened.apply(voting.vote("1", WHOLE, "p1", Answer("dont_know")))
    assert answer(opened, WHOLE, "p1") == Answer("dont_know")
    opened.apply(voting.vote("1", WHOLE, "p1", None))
    assert answer(opened, WHOLE, "p1") is None
    opened.apply(voting.seal("1", AT))
    with pytest.raises(ReadOnly):
        opened.apply(voting.vote("1", WHOLE, "p1", NOBODY))


def test_undo_does_not_cross_sealing_or_revealing(opened: OpenSession) -> None:
    for barrier in (voting.seal("1", AT), voting.reveal("1", AT)):
        opened.apply(set_value(Place("organisation", "organisation", "name"), f"before {barrier.words}"))
        opened.apply(barrier)
        assert opened.undo() is None
    assert ballots.state(opened.session, "1") == "revealed"


# ---- names go in time --------------------------------------------------------------------------------------
def named_answers(path: Path) -> list[str]:
    """The blind answers with a name in a file, as text."""
    tables = json.loads(path.read_text("utf-8"))
    blind = (
        "ownership_ballots",
        "guesses",
        "overall_levels",
        "function_scores",
        "value_scores",
        "confidence_scores",
    )
    return [str(row) for table in blind for row in tables.get(table, {}).values() if row.get("participant")]


def test_sealing_takes_the_names_from_all_answers(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", NOBODY))
    opened.apply(voting.score(Place("function_scores", "good_leadership:p1", "value"), 2))
    opened.apply(voting.seal("1", AT))
    opened.save()
    assert named_answers(opened.path) == []
    assert opened.undo() is None


def test_passing_an_earlier_step_keeps_the_sealed_answers(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", NOBODY))
    opened.apply(climb(opened.session, "define", AT + timedelta(days=1), "we go on"))
    assert answer(opened, "tp01", "p1") == NOBODY
    assert opened.undo() is not None


def as_saved_on(path: Path, day: str) -> None:
    """The file as if it had last been written on another day."""
    tables = json.loads(path.read_text("utf-8"))
    tables["header"]["1"]["updated_at"] = f"{day}T16:00:00+02:00"
    path.write_text(json.dumps(tables), "utf-8")


def test_a_file_opened_on_a_later_day_forgets_the_names_at_once(tmp_path: Path, demo: Session) -> None:
    path = tmp_path / "kuusilinna.json"
    create(path, demo).close()
    with closing(open_session(path)) as opened:
        assert opened.session.round.ownership_ballots
    assert named_answers(path)
    as_saved_on(path, "2026-01-02")
    with closing(open_session(path)) as opened:
        assert opened.session.round.ownership_ballots == ()
    assert named_answers(path) == []
    assert [one.name for one in voters(opened.session)] == [one.name for one in voters(demo)]


def test_an_answer_kept_without_a_name_cannot_be_replaced(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", "p1", NOBODY))
    opened.apply(voting.forget_names())
    with pytest.raises(ReadOnly):
        opened.apply(voting.vote("1", "tp01", "p1", Answer("person", "p1")))
    opened.apply(voting.vote("1", "tp01", "p2", NOBODY))
    assert tally_of(opened.session, "tp01").nobody == 2


def test_nothing_that_is_written_holds_a_single_answer_once_the_names_are_gone(
    tmp_path: Path, demo: Session
) -> None:
    opened = create(tmp_path / "kuusilinna.json", demo)
    before = {
        language: write_document(opened.session, "plan", language=language, on=AT.date())
        for language in ("en", "fi")
    }
    opened.apply(set_value(Place("organisation", "organisation", "name"), "Other"))
    opened.save()
    opened.apply(set_value(Place("organisation", "organisation", "name"), demo.organisation.name))
    opened.apply(voting.forget_names())
    opened.close()
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix == ".json"]
    assert written
    assert [path.name for path in written if named_answers(path)] == []
    assert {
        language: write_document(opened.session, "plan", language=language, on=AT.date())
        for language in ("en", "fi")
    } == before
