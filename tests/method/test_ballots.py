"""The blind ballot as it is asked: letters, signs, who is in, what is asked again, and nothing shown before
the reveal."""

from datetime import UTC, date, datetime

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing import voting
from cxworkshop.editing.changes import add, set_value
from cxworkshop.method import ballots, figures, responsibility
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.lookup import in_scope
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.summary import summary

AT = datetime(2026, 11, 5, 9, 40, tzinfo=UTC)


def unrevealed(session: Session) -> Session:
    """The session with its answers sealed and not seen by anybody yet."""
    return set_value(Place("ballots", "1", "revealed_at"), None)(session)


def unasked(session: Session) -> Session:
    one = session.round.model_copy(update={"ballots": (), "ownership_ballots": ()})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], one)})


def test_everybody_of_our_own_has_a_letter_and_partners_people_have_none(demo: Session) -> None:
    found = ballots.candidates(demo)
    assert list(found)[:3] == ["a", "b", "c"]
    assert all(one.own for one in found.values())
    assert {one.id for one in voters(demo)} <= {one.id for one in found.values()}


def test_somebody_who_leaves_during_the_day_leaves_the_letters_as_they_were_printed(demo: Session) -> None:
    before = {letter: one.id for letter, one in ballots.candidates(demo).items()}
    after = set_value(Place("people", demo.people[0].id, "left_on"), date(2027, 11, 6))(demo)
    assert {letter: one.id for letter, one in ballots.candidates(after).items()} == before


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        ("-", "nobody"),
        ("*", "several"),
        ("=", "partner"),
        ("?", "dont_know"),
        ("a", "person"),
        ("A", "person"),
    ],
)
def test_one_character_is_an_answer(demo: Session, sign: str, kind: str) -> None:
    found = ballots.understood(demo, sign)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("sign", ["z", "1", "ä", "/", " "])
def test_any_other_character_is_none(demo: Session, sign: str) -> None:
    assert ballots.understood(demo, sign) is None


def test_the_first_ballot_asks_about_everything_in_scope_and_the_whole(demo: Session) -> None:
    assert ballots.asked(unasked(demo)) == (*(one.id for one in in_scope(demo)), WHOLE)


def test_a_later_ballot_asks_what_is_unclear_contested_or_new(demo: Session) -> None:
    added = add("touchpoints", name="The receipt", added_round=2)(demo)
    new = added.touchpoints[-1].id
    again = ballots.asked(added, "2")
    assert new in again
    assert {responsibility.as_is(demo, one).status for one in again if one != new} <= {"unclear", "contested"}
    assert not any(
        responsibility.as_is(demo, one.id).status == "held"
        for one in demo.touchpoints
        if one.id in again and one.id != new
    )


def test_the_count_of_slips_says_who_is_in_and_nothing_else(demo: Session) -> None:
    session = unasked(demo)
    first, second = (one.id for one in voters(session)[:2])
    for touchpoint in ballots.asked(session):
        session = voting.vote("1", touchpoint, first, Answer("nobody"))(session)
    session = voting.vote("1", WHOLE, second, Answer("nobody"))(session)
    found = ballots.progress(session, "1")
    assert (found.whole, found.part, found.of) == ((first,), (second,), len(voters(session)))
    assert str(found) == f"1 of {len(voters(session))} in"


def test_nothing_computed_from_the_answers_is_shown_before_the_reveal(demo: Session) -> None:
    hidden = unrevealed(demo)
    assert ballots.state(hidden, "1") == "sealed"
    assert {one.status for one in responsibility.diagnoses(hidden).values()} == {"not_asked"}
    assert responsibility.clear_share(hidden) is None
    assert responsibility.mean_agreement(hidden) is None
    assert responsibility.alpha_of(hidden) is None
    assert responsibility.recognition(hidden) == {}
    assert responsibility.as_is(hidden, WHOLE).n == 0
    assert summary(hidden)["clear_share"] is None
    assert figures.functions(hidden) == figures.functions(demo)


def test_a_second_ballot_in_the_making_leaves_what_is_shown_as_it_was(demo: Session) -> None:
    asked = ballots.asked(demo, "2")
    session = demo
    for who in voters(demo):
        session = voting.vote("2", asked[0], who.id, Answer("person", "p6"))(session)
    assert responsibility.as_is(session, asked[0]) == responsibility.as_is(demo, asked[0])
    session = voting.reveal("2", AT)(voting.seal("2", AT)(session))
    found = ballots.told_of(session, asked[0], "2")
    assert found.before == responsibility.as_is(demo, asked[0])
    assert found.now == responsibility.as_is(session, asked[0])
    assert ballots.asked(session, "2") == (asked[0],)


def test_what_needs_talk_most_stands_first(demo: Session) -> None:
    order = [one.now.status for one in ballots.told(demo, "1")]
    assert order == sorted(order, key=["contested", "vacant", "unclear", "held"].index)
    assert WHOLE not in [one.touchpoint for one in ballots.told(demo, "1")]


def test_the_plan_tells_nothing_of_answers_that_are_not_revealed(demo: Session) -> None:
    hidden, bare = unrevealed(demo), unasked(demo)
    for language in ("en", "fi"):
        text = write_document(hidden, "plan", language=language, on=date(2026, 11, 5))
        assert text == write_document(bare, "plan", language=language, on=date(2026, 11, 5))
