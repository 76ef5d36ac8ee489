"""Blind answers of two versions: counted once each, and nobody is named whom the seal has made nameless."""

from __future__ import annotations

from datetime import UTC, datetime

from cxworkshop.editing.merge import Merged, merge
from cxworkshop.editing.voting import score, seal, seal_figures, vote
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import holds_names
from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.method.builders import session

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BASE = session(2)
YES = Answer("person", "p1")
NOBODY = Answer("nobody")


def voted(before: Session, *people: str, answer: Answer = YES) -> Session:
    for person in people:
        before = vote("1", "tp1", person, answer)(before)
    return before


def sealed(before: Session) -> Session:
    return seal("1", NOON)(before)


def scored(before: Session, value: int, *people: str) -> Session:
    for person in people:
        before = score(Place("confidence_scores", person, "value"), value)(before)
    return before


def both_ways(base: Session, mine: Session, theirs: Session) -> Merged:
    merged = merge(base, mine, theirs)
    assert merge(base, theirs, mine) == merged
    for side in (mine, theirs):
        assert merge(base, merged.session, side).session == merged.session
    assert merged.session.set_aside == ()
    return merged


def counts(merged: Merged) -> tuple[int, int]:
    """How many named somebody, and how many nobody."""
    tally = tally_of(merged.session, "tp1")
    return sum(votes for _person, votes in tally.votes), tally.nobody


def test_slips_keyed_on_two_laptops_are_all_there() -> None:
    merged = both_ways(BASE, voted(BASE, "p2", "p3"), voted(BASE, "p4", answer=NOBODY))
    assert len(merged.session.round.ownership_ballots) == 3
    assert counts(merged) == (2, 1)


def test_of_one_slip_keyed_differently_one_counts_and_the_other_is_not_kept() -> None:
    merged = both_ways(BASE, voted(BASE, "p2"), voted(BASE, "p2", answer=NOBODY))
    assert sum(counts(merged)) == 1
    assert "one of the two counts" in str(merged.told[0])


def test_names_that_are_gone_on_one_side_are_gone() -> None:
    base = voted(BASE, "p2", "p3")
    merged = both_ways(base, sealed(base), voted(base, "p4", answer=NOBODY))
    assert not holds_names(merged.session)
    assert counts(merged) == (2, 1)
    assert merged.told == ()


def test_answers_to_a_ballot_that_was_sealed_empty_elsewhere_have_no_names() -> None:
    merged = both_ways(BASE, sealed(BASE), voted(BASE, "p2", "p3"))
    assert not holds_names(merged.session)
    assert counts(merged) == (2, 0)


def test_an_answer_that_was_sealed_and_is_still_named_elsewhere_counts_once() -> None:
    merged = both_ways(BASE, sealed(voted(BASE, "p2", "p3")), voted(BASE, "p3", "p4"))
    assert not holds_names(merged.session)
    assert counts(merged) == (3, 0)


def test_two_sealed_counts_of_different_people_are_added() -> None:
    base = voted(BASE, "p2")
    merged = both_ways(base, sealed(voted(base, "p3")), sealed(voted(base, "p4", answer=NOBODY)))
    assert counts(merged) == (2, 1)
    assert merged.session.round.ownership_tallies[0].answered == ("p2", "p3", "p4")


def test_of_two_sealed_counts_of_the_same_people_the_fuller_stands_and_that_is_told() -> None:
    merged = both_ways(BASE, sealed(voted(BASE, "p2", "p3")), sealed(voted(BASE, "p3", answer=NOBODY)))
    assert counts(merged) == (2, 0)
    assert "the fuller count stands" in str(merged.told[0])


def test_figures_without_names_are_added_as_a_heap() -> None:
    base = scored(BASE, 3, "p2")
    mine = seal_figures("confidence_scores")(scored(base, 5, "p3"))
    theirs = scored(base, 1, "p4")
    merged = both_ways(base, mine, theirs).session.round
    assert [row.value for row in merged.confidence_scores] == [1, 3, 5]
    assert {row.participant for row in merged.confidence_scores} == {None}
    assert merged.figures_answered[0].answered == ("p2", "p3", "p4")


def test_kinds_that_are_not_sealed_keep_their_names_beside_those_that_are() -> None:
    base = scored(voted(BASE, "p2"), 3, "p2")
    merged = both_ways(base, seal_figures("confidence_scores")(base), voted(base, "p3")).session.round
    assert [row.participant for row in merged.ownership_ballots] == ["p2", "p3"]
    assert [row.participant for row in merged.confidence_scores] == [None]
