"""Beside a goal under review, and beside a touchpoint, stands what its measures say."""

from __future__ import annotations

from datetime import date, timedelta

from cxworkshop.language import speaking
from cxworkshop.method.intervals import reading
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Observation
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell
from cxworkshop.sheets.plan import row_of
from cxworkshop.sheets.steps.cells import figure
from cxworkshop.sheets.steps.measure import coverage_note
from cxworkshop.sheets.steps.redefine import review_note, reviewed_goals, then_and_now

TODAY = date(2026, 11, 21)


def test_a_goal_under_review_tells_its_newest_figure_its_target_and_how_far_it_came(demo: Session) -> None:
    told = [
        str(review_note(Reading(demo, TODAY), row_of(one.id, "goals", "reviews"))) for one in demo.round.goals
    ]
    assert told[0] == (
        "The promise matched reality: 61.1% ± 4.8 (n = 398), target 65%. No new figure since the round "
        "began: 5 Measure, Observations, takes one."
    )
    bare = demo.round.goals[0].model_copy(update={"measure": None})
    without = demo.model_copy(
        update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update={"goals": (bare,)}))}
    )
    assert "No measure" in str(review_note(Reading(without, TODAY), row_of(bare.id, "goals", "reviews")))


def test_a_touchpoint_tells_all_that_its_measures_say_or_how_it_gets_one(demo: Session) -> None:
    def told(name: str) -> str:
        return str(
            coverage_note(
                Reading(demo, TODAY),
                row_of(next(tp.id for tp in demo.touchpoints if tp.name == name), "touchpoints"),
            )
        )

    assert told("The delivery to my home").count(" · ") == 2
    assert "choose this touchpoint for a measure" in told("Taking the old appliance away")


def test_a_total_is_read_without_decimals_it_does_not_have(demo: Session) -> None:
    measure = next(one for one in demo.measures if one.metric == "money")
    assert figure(reading(demo, measure.id)) == "24,800"
    with speaking("fi"):
        assert figure(reading(demo, measure.id)) == "24\N{NO-BREAK SPACE}800"


def test_a_review_begins_with_the_goal_that_has_come_least_far(demo: Session) -> None:
    goal, other = demo.round.goals[0], demo.round.goals[1]
    value = reading(demo, goal.measure).value
    assert value is not None
    far = goal.model_copy(update={"baseline": value - 10, "target": value})
    near = other.model_copy(
        update={
            "measure": goal.measure,
            "baseline": value - 10,
            "target": value + 90,
            "due_on": date(2026, 10, 1),
        }
    )
    unmeasured = other.model_copy(update={"id": "g98", "measure": None})
    round_ = demo.round.model_copy(update={"goals": (unmeasured, far, near)})
    judged = demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)})
    rows = reviewed_goals(judged)
    assert [row["goals"].id for row in rows] == [near.id, far.id, "g98"]
    cells = [then_and_now(Reading(judged, TODAY), row) for row in rows]
    assert [cell.text.split(" ")[0] for cell in cells] == ["✗", "~✓", "–"]
    assert all(" → " in cell.text for cell in cells[:2])


def test_only_what_was_measured_since_is_judged_and_only_what_is_due_is_missed(demo: Session) -> None:
    began = demo.round.started_on
    assert began is not None
    first = demo.round.goals[0]
    row = row_of(first.id, "goals", "reviews")

    def judged(due: date, *figures: Observation) -> tuple[Cell, str]:
        round_ = demo.round.model_copy(
            update={
                "goals": (first.model_copy(update={"due_on": due}),),
                "observations": (*demo.round.observations, *figures),
            }
        )
        reading = Reading(demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)}), TODAY)
        return then_and_now(reading, row), str(review_note(reading, row))

    new = Observation(id="o99", measure=first.measure, observed_on=TODAY, value=61.1, n=398)
    later, earlier = TODAY + timedelta(days=9), TODAY - timedelta(days=1)
    assert judged(earlier)[0].text == "61.1%, no new figure"
    assert judged(earlier, new)[0].text == "~✗ 61.1% → 61.1% ± 4.8"
    assert judged(earlier, new)[1].endswith("missed (uncertain). ~: chance could explain it.")
    assert judged(later, new)[0].text == "61.1% → 61.1% ± 4.8"
    few = new.model_copy(update={"n": 30, "value": 96.7})
    assert judged(later, few)[0].text == "✓ 61.1% → 96.7% (83.4…99.4)"  # the ends of a margin are no figure
