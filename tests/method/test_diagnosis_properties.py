"""What holds for every ballot anybody could fill in, and how long the largest one may take."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.method.diagnosis import Answer, diagnose, tally

PEOPLE = [f"p{i}" for i in range(1, 9)]
ANSWERS = st.one_of(
    st.sampled_from(["nobody", "several", "partner", "dont_know"]).map(Answer),
    st.sampled_from([*PEOPLE, "absent"]).map(lambda who: Answer("person", who)),
)
BALLOTS = st.dictionaries(st.sampled_from(PEOPLE), ANSWERS)


@given(BALLOTS)
def test_a_status_is_always_one_of_the_six(ballots: dict[str, Answer]) -> None:
    assert diagnose(ballots).status in {"held", "unclear", "contested", "vacant", "not_asked", "insufficient"}


@given(BALLOTS, st.permutations([*PEOPLE, "absent"]))
def test_calling_people_otherwise_changes_nothing(ballots: dict[str, Answer], others: list[str]) -> None:
    called = dict(zip([*PEOPLE, "absent"], others, strict=True))
    renamed = {
        called[who]: Answer(one.kind, called[one.person] if one.person else None)
        for who, one in ballots.items()
    }
    before, after = diagnose(ballots), diagnose(renamed)
    assert (before.status, before.reason, before.agreement, before.n) == (
        after.status,
        after.reason,
        after.agreement,
        after.n,
    )
    assert sorted(called[who] for who in before.top) == sorted(after.top)


@given(BALLOTS, st.randoms())
def test_the_order_of_ballots_changes_nothing(ballots: dict[str, Answer], chance: random.Random) -> None:
    shuffled = list(ballots.items())
    chance.shuffle(shuffled)
    assert diagnose(dict(shuffled)) == diagnose(ballots)


@given(st.sampled_from(PEOPLE), st.sets(st.sampled_from(PEOPLE), min_size=2, max_size=7))
def test_one_more_vote_for_whom_all_named_never_lowers_agreement(named: str, voters: set[str]) -> None:
    ballots = {who: Answer("person", named) for who in voters}
    more = {**ballots, "late": Answer("person", named)}
    assert (diagnose(more).agreement or 0) >= (diagnose(ballots).agreement or 0)


@given(BALLOTS, st.sets(st.sampled_from(PEOPLE)))
def test_two_parts_of_a_ballot_count_as_the_whole(ballots: dict[str, Answer], early: set[str]) -> None:
    first = tally({who: one for who, one in ballots.items() if who in early})
    second = tally({who: one for who, one in ballots.items() if who not in early})
    assert first.with_more(second) == tally(ballots)
