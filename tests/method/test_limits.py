"""What a check asks for holds exactly at its limit, and no more just beyond it (method C)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from cxworkshop.method.checks import CHECKS
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import Ballot
from cxworkshop.model.goals import Goal
from cxworkshop.model.ownership import Mandate, Ownership
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState
from tests.method.builders import (
    ON,
    PEOPLE,
    actions,
    after,
    answered,
    bonus,
    contact,
    contested,
    deeds,
    differentiators,
    experience_goals,
    functions,
    guessed_levels,
    investment,
    loaded,
    next_climb,
    partnered,
    rewarded,
    session,
    surveyed,
    vision,
    whole_measure,
)

LIMITS: list[tuple[str, Callable[..., Session], tuple[Any, ...], tuple[Any, ...]]] = [
    ("G0.1", lambda n: session(participants=tuple(one.id for one in PEOPLE[:n])), (2,), (1,)),
    ("G0.4", session, (5,), (4,)),
    ("G1.1", vision, (15,), (14,)),
    ("G1.2", experience_goals, (5,), (6,)),
    ("G1.2", experience_goals, (1,), (0,)),
    ("G1.4", session, (3,), (2,)),
    ("G1.8", differentiators, (2, 6), (3, 6)),
    ("G1.8", differentiators, (3, 7), (4, 7)),  # a third of seven is rounded up
    ("G1.10", guessed_levels, (2, 4), (1, 4)),
    ("G3.1", answered, (3, 4), (2, 4)),
    ("G3.1", answered, (6, 8), (5, 8)),
    ("G3.5", partnered, ("goal_shared", "measure_visible_to_both"), ("goal_shared",)),
    ("G3.6", contested, (30,), (31,)),
    ("G3.6", contested, (0,), (None,)),
    ("G3.8", rewarded, (1, 2), (1, 3)),
    ("G3.9", loaded, (4, 20), (5, 20)),
    ("G3.9", loaded, (4, 12), (4, 11)),  # a third of twelve, and more than a third of eleven
    ("G3.9", loaded, (2, 6), (3, 6)),
    ("G3.9", loaded, (3, 5), (5, 5)),  # shares count from six touchpoints on
    ("G3.10", functions, (2, 3), (2, 2)),  # a median of 2 is weak
    ("G3.10", functions, (3, 5), (2, 5)),  # a range of 3 divides
    ("G3.12", contact, (90,), (91,)),
    ("G3.12", contact, (0,), (-1,)),
    ("G4.4", investment, (24,), (23,)),
    ("G4.4", investment, (36,), (37,)),
    ("G4.4", investment, (12, "rejected"), (12, "proposed")),
    ("G4.7", actions, (5, 30), (6, 30)),
    ("G4.7", actions, (1, 30), (1, 31)),
    ("G4.8", deeds, (4, 5), (3, 5)),
    ("G5.3", surveyed, (30,), (29,)),
    ("G5.3", whole_measure, (2, 2), (2, 1)),
    ("G5.3", whole_measure, (2, 2), (1, 2)),
    ("G5.7", bonus, (200,), (199,)),
    ("G5.7", bonus, (199, "recognition"), (199, "both")),
    ("G6.1", next_climb, (365,), (366,)),
    ("G6.1", next_climb, (1,), (0,)),
]


@pytest.mark.parametrize(("check", "made", "within", "beyond"), LIMITS)
def test_a_check_holds_at_its_limit_and_not_beyond(
    check: str, made: Callable[..., Session], within: tuple[Any, ...], beyond: tuple[Any, ...]
) -> None:
    assert CHECKS[check](made(*within), ON).holds
    assert not CHECKS[check](made(*beyond), ON).holds


def test_a_round_without_a_day_of_its_own_begins_today() -> None:
    undated = partial(session, started_on=None)
    assert CHECKS["G6.1"](undated(next_review_on=after(365)), ON).holds
    assert not CHECKS["G6.1"](undated(next_review_on=after(366)), ON).holds
    assert CHECKS["G4.7"](undated(actions=(Action(id="a1", due_on=after(30)),)), ON).holds


@pytest.mark.parametrize(("revealed", "holds"), [(10, True), (9, False)])
def test_answers_revealed_in_the_minute_of_the_seal_were_sealed_first(revealed: int, holds: bool) -> None:
    at = partial(datetime, 2026, 11, 21)
    ballot = Ballot(id="1", number="1", sealed_at=at(10), revealed_at=at(revealed))
    made = answered(2, 2)
    there = made.round.model_copy(update={"ballots": (ballot,)})
    assert CHECKS["G0.5"](made.model_copy(update={"rounds": (there,)}), ON).holds is holds


def test_empty_words_are_those_of_the_language_of_the_workshop() -> None:
    hollow = session(1, goals=(Goal(id="g1", touchpoint="tp1", text="Pyrimme saumattomaan palveluun"),))
    finnish = hollow.model_copy(update={"workshop": hollow.workshop.model_copy(update={"language": "fi"})})
    assert CHECKS["G2.7"](hollow, ON).holds
    assert not CHECKS["G2.7"](finnish, ON).holds


@pytest.mark.parametrize(
    ("kind", "status", "holds"),
    [
        ("start_measuring", "open", True),
        ("start_measuring", None, True),
        ("start_measuring", "dropped", False),
        ("do", "open", False),
    ],
)
def test_where_nothing_is_measured_a_decision_to_start_is_enough_while_it_stands(
    kind: str, status: str | None, holds: bool
) -> None:
    made = session(actions=(Action(id="a1", kind=kind, status=status, owner="p1"),))
    assert CHECKS["G1.7"](made, ON).holds is holds
    goal = Goal(id="g1", touchpoint="tp1", text="Told at once", measure="m1", target=9)
    measured = session(
        1, goals=(goal,), actions=(Action(id="a1", kind=kind, status=status, owner="p1", goal="g1"),)
    )
    assert CHECKS["G2.3"](measured, ON).holds is holds


@pytest.mark.parametrize(
    ("horizon", "asked"), [(None, True), (0.0, True), (0.25, True), (0.26, False), (2.0, False)]
)
def test_a_mandate_is_asked_for_its_horizon_until_it_reaches_beyond_a_quarter(
    horizon: float | None, asked: bool
) -> None:
    made = session(
        1,
        touchpoint_states=(TouchpointState(id="tp1", touchpoint="tp1", priority=True),),
        ownerships=(Ownership(id="tp1", touchpoint="tp1", mandate=Mandate(horizon_years=horizon)),),
    )
    cells = [place.field for place in CHECKS["G3.7"](made, ON).places]
    assert ("mandate.horizon_years" in cells) is asked
    assert {"mandate.decision_rights", "mandate.budget_eur_per_year"} <= set(cells)
