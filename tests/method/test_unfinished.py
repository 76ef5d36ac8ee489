"""What waits to be done, what is settled and what has been passed means the same wherever it is asked."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.method import figures, readiness, responsibility
from cxworkshop.method.derived import is_last_metre
from cxworkshop.method.lookup import stages_in_use
from cxworkshop.method.steps import next_step
from cxworkshop.model.actions import Action, Parking
from cxworkshop.model.climb import STEP_STATES, StepState
from cxworkshop.model.organisation import Person, Stage, Touchpoint
from cxworkshop.model.ownership import Objection, Ownership
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.summary import summary
from cxworkshop.widgets.staircase import glyphs

ON = date(2026, 11, 21)
STATUSES = [
    (None, True),
    ("open", True),
    ("in_progress", True),
    ("blocked", True),
    ("done", False),
    ("dropped", False),
]


def of_round(**tables: Any) -> Session:
    return Session(rounds=(Round(id="1", number=1, started_on=ON, **tables),))


@pytest.mark.parametrize(("status", "waits"), STATUSES)
def test_an_action_waits_in_every_room_unless_it_is_done_or_dropped(status: str | None, waits: bool) -> None:
    session = of_round(actions=(Action(id="a1", title="Call them", status=status, due_on=ON),))
    assert figures.actions_summary(session, ON).unfinished == (("a1",) if waits else ())
    assert summary(session)["actions_due"] == (["2026-11-21"] if waits else [])
    plan = write_document(session, "plan", language="en", on=date(2026, 11, 22))
    assert ("overdue" in plan) is waits


@pytest.mark.parametrize(("status", "waits"), STATUSES)
def test_six_actions_that_wait_are_too_many_for_one_person(status: str | None, waits: bool) -> None:
    people = (Person(id="p1", name="Aino"),)
    six = tuple(Action(id=f"a{i}", owner="p1", status=status, due_on=ON) for i in range(6))
    session = of_round(actions=six).model_copy(update={"people": people})
    found = {one.check: str(one.words) for one in readiness.findings(session, ON, "implement")}
    assert ("Aino" in found["G4.7"]) is waits


@pytest.mark.parametrize(("status", "stands"), [(None, True), ("open", True), ("settled", False)])
def test_an_objection_that_nobody_settled_makes_the_responsibility_contested(
    status: str | None, stands: bool
) -> None:
    session = of_round(
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1", accepted_on=ON),),
        objections=(Objection(id="ob1", touchpoint="tp1", text="Not she", status=status),),
    ).model_copy(
        update={
            "people": (Person(id="p1", name="Aino"),),
            "touchpoints": (Touchpoint(id="tp1", name="Door"),),
        }
    )
    assert responsibility.agreed(session, "tp1", ON).status == ("contested" if stands else "held")
    plan = write_document(session, "plan", language="en", on=ON)
    assert ("Not she" in plan) is stands


@pytest.mark.parametrize(
    ("status", "waits"),
    [(None, True), ("parked", True), ("resolved", False), ("moved_to_action", False), ("dropped", False)],
)
def test_what_is_parked_is_asked_for_until_it_is_settled(status: str | None, waits: bool) -> None:
    assert Parking(id="pk1", text="Parked", status=status).is_parked is waits


@pytest.mark.parametrize("state", [state for state, _words in STEP_STATES])
def test_a_step_is_passed_in_every_room_or_in_none(state: str) -> None:
    passed = state in ("passed", "passed_with_override")
    session = of_round(steps=(StepState(id="define", step="define", state=state),))
    assert summary(session)["steps_passed"] == passed
    assert next_step({"define": state}) == ("develop" if passed else "landing")
    assert glyphs({"define": state})[0] == ("▁" if passed else "░")


def test_a_stage_counts_until_the_round_that_retired_it() -> None:
    """A closed round is judged as it was."""
    stages = (
        Stage(id="buy", label="Buy", decision_point=True),
        Stage(id="wait", label="Wait", retired_round=2),
        Stage(id="receive", label="Receive"),
    )
    session = Session(
        stages=stages,
        touchpoints=(
            Touchpoint(id="tp1", stage="wait", delivered_by="partner"),
            Touchpoint(id="tp2", stage="receive", delivered_by="partner"),
        ),
        rounds=(Round(id="1", number=1), Round(id="2", number=2)),
    )
    first = session.as_of(1)
    assert [stage.id for stage in stages_in_use(first)] == ["buy", "wait", "receive"]
    assert [stage.id for stage in stages_in_use(session)] == ["buy", "receive"]
    assert [is_last_metre(first, touchpoint) for touchpoint in session.touchpoints] == [True, False]
    assert [is_last_metre(session, touchpoint) for touchpoint in session.touchpoints] == [False, True]
