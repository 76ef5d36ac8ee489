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
from cxworkshop.model.ballots import WHOLE, Ballot, OwnershipBallot, OwnershipTally
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
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
    assert {person.id for person in voters(demo)} <= {one.id for one in found.values()}


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
    found = ballots.answer_for(demo, sign)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("sign", ["z", "1", "ä", "/", " "])
def test_any_other_character_is_none(demo: Session, sign: str) -> None:
    assert ballots.answer_for(demo, sign) is None


def test_the_first_ballot_asks_about_everything_in_scope_and_the_whole(demo: Session) -> None:
    assert ballots.asked(unasked(demo)) == (*(touchpoint.id for touchpoint in in_scope(demo)), WHOLE)


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
    first, second = (person.id for person in voters(session)[:2])
    for touchpoint in ballots.asked(session):
        session = voting.vote("1", touchpoint, first, Answer("nobody"))(session)
    session = voting.vote("1", WHOLE, second, Answer("nobody"))(session)
    found = ballots.progress(session, "1")
    assert (found.whole, found.part, found.of) == ((first,), (second,), len(voters(session)))
    assert str(found) == f"1 of {len(voters(session))} in"


def test_nothing_computed_from_the_answers_is_shown_before_the_reveal(demo: Session) -> None:
    hidden = unrevealed(demo)
    assert ballots.state(hidden, "1") == "sealed"
    assert {diagnosis.status for diagnosis in responsibility.diagnoses(hidden).values()} == {"not_asked"}
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
    found = ballots.result_of(session, asked[0], "2")
    assert found.before == responsibility.as_is(demo, asked[0])
    assert found.now == responsibility.as_is(session, asked[0])
    assert ballots.asked(session, "2") == (asked[0],)


def test_what_needs_talk_most_stands_first(demo: Session) -> None:
    order = [one.now.status for one in ballots.results(demo, "1")]
    assert order == sorted(order, key=["contested", "vacant", "unclear", "held"].index)
    assert WHOLE not in [one.touchpoint for one in ballots.results(demo, "1")]


def test_the_plan_tells_nothing_of_answers_that_are_not_revealed(demo: Session) -> None:
    hidden, bare = unrevealed(demo), unasked(demo)
    for language in ("en", "fi"):
        text = write_document(hidden, "plan", language=language, on=date(2026, 11, 5))
        assert text == write_document(bare, "plan", language=language, on=date(2026, 11, 5))


# ---- letters -----------------------------------------------------------------------------------------------
def crowd(count: int) -> Session:
    people = tuple(Person(id=f"p{i}", name=f"Person {i}") for i in range(1, count + 1))
    return Session(people=people, rounds=(Round(id="1", number=1, started_on=date(2026, 11, 5)),))


def named(person: str | None) -> OwnershipBallot:
    return OwnershipBallot(id="1:tp1:p1", kind="person", person=person)


@pytest.mark.parametrize(
    ("count", "sign", "person"),
    [
        (26, "z", "p26"),
        (26, "Z", "p26"),  # the small letters are enough: a capital one is the same
        (27, "A", "p27"),
        (27, "a", "p1"),
        (27, "B", None),
        (52, "Z", "p52"),
        (60, "Z", "p52"),
        (2, "c", None),
    ],
)
def test_capital_letters_name_the_people_whom_the_small_ones_do_not_reach(
    count: int, sign: str, person: str | None
) -> None:
    answer = ballots.answer_for(crowd(count), sign)
    assert (answer and answer.person) == person


def test_a_candidate_has_the_letter_that_names_them_and_a_stranger_none() -> None:
    session = crowd(53)
    assert [ballots.letter_of(session, one) for one in ("p1", "p2", "p27", "p52")] == ["a", "b", "A", "Z"]
    assert [ballots.letter_of(session, one) for one in ("p53", "p99", None)] == ["", "", ""]


def test_who_left_before_the_round_began_has_no_letter() -> None:
    session = crowd(3)
    left = session.people[0].model_copy(update={"left_on": date(2026, 11, 4)})
    after = session.model_copy(update={"people": (left, *session.people[1:])})
    assert [person.id for person in ballots.candidates(after).values()] == ["p2", "p3"]


@pytest.mark.parametrize(
    ("kind", "sign"), [("nobody", "-"), ("several", "*"), ("partner", "="), ("dont_know", "?"), (None, "")]
)
def test_an_answer_is_shown_again_by_the_sign_it_was_given_by(kind: str | None, sign: str) -> None:
    session = crowd(3)
    assert ballots.sign_of(session, OwnershipBallot(id="1:tp1:p1", kind=kind)) == sign
    assert ballots.sign_of(session, named("p2")) == "b"


def test_an_answer_is_read_back_in_words() -> None:
    session = crowd(3)
    assert ballots.answer_words(session, named("p2")) == "Person 2"
    assert ballots.answer_words(session, named(None)) == ""
    assert ballots.answer_words(session, OwnershipBallot(id="b", kind="dont_know")) == "don't know"
    assert ballots.answer_words(session, OwnershipBallot(id="b")) == ""


# ---- how far it is -----------------------------------------------------------------------------------------
def test_the_next_ballot_has_the_next_number(demo: Session) -> None:
    assert (ballots.current_number(unasked(demo)), ballots.next_number(unasked(demo))) == ("1", "2")
    again = with_ballots(
        demo, Ballot(id="1", number="1"), Ballot(id="9", number="9"), Ballot(id="10", number="10")
    )
    assert (ballots.current_number(again), ballots.next_number(again)) == ("10", "11")


def test_a_ballot_that_has_answers_goes_on_whoever_asks_again(demo: Session) -> None:
    """Two that were begun at once are sealed and revealed one after the other, so that no answer is lost."""
    moment = datetime(2026, 11, 5, 9, 40)  # noqa: DTZ001  # the clock on the wall
    seen = with_ballots(unasked(demo), Ballot(id="1", number="1", sealed_at=moment, revealed_at=moment))
    who, about = seen.people[0].id, seen.touchpoints[0].id
    second = voting.vote("2", about, who, Answer("nobody"))(seen)
    assert (ballots.current_number(second), ballots.next_number(second)) == ("2", "2")
    both = voting.vote("3", about, who, Answer("several"))(second)
    assert (ballots.current_number(both), ballots.next_number(both)) == ("2", "2")
    assert about in ballots.asked(both, "3")
    over = voting.reveal("2", moment)(voting.seal("2", moment)(second))
    third = voting.vote("3", about, who, Answer("several"))(over)
    assert (ballots.current_number(third), ballots.next_number(third)) == ("3", "3")


def with_ballots(session: Session, *rows: Ballot) -> Session:
    one = session.round.model_copy(update={"ballots": rows})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], one)})


def test_the_moment_of_the_seal_is_told_as_the_clock_showed_it(demo: Session) -> None:
    moment = datetime(2026, 11, 5, 9, 40)  # noqa: DTZ001  # the clock on the wall
    session = with_ballots(demo, Ballot(id="1", number="1", sealed_at=moment))
    assert "9:40" in ballots.sealed_time(session, "1")
    assert ballots.sealed_time(session, "2") == ""
    assert ballots.state(session, "1") == "sealed"
    assert ballots.state(session, "2") == "open"


def test_who_has_answered_is_known_also_when_the_answers_have_no_names_any_more(demo: Session) -> None:
    """The count of slips must not fall when names go."""
    first, second, *_others = (person.id for person in voters(demo))
    one = demo.round.model_copy(
        update={
            "ballots": (),
            "ownership_ballots": (
                OwnershipBallot(id="b1", ballot="1", touchpoint="tp02", participant=first, kind="nobody"),
                OwnershipBallot(id="b2", ballot="1", touchpoint="tp03", participant=first),  # no answer yet
            ),
            "ownership_tallies": (
                OwnershipTally(
                    id="1:tp01", ballot="1", touchpoint="tp01", nobody=2, answered=(first, second)
                ),
            ),
        }
    )
    session = demo.model_copy(update={"rounds": (*demo.rounds[:-1], one)})
    assert ballots.answered_by(session, "1", first) == {"tp01", "tp02"}
    assert ballots.answered_by(session, "1", second) == {"tp01"}
    assert ballots.answered_by(session, "2", first) == set()
    assert ballots.is_kept_without_name(session, "1", "tp01", first)
    assert not ballots.is_kept_without_name(session, "1", "tp02", first)
    assert not ballots.is_kept_without_name(session, "2", "tp01", first)
    assert ballots.given(session, "1", "tp03", first) is None
    found = ballots.progress(session, "1")
    assert (found.whole, found.part) == ((), (first, second))


def test_nobody_is_in_where_nothing_is_asked() -> None:
    session = crowd(2)
    sealed = with_ballots(session, Ballot(id="1", number="1", sealed_at=AT))
    there = sealed.model_copy(
        update={"rounds": (sealed.round.model_copy(update={"participants": ("p1", "p2")}),)}
    )
    found = ballots.progress(there, "1")
    assert (found.whole, found.part, found.of) == ((), (), 2)


def test_of_equal_standing_the_least_agreed_needs_talk_first(demo: Session) -> None:
    told = ballots.results(demo, "1")
    for status in ("contested", "vacant", "unclear", "held"):
        agreement = [one.now.agreement or 0.0 for one in told if one.now.status == status]
        assert agreement == sorted(agreement)
    assert len({one.now.agreement for one in told}) > 3


def test_what_was_said_before_is_told_of_a_second_ballot_only(demo: Session) -> None:
    assert ballots.result_of(demo, "tp01", "1").before is None
    assert ballots.result_of(demo, "tp01", "7").before is None
