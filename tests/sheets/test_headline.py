"""What the figure beside a step's purpose tells the room."""

from __future__ import annotations

from datetime import date

from cxworkshop.method.revisit import next_round
from cxworkshop.model.actions import Commitment
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps.headline import HEADLINES

ON = date(2026, 11, 21)


def test_the_closing_says_how_many_of_the_leaders_have_promised(demo: Session) -> None:
    first, second = demo.round.participants[:2]
    given = tuple(
        Commitment(id=f"k{i}", person=who, text="I call a customer")
        for i, who in enumerate((first, first, second))
    )
    kept = demo.model_copy(
        update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update={"commitments": given}))}
    )
    assert str(HEADLINES["closing"](Reading(demo, ON))) == "promises 0 of 8"
    assert str(HEADLINES["closing"](Reading(kept, ON))) == "promises 2 of 8"
    assert str(HEADLINES["closing"](Reading(Session(), ON))) == ""


def test_a_new_round_calls_nothing_gut_feeling_before_a_level_was_asked(demo: Session) -> None:
    assert str(HEADLINES["define"](Reading(demo, ON))).startswith("gut feeling ")
    assert str(HEADLINES["define"](Reading(next_round(demo, ON), ON))) == ""
