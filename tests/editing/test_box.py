"""Answers from phones lie in memory until a seal counts them with those on paper: one tally, however they
came in, and never a name beside an answer in any file."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing import OpenSession, create, open_session, revisiting, voting
from cxworkshop.editing.box import ALL_DOTS, DOTS, OWNERSHIP, Box, Given, Slip
from cxworkshop.editing.changes import set_value
from cxworkshop.method import ballots, dots, figures, privacy, responsibility
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.perceptions import perceptions
from cxworkshop.model.ballots import FIVE_FUNCTIONS, FunctionScore
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import Dot
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 5, 9, 40, tzinfo=UTC)
BALLOT = Slip(1, OWNERSHIP, "1")
LEVELS = Slip(1, "overall_levels")
ANNA, BO = "p1", "p2"


def all_on_paper() -> Session:
    """The demo's first round with all answers given on paper and none sealed: 120 about who is accountable,
    and figures of every other kind."""
    demo = demo_session("en").as_of(1)
    people = voters(demo)
    scores = tuple(
        FunctionScore(id=f"{function}:{person.id}", function=function, participant=person.id, value=1 + i % 5)
        for function, _words in FIVE_FUNCTIONS
        for i, person in enumerate(people)
    )
    placed = tuple(
        Dot(
            id=f"tp{1 + i % 4:02}:{person.id}", touchpoint=f"tp{1 + i % 4:02}", participant=person.id, value=2
        )
        for i, person in enumerate(people)
    )
    one = demo.round.model_copy(
        update={"ballots": (), "steps": (), "closed_on": None, "function_scores": scores, "dots": placed}
    )
    return demo.model_copy(update={"rounds": (one,)})


PAPER = all_on_paper()
PEOPLE = [person.id for person in voters(PAPER)]


def answers(session: Session) -> dict[tuple[str, str], dict[Slip, dict[str, Given]]]:
    """Every named answer of a session as a phone would give it, by person and kind."""
    by: dict[tuple[str, str], dict[Slip, dict[str, Given]]] = {}
    for table in privacy.KINDS:
        for row in session.records(table):
            values: Any = row
            slip, key, who = Slip(1, table), "", values.participant
            value: Given
            if table == OWNERSHIP:
                slip, key = Slip(1, table, values.ballot), values.touchpoint
                value = Answer(values.kind, values.person)
            elif table == DOTS:
                value = ((values.touchpoint, values.value),)
            else:
                about, value = privacy.BLIND_TABLES[table], values.value
                key = getattr(row, about) if about else ""
            by.setdefault((who, table), {}).setdefault(slip, {})[key] = value
    return by


def without(session: Session, phoned: set[tuple[str, str]]) -> Session:
    """The session without the answers that are given on phones."""
    tables = {
        table: tuple(
            row for row in session.records(table) if (getattr(row, "participant", ""), table) not in phoned
        )
        for table in privacy.KINDS
    }
    return session.model_copy(update={"rounds": (session.round.model_copy(update=tables),)})


def told(session: Session) -> dict[str, Any]:
    """All that a sealed and revealed session says of blind answers."""
    session = voting.reveal("1", AT)(session)
    return {
        "diagnoses": responsibility.diagnoses(session),
        "recognition": responsibility.recognition(session),
        "results": ballots.results(session, "1"),
        "tallies": {row.id: row for row in session.round.ownership_tallies},
        "answered": {row.id: row for row in session.round.figures_answered},
        "figures": {t: {row.id: row for row in session.records(t)} for t in privacy.BLIND_TABLES},
        "letters": {row.id: row for row in session.round.letters},
        "functions": figures.functions(session),
        "perceptions": perceptions(session),
        "dots": dots.ranked(session),
    }


SEALED = told(voting.seal("1", AT)(PAPER))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenSession]:
    opened = create(
        tmp_path / "kuusilinna.json", without(PAPER, {(who, t) for who in PEOPLE for t in privacy.KINDS})
    )
    yield opened
    opened.close()


# ---- one tally ---------------------------------------------------------------------------------------------
@settings(max_examples=25)
@given(st.data())
def test_paper_laptop_and_phones_are_one_tally(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    given_answers = answers(PAPER)
    phoned = data.draw(st.sets(st.sampled_from(sorted(given_answers))))
    path = tmp_path_factory.mktemp("split") / "a.json"
    with closing(create(path, without(PAPER, phoned))) as opened:
        for key in data.draw(st.permutations(sorted(phoned))):
            for slip, rows in given_answers[key].items():
                for row in data.draw(st.permutations(sorted(rows))):
                    opened.receive(slip, key[0], {row: rows[row]})
                opened.receive(slip, key[0], rows)  # a phone sends all it has each time
        assert ballots.progress(opened.box.counted(opened.session), "1") == ballots.progress(PAPER, "1")
        assert told(opened.apply(voting.seal("1", AT))) == SEALED
        assert not opened.box.holds(1)
        assert opened.undo() is None


def test_a_kind_of_figures_is_sealed_with_what_phones_have_sent(opened: OpenSession) -> None:
    opened.receive(LEVELS, ANNA, {"": 4})
    opened.receive(Slip(1, "guesses"), ANNA, {"m01": 30.0})
    opened.receive(BALLOT, ANNA, {"tp01": Answer("nobody")})
    after = opened.apply(voting.seal_figures("overall_levels"))
    assert [level.value for level in after.round.overall_levels] == [4]
    assert not privacy.holds_names(after)
    assert not opened.box.holds(1, {"overall_levels", "guesses"})
    assert opened.box.rows_of(BALLOT, ANNA) == {"tp01"}


def test_closing_the_round_counts_what_lies_in_the_box(opened: OpenSession) -> None:
    opened.receive(BALLOT, ANNA, {"tp01": Answer("nobody")})
    opened.apply(revisiting.next_round(opened.session, date(2026, 12, 5)))
    assert not opened.box.holds(1)
    assert [tally.nobody for tally in opened.session.as_of(1).round.ownership_tallies] == [1]
    assert opened.undo() is None


def test_what_is_answered_for_the_next_round_waits_until_that_is_sealed(opened: OpenSession) -> None:
    coming = Slip(2, OWNERSHIP, "1")
    opened.receive(coming, ANNA, {"tp01": Answer("nobody")})
    opened.apply(voting.seal("1", AT))
    assert opened.box.rows_of(coming, ANNA) == {"tp01"}
    opened.apply(revisiting.next_round(opened.session, date(2026, 12, 5)))
    assert ballots.answered_by(opened.box.counted(opened.session), "1", ANNA) == {"tp01"}
    after = opened.apply(voting.seal("1", AT))
    assert [tally.nobody for tally in after.round.ownership_tallies] == [1]


# ---- the later stands --------------------------------------------------------------------------------------
def answer_of(opened: OpenSession) -> object:
    (row,) = opened.box.counted(opened.session).round.ownership_ballots
    return Answer(row.kind or "", row.person)


def test_paper_keyed_later_stands_over_the_phone_also_when_that_sends_again(
    opened: OpenSession,
) -> None:
    phone, paper = Answer("person", BO), Answer("nobody")
    opened.receive(BALLOT, ANNA, {"tp01": phone})
    opened.apply(voting.vote("1", "tp01", ANNA, paper))
    opened.receive(BALLOT, ANNA, {"tp01": phone})
    assert answer_of(opened) == paper
    opened.apply(voting.vote("1", "tp01", ANNA, None))  # taken back: the phone's was never lost
    assert answer_of(opened) == phone


def test_a_changed_answer_of_the_phone_stands_over_paper(opened: OpenSession) -> None:
    opened.receive(BALLOT, ANNA, {"tp01": Answer("person", BO)})
    opened.apply(voting.vote("1", "tp01", ANNA, Answer("nobody")))
    opened.receive(BALLOT, ANNA, {"tp01": Answer("several")})
    assert answer_of(opened) == Answer("several")
    assert not opened.session.round.ownership_ballots
    opened.apply(voting.vote("1", "tp01", ANNA, Answer("nobody")))
    assert answer_of(opened) == Answer("nobody")


def test_what_was_answered_before_the_program_began_yields_to_paper_in_the_file(opened: OpenSession) -> None:
    opened.apply(voting.vote("1", "tp01", ANNA, Answer("nobody")))
    opened.receive(BALLOT, ANNA, {"tp01": Answer("several"), "tp02": Answer("several")}, is_earlier=True)
    assert opened.session.round.ownership_ballots
    assert opened.box.rows_of(BALLOT, ANNA) == {"tp02"}


def test_dots_are_one_answer(opened: OpenSession) -> None:
    slip = Slip(1, DOTS)
    opened.apply(voting.score(Place(DOTS, f"tp01:{ANNA}", "value"), 2))
    opened.receive(slip, ANNA, {ALL_DOTS: (("tp02", 1), ("tp03", 0))})
    counted = opened.box.counted(opened.session).round.dots
    assert [(dot.touchpoint, dot.value) for dot in counted] == [("tp02", 1)]
    opened.receive(slip, BO, {ALL_DOTS: (("tp02", 0), ("tp03", 0))})
    assert dots.placed(opened.box.counted(opened.session), BO) == 0
    assert BO in privacy.took_part(opened.box.counted(opened.session))


def test_what_is_sealed_cannot_be_changed_by_a_phone(opened: OpenSession) -> None:
    opened.receive(LEVELS, ANNA, {"": 4})
    opened.apply(voting.seal_figures("overall_levels"))
    opened.receive(LEVELS, ANNA, {"": 1})
    opened.receive(LEVELS, BO, {"": 2})
    after = opened.apply(voting.seal_figures("overall_levels"))
    assert sorted(level.value or 0 for level in after.round.overall_levels) == [2, 4]
    opened.apply(voting.seal("1", AT))
    opened.receive(BALLOT, ANNA, {"tp01": Answer("nobody")})
    assert not opened.box.rows_of(BALLOT, ANNA)


def test_what_is_gone_meanwhile_is_not_counted(opened: OpenSession) -> None:
    opened.receive(BALLOT, "nobody we know", {"tp01": Answer("nobody")})
    opened.receive(BALLOT, ANNA, {"gone": Answer("nobody"), "tp01": Answer("person", "gone")})
    assert opened.box.counted(opened.session).round.ownership_ballots == ()


# ---- nothing of it is kept ---------------------------------------------------------------------------------
def test_an_answer_is_in_no_file_before_the_seal_and_no_name_after(opened: OpenSession) -> None:
    opened.receive(BALLOT, ANNA, {"tp01": Answer("partner")})
    opened.apply(set_value(Place("organisation", "organisation", "name"), "Other"))
    opened.save()
    for version in opened.path.parent.rglob("*.json"):
        assert not SessionFile.read(version).session.round.ownership_ballots
    opened.apply(voting.seal("1", AT))
    opened.save()
    assert open_tallies(opened.path) == [("tp01", 1, (ANNA,))]


def open_tallies(path: Path) -> list[tuple[str | None, int, tuple[str, ...]]]:
    with closing(open_session(path)) as reread:
        tallies = reread.session.round.ownership_tallies
        return [(tally.touchpoint, tally.partner, tally.answered) for tally in tallies]


def test_a_box_says_nothing_of_its_answers() -> None:
    box = Box()
    box.put(BALLOT, ANNA, {"tp01": Answer("person", "p7")})
    assert "tp01" not in f"{box!r}{box}"
    assert "p7" not in f"{box!r}{box}"
    with pytest.raises(TypeError):
        pickle.dumps(box)


def test_leaving_takes_ones_answers_out_again() -> None:
    box = Box()
    box.put(BALLOT, ANNA, {"tp01": Answer("nobody")})
    box.put(BALLOT, BO, {"tp01": Answer("nobody")})
    box.forget(ANNA)
    assert box.people_of(BALLOT) == {BO}
