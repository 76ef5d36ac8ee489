"""An action is for the only goal of its touchpoint, as long as nobody says otherwise."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, add, set_value
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def goals(*touchpoints: str) -> Session:
    rows = tuple(Goal(id=f"g{n}", touchpoint=touchpoint) for n, touchpoint in enumerate(touchpoints, 1))
    round_ = Session().round.model_copy(update={"goals": rows})
    return Session(rounds=(round_,))


def action(**values: Any) -> Change:
    return add("actions", id="a1", title="Call", **values)


def to(field: str, value: str | None) -> Change:
    return set_value(Place("actions", "a1", field), value)


def goal_of(session: Session) -> str | None:
    return session.round.actions[0].goal


def test_an_action_takes_the_only_goal_of_its_touchpoint() -> None:
    session = goals("tp1", "tp2", "tp2")
    assert goal_of(action(touchpoint="tp1")(session)) == "g1"
    assert goal_of(action(touchpoint="tp2")(session)) is None
    assert goal_of(action(touchpoint="tp2", goal="g3")(session)) == "g3"
    assert goal_of(action()(session)) is None


def test_it_follows_the_touchpoint_and_stays_what_somebody_chose() -> None:
    session = goals("tp1", "tp3", "tp2", "tp2")
    begun = to("touchpoint", "tp1")(action()(session))
    assert goal_of(begun) == "g1"
    assert goal_of(to("touchpoint", "tp3")(begun)) == "g2"
    assert goal_of(to("touchpoint", "tp2")(begun)) is None
    chosen = to("goal", "g4")(begun)
    assert goal_of(to("touchpoint", "tp3")(chosen)) == "g4"
