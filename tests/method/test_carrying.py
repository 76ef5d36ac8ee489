"""Who carries what, what a bonus may follow, and what weighs most, worked out by hand (method D)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cxworkshop.method import derived, figures, mandates, responsibility, workload
from cxworkshop.method.checks import CHECKS
from cxworkshop.model.ballots import Ballot, OwnershipBallot
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.ownership import Ownership, Reward
from cxworkshop.model.touchpoint_states import TouchpointState
from tests.method.builders import (
    ON,
    PEOPLE,
    after,
    bonus,
    loaded,
    session,
)


# ---- who carries what --------------------------------------------------------------------------------------
def chief(own: int, of: int, **known: Any) -> str | None:
    made = loaded(own, of)
    person = PEOPLE[0].model_copy(update=known or {"seniority_rank": 1})
    return workload.chief_carries(made.model_copy(update={"people": (person, *PEOPLE[1:])}))


def test_a_chief_executive_carries_much_from_a_quarter_of_the_touchpoints_on() -> None:
    assert chief(3, 12) == "p1"
    assert chief(2, 12) is None
    assert chief(12, 12, seniority_rank=2) is None
    assert chief(12, 12, function="general_management") is None
    assert chief(12, 12, seniority_rank=1, board_member=True) is None
    assert chief(0, 0) is None


def test_two_who_carry_alike_are_two_owners_and_one_is_one() -> None:
    owned = tuple(
        Ownership(id=f"tp{i}", touchpoint=f"tp{i}", accountable=f"p{i % 2 + 1}") for i in range(1, 5)
    )
    made = session(4, ownerships=owned)
    assert workload.loads(made) == {"p2": 2, "p1": 2}
    assert (workload.hhi(made), workload.effective_owners(made)) == (0.5, 2)
    assert workload.effective_owners(loaded(3, 12)) == 1
    assert workload.effective_owners(session(4)) is None


def test_whoever_has_left_carries_nothing_any_more_on_that_day() -> None:
    gone = PEOPLE[0].model_copy(update={"left_on": after(1)})
    made = loaded(5, 20).model_copy(update={"people": (gone, *PEOPLE[1:])})
    assert workload.loads(made, ON) == {"p1": 5}
    assert workload.loads(made, after(1)) == {}
    assert workload.loads(made) == {"p1": 5}
    assert (workload.overloaded(made, ON), workload.overloaded(made, after(1))) == (("p1",), ())


def bonus_on(measures: int, n: int = 200, elsewhere: bool = False, kind: str = "bonus") -> bool:
    """Whether a bonus that follows so many measures, each with n answers, needs care."""
    names = tuple(f"m{i}" for i in range(measures))
    about = ("tp2",) if elsewhere else ()
    made = session(
        2,
        measures=tuple(Measure(id=name, metric="csat", touchpoints=about) for name in names),
        observations=tuple(Observation(id=f"o{name}", measure=name, n=n, observed_on=ON) for name in names),
        ownerships=(
            Ownership(id="tp1", touchpoint="tp1", accountable="p1", reward=Reward(type=kind, measures=names)),
        ),
    )
    return mandates.reward_caution(made) == ("tp1",)


def test_a_bonus_needs_care_beyond_three_measures_below_two_hundred_answers_or_elsewhere() -> None:
    assert not bonus_on(3)
    assert bonus_on(4)
    assert bonus_on(1, n=199)
    assert bonus_on(1, elsewhere=True)
    assert bonus_on(4, kind="both")
    assert not bonus_on(4, n=1, kind="recognition")


def test_a_bonus_on_a_figure_that_nobody_has_measured_needs_care() -> None:
    made = bonus(200)
    bare = made.model_copy(update={"rounds": (made.round.model_copy(update={"observations": ()}),)})
    assert mandates.reward_caution(made) == ()
    assert mandates.reward_caution(bare) == ("tp1",)
    assert not CHECKS["G5.7"](bare, ON).holds


def test_claims_are_recognised_by_the_others_only() -> None:
    """Of four who answered, one of the three others names her: a third (method D.8)."""
    said = {"p1": "p1", "p2": "p1", "p3": "p9", "p4": None}
    made = session(
        1,
        participants=tuple(said),
        ballots=(
            Ballot(
                id="1",
                number="1",
                sealed_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
                revealed_at=datetime(2026, 11, 21, 10, tzinfo=UTC),
            ),
        ),
        ownership_ballots=tuple(
            OwnershipBallot(
                id=f"1:tp1:{who}",
                ballot="1",
                touchpoint="tp1",
                participant=who,
                kind="person" if whom else "dont_know",
                person=whom,
            )
            for who, whom in said.items()
        ),
    )
    (claim,) = responsibility.recognition(made).values()
    assert claim.claimed == ("tp1",)
    assert claim.recognised == pytest.approx(1 / 3)
    alone = made.round.model_copy(update={"ownership_ballots": made.round.ownership_ballots[:1]})
    assert responsibility.recognition(made.model_copy(update={"rounds": (alone,)})) == {
        "p1": responsibility.Recognition(("tp1",), None)
    }


# ---- what weighs most --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("importance", "now", "target", "role", "score"),
    [
        (4, 2, 4, "hygiene", 12),  # 4 × 2 × 1.5
        (4, 3, 4, "hygiene", 4),
        (4, 2, 4, "differentiator", 8),
        (5, 4, 3, "hygiene", 0),
        (None, 2, 4, "hygiene", None),
        (4, None, 4, "hygiene", None),
        (4, 2, None, "hygiene", None),
    ],
)
def test_a_priority_is_importance_times_what_is_missing_and_half_as_much_again_for_failing_basics(
    importance: int | None, now: int | None, target: int | None, role: str, score: float | None
) -> None:
    state = TouchpointState(
        id="tp1", touchpoint="tp1", importance=importance, level_now=now, level_target=target, role=role
    )
    assert derived.priority_score(session(1, touchpoint_states=(state,)), "tp1") == score


def test_five_weigh_most_and_equals_across_the_last_place_are_left_to_the_room() -> None:
    def weights(*importance: int) -> frozenset[str]:
        return derived.priorities(
            session(
                len(importance),
                touchpoint_states=tuple(
                    TouchpointState(
                        id=f"tp{i}", touchpoint=f"tp{i}", importance=weight, level_now=3, level_target=4
                    )
                    for i, weight in enumerate(importance, 1)
                ),
            )
        )

    assert weights(1, 1, 1, 1, 1) == {"tp1", "tp2", "tp3", "tp4", "tp5"}
    assert weights(1, 1, 1, 1, 1, 1) == frozenset()
    assert weights(1, 1, 1, 1, 1, 5) == {"tp6"}
    assert derived.priorities(session(6)) == frozenset()


@pytest.mark.parametrize(
    ("formal", "said", "differs"),
    [("p1", "p2", True), ("p2", "p2", False), (None, "p2", False), ("p1", None, False), (None, None, False)],
)
def test_paper_differs_from_practice_only_where_both_are_known(
    formal: str | None, said: str | None, differs: bool
) -> None:
    seen = datetime(2026, 11, 21, 9, tzinfo=UTC)
    made = session(
        1,
        participants=("p3", "p4"),
        ownerships=(Ownership(id="tp1", touchpoint="tp1", formal_owner=formal),),
        ballots=(Ballot(id="1", number="1", sealed_at=seen, revealed_at=seen),),
        ownership_ballots=tuple(
            OwnershipBallot(
                id=f"1:tp1:{who}",
                ballot="1",
                touchpoint="tp1",
                participant=who,
                kind="person" if said else "nobody",
                person=said,
            )
            for who in ("p3", "p4")
        ),
    )
    assert responsibility.on_paper_differs(made, "tp1") is differs


def test_functions_are_told_by_what_they_carry_the_one_with_most_first_and_nobodys_not() -> None:
    people = (
        PEOPLE[0].model_copy(update={"function": "sales"}),
        PEOPLE[1].model_copy(update={"function": "marketing"}),
        PEOPLE[2],
    )
    owned = {"tp1": "p1", "tp2": "p2", "tp3": "p2", "tp4": None, "tp5": "p3"}
    made = session(
        6, ownerships=tuple(Ownership(id=at, touchpoint=at, accountable=who) for at, who in owned.items())
    ).model_copy(update={"people": people})
    assert list(figures.by_function(made).items()) == [
        ("marketing", ("tp2", "tp3")),
        ("sales", ("tp1",)),
        ("other", ("tp5",)),
    ]
